//! The nodes of a page's tree, in little memory: a page of 10 MB has millions of them.

use html5ever::{Attribute, LocalName, Namespace};

/// The place of a node in its tree, in the order in which nodes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// The document.
    pub(super) const ROOT: Self = Self(0);
    /// No node.
    const NONE: Self = Self(u32::MAX);

    const fn some(self) -> Option<Self> {
        if self.0 == Self::NONE.0 { None } else { Some(self) }
    }
}

/// The content of a node.
#[derive(Debug)]
pub(super) enum NodeContent {
    /// A part of the text of the tree, in bytes.
    Text(u32, u32),
    /// A text that came in pieces, with other texts between them.
    Pieces(String),
    /// A part of the text of the tree, in bytes.
    Comment(u32, u32),
    Element(ElementName, Attributes),
    /// A document, its type, the content of a template, an instruction.
    Other,
}

/// The name of an element, without its prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ElementName {
    pub(super) space: Namespace,
    pub(super) local: LocalName,
}

/// The attributes of an element. Most elements have none, and take no more than a pointer for them.
#[derive(Debug)]
#[expect(clippy::box_collection, reason = "a list takes three times as much where it is empty")]
pub(super) struct Attributes(Option<Box<Vec<Attribute>>>);

impl Attributes {
    pub(super) fn new(all: Vec<Attribute>) -> Self {
        Self((!all.is_empty()).then(|| Box::new(all)))
    }

    /// Adds those whose names are new.
    pub(super) fn add(&mut self, more: Vec<Attribute>) {
        let all = self.0.get_or_insert_default();
        for attribute in more {
            if all.iter().all(|own| own.name != attribute.name) {
                all.push(attribute);
            }
        }
    }

    fn all(&self) -> &[Attribute] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// A node, and those around it.
#[derive(Debug)]
struct StoredNode {
    parent: NodeId,
    before: NodeId,
    after: NodeId,
    first: NodeId,
    last: NodeId,
    line: u32,
    content: NodeContent,
}

/// The tree of a page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<StoredNode>,
    text: String,
    /// New nodes begin on this line of the source, counted from 1.
    pub(super) line: u32,
}

impl Tree {
    /// A tree of a document alone, with room for so many nodes, and so many bytes of text.
    pub(super) fn with_room(nodes: usize, text: usize) -> Self {
        let mut tree = Self { nodes: Vec::with_capacity(nodes), text: String::with_capacity(text), line: 1 };
        tree.add(NodeContent::Other);
        tree
    }

    /// The number of nodes, with those that stand nowhere.
    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) const fn root(&self) -> NodeRef<'_> {
        NodeRef { tree: self, id: NodeId::ROOT }
    }

    /// The node that was made last.
    pub(super) const fn newest(&self) -> NodeRef<'_> {
        NodeRef { tree: self, id: NodeId(self.nodes.len() as u32 - 1) }
    }

    /// All nodes, in the order in which they were made; some may stand nowhere.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.nodes.len() as u32).map(|place| NodeRef { tree: self, id: NodeId(place) })
    }

    /// The elements that stand in the tree, in the order in which they were made.
    pub(super) fn elements(&self) -> impl Iterator<Item = (NodeRef<'_>, Element<'_>)> {
        self.nodes().filter_map(|node| Some((node, node.element()?))).filter(|(node, _)| node.parent().is_some())
    }

    pub(super) fn name(&self, id: NodeId) -> Option<&ElementName> {
        match &self.stored(id)?.content {
            NodeContent::Element(name, _) => Some(name),
            _ => None,
        }
    }

    pub(super) fn attributes(&mut self, id: NodeId) -> Option<&mut Attributes> {
        match &mut self.stored_mut(id)?.content {
            NodeContent::Element(_, attributes) => Some(attributes),
            _ => None,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.stored(id)?.parent.some()
    }

    pub(super) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.stored(id)?.first.some()
    }

    pub(super) fn last(&self, id: NodeId) -> Option<NodeId> {
        self.stored(id)?.last.some()
    }

    pub(super) fn before(&self, id: NodeId) -> Option<NodeId> {
        self.stored(id)?.before.some()
    }

    fn stored(&self, id: NodeId) -> Option<&StoredNode> {
        self.nodes.get(id.0 as usize)
    }

    fn stored_mut(&mut self, id: NodeId) -> Option<&mut StoredNode> {
        self.nodes.get_mut(id.0 as usize)
    }

    /// Makes a node that stands nowhere yet.
    pub(super) fn add(&mut self, content: NodeContent) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let none = NodeId::NONE;
        self.nodes.push(StoredNode { parent: none, before: none, after: none, first: none, last: none, line: self.line, content });
        id
    }

    /// Keeps a text; returns the part of the tree's text that it is.
    pub(super) fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        (start, self.text.len() as u32)
    }

    /// Adds to the text of a node; returns false when the node is no text.
    pub(super) fn extend(&mut self, id: NodeId, more: &str) -> bool {
        let Some(node) = self.nodes.get_mut(id.0 as usize) else { return false };
        match &mut node.content {
            NodeContent::Text(_, end) if *end as usize == self.text.len() => {
                self.text.push_str(more);
                *end = self.text.len() as u32;
            }
            NodeContent::Text(start, end) => {
                let begun = self.text.get(*start as usize..*end as usize).unwrap_or_default();
                node.content = NodeContent::Pieces([begun, more].concat());
            }
            NodeContent::Pieces(text) => text.push_str(more),
            _ => return false,
        }
        true
    }

    /// Takes a node from where it stands.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(node) = self.stored_mut(id) else { return };
        let none = NodeId::NONE;
        let [parent, before, after] = [&mut node.parent, &mut node.before, &mut node.after].map(|link| std::mem::replace(link, none));
        if let Some(before) = self.stored_mut(before) {
            before.after = after;
        }
        if let Some(after) = self.stored_mut(after) {
            after.before = before;
        }
        if let Some(parent) = self.stored_mut(parent) {
            if parent.first == id {
                parent.first = after;
            }
            if parent.last == id {
                parent.last = before;
            }
        }
    }

    /// Puts a node behind the other children of a node.
    pub(super) fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let Some(above) = self.stored_mut(parent) else { return };
        let before = std::mem::replace(&mut above.last, id);
        if before == NodeId::NONE {
            above.first = id;
        }
        if let Some(before) = self.stored_mut(before) {
            before.after = id;
        }
        if let Some(node) = self.stored_mut(id) {
            node.parent = parent;
            node.before = before;
        }
    }

    /// Puts a node before one that stands in the tree.
    pub(super) fn insert(&mut self, after: NodeId, id: NodeId) {
        self.detach(id);
        let Some(next) = self.stored_mut(after) else { return };
        let before = std::mem::replace(&mut next.before, id);
        let parent = next.parent;
        if let Some(before) = self.stored_mut(before) {
            before.after = id;
        } else if let Some(parent) = self.stored_mut(parent) {
            parent.first = id;
        }
        if let Some(node) = self.stored_mut(id) {
            node.parent = parent;
            node.before = before;
            node.after = after;
        }
    }
}

/// A node of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeRef<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// An edge of a node: a walk passes both.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edge<'t> {
    Open(NodeRef<'t>),
    Close(NodeRef<'t>),
}

/// A walk over the edges of a node and of all that it holds.
#[derive(Debug, Clone)]
pub(super) struct Traverse<'t> {
    root: NodeId,
    next: Option<Edge<'t>>,
}

impl<'t> Iterator for Traverse<'t> {
    type Item = Edge<'t>;

    fn next(&mut self) -> Option<Edge<'t>> {
        let edge = self.next?;
        self.next = match edge {
            Edge::Open(node) => Some(node.first_child().map_or(Edge::Close(node), Edge::Open)),
            Edge::Close(node) if node.id == self.root => None,
            Edge::Close(node) => node.after().map(Edge::Open).or_else(|| node.parent().map(Edge::Close)),
        };
        Some(edge)
    }
}

impl<'t> NodeRef<'t> {
    pub(super) const fn id(self) -> NodeId {
        self.id
    }

    /// The line of the source that the node begins on, counted from 1.
    pub(super) fn line(self) -> u32 {
        self.tree.stored(self.id).map_or(1, |node| node.line)
    }

    fn content(self) -> &'t NodeContent {
        self.tree.stored(self.id).map_or(&NodeContent::Other, |node| &node.content)
    }

    /// The element that the node is.
    pub(super) fn element(self) -> Option<Element<'t>> {
        match self.content() {
            NodeContent::Element(name, attributes) => Some(Element { name: &name.local, attributes: attributes.all() }),
            _ => None,
        }
    }

    /// The text that the node is.
    pub(super) fn text(self) -> Option<&'t str> {
        match self.content() {
            NodeContent::Text(start, end) => self.tree.text.get(*start as usize..*end as usize),
            NodeContent::Pieces(text) => Some(text),
            _ => None,
        }
    }

    /// The comment that the node is.
    pub(super) fn comment(self) -> Option<&'t str> {
        match self.content() {
            NodeContent::Comment(start, end) => self.tree.text.get(*start as usize..*end as usize),
            _ => None,
        }
    }

    fn at(self, id: Option<NodeId>) -> Option<Self> {
        id.map(|id| Self { tree: self.tree, id })
    }

    pub(super) fn parent(self) -> Option<Self> {
        self.at(self.tree.parent(self.id))
    }

    pub(super) fn first_child(self) -> Option<Self> {
        self.at(self.tree.first(self.id))
    }

    fn after(self) -> Option<Self> {
        self.at(self.tree.stored(self.id)?.after.some())
    }

    /// The nodes in it, without those in them.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |child| child.after())
    }

    /// The nodes that it stands in, the innermost first.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The edges of the node and of all that it holds, in the order of the page.
    pub(super) const fn traverse(self) -> Traverse<'t> {
        Traverse { root: self.id, next: Some(Edge::Open(self)) }
    }

    /// The node and all that it holds, in the order of the page.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        self.traverse().filter_map(|edge| if let Edge::Open(node) = edge { Some(node) } else { None })
    }
}

/// An element of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'t> {
    name: &'t LocalName,
    attributes: &'t [Attribute],
}

impl<'t> Element<'t> {
    pub(super) fn name(self) -> &'t str {
        self.name
    }

    /// The value of an attribute.
    pub(super) fn attr(self, name: &str) -> Option<&'t str> {
        let attribute = self.attributes.iter().find(|attribute| attribute.name.ns.is_empty() && &*attribute.name.local == name)?;
        Some(&attribute.value)
    }

    /// The classes that the element says it is of.
    pub(super) fn classes(self) -> impl Iterator<Item = &'t str> {
        self.attr("class").into_iter().flat_map(str::split_ascii_whitespace)
    }
}
