//! Recognising agents and keywords: which printed name is whom.
//!
//! An identifier decides first; without one, two names are one when their keys are equal (`name::key`). Agents of one key that carry
//! different identifiers of one scheme are different agents; a name without an identifier is the first of them. A name whose id would be
//! that of a node is this node: 0.1 took the two for one.
//!
//! A mention may name a merged node. Its edges name that one, so that a merge can be taken back; names and identifiers are learnt by the
//! node that it leads to.

mod agents;
mod keywords;
mod known;

pub(super) use self::agents::{Agents, agent_id, agent_key};
pub(super) use self::keywords::{Keywords, keyword_id};
use crate::identifier::Identifier;
use crate::name;

/// True if one node can have both of these sets of identifiers: no scheme identifies it in two ways.
pub(super) fn agree(some: &[Identifier], others: &[Identifier]) -> bool {
    some.iter().all(|own| others.iter().all(|other| own.scheme != other.scheme || own.value == other.value))
}

/// True if two spellings differ in more than case and typography.
pub(super) fn differs(a: &str, b: &str) -> bool {
    a != b && name::fold(a) != name::fold(b)
}
