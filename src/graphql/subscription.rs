//! The root of subscriptions.
//!
//! The edge executes a subscription anew for each step of the catalogue, with the step and a view of the catalogue after it in its
//! context: what is selected below is of that moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::{Context, ID, Subscription};
use entity::vocabulary::{NodeKind, Operation};
use futures_util::future::try_join_all;
use futures_util::{Stream, stream};
use uuid::Uuid;

use super::context::ContextExt;
use super::error::{Error, Result};
use super::filter::{Filter, Place, ResourceFilter};
use super::types::change::{CatalogueChange, ResourceChange};
use super::types::import_run::ImportRun;
use super::types::resource::Resource;
use crate::catalog::Event;
use crate::global_id;
use crate::graph::{Ask, Condition, Graph, List};

/// The subscription root.
#[derive(Debug, Default)]
pub struct Subscription;

/// Messages about changes as they happen, whichever process made the change.
#[Subscription]
impl Subscription {
    /// Every step of the catalogue, with how much changed: reason enough to ask again for what is shown.
    async fn catalogue_changed(&self, ctx: &Context<'_>) -> impl Stream<Item = CatalogueChange> {
        let event = event(ctx);
        let count = |kind| changed(event, kind).len();
        let change = CatalogueChange {
            version: event.after.version().to_string(),
            resources: count(NodeKind::Resource),
            organizations: count(NodeKind::Organization),
            persons: count(NodeKind::Person),
            keywords: count(NodeKind::Keyword),
            collections: count(NodeKind::Collection),
        };
        stream::iter((!event.changes.is_empty()).then_some(change))
    }

    /// Every resource that is created, changed or removed. With a filter, those that satisfy it before the change or after it.
    async fn resource_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only resources that are, or were, like this; all if not said.")] filter: Option<ResourceFilter>,
    ) -> Result<impl Stream<Item = ResourceChange> + use<>> {
        let event = event(ctx);
        let changes = changed(event, NodeKind::Resource);
        let ids: Vec<Uuid> = changes.keys().copied().collect();
        let (before, after) = match filter {
            Some(filter) => (Some(fitting(ctx, &event.before, &ids, filter.clone())?), Some(fitting(ctx, &event.after, &ids, filter)?)),
            None => (None, None),
        };
        let holds = |set: &Option<BTreeSet<u32>>, node: Option<u32>| match (set, node) {
            (None, _) => true,
            (Some(set), Some(node)) => set.contains(&node),
            (Some(_), None) => false,
        };
        let mut told = Vec::new();
        for (id, operation) in changes {
            let (was, is) = (event.before.find_resource(&id), event.after.find_resource(&id));
            if holds(&before, was) || holds(&after, is) {
                let (kind, resource) = (operation.into(), is.map(Resource));
                told.push(ResourceChange { id: global_id::encode(NodeKind::Resource, id).into(), kind, resource });
            }
        }
        Ok(stream::iter(told))
    }

    /// The progress of imports: a run each time that it has taken in another batch, and when it ends.
    async fn import_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this run; all if not said.")] run: Option<ID>,
    ) -> Result<impl Stream<Item = ImportRun> + use<>> {
        let wanted = match run {
            Some(id) => match global_id::decode(&id) {
                Some((NodeKind::ImportRun, uuid)) => Some(uuid),
                _ => return Err(Error::bad_input("`run` must be the `id` of an import run.")),
            },
            None => None,
        };
        let runs = changed(event(ctx), NodeKind::ImportRun);
        let runs = runs.into_keys().filter(|run| wanted.is_none_or(|wanted| wanted == *run));
        let loaded = try_join_all(runs.map(|run| ctx.view().run(run))).await?;
        Ok(stream::iter(loaded.into_iter().flatten().map(ImportRun::from)))
    }
}

fn event<'a>(ctx: &Context<'a>) -> &'a Event {
    ctx.data_unchecked::<Arc<Event>>()
}

/// The nodes of a kind that changed, each with the last that happened to it; what was made in this step is new, whatever came after.
fn changed(event: &Event, kind: NodeKind) -> BTreeMap<Uuid, Operation> {
    let mut changed = BTreeMap::new();
    for change in event.changes.iter().filter(|change| change.kind == kind) {
        let known = changed.entry(change.node).or_insert(change.operation);
        *known = known.then(change.operation);
    }
    changed
}

/// Those of these resources that satisfy a filter in a graph.
fn fitting(ctx: &Context<'_>, graph: &Graph, ids: &[Uuid], filter: ResourceFilter) -> Result<BTreeSet<u32>> {
    let nodes: Vec<u32> = ids.iter().filter_map(|id| graph.find_resource(id)).collect();
    let ask = Ask::from(List::Resources).and(Condition::Node(nodes)).and(filter.condition(graph, &Place::ARGUMENT)?);
    Ok(graph.set(&ask, ctx.view().deadline)?.into_iter().collect())
}
