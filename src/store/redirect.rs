//! Redirects: a node that was found to be another one leads to it. Nothing else is rewritten, so a redirect can be taken back.

use std::collections::BTreeSet;

use entity::vocabulary::{NodeKind, NodeStatus};
use entity::{agent, keyword};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Value};
use uuid::Uuid;

use super::agent::node_kind;
use super::{StoreError, Write};

/// Why a redirect was not written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RedirectError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no node of this kind with this id, or nodes of this kind are never merged.
    #[error("there is no {} {id} to merge: give two organizations, two persons or two keywords", kind.as_str())]
    Missing {
        /// The kind that was given.
        kind: NodeKind,
        /// The id that was given.
        id: Uuid,
    },
    /// The redirect would lead back to where it begins.
    #[error("{from} cannot be merged into {to}: that redirect would lead back to {from}; choose another node, or take a redirect back")]
    Cycle {
        /// The node that would be merged.
        from: Uuid,
        /// The node that it would be merged into.
        to: Uuid,
    },
}

impl Write {
    /// Merges the node `from` into the node `to`, or with `None` takes that back. Returns true if anything changed.
    ///
    /// This is the only place that writes a redirect. The edges of `from`, and all that belongs to it, stay as they are. Logs a change of
    /// `from`, of `to`, and of the node that `from` led to before. Takes about one statement for each redirect that follows on `to`.
    ///
    /// # Errors
    /// When one of the nodes is not there or is of another kind, when `to` leads to `from`, and when the database fails.
    pub async fn redirect(&mut self, kind: NodeKind, from: Uuid, to: Option<Uuid>) -> Result<bool, RedirectError> {
        // Two writers at once could each write one half of a cycle.
        self.exclusive().await?;
        let before = self.redirect_of(kind, from).await?;
        if before == to {
            return Ok(false);
        }
        if let Some(to) = to {
            let mut passed = BTreeSet::from([from]);
            let mut next = Some(to);
            while let Some(node) = next {
                if !passed.insert(node) {
                    return Err(RedirectError::Cycle { from, to });
                }
                next = self.redirect_of(kind, node).await?;
            }
        }
        let status = if to.is_some() { NodeStatus::Merged } else { NodeStatus::Active };
        let (status, into) = (Expr::val(status.to_value()), Expr::val(Value::from(to)));
        let c = self.connection();
        if kind == NodeKind::Keyword {
            use keyword::Column::{Id, MergedInto, Status};
            let update = keyword::Entity::update_many().col_expr(Status, status).col_expr(MergedInto, into);
            update.filter(Id.eq(from)).exec(c).await.map_err(StoreError::from)?;
        } else {
            use agent::Column::{Id, MergedInto, Status};
            let update = agent::Entity::update_many().col_expr(Status, status).col_expr(MergedInto, into);
            update.filter(Id.eq(from)).exec(c).await.map_err(StoreError::from)?;
        }
        // The node that it led to before may be gone, which is no reason to keep the redirect.
        let ends: Vec<Uuid> = [Some(from), before, to].into_iter().flatten().collect();
        self.renamed(kind, &ends).await?;
        Ok(true)
    }

    /// The node that a node is merged into, of the same kind.
    async fn redirect_of(&self, kind: NodeKind, id: Uuid) -> Result<Option<Uuid>, RedirectError> {
        let c = self.connection();
        let found: Option<Option<Uuid>> = match kind {
            NodeKind::Organization | NodeKind::Person => {
                let select = agent::Entity::find_by_id(id).select_only().columns([agent::Column::Kind, agent::Column::MergedInto]);
                let row = select.into_tuple().one(c).await.map_err(StoreError::from)?;
                row.filter(|(of, _)| node_kind(*of) == kind).map(|(_, into)| into)
            }
            NodeKind::Keyword => {
                let select = keyword::Entity::find_by_id(id).select_only().column(keyword::Column::MergedInto);
                select.into_tuple().one(c).await.map_err(StoreError::from)?
            }
            NodeKind::Resource | NodeKind::Collection | NodeKind::ImportRun => None,
        };
        found.ok_or(RedirectError::Missing { kind, id })
    }
}
