//! Pages never skip or repeat: forwards, backwards, with ties and nulls, on any list.

use serde_json::{Value, json};

use crate::harness::World;

/// All entries of a list, page by page.
async fn walk(world: &World, field: &str, size: usize, backwards: bool) -> Vec<String> {
    let (count, cursor) = if backwards { ("last", "before") } else { ("first", "after") };
    let query = format!(
        "query($size: Int, $cursor: String) {{ {} }}",
        field
            .replace("PAGE", &format!("{count}: $size, {cursor}: $cursor"))
            .replace("BODY", "{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }")
    );
    let (mut all, mut at) = (Vec::new(), Value::Null);
    loop {
        let answer = world.query_with(&query, json!({ "size": size, "cursor": at })).await;
        let mut list = answer.body.pointer("/data").unwrap_or_else(|| panic!("{answer:?}"));
        while list.get("pageInfo").is_none() {
            list = list.as_object().unwrap_or_else(|| panic!("{answer:?}")).values().next().unwrap();
        }
        let mut ids: Vec<String> = list["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect();
        let more = if backwards { "hasPreviousPage" } else { "hasNextPage" };
        let next = if backwards { "startCursor" } else { "endCursor" };
        if backwards {
            ids.reverse();
        }
        all.extend(ids);
        assert!(all.len() <= usize::try_from(list["totalCount"].as_u64().unwrap()).unwrap(), "{field} repeats");
        if list["pageInfo"][more] == false {
            assert_eq!(all.len() as u64, list["totalCount"].as_u64().unwrap(), "{field} skips");
            return all;
        }
        at = list["pageInfo"][next].clone();
    }
}

#[tokio::test]
async fn every_list_is_the_same_forwards_and_backwards() {
    let mut records = String::new();
    for n in 0..137_u32 {
        let year = if n % 5 == 0 { "null".to_owned() } else { (2000 + n % 3).to_string() };
        records.push_str(&format!(
            "{{\"id\":\"{n}\",\"title\":\"Brief {}\",\"year\":{year},\"producedBy\":[\"Maker {}\",\"Second {}\"],\"supportedBy\":[\"Payer {}\"],\"keywords\":[\"k{}\",\"common\"]}}\n",
            n % 40, n % 7, n % 11, n % 3, n % 13
        ));
    }
    let lists = [
        "resources(PAGE) BODY",
        "resources(orderBy: [{field: TITLE}], PAGE) BODY",
        "resources(orderBy: [{field: TITLE, direction: DESC}], PAGE) BODY",
        "resources(orderBy: [{field: YEAR}], PAGE) BODY",
        "resources(orderBy: [{field: YEAR, direction: DESC}, {field: TITLE}], PAGE) BODY",
        "resources(orderBy: [{field: UPDATED_AT, direction: DESC}], PAGE) BODY",
        "organizations(PAGE) BODY",
        "organizations(orderBy: [{field: FUNDED_COUNT}], PAGE) BODY",
        "keywords(orderBy: [{field: RESOURCE_COUNT, direction: DESC}], PAGE) BODY",
        "keyword(label: \"common\") { resources(PAGE) BODY }",
        "keyword(label: \"common\") { resources(orderBy: [{field: YEAR}], PAGE) BODY }",
        "organization(name: \"Payer 1\") { funded(PAGE) BODY }",
        "organization(name: \"Maker 1\") { produced(orderBy: [{field: TITLE}], PAGE) BODY }",
        "resource(identifier: \"3\") { keywords(PAGE) BODY }",
    ];
    let mut answers: Vec<Vec<Vec<String>>> = Vec::new();
    for world in World::all().await {
        world.import("many.jsonl", &records).await;
        let mut walks = Vec::new();
        for list in lists {
            let all = walk(&world, list, 100, false).await;
            for size in [1, 7, 50] {
                if size == 1 && all.len() > 30 {
                    continue;
                }
                assert_eq!(walk(&world, list, size, false).await, all, "{list}, pages of {size}");
            }
            let mut reversed = walk(&world, list, 9, true).await;
            reversed.reverse();
            assert_eq!(reversed, all, "{list}, backwards");
            walks.push(all);
        }
        answers.push(walks);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "the databases differ");
}

#[tokio::test]
async fn a_cursor_is_refused_elsewhere() {
    let world = World::sample().await;
    let answer = world.query("{ resources(first: 1) { pageInfo { endCursor } } }").await;
    let cursor = answer.at("/resources/pageInfo/endCursor").clone();
    for list in ["keywords(after: $c)", "resources(after: $c, orderBy: [{field: TITLE}])", "importRuns(after: $c)"] {
        let answer = world.query_with(&format!("query($c: String) {{ {list} {{ totalCount }} }}"), json!({ "c": cursor })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{list}: {answer:?}");
    }
}
