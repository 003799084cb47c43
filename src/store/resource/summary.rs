//! Resources with their edges, as the graph keeps them.

use std::iter;
use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::vocabulary::{ContributionRole, FundingKind, IdentifierScheme, NodeStatus, ResourceFormat};
use entity::{contribution, funding, resource, resource_identifier, subject};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde::Deserialize;
use serde::de::IgnoredAny;
use uuid::Uuid;

use crate::identifier::Identifier;
use crate::model::ResourceRow;
use crate::store::StoreError;
use crate::store::bulk::{self, Part};
use crate::store::snapshot::Reading;

#[derive(Deserialize)]
struct SummaryRow {
    number: i64,
    id: Uuid,
    slug: String,
    title: String,
    year: Option<i32>,
    format: Option<ResourceFormat>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    language: Option<String>,
    has_description: u8,
    has_landing_page: u8,
    license: Option<String>,
    has_notes: u8,
}

/// Numbers of resources.
enum Numbers {
    Between(Range<i64>),
    These(Vec<i64>),
}

impl Numbers {
    /// Whether a column is one of them.
    fn hold<C: ColumnTrait>(&self, column: C) -> Expr {
        match self {
            Self::Between(range) => column.gte(range.start).and(column.lt(range.end)),
            Self::These(numbers) => column.is_in(bulk::among(numbers)),
        }
    }
}

impl Reading {
    /// All numbers that resources have, `size` of them at a time. Some may be nobody's any more.
    pub async fn resource_blocks(&self, size: i64) -> Result<Vec<Range<i64>>, StoreError> {
        use resource::Column::Number;
        let numbers = || resource::Entity::find().select_only().column(Number).limit(1);
        let first: Option<i64> = numbers().order_by_asc(Number).into_tuple().one(self.connection()).await?;
        let last: Option<i64> = numbers().order_by_desc(Number).into_tuple().one(self.connection()).await?;
        let mut blocks = Vec::new();
        let mut next = first.unwrap_or_default();
        while last.is_some_and(|last| next <= last) {
            blocks.push(next..next + size);
            next += size;
        }
        Ok(blocks)
    }

    /// The resources with these numbers, with their edges, in the order of the numbers.
    pub async fn resources_numbered(&self, numbers: Range<i64>) -> Result<Vec<ResourceRow>, StoreError> {
        let numbers = Numbers::Between(numbers);
        let rows = self.summary_rows(numbers.hold(resource::Column::Number)).await?;
        self.with_edges(rows, &numbers).await
    }

    /// The resources with these ids, at most [`Which::MOST`](crate::store::snapshot::Which::MOST), with their edges.
    pub async fn resources(&self, ids: &[Uuid]) -> Result<Vec<ResourceRow>, StoreError> {
        let rows = self.summary_rows(resource::Column::Id.is_in(bulk::among(ids))).await?;
        let numbers = Numbers::These(rows.iter().map(|row| row.number).collect());
        self.with_edges(rows, &numbers).await
    }

    /// The rows that are meant and stand, in the order of their numbers.
    async fn summary_rows(&self, meant: Expr) -> Result<Vec<SummaryRow>, StoreError> {
        use resource::Column::{
            CreatedAt, Description, Format, Id, LandingPage, Language, License, LicenseUrl, Notes, Number, Slug, Status, Title, UpdatedAt,
            Year,
        };
        let is_there = |column: resource::Column| -> Expr { Expr::case(column.is_not_null(), 1).finally(0).into() };
        let select = resource::Entity::find().filter(meant).filter(Status.eq(NodeStatus::Active)).select_only();
        let select = select
            .columns([Number, Id, Slug, Title, Year, Format, CreatedAt, UpdatedAt, Language])
            .column_as(is_there(Description), "has_description")
            .column_as(is_there(LandingPage), "has_landing_page")
            .column_as(Expr::from(Func::coalesce([LicenseUrl.into_expr(), License.into_expr()])), "license")
            .column_as(is_there(Notes), "has_notes")
            .order_by_asc(Number);
        let own = ["slug", "title", "year", "format", "created_at", "updated_at", "language"];
        let derived = ["has_description", "has_landing_page", "license", "has_notes"];
        let plain = own.into_iter().chain(derived).map(Part::Plain);
        let parts: Vec<Part> = [Part::Plain("number"), Part::Id("id")].into_iter().chain(plain).collect();
        Ok(bulk::rows(self.connection(), select.into_query(), &parts).await?)
    }

    /// Rows with the edges and identifiers that belong to these numbers.
    async fn with_edges(&self, rows: Vec<SummaryRow>, numbers: &Numbers) -> Result<Vec<ResourceRow>, StoreError> {
        use contribution::Column as C;
        use funding::Column as F;
        use resource_identifier::Column as I;
        use subject::Column as S;
        let c = self.connection();
        if rows.is_empty() {
            return Ok(Vec::new());
        }

        let select = contribution::Entity::find().filter(numbers.hold(C::ResourceNumber)).select_only();
        let select = select.columns([C::ResourceNumber, C::AgentId, C::Role]).order_by_asc(C::ResourceNumber).order_by_asc(C::Position);
        let select = select.order_by_asc(C::SourceId).into_query();
        let contributions: Vec<(_, _, ContributionRole)> = bulk::edges(c, select, "agent_id", Some("role")).await?;

        let select = funding::Entity::find().filter(numbers.hold(F::ResourceNumber)).select_only();
        let select = select.columns([F::ResourceNumber, F::AgentId, F::Kind]).order_by_asc(F::ResourceNumber).order_by_asc(F::Position);
        let select = select.order_by_asc(F::SourceId).into_query();
        let fundings: Vec<(_, _, FundingKind)> = bulk::edges(c, select, "agent_id", Some("kind")).await?;

        let select = subject::Entity::find().filter(numbers.hold(S::ResourceNumber)).select_only();
        let select = select.columns([S::ResourceNumber, S::KeywordId]).order_by_asc(S::ResourceNumber).order_by_asc(S::Position);
        let select = select.order_by_asc(S::SourceId).into_query();
        let subjects: Vec<(_, _, IgnoredAny)> = bulk::edges(c, select, "keyword_id", None).await?;

        let select = resource_identifier::Entity::find().filter(numbers.hold(I::ResourceNumber)).select_only();
        let select = select.columns([I::ResourceNumber, I::Scheme, I::Value]).order_by_asc(I::ResourceNumber).order_by_asc(I::Position);
        let parts = [Part::Plain("resource_number"), Part::Plain("scheme"), Part::Plain("value")];
        let identifiers: Vec<(i64, IdentifierScheme, String)> =
            bulk::rows(c, select.order_by_asc(I::SourceId).into_query(), &parts).await?;

        // Rows and edges come in the order of the resources' numbers, so one pass over each hands every resource its own.
        let (mut contributions, mut fundings, mut subjects) =
            (contributions.into_iter().peekable(), fundings.into_iter().peekable(), subjects.into_iter().peekable());
        let mut identifiers = identifiers.into_iter().peekable();
        let summary = |row: SummaryRow| {
            let number = row.number;
            while contributions.next_if(|edge| edge.0 < number).is_some() {}
            while fundings.next_if(|edge| edge.0 < number).is_some() {}
            while subjects.next_if(|edge| edge.0 < number).is_some() {}
            while identifiers.next_if(|identifier| identifier.0 < number).is_some() {}
            ResourceRow {
                producers: iter::from_fn(|| contributions.next_if(|edge| edge.0 == number)).map(|edge| (edge.1, edge.2)).collect(),
                funders: iter::from_fn(|| fundings.next_if(|edge| edge.0 == number)).map(|edge| (edge.1, edge.2)).collect(),
                keywords: iter::from_fn(|| subjects.next_if(|edge| edge.0 == number)).map(|edge| edge.1).collect(),
                id: row.id,
                slug: row.slug,
                title: row.title,
                year: row.year,
                format: row.format,
                created_at: row.created_at.timestamp_micros(),
                updated_at: row.updated_at.timestamp_micros(),
                language: row.language,
                has_description: row.has_description == 1,
                has_landing_page: row.has_landing_page == 1,
                license: row.license,
                has_notes: row.has_notes == 1,
                identifiers: iter::from_fn(|| identifiers.next_if(|identifier| identifier.0 == number))
                    .map(|(_, scheme, value)| Identifier { scheme, value })
                    .collect(),
            }
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}
