//! What the text index holds of a node.

use std::collections::HashMap;

use entity::vocabulary::{AgentKind, NodeKind};
use uuid::Uuid;

use crate::graph::{AgentNode, Graph, List};
use crate::name;
use crate::text::{Document, Kind};

/// A node of the graph: its kind, and its ordinal among those of the graph's kinds.
pub(super) type Node = (Kind, u32);

/// The kind as the index knows it; none for what is not indexed.
pub(super) fn kind(kind: NodeKind) -> Option<Kind> {
    Some(match kind {
        NodeKind::Resource => Kind::Resource,
        NodeKind::Organization => Kind::Organization,
        NodeKind::Person => Kind::Person,
        NodeKind::Keyword => Kind::Keyword,
        NodeKind::Collection => Kind::Collection,
        NodeKind::ImportRun => return None,
    })
}

fn of_agent(kind: AgentKind) -> Kind {
    match kind {
        AgentKind::Organization => Kind::Organization,
        AgentKind::Person => Kind::Person,
    }
}

/// All nodes that are indexed.
pub(super) fn nodes(graph: &Graph) -> Vec<Node> {
    let lists = [
        (Kind::Resource, List::Resources),
        (Kind::Organization, List::Organizations),
        (Kind::Person, List::Persons),
        (Kind::Keyword, List::Keywords),
        (Kind::Collection, List::Collections),
    ];
    lists.into_iter().flat_map(|(kind, list)| graph.all(list).into_iter().map(move |node| (kind, node))).collect()
}

/// The ordinal of a node, or of the node that it was merged into; none when the graph does not hold it, or holds it as another kind.
pub(super) fn lead(graph: &Graph, kind: Kind, id: &Uuid) -> Option<u32> {
    match kind {
        Kind::Resource => graph.find_resource(id),
        Kind::Organization | Kind::Person => {
            graph.find_agent(id).filter(|agent| graph.agent(*agent).is_some_and(|node| of_agent(node.kind()) == kind))
        }
        Kind::Keyword => graph.find_keyword(id),
        Kind::Collection => graph.find_collection(id),
    }
}

/// The ordinal of a node that has a document under this very id: none for a merged one too.
pub(super) fn find(graph: &Graph, kind: Kind, id: &Uuid) -> Option<u32> {
    lead(graph, kind, id).filter(|node| self::id(graph, (kind, *node)) == Some(*id))
}

/// The id of a node.
pub(super) fn id(graph: &Graph, (kind, node): Node) -> Option<Uuid> {
    match kind {
        Kind::Resource => Some(graph.resource(node)?.id()),
        Kind::Organization | Kind::Person => Some(graph.agent(node)?.id()),
        Kind::Keyword => Some(graph.keyword(node)?.id()),
        Kind::Collection => Some(graph.collection(node)?.id()),
    }
}

/// True when the database has prose about it.
pub(super) fn is_described(graph: &Graph, (kind, node): Node) -> bool {
    kind == Kind::Resource && graph.resource(node).is_some_and(|resource| resource.has_description() || resource.has_notes())
}

/// True when somebody paid for it: perhaps the database has awards.
pub(super) fn is_funded(graph: &Graph, (kind, node): Node) -> bool {
    kind == Kind::Resource && graph.resource(node).is_some_and(|resource| resource.fundings().next().is_some())
}

/// The resources that are found by the names of a node.
pub(super) fn resources_of(graph: &Graph, (kind, node): Node) -> Vec<Node> {
    let lists = match kind {
        Kind::Organization | Kind::Person => vec![List::Produced { agent: node, role: None }, List::Funded { agent: node, kind: None }],
        Kind::Keyword => vec![List::Tagged { keyword: node, include_narrower: false }],
        Kind::Resource | Kind::Collection => Vec::new(),
    };
    lists.into_iter().flat_map(|list| graph.all(list)).map(|resource| (Kind::Resource, resource)).collect()
}

/// All names of an agent, the one that is shown first, each once.
pub(super) fn names(agent: &AgentNode) -> Vec<&str> {
    let mut names = vec![agent.name()];
    for name in agent.names() {
        if !names.contains(&name.value.as_str()) {
            names.push(&name.value);
        }
    }
    names
}

/// The names of a node, first the one that is shown.
pub(super) fn called(graph: &Graph, (kind, node): Node) -> Vec<&str> {
    match kind {
        Kind::Resource => graph.resource(node).map(crate::graph::ResourceNode::title).into_iter().collect(),
        Kind::Organization | Kind::Person => graph.agent(node).map(names).unwrap_or_default(),
        Kind::Keyword => graph.keyword(node).map_or_else(Vec::new, |keyword| {
            std::iter::once(keyword.label()).chain(keyword.alt_labels().iter().map(String::as_str)).collect()
        }),
        Kind::Collection => graph.collection(node).map(crate::graph::CollectionNode::title).into_iter().collect(),
    }
}

/// The nodes of a kind that are called just so, but for case, blanks and typography, each with the name that says it. Of resources and
/// collections [`MOST_CALLED`] at most.
pub(super) fn called_so<'g>(graph: &'g Graph, kind: Kind, text: &str) -> Vec<(u32, &'g str)> {
    let nodes = match kind {
        Kind::Resource => graph.resources_titled(text).take(MOST_CALLED).collect(),
        Kind::Organization => graph.agents_by_name(AgentKind::Organization, text),
        Kind::Person => graph.agents_by_name(AgentKind::Person, text),
        Kind::Keyword => graph.keywords_by_label(text),
        Kind::Collection => graph.collections_titled(text).take(MOST_CALLED).collect(),
    };
    let key = name::key(text);
    let named = |node| Some((node, called(graph, (kind, node)).into_iter().find(|name| name::key(name) == key)?));
    nodes.into_iter().filter_map(named).collect()
}

/// So many of the nodes with the same title are looked at.
const MOST_CALLED: usize = 1_000;

/// The texts of a node; none when the graph does not hold it. Takes what the graph does not know out of `prose` and `awards`.
pub(super) fn document(
    graph: &Graph,
    node: Node,
    prose: &mut HashMap<Uuid, Vec<String>>,
    awards: &mut HashMap<Uuid, Vec<String>>,
) -> Option<Document> {
    let id = id(graph, node)?;
    let called = called(graph, node);
    let (title, others) = called.split_first()?;
    let mut names: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
    if let (Kind::Resource, ordinal) = node {
        let resource = graph.resource(ordinal)?;
        let producers = resource.contributions().filter(|(_, role)| role.is_producer()).map(|(agent, _)| agent);
        let mut seen = Vec::new();
        for agent in producers.chain(resource.fundings().map(|(agent, _)| agent)) {
            if !seen.contains(&agent) {
                seen.push(agent);
                names.extend(graph.agent(agent).into_iter().flat_map(self::names).map(str::to_owned));
            }
        }
        names.extend(resource.subjects().flat_map(|keyword| self::called(graph, (Kind::Keyword, keyword))).map(str::to_owned));
    }
    let mut prose = prose.remove(&id).unwrap_or_default();
    prose.extend(awards.remove(&id).unwrap_or_default());
    Some(Document { kind: node.0, id, title: (*title).to_owned(), names, prose })
}
