//! Keywords.

use std::collections::{HashMap, HashSet};

use entity::vocabulary::{NodeStatus, RelationKind};
use entity::{keyword, keyword_label, keyword_relation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::merged::{self, Redirect};
use super::snapshot::{Reading, Which};
use super::{Store, StoreError, Write, bulk};
use crate::clock;
use crate::model::KeywordRow;

/// What the graph does not hold of a keyword.
#[derive(Debug, Clone)]
pub struct KeywordRecord {
    /// skos:scopeNote.
    pub scope_note: Option<String>,
    /// skos:inScheme.
    pub scheme: Option<String>,
}

/// A keyword as an import needs it to recognise labels.
#[derive(Debug, Clone)]
pub struct KnownKeyword {
    /// Its id.
    pub id: Uuid,
    /// The label that is shown.
    pub label: String,
    /// `name::key` of it.
    pub key: String,
    /// Empty, or what sets it apart from a keyword with the same key.
    pub disambiguator: String,
    /// Its address.
    pub uri: Option<String>,
    /// Its other labels.
    pub labels: HashSet<String>,
    /// The keyword that it was merged into.
    pub merged_into: Option<Uuid>,
}

impl Store {
    /// The records of these keywords, in one statement.
    pub async fn keyword_records(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, KeywordRecord>, StoreError> {
        let rows = keyword::Entity::find().filter(keyword::Column::Id.is_in(bulk::among(ids))).all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| (row.id, KeywordRecord { scope_note: row.scope_note, scheme: row.scheme })).collect())
    }
}

impl Write {
    /// Returns the keywords that have one of these label keys, addresses or ids, with all that lead to them by redirects and all that they
    /// lead to.
    pub async fn keywords_matching(&self, keys: &[String], uris: &[String], ids: &[Uuid]) -> Result<Vec<KnownKeyword>, StoreError> {
        let c = self.connection();
        let of = async |column: keyword::Column, values: &[String]| bulk::rows_in(c, keyword::Entity::find(), column, values).await;
        let mut rows = of(keyword::Column::LabelKey, keys).await?;
        rows.extend(of(keyword::Column::Uri, uris).await?);
        rows.extend(bulk::rows_in(c, keyword::Entity::find(), keyword::Column::Id, ids).await?);
        let known: Vec<Redirect> = rows.iter().map(|row| (row.id, row.merged_into)).collect();
        let reached = merged::reached::<keyword::Entity, _>(c, keyword::Column::Id, keyword::Column::MergedInto, &known).await?;
        let reached: Vec<Uuid> = reached.into_iter().map(|(id, _)| id).collect();
        rows.extend(bulk::rows_in(c, keyword::Entity::find(), keyword::Column::Id, &reached).await?);
        rows.sort_by(|a, b| (&a.label_key, &a.disambiguator, a.id).cmp(&(&b.label_key, &b.disambiguator, b.id)));
        rows.dedup_by_key(|row| row.id);
        let all: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut labels_of: HashMap<Uuid, HashSet<String>> = HashMap::new();
        for row in bulk::rows_in(c, keyword_label::Entity::find(), keyword_label::Column::KeywordId, &all).await? {
            labels_of.entry(row.keyword_id).or_default().insert(row.value);
        }
        let known = |row: keyword::Model| KnownKeyword {
            labels: labels_of.remove(&row.id).unwrap_or_default(),
            id: row.id,
            label: row.label,
            key: row.label_key,
            disambiguator: row.disambiguator,
            uri: row.uri,
            merged_into: row.merged_into,
        };
        Ok(rows.into_iter().map(known).collect())
    }

    /// Adds keywords, each with the slug that was found free for it.
    pub async fn insert_keywords(&self, keywords: &[(KnownKeyword, String)]) -> Result<(), StoreError> {
        let now = clock::now();
        let rows = keywords.iter().map(|(keyword, slug)| keyword::ActiveModel {
            id: Set(keyword.id),
            slug: Set(slug.clone()),
            label: Set(keyword.label.clone()),
            label_key: Set(keyword.key.clone()),
            disambiguator: Set(keyword.disambiguator.clone()),
            scope_note: Set(None),
            scheme: Set(None),
            uri: Set(keyword.uri.clone()),
            status: Set(NodeStatus::Active),
            merged_into: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Adds other labels; `position` orders them among the keyword's labels.
    pub async fn insert_keyword_labels(&self, labels: &[(Uuid, String, i32)]) -> Result<(), StoreError> {
        let rows = labels.iter().map(|(keyword_id, value, position)| keyword_label::ActiveModel {
            keyword_id: Set(*keyword_id),
            value: Set(value.clone()),
            lang: Set(None),
            position: Set(*position),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Gives a keyword its address.
    pub async fn set_keyword_uri(&self, id: Uuid, uri: &str) -> Result<(), StoreError> {
        keyword::Entity::update_many()
            .col_expr(keyword::Column::Uri, uri.into())
            .filter(keyword::Column::Id.eq(id))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

impl Reading {
    /// Keywords by id or all between two ids; merged ones too.
    pub async fn keywords(&self, which: &Which) -> Result<Vec<KeywordRow>, StoreError> {
        let c = self.connection();
        let rows = which.narrow(keyword::Entity::find(), keyword::Column::Id).order_by_asc(keyword::Column::Id).all(c).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut labels: HashMap<Uuid, Vec<String>> = HashMap::new();
        let select = which.narrow(keyword_label::Entity::find(), keyword_label::Column::KeywordId);
        let select = select.order_by_asc(keyword_label::Column::KeywordId).order_by_asc(keyword_label::Column::Position);
        for row in select.order_by_asc(keyword_label::Column::Value).all(c).await? {
            labels.entry(row.keyword_id).or_default().push(row.value);
        }
        let mut relations: HashMap<(Uuid, RelationKind), Vec<Uuid>> = HashMap::new();
        let select = which.narrow(keyword_relation::Entity::find(), keyword_relation::Column::KeywordId);
        for row in select.order_by_asc(keyword_relation::Column::OtherId).all(c).await? {
            relations.entry((row.keyword_id, row.kind)).or_default().push(row.other_id);
        }
        let summary = |row: keyword::Model| KeywordRow {
            alt_labels: labels.remove(&row.id).unwrap_or_default(),
            broader: relations.remove(&(row.id, RelationKind::Broader)).unwrap_or_default(),
            related: relations.remove(&(row.id, RelationKind::Related)).unwrap_or_default(),
            id: row.id,
            slug: row.slug,
            label: row.label,
            uri: row.uri,
            merged_into: row.merged_into,
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}
