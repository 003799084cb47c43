//! Walking a set of resources by the values that they have: through the resources, or, when they are many, through the lists that
//! agents, keywords and collections keep.

use std::cmp::Ordering;
use std::hint::black_box;

use roaring::RoaringBitmap;

use super::bits::Bits;
use super::collection::Item;
use super::deadline::{Deadline, Late, Pace};
use super::dimension::Dimension;
use super::link::BackLink;
use super::resource::ResourceNode;
use super::root::Root;
use super::snapshot::Snapshot;
use super::sorted::Sorted;
use super::table::Table;

/// A set is large when it holds one of so many resources: then it is faster to read lists, though they tell of all resources.
const LARGE: u64 = 8;

/// So many resources are looked up before they are visited.
const AHEAD: usize = 64;

/// A set of resources on a walk.
///
/// Each resource has a slot, a small number of its own: its ordinal in a large set, its place in another.
pub(super) struct Walk<'g> {
    snapshot: &'g Snapshot,
    set: &'g RoaringBitmap,
    members: Members,
    deadline: Deadline,
}

/// What is known of the set.
enum Members {
    /// It is not large.
    Few,
    /// It is large: its ordinals.
    Many(Bits),
    /// It is all resources.
    All,
}

/// What the resources of a set have of a dimension.
#[derive(Default)]
pub(super) struct Counts {
    /// The numbers that occur, each with how many resources have it.
    pub(super) values: Vec<(u32, u32)>,
    /// The number of resources that have none.
    pub(super) unknown: u32,
    /// The slots of those that have one.
    known: Bits,
}

impl<'g> Walk<'g> {
    pub(super) fn new(snapshot: &'g Snapshot, set: &'g RoaringBitmap, deadline: Deadline) -> Result<Self, Late> {
        deadline.check()?;
        let all = snapshot.root(Root::Newest).nodes().len() as u64;
        let members = match set.len() {
            // The set holds nothing but resources.
            many if many == all => Members::All,
            many if many * LARGE >= all => {
                let mut bits = Bits::new(snapshot.resources.len() as usize);
                set.iter().for_each(|node| bits.insert(node));
                Members::Many(bits)
            }
            _ => Members::Few,
        };
        Ok(Self { snapshot, set, members, deadline })
    }

    /// Returns the number of slots, whether or not a resource has them.
    pub(super) fn slots(&self) -> usize {
        match self.members {
            Members::Few => self.set.len() as usize,
            Members::Many(_) | Members::All => self.snapshot.resources.len() as usize,
        }
    }

    /// Calls `visit` with each resource and its slot.
    fn resources(&self, mut visit: impl FnMut(u32, ResourceNode<'g>)) -> Result<(), Late> {
        let is_few = matches!(self.members, Members::Few);
        let mut pace = Pace::new(self.deadline);
        let mut nodes = (0..).zip(self.set);
        let mut ahead: Vec<(u32, ResourceNode<'g>)> = Vec::with_capacity(AHEAD);
        loop {
            let mut steps = 0;
            ahead.extend(nodes.by_ref().take(AHEAD).inspect(|_| steps += 1).filter_map(|(place, node)| {
                let slot = if is_few { place } else { node };
                Some((slot, self.snapshot.resources.get(node)?))
            }));
            if steps == 0 {
                return Ok(());
            }
            pace.step(steps)?;
            // They lie apart in memory: touched one after the other, they are waited for together.
            black_box(ahead.iter().fold(0, |touched, (_, resource)| touched ^ resource.touch()));
            ahead.drain(..).for_each(|(slot, resource)| visit(slot, resource));
        }
    }

    /// The resources with a value, those outside the set included; none where no list of them is kept.
    fn holders(&self, dimension: Dimension, number: u32) -> Option<Holders<'g>> {
        let kept = |list| self.snapshot.back_link(list).map(Holders::Kept);
        match dimension {
            Dimension::Funder => kept(BackLink::Funded(number, None)),
            Dimension::Person | Dimension::Organization if !self.snapshot.is_value(dimension, number) => None,
            Dimension::Producer | Dimension::Person | Dimension::Organization => kept(BackLink::Produced(number, None)),
            Dimension::Keyword => kept(BackLink::Tagged(number)),
            Dimension::Collection => self.snapshot.collections.get(number).map(|collection| Holders::Items(collection.items())),
            Dimension::Year => {
                let start = self.dated(|year| year < number);
                Some(Holders::Run { nodes: self.snapshot.root(Root::Years).nodes(), start, len: self.dated(|year| year <= number) - start })
            }
            Dimension::Format | Dimension::License | Dimension::Language => None,
        }
    }

    /// Returns the number of resources that have a year with a number like this. They come first in the order of years.
    fn dated(&self, is_early: impl Fn(u32) -> bool) -> usize {
        let place = |node| if self.year(node).is_some_and(&is_early) { Ordering::Less } else { Ordering::Greater };
        self.snapshot.root(Root::Years).nodes().search(place).unwrap_or_else(|place| place)
    }

    /// The number of a resource's year.
    fn year(&self, node: u32) -> Option<u32> {
        let mut year = None;
        self.snapshot.each_number(self.snapshot.resources.get(node)?, Dimension::Year, &mut Vec::new(), |number| year = Some(number));
        year
    }

    /// All numbers of a dimension that a list is kept of.
    fn listed(&self, dimension: Dimension) -> Box<dyn Iterator<Item = u32> + '_> {
        if dimension != Dimension::Year {
            return Box::new(self.snapshot.numbers(dimension));
        }
        let nodes = self.snapshot.root(Root::Years).nodes();
        let year_at = |place| self.year(nodes.get(place)?);
        Box::new(std::iter::successors(year_at(0), move |year| year_at(self.dated(|other| other <= *year))))
    }

    /// Returns true when the lists of a dimension's values are read, and not the resources.
    fn reads_lists(&self, dimension: Dimension) -> bool {
        !matches!(self.members, Members::Few) && !matches!(dimension, Dimension::Format | Dimension::License | Dimension::Language)
    }

    /// Counts by each of some dimensions. What has no value is counted only if `unknown` is wanted.
    pub(super) fn count(&self, dimensions: &[Dimension], unknown: bool) -> Result<Vec<Counts>, Late> {
        let mut all = Vec::new();
        let mut passed: Vec<(Dimension, Table, &mut Counts)> = Vec::new();
        let end = if unknown { self.slots() } else { 0 };
        all.resize_with(dimensions.len(), || Counts { known: Bits::new(end), ..Counts::default() });
        for (dimension, counts) in dimensions.iter().zip(&mut all) {
            if self.reads_lists(*dimension) {
                self.count_lists(*dimension, counts, unknown)?;
            } else {
                passed.push((*dimension, self.table(*dimension), counts));
            }
        }
        if !passed.is_empty() {
            let mut seen = Vec::new();
            self.resources(|slot, resource| {
                for (dimension, table, counts) in &mut passed {
                    let mut is_known = false;
                    self.snapshot.each_number(resource, *dimension, &mut seen, |number| {
                        *table.entry(number) += 1;
                        is_known = true;
                    });
                    if is_known {
                        counts.known.insert(slot);
                    }
                }
            })?;
        }
        for (_, table, counts) in passed {
            counts.values = table.entries();
        }
        if unknown {
            for counts in &mut all {
                counts.unknown = (self.set.len() as u32).saturating_sub(counts.known.len());
            }
        }
        Ok(all)
    }

    /// The numbers of a dimension that occur, each with how many resources have it.
    pub(super) fn values(&self, dimension: Dimension) -> Result<Vec<(u32, u32)>, Late> {
        Ok(self.count(&[dimension], false)?.pop().map(|counts| counts.values).unwrap_or_default())
    }

    fn count_lists(&self, dimension: Dimension, counts: &mut Counts, unknown: bool) -> Result<(), Late> {
        let mut pace = Pace::new(self.deadline);
        for number in self.listed(dimension) {
            let Some(holders) = self.holders(dimension, number) else { continue };
            pace.step(1 + holders.len())?;
            let count = match &self.members {
                Members::Many(bits) => {
                    let mut count = 0;
                    holders.for_each(|node| count += bits.bit(node));
                    count
                }
                Members::Few | Members::All => holders.len() as u32,
            };
            if count > 0 {
                counts.values.push((number, count));
                if unknown {
                    holders.for_each(|node| counts.known.insert(node));
                }
            }
        }
        if let Members::Many(bits) = &self.members {
            counts.known.retain(bits);
        }
        Ok(())
    }

    /// Calls `visit` with the slot of each resource and the place of each of its values among these.
    pub(super) fn each(&self, dimension: Dimension, values: &[(u32, u32)], mut visit: impl FnMut(u32, usize)) -> Result<(), Late> {
        if self.reads_lists(dimension) {
            let mut pace = Pace::new(self.deadline);
            for (place, (number, _)) in values.iter().enumerate() {
                let Some(holders) = self.holders(dimension, *number) else { continue };
                pace.step(1 + holders.len())?;
                match &self.members {
                    Members::Many(bits) => holders.for_each(|node| {
                        if bits.contains(node) {
                            visit(node, place);
                        }
                    }),
                    Members::Few | Members::All => holders.for_each(|node| visit(node, place)),
                }
            }
            return Ok(());
        }
        let mut places = self.table(dimension);
        for (place, (number, _)) in (1..).zip(values) {
            *places.entry(*number) = place;
        }
        let mut seen = Vec::new();
        self.resources(|slot, resource| {
            self.snapshot.each_number(resource, dimension, &mut seen, |number| {
                if let Some(place) = places.get(number).checked_sub(1) {
                    visit(slot, place as usize);
                }
            });
        })
    }

    /// Calls `visit` with the slot of each resource that had no value when these were counted, which was wanted.
    pub(super) fn each_unknown(&self, counts: &Counts, mut visit: impl FnMut(u32)) {
        for slot in (0..self.slots() as u32).filter(|slot| !counts.known.contains(*slot)) {
            let is_used = match &self.members {
                Members::Few => true,
                Members::Many(bits) => bits.contains(slot),
                Members::All => self.snapshot.resources.get(slot).is_some(),
            };
            if is_used {
                visit(slot);
            }
        }
    }

    fn table(&self, dimension: Dimension) -> Table {
        Table::new(self.snapshot.numbers(dimension), self.set.len() as usize)
    }
}

/// Resources with a value.
enum Holders<'g> {
    Kept(&'g Sorted<u32>),
    Items(&'g [Item]),
    /// A part of a list.
    Run {
        nodes: &'g Sorted<u32>,
        start: usize,
        len: usize,
    },
}

impl Holders<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Kept(nodes) => nodes.len(),
            Self::Items(items) => items.len(),
            Self::Run { len, .. } => *len,
        }
    }

    fn for_each(&self, mut visit: impl FnMut(u32)) {
        match self {
            Self::Kept(nodes) => nodes.iter().for_each(visit),
            Self::Items(items) => items.iter().for_each(|item| visit(item.resource)),
            Self::Run { nodes, start, len } => nodes.iter_from(*start).take(*len).for_each(visit),
        }
    }
}
