//! Lists that are ranked by count: paged forwards only, since nobody reads them from their end.

use super::connection::{PageInfo, Paging};
use super::error::{Error, Result};
use crate::graph::{DimensionValue, Graph, Standing};

/// A page of a ranked list.
#[derive(Debug)]
pub(super) struct RankedPage<T> {
    pub(super) items: Vec<T>,
    /// One for each item.
    pub(super) cursors: Vec<String>,
    has_previous: bool,
    has_next: bool,
}

/// The page that a client asks of a whole ranked list. `standing` tells count and values of an item, by which the list is ordered; `list`
/// tells lists apart that have no cursors in common.
pub(super) fn page<T: Clone>(
    graph: &Graph,
    all: &[T],
    list: u8,
    first: Option<i32>,
    after: Option<&str>,
    standing: impl Fn(&T) -> (u32, Vec<DimensionValue>),
) -> Result<RankedPage<T>> {
    let (limit, _) = Paging { first, ..Paging::default() }.size()?;
    let standing = |item: &T| {
        let (count, values) = standing(item);
        graph.standing(count, &values)
    };
    let start = match after {
        Some(text) => {
            let after = Standing::decode(text, list).map_err(Error::from)?;
            all.partition_point(|item| standing(item) <= after)
        }
        None => 0,
    };
    let items: Vec<T> = all.iter().skip(start).take(limit).cloned().collect();
    let cursors = items.iter().map(|item| standing(item).encode(list)).collect();
    Ok(RankedPage { has_previous: start > 0, has_next: start + items.len() < all.len(), items, cursors })
}

impl<T> RankedPage<T> {
    pub(super) fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.cursors.first().cloned(),
            end_cursor: self.cursors.last().cloned(),
        }
    }
}
