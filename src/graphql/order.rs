//! Which way a list runs.

use async_graphql::Enum;

use crate::graph::Direction;

/// Which way a list is ordered. Entries without a value come last, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum OrderDirection {
    /// From A to Z, from old to new, from few to many.
    #[default]
    Asc,
    /// From Z to A, from new to old, from many to few.
    Desc,
}

impl From<OrderDirection> for Direction {
    fn from(direction: OrderDirection) -> Self {
        match direction {
            OrderDirection::Asc => Self::Ascending,
            OrderDirection::Desc => Self::Descending,
        }
    }
}
