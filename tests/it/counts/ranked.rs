//! Topics, partners, funders: what hangs on an agent or a keyword, each with the number of resources.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::dice::Dice;
use super::lists::inner;
use super::oracle::collated;
use super::tables::assert_listed;
use super::twins::{Question, Twins, count};

/// What is counted: its label, its public id, and the records.
type Ranked = (String, String, Vec<usize>);

/// Those that records have, the most frequent first, then by label.
fn ranked(twins: &Twins, records: &[usize], of: impl Fn(usize) -> Vec<(String, String)>) -> Vec<Ranked> {
    let mut counts: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for record in records {
        for node in of(*record) {
            counts.entry(node).or_default().push(*record);
        }
    }
    let mut ranked: Vec<Ranked> = counts.into_iter().map(|((label, id), records)| (label, id, records)).collect();
    let uuid = |id: &str| colophon::global_id::decode(id).map(|(_, id)| id);
    ranked.sort_by_key(|(label, id, records)| (Reverse(records.len()), collated(label), uuid(id)));
    assert!(ranked.iter().all(|(_, id, _)| !id.is_empty()), "seed {}: somebody has no id", twins.catalogue.seed);
    ranked
}

/// Every ranked list of a few agents and keywords, on pages of any size.
pub async fn agree(twins: &Twins, dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let agent = |agent: &usize| (catalogue.agents[*agent].name.to_owned(), catalogue.agents[*agent].id.clone());
    let keyword = |keyword: usize| (catalogue.keywords[keyword].label.clone(), catalogue.keywords[keyword].id.clone());
    let makers = |but: Option<usize>| {
        move |record| catalogue.producers(record, None).iter().filter(|it| Some(**it) != but).map(agent).collect::<Vec<_>>()
    };
    let payers = |but: Option<usize>| {
        move |record| catalogue.funders(record, None).iter().filter(|it| Some(**it) != but).map(agent).collect::<Vec<_>>()
    };
    let topics = |but: Option<usize>| {
        move |record: usize| {
            catalogue.records[record].keywords.iter().copied().filter(|it| Some(*it) != but).map(keyword).collect::<Vec<_>>()
        }
    };
    // The field, what it hangs on, how its nodes are called, what is counted, and the records that are looked at.
    let mut lists: Vec<(String, &str, Vec<Ranked>, usize)> = Vec::new();
    let known = catalogue.known_agents();
    for place in dice.different(6, known.len()) {
        let it = known[place];
        let noun = if catalogue.agents[it].is_person { "person" } else { "organization" };
        let on = |field: &str| format!("{noun}(id: \"{}\") {{ {field} }}", catalogue.agents[it].id);
        let (produced, funded) = (catalogue.produced(it, None), catalogue.funded(it, None));
        lists.push((on("topics(PAGE) BODY"), "label", ranked(twins, produced, topics(None)), produced.len()));
        lists.push((on("topics(as: FUNDER, PAGE) BODY"), "label", ranked(twins, funded, topics(None)), funded.len()));
        lists.push((on("partners(PAGE) BODY"), "name", ranked(twins, produced, makers(Some(it))), produced.len()));
        if !catalogue.agents[it].is_person {
            lists.push((on("coFunders(PAGE) BODY"), "name", ranked(twins, funded, payers(Some(it))), funded.len()));
            lists.push((on("funders(PAGE) BODY"), "name", ranked(twins, produced, payers(None)), produced.len()));
        }
    }
    let known = catalogue.known_keywords();
    for place in dice.different(5, known.len()) {
        let it = known[place];
        let on = |field: &str| format!("keyword(id: \"{}\") {{ {field} }}", catalogue.keywords[it].id);
        let about = catalogue.about(it);
        lists.push((on("funders(PAGE) BODY"), "name", ranked(twins, about, payers(None)), about.len()));
        lists.push((on("producers(PAGE) BODY"), "name", ranked(twins, about, makers(None)), about.len()));
        lists.push((on("cooccurring(PAGE) BODY"), "label", ranked(twins, about, topics(Some(it))), about.len()));
    }
    let ask = |(field, label, _, _): &(String, &str, Vec<Ranked>, usize), page: &str| {
        let entry = format!("node {{ id {label} }} resourceCount share");
        let body = format!(
            "{{ totalCount pageInfo {{ hasNextPage hasPreviousPage endCursor }} edges {{ cursor {entry} }}
                nodes {{ {entry} resources(first: 100) {{ totalCount nodes {{ id }} }} }} }}"
        );
        Question::of(field.replace("PAGE", page).replace("BODY", &body), Json::Null)
    };
    let questions: Vec<Question> = lists.iter().map(|list| ask(list, "first: 5")).collect();
    let pages = twins.ask_all(&questions).await;
    let mut further = Vec::new();
    for (list, (question, page)) in lists.iter().zip(questions.iter().zip(&pages)) {
        let page = inner(page);
        let read = assert_page(twins, page, list, 0, &question.field);
        if read < list.2.len() {
            let after = page["pageInfo"]["endCursor"].as_str().unwrap();
            further.push((list, read, ask(list, &format!("first: 100, after: \"{after}\""))));
        }
    }
    let questions: Vec<Question> = further.iter().map(|(_, _, question)| Question::of(&question.field, Json::Null)).collect();
    for ((list, read, question), page) in further.iter().zip(twins.ask_all(&questions).await) {
        assert_eq!(assert_page(twins, inner(&page), list, *read, &question.field), list.2.len());
    }
}

/// A page that begins behind the first `at`. Returns how many are read with it.
fn assert_page(twins: &Twins, page: &Json, list: &(String, &str, Vec<Ranked>, usize), at: usize, what: &str) -> usize {
    let (_, name, wanted, whole) = list;
    let what = twins.told(what, &Json::Null);
    assert_eq!(count(&page["totalCount"]), wanted.len(), "{what}");
    let (nodes, edges) = (page["nodes"].as_array().unwrap(), page["edges"].as_array().unwrap());
    assert_eq!(nodes.len(), edges.len(), "{what}");
    for ((node, edge), (label, id, records)) in nodes.iter().zip(edges).zip(wanted.iter().skip(at)) {
        assert_eq!((&node["node"][name], &node["node"]["id"]), (&Json::from(label.as_str()), &Json::from(id.as_str())), "{what}");
        assert_eq!(count(&node["resourceCount"]), records.len(), "{what}: {label}");
        let share = node["share"].as_f64().unwrap();
        assert!((share - records.len() as f64 / *whole as f64).abs() < 1e-9, "{what}: {label} is {share}");
        assert_listed(twins, node, records, &what, &Json::Null);
        assert!(["node", "resourceCount", "share"].iter().all(|field| node[field] == edge[field]), "{what}: {node} {edge}");
    }
    let read = at + nodes.len();
    assert!(read <= wanted.len(), "{what}: more than there are");
    assert_eq!(page["pageInfo"]["hasNextPage"], read < wanted.len(), "{what}");
    assert_eq!(page["pageInfo"]["hasPreviousPage"], at > 0, "{what}");
    read
}
