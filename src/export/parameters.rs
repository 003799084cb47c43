//! The arguments of an export, as texts.

use serde_json::Value;

use super::Topic;
use crate::graphql::Selection;
use crate::graphql::error::{Error, Result};

/// The arguments of an export, as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The words that are searched for.
    pub search: Option<String>,
    /// The filter of GraphQL, as JSON.
    pub filter: Option<String>,
    /// The order of GraphQL, as JSON.
    pub order_by: Option<String>,
    /// Headers with commas between them; of a crosstab, the dimension along the top.
    pub columns: Option<String>,
    /// Of a crosstab, the dimension down the side.
    pub rows: Option<String>,
    /// The most rows of a crosstab.
    pub row_limit: Option<String>,
    /// The most columns of a crosstab.
    pub column_limit: Option<String>,
    /// Of a crosstab, the order of the rows: that of GraphQL.
    pub row_order: Option<String>,
    /// Of a crosstab, the order of the columns: that of GraphQL.
    pub column_order: Option<String>,
    /// Of a crosstab, the number of values in front of the rows that are left out.
    pub row_offset: Option<String>,
    /// Of a crosstab, the number of values in front of the columns that are left out.
    pub column_offset: Option<String>,
    /// Of a facet, the dimension.
    pub by: Option<String>,
    /// `1` for a byte order mark.
    pub bom: Option<String>,
}

impl Parameters {
    /// Takes the arguments of an export from names and values.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a name that the export does not have, with the names that it has, and for a name that comes twice.
    pub fn of(topic: Topic, pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let mut parameters = Self::default();
        for (name, value) in pairs {
            let Some(slot) = Self::names(topic).contains(&name.as_str()).then(|| parameters.slot(&name)).flatten() else {
                let names: Vec<String> = Self::names(topic).iter().map(|name| format!("`{name}`")).collect();
                return Err(Error::bad_input(format!("There is no `{name}` of {}; there are {}.", topic.name(), names.join(", "))));
            };
            if slot.replace(value).is_some() {
                return Err(Error::bad_input(format!("`{name}` is there twice; give it once.")));
            }
        }
        Ok(parameters)
    }

    /// The names of the arguments of an export.
    const fn names(topic: Topic) -> &'static [&'static str] {
        match topic {
            Topic::List(_) => &["search", "filter", "orderBy", "columns", "bom"],
            Topic::Facet => &["by", "search", "filter", "bom"],
            Topic::Crosstab => &[
                "rows", "columns", "search", "filter", "rowLimit", "columnLimit", "rowOrder", "columnOrder", "rowOffset", "columnOffset",
                "bom",
            ],
        }
    }

    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "search" => &mut self.search,
            "filter" => &mut self.filter,
            "orderBy" => &mut self.order_by,
            "columns" => &mut self.columns,
            "rows" => &mut self.rows,
            "rowLimit" => &mut self.row_limit,
            "columnLimit" => &mut self.column_limit,
            "rowOrder" => &mut self.row_order,
            "columnOrder" => &mut self.column_order,
            "rowOffset" => &mut self.row_offset,
            "columnOffset" => &mut self.column_offset,
            "by" => &mut self.by,
            "bom" => &mut self.bom,
            _ => return None,
        })
    }

    pub(super) fn selection(&self) -> Result<Selection> {
        let json = |name: &str, text: &Option<String>| match text.as_deref().filter(|text| !text.trim().is_empty()) {
            None => Ok(None),
            Some(text) => serde_json::from_str::<Value>(text).map(Some).map_err(|error| {
                Error::bad_input(format!("`{name}` is not JSON ({error}): write it as the variables of a request of GraphQL hold it."))
            }),
        };
        Ok(Selection { search: self.search.clone(), filter: json("filter", &self.filter)?, order_by: json("orderBy", &self.order_by)? })
    }

    pub(super) fn has_mark(&self) -> Result<bool> {
        match self.bom.as_deref() {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(other) => Err(Error::bad_input(format!("`bom` is `{other}`; it must be 0 or 1."))),
        }
    }

    /// The headers that are wanted; none for all.
    pub(super) fn headers(&self) -> Option<Vec<String>> {
        let columns = self.columns.as_deref()?;
        Some(columns.split(',').map(|header| header.trim().to_owned()).filter(|header| !header.is_empty()).collect())
    }
}
