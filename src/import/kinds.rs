//! Names that may be a person's or a body's, in the light of the catalogue.

use entity::vocabulary::{AgentKind, ContributionRole, ProvenanceMethod};

use super::identity::{Agents, agent_key};
use crate::format::{body, person_name};
use crate::model::{AgentMention, Certainty, Record};

/// Gives each maker whose kind only its shape tells the kind that the catalogue has that name as, when it has it as the other kind alone.
pub(super) fn settle<'a>(agents: &Agents, records: impl Iterator<Item = &'a mut Record>) {
    for maker in records.flat_map(|record| record.producers.iter_mut()) {
        let other = match (maker.kind, maker.certainty) {
            (AgentKind::Person, Certainty::Shape) => AgentKind::Organization,
            (AgentKind::Organization, Certainty::Assumed) => AgentKind::Person,
            _ => continue,
        };
        if agents.has_named(other, &maker.name)
            && !agents.has_named(maker.kind, &maker.name)
            && let Some(settled) = of_kind(maker, other)
        {
            *maker = settled;
        }
    }
}

/// A mention as one of the other kind. None when its name would be another then.
fn of_kind(maker: &AgentMention<ContributionRole>, kind: AgentKind) -> Option<AgentMention<ContributionRole>> {
    let name = match kind {
        AgentKind::Organization => body(&maker.as_printed, maker.line, maker.role).name,
        AgentKind::Person => person_name(&maker.name)?,
    };
    let is_same = agent_key(&name) == agent_key(&maker.name);
    is_same.then(|| AgentMention { name, kind, method: ProvenanceMethod::Inferred, ..maker.clone() })
}
