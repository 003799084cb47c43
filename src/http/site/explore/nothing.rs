//! A list without an entry: what was searched for, and which less would find something.

use serde::Deserialize;

use super::chips::Chip;
use super::state::ListState;
use crate::http::error::Refusal;
use crate::http::site::answer::Total;
use crate::http::site::ask::PageDocument;
use crate::http::site::visit::Visit;

pub(in crate::http::site) static COUNT: PageDocument = PageDocument::new(include_str!("../documents/list_count.graphql"));

/// The most lists that are tried instead.
const MOST: usize = 8;

/// A list that asks for less and finds something.
pub(super) struct Wider {
    /// The condition that it does not have, by its name; none for a word of the search.
    pub(super) name: Option<&'static str>,
    /// The values, or the word, that it does not have.
    pub(super) text: String,
    pub(super) link: String,
    pub(super) count: i64,
}

/// The number of resources of a list.
#[derive(Deserialize)]
pub(in crate::http::site) struct CountAnswer {
    pub(in crate::http::site) resources: Total,
}

/// Returns the lists that have one condition or one word less, and an entry. Each one costs a query.
pub(super) async fn wider(visit: &Visit, state: &ListState, chips: &[Chip]) -> Result<Vec<Wider>, Refusal> {
    let mut tries: Vec<(Option<&'static str>, String, ListState)> = Vec::new();
    for (place, chip) in chips.iter().enumerate() {
        let mut less = state.clone();
        less.conditions.remove(place);
        let values: Vec<&str> = chip.values.iter().map(|value| value.text.as_str()).collect();
        tries.push((Some(chip.name), values.join(", "), less));
    }
    let words: Vec<&str> = state.search.as_deref().unwrap_or_default().split_whitespace().collect();
    // Words in quotes belong together.
    let is_plain = words.iter().all(|word| !word.contains('"'));
    if is_plain && (words.len() > 1 || !chips.is_empty()) {
        for (place, word) in words.iter().enumerate() {
            let others: Vec<&str> = words.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, word)| *word).collect();
            let search = (!others.is_empty()).then(|| others.join(" "));
            tries.push((None, (*word).to_owned(), ListState { search, conditions: state.conditions.clone() }));
        }
    }
    let mut found = Vec::new();
    for (name, text, less) in tries.into_iter().take(MOST) {
        let CountAnswer { resources } = visit.ask(&COUNT, less.variables()?).await?;
        if resources.total_count > 0 {
            found.push(Wider { name, text, link: less.link(visit.links(), "/explore", &[]), count: resources.total_count });
        }
    }
    Ok(found)
}
