//! A page's tree while the parser builds it.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::tree_builder::ElemName;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use super::node::{Attributes, ElementName, NodeContent, NodeId, Tree};

/// The tree that a parser builds.
#[derive(Debug)]
pub(super) struct TreeMaker(pub(super) RefCell<Tree>);

/// The name of an element of a tree that is being built.
#[derive(Debug)]
pub(super) struct NameRef<'t>(Ref<'t, ElementName>);

impl ElemName for NameRef<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.space
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeMaker {
    fn make(&self, content: NodeContent) -> NodeId {
        self.0.borrow_mut().add(content)
    }

    /// Puts a text beside `neighbour`, or makes it a part of that where it is a text; `place` puts a new node in its place.
    fn write(&self, text: &str, neighbour: Option<NodeId>, place: impl FnOnce(&mut Tree, NodeId)) {
        let mut tree = self.0.borrow_mut();
        if !neighbour.is_some_and(|neighbour| tree.extend(neighbour, text)) {
            let (start, end) = tree.keep(text);
            let id = tree.add(NodeContent::Text(start, end));
            place(&mut tree, id);
        }
    }
}

impl TreeSink for TreeMaker {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = NameRef<'a>;

    fn finish(self) -> Tree {
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    #[expect(clippy::expect_used, reason = "the parser asks for the names of elements alone, as its interface says")]
    fn elem_name<'a>(&'a self, target: &'a NodeId) -> NameRef<'a> {
        NameRef(Ref::map(self.0.borrow(), |tree| tree.name(*target).expect("an element")))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        let is_template = name.expanded() == expanded_name!(html "template");
        let element = self.make(NodeContent::Element(ElementName { space: name.ns, local: name.local }, Attributes::new(attributes)));
        if is_template {
            let content = self.make(NodeContent::Other);
            self.0.borrow_mut().append(element, content);
        }
        element
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let (start, end) = self.0.borrow_mut().keep(&text);
        self.make(NodeContent::Comment(start, end))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.make(NodeContent::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => self.0.borrow_mut().append(*parent, child),
            NodeOrText::AppendText(text) => {
                let last = self.0.borrow().last(*parent);
                self.write(&text, last, |tree, id| tree.append(*parent, id));
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.0.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {
        let kind = self.make(NodeContent::Other);
        self.0.borrow_mut().append(NodeId::ROOT, kind);
    }

    /// The content of a template is its first child.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.0.borrow().first(*target).unwrap_or(*target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.0.borrow_mut().detach(*child);
        }
        if self.0.borrow().parent(*sibling).is_none() {
            return;
        }
        match child {
            NodeOrText::AppendNode(child) => self.0.borrow_mut().insert(*sibling, child),
            NodeOrText::AppendText(text) => {
                let before = self.0.borrow().before(*sibling);
                self.write(&text, before, |tree, id| tree.insert(*sibling, id));
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Some(own) = self.0.borrow_mut().attributes(*target) {
            own.add(attributes);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.0.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        let mut tree = self.0.borrow_mut();
        while let Some(child) = tree.first(*node) {
            tree.append(*parent, child);
        }
    }
}
