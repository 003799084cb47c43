//! Searching, as one request sees it.

use std::cmp::Reverse;
use std::sync::{Arc, PoisonError};

use sha2::{Digest, Sha256};

use super::document;
use super::view::View;
use crate::graph::{AgentNode, Graph, KeywordNode, Late, List, Matches};
use crate::text::{Candidate, Fit, Kind, Marker, Nodes, Searcher, Snippet, TextError};

/// Typing errors are mended when fewer suggestions fit what was typed.
const FEW_FIT: usize = 3;

/// So many suggestions of a kind that are called just so come before all others: with ten places and five kinds, none is left out.
const EXACT: usize = 2;

/// What a search found.
#[derive(Debug)]
pub(super) struct Searched {
    matches: Arc<Matches>,
    marker: Marker,
    with_scores: bool,
}

/// A search that looks at so many places at most takes no longer than a page of a list does.
const QUICK: usize = 20_000;

/// Why there is no answer to a search.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SearchError {
    /// The index is being made.
    #[error("the text index is being made")]
    Unavailable,
    /// The time is over.
    #[error(transparent)]
    Late(#[from] Late),
    /// The index is broken.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// A node that could be meant by what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// What it is.
    pub kind: Kind,
    /// Its ordinal.
    pub node: u32,
    /// The name by which it was found.
    pub matched: String,
}

impl View {
    fn searcher(&self) -> Result<Arc<Searcher>, SearchError> {
        self.searcher.clone().ok_or(SearchError::Unavailable)
    }

    /// The nodes of a kind that have what was typed in their texts; none when there is no word in it, which is no search at all. Scores are 0
    /// unless they are wanted.
    pub async fn search(&self, kind: Kind, text: &str, with_scores: bool) -> Result<Option<Arc<Matches>>, SearchError> {
        let searcher = self.searcher()?;
        let search = name(kind, text);
        if let Some(searched) = self.searched(search, with_scores) {
            return Ok(Some(Arc::clone(&searched.matches)));
        }
        let found = match searcher.effort(kind, text).inspect_err(|_| self.texts.forget())? {
            Some(effort) if effort <= QUICK => searcher.search(kind, text, with_scores),
            _ => {
                let text = text.to_owned();
                self.count(move |_, _| Ok(searcher.search(kind, &text, with_scores))).await?
            }
        };
        let Some(mut found) = found.inspect_err(|_| self.texts.forget())? else { return Ok(None) };
        led(&self.graph, kind, &mut found.nodes);
        let matches = Arc::new(Matches::new(search, found.nodes));
        let searched = Searched { matches: Arc::clone(&matches), marker: found.marker, with_scores };
        self.searches.lock().unwrap_or_else(PoisonError::into_inner).insert(search, Arc::new(searched));
        Ok(Some(matches))
    }

    fn searched(&self, search: u64, with_scores: bool) -> Option<Arc<Searched>> {
        let searches = self.searches.lock().unwrap_or_else(PoisonError::into_inner);
        searches.get(&search).filter(|searched| searched.with_scores || !with_scores).cloned()
    }

    /// The part of a text where what a search was for stands; none when nothing of it does. See [`Marker::snippet`].
    pub fn snippet(&self, matches: &Matches, text: &str) -> Option<Snippet> {
        self.searched(matches.search(), false)?.marker.snippet(text)
    }

    /// A bit for each thing that a search was for, as snippets tell them.
    pub fn sought(&self, matches: &Matches) -> u64 {
        self.searched(matches.search(), false).map_or(0, |searched| searched.marker.sought())
    }

    /// The nodes of these kinds that could be meant by what is typed, `first` of them at most.
    ///
    /// First come those that are called just so, two of a kind. Then all kinds in turn: the best of each, the next of each, and so on; of a
    /// kind those that begin like it, then those that have a word that does. Those that fit when typing errors are mended are added at the
    /// end, if fewer than three fit as it is. So the best of each kind is among the first ten.
    pub async fn suggest(&self, kinds: Vec<Kind>, text: String, first: usize) -> Result<Vec<Suggested>, SearchError> {
        let searcher = self.searcher()?;
        let suggesting = self.count(move |graph, _| Ok(suggest(&searcher, graph, &kinds, &text, first)));
        Ok(suggesting.await?.inspect_err(|_| self.texts.forget())?)
    }
}

/// Tells searches apart, on every machine alike.
fn name(kind: Kind, text: &str) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update([kind as u8]);
    hasher.update(text.as_bytes());
    let digest: [u8; 32] = hasher.finalize().into();
    digest.first_chunk().map_or(0, |start| u64::from_le_bytes(*start))
}

fn suggest(searcher: &Searcher, graph: &Graph, kinds: &[Kind], text: &str, first: usize) -> Result<Vec<Suggested>, TextError> {
    let mut all = Vec::new();
    for (turn, kind) in kinds.iter().enumerate() {
        let found = searcher.suggest(*kind, text, first, &Known::new(graph, *kind))?;
        all.extend(found.into_iter().enumerate().map(|(place, candidate)| RankedSuggestion::new(*kind, turn, place, candidate)));
    }
    if all.len() < first.min(FEW_FIT) {
        for (turn, kind) in kinds.iter().enumerate() {
            let found = searcher.guess(*kind, text, first, &Known::new(graph, *kind))?;
            all.extend(found.into_iter().enumerate().map(|(place, candidate)| RankedSuggestion::new(*kind, turn, place, candidate)));
        }
    }
    all.sort_by_key(|ranked| ranked.rank);
    Ok(all.into_iter().take(first).map(|ranked| ranked.suggested).collect())
}

/// A suggestion and its rank among those of all kinds: its group, its place among those of its kind, its fit, the turn of its kind.
struct RankedSuggestion {
    rank: (usize, usize, Fit, usize),
    suggested: Suggested,
}

impl RankedSuggestion {
    fn new(kind: Kind, turn: usize, place: usize, Candidate { node, fit, name }: Candidate<'_>) -> Self {
        let group = match fit {
            Fit::Exact if place < EXACT => 0,
            Fit::Exact | Fit::Whole | Fit::Inner => 1,
            Fit::Mistyped(errors) => 1 + errors,
        };
        Self { rank: (group, place, fit, turn), suggested: Suggested { kind, node, matched: name.to_owned() } }
    }
}

/// The nodes of a kind: those with the most resources are meant first, and of resources the newest.
struct Known<'g> {
    graph: &'g Graph,
    kind: Kind,
    /// Where each stands in the list of all.
    ranks: &'g [u32],
}

impl<'g> Known<'g> {
    fn new(graph: &'g Graph, kind: Kind) -> Self {
        let list = match kind {
            Kind::Resource => List::Resources,
            Kind::Organization => List::Organizations,
            Kind::Person => List::Persons,
            Kind::Keyword => List::Keywords,
            Kind::Collection => List::Collections,
        };
        Self { graph, kind, ranks: graph.ranks(list) }
    }

    /// How many resources a node has.
    fn resources(&self, node: u32) -> usize {
        match self.kind {
            Kind::Resource => 0,
            Kind::Organization | Kind::Person => self.graph.agent(node).map_or(0, AgentNode::resources),
            Kind::Keyword => self.graph.keyword(node).map_or(0, KeywordNode::resources),
            Kind::Collection => self.graph.collection(node).map_or(0, |collection| collection.items().len()),
        }
    }
}

/// The node that a node leads to, which is itself unless it was merged into another.
fn lead(graph: &Graph, kind: Kind, node: u32) -> u32 {
    match kind {
        Kind::Organization | Kind::Person => graph.lead_agent(node),
        Kind::Keyword => graph.lead_keyword(node),
        Kind::Resource | Kind::Collection => node,
    }
}

/// Replaces merged nodes by those that they lead to, each once with its best score. The text index learns of a merge after the graph.
fn led(graph: &Graph, kind: Kind, nodes: &mut Vec<(u32, i64)>) {
    let mut is_changed = false;
    for (node, _) in nodes.iter_mut() {
        let end = lead(graph, kind, *node);
        is_changed |= end != *node;
        *node = end;
    }
    if is_changed {
        nodes.sort_unstable_by_key(|(node, score)| (*node, Reverse(*score)));
        nodes.dedup_by_key(|(node, _)| *node);
    }
}

impl<'g> Nodes<'g> for Known<'g> {
    fn lead(&self, node: u32) -> u32 {
        lead(self.graph, self.kind, node)
    }

    fn names(&self, node: u32) -> Vec<&'g str> {
        document::called(self.graph, (self.kind, node))
    }

    fn called(&self, text: &str) -> Vec<(u32, &'g str)> {
        document::called_so(self.graph, self.kind, text)
    }

    fn standing(&self, node: u32) -> u64 {
        let (resources, rank) = (self.resources(node) as u32, self.ranks.get(node as usize).copied().unwrap_or(u32::MAX));
        u64::from(u32::MAX - resources) << 32 | u64::from(rank)
    }

    fn best_first(&self) -> Option<Box<dyn Iterator<Item = u32> + 'g>> {
        (self.kind == Kind::Resource).then(|| Box::new(self.graph.newest()) as Box<dyn Iterator<Item = u32>>)
    }
}
