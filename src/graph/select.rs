//! Lists: a selection, an order, a page.

use std::borrow::Cow;

use entity::vocabulary::ContributionRole;
use roaring::RoaringBitmap;
use rustc_hash::FxHashSet;

use super::Graph;
use super::ask::Ask;
use super::cursor::Cursor;
use super::deadline::{Deadline, Late};
use super::link::BackLink;
use super::list::{Entry, List, Page, SelectError, Window};
use super::order::{Direction, Kind, OrderBy, OrderKey, Value};
use super::root::{NEWEST, Root};
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// What a list selects.
pub(super) enum Selection<'g> {
    /// Nodes that are kept in the order that is asked for.
    Run(Run<'g>),
    /// Entries in page order, which is the order that is asked for.
    Printed(Vec<Entry>),
    /// Nodes that are kept in another order.
    Nodes(&'g Sorted<u32>),
    /// Entries in another order.
    Entries(Vec<Entry>),
}

/// A kept order, read forwards or backwards.
#[derive(Clone, Copy)]
pub(super) struct Run<'g> {
    nodes: &'g Sorted<u32>,
    reversed: bool,
    /// How many nodes at the end have no value for the only key: they are last in both directions.
    nulls: usize,
}

impl<'g> Run<'g> {
    fn forwards(nodes: &'g Sorted<u32>) -> Self {
        Self { nodes, reversed: false, nulls: 0 }
    }

    fn get(&self, place: usize) -> Option<u32> {
        let known = self.nodes.len() - self.nulls;
        self.nodes.get(match place {
            _ if !self.reversed => place,
            _ if place < known => known - 1 - place,
            _ => (self.nodes.len() + known).checked_sub(place + 1)?,
        })
    }

    /// The first place at which `is_before` does not hold.
    fn partition_point(&self, is_before: impl Fn(u32) -> bool) -> usize {
        let (mut low, mut high) = (0, self.nodes.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&is_before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl<'g> Selection<'g> {
    /// Its nodes.
    fn set(&self) -> Cow<'g, RoaringBitmap> {
        match self {
            Self::Run(Run { nodes, .. }) | Self::Nodes(nodes) => nodes.set(),
            Self::Printed(entries) | Self::Entries(entries) => Cow::Owned(entries.iter().map(|entry| entry.node).collect()),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Run(run) => run.nodes.len(),
            Self::Nodes(nodes) => nodes.len(),
            Self::Printed(entries) | Self::Entries(entries) => entries.len(),
        }
    }

    /// The entries in the order in which they are kept.
    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = Entry> + '_> {
        let entry = |node| Entry { node, ..Entry::default() };
        match self {
            Self::Run(Run { nodes, .. }) | Self::Nodes(nodes) => Box::new(nodes.iter().map(entry)),
            Self::Printed(entries) | Self::Entries(entries) => Box::new(entries.iter().copied()),
        }
    }
}

impl Graph {
    /// A page of what is asked for. A key of the order that is repeated counts once, nulls come last in both directions, and ties break by
    /// public id in the direction of the last key.
    ///
    /// # Errors
    /// [`SelectError::Order`] for a key that the list's nodes have no value of, [`SelectError::Relevance`] for an order by relevance of what
    /// was not searched for, [`SelectError::Cursor`] for a cursor of another kind of list, another order or another search, and
    /// [`SelectError::Late`] when the deadline is over before the page is found.
    pub fn select(&self, ask: &Ask, window: &Window, deadline: Deadline) -> Result<Page, SelectError> {
        let order = ask.order()?;
        if window.after.iter().chain(&window.before).any(|cursor| !cursor.fits(ask, &order)) {
            return Err(SelectError::Cursor);
        }
        let (snapshot, kind) = (self.snapshot(), ask.list.kind());
        let selection = snapshot.selection(ask.list, &order);
        let selection = if ask.is_whole() { selection } else { snapshot.narrowed(ask, selection, deadline)? };
        Ok(match selection {
            Selection::Run(run) => {
                let compare = |node, cursor: &Cursor| snapshot.compare(kind, &order, node, &cursor.place);
                let start = window.after.as_ref().map(|cursor| run.partition_point(|node| compare(node, cursor).is_le()));
                let end = window.before.as_ref().map(|cursor| run.partition_point(|node| compare(node, cursor).is_lt()));
                let entry = |place| Some(Entry { node: run.get(place)?, ..Entry::default() });
                window.page(run.nodes.len(), start, end, entry)
            }
            Selection::Printed(entries) => {
                let place = |cursor: &Cursor| snapshot.printed_place(kind, &entries, cursor);
                let start = window.after.as_ref().map(place).map(|found| found.map_or_else(|gone| gone, |place| place + 1));
                let end = window.before.as_ref().map(place).map(|(Ok(place) | Err(place))| place);
                window.page(entries.len(), start, end, |place| entries.get(place).copied())
            }
            Selection::Nodes(_) | Selection::Entries(_) => snapshot.rank(ask, &order, &selection, window),
        })
    }

    /// All nodes of a list, in no order.
    pub fn all(&self, list: List) -> Vec<u32> {
        self.snapshot().selection(list, list.default_order()).iter().map(|entry| entry.node).collect()
    }

    /// All resources, newest first.
    pub fn newest(&self) -> impl Iterator<Item = u32> {
        self.snapshot().root(Root::Newest).nodes().iter()
    }

    /// Where each node of one of the lists of all nodes stands in its default order, by ordinal; empty for other lists. The first who asks
    /// pays for a walk.
    pub fn ranks(&self, list: List) -> &[u32] {
        let root = match list {
            List::Resources => Root::Newest,
            List::Organizations => Root::Organizations,
            List::Persons => Root::Persons,
            List::Keywords => Root::Labels,
            List::Collections => Root::Collections,
            _ => return &[],
        };
        self.snapshot().root(root).ranks()
    }

    /// The nodes of what is asked for, as a set.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn set(&self, ask: &Ask, deadline: Deadline) -> Result<RoaringBitmap, Late> {
        let snapshot = self.snapshot();
        let selection = snapshot.selection(ask.list, ask.list.default_order());
        Ok(snapshot.set(ask, &selection, deadline)?.into_owned())
    }
}

impl Window {
    /// The page of a list that can be read at any place; `start` and `end` are where the cursors allow it to begin and to end.
    fn page(&self, total: usize, start: Option<usize>, end: Option<usize>, entry: impl Fn(usize) -> Option<Entry>) -> Page {
        let (start, end) = (start.unwrap_or(0), end.unwrap_or(total));
        let limit = self.limit.min(end.saturating_sub(start));
        let (start, end) = if self.backwards { (end - limit, end) } else { (start, start + limit) };
        Page { entries: (start..end).filter_map(entry).collect(), has_previous: start > 0, has_next: end < total, total }
    }
}

impl Snapshot {
    /// Where the entry of a cursor is, or where it was.
    fn printed_place(&self, kind: Kind, entries: &[Entry], cursor: &Cursor) -> Result<usize, usize> {
        let is_it = |entry: &Entry| entry.role == cursor.role && self.id(kind, entry.node) == cursor.place.id;
        entries.iter().position(is_it).ok_or_else(|| entries.partition_point(|entry| entry.position < cursor.position))
    }

    /// The nodes of a selection that are asked for.
    fn set<'g>(&self, ask: &Ask, selection: &Selection<'g>, deadline: Deadline) -> Result<Cow<'g, RoaringBitmap>, Late> {
        let mut nodes = selection.set();
        if let Some(matches) = &ask.matches {
            nodes = Cow::Owned(&*nodes & matches.nodes());
        }
        match &ask.condition {
            Some(condition) => Ok(Cow::Owned(self.fitting(ask.list.kind(), condition, &nodes, deadline)?)),
            None => Ok(nodes),
        }
    }

    /// The entries of a selection that are asked for.
    fn narrowed<'g>(&self, ask: &Ask, selection: Selection<'g>, deadline: Deadline) -> Result<Selection<'g>, Late> {
        let fitting = self.set(ask, &selection, deadline)?;
        let kept = |entries: Vec<Entry>| entries.into_iter().filter(|entry| fitting.contains(entry.node)).collect();
        Ok(match selection {
            Selection::Printed(entries) => Selection::Printed(kept(entries)),
            Selection::Entries(entries) => Selection::Entries(kept(entries)),
            // Nodes that stand for themselves: the set says it all.
            Selection::Run(_) | Selection::Nodes(_) => {
                Selection::Entries(fitting.iter().map(|node| Entry { node, ..Entry::default() }).collect())
            }
        })
    }

    /// What a list selects, kept in this order if there is such.
    fn selection(&self, list: List, order: &[OrderBy]) -> Selection<'_> {
        match list {
            List::Resources | List::Organizations | List::Persons | List::Keywords | List::Collections => self.all(list, order),
            List::Produced { agent, role } => self.linked(BackLink::Produced(agent, role), order),
            List::Funded { agent, kind } => self.linked(BackLink::Funded(agent, kind), order),
            List::Tagged { keyword, include_narrower: false } => self.linked(BackLink::Tagged(keyword), order),
            List::Tagged { keyword, include_narrower: true } => match self.narrower_closure(keyword).as_slice() {
                [] | [_] => self.linked(BackLink::Tagged(keyword), order),
                keywords => {
                    let tagged = keywords.iter().filter_map(|keyword| self.back_link(BackLink::Tagged(*keyword)));
                    let mut nodes: Vec<u32> = tagged.flat_map(Sorted::iter).collect();
                    nodes.sort_unstable();
                    nodes.dedup();
                    Selection::Entries(nodes.into_iter().map(|node| Entry { node, ..Entry::default() }).collect())
                }
            },
            List::CollectionsOf { resource } => Selection::Entries(self.collections_of(resource)),
            List::Producers { .. } | List::Funders { .. } | List::Subjects { .. } | List::Items { .. } => {
                let entries = self.printed(list);
                if order.is_empty() { Selection::Printed(entries) } else { Selection::Entries(entries) }
            }
        }
    }

    /// All nodes of a kind.
    fn all(&self, list: List, order: &[OrderBy]) -> Selection<'_> {
        let roots: &[Root] = match list {
            List::Organizations => &[Root::Organizations],
            List::Persons => &[Root::Persons],
            List::Keywords => &[Root::Labels],
            List::Collections => &[Root::Collections],
            _ => &[Root::Newest, Root::Titles, Root::Years, Root::Created, Root::Updated],
        };
        for root in roots {
            let nodes = self.root(*root).nodes();
            if root.order() == order {
                return Selection::Run(Run::forwards(nodes));
            }
            if let ([kept], [asked]) = (root.order(), order)
                && (kept.key, Direction::Descending) == (asked.key, asked.direction)
            {
                let is_known = |node| self.value(list.kind(), kept.key, node) != Value::Null;
                let nulls = if kept.key == OrderKey::Year { nodes.len() - Run::forwards(nodes).partition_point(is_known) } else { 0 };
                return Selection::Run(Run { nodes, reversed: true, nulls });
            }
        }
        roots.first().map_or(Selection::Entries(Vec::new()), |root| Selection::Nodes(self.root(*root).nodes()))
    }

    /// The resources that an agent or a keyword keeps.
    fn linked(&self, list: BackLink, order: &[OrderBy]) -> Selection<'_> {
        match self.back_link(list) {
            Some(nodes) if order == NEWEST => Selection::Run(Run::forwards(nodes)),
            Some(nodes) => Selection::Nodes(nodes),
            None => Selection::Entries(Vec::new()),
        }
    }

    /// A list that has a page order, in that order.
    fn printed(&self, list: List) -> Vec<Entry> {
        match list {
            List::Producers { resource, role } => {
                let Some(resource) = self.resources.get(resource) else { return Vec::new() };
                let is_asked = |other: ContributionRole| role.map_or(other.is_producer(), |role| role == other);
                let entries = (1..).zip(resource.contributions()).filter(|(_, (_, role))| is_asked(*role));
                entries.map(|(position, (node, role))| Entry { node, position, role: role as u8, ..Entry::default() }).collect()
            }
            List::Funders { resource, kind } => {
                let Some(resource) = self.resources.get(resource) else { return Vec::new() };
                let entries = (1..).zip(resource.fundings()).filter(|(_, (_, other))| kind.is_none_or(|kind| kind == *other));
                entries.map(|(position, (node, kind))| Entry { node, position, role: kind as u8, ..Entry::default() }).collect()
            }
            List::Subjects { resource } => {
                let Some(resource) = self.resources.get(resource) else { return Vec::new() };
                (1..).zip(resource.subjects()).map(|(position, node)| Entry { node, position, ..Entry::default() }).collect()
            }
            List::Items { collection } => {
                let items = self.collections.get(collection).map_or(&[][..], |collection| collection.items());
                let entry = |(position, item): (u32, &super::collection::Item)| {
                    let super::collection::Item { resource, section, highlighted } = *item;
                    Entry { node: resource, position, role: 0, section, highlighted }
                };
                (1..).zip(items).map(entry).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The collections that present a resource.
    fn collections_of(&self, resource: u32) -> Vec<Entry> {
        let entry = |node| {
            let (place, item) = self.collections.get(node)?.item(resource)?;
            Some(Entry { node, position: place as u32 + 1, role: 0, section: item.section, highlighted: item.highlighted })
        };
        self.resources.get(resource).map(|resource| resource.collections().filter_map(entry).collect()).unwrap_or_default()
    }

    /// A keyword and all that are narrower, each once.
    fn narrower_closure(&self, keyword: u32) -> Vec<u32> {
        let mut seen = FxHashSet::from_iter([keyword]);
        let mut found = vec![keyword];
        let mut next = 0;
        while let Some(keyword) = found.get(next) {
            let narrower = self.keywords.get(*keyword).map_or(&[][..], |keyword| &keyword.narrower);
            found.extend(narrower.iter().filter(|keyword| seen.insert(**keyword)));
            next += 1;
        }
        found
    }
}
