//! The questions of `docs/use/questions.md` have the answers that stand there, and the playground opens with them.
//!
//! Each question is asked of the sample page on every database. To write the answers anew after a change that is meant:
//!
//!     COLOPHON_WRITE_ANSWERS=1 cargo test --test it questions
//!
//! It puts the server's answers into the `json` blocks instead of comparing them; look at the diff. Without the variable the test fails
//! wherever a block differs.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::harness::{SAMPLE, World};

/// A question of the document.
#[derive(Debug)]
struct Question<'a> {
    heading: &'a str,
    query: &'a str,
    /// Where its answer stands.
    answer: Range<usize>,
}

/// What stands in the next block of a language, and where.
fn block<'a>(text: &'a str, from: usize, language: &str) -> Option<(&'a str, Range<usize>)> {
    let fence = format!("\n```{language}\n");
    let start = from + text[from..].find(&fence)? + fence.len();
    let end = start + text[start..].find("\n```\n").unwrap_or_else(|| panic!("a block at byte {start} has no end"));
    Some((&text[start..end], start..end))
}

fn questions(text: &str) -> Vec<Question<'_>> {
    let (mut questions, mut at) = (Vec::new(), 0);
    while let Some((query, place)) = block(text, at, "graphql") {
        let heading = text[at..place.start].lines().rev().find_map(|line| line.strip_prefix("## "));
        let heading = heading.unwrap_or_else(|| panic!("no heading above {query}"));
        let (_, answer) = block(text, place.end, "json").unwrap_or_else(|| panic!("no answer to {heading}"));
        assert!(!text[place.end..answer.start].contains("\n## "), "no answer to {heading}");
        at = answer.end;
        questions.push(Question { heading, query, answer });
    }
    questions
}

/// The text of an answer: its fields stand in the order of the query.
async fn ask(world: &World, query: &str) -> String {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/graphql-response+json")
        .body(Body::from(json!({ "query": query }).to_string()))
        .unwrap();
    let bytes = world.send(request).await.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// JSON whose objects keep their order.
#[derive(Debug)]
enum Json<'a> {
    Leaf(&'a str),
    Object(Vec<(&'a str, Json<'a>)>),
    List(Vec<Json<'a>>),
}

/// How wide an answer may be in the document.
const WIDTH: usize = 120;

impl<'a> Json<'a> {
    /// Reads a value from the beginning of valid JSON, and leaves what follows it.
    fn read(rest: &mut &'a str) -> Self {
        *rest = rest.trim_start();
        match rest.as_bytes()[0] {
            b'{' => Self::Object(Self::items(rest, '}', |rest| {
                let name = Self::leaf(rest);
                *rest = rest.trim_start().strip_prefix(':').unwrap();
                (name, Self::read(rest))
            })),
            b'[' => Self::List(Self::items(rest, ']', Self::read)),
            _ => Self::Leaf(Self::leaf(rest)),
        }
    }

    fn items<T>(rest: &mut &'a str, end: char, mut read: impl FnMut(&mut &'a str) -> T) -> Vec<T> {
        let mut items = Vec::new();
        *rest = rest[1..].trim_start();
        while !rest.starts_with(end) {
            items.push(read(rest));
            *rest = rest.trim_start();
            *rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        }
        *rest = &rest[1..];
        items
    }

    fn leaf(rest: &mut &'a str) -> &'a str {
        *rest = rest.trim_start();
        let mut is_escaped = false;
        let mut is_end = |(place, byte): &(usize, u8)| {
            if !rest.starts_with('"') {
                return matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
            }
            let is_end = *byte == b'"' && !is_escaped && *place > 0;
            is_escaped = *byte == b'\\' && !is_escaped;
            is_end
        };
        let end = rest.bytes().enumerate().find(|at| is_end(at)).map_or(rest.len(), |(place, byte)| place + usize::from(byte == b'"'));
        let (leaf, after) = rest.split_at(end);
        *rest = after;
        leaf
    }

    /// On one line.
    fn line(&self) -> String {
        match self {
            Self::Leaf(leaf) => (*leaf).to_owned(),
            Self::Object(fields) if fields.is_empty() => "{}".to_owned(),
            Self::Object(fields) => {
                let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {}", value.line())).collect();
                format!("{{ {} }}", fields.join(", "))
            }
            Self::List(values) => format!("[{}]", values.iter().map(Self::line).collect::<Vec<_>>().join(", ")),
        }
    }

    /// On as few lines as are narrow enough. `used` is what stands on the first of them, and a comma.
    fn lines(&self, depth: usize, used: usize) -> String {
        let line = self.line();
        let indent = "  ".repeat(depth + 1);
        let is_narrow = used + line.chars().count() <= WIDTH;
        let (open, items, close) = match self {
            Self::Object(fields) if !is_narrow => {
                let field = |(name, value): &(&str, Self)| {
                    format!("{indent}{name}: {}", value.lines(depth + 1, indent.len() + name.chars().count() + 3))
                };
                ('{', fields.iter().map(field).collect::<Vec<_>>(), '}')
            }
            Self::List(values) if !is_narrow => {
                ('[', values.iter().map(|value| format!("{indent}{}", value.lines(depth + 1, indent.len() + 1))).collect(), ']')
            }
            _ => return line,
        };
        format!("{open}\n{}\n{}{close}", items.join(",\n"), "  ".repeat(depth))
    }
}

/// Worlds on every database, with the sample in them.
async fn samples() -> Vec<World> {
    let worlds = World::all().await;
    for world in &worlds {
        world.import("peer-support.txt", SAMPLE).await;
    }
    worlds
}

#[tokio::test]
async fn answers_stand_in_the_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/use/questions.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let questions = questions(&document);
    assert_eq!(questions.len(), 15);
    let is_writing = std::env::var_os("COLOPHON_WRITE_ANSWERS").is_some_and(|value| value == "1");
    let worlds = samples().await;
    let (mut written, mut end, mut wrong) = (String::new(), 0, Vec::new());
    for question in &questions {
        let mut first: Option<String> = None;
        for world in &worlds {
            let text = ask(world, question.query).await;
            let mut answer: Value = serde_json::from_str(&text).unwrap();
            assert!(answer.get("errors").is_none(), "{} on {}: {}", question.heading, world.database.name, answer["errors"]);
            let stands: Value = serde_json::from_str(&document[question.answer.clone()]).unwrap_or_default();
            if stands != answer["data"].take() {
                wrong.push(format!("{} on {}: {text}", question.heading, world.database.name));
            }
            match &first {
                Some(first) => assert_eq!(&text, first, "{} differs on {}", question.heading, world.database.name),
                None => first = Some(text),
            }
        }
        let first = first.unwrap_or_default();
        let Json::Object(fields) = Json::read(&mut first.as_str()) else { panic!("{first}") };
        let (_, data) = fields.iter().find(|(name, _)| *name == "\"data\"").unwrap();
        written.push_str(&document[end..question.answer.start]);
        written.push_str(&data.lines(0, 0));
        end = question.answer.end;
    }
    written.push_str(&document[end..]);
    if is_writing {
        std::fs::write(&path, written).unwrap();
    } else {
        assert!(wrong.is_empty(), "docs/use/questions.md has other answers; COLOPHON_WRITE_ANSWERS=1 writes these:\n{}", wrong.join("\n"));
    }
}

/// A document without what does not matter.
fn bare(text: &str) -> String {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.trim_start().starts_with('#'));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_playground_opens_with_the_questions() {
    let document = include_str!("../../docs/use/questions.md");
    let examples = bare(include_str!("../../web/playground/examples.graphql"));
    let mut names = BTreeSet::new();
    let mut at = 0;
    for question in questions(document) {
        assert!(question.heading.ends_with('?'), "{}", question.heading);
        let name = question.query.strip_prefix("query ").and_then(|rest| rest.split([' ', '(', '{']).next()).unwrap_or_default();
        assert!(!name.is_empty() && names.insert(name), "{} has no name of its own", question.heading);
        let place = examples.find(&bare(question.query)).unwrap_or_else(|| panic!("web/playground/examples.graphql has another {name}"));
        assert!(place >= at, "{name} stands in another place in web/playground/examples.graphql");
        at = place;
    }
    assert!(examples.starts_with("query WhichFundersSupportWhichTopics"), "the questions come first");
}

/// What a reader of the page finds when they count by hand.
#[tokio::test]
async fn twelve_cells_have_a_funder() {
    const JUSTICE: &str = "Bureau of Justice Assistance";
    const SAMHSA: &str = "Substance Abuse and Mental Health Services Administration";
    const MACARTHUR: &str = "John D. and Catherine T. MacArthur Foundation";
    const NOBODY: &str = "(none)";
    let mut wanted = [
        (JUSTICE, "lived experience", 2),
        (JUSTICE, "peers", 2),
        (JUSTICE, "Peer support specialists", 1),
        (JUSTICE, "planning", 1),
        (JUSTICE, "Crisis Intervention Team", 1),
        (SAMHSA, "Peer support specialists", 2),
        (SAMHSA, "Sequential Intercept Model", 1),
        (SAMHSA, "behavioral health", 1),
        (SAMHSA, "crisis", 1),
        (SAMHSA, "prevention", 1),
        (MACARTHUR, "Peer support specialists", 1),
        (MACARTHUR, "jail reduction", 1),
        (NOBODY, "Peer support specialists", 2),
        (NOBODY, "Sequential Intercept Model", 1),
        (NOBODY, "Post-Crisis Assistance Program", 1),
        (NOBODY, "evaluation", 1),
        (NOBODY, "mental health assistance program", 1),
    ];
    wanted.sort_unstable();
    assert_eq!(wanted.iter().filter(|cell| cell.0 != NOBODY).count(), 12);
    let query = "{ crosstab(rows: FUNDER, columns: KEYWORD) {
        rows { header { label isUnknown } cells { column { label } count resources { totalCount } } }
    } }";
    for world in samples().await {
        let answer = world.query(query).await;
        let rows = answer.at("/crosstab/rows").as_array().unwrap_or_else(|| panic!("{answer:?}"));
        let mut cells = Vec::new();
        for row in rows {
            let funder = row["header"]["label"].as_str().unwrap();
            assert_eq!(row["header"]["isUnknown"], funder == NOBODY);
            for cell in row["cells"].as_array().unwrap() {
                assert_eq!(cell["count"], cell["resources"]["totalCount"]);
                cells.push((funder, cell["column"]["label"].as_str().unwrap(), cell["count"].as_u64().unwrap()));
            }
        }
        cells.sort_unstable();
        assert_eq!(cells, wanted, "{}", world.database.name);
    }
}

#[test]
fn answers_are_laid_out_as_they_are_read() {
    let text = r#"{"a":[],"b":{},"c":"a \"}, \\","d":[1.0,null,{"é":true}]}"#;
    let mut rest = text;
    let json = Json::read(&mut rest);
    assert_eq!(json.line(), r#"{ "a": [], "b": {}, "c": "a \"}, \\", "d": [1.0, null, { "é": true }] }"#);
    let long = format!(r#"{{"z":"{}","a":[1,2]}}"#, "x".repeat(WIDTH));
    assert_eq!(Json::read(&mut long.as_str()).lines(0, 0), format!("{{\n  \"z\": \"{}\",\n  \"a\": [1, 2]\n}}", "x".repeat(WIDTH)));
}
