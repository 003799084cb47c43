//! The conditions that a filter puts on a dimension itself.

use super::catalogue::Catalogue;
use super::fields::{AgentTest, ResourceTest};
use super::filter::{Filter, Related};
use super::value::Ids;

/// A filter without what it says of a dimension itself, also inside `and`.
pub fn without_own(catalogue: &Catalogue, filter: &Filter<ResourceTest>, dimension: &str) -> Filter<ResourceTest> {
    let mut left = filter.clone();
    left.tests = filter.tests.iter().filter_map(|test| rest(catalogue, test, dimension)).collect();
    for filter in left.and.iter_mut().flatten() {
        *filter = without_own(catalogue, filter, dimension);
    }
    if left.or.as_ref().is_some_and(|filters| !filters.is_empty() && filters.iter().all(|filter| is_own(catalogue, filter, dimension))) {
        left.or = None;
    }
    left
}

/// Returns true when a part of an `or` speaks of a dimension and of nothing else.
fn is_own(catalogue: &Catalogue, filter: &Filter<ResourceTest>, dimension: &str) -> bool {
    let all = |filters: &Option<Vec<Filter<ResourceTest>>>| filters.iter().flatten().all(|filter| is_own(catalogue, filter, dimension));
    let has_or = filter.or.is_some();
    let is_anything = !filter.tests.is_empty() || filter.and.as_ref().is_some_and(|filters| !filters.is_empty()) || has_or;
    let is_empty_or = filter.or.as_ref().is_some_and(Vec::is_empty);
    let has_own_tests = filter.tests.iter().all(|test| rest(catalogue, test, dimension).is_none());
    is_anything && !is_empty_or && filter.not.is_none() && has_own_tests && all(&filter.and) && all(&filter.or)
}

/// Returns what is left of a test.
fn rest(catalogue: &Catalogue, test: &ResourceTest, dimension: &str) -> Option<ResourceTest> {
    let own = match test {
        ResourceTest::Funders(..) => "FUNDER",
        ResourceTest::Keywords(_) => "KEYWORD",
        ResourceTest::Year(_) => "YEAR",
        ResourceTest::Format(_) => "FORMAT",
        ResourceTest::License(_) => "LICENSE",
        ResourceTest::Language(_) => "LANGUAGE",
        ResourceTest::CollectionId(_)
        | ResourceTest::CollectionHighlighted(_)
        | ResourceTest::CollectionSection(_)
        | ResourceTest::CollectionIsNull(_) => "COLLECTION",
        ResourceTest::Producers(role, related) => {
            let is_person = match dimension {
                "PRODUCER" => return None,
                "PERSON" => true,
                "ORGANIZATION" => false,
                _ => return Some(test.clone()),
            };
            let left = |filter: &Option<Filter<AgentTest>>| filter.clone().filter(|filter| !names_only(catalogue, filter, is_person));
            let related = Related { some: left(&related.some), none: left(&related.none), every: left(&related.every) };
            let is_left = related.some.is_some() || related.none.is_some() || related.every.is_some();
            return is_left.then_some(ResourceTest::Producers(*role, related));
        }
        ResourceTest::Id(_) | ResourceTest::Slug(_) | ResourceTest::Title(_) | ResourceTest::Identifier(_) => "",
    };
    (own != dimension).then(|| test.clone())
}

/// Returns true when a filter says at first sight that it leaves agents of one kind only.
fn names_only(catalogue: &Catalogue, filter: &Filter<AgentTest>, is_person: bool) -> bool {
    let is_said = |test: &AgentTest| match test {
        AgentTest::IsPerson(wanted) => *wanted == is_person,
        AgentTest::Id(ids) => {
            let nodes = match ids {
                Ids::Eq(node) => node.iter().copied().collect(),
                Ids::In(nodes) => nodes.iter().flatten().copied().collect::<Vec<_>>(),
            };
            let known: Vec<usize> = nodes.into_iter().filter(|node| !catalogue.agents[*node].id.is_empty()).collect();
            !known.is_empty() && known.iter().all(|node| catalogue.agents[*node].is_person == is_person)
        }
        _ => false,
    };
    filter.tests.iter().any(is_said) || filter.and.iter().flatten().any(|filter| names_only(catalogue, filter, is_person))
}
