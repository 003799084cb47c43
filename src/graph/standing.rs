//! Where an item stands in a list that is ranked by count, then by label, then by id: cursors of such lists.

use std::cmp::Reverse;

use super::Graph;
use super::collation::Text;
use super::cursor::{seal, take, unseal};
use super::dimension::DimensionValue;
use super::list::SelectError;

/// Marks the cursors of ranked lists: no kind of [`super::List`] has this code.
const RANKED: u8 = 0xff;

/// Where an item stands. What comes first in the list is less.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    count: Reverse<u32>,
    /// Label and id of each value.
    values: Vec<(Text, u128)>,
}

impl Standing {
    /// The text of a cursor. `list` tells lists apart that have no cursors in common.
    pub fn encode(&self, list: u8) -> String {
        let mut bytes = vec![RANKED, list, self.values.len() as u8];
        bytes.extend(self.count.0.to_be_bytes());
        for (label, id) in &self.values {
            bytes.extend((label.raw().len() as u64).to_be_bytes());
            bytes.extend(label.raw().as_bytes());
            bytes.extend(id.to_be_bytes());
        }
        seal(bytes)
    }

    /// Reads what [`Self::encode`] wrote for the same list. Any other text is [`SelectError::Cursor`].
    pub fn decode(text: &str, list: u8) -> Result<Self, SelectError> {
        let bytes = unseal(text)?;
        let mut rest = bytes.as_slice();
        Self::read(&mut rest, list).filter(|_| rest.is_empty()).ok_or(SelectError::Cursor)
    }

    fn read(rest: &mut &[u8], list: u8) -> Option<Self> {
        let [ranked, other, values] = take(rest)?;
        if (ranked, other) != (RANKED, list) {
            return None;
        }
        let count = Reverse(u32::from_be_bytes(take(rest)?));
        let value = |rest: &mut &[u8]| {
            let length = usize::try_from(u64::from_be_bytes(take(rest)?)).ok()?;
            let (label, left) = rest.split_at_checked(length)?;
            *rest = left;
            Some((Text::new(std::str::from_utf8(label).ok()?), u128::from_be_bytes(take(rest)?)))
        };
        let values = (0..values).map(|_| value(rest)).collect::<Option<_>>()?;
        Some(Self { count, values })
    }
}

impl Graph {
    /// Where an item with this count and these values stands.
    pub fn standing(&self, count: u32, values: &[DimensionValue]) -> Standing {
        let id = |value: &DimensionValue| match *value {
            DimensionValue::Agent(agent) => self.agent(agent).map_or(0, |node| node.id().as_u128()),
            DimensionValue::Keyword(keyword) => self.keyword(keyword).map_or(0, |node| node.id().as_u128()),
            DimensionValue::Collection(collection) => self.collection(collection).map_or(0, |node| node.id().as_u128()),
            DimensionValue::Year(_) | DimensionValue::Format(_) | DimensionValue::License(_) | DimensionValue::Language(_) => 0,
        };
        Standing { count: Reverse(count), values: values.iter().map(|value| (Text::new(&self.label(*value)), id(value))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn standings_come_back(count: u32, values in prop::collection::vec(("\\PC{0,20}", any::<u128>()), 0..3), list: u8, cut in any::<prop::sample::Index>()) {
            let standing = Standing {
                count: Reverse(count),
                values: values.into_iter().map(|(label, id)| (Text::new(&label), id)).collect(),
            };
            let text = standing.encode(list);
            prop_assert_eq!(Standing::decode(&text, list), Ok(standing));
            prop_assert_eq!(Standing::decode(&text, list.wrapping_add(1)), Err(SelectError::Cursor));
            prop_assert_eq!(Standing::decode(&text[..cut.index(text.len())], list), Err(SelectError::Cursor));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[A-Za-z0-9_-]*", mut bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Standing::decode(&text, 1);
            bytes.splice(0..0, [RANKED, 1]);
            let _ = Standing::decode(&seal(bytes), 1);
        }
    }
}
