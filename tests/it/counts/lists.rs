//! Lists hold what their filter says, everywhere they can be asked for, in order, on pages of any size, in both directions.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::dice::Dice;
use super::fields::{AgentTest, KeywordTest};
use super::filter::Filter;
use super::oracle::collated;
use super::selection::Selection;
use super::twins::{Question, Twins, count, ids};
use crate::harness::World;

const LIST: &str = "{ totalCount nodes { id } }";

/// A list that hangs on something: how to ask for it, and its records without a filter.
type Nested = (String, Vec<usize>);

/// The lists of resources of every node.
pub fn nested(twins: &Twins, arguments: &str) -> Vec<Nested> {
    let catalogue = &twins.catalogue;
    let mut lists = Vec::new();
    for keyword in catalogue.known_keywords() {
        let id = &catalogue.keywords[keyword].id;
        lists.push((format!("keyword(id: \"{id}\") {{ resources({arguments}, first: 100) BODY }}"), catalogue.about(keyword).to_vec()));
    }
    for agent in catalogue.known_agents() {
        let it = &catalogue.agents[agent];
        let of = |field: &str, narrowed: &str| {
            let noun = if it.is_person { "person" } else { "organization" };
            format!("{noun}(id: \"{}\") {{ {field}({narrowed}{arguments}, first: 100) BODY }}", it.id)
        };
        lists.push((of("produced", ""), catalogue.produced(agent, None).to_vec()));
        for role in ["EDITOR", "AUTHOR"] {
            lists.push((of("produced", &format!("role: {role}, ")), catalogue.produced(agent, Some(role)).to_vec()));
        }
        if !it.is_person {
            lists.push((of("funded", ""), catalogue.funded(agent, None).to_vec()));
            lists.push((of("funded", "kind: SPONSOR, "), catalogue.funded(agent, Some("SPONSOR")).to_vec()));
        }
    }
    let page = &catalogue.page.slug;
    let placed = (0..catalogue.records.len()).filter(|record| catalogue.records[*record].section.is_some()).collect();
    lists.push((format!("collection(slug: \"{page}\") {{ resources({arguments}, first: 100) BODY }}"), placed));
    lists
}

/// A list within an answer: the only field of the node that it hangs on.
pub fn inner(answer: &Value) -> &Value {
    answer.as_object().and_then(|node| node.values().next()).unwrap_or_else(|| panic!("no node: {answer}"))
}

fn assert_list(twins: &Twins, answer: &Value, records: &[usize], what: &str, filter: &Value) {
    let told = ids(&answer["nodes"]);
    assert_eq!(count(&answer["totalCount"]), records.len(), "{}", twins.told(what, filter));
    let (found, wanted) = (told.iter().copied().collect::<BTreeSet<_>>(), twins.catalogue.ids(records));
    assert_eq!(found.len(), told.len(), "{}", twins.told(format!("{what} repeats"), filter));
    if records.len() <= 100 {
        assert_eq!(found, wanted, "{}", twins.told(what, filter));
    } else {
        assert!(told.len() == 100 && found.is_subset(&wanted), "{}", twins.told(what, filter));
    }
}

/// Every list, at the root and below every node, holds the records that the filter fits.
pub async fn hold(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let mut questions = Vec::new();
    let mut wanted = Vec::new();
    for selection in selections {
        let (arguments, filter) = (selection.arguments(), selection.to_json(&twins.catalogue));
        questions.push(Question::of(format!("resources({arguments}, first: 100) {LIST}"), filter.clone()));
        wanted.push(selection.records.clone());
        let lists = nested(twins, &arguments);
        for place in dice.different(3, lists.len()) {
            let (field, records) = &lists[place];
            questions.push(Question::of(field.replace("BODY", LIST), filter.clone()));
            wanted.push(selection.among(records));
        }
    }
    for (question, (answer, records)) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(wanted)) {
        let list = if answer.get("totalCount").is_some() { answer } else { inner(answer) };
        assert_list(twins, list, &records, &question.field, &question.filter);
    }
}

/// Lists of agents and keywords hold those that the filter fits.
pub async fn of_agents_and_keywords_hold(twins: &Twins, dice: &mut Dice, number: usize) {
    let catalogue = &twins.catalogue;
    let (mut questions, mut wanted) = (Vec::new(), Vec::new());
    for _ in 0..number {
        let filter: Filter<AgentTest> = Filter::random(dice, 2);
        for (noun, is_person) in [("organizations", false), ("persons", true)] {
            let field = format!("{noun}(filter: $filter, first: 100) {LIST}");
            questions.push(Question { field, kind: "AgentFilter", filter: filter.to_json(catalogue) });
            let fits = |agent: &usize| catalogue.agents[*agent].is_person == is_person && filter.holds(catalogue, *agent);
            let ids: Vec<&str> =
                catalogue.known_agents().into_iter().filter(fits).map(|agent| catalogue.agents[agent].id.as_str()).collect();
            wanted.push(ids);
        }
        let filter: Filter<KeywordTest> = Filter::random(dice, 2);
        let field = format!("keywords(filter: $filter, first: 100) {LIST}");
        questions.push(Question { field, kind: "KeywordFilter", filter: filter.to_json(catalogue) });
        let fits = |keyword: &usize| filter.holds(catalogue, *keyword);
        let ids: Vec<&str> =
            catalogue.known_keywords().into_iter().filter(fits).map(|keyword| catalogue.keywords[keyword].id.as_str()).collect();
        wanted.push(ids);
    }
    for (question, (answer, wanted)) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(wanted)) {
        let told = ids(&answer["nodes"]);
        assert_eq!(count(&answer["totalCount"]), wanted.len(), "{}", twins.told(&question.field, &question.filter));
        assert_eq!(told.len(), wanted.len(), "{}", twins.told(&question.field, &question.filter));
        let (told, wanted): (BTreeSet<&str>, BTreeSet<&str>) = (told.into_iter().collect(), wanted.into_iter().collect());
        assert_eq!(told, wanted, "{}", twins.told(&question.field, &question.filter));
    }
}

/// All ids of a list, page by page.
async fn walk(world: &World, arguments: &str, filter: &Value, size: usize, backwards: bool) -> Vec<String> {
    let page = if backwards { "last: $size, before: $cursor" } else { "first: $size, after: $cursor" };
    let query = format!(
        "query($filter: ResourceFilter, $size: Int, $cursor: String) {{ resources({arguments}, {page}) {{
            totalCount nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
        }} }}"
    );
    let (mut all, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let answer = world.query_with(&query, json!({ "filter": filter, "size": size, "cursor": cursor })).await;
        let list = answer.at("/resources");
        assert!(list.is_object(), "{arguments} under {filter}: {answer:?}");
        let mut page: Vec<String> = ids(&list["nodes"]).into_iter().map(str::to_owned).collect();
        let (more, next) = if backwards { ("hasPreviousPage", "startCursor") } else { ("hasNextPage", "endCursor") };
        if backwards {
            page.reverse();
        }
        all.extend(page);
        assert!(all.len() <= count(&list["totalCount"]), "{arguments} repeats under {filter}");
        if list["pageInfo"][more] == false {
            assert_eq!(all.len(), count(&list["totalCount"]), "{arguments} skips under {filter}");
            break;
        }
        cursor = list["pageInfo"][next].clone();
    }
    if backwards {
        all.reverse();
    }
    all
}

/// The orders that records can be held to: how to ask for one, and its keys. A missing year is last in both directions.
const ORDERS: [(&str, Order); 4] = [
    ("", Order::Newest),
    (", orderBy: [{ field: YEAR }, { field: TITLE, direction: DESC }]", Order::Oldest),
    (", orderBy: [{ field: TITLE, direction: DESC }]", Order::TitlesDown),
    (", orderBy: [{ field: TITLE }]", Order::Titles),
];

#[derive(Debug, Clone, Copy)]
enum Order {
    Newest,
    Oldest,
    Titles,
    TitlesDown,
}

impl Order {
    /// Whether one record may stand right in front of another. Ties are for ids to break.
    fn allows(self, twins: &Twins, (a, b): (&str, &str)) -> bool {
        let key = |id: &str| {
            let record = twins.catalogue.records.iter().find(|record| record.id == id).unwrap();
            (record.year.is_none(), record.year.unwrap_or_default(), collated(&record.title))
        };
        let (a, b) = (key(a), key(b));
        match self {
            Self::Newest => (a.0, -a.1, &a.2) <= (b.0, -b.1, &b.2),
            Self::Oldest => ((a.0, a.1), &b.2) <= ((b.0, b.1), &a.2),
            Self::Titles => a.2 <= b.2,
            Self::TitlesDown => a.2 >= b.2,
        }
    }
}

/// A filtered list is the whole list without what the filter does not fit: the same order, ties included, on pages of any size.
pub async fn keep_their_order(twins: &Twins, selections: &[Selection]) {
    for (arguments, order) in ORDERS {
        let mut first: Option<Vec<Vec<String>>> = None;
        for world in &twins.worlds {
            let all = walk(world, &format!("filter: $filter{arguments}"), &Value::Null, 100, false).await;
            assert_eq!(all.len(), twins.catalogue.records.len());
            let mut walks = Vec::new();
            for selection in selections {
                let filter = selection.to_json(&twins.catalogue);
                let arguments = format!("{}{arguments}", selection.arguments());
                let told = walk(world, &arguments, &filter, 17, false).await;
                assert_eq!(walk(world, &arguments, &filter, 13, true).await, told, "{}", twins.told("backwards", &filter));
                let found: BTreeSet<&str> = told.iter().map(String::as_str).collect();
                assert_eq!(found, twins.catalogue.ids(&selection.records), "{}", twins.told(&arguments, &filter));
                // By relevance, there is nothing to hold the order to but itself.
                if selection.search.is_empty() || arguments.contains("orderBy") {
                    let kept: Vec<&String> = all.iter().filter(|id| found.contains(id.as_str())).collect();
                    assert_eq!(told.iter().collect::<Vec<_>>(), kept, "{}", twins.told(&arguments, &filter));
                    for pair in told.windows(2) {
                        assert!(order.allows(twins, (&pair[0], &pair[1])), "{}", twins.told(format!("{order:?}: {pair:?}"), &filter));
                    }
                }
                walks.push(told);
            }
            match &first {
                Some(first) => assert_eq!(&walks, first, "seed {}: {} differs", twins.catalogue.seed, world.database.name),
                None => first = Some(walks),
            }
        }
    }
}

/// Search finds agents and keywords by their names.
pub async fn of_agents_and_keywords_are_searched(twins: &Twins) {
    let catalogue = &twins.catalogue;
    let words = |text: &str| collated(text).0.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (mut questions, mut wanted) = (Vec::new(), Vec::new());
    // Words that a name has in full; others may be found as the beginning of a word or with a typo.
    for word in ["grazk", "Élan", "fund", "gyt", "brandt", "kvist", "jolt", "KELP", "nimbo"] {
        let sought = collated(word).0;
        for (noun, is_person) in [("organizations", false), ("persons", true)] {
            let fits = |agent: &usize| {
                catalogue.agents[*agent].is_person == is_person && catalogue.names(*agent).any(|name| words(name).contains(&sought))
            };
            let ids: BTreeSet<&str> =
                catalogue.known_agents().into_iter().filter(fits).map(|agent| catalogue.agents[agent].id.as_str()).collect();
            questions.push(Question::of(format!("{noun}(search: \"{word}\", first: 100) {LIST}"), Value::Null));
            wanted.push(ids);
        }
        let fits = |keyword: &usize| catalogue.labels(*keyword).any(|label| words(label).contains(&sought));
        let ids: BTreeSet<&str> =
            catalogue.known_keywords().into_iter().filter(fits).map(|keyword| catalogue.keywords[keyword].id.as_str()).collect();
        questions.push(Question::of(format!("keywords(search: \"{word}\", first: 100) {LIST}"), Value::Null));
        wanted.push(ids);
    }
    for (question, (answer, wanted)) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(wanted)) {
        let told: BTreeSet<&str> = ids(&answer["nodes"]).into_iter().collect();
        assert_eq!((count(&answer["totalCount"]), told), (wanted.len(), wanted), "{}", twins.told(&question.field, &Value::Null));
    }
}
