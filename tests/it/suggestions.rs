//! Suggestions while something is typed: what stands first, of which kinds, and what is forgiven.

use serde_json::{Value, json};

use crate::harness::{Database, World};

/// Twenty keywords that begin with `river`, and a few other things with that word inside.
fn lines() -> String {
    let record = |number: usize| {
        let keywords = [format!("River {}", char::from(b'a' + (number % 20) as u8)), "weirs".to_owned()];
        json!({ "id": number, "title": format!("The river report {number:02}"), "producedBy": ["Lake and River Society"], "keywords": keywords })
    };
    let mut lines: Vec<Value> = (0..40).map(record).collect();
    lines.push(json!({ "title": "River", "producedBy": [{ "name": "Ana River", "kind": "person" }], "keywords": ["flood plains"] }));
    lines.push(json!({ "title": "Weirs", "supportedBy": ["Weirs Foundation"], "keywords": ["interventions"] }));
    for number in 0..3 {
        lines.push(json!({ "id": format!("y-{number}"), "title": "Yearly report" }));
    }
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

async fn world() -> World {
    let world = World::new(Database::sqlite()).await;
    let report = world.import("rivers.jsonl", &lines()).await;
    assert_eq!(report.rejected, 0, "{report:?}");
    world
}

/// The kinds and texts that are suggested.
async fn suggested(world: &World, text: &str, first: usize) -> Vec<(String, String)> {
    let query = "query($text: String!, $first: Int!) { suggest(text: $text, first: $first) { kind text } }";
    let answer = world.query_with(query, json!({ "text": text, "first": first })).await;
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    answer.at("/suggest").as_array().unwrap().iter().map(|it| (word(&it["kind"]), word(&it["text"]))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect()
}

#[tokio::test]
async fn the_first_ten_hold_the_best_of_each_kind() {
    let world = world().await;
    let ten = suggested(&world, "riv", 10).await;
    assert_eq!(ten.len(), 10);
    // In the first round what begins like it comes before what has it inside.
    let round = [("RESOURCE", "River"), ("KEYWORD", "River a"), ("ORGANIZATION", "Lake and River Society"), ("PERSON", "Ana River")];
    assert_eq!(ten[..4], pairs(&round));
    let resources = ten.iter().filter(|(kind, _)| kind == "RESOURCE").count();
    let keywords = ten.iter().filter(|(kind, _)| kind == "KEYWORD").count();
    assert_eq!((resources, keywords), (4, 4), "{ten:?}");
    // Fewer are the beginning of more.
    for first in 0..10 {
        assert_eq!(suggested(&world, "riv", first).await, ten[..first], "{first}");
    }
}

#[tokio::test]
async fn what_is_called_just_so_comes_first() {
    let world = world().await;
    let weirs = suggested(&world, "WEIRS", 10).await;
    assert_eq!(weirs, pairs(&[("RESOURCE", "Weirs"), ("KEYWORD", "weirs"), ("ORGANIZATION", "Weirs Foundation")]));
    // Many that are called the same leave room for other kinds.
    let yearly = suggested(&world, "yearly report", 10).await;
    assert_eq!(yearly, vec![("RESOURCE".to_owned(), "Yearly report".to_owned()); 3]);
    let river = suggested(&world, "river", 10).await;
    assert_eq!(river[0], ("RESOURCE".to_owned(), "River".to_owned()));
    for kind in ["ORGANIZATION", "PERSON", "KEYWORD"] {
        assert!(river.iter().any(|(other, _)| other == kind), "no {kind}: {river:?}");
    }
}

#[tokio::test]
async fn typing_errors_are_forgiven_where_little_fits() {
    let world = world().await;
    for (typed, kind, meant) in [
        ("wiers foundation", "ORGANIZATION", "Weirs Foundation"),
        ("flod", "KEYWORD", "flood plains"),
        ("intervetnoins", "KEYWORD", "interventions"),
        ("Lkae and Rivr", "ORGANIZATION", "Lake and River Society"),
    ] {
        let found = suggested(&world, typed, 5).await;
        assert_eq!(found.first(), Some(&(kind.to_owned(), meant.to_owned())), "{typed}: {found:?}");
    }
    assert_eq!(suggested(&world, "xeirs", 5).await, [], "the first letter is right");
    assert_eq!(suggested(&world, "flodo plainns", 5).await, pairs(&[("KEYWORD", "flood plains")]));
    // What fits as it is comes before what fits when mended, and enough of it keeps guesses away.
    assert!(suggested(&world, "repor", 10).await.iter().all(|(_, text)| text.contains("report")));
}
