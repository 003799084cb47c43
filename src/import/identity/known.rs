//! The nodes of one kind that a batch may name.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::iter;

use uuid::Uuid;

/// A node that is recognised by its names.
pub(in crate::import) trait KnownNode: Clone {
    /// The key by which names are compared.
    type Key: Hash + Eq;
    /// A further name.
    type Label: Clone + Hash + Eq;
    /// A name that no other node has: an identifier, an address.
    type Handle: Clone + Hash + Eq;

    fn id(&self) -> Uuid;
    fn key(&self) -> Self::Key;
    /// Empty for the first node of a key.
    fn disambiguator(&self) -> &str;
    fn merged_into(&self) -> Option<Uuid>;
    fn labels(&mut self) -> &mut HashSet<Self::Label>;
    fn handles(&self) -> Vec<Self::Handle>;
    /// Takes the names of a node that was merged into this one.
    fn absorb(&mut self, merged: Self);
}

/// The nodes that a batch may name: those that are stored, and those that it adds. A node is called by its place among them.
#[derive(Debug)]
pub(in crate::import) struct KnownNodes<N: KnownNode> {
    all: Vec<N>,
    by_id: HashMap<Uuid, usize>,
    /// The first of each key first.
    by_key: HashMap<N::Key, Vec<usize>>,
    by_handle: HashMap<N::Handle, usize>,
    /// The number of those in `all` that are stored. The batch adds the rest.
    stored: usize,
    /// Labels that the batch adds: node, label, place among the node's labels.
    pub(in crate::import) labels: Vec<(Uuid, N::Label, i32)>,
    /// Handles that the batch adds to nodes.
    pub(in crate::import) handles: Vec<(Uuid, N::Handle)>,
    /// Stored nodes that got a label or a handle.
    pub(in crate::import) renamed: HashSet<usize>,
}

impl<N: KnownNode> Default for KnownNodes<N> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            by_id: HashMap::new(),
            by_key: HashMap::new(),
            by_handle: HashMap::new(),
            stored: 0,
            labels: Vec::new(),
            handles: Vec::new(),
            renamed: HashSet::new(),
        }
    }
}

impl<N: KnownNode> KnownNodes<N> {
    /// Adds nodes that are stored, with all that lead to them by redirects and all that they lead to. Nothing may be left
    /// to write.
    pub(in crate::import) fn know(&mut self, stored: Vec<N>) {
        let before = self.all.len();
        for node in stored {
            if !self.knows(node.id()) {
                self.push(node);
            }
        }
        self.stored = self.all.len();
        for place in before..self.stored {
            self.lend(place);
        }
    }

    /// Gives the names of a merged node to the one that it leads to.
    fn lend(&mut self, place: usize) {
        let end = self.end(place);
        let Some(merged) = self.get(place).filter(|_| end != place).cloned() else { return };
        if let Some(node) = self.all.get_mut(end) {
            node.absorb(merged);
        }
    }

    /// Returns the node at the end of a node's redirects; itself where they go round.
    pub(in crate::import) fn end(&self, place: usize) -> usize {
        let next = |place: &usize| self.place(self.get(*place)?.merged_into()?);
        iter::successors(Some(place), next).take(self.all.len()).find(|place| next(place).is_none()).unwrap_or(place)
    }

    /// Returns the node at the end of a node's redirects, by their ids.
    pub(in crate::import) fn end_of(&self, id: Uuid) -> Uuid {
        self.place(id).and_then(|place| self.get(self.end(place))).map_or(id, KnownNode::id)
    }

    /// Returns true when a node is known.
    pub(in crate::import) fn knows(&self, id: Uuid) -> bool {
        self.by_id.contains_key(&id)
    }

    pub(super) fn place(&self, id: Uuid) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    pub(in crate::import) fn get(&self, place: usize) -> Option<&N> {
        self.all.get(place)
    }

    /// Returns all of them.
    pub(in crate::import) fn all(&self) -> &[N] {
        &self.all
    }

    /// Returns the nodes that the batch adds.
    pub(in crate::import) fn added(&self) -> &[N] {
        self.all.get(self.stored..).unwrap_or_default()
    }

    /// Notes that all that the batch added is stored now.
    pub(in crate::import) fn written(&mut self) {
        self.stored = self.all.len();
        self.labels.clear();
        self.handles.clear();
        self.renamed.clear();
    }

    /// Returns the node of the first handle that one has.
    pub(super) fn with_handle<'a>(&self, handles: impl IntoIterator<Item = &'a N::Handle>) -> Option<usize>
    where
        N: 'a,
    {
        handles.into_iter().find_map(|handle| self.by_handle.get(handle)).copied()
    }

    /// Returns true when no node has this key.
    pub(super) fn is_new(&self, key: &N::Key) -> bool {
        self.by_key.get(key).is_none_or(Vec::is_empty)
    }

    /// Returns the node of a key whose end agrees; else the one that `exactly` finds by the id of 0.1.
    pub(super) fn namesake(&self, key: &N::Key, exactly: impl Fn() -> Option<usize>, agrees: impl Fn(&N) -> bool) -> Option<usize> {
        let Some(namesakes) = self.by_key.get(key) else { return exactly() };
        let agrees = |place: &usize| self.get(self.end(*place)).is_some_and(&agrees);
        // Of several the one that 0.1 would have named: edges keep naming it, whatever it was merged into.
        let one_of_several = if namesakes.len() > 1 { exactly().filter(|place| namesakes.contains(place) && agrees(place)) } else { None };
        one_of_several.or_else(|| namesakes.iter().copied().find(agrees)).or_else(exactly)
    }

    pub(super) fn push(&mut self, node: N) -> usize {
        let place = self.all.len();
        self.by_id.insert(node.id(), place);
        let namesakes = self.by_key.entry(node.key()).or_default();
        let at = namesakes.partition_point(|other| self.all.get(*other).is_some_and(|other| order(other) < order(&node)));
        namesakes.insert(at, place);
        self.by_handle.extend(node.handles().into_iter().map(|handle| (handle, place)));
        self.all.push(node);
        place
    }

    /// Adds a label to a node, unless the node has it.
    pub(super) fn label(&mut self, place: usize, label: N::Label) {
        let Some(node) = self.all.get_mut(place) else { return };
        let position = i32::try_from(node.labels().len()).unwrap_or(i32::MAX);
        if node.labels().insert(label.clone()) {
            self.labels.push((node.id(), label, position));
            self.note_renamed(place);
        }
    }

    /// Adds a handle to a node; `set` puts it into the node.
    pub(super) fn handle(&mut self, place: usize, handle: &N::Handle, set: impl FnOnce(&mut N, N::Handle)) {
        let Some(node) = self.all.get_mut(place) else { return };
        set(node, handle.clone());
        self.by_handle.insert(handle.clone(), place);
        self.handles.push((node.id(), handle.clone()));
        self.note_renamed(place);
    }

    fn note_renamed(&mut self, place: usize) {
        if place < self.stored {
            self.renamed.insert(place);
        }
    }
}

fn order<N: KnownNode>(node: &N) -> (&str, Uuid) {
    (node.disambiguator(), node.id())
}
