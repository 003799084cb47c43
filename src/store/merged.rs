//! Which rows of a table lead to each other by redirects.

use std::collections::{HashMap, HashSet};
use std::iter;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::bulk::{self, MAX_BINDS};

/// A node, and the node that it was merged into.
pub(super) type Redirect = (Uuid, Option<Uuid>);

/// Returns the nodes that are not among `known` and are reached from these by redirects, in either direction. Takes one statement where
/// nothing was merged, and two more for each step that redirects go on.
pub(super) async fn reached<E, C>(c: &C, id: E::Column, into: E::Column, known: &[Redirect]) -> Result<Vec<Redirect>, DbErr>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    let mut seen: HashSet<Uuid> = known.iter().map(|(id, _)| *id).collect();
    let mut reached: Vec<Redirect> = Vec::new();
    let mut front = known.to_vec();
    while !front.is_empty() {
        let ids: Vec<Uuid> = front.iter().map(|(id, _)| *id).collect();
        let ends: Vec<Uuid> = front.iter().filter_map(|(_, into)| *into).filter(|end| !seen.contains(end)).collect();
        front.clear();
        for (column, values) in [(into, ids), (id, ends)] {
            for chunk in values.chunks(MAX_BINDS) {
                let select = E::find().select_only().columns([id, into]).filter(column.is_in(bulk::among(chunk)));
                let rows: Vec<Redirect> = select.into_tuple().all(c).await?;
                front.extend(rows.into_iter().filter(|(id, _)| seen.insert(*id)));
            }
        }
        reached.extend(&front);
    }
    Ok(reached)
}

/// Returns those of some nodes that can go, when `named` are those that edges name and `touched` those that lost an edge. A node stays as
/// long as an edge names it or a node that leads to it. With it go all that lead there.
pub(super) fn unnamed(nodes: &[Redirect], named: &HashSet<Uuid>, touched: &HashSet<Uuid>) -> HashSet<Uuid> {
    let into: HashMap<Uuid, Uuid> = nodes.iter().filter_map(|(id, into)| Some((*id, (*into)?))).collect();
    let way = |id: Uuid| iter::successors(Some(id), |id| into.get(id).copied()).take(nodes.len() + 1);
    let kept: HashSet<Uuid> = named.iter().flat_map(|id| way(*id)).collect();
    let goes = |id: Uuid| way(id).take_while(|id| !kept.contains(id)).any(|id| touched.contains(&id) || !into.contains_key(&id));
    nodes.iter().map(|(id, _)| *id).filter(|id| goes(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_stays_while_an_edge_leads_to_it() {
        let [a, b, c, d] = [1, 2, 3, 4].map(Uuid::from_u128);
        let set = |ids: &[Uuid]| ids.iter().copied().collect::<HashSet<_>>();
        // `b` and `c` were merged into `a`, `d` into `c`.
        let nodes = [(a, None), (b, Some(a)), (c, Some(a)), (d, Some(c))];
        assert_eq!(unnamed(&nodes, &set(&[d]), &set(&[a, b])), set(&[b]));
        assert_eq!(unnamed(&nodes, &set(&[a]), &set(&[d])), set(&[d]));
        assert_eq!(unnamed(&nodes, &set(&[a]), &set(&[c])), set(&[c, d]), "what leads to a node that goes");
        assert_eq!(unnamed(&nodes, &set(&[]), &set(&[c])), set(&[a, b, c, d]));
        assert_eq!(unnamed(&nodes, &set(&[a, b]), &set(&[a, b])), set(&[]));
        assert_eq!(unnamed(&[(a, Some(b)), (b, Some(a))], &set(&[a]), &set(&[b])), set(&[]), "redirects that go round end too");
    }
}
