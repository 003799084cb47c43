//! Sources: who says something, and taking back what it said.

use std::collections::{HashMap, HashSet};

use entity::vocabulary::{NodeKind, Operation};
use entity::{
    agent, collection, collection_item, contribution, funding, keyword, resource, resource_identifier, source, source_record, subject,
};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::merged::{self, Redirect};
use super::{Store, StoreError, Write, bulk};
use crate::clock;

/// A source and how much of the catalogue comes from it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SourceSummary {
    /// Its name.
    pub name: String,
    /// How many resources it describes.
    pub resources: u64,
    /// When it first said something.
    pub since: chrono::DateTime<chrono::Utc>,
    /// The mappings of columns that are kept with it.
    pub mappings: Vec<String>,
}

/// What a removal took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Removed {
    /// Resources that no other source describes.
    pub resources: u64,
    /// Organizations and persons that nothing names any more.
    pub agents: u64,
    /// Keywords that nothing uses any more.
    pub keywords: u64,
}

impl Store {
    /// All sources, by name.
    pub async fn sources(&self) -> Result<Vec<SourceSummary>, StoreError> {
        let mut summaries = Vec::new();
        let counted: Vec<(i32, i64)> = source_record::Entity::find()
            .select_only()
            .column(source_record::Column::SourceId)
            .column_as(source_record::Column::ResourceNumber.count(), "resources")
            .group_by(source_record::Column::SourceId)
            .into_tuple()
            .all(&self.reader)
            .await?;
        let counts: HashMap<i32, i64> = counted.into_iter().collect();
        for row in source::Entity::find().order_by_asc(source::Column::Name).all(&self.reader).await? {
            let resources = counts.get(&row.id).copied().unwrap_or_default().unsigned_abs();
            let mappings = read_mappings(row.mappings.as_deref())?;
            summaries.push(SourceSummary { name: row.name, resources, since: row.created_at, mappings });
        }
        Ok(summaries)
    }

    /// The mappings of columns that are kept with the source of this name. None for a source that is not known.
    pub async fn mappings(&self, source: &str) -> Result<Vec<String>, StoreError> {
        let row = source::Entity::find().filter(source::Column::Name.eq(source)).one(&self.reader).await?;
        read_mappings(row.and_then(|row| row.mappings).as_deref())
    }
}

impl Write {
    /// The number of the source with this name; it is made when it is new.
    pub async fn source(&self, name: &str) -> Result<i32, StoreError> {
        if let Some(id) = self.find_source(name).await? {
            return Ok(id);
        }
        let row = source::ActiveModel { name: Set(name.to_owned()), created_at: Set(clock::now()), ..Default::default() };
        bulk::insert_new(self.connection(), vec![row]).await?;
        let id = self.find_source(name).await?;
        id.ok_or_else(|| StoreError::Inconsistent(format!("the source `{name}` was not kept")))
    }

    /// The number of the source with this name.
    pub async fn find_source(&self, name: &str) -> Result<Option<i32>, StoreError> {
        Ok(source::Entity::find().filter(source::Column::Name.eq(name)).one(self.connection()).await?.map(|row| row.id))
    }

    /// Keeps these mappings of columns with a source, and no others.
    pub async fn keep_mappings(&self, source: i32, mappings: &[&str]) -> Result<(), StoreError> {
        let text = (!mappings.is_empty()).then(|| serde_json::Value::from(mappings).to_string());
        let row = source::ActiveModel { id: Set(source), mappings: Set(text), ..Default::default() };
        source::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Takes back everything that a source said: its edges, its fields, resources that only it describes, and the agents and
    /// keywords that nothing names any more.
    pub async fn remove_source(&mut self, source: i32) -> Result<Removed, StoreError> {
        // No import may name what is about to go.
        self.exclusive().await?;
        let touched = self.touch_ends_of(source).await?;
        let c = self.connection();
        contribution::Entity::delete_many().filter(contribution::Column::SourceId.eq(source)).exec(c).await?;
        funding::Entity::delete_many().filter(funding::Column::SourceId.eq(source)).exec(c).await?;
        subject::Entity::delete_many().filter(subject::Column::SourceId.eq(source)).exec(c).await?;
        collection_item::Entity::delete_many().filter(collection_item::Column::SourceId.eq(source)).exec(c).await?;
        collection::Entity::delete_many().filter(collection::Column::SourceId.eq(source)).exec(c).await?;
        resource_identifier::Entity::delete_many().filter(resource_identifier::Column::SourceId.eq(source)).exec(c).await?;
        source_record::Entity::delete_many().filter(source_record::Column::SourceId.eq(source)).exec(c).await?;
        let resources = self.remove_undescribed(&touched.resources).await?;
        self.hand_over_fields(source, &touched.resources).await?;
        let agents = self.remove_unnamed_agents(&touched.agents).await?;
        let keywords = self.remove_unused_keywords(&touched.keywords).await?;
        source::Entity::delete_by_id(source).exec(self.connection()).await?;
        Ok(Removed { resources, agents, keywords })
    }

    async fn touch_ends_of(&mut self, source: i32) -> Result<Touched, StoreError> {
        let c = self.connection();
        let ends = |pairs: Vec<(i64, Uuid)>| -> (Vec<i64>, Vec<Uuid>) { pairs.into_iter().unzip() };
        let (mut resources, mut agents) = ends(
            contribution::Entity::find()
                .filter(contribution::Column::SourceId.eq(source))
                .select_only()
                .columns([contribution::Column::ResourceNumber, contribution::Column::AgentId])
                .into_tuple()
                .all(c)
                .await?,
        );
        let (funded, funders) = ends(
            funding::Entity::find()
                .filter(funding::Column::SourceId.eq(source))
                .select_only()
                .columns([funding::Column::ResourceNumber, funding::Column::AgentId])
                .into_tuple()
                .all(c)
                .await?,
        );
        let (tagged, mut keywords) = ends(
            subject::Entity::find()
                .filter(subject::Column::SourceId.eq(source))
                .select_only()
                .columns([subject::Column::ResourceNumber, subject::Column::KeywordId])
                .into_tuple()
                .all(c)
                .await?,
        );
        let described: Vec<i64> = source_record::Entity::find()
            .filter(source_record::Column::SourceId.eq(source))
            .select_only()
            .column(source_record::Column::ResourceNumber)
            .into_tuple()
            .all(c)
            .await?;
        let pages = collection::Entity::find().filter(collection::Column::SourceId.eq(source)).all(c).await?;
        resources.extend(funded);
        resources.extend(tagged);
        resources.extend(described);
        agents.extend(funders);
        resources.sort_unstable();
        resources.dedup();
        for list in [&mut agents, &mut keywords] {
            list.sort_unstable();
            list.dedup();
        }
        for numbers in resources.chunks(MAX_BINDS) {
            let ids: Vec<Uuid> = resource::Entity::find()
                .select_only()
                .column(resource::Column::Id)
                .filter(resource::Column::Number.is_in(bulk::among(numbers)))
                .into_tuple()
                .all(self.connection())
                .await?;
            for id in ids {
                self.touch(NodeKind::Resource, id, Operation::Updated);
            }
        }
        for page in pages {
            self.touch(NodeKind::Collection, page.id, Operation::Deleted);
        }
        Ok(Touched { resources, agents, keywords })
    }

    async fn remove_undescribed(&mut self, touched: &[i64]) -> Result<u64, StoreError> {
        let mut removed = 0;
        for numbers in touched.chunks(MAX_BINDS) {
            let described = Query::select().column(source_record::Column::ResourceNumber).from(source_record::Entity).to_owned();
            let gone: Vec<(i64, Uuid)> = resource::Entity::find()
                .select_only()
                .columns([resource::Column::Number, resource::Column::Id])
                .filter(resource::Column::Number.is_in(bulk::among(numbers)))
                .filter(resource::Column::Number.not_in_subquery(described))
                .into_tuple()
                .all(self.connection())
                .await?;
            let c = self.connection();
            let dead: Vec<i64> = gone.iter().map(|(number, _)| *number).collect();
            // Edges refer to nothing that would take them along.
            contribution::Entity::delete_many().filter(contribution::Column::ResourceNumber.is_in(bulk::among(&dead))).exec(c).await?;
            funding::Entity::delete_many().filter(funding::Column::ResourceNumber.is_in(bulk::among(&dead))).exec(c).await?;
            subject::Entity::delete_many().filter(subject::Column::ResourceNumber.is_in(bulk::among(&dead))).exec(c).await?;
            resource::Entity::delete_many().filter(resource::Column::Number.is_in(bulk::among(&dead))).exec(c).await?;
            removed += gone.len() as u64;
            for (_, id) in gone {
                self.touch(NodeKind::Resource, id, Operation::Deleted);
            }
        }
        Ok(removed)
    }

    /// What the source said of resources that others describe too is taken back field by field; a resource that it described first goes
    /// to the next source. The others' next imports look at these records again, to fill what became empty.
    async fn hand_over_fields(&mut self, source: i32, touched: &[i64]) -> Result<(), StoreError> {
        for mut record in self.resources(touched).await?.into_values() {
            let heirs = source_record::Entity::find()
                .filter(source_record::Column::ResourceNumber.eq(record.row.number))
                .order_by_asc(source_record::Column::RunId)
                .order_by_asc(source_record::Column::SourceId);
            let Some(heir) = heirs.one(self.connection()).await? else { continue };
            let before = record.row.clone();
            super::resource::take_back(&mut record.row, source, heir.source_id);
            if record.row == before {
                continue;
            }
            record.row.version += 1;
            record.row.updated_at = clock::now();
            source_record::Entity::update_many()
                .col_expr(source_record::Column::Checksum, String::new().into())
                .filter(source_record::Column::ResourceNumber.eq(record.row.number))
                .exec(self.connection())
                .await?;
            self.update_resource(record.row).await?;
        }
        Ok(())
    }

    async fn remove_unnamed_agents(&mut self, touched: &[Uuid]) -> Result<u64, StoreError> {
        use agent::Column::{Id, MergedInto};
        let c = self.connection();
        let (mut nodes, mut named): (Vec<Redirect>, HashSet<Uuid>) = (Vec::new(), HashSet::new());
        for ids in touched.chunks(MAX_BINDS) {
            let select = agent::Entity::find().select_only().columns([Id, MergedInto]).filter(Id.is_in(bulk::among(ids)));
            nodes.extend(select.into_tuple::<Redirect>().all(c).await?);
        }
        nodes.extend(merged::reached::<agent::Entity, _>(c, Id, MergedInto, &nodes).await?);
        for nodes in nodes.chunks(MAX_BINDS) {
            let ids: Vec<Uuid> = nodes.iter().map(|(id, _)| *id).collect();
            let makers = Query::select().distinct().column(contribution::Column::AgentId).from(contribution::Entity).to_owned();
            let funders = Query::select().distinct().column(funding::Column::AgentId).from(funding::Entity).to_owned();
            let select = agent::Entity::find().select_only().column(Id).filter(Id.is_in(bulk::among(&ids)));
            let select = select.filter(Condition::any().add(Id.in_subquery(makers)).add(Id.in_subquery(funders)));
            named.extend(select.into_tuple::<Uuid>().all(c).await?);
        }
        let gone = merged::unnamed(&nodes, &named, &touched.iter().copied().collect());
        let dead: Vec<Uuid> = gone.iter().copied().collect();
        let ends: Vec<Uuid> = nodes.iter().filter(|(id, _)| gone.contains(id)).filter_map(|(_, into)| *into).collect();
        let kinds = self.agent_kinds(&[dead.as_slice(), &ends].concat()).await?;
        for ids in dead.chunks(MAX_BINDS) {
            agent::Entity::delete_many().filter(Id.is_in(ids.iter().copied())).exec(self.connection()).await?;
        }
        Ok(self.forget(&nodes, &gone, |id| kinds.get(&id).copied()))
    }

    async fn remove_unused_keywords(&mut self, touched: &[Uuid]) -> Result<u64, StoreError> {
        use keyword::Column::{Id, MergedInto};
        let c = self.connection();
        let (mut nodes, mut named): (Vec<Redirect>, HashSet<Uuid>) = (Vec::new(), HashSet::new());
        for ids in touched.chunks(MAX_BINDS) {
            let select = keyword::Entity::find().select_only().columns([Id, MergedInto]).filter(Id.is_in(bulk::among(ids)));
            nodes.extend(select.into_tuple::<Redirect>().all(c).await?);
        }
        nodes.extend(merged::reached::<keyword::Entity, _>(c, Id, MergedInto, &nodes).await?);
        for nodes in nodes.chunks(MAX_BINDS) {
            let ids: Vec<Uuid> = nodes.iter().map(|(id, _)| *id).collect();
            let used = Query::select().distinct().column(subject::Column::KeywordId).from(subject::Entity).to_owned();
            let select = keyword::Entity::find().select_only().column(Id).filter(Id.is_in(bulk::among(&ids)));
            named.extend(select.filter(Id.in_subquery(used)).into_tuple::<Uuid>().all(c).await?);
        }
        let gone = merged::unnamed(&nodes, &named, &touched.iter().copied().collect());
        for ids in gone.iter().copied().collect::<Vec<_>>().chunks(MAX_BINDS) {
            keyword::Entity::delete_many().filter(Id.is_in(ids.iter().copied())).exec(self.connection()).await?;
        }
        Ok(self.forget(&nodes, &gone, |_| Some(NodeKind::Keyword)))
    }

    /// Notes that nodes are gone, and that others no longer have their names. Returns the number of those that were shown.
    fn forget(&mut self, nodes: &[Redirect], gone: &HashSet<Uuid>, kind: impl Fn(Uuid) -> Option<NodeKind>) -> u64 {
        let mut shown = 0;
        for (id, into) in nodes.iter().filter(|(id, _)| gone.contains(id)) {
            shown += u64::from(into.is_none());
            for (id, operation) in [(Some(*id), Operation::Deleted), (into.filter(|into| !gone.contains(into)), Operation::Updated)] {
                if let Some((kind, id)) = id.and_then(|id| Some((kind(id)?, id))) {
                    self.touch(kind, id, operation);
                }
            }
        }
        shown
    }
}

/// The mappings in the text that the database has.
fn read_mappings(stored: Option<&str>) -> Result<Vec<String>, StoreError> {
    let read = stored.map(serde_json::from_str).transpose();
    Ok(read.map_err(|error| StoreError::Inconsistent(format!("the mappings of a source are no list ({error})")))?.unwrap_or_default())
}

struct Touched {
    /// By their numbers.
    resources: Vec<i64>,
    agents: Vec<Uuid>,
    keywords: Vec<Uuid>,
}
