//! Resources: packed in blocks, so that a million of them are few allocations and copying some of them is copying bytes.

mod draft;
mod node;
mod saved;
mod terms;

use std::collections::BTreeMap;
use std::sync::Arc;

use entity::vocabulary::{ContributionRole, FundingKind, IdentifierScheme, ResourceFormat};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) use self::draft::{Draft, Edit, Links};
use self::terms::Terms;
use super::collation::Text;
use super::index::Key;
use super::link::{Link, Relation};

/// The places of what a resource shares with others: its language, its licence.
type Places = [u32; 2];

/// The number of resources of a block. A change of one resource copies a block.
const BLOCK: usize = 128;

/// A resource of a graph.
#[derive(Debug, Clone, Copy)]
pub struct ResourceNode<'g> {
    block: &'g Block,
    head: &'g Head,
    text_start: u32,
    links_start: u32,
}

/// The values that have the same size for every resource. Text and links stand behind those of the resource before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Head {
    id: Uuid,
    created_at: i64,
    updated_at: i64,
    /// [`UNKNOWN_YEAR`] where it is not known.
    year: i32,
    slug_end: u32,
    title_end: u32,
    text_end: u32,
    links_end: u32,
    /// The place of the language in [`Resources::languages`]; 0 where it is not known.
    language: u32,
    /// The place of the licence in [`Resources::licenses`]; 0 where it is not known.
    license: u32,
    format: Option<ResourceFormat>,
    traits: u8,
}

/// Stands for no year.
const UNKNOWN_YEAR: i32 = i32::MIN;

/// The resource was removed.
const GONE: u8 = 1;
/// Its record has a description.
const DESCRIBED: u8 = 2;
/// Its record has a landing page.
const LANDED: u8 = 4;
/// Its record has notes.
const NOTED: u8 = 8;

/// Stands for the first identifier scheme; the others follow.
const FIRST_SCHEME: u8 = b'A';

/// Ends an identifier in the text of a block: no identifier has a line break.
const END: char = '\n';

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Block {
    heads: Vec<Head>,
    /// Slug, title and identifiers of each resource. An identifier is a character for its scheme, its value, and [`END`].
    text: String,
    links: Vec<Link>,
    /// The links of some resources as their sources name them, by slot: of those that name a merged node.
    named: Vec<(u8, Box<[Link]>)>,
}

/// All resources by ordinal.
#[derive(Debug, Clone, Default)]
pub(super) struct Resources {
    /// Full but for the last.
    blocks: Vec<Arc<Block>>,
    len: u32,
    /// The languages that resources have had.
    languages: Terms,
    /// The licences that resources have had.
    licenses: Terms,
}

impl Block {
    fn get(&self, slot: usize) -> Option<ResourceNode<'_>> {
        let head = self.heads.get(slot).filter(|head| head.traits & GONE == 0)?;
        let before = slot.checked_sub(1).and_then(|before| self.heads.get(before));
        let (text_start, links_start) = before.map_or((0, 0), |before| (before.text_end, before.links_end));
        Some(ResourceNode { block: self, head, text_start, links_start })
    }

    /// Adds a resource; a removed one when the block would hold more text or links than its offsets can tell (4 GiB).
    fn push<'a>(
        &mut self,
        head: Head,
        slug: &str,
        title: &str,
        identifiers: impl Iterator<Item = (IdentifierScheme, &'a str)>,
        links: &[Link],
        named: &[Link],
    ) {
        self.text.push_str(slug);
        let slug_end = self.text.len();
        self.text.push_str(title);
        let title_end = self.text.len();
        for (scheme, value) in identifiers {
            self.text.push(char::from(FIRST_SCHEME + scheme as u8));
            self.text.push_str(value);
            self.text.push(END);
        }
        self.links.extend_from_slice(links);
        let ends = [slug_end, title_end, self.text.len(), self.links.len()].map(u32::try_from);
        match ends {
            [Ok(slug_end), Ok(title_end), Ok(text_end), Ok(links_end)] => {
                if !named.is_empty() {
                    self.named.push((self.heads.len() as u8, named.into()));
                }
                self.heads.push(Head { slug_end, title_end, text_end, links_end, ..head });
            }
            _ => self.push_gone(),
        }
    }

    /// The links of a resource as its sources name them; none when that is what its links are.
    fn named(&self, slot: usize) -> &[Link] {
        let place = self.named.binary_search_by_key(&slot, |(slot, _)| usize::from(*slot));
        place.ok().and_then(|place| self.named.get(place)).map_or(&[], |(_, named)| named)
    }

    fn push_gone(&mut self) {
        let (text, links) = self.heads.last().map_or((0, 0), |last| (last.text_end, last.links_end));
        self.text.truncate(text as usize);
        self.links.truncate(links as usize);
        self.heads.push(Head { slug_end: text, title_end: text, text_end: text, links_end: links, traits: GONE, ..Head::default() });
    }

    fn push_draft(&mut self, draft: &Draft, [language, license]: Places) {
        let Draft { id, format, created_at, updated_at, .. } = *draft;
        let year = draft.year.unwrap_or(UNKNOWN_YEAR);
        let flags = [(draft.has_description, DESCRIBED), (draft.has_landing_page, LANDED), (draft.has_notes, NOTED)];
        let traits = flags.into_iter().filter(|(has, _)| *has).fold(0, |traits, (_, flag)| traits | flag);
        let head = Head { id, created_at, updated_at, year, language, license, format, traits, ..Head::default() };
        let identifiers = draft.identifiers.iter().map(|identifier| (identifier.scheme, identifier.value.as_str()));
        self.push(head, &draft.slug, &draft.title, identifiers, &draft.links.shown, &draft.links.named);
    }

    /// The block, which begins at the ordinal `start`, after these edits.
    fn edited(&self, start: u32, edits: &BTreeMap<u32, Edit>, places: impl Fn(&Draft) -> Places) -> Self {
        let mut block = Self {
            heads: Vec::with_capacity(BLOCK),
            text: String::with_capacity(self.text.len()),
            links: Vec::with_capacity(self.links.len()),
            named: Vec::new(),
        };
        let mut edits = edits.range(start..).peekable();
        for (slot, ordinal) in (start..).take(BLOCK).enumerate() {
            let edit = edits.next_if(|(node, _)| **node == ordinal).map(|(_, edit)| edit);
            match (edit, self.get(slot)) {
                (Some(Edit::Whole(draft)), _) => block.push_draft(draft, places(draft)),
                (Some(Edit::Links(links)), Some(node)) => {
                    block.push(node.head.clone(), node.slug(), node.title(), node.identifiers(), &links.shown, &links.named);
                }
                (None, Some(node)) => {
                    let named = self.named(slot);
                    block.push(node.head.clone(), node.slug(), node.title(), node.identifiers(), node.links(), named);
                }
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
        self.named.shrink_to_fit();
    }
}

impl Resources {
    /// Returns the number of ordinals that are taken, those of removed resources included.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    pub(super) fn get(&self, node: u32) -> Option<ResourceNode<'_>> {
        self.blocks.get(node as usize / BLOCK)?.get(node as usize % BLOCK)
    }

    /// The agents and keywords of a resource as its sources name them, merged ones among them. None when that is what its links are.
    pub(super) fn named(&self, node: u32) -> &[Link] {
        self.blocks.get(node as usize / BLOCK).map_or(&[], |block| block.named(node as usize % BLOCK))
    }

    /// The resources that name a merged node, and their agents and keywords as their sources name them.
    pub(super) fn naming_merged(&self) -> impl Iterator<Item = (u32, &[Link])> {
        let blocks = (0_u32..).step_by(BLOCK).zip(&self.blocks);
        blocks.flat_map(|(start, block)| block.named.iter().map(move |(slot, named)| (start + u32::from(*slot), named.as_ref())))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, ResourceNode<'_>)> {
        (0..self.len).filter_map(|node| Some((node, self.get(node)?)))
    }

    /// Its language as a BCP 47 tag; none when it is not known.
    pub(super) fn language(&self, node: u32) -> Option<&str> {
        self.languages.get(self.get(node)?.head.language)
    }

    /// The address of the terms under which it may be used, or the terms as printed; none when they are not known.
    pub(super) fn license(&self, node: u32) -> Option<&str> {
        self.licenses.get(self.get(node)?.head.license)
    }

    /// The licence with this number, as [`Self::license`] tells it.
    pub(super) fn license_at(&self, number: u32) -> Option<&str> {
        self.licenses.get(number)
    }

    /// The language with this number, as [`Self::language`] tells it.
    pub(super) fn language_at(&self, number: u32) -> Option<&str> {
        self.languages.get(number)
    }

    /// The numbers of the licences with this text in any case.
    pub(super) fn licenses_like(&self, text: &str) -> Vec<u32> {
        self.licenses.like(text)
    }

    /// The numbers of the languages with this tag in any case.
    pub(super) fn languages_like(&self, tag: &str) -> Vec<u32> {
        self.languages.like(tag)
    }

    /// The number behind the last licence.
    pub(super) fn licenses_end(&self) -> u32 {
        self.licenses.texts().len() as u32 + 1
    }

    /// The number behind the last language.
    pub(super) fn languages_end(&self) -> u32 {
        self.languages.texts().len() as u32 + 1
    }

    /// The rank of each language by its tag, as a list by number. The first call sorts.
    pub(super) fn language_ranks(&self) -> &[u32] {
        self.languages.ranks(Text::new)
    }

    /// The rank of each licence by its label, as a list by number. The first call sorts.
    pub(super) fn license_ranks(&self, label: impl Fn(&str) -> String) -> &[u32] {
        self.licenses.ranks(|text| Text::new(&label(text)))
    }

    fn learn(&mut self, draft: &Draft) -> Places {
        [self.languages.learn(draft.language.as_deref()), self.licenses.learn(draft.license.as_deref())]
    }

    pub(super) fn push(&mut self, draft: &Draft) {
        let places = self.learn(draft);
        if (self.len as usize).is_multiple_of(BLOCK) {
            self.blocks.push(Arc::default());
        }
        if let Some(last) = self.blocks.last_mut() {
            let block = Arc::make_mut(last);
            block.push_draft(draft, places);
            if block.heads.len() == BLOCK {
                block.shrink();
            }
        }
        self.len += 1;
    }

    /// Carries edits out, copying only the blocks that they touch. The edits of new resources are `Whole` and go on from [`Self::len`].
    pub(super) fn edit(&mut self, edits: &BTreeMap<u32, Edit>) {
        for edit in edits.values() {
            if let Edit::Whole(draft) = edit {
                self.learn(draft);
            }
        }
        let (languages, licenses) = (&self.languages, &self.licenses);
        let places = |draft: &Draft| [languages.place(draft.language.as_deref()), licenses.place(draft.license.as_deref())];
        let mut rest = edits.range(..);
        while let Some((node, _)) = rest.next() {
            let place = *node as usize / BLOCK;
            let start = (place * BLOCK) as u32;
            match self.blocks.get_mut(place) {
                Some(block) => *block = Arc::new(block.edited(start, edits, places)),
                None => self.blocks.push(Arc::new(Block::default().edited(start, edits, places))),
            }
            self.len = self.len.max(start + self.blocks.get(place).map_or(0, |block| block.heads.len()) as u32);
            rest = edits.range(start.saturating_add(BLOCK as u32)..);
        }
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let block = |block: &Arc<Block>| {
            let own = size_of::<Block>() + 2 * size_of::<usize>();
            let named: usize = block.named.iter().map(|(_, links)| size_of_val::<[Link]>(links)).sum();
            let named = named + block.named.capacity() * size_of::<(u8, Box<[Link]>)>();
            own + block.heads.capacity() * size_of::<Head>() + block.text.capacity() + block.links.capacity() * size_of::<Link>() + named
        };
        self.blocks.capacity() * size_of::<Arc<Block>>() + self.blocks.iter().map(block).sum::<usize>()
    }
}
