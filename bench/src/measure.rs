//! How long questions take: asks a server over HTTP, one after the other on one connection, with variables drawn from its own catalogue.

use std::fmt::Write;
use std::io;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::random::Random;

/// A question, and where its variables come from.
struct Question {
    name: &'static str,
    query: &'static str,
    variables: fn(&Pools, &mut Random) -> Value,
}

/// What variables are drawn from: the most frequent keywords and funders, and words of titles.
#[derive(Debug, Default)]
struct Pools {
    keywords: Vec<String>,
    funders: Vec<String>,
    words: Vec<String>,
}

const QUESTIONS: &[Question] = &[
    Question {
        name: "Q4: filter by keyword, funder and year, by year",
        query: "query($keyword: ID!, $funder: ID!, $year: Int!) { resources(filter: { keywords: { some: { id: { eq: $keyword } } }, \
                funders: { some: { id: { eq: $funder } } }, year: { gte: $year } }, orderBy: [{ field: YEAR, direction: DESC }], first: 20) \
                { totalCount nodes { id title year } } }",
        variables: |pools, random| json!({ "keyword": pick(&pools.keywords, random), "funder": pick(&pools.funders, random), "year": 2000 + random.below(20) }),
    },
    Question {
        name: "Q5: crosstab of 20 funders and 20 keywords, of everything",
        query: "{ crosstab(rows: FUNDER, columns: KEYWORD) { rows { header { label count } cells { column { label } count } } } }",
        variables: |_, _| json!({}),
    },
    Question {
        name: "Q5: the same of one keyword's resources",
        query: "query($keyword: ID!) { crosstab(rows: FUNDER, columns: KEYWORD, filter: { keywords: { some: { id: { eq: $keyword } } } }) \
                { rows { header { label count } cells { column { label } count } } } }",
        variables: |pools, random| json!({ "keyword": pick(&pools.keywords, random) }),
    },
    Question {
        name: "Q6: four facets of a search for two words",
        query: "query($search: String!) { resources(search: $search, first: 0) { totalCount \
                facets(by: [FUNDER, KEYWORD, YEAR, FORMAT], first: 10) { distinctValues unknown values { label count } } } }",
        variables: |pools, random| json!({ "search": format!("{} {}", pick(&pools.words, random), pick(&pools.words, random)) }),
    },
    Question {
        name: "search for two words: the best 20, with what matched",
        query: "query($search: String!) { resources(search: $search) { totalCount edges { score node { title } matches { field snippet } } } }",
        variables: |pools, random| json!({ "search": format!("{} {}", pick(&pools.words, random), pick(&pools.words, random)) }),
    },
    Question {
        name: "search for a frequent word: the best 20",
        query: "query($search: String!) { resources(search: $search) { totalCount nodes { title } } }",
        variables: |pools, random| json!({ "search": pick(pools.words.get(..20).unwrap_or(&pools.words), random) }),
    },
    Question {
        name: "suggest for one to four letters",
        query: "query($text: String!) { suggest(text: $text) { kind text matched } }",
        variables: |pools, random| {
            let letters = 1 + random.below(4) as usize;
            json!({ "text": pick(&pools.words, random).chars().take(letters).collect::<String>() })
        },
    },
    Question {
        name: "four facets of everything",
        query: "{ resources(first: 0) { facets(by: [FUNDER, KEYWORD, YEAR, FORMAT], first: 10) { distinctValues unknown values { label count } } } }",
        variables: |_, _| json!({}),
    },
    Question {
        name: "the hundred most frequent pairs of keywords",
        query: "{ cooccurrence(dimension: KEYWORD, first: 100) { totalCount nodes { a { label } b { label } count } } }",
        variables: |_, _| json!({}),
    },
    Question { name: "nothing: { __typename }", query: "{ __typename }", variables: |_, _| json!({}) },
];

fn pick<'p>(pool: &'p [String], random: &mut Random) -> &'p str {
    pool.get(random.below(pool.len().max(1) as u64) as usize).map_or("", String::as_str)
}

/// A server.
struct Server {
    agent: ureq::Agent,
    url: String,
}

impl Server {
    fn ask(&self, query: &str, variables: &Value) -> io::Result<Value> {
        let body = json!({ "query": query, "variables": variables });
        let mut answer = self.agent.post(&self.url).send_json(&body).map_err(io::Error::other)?;
        let answer: Value = answer.body_mut().read_json().map_err(io::Error::other)?;
        match answer.get("errors") {
            Some(errors) => Err(io::Error::other(format!("{query}: {errors}"))),
            None => Ok(answer),
        }
    }

    fn pools(&self) -> io::Result<Pools> {
        let answer = self.ask(
            "{ keywords(first: 100, orderBy: [{ field: RESOURCE_COUNT, direction: DESC }]) { nodes { id } } \
             organizations(first: 100, orderBy: [{ field: FUNDED_COUNT, direction: DESC }]) { nodes { id } } \
             resources(first: 100) { nodes { title } } }",
            &json!({}),
        )?;
        let texts = |path: &str, key: &str| -> Vec<String> {
            let nodes = answer.pointer(path).and_then(Value::as_array).into_iter().flatten();
            nodes.filter_map(|node| Some(node.get(key)?.as_str()?.to_owned())).collect()
        };
        let titles = texts("/data/resources/nodes", "title");
        let mut words: Vec<String> =
            titles.iter().flat_map(|title| title.split(' ')).filter(|word| word.len() > 4).map(str::to_lowercase).collect();
        words.dedup();
        Ok(Pools { keywords: texts("/data/keywords/nodes", "id"), funders: texts("/data/organizations/nodes", "id"), words })
    }
}

/// Asks each question with `only` in its name for a while, and tells how long its answers took.
pub(crate) fn run(url: &str, seconds: u64, only: &str) -> io::Result<String> {
    let agent = ureq::Agent::new_with_defaults();
    let server = Server { agent, url: format!("{}/graphql", url.trim_end_matches('/')) };
    let pools = server.pools()?;
    let mut table = "| question | answers | p50 ms | p99 ms |\n|---|---|---|---|\n".to_owned();
    for question in QUESTIONS.iter().filter(|question| question.name.contains(only)) {
        let mut random = Random::new(7, 0);
        let ask = |random: &mut Random| -> io::Result<Duration> {
            let variables = (question.variables)(&pools, random);
            let began = Instant::now();
            server.ask(question.query, &variables)?;
            Ok(began.elapsed())
        };
        for _ in 0..3 {
            ask(&mut random)?;
        }
        let (end, mut took) = (Instant::now() + Duration::from_secs(seconds), Vec::new());
        while Instant::now() < end {
            took.push(ask(&mut random)?);
        }
        took.sort_unstable();
        let at = |part: usize| took.get(took.len() * part / 100).map_or(0.0, |took| took.as_secs_f64() * 1e3);
        writeln!(table, "| {} | {} | {:.2} | {:.2} |", question.name, took.len(), at(50), at(99)).map_err(io::Error::other)?;
    }
    Ok(table)
}
