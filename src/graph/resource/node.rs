//! The facts of a resource that the graph holds.

use super::*;

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
        self.block.text.get(self.head.slug_end as usize..self.head.title_end as usize).unwrap_or_default()
    }

    /// Of publication.
    pub fn year(self) -> Option<i32> {
        Some(self.head.year).filter(|year| *year != UNKNOWN_YEAR)
    }

    /// Its identifiers, in their order.
    pub fn identifiers(self) -> impl Iterator<Item = (IdentifierScheme, &'g str)> {
        let text = self.block.text.get(self.head.title_end as usize..self.head.text_end as usize).unwrap_or_default();
        text.split_terminator(END).filter_map(|identifier| {
            let mut characters = identifier.chars();
            let scheme = u8::try_from(characters.next()?).ok()?.checked_sub(FIRST_SCHEME)?;
            Some((*IdentifierScheme::ALL.get(usize::from(scheme))?, characters.as_str()))
        })
    }

    /// Returns true when its record has a description.
    pub fn has_description(self) -> bool {
        self.head.traits & DESCRIBED != 0
    }

    /// Returns true when its record has a landing page.
    pub fn has_landing_page(self) -> bool {
        self.head.traits & LANDED != 0
    }

    /// True when its record has notes.
    pub fn has_notes(self) -> bool {
        self.head.traits & NOTED != 0
    }

    /// The number of the licence under which it may be used.
    pub(in crate::graph) fn license(self) -> Option<u32> {
        Some(self.head.license).filter(|place| *place > 0)
    }

    /// The number of its language.
    pub(in crate::graph) fn language(self) -> Option<u32> {
        Some(self.head.language).filter(|place| *place > 0)
    }

    /// Returns its format.
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

    pub(in crate::graph) fn links(self) -> &'g [Link] {
        self.block.links.get(self.links_start as usize..self.head.links_end as usize).unwrap_or_default()
    }

    /// Has its links brought in from memory. What it returns means nothing.
    pub(in crate::graph) fn touch(self) -> u32 {
        self.links().last().map_or(0, |link| link.node())
    }

    /// Returns the entries of the index under which it is found.
    pub(in crate::graph) fn entries(self, node: u32) -> [u64; 2] {
        [Key::Resource(&self.head.id).entry(node), Key::ResourceSlug(self.slug()).entry(node)]
    }
}
