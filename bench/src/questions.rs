//! The questions to Colophon, with variables drawn from its own catalogue.

use std::io;

use serde_json::{Value, json};

use crate::client::Connection;
use crate::random::Random;

/// A question, and where its variables come from.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) query: &'static str,
    pub(crate) variables: fn(&Pools, &mut Random) -> Value,
    /// The share of this question among the others. With 0 it is not asked.
    pub(crate) weight: u64,
    /// A JSON pointer to a value that is not null in any answer.
    pub(crate) form: &'static str,
}

/// The values from which variables are drawn.
#[derive(Debug, Default)]
pub(crate) struct Pools {
    /// Ids, newest first.
    resources: Vec<String>,
    /// The cursors at the ends of pages of twenty.
    cursors: Vec<String>,
    /// The most frequent ones.
    keywords: Vec<String>,
    funders: Vec<String>,
    /// Words of titles.
    words: Vec<String>,
}

/// The most resources that are read for the pools, the newest first.
const MOST_RESOURCES: usize = 40_000;
const PAGE: usize = 20;

pub(crate) const QUESTIONS: &[Question] = &[
    Question {
        name: "Q1: one resource, its producers, funders, keywords",
        query: "query($id: ID!) { resource(id: $id) { id title year producers { nodes { name } } funders { nodes { name } } keywords { nodes { label } } } }",
        variables: |pools, random| json!({ "id": pick(&pools.resources, random) }),
        weight: 30,
        form: "/resource/keywords/nodes",
    },
    Question {
        name: "Q2: twenty resources with the same",
        query: "query($after: String) { resources(first: 20, after: $after) { nodes { id title year producers { nodes { name } } funders { nodes { name } } \
                keywords { nodes { label } } } } }",
        variables: |pools, random| json!({ "after": pick(&pools.cursors, random) }),
        weight: 15,
        form: "/resources/nodes",
    },
    Question {
        name: "Q3: keyword, 10 resources, funders, 5 resources, keywords",
        query: "query($id: ID!) { keyword(id: $id) { label resources(first: 10) { nodes { title funders { nodes { name funded(first: 5) { nodes { title \
                keywords { nodes { label } } } } } } } } } }",
        variables: |pools, random| json!({ "id": pick(&pools.keywords, random) }),
        weight: 10,
        form: "/keyword/resources/nodes",
    },
    Question {
        name: "Q4: filter by keyword, funder and year, by year",
        query: "query($keyword: ID!, $funder: ID!, $year: Int!) { resources(filter: { keywords: { some: { id: { eq: $keyword } } }, \
                funders: { some: { id: { eq: $funder } } }, year: { gte: $year } }, orderBy: [{ field: YEAR, direction: DESC }], first: 20) \
                { totalCount nodes { id title year } } }",
        variables: |pools, random| json!({ "keyword": pick(&pools.keywords, random), "funder": pick(&pools.funders, random), "year": 2000 + random.below(20) }),
        weight: 10,
        form: "/resources/totalCount",
    },
    Question {
        name: "Q5: crosstab of 20 funders and 20 keywords, of everything",
        query: "{ crosstab(rows: FUNDER, columns: KEYWORD) { rows { header { label count } cells { column { label } count } } } }",
        variables: |_, _| json!({}),
        weight: 1,
        form: "/crosstab/rows",
    },
    Question {
        name: "Q5: the same of one keyword's resources",
        query: "query($keyword: ID!) { crosstab(rows: FUNDER, columns: KEYWORD, filter: { keywords: { some: { id: { eq: $keyword } } } }) \
                { rows { header { label count } cells { column { label } count } } } }",
        variables: |pools, random| json!({ "keyword": pick(&pools.keywords, random) }),
        weight: 3,
        form: "/crosstab/rows",
    },
    Question {
        name: "Q6: four facets of a search for two words",
        query: "query($search: String!) { resources(search: $search, first: 0) { totalCount \
                facets(by: [FUNDER, KEYWORD, YEAR, FORMAT], first: 10) { distinctValues unknown values { label count } } } }",
        variables: |pools, random| json!({ "search": two_words(pools, random) }),
        weight: 5,
        form: "/resources/facets",
    },
    Question {
        name: "Q7: twenty titles behind a cursor",
        query: "query($after: String) { resources(first: 20, after: $after) { pageInfo { endCursor hasNextPage } nodes { id title year } } }",
        variables: |pools, random| json!({ "after": pick(&pools.cursors, random) }),
        weight: 10,
        form: "/resources/pageInfo",
    },
    Question {
        name: "search for two words: the best 20, with what matched",
        query: "query($search: String!) { resources(search: $search) { totalCount edges { score node { title } matches { field snippet } } } }",
        variables: |pools, random| json!({ "search": two_words(pools, random) }),
        weight: 5,
        form: "/resources/totalCount",
    },
    Question {
        name: "search for a frequent word: the best 20",
        query: "query($search: String!) { resources(search: $search) { totalCount nodes { title } } }",
        variables: |pools, random| json!({ "search": pick(pools.words.get(..20).unwrap_or(&pools.words), random) }),
        weight: 2,
        form: "/resources/totalCount",
    },
    Question {
        name: "suggest for one to four letters",
        query: "query($text: String!) { suggest(text: $text) { kind text matched } }",
        variables: |pools, random| {
            let letters = 1 + random.below(4) as usize;
            json!({ "text": pick(&pools.words, random).unwrap_or_default().chars().take(letters).collect::<String>() })
        },
        weight: 5,
        form: "/suggest",
    },
    Question {
        name: "four facets of everything",
        query: "{ resources(first: 0) { facets(by: [FUNDER, KEYWORD, YEAR, FORMAT], first: 10) { distinctValues unknown values { label count } } } }",
        variables: |_, _| json!({}),
        weight: 1,
        form: "/resources/facets",
    },
    Question {
        name: "the hundred most frequent pairs of keywords",
        query: "{ cooccurrence(dimension: KEYWORD, first: 100) { totalCount nodes { a { label } b { label } count } } }",
        variables: |_, _| json!({}),
        weight: 0,
        form: "/cooccurrence/nodes",
    },
    Question { name: "nothing: { __typename }", query: "{ __typename }", variables: |_, _| json!({}), weight: 3, form: "/__typename" },
];

fn pick<'p>(pool: &'p [String], random: &mut Random) -> Option<&'p str> {
    pool.get(random.below(pool.len().max(1) as u64) as usize).map(String::as_str)
}

fn two_words(pools: &Pools, random: &mut Random) -> String {
    [pick(&pools.words, random), pick(&pools.words, random)].map(Option::unwrap_or_default).join(" ")
}

impl Pools {
    /// Reads the beginnings of the catalogue's lists.
    pub(crate) async fn read(connection: &mut Connection) -> io::Result<Self> {
        let most = connection
            .ask(
                "{ keywords(first: 100, orderBy: [{ field: RESOURCE_COUNT, direction: DESC }]) { nodes { id } } \
                 organizations(first: 100, orderBy: [{ field: FUNDED_COUNT, direction: DESC }]) { nodes { id } } \
                 resources(first: 100) { nodes { title } } }",
                &json!({}),
            )
            .await?;
        let mut words: Vec<String> = texts(&most, "/resources/nodes", "title")
            .iter()
            .flat_map(|title| title.split(' '))
            .map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase())
            .filter(|word| word.len() > 4)
            .collect();
        words.dedup();
        let mut pools = Self {
            keywords: texts(&most, "/keywords/nodes", "id"),
            funders: texts(&most, "/organizations/nodes", "id"),
            words,
            ..Self::default()
        };
        let page = "query($after: String) { resources(first: 100, after: $after) { pageInfo { endCursor hasNextPage } edges { cursor node { id } } } }";
        let (mut after, mut more) = (Value::Null, true);
        while more && pools.resources.len() < MOST_RESOURCES {
            let answer = connection.ask(page, &json!({ "after": after })).await?;
            let edges = answer.pointer("/resources/edges").and_then(Value::as_array).into_iter().flatten();
            for edge in edges {
                let id = edge.pointer("/node/id").and_then(Value::as_str);
                pools.resources.extend(id.map(str::to_owned));
                if pools.resources.len().is_multiple_of(PAGE) {
                    pools.cursors.extend(edge.get("cursor").and_then(Value::as_str).map(str::to_owned));
                }
            }
            more = answer.pointer("/resources/pageInfo/hasNextPage") == Some(&json!(true));
            after = answer.pointer("/resources/pageInfo/endCursor").cloned().unwrap_or_default();
        }
        Ok(pools)
    }
}

fn texts(answer: &Value, path: &str, key: &str) -> Vec<String> {
    let nodes = answer.pointer(path).and_then(Value::as_array).into_iter().flatten();
    nodes.filter_map(|node| Some(node.get(key)?.as_str()?.to_owned())).collect()
}
