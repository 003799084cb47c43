//! Whole lists, block after block: what exports are made of.
//!
//! A list is of one moment. The database is read in one transaction, and the graph is the one of exactly the last change that the
//! transaction sees. What is read goes out and is forgotten: a list of any length needs the memory of a few blocks, and drives nothing out
//! of the record cache.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use entity::vocabulary::AgentKind;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinHandle};
use uuid::Uuid;

use super::{Catalog, View};
use crate::graph::{Ask, Graph, Late, List, ResourceNode, SelectError, Window};
use crate::model::{Listed, ListedAgent, ListedKeyword};
use crate::store::StoreError;
use crate::store::resource::{AgentFace, Faces, KeywordFace, WholeResource};
use crate::store::snapshot::Reading;

/// The nodes of a block. One block takes the same few statements, whatever is in it.
const BLOCK: usize = 500;
/// So many blocks are read at once, and as many may wait for who takes them. The statements of one are run while the rows of the other are
/// taken apart.
const AHEAD: usize = 2;

/// The catalogue at one moment, to read whole lists from.
#[derive(Debug)]
pub struct Pinned {
    /// The view of a request at this moment.
    pub view: View,
    reading: Reading,
}

/// The reason why a list ends before its end.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StreamError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The deadline is over.
    #[error(transparent)]
    Late(#[from] Late),
}

/// A block of a list, or the reason why it cannot be read.
type Block = Result<Vec<Listed>, StreamError>;

/// The blocks of a list, in its order. A block that cannot be read is an error, and the last. When this is dropped, reading ends with the
/// blocks that were begun.
#[derive(Debug)]
pub struct Blocks(mpsc::Receiver<Block>);

impl Catalog {
    /// Holds the present moment. Everything that is read of it has to be read before the deadline.
    ///
    /// A moment keeps a connection to the database: there must be few at a time.
    pub async fn pinned(&self, deadline: Instant) -> Result<Pinned, StoreError> {
        // The index before the graph: it never knows more than the graph does.
        let searcher = self.texts.searcher();
        let (reading, graph) = self.pin().await?;
        Ok(Pinned { view: self.view_of(graph, searcher, deadline), reading })
    }
}

impl View {
    /// All nodes of what is asked for, in its order. Works on a thread that answers no requests.
    ///
    /// # Errors
    /// As [`Graph::select`].
    pub async fn list(&self, ask: Ask) -> Result<Vec<u32>, SelectError> {
        let whole = Window { limit: usize::MAX, ..Window::default() };
        let page = self.count(move |graph, deadline| Ok(graph.select(&ask, &whole, deadline))).await??;
        Ok(page.entries.into_iter().map(|entry| entry.node).collect())
    }

    /// Returns one entry of a list by its slug, as a whole list has it; none when there is no such entry. Only a resource takes
    /// statements.
    pub async fn listed(&self, list: List, slug: &str) -> Result<Option<Listed>, StoreError> {
        let graph = &self.graph;
        Ok(match list {
            List::Resources => match graph.resource_by_slug(slug).and_then(|node| graph.resource(node)) {
                Some(node) => self.shown(node.id()).await?.map(|shown| Listed::Resource(Box::new(shown))),
                None => None,
            },
            List::Organizations => graph.agent_by_slug(AgentKind::Organization, slug).and_then(|node| agent(graph, node)),
            List::Persons => graph.agent_by_slug(AgentKind::Person, slug).and_then(|node| agent(graph, node)),
            List::Keywords => graph.keyword_by_slug(slug).and_then(|node| keyword(graph, node)),
            _ => None,
        })
    }
}

impl Pinned {
    /// Reads nodes of a list, in their order.
    pub fn read(self, list: List, nodes: Vec<u32>) -> Blocks {
        let (sender, blocks) = mpsc::channel(AHEAD);
        tokio::spawn(async move {
            let reading = match self.reading.mapped().await {
                Ok(reading) => reading,
                Err(error) => return drop(sender.send(Err(error.into())).await),
            };
            let pinned = Arc::new(Self { reading, ..self });
            let mut begun = nodes.chunks(BLOCK).map(|nodes| {
                let (pinned, nodes) = (Arc::clone(&pinned), nodes.to_vec());
                tokio::spawn(async move { pinned.block(list, &nodes).await })
            });
            let mut ahead: VecDeque<JoinHandle<Block>> = begun.by_ref().take(AHEAD).collect();
            while let Some(block) = ahead.pop_front() {
                let block = block.await.unwrap_or_else(|error| Err(stopped(&error)));
                let failed = block.is_err();
                if sender.send(block).await.is_err() || failed {
                    break;
                }
                ahead.extend(begun.next());
            }
            drop(begun);
            for block in ahead {
                let _ = block.await;
            }
            // What was read is complete, however the reading ends.
            if let Some(pinned) = Arc::into_inner(pinned) {
                let _ = pinned.reading.end().await;
            }
        });
        Blocks(blocks)
    }

    async fn block(&self, list: List, nodes: &[u32]) -> Block {
        let graph = &self.view.graph;
        self.view.deadline.check()?;
        match list {
            List::Organizations | List::Persons => Ok(nodes.iter().filter_map(|node| agent(graph, *node)).collect()),
            List::Keywords => Ok(nodes.iter().filter_map(|node| keyword(graph, *node)).collect()),
            _ => {
                let ids: Vec<Uuid> = nodes.iter().filter_map(|node| graph.resource(*node)).map(ResourceNode::id).collect();
                let known = self.reading.whole_resources(&ids).await?;
                if known.len() != nodes.len() {
                    let (known, nodes) = (known.len(), nodes.len());
                    let told = format!("the graph has {nodes} resources of which the database has {known}");
                    return Err(StoreError::Inconsistent(told).into());
                }
                let shown = |whole: WholeResource| Listed::Resource(Box::new(whole.shown(&**graph, self.view.catalogue())));
                Ok(known.into_iter().map(shown).collect())
            }
        }
    }
}

impl Blocks {
    /// The next block; none behind the last one.
    pub async fn next(&mut self) -> Option<Block> {
        self.0.recv().await
    }

    /// As [`Self::next`], on a thread that may wait.
    pub fn blocking_next(&mut self) -> Option<Block> {
        self.0.blocking_recv()
    }
}

fn stopped(error: &JoinError) -> StreamError {
    StoreError::Inconsistent(format!("a block could not be read: {error}")).into()
}

/// The names of a snapshot are those that it shows: merged nodes lead to others.
impl Faces for Graph {
    fn agent(&self, id: &Uuid) -> Option<AgentFace> {
        let node = Self::agent(self, self.find_agent(id)?)?;
        let (id, kind, name) = (node.id(), node.kind(), node.name().to_owned());
        Some(AgentFace { id, kind, name, identifiers: node.identifiers().to_vec() })
    }

    fn keyword(&self, id: &Uuid) -> Option<KeywordFace> {
        let node = Self::keyword(self, self.find_keyword(id)?)?;
        Some(KeywordFace { id: node.id(), label: node.label().to_owned(), uri: node.uri().map(str::to_owned) })
    }
}

fn agent(graph: &Graph, node: u32) -> Option<Listed> {
    let agent = graph.agent(node)?;
    let others = super::document::names(agent).into_iter().skip(1);
    Some(Listed::Agent(Box::new(ListedAgent {
        id: agent.id(),
        kind: agent.kind(),
        slug: agent.slug().to_owned(),
        name: agent.name().to_owned(),
        other_names: others.map(str::to_owned).collect(),
        country: agent.country().map(str::to_owned),
        identifiers: agent.identifiers().to_vec(),
        produced: agent.produced(),
        funded: agent.funded(),
    })))
}

fn keyword(graph: &Graph, node: u32) -> Option<Listed> {
    let keyword = graph.keyword(node)?;
    Some(Listed::Keyword(Box::new(ListedKeyword {
        id: keyword.id(),
        slug: keyword.slug().to_owned(),
        label: keyword.label().to_owned(),
        other_labels: keyword.alt_labels().to_vec(),
        uri: keyword.uri().map(str::to_owned),
        resources: keyword.resources(),
        funders: keyword.funders().len(),
    })))
}
