//! The fields that records lack.

use async_graphql::{Context, Object, SimpleObject};

use super::facet::int;
use super::resource_connection::ResourceConnection;
use crate::graph::{Ask, Condition, Dimension, Late, List, TextField, TextTest};
use crate::graphql::connection::Paging;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;

/// The fields that the records of some resources lack.
#[derive(Debug, SimpleObject)]
pub struct Completeness {
    /// The number of resources that were looked at.
    pub resources: i32,
    /// The number of resources that lack each field. Fields that no resource lacks are there too.
    pub missing: Vec<MissingField>,
}

/// A field, and what lacks it.
#[derive(Debug)]
pub struct MissingField {
    field: &'static str,
    count: u32,
    ask: Ask,
}

/// A field, and how many resources lack it.
#[Object]
impl MissingField {
    /// The field as it is called in `Resource`, for example `year`.
    fn field(&self) -> &str {
        self.field
    }

    /// The number of resources that lack it.
    fn count(&self) -> i32 {
        int(self.count)
    }

    /// The resources that lack it, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let paging = Paging { first, after, last, before };
        Some(ResourceConnection::of(ctx, self.ask.clone(), &paging).await)
    }
}

/// The fields that are looked at, and what resources satisfy that lack one.
fn fields() -> [(&'static str, Condition); 11] {
    let lacks = |condition| Condition::Not(Box::new(condition));
    [
        ("year", Dimension::Year.has_none()),
        ("format", Dimension::Format.has_none()),
        ("description", lacks(Condition::HasDescription)),
        ("language", lacks(Condition::Text(TextField::Language, TextTest::Known))),
        ("landingPage", lacks(Condition::HasLandingPage)),
        ("license", Dimension::License.has_none()),
        ("identifiers", lacks(Condition::Text(TextField::Identifier, TextTest::Known))),
        ("producers", Dimension::Producer.has_none()),
        ("funders", Dimension::Funder.has_none()),
        ("keywords", Dimension::Keyword.has_none()),
        ("collections", Dimension::Collection.has_none()),
    ]
}

/// Counts the fields that the resources which a client asks for lack.
pub(in crate::graphql) async fn look(ctx: &Context<'_>, resources: Narrowing<ResourceFilter>) -> Result<Completeness> {
    let all = resources.ask(ctx, List::Resources).await?;
    let looking = ctx.view().count(move |graph, deadline| {
        let count = |ask: &Ask| Ok(graph.set(ask, deadline)?.len() as u32);
        let missing = fields().into_iter().map(|(field, lacking)| {
            let ask = all.and(lacking);
            Ok(MissingField { field, count: count(&ask)?, ask })
        });
        Ok((count(&all)?, missing.collect::<std::result::Result<Vec<_>, Late>>()?))
    });
    let (resources, missing) = looking.await?;
    Ok(Completeness { resources: int(resources), missing })
}
