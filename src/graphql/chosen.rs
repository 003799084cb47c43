//! Values of a dimension as clients name them: those that somebody chose.

use entity::vocabulary::{AgentKind, NodeKind, ResourceFormat};

use super::error::{Error, Result};
use crate::global_id;
use crate::graph::{Dimension, DimensionValue, Graph};
use crate::license;

/// The most values that can be chosen of one dimension.
const MOST: usize = 100;
/// A message tells so many characters of what a client wrote.
const SHOWN: usize = 40;

/// Returns the values with these names: the `value` of a facet, or the slug of a node. What is not in the catalogue is left out, as in
/// lists of ids. A slug that an organization and a person share stands for both.
///
/// # Errors
/// `BAD_USER_INPUT` for too many values, a year that is no number, and a word that is no format. `argument` tells the place.
pub(super) fn values(graph: &Graph, dimension: Dimension, chosen: &[String], argument: &str) -> Result<Vec<DimensionValue>> {
    if chosen.len() > MOST {
        return Err(Error::bad_input(format!("`{argument}` has {} values; {MOST} are the most.", chosen.len())));
    }
    let mut values = Vec::with_capacity(chosen.len());
    for (index, text) in chosen.iter().enumerate() {
        let refuse = |wanted: &str| {
            let beginning: String = text.chars().take(SHOWN).collect();
            Error::bad_input(format!("`{argument}[{index}]` is `{beginning}`, which is no {wanted}."))
        };
        match dimension {
            Dimension::Funder | Dimension::Producer => values.extend(agents(graph, text, AgentKind::ALL)),
            Dimension::Person => values.extend(agents(graph, text, &[AgentKind::Person])),
            Dimension::Organization => values.extend(agents(graph, text, &[AgentKind::Organization])),
            Dimension::Keyword => {
                let found = match global_id::decode(text) {
                    Some((NodeKind::Keyword, id)) => graph.find_keyword(&id),
                    _ => graph.keyword_by_slug(text),
                };
                values.extend(found.map(DimensionValue::Keyword));
            }
            Dimension::Collection => {
                let found = match global_id::decode(text) {
                    Some((NodeKind::Collection, id)) => graph.find_collection(&id),
                    _ => graph.collection_by_slug(text),
                };
                values.extend(found.map(DimensionValue::Collection));
            }
            Dimension::Year => values.push(DimensionValue::Year(text.trim().parse().map_err(|_| refuse("year, for example `2021`"))?)),
            Dimension::Format => {
                let format = ResourceFormat::from_term(text).ok_or_else(|| refuse("format, for example `WEBINAR`"))?;
                values.push(DimensionValue::Format(format));
            }
            Dimension::License => {
                let spellings = license::address(text).into_iter().chain([text.clone()]);
                values.extend(spellings.flat_map(|text| graph.licenses_like(&text)).map(DimensionValue::License));
            }
            Dimension::Language => values.extend(graph.languages_like(text).into_iter().map(DimensionValue::Language)),
        }
    }
    Ok(values)
}

/// The agents of these kinds with an id or a slug.
fn agents(graph: &Graph, text: &str, kinds: &[AgentKind]) -> Vec<DimensionValue> {
    let is_kind = |agent: &u32| graph.agent(*agent).is_some_and(|node| kinds.contains(&node.kind()));
    let found: Vec<u32> = match global_id::decode(text) {
        Some((NodeKind::Organization | NodeKind::Person, id)) => graph.find_agent(&id).filter(is_kind).into_iter().collect(),
        _ => kinds.iter().filter_map(|kind| graph.agent_by_slug(*kind, text)).collect(),
    };
    found.into_iter().map(DimensionValue::Agent).collect()
}
