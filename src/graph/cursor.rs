//! Cursors: where an entry stands in a list, as opaque text that outlives the entry.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::Graph;
use super::ask::Ask;
use super::collation::Text;
use super::list::{Entry, SelectError};
use super::order::{Direction, Kept, OrderBy, OrderKey, Place};

/// The place of an entry in a list of some kind and order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// [`List::code`].
    list: u8,
    order: Vec<OrderBy>,
    /// [`Ask::search`].
    search: u64,
    pub(super) place: Place,
    pub(super) role: u8,
    pub(super) position: u32,
}

impl Cursor {
    /// Reads what [`Graph::cursor`] wrote. Any other text is [`SelectError::Cursor`].
    pub fn decode(text: &str) -> Result<Self, SelectError> {
        let bytes = unseal(text)?;
        let mut rest = bytes.as_slice();
        let cursor = Self::read(&mut rest).filter(|_| rest.is_empty());
        cursor.ok_or(SelectError::Cursor)
    }

    /// Returns true when it is one of this kind of list in this order.
    pub(super) fn fits(&self, ask: &Ask, order: &[OrderBy]) -> bool {
        let value = |(by, value): (&OrderBy, &Kept)| match by.key {
            OrderKey::Title | OrderKey::Name | OrderKey::Label => matches!(value, Kept::Text(_)),
            OrderKey::Year => matches!(value, Kept::Null | Kept::Number(_)),
            _ => matches!(value, Kept::Number(_)),
        };
        let values = &self.place.values;
        self.list == ask.list.code()
            && self.order == order
            && self.search == ask.search(order)
            && values.len() == order.len()
            && order.iter().zip(values).all(value)
    }

    /// Returns true when it is of an order by relevance, which is another for each search.
    fn is_ranked(&self) -> bool {
        self.order.iter().any(|by| by.key == OrderKey::Relevance)
    }

    fn encode(&self) -> String {
        let mut bytes = vec![self.list, self.order.len() as u8];
        bytes.extend(self.order.iter().map(|by| (by.key as u8) << 1 | by.direction as u8));
        if self.is_ranked() {
            bytes.extend(self.search.to_be_bytes());
        }
        for value in &self.place.values {
            match value {
                Kept::Null => bytes.push(0),
                Kept::Number(number) => {
                    bytes.push(1);
                    bytes.extend(number.to_be_bytes());
                }
                Kept::Text(text) => {
                    bytes.push(2);
                    bytes.extend((text.raw().len() as u64).to_be_bytes());
                    bytes.extend(text.raw().as_bytes());
                }
            }
        }
        bytes.extend(self.place.id.as_bytes());
        bytes.push(self.role);
        bytes.extend(self.position.to_be_bytes());
        seal(bytes)
    }

    fn read(rest: &mut &[u8]) -> Option<Self> {
        let [list, keys] = take(rest)?;
        let order = (0..keys).map(|_| read_key(rest)).collect::<Option<Vec<OrderBy>>>()?;
        let is_ranked = order.iter().any(|by| by.key == OrderKey::Relevance);
        let search = if is_ranked { u64::from_be_bytes(take(rest)?) } else { 0 };
        let values = (0..keys).map(|_| read_value(rest)).collect::<Option<Vec<Kept>>>()?;
        let id = Uuid::from_bytes(take(rest)?);
        let [role] = take(rest)?;
        Some(Self { list, order, search, place: Place { values, id }, role, position: u32::from_be_bytes(take(rest)?) })
    }
}

/// Bytes as the text of a cursor.
pub(super) fn seal(mut bytes: Vec<u8>) -> String {
    bytes.extend(checksum(&bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a cursor's text.
pub(super) fn unseal(text: &str) -> Result<Vec<u8>, SelectError> {
    let mut bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| SelectError::Cursor)?;
    let sum = bytes.split_off(bytes.len().saturating_sub(4));
    if checksum(&bytes).as_slice() == sum.as_slice() { Ok(bytes) } else { Err(SelectError::Cursor) }
}

pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(*taken)
}

fn read_key(rest: &mut &[u8]) -> Option<OrderBy> {
    let [code] = take(rest)?;
    let key = *OrderKey::ALL.get(usize::from(code >> 1))?;
    Some(OrderBy { key, direction: if code & 1 == 0 { Direction::Ascending } else { Direction::Descending } })
}

fn read_value(rest: &mut &[u8]) -> Option<Kept> {
    match take(rest)? {
        [0] => Some(Kept::Null),
        [1] => Some(Kept::Number(i64::from_be_bytes(take(rest)?))),
        [2] => {
            let length = usize::try_from(u64::from_be_bytes(take(rest)?)).ok()?;
            let (text, left) = rest.split_at_checked(length)?;
            *rest = left;
            Some(Kept::Text(Text::new(std::str::from_utf8(text).ok()?)))
        }
        _ => None,
    }
}

/// FNV-1a: tells a cursor that was cut or mistyped, not one that was forged.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    bytes.iter().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)).to_be_bytes()
}

impl Graph {
    /// The cursor of an entry of what was asked for. Asked for anything else, the cursor is refused.
    pub fn cursor(&self, ask: &Ask, entry: &Entry) -> String {
        let order = ask.order().unwrap_or_default();
        let mut place = self.snapshot().place(ask.list.kind(), &order, entry.node);
        for (value, _) in place.values.iter_mut().zip(&order).filter(|(_, by)| by.key == OrderKey::Relevance) {
            *value = Kept::Number(ask.matches.as_ref().and_then(|matches| matches.score(entry.node)).unwrap_or_default());
        }
        let search = ask.search(&order);
        Cursor { list: ask.list.code(), order, search, place, role: entry.role, position: entry.position }.encode()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Kept> {
        prop_oneof![Just(Kept::Null), any::<i64>().prop_map(Kept::Number), "\\PC{0,20}".prop_map(|text| Kept::Text(Text::new(&text)))]
    }

    prop_compose! {
        fn any_cursor()(
            list in 0..20_u8,
            keys in prop::collection::vec((prop::sample::select(OrderKey::ALL.to_vec()), any::<bool>(), value()), 0..4),
            search: u64,
            id in any::<[u8; 16]>(),
            role in any::<u8>(),
            position in any::<u32>(),
        ) -> Cursor {
            let direction = |down| if down { Direction::Descending } else { Direction::Ascending };
            let search = if keys.iter().any(|(key, _, _)| *key == OrderKey::Relevance) { search } else { 0 };
            let order = keys.iter().map(|(key, down, _)| OrderBy { key: *key, direction: direction(*down) }).collect();
            let values = keys.into_iter().map(|(_, _, value)| value).collect();
            Cursor { list, order, search, place: Place { values, id: Uuid::from_bytes(id) }, role, position }
        }
    }

    proptest! {
        #[test]
        fn cursors_come_back(cursor in any_cursor()) {
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        }

        #[test]
        fn damaged_cursors_are_refused(
            cursor in any_cursor(),
            place in any::<prop::sample::Index>(),
            other in "[A-Za-z0-9_=+é-]",
            cut in any::<prop::sample::Index>(),
        ) {
            let text = cursor.encode();
            let mut damaged: Vec<char> = text.chars().collect();
            damaged[place.index(text.len())] = other.chars().next().unwrap();
            let damaged: String = damaged.into_iter().collect();
            prop_assert!(damaged == text || Cursor::decode(&damaged) == Err(SelectError::Cursor));
            prop_assert_eq!(Cursor::decode(&text[..cut.index(text.len())]), Err(SelectError::Cursor));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[A-Za-z0-9_-]*", mut bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Cursor::decode(&text);
            bytes.extend(checksum(&bytes));
            let _ = Cursor::decode(&URL_SAFE_NO_PAD.encode(bytes));
        }
    }
}
