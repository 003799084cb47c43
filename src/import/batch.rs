//! One batch of records: what is known of them already, what changes, and writing it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::vocabulary::{AgentKind, IssueSeverity, NodeKind, NodeStatus, Operation};
use entity::{resource, source_record};
use uuid::Uuid;

use super::edges::{Edges, Outdated, Stored};
use super::fields;
use super::identity::{Agents, Keywords, agent_key, differs};
use super::key::{choose_slugs, slugs};
use super::kinds;
use super::names::Names;
use super::reading::Told;
use super::recognise::{Described, Incoming, recognise};
use crate::identifier::Identifier;
use crate::model::{AgentMention, Issue, IssueCode, Locator, Record};
use crate::store::agent::node_kind;
use crate::store::import_run::RunCounts;
use crate::store::{StoreError, Write};

/// What all batches of a run share.
#[derive(Debug)]
pub(super) struct Run {
    /// Its number in the database.
    pub(super) id: i64,
    /// The source's number in the database.
    pub(super) source: i32,
    /// The source's name.
    pub(super) source_name: String,
    /// When it began.
    pub(super) at: DateTime<Utc>,
    /// The part of a revision that names this catalogue.
    pub(super) catalogue: u32,
    /// The collection that the source is.
    pub(super) collection: Option<Uuid>,
}

/// Writes a batch; returns how many resources it created, updated, left and rejected, and what it has to report.
pub(super) async fn apply(tx: &mut Write, run: &Run, names: &mut Names, records: Vec<Told>) -> Result<(RunCounts, Vec<Issue>), StoreError> {
    tx.exclusive().await?;
    names.refresh(tx).await?;
    let (mut incoming, mut issues) = recognise(tx, run, records).await?;
    let mut counts = RunCounts { rejected: issues.len() as i64, ..RunCounts::default() };
    names.meet_agents(tx, &incoming).await?;
    kinds::settle(&names.agents, incoming.iter_mut().map(|incoming| &mut incoming.record));
    report_variants(&names.agents, &incoming, &mut issues);

    let (unchanged, changed): (Vec<Incoming>, Vec<Incoming>) = incoming.into_iter().partition(|incoming| incoming.is_unchanged);
    counts.unchanged += unchanged.len() as i64;
    let keys: Vec<String> = unchanged.into_iter().map(|incoming| incoming.key).collect();
    tx.mark_seen(run.source, run.id, &keys).await?;
    if !changed.is_empty() {
        names.meet_keywords(tx, &changed).await?;
        let changed = numbered(tx, changed).await?;
        let edges = changed.iter().map(|(number, incoming)| Edges::of(run, *number, &incoming.record, names)).collect();
        add_agents(tx, &mut names.agents).await?;
        add_keywords(tx, &mut names.keywords).await?;
        write(tx, run, names, changed, edges, &mut counts, &mut issues).await?;
    }
    Ok((counts, issues))
}

/// Each record beside the number of its resource; new resources are numbered as they come.
async fn numbered(tx: &Write, changed: Vec<Incoming>) -> Result<Vec<(i64, Incoming)>, StoreError> {
    let mut last = tx.last_resource_number().await?;
    let mut number = |resource: Described| match resource {
        Described::Stored(number) => number,
        Described::New(_) => {
            last += 1;
            last
        }
    };
    Ok(changed.into_iter().map(|incoming| (number(incoming.resource), incoming)).collect())
}

/// Tells of names that are printed in another spelling than the one that is shown (or will be, once this batch has added it).
fn report_variants(agents: &Agents, incoming: &[Incoming], issues: &mut Vec<Issue>) {
    let mut first: HashMap<(AgentKind, String), String> = HashMap::new();
    let mut look = |shown: Option<String>, kind: AgentKind, printed: &str, field: &str, at: &dyn Fn() -> Locator| {
        let shown = shown.unwrap_or_else(|| first.entry((kind, agent_key(printed))).or_insert_with(|| printed.to_owned()).clone());
        if differs(printed, &shown) {
            issues.push(Issue {
                at: at(),
                field: Some(field.to_owned()),
                code: IssueCode::NameVariant,
                severity: IssueSeverity::Info,
                text: Some(printed.to_owned()),
                message: format!("another spelling of `{shown}`: kept as an alias"),
            });
        }
    };
    for record in incoming.iter().map(|incoming| &incoming.record) {
        for mention in &record.producers {
            let at = || record.locator_of(mention.line, Some(&mention.as_printed));
            look(shown(agents, mention), mention.kind, &mention.name, "producedBy", &at);
        }
        for mention in &record.funders {
            let at = || record.locator_of(mention.line, Some(&mention.as_printed));
            look(shown(agents, mention), mention.kind, &mention.name, "supportedBy", &at);
        }
    }
}

fn shown<R>(agents: &Agents, mention: &AgentMention<R>) -> Option<String> {
    agents.find(mention).and_then(|place| agents.get(agents.end(place))).map(|agent| agent.name.clone())
}

async fn add_agents(tx: &mut Write, agents: &mut Agents) -> Result<(), StoreError> {
    let wanted: Vec<Vec<String>> = agents.added().iter().map(|agent| slugs(&agent.name, None, "agent", agent.id)).collect();
    let taken = tx.taken_slugs(NodeKind::Organization, &wanted.concat()).await?;
    let added: Vec<_> = agents.added().iter().cloned().zip(choose_slugs(wanted, taken)).collect();
    tx.insert_agents(&added).await?;
    tx.insert_agent_names(&agents.labels).await?;
    tx.insert_agent_identifiers(&agents.handles).await?;
    for (agent, _) in &added {
        tx.touch(node_kind(agent.kind), agent.id, Operation::Created);
    }
    for kind in [AgentKind::Organization, AgentKind::Person] {
        let renamed = agents.renamed.iter().filter_map(|place| agents.get(*place)).filter(|agent| agent.kind == kind);
        let renamed: Vec<Uuid> = renamed.map(|agent| agent.id).collect();
        tx.renamed(node_kind(kind), &renamed).await?;
    }
    agents.written();
    Ok(())
}

async fn add_keywords(tx: &mut Write, keywords: &mut Keywords) -> Result<(), StoreError> {
    let wanted: Vec<Vec<String>> = keywords.added().iter().map(|keyword| slugs(&keyword.label, None, "keyword", keyword.id)).collect();
    let taken = tx.taken_slugs(NodeKind::Keyword, &wanted.concat()).await?;
    let added: Vec<_> = keywords.added().iter().cloned().zip(choose_slugs(wanted, taken)).collect();
    tx.insert_keywords(&added).await?;
    tx.insert_keyword_labels(&keywords.labels).await?;
    for (keyword, _) in &added {
        tx.touch(NodeKind::Keyword, keyword.id, Operation::Created);
    }
    for (id, uri) in &keywords.handles {
        tx.set_keyword_uri(*id, uri).await?;
    }
    let renamed: Vec<Uuid> = keywords.renamed.iter().filter_map(|place| keywords.get(*place)).map(|keyword| keyword.id).collect();
    tx.renamed(NodeKind::Keyword, &renamed).await?;
    keywords.written();
    Ok(())
}

async fn write(
    tx: &mut Write,
    run: &Run,
    names: &mut Names,
    changed: Vec<(i64, Incoming)>,
    edges: Vec<Edges>,
    counts: &mut RunCounts,
    issues: &mut Vec<Issue>,
) -> Result<(), StoreError> {
    let old: Vec<i64> = changed.iter().filter(|(_, incoming)| incoming.resource.new_id().is_none()).map(|(number, _)| *number).collect();
    let mut records = tx.resources(&old).await?;
    let locked = tx.locked_fields(&records.values().map(|known| known.row.id).collect::<Vec<_>>()).await?;
    let mut stored = Stored::of(tx, run, &old).await?;
    let mut slugs = new_slugs(tx, &changed).await?.into_iter();
    names.meet_stored(tx, &stored).await?;

    let (mut rows, mut identifiers, mut statements, mut renumbered) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut fresh, mut outdated) = (Edges::default(), Outdated::default());
    for ((number, incoming), edges) in changed.iter().zip(edges) {
        let (number, record) = (*number, &incoming.record);
        statements.push(statement(run, number, incoming));
        let own: Vec<Identifier> = record.identifiers.iter().map(|said| said.value.clone()).collect();
        if let Described::New(id) = incoming.resource {
            let mut row = new_row(run, number, id, slugs.next().unwrap_or_default(), record);
            fields::merge(&mut row, record, run.source, &[]);
            rows.push(row);
            identifiers.extend((0..).zip(own).map(|(position, identifier)| (number, identifier, position)));
            edges.touch_ends(tx, names);
            fresh.extend(edges);
            tx.touch(NodeKind::Resource, id, Operation::Created);
            counts.created += 1;
            continue;
        }
        let Some(known) = records.remove(&number) else {
            return Err(StoreError::Inconsistent(format!("a source says something of the resource {number}, which is not stored")));
        };
        let mut row = known.row;
        let id = row.id;
        let (fields_changed, conflicts) = fields::merge(&mut row, record, run.source, locked.get(&id).map_or(&[], Vec::as_slice));
        issues.extend(conflicts);
        let lost = row.source_id == run.source && known.identifiers.len() != own.len();
        let stored_identifiers: HashSet<&Identifier> = known.identifiers.iter().collect();
        let identifiers_changed = lost || own.iter().any(|identifier| !stored_identifiers.contains(identifier));
        if identifiers_changed {
            renumbered.push(number);
            identifiers.extend((0..).zip(own).map(|(position, identifier)| (number, identifier, position)));
        }
        let touched = stored.differences(number, edges, names, &mut outdated, &mut fresh);
        if !fields_changed && !identifiers_changed && touched.is_none() {
            counts.unchanged += 1;
            continue;
        }
        row.version += 1;
        row.updated_at = run.at;
        tx.update_resource(row).await?;
        touched.unwrap_or_default().touch_ends(tx, names);
        tx.touch(NodeKind::Resource, id, Operation::Updated);
        counts.updated += 1;
    }
    tx.insert_resources(rows).await?;
    tx.delete_resource_identifiers(run.source, &renumbered).await?;
    tx.insert_resource_identifiers(run.source, &identifiers).await?;
    outdated.delete(tx, run.source).await?;
    tx.insert_contributions(fresh.contributions).await?;
    tx.insert_fundings(fresh.fundings).await?;
    tx.insert_subjects(fresh.subjects).await?;
    tx.put_items(fresh.items).await?;
    let old_keys: Vec<String> = changed.iter().filter_map(|(_, incoming)| incoming.old_key.clone()).collect();
    tx.delete_source_records(run.source, &old_keys).await?;
    tx.put_source_records(statements).await
}

async fn new_slugs(tx: &Write, changed: &[(i64, Incoming)]) -> Result<Vec<String>, StoreError> {
    let wanted: Vec<Vec<String>> = changed
        .iter()
        .filter_map(|(_, incoming)| {
            let year = incoming.record.year.as_ref().map(|year| year.value);
            Some(slugs(&incoming.record.title.value, year, "resource", incoming.resource.new_id()?))
        })
        .collect();
    let taken = tx.taken_slugs(NodeKind::Resource, &wanted.concat()).await?;
    Ok(choose_slugs(wanted, taken))
}

fn new_row(run: &Run, number: i64, id: Uuid, slug: String, record: &Record) -> resource::Model {
    resource::Model {
        number,
        id,
        slug,
        title: record.title.value.clone(),
        title_as_printed: record.title_as_printed.clone(),
        description: None,
        year: None,
        published: None,
        format: None,
        format_as_printed: None,
        language: None,
        landing_page: None,
        license: None,
        license_url: None,
        notes: None,
        status: NodeStatus::Active,
        source_id: run.source,
        field_sources: None,
        created_at: run.at,
        updated_at: run.at,
        version: 1,
    }
}

fn statement(run: &Run, resource_number: i64, incoming: &Incoming) -> source_record::Model {
    source_record::Model {
        source_id: run.source,
        key: incoming.key.clone(),
        resource_number,
        run_id: run.id,
        seen_run_id: run.id,
        line: i64::try_from(incoming.record.line).unwrap_or(i64::MAX),
        checksum: incoming.checksum.clone(),
        fields: fields::provenance(&incoming.record),
    }
}
