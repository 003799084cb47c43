//! A page of a list that is kept in another order: one pass that remembers the best entries.

use std::collections::BinaryHeap;

use uuid::Uuid;

use super::ask::{Ask, Matches};
use super::collation::Text;
use super::cursor::Cursor;
use super::list::{Entry, List, Page, Window};
use super::order::{Direction, Kept, Kind, OrderBy, OrderKey, Place, Value};
use super::root::Root;
use super::select::Selection;
use super::snapshot::Snapshot;

/// The longest list whose texts are ranked among themselves; a longer one takes the ranks of all nodes of its kind.
const SHORT: usize = 4096;

/// The most keys of an order: no kind of node has more.
const KEYS: usize = 5;

/// The place of an entry, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    keys: [i64; KEYS],
    tie: Tie,
}

/// What decides between equal keys: the id, and then the role, which tells apart what an agent is in one resource twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tie(u128, u8);

/// How the values of a key become numbers. Texts take even ranks, so that there is room for a cursor's text between any two.
enum Column<'g> {
    Numbers,
    /// The score of a match with a search.
    Scores(Option<&'g Matches>),
    /// Ranks of the list's own texts: of each entry, and the texts in order.
    Own {
        ranks: Vec<i64>,
        texts: Vec<Text>,
    },
    /// Ranks of all nodes of the kind. Shared ones are equal where texts are; the others tell equal texts apart by id, which is right
    /// where nothing but the id comes after the text.
    Kept {
        root: Root,
        ranks: &'g [u32],
        shared: bool,
    },
}

/// A list on its way into an order.
struct Ranking<'g> {
    snapshot: &'g Snapshot,
    kind: Kind,
    order: &'g [OrderBy],
    columns: Vec<Column<'g>>,
    /// True when the list is read from its end, which turns every comparison round.
    backwards: bool,
}

impl Snapshot {
    /// The page of a selection in this order.
    pub(super) fn rank(&self, ask: &Ask, order: &[OrderBy], selection: &Selection<'_>, window: &Window) -> Page {
        if window.limit == 0 && window.after.is_none() && window.before.is_none() {
            // Who wants no entry wants the total, or counts.
            let is_more = selection.len() > 0;
            let (has_previous, has_next) = if window.backwards { (is_more, false) } else { (false, is_more) };
            return Page { entries: Vec::new(), has_previous, has_next, total: selection.len() };
        }
        let ranking = Ranking::new(self, ask, order, selection, window.backwards);
        let bound = |cursor: &Option<Cursor>| cursor.as_ref().map(|cursor| ranking.cursor(cursor));
        // Read from its end, a list begins where it ends.
        let (after, before) = if window.backwards { (&window.before, &window.after) } else { (&window.after, &window.before) };
        let (after, before) = (bound(after), bound(before));
        let (mut has_previous, mut has_next) = (false, false);
        let mut best: BinaryHeap<(Standing, usize)> = BinaryHeap::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (place, entry) in selection.iter().enumerate() {
            let keys = ranking.entry(place, &entry);
            // Most entries are told by their keys: the id is looked up where it decides.
            let tie = || ranking.tie(self.id(ranking.kind, entry.node), entry.role);
            let compare = |bound: &Standing| keys.cmp(&bound.keys).then_with(|| tie().cmp(&bound.tie));
            if after.as_ref().is_some_and(|after| compare(after).is_le()) {
                has_previous = true;
            } else if before.as_ref().is_some_and(|before| compare(before).is_ge()) {
                has_next = true;
            } else if best.len() < window.limit {
                best.push((Standing { keys, tie: tie() }, entries.len()));
                entries.push(entry);
            } else {
                has_next = true;
                if let Some(mut worst) = best.peek_mut()
                    && compare(&worst.0).is_lt()
                    && let Some(slot) = entries.get_mut(worst.1)
                {
                    *slot = entry;
                    worst.0 = Standing { keys, tie: tie() };
                }
            }
        }
        let best = best.into_sorted_vec();
        let mut entries: Vec<Entry> = best.iter().filter_map(|(_, slot)| entries.get(*slot).copied()).collect();
        if window.backwards {
            entries.reverse();
            (has_previous, has_next) = (has_next, has_previous);
        }
        Page { entries, has_previous, has_next, total: selection.len() }
    }
}

impl<'g> Ranking<'g> {
    fn new(snapshot: &'g Snapshot, ask: &'g Ask, order: &'g [OrderBy], selection: &Selection<'_>, backwards: bool) -> Self {
        let kind = ask.list.kind();
        let kept = match ask.list {
            List::Organizations => Some(Root::Organizations),
            List::Persons => Some(Root::Persons),
            List::Keywords => Some(Root::Labels),
            List::Collections => Some(Root::Collections),
            List::Resources | List::Produced { .. } | List::Funded { .. } | List::Tagged { .. } | List::Items { .. } => Some(Root::Titles),
            List::Producers { .. } | List::Funders { .. } | List::Subjects { .. } | List::CollectionsOf { .. } => None,
        };
        let column = |(place, by): (usize, &OrderBy)| match (by.key, kept) {
            (OrderKey::Title | OrderKey::Name | OrderKey::Label, kept) => {
                let Some(root) = kept.filter(|_| selection.len() > SHORT) else { return Column::own(snapshot, kind, by.key, selection) };
                let (ranked, shared) = (snapshot.root(root), place + 1 < order.len());
                let is_same = |one, other| snapshot.value(kind, by.key, one) == snapshot.value(kind, by.key, other);
                let ranks = if shared { ranked.shared_ranks(is_same) } else { ranked.ranks() };
                Column::Kept { root, ranks, shared }
            }
            (OrderKey::Relevance, _) => Column::Scores(ask.matches.as_deref()),
            _ => Column::Numbers,
        };
        let columns = order.iter().enumerate().map(column).collect();
        Self { snapshot, kind, order, columns, backwards }
    }

    fn entry(&self, place: usize, entry: &Entry) -> [i64; KEYS] {
        self.keys(|by, column| match column {
            Column::Numbers => match self.snapshot.value(self.kind, by.key, entry.node) {
                Value::Number(number) => Some(number),
                Value::Null | Value::Text(_) => None,
            },
            Column::Scores(matches) => matches.and_then(|matches| matches.score(entry.node)),
            Column::Own { ranks, .. } => ranks.get(place).copied(),
            Column::Kept { ranks, .. } => ranks.get(entry.node as usize).map(|rank| i64::from(*rank) * 2),
        })
    }

    fn cursor(&self, cursor: &Cursor) -> Standing {
        let Place { id, values } = &cursor.place;
        let mut values = values.iter();
        let rank = |found: Result<usize, usize>| match found {
            Ok(rank) => rank as i64 * 2,
            Err(rank) => rank as i64 * 2 - 1,
        };
        let keys = self.keys(|by, column| match (values.next()?, column) {
            (Kept::Number(number), _) => Some(*number),
            (Kept::Text(text), Column::Own { texts, .. }) => Some(rank(texts.binary_search(text))),
            (value @ Kept::Text(_), Column::Kept { root, shared, .. }) => {
                let nodes = self.snapshot.root(*root).nodes();
                let place = Place { values: vec![value.clone()], id: if *shared { Uuid::nil() } else { *id } };
                let found = nodes.search(|node| self.snapshot.compare(self.kind, root.order(), node, &place));
                // The nil id comes before all nodes with this text.
                let is_same =
                    |place: &usize| nodes.get(*place).is_some_and(|node| *value == self.snapshot.value(self.kind, by.key, node).into());
                Some(rank(found.or_else(|place| Some(place).filter(|place| *shared && is_same(place)).ok_or(place))))
            }
            (Kept::Null | Kept::Text(_), _) => None,
        });
        Standing { keys, tie: self.tie(*id, cursor.role) }
    }

    fn tie(&self, id: Uuid, role: u8) -> Tie {
        let id = if Direction::of(self.order) == Direction::Descending { !id.as_u128() } else { id.as_u128() };
        if self.backwards { Tie(!id, !role) } else { Tie(id, role) }
    }

    /// `value` is asked once for each key, in order; none is null.
    fn keys(&self, mut value: impl FnMut(OrderBy, &Column<'_>) -> Option<i64>) -> [i64; KEYS] {
        let mut keys = [0; KEYS];
        for ((key, by), column) in keys.iter_mut().zip(self.order).zip(&self.columns) {
            *key = match (value(*by, column), by.direction) {
                (None, _) => i64::MAX,
                (Some(value), Direction::Ascending) => value,
                (Some(value), Direction::Descending) => !value,
            };
        }
        if self.backwards { keys.map(|key| !key) } else { keys }
    }
}

impl Column<'_> {
    fn own(snapshot: &Snapshot, kind: Kind, key: OrderKey, selection: &Selection<'_>) -> Self {
        let text = |entry: Entry| match snapshot.value(kind, key, entry.node) {
            Value::Text(text) => Text::new(text),
            Value::Null | Value::Number(_) => Text::new(""),
        };
        let mut texts: Vec<(Text, usize)> = selection.iter().map(text).zip(0..).collect();
        texts.sort_unstable();
        let mut ranks = vec![0; texts.len()];
        let mut distinct: Vec<Text> = Vec::new();
        for (text, place) in texts {
            if distinct.last() != Some(&text) {
                distinct.push(text);
            }
            if let Some(rank) = ranks.get_mut(place) {
                *rank = (distinct.len() as i64 - 1) * 2;
            }
        }
        Column::Own { ranks, texts: distinct }
    }
}
