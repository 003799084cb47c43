//! The opaque ids that clients see: base64url of one letter for the kind and the 16 bytes of the UUID, 23 characters long.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::vocabulary::NodeKind;
use uuid::Uuid;

const fn letter(kind: NodeKind) -> u8 {
    match kind {
        NodeKind::Resource => b'r',
        NodeKind::Organization => b'o',
        NodeKind::Person => b'p',
        NodeKind::Keyword => b'k',
        NodeKind::Collection => b'c',
        NodeKind::ImportRun => b'i',
    }
}

/// The id of a node.
pub fn encode(kind: NodeKind, id: Uuid) -> String {
    let mut bytes = [0; 17];
    let (first, rest) = bytes.split_at_mut(1);
    first.fill(letter(kind));
    rest.copy_from_slice(id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The node that an id names; none for anything that [`encode`] does not make.
pub fn decode(text: &str) -> Option<(NodeKind, Uuid)> {
    let bytes: [u8; 17] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    let (first, rest) = bytes.split_first()?;
    let kind = NodeKind::ALL.iter().copied().find(|kind| letter(*kind) == *first)?;
    Some((kind, Uuid::from_slice(rest).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_one_id_or_none(text in "\\PC*|[A-Za-z0-9_-]{22,24}", kind in prop::sample::select(NodeKind::ALL.to_vec()), id: u128) {
            for text in [text, encode(kind, Uuid::from_u128(id))] {
                if let Some((kind, id)) = decode(&text) {
                    prop_assert_eq!(encode(kind, id), text);
                }
            }
        }
    }

    #[test]
    fn ids_come_back_and_nothing_else_does() {
        for kind in NodeKind::ALL {
            let id = Uuid::new_v4();
            assert_eq!(decode(&encode(*kind, id)), Some((*kind, id)));
        }
        for text in ["", "x", "resource:1", "AAAAAAAAAAAAAAAAAAAAAAA", "cg==", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
