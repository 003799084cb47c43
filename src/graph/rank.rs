//! A page of a list that is kept in another order: one pass that remembers the best entries.

use std::collections::BinaryHeap;

use super::collation::Text;
use super::cursor::Cursor;
use super::list::{Entry, List, Page, Window};
use super::order::{Direction, Kept, Kind, OrderBy, OrderKey, Place, Value};
use super::root::Root;
use super::select::Selection;
use super::snapshot::Snapshot;

/// The longest list whose texts are ranked among themselves; a longer one takes the ranks of all nodes of its kind, where they serve.
const SHORT: usize = 4096;

/// The most keys of an order: no kind of node has more.
const KEYS: usize = 4;

/// Where an entry stands, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    keys: [i64; KEYS],
    id: u128,
    /// Tells apart what an agent is in one resource twice.
    role: u8,
}

impl Standing {
    /// Where it stands when the list is read from its end.
    fn flipped(self) -> Self {
        Self { keys: self.keys.map(|key| !key), id: !self.id, role: !self.role }
    }
}

/// How the values of a key become numbers. Texts take even ranks, so that there is room for a cursor's text between any two.
enum Column<'g> {
    Numbers,
    /// Ranks of the list's own texts: of each entry, and the texts in order.
    Own {
        ranks: Vec<i64>,
        texts: Vec<Text>,
    },
    /// Ranks of all nodes of the kind.
    Kept {
        root: Root,
        ranks: &'g [u32],
    },
}

/// A list on its way into an order.
struct Ranking<'g> {
    snapshot: &'g Snapshot,
    kind: Kind,
    order: &'g [OrderBy],
    columns: Vec<Column<'g>>,
}

impl Snapshot {
    /// The page of a selection in this order.
    pub(super) fn rank(&self, list: List, order: &[OrderBy], selection: &Selection<'_>, window: &Window) -> Page {
        let ranking = Ranking::new(self, list, order, selection);
        let flip = |standing: Standing| if window.backwards { standing.flipped() } else { standing };
        let bound = |cursor: &Option<Cursor>| cursor.as_ref().map(|cursor| flip(ranking.cursor(cursor)));
        // Read from its end, a list begins where it ends.
        let (after, before) = if window.backwards { (&window.before, &window.after) } else { (&window.after, &window.before) };
        let (after, before) = (bound(after), bound(before));
        let (mut has_previous, mut has_next) = (false, false);
        let mut best: BinaryHeap<(Standing, usize)> = BinaryHeap::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (place, entry) in selection.iter().enumerate() {
            let standing = flip(ranking.entry(place, &entry));
            if after.is_some_and(|after| standing <= after) {
                has_previous = true;
            } else if before.is_some_and(|before| standing >= before) {
                has_next = true;
            } else if best.len() < window.limit {
                best.push((standing, entries.len()));
                entries.push(entry);
            } else {
                has_next = true;
                if let Some(mut worst) = best.peek_mut()
                    && standing < worst.0
                    && let Some(slot) = entries.get_mut(worst.1)
                {
                    *slot = entry;
                    worst.0 = standing;
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
    fn new(snapshot: &'g Snapshot, list: List, order: &'g [OrderBy], selection: &Selection<'_>) -> Self {
        let kind = list.kind();
        let kept = match list {
            List::Organizations => Some(Root::Organizations),
            List::Persons => Some(Root::Persons),
            List::Keywords => Some(Root::Labels),
            List::Collections => Some(Root::Collections),
            List::Resources | List::Produced { .. } | List::Funded { .. } | List::Tagged { .. } | List::Items { .. } => Some(Root::Titles),
            List::Producers { .. } | List::Funders { .. } | List::Subjects { .. } | List::CollectionsOf { .. } => None,
        };
        let column = |(place, by): (usize, &OrderBy)| match (by.key, kept) {
            (OrderKey::Title | OrderKey::Name | OrderKey::Label, kept) => {
                // Kept ranks tell equal texts apart, by id, which is right where nothing but the id comes after the text.
                let is_last = place + 1 == order.len();
                match kept.filter(|_| is_last && selection.len() > SHORT) {
                    Some(root) => Column::Kept { root, ranks: snapshot.root(root).ranks() },
                    None => Column::own(snapshot, kind, by.key, selection),
                }
            }
            _ => Column::Numbers,
        };
        let columns = order.iter().enumerate().map(column).collect();
        Self { snapshot, kind, order, columns }
    }

    fn entry(&self, place: usize, entry: &Entry) -> Standing {
        let id = self.snapshot.id(self.kind, entry.node);
        self.standing(id, entry.role, |by, column| match column {
            Column::Numbers => match self.snapshot.value(self.kind, by.key, entry.node) {
                Value::Number(number) => Some(number),
                Value::Null | Value::Text(_) => None,
            },
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
        self.standing(*id, cursor.role, |by, column| match (values.next()?, column) {
            (Kept::Number(number), _) => Some(*number),
            (Kept::Text(text), Column::Own { texts, .. }) => Some(rank(texts.binary_search(text))),
            (value @ Kept::Text(_), Column::Kept { root, .. }) => {
                let order = [OrderBy { key: by.key, direction: Direction::Ascending }];
                let place = Place { values: vec![value.clone()], id: *id };
                let nodes = self.snapshot.root(*root).nodes();
                Some(rank(nodes.search(|node| self.snapshot.compare(self.kind, &order, node, &place))))
            }
            (Kept::Null | Kept::Text(_), _) => None,
        })
    }

    /// `value` is asked once for each key, in order; none is null.
    fn standing(&self, id: uuid::Uuid, role: u8, mut value: impl FnMut(OrderBy, &Column<'_>) -> Option<i64>) -> Standing {
        let mut keys = [0; KEYS];
        for ((key, by), column) in keys.iter_mut().zip(self.order).zip(&self.columns) {
            *key = match (value(*by, column), by.direction) {
                (None, _) => i64::MAX,
                (Some(value), Direction::Ascending) => value,
                (Some(value), Direction::Descending) => !value,
            };
        }
        let (id, down) = (id.as_u128(), Direction::of(self.order) == Direction::Descending);
        Standing { keys, id: if down { !id } else { id }, role }
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
