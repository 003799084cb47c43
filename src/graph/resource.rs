//! Resources: packed in blocks, so that a million of them are few allocations and copying some of them is copying bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use entity::vocabulary::{ContributionRole, FundingKind, ResourceFormat};
use uuid::Uuid;

use super::index::Key;
use super::link::{Link, Relation};
use super::row::ResourceRow;
use rustc_hash::FxHashSet;

/// How many resources a block holds: what a change of one resource copies.
const BLOCK: usize = 128;

/// A resource of a graph.
#[derive(Debug, Clone, Copy)]
pub struct ResourceNode<'g> {
    block: &'g Block,
    head: &'g Head,
    text_start: u32,
    links_start: u32,
}

/// What has the same size for every resource. Text and links stand behind those of the resource before.
#[derive(Debug, Clone)]
struct Head {
    id: Uuid,
    created_at: i64,
    updated_at: i64,
    year: Option<i32>,
    slug_end: u32,
    text_end: u32,
    links_end: u32,
    format: Option<ResourceFormat>,
    gone: bool,
}

#[derive(Debug, Clone, Default)]
struct Block {
    heads: Vec<Head>,
    /// Slug and title of each resource.
    text: String,
    links: Vec<Link>,
}

/// All resources by ordinal.
#[derive(Debug, Clone, Default)]
pub(super) struct Resources {
    /// Full but for the last.
    blocks: Vec<Arc<Block>>,
    len: u32,
}

/// What becomes of a resource.
#[derive(Debug)]
pub(super) enum Edit {
    /// It is this now.
    Whole(Draft),
    /// It keeps all but its links.
    Links(Vec<Link>),
    /// It is gone.
    Gone,
}

/// A resource before it is packed.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) year: Option<i32>,
    pub(super) format: Option<ResourceFormat>,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) links: Vec<Link>,
}

impl<'g> ResourceNode<'g> {
    /// Its public id.
    pub fn id(self) -> Uuid {
        self.head.id
    }

    /// Its slug.
    pub fn slug(self) -> &'g str {
        self.block.text.get(self.text_start as usize..self.head.slug_end as usize).unwrap_or_default()
    }

    /// Its title.
    pub fn title(self) -> &'g str {
        self.block.text.get(self.head.slug_end as usize..self.head.text_end as usize).unwrap_or_default()
    }

    /// Of publication.
    pub fn year(self) -> Option<i32> {
        self.head.year
    }

    /// What it is.
    pub fn format(self) -> Option<ResourceFormat> {
        self.head.format
    }

    /// Microseconds since 1970.
    pub fn created_at(self) -> i64 {
        self.head.created_at
    }

    /// Microseconds since 1970.
    pub fn updated_at(self) -> i64 {
        self.head.updated_at
    }

    /// The agents that made it, in page order and whatever the role.
    pub fn contributions(self) -> impl Iterator<Item = (u32, ContributionRole)> {
        self.links().iter().filter_map(|link| match link.relation() {
            Relation::Contribution(role) => Some((link.node(), role)),
            _ => None,
        })
    }

    /// The agents that paid for it, in page order.
    pub fn fundings(self) -> impl Iterator<Item = (u32, FundingKind)> {
        self.links().iter().filter_map(|link| match link.relation() {
            Relation::Funding(kind) => Some((link.node(), kind)),
            _ => None,
        })
    }

    /// The keywords that it is about, in page order.
    pub fn subjects(self) -> impl Iterator<Item = u32> {
        self.links().iter().filter(|link| link.relation() == Relation::Subject).map(|link| link.node())
    }

    /// The collections that present it, in no order.
    pub fn collections(self) -> impl Iterator<Item = u32> {
        self.links().iter().filter(|link| link.relation() == Relation::Item).map(|link| link.node())
    }

    pub(super) fn links(self) -> &'g [Link] {
        self.block.links.get(self.links_start as usize..self.head.links_end as usize).unwrap_or_default()
    }

    /// What it can be found by.
    pub(super) fn entries(self, node: u32) -> [u64; 2] {
        [Key::Resource(&self.head.id).entry(node), Key::ResourceSlug(self.slug()).entry(node)]
    }
}

impl Draft {
    /// What a row describes, with those of its edges that lead to a node which is known.
    pub(super) fn new(row: ResourceRow, agent: impl Fn(&Uuid) -> Option<u32>, keyword: impl Fn(&Uuid) -> Option<u32>) -> Self {
        let contributions = row.producers.iter().filter_map(|(id, role)| Some(Link::new(Relation::Contribution(*role), agent(id)?)));
        let fundings = row.funders.iter().filter_map(|(id, kind)| Some(Link::new(Relation::Funding(*kind), agent(id)?)));
        let subjects = row.keywords.iter().filter_map(|id| Some(Link::new(Relation::Subject, keyword(id)?)));
        let mut links: Vec<Link> = contributions.chain(fundings).chain(subjects).collect();
        let mut seen = FxHashSet::with_capacity_and_hasher(links.len(), rustc_hash::FxBuildHasher);
        links.retain(|link| seen.insert(*link));
        let ResourceRow { id, slug, title, year, format, created_at, updated_at, .. } = row;
        Self { id, slug, title, year, format, created_at, updated_at, links }
    }
}

impl Block {
    fn get(&self, slot: usize) -> Option<ResourceNode<'_>> {
        let head = self.heads.get(slot).filter(|head| !head.gone)?;
        let before = slot.checked_sub(1).and_then(|before| self.heads.get(before));
        let (text_start, links_start) = before.map_or((0, 0), |before| (before.text_end, before.links_end));
        Some(ResourceNode { block: self, head, text_start, links_start })
    }

    /// Adds a resource; a removed one when the block would hold more text or links than its offsets can tell (4 GiB).
    fn push(&mut self, head: Head, slug: &str, title: &str, links: &[Link]) {
        self.text.push_str(slug);
        let slug_end = self.text.len();
        self.text.push_str(title);
        self.links.extend_from_slice(links);
        match (u32::try_from(slug_end), u32::try_from(self.text.len()), u32::try_from(self.links.len())) {
            (Ok(slug_end), Ok(text_end), Ok(links_end)) => self.heads.push(Head { slug_end, text_end, links_end, ..head }),
            _ => self.push_gone(),
        }
    }

    fn push_gone(&mut self) {
        let (text, links) = self.heads.last().map_or((0, 0), |last| (last.text_end, last.links_end));
        self.text.truncate(text as usize);
        self.links.truncate(links as usize);
        let (id, created_at, updated_at, year, format) = (Uuid::nil(), 0, 0, None, None);
        self.heads.push(Head { id, created_at, updated_at, year, slug_end: text, text_end: text, links_end: links, format, gone: true });
    }

    fn push_draft(&mut self, draft: &Draft) {
        let Draft { id, year, format, created_at, updated_at, .. } = *draft;
        let head = Head { id, created_at, updated_at, year, slug_end: 0, text_end: 0, links_end: 0, format, gone: false };
        self.push(head, &draft.slug, &draft.title, &draft.links);
    }

    /// The block, which begins at the ordinal `start`, after these edits.
    fn edited(&self, start: u32, edits: &BTreeMap<u32, Edit>) -> Self {
        let mut block = Self {
            heads: Vec::with_capacity(BLOCK),
            text: String::with_capacity(self.text.len()),
            links: Vec::with_capacity(self.links.len()),
        };
        let mut edits = edits.range(start..).peekable();
        for (slot, ordinal) in (start..).take(BLOCK).enumerate() {
            let edit = edits.next_if(|(node, _)| **node == ordinal).map(|(_, edit)| edit);
            match (edit, self.get(slot)) {
                (Some(Edit::Whole(draft)), _) => block.push_draft(draft),
                (Some(Edit::Links(links)), Some(node)) => block.push(node.head.clone(), node.slug(), node.title(), links),
                (None, Some(node)) => block.push(node.head.clone(), node.slug(), node.title(), node.links()),
                (None, None) if slot >= self.heads.len() => break,
                _ => block.push_gone(),
            }
        }
        block.shrink();
        block
    }

    fn shrink(&mut self) {
        self.heads.shrink_to_fit();
        self.text.shrink_to_fit();
        self.links.shrink_to_fit();
    }
}

impl Resources {
    /// How many ordinals are taken, those of removed resources included.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    pub(super) fn get(&self, node: u32) -> Option<ResourceNode<'_>> {
        self.blocks.get(node as usize / BLOCK)?.get(node as usize % BLOCK)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, ResourceNode<'_>)> {
        (0..self.len).filter_map(|node| Some((node, self.get(node)?)))
    }

    pub(super) fn push(&mut self, draft: &Draft) {
        if (self.len as usize).is_multiple_of(BLOCK) {
            self.blocks.push(Arc::default());
        }
        if let Some(last) = self.blocks.last_mut() {
            let block = Arc::make_mut(last);
            block.push_draft(draft);
            if block.heads.len() == BLOCK {
                block.shrink();
            }
        }
        self.len += 1;
    }

    /// Carries edits out, copying only the blocks that they touch. The edits of new resources are `Whole` and go on from [`Self::len`].
    pub(super) fn edit(&mut self, edits: &BTreeMap<u32, Edit>) {
        let mut rest = edits.range(..);
        while let Some((node, _)) = rest.next() {
            let place = *node as usize / BLOCK;
            let start = (place * BLOCK) as u32;
            match self.blocks.get_mut(place) {
                Some(block) => *block = Arc::new(block.edited(start, edits)),
                None => self.blocks.push(Arc::new(Block::default().edited(start, edits))),
            }
            self.len = self.len.max(start + self.blocks.get(place).map_or(0, |block| block.heads.len()) as u32);
            rest = edits.range(start.saturating_add(BLOCK as u32)..);
        }
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let block = |block: &Arc<Block>| {
            let own = size_of::<Block>() + 2 * size_of::<usize>();
            own + block.heads.capacity() * size_of::<Head>() + block.text.capacity() + block.links.capacity() * size_of::<Link>()
        };
        self.blocks.capacity() * size_of::<Arc<Block>>() + self.blocks.iter().map(block).sum::<usize>()
    }
}
