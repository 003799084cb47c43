//! A database of 0.1: its keys are made anew, nodes that become equal lead to one, and imports go on as if nothing had happened.

use std::collections::{BTreeMap, HashMap};

use colophon::import::{Rekeying, rekey};
use colophon::name::KEY_VERSION;
use colophon::store::{Store, StoreError};
use entity::vocabulary::NodeStatus;
use entity::{agent, agent_name, contribution, funding, keyword, source_record, subject};
use sea_orm::{ConnectionTrait, Database as SeaOrm, DatabaseConnection, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use super::{CAMPUS, SHELF, nodes};
use crate::harness::{Database, World};

/// What 0.1 stored of the two files, with words that each database spells in its own way.
const FIRST: &str = include_str!("of_0.1.sql");

fn statements(backend: DbBackend) -> impl Iterator<Item = String> {
    let is_postgres = backend == DbBackend::Postgres;
    FIRST.lines().filter(|line| line.starts_with("INSERT")).map(move |line| {
        let mut parts = line.split('$');
        let mut sql = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (word, rest) = part.split_once('(').unwrap();
            let (value, rest) = rest.split_once(')').unwrap();
            sql += &match word {
                "uuid" if !is_postgres => format!("X{value}"),
                "bool" if is_postgres => format!("CAST({value} AS boolean)"),
                _ => value.to_owned(),
            };
            sql += rest;
        }
        sql
    })
}

/// Undoes the migration that versions keys, and those after it.
async fn undo_versions(store: &Store, database: &Database) {
    while store.migrations().await.unwrap().iter().any(|step| step.applied && step.name.ends_with("version_keys")) {
        store.migrate_down(&database.url).await.unwrap();
    }
}

/// A database as 0.1 left it, with today's tables.
async fn of_the_first_version(database: &Database) -> Store {
    let store = Store::open(&database.url).await.unwrap();
    store.migrate_up(&database.url).await.unwrap();
    undo_versions(&store, database).await;
    let connection = SeaOrm::connect(&database.url).await.unwrap();
    connection.execute_unprepared("DELETE FROM instance").await.unwrap();
    for statement in statements(connection.get_database_backend()) {
        connection.execute_unprepared(&statement).await.unwrap();
    }
    if connection.get_database_backend() == DbBackend::Postgres {
        for table in ["source", "import_run", "change"] {
            let sql = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))");
            connection.execute_unprepared(&sql).await.unwrap();
        }
    }
    connection.close().await.unwrap();
    store.migrate_up(&database.url).await.unwrap();
    store
}

async fn connected(database: &Database) -> DatabaseConnection {
    SeaOrm::connect(&database.url).await.unwrap()
}

/// Which node leads to which, by their slugs.
async fn redirects(database: &Database) -> BTreeMap<String, String> {
    let (agents, keywords) = nodes(database).await;
    let nodes: HashMap<Uuid, (String, Option<Uuid>)> = agents
        .into_iter()
        .map(|row| (row.id, (row.slug, row.merged_into)))
        .chain(keywords.into_iter().map(|row| (row.id, (row.slug, row.merged_into))))
        .collect();
    nodes.values().filter_map(|(slug, into)| Some((slug.clone(), nodes[&(*into)?].0.clone()))).collect()
}

/// All edges of a database.
async fn edges(connection: &DatabaseConnection) -> (Vec<contribution::Model>, Vec<funding::Model>, Vec<subject::Model>) {
    let mut edges = (
        contribution::Entity::find().all(connection).await.unwrap(),
        funding::Entity::find().all(connection).await.unwrap(),
        subject::Entity::find().all(connection).await.unwrap(),
    );
    edges.0.sort_by_key(|edge| (edge.resource_number, edge.agent_id));
    edges.1.sort_by_key(|edge| (edge.resource_number, edge.agent_id));
    edges.2.sort_by_key(|edge| (edge.resource_number, edge.keyword_id));
    edges
}

/// What has to lead where.
fn wanted() -> BTreeMap<String, String> {
    [
        ("kings-college-hill-c6d13efc", "kings-college-hill"),
        ("kings-college-hill-e59c0a65", "kings-college-hill"),
        ("childrens-fund-for-play-560d5f20", "childrens-fund-for-play"),
        ("childrens-fund-for-play-05d64b0e", "childrens-fund-for-play"),
        ("river-trust-inc-41c94c92", "river-trust-inc"),
        // The one with another identifier stands; the one without is the first.
        ("hills-institute-7f1dc860", "hills-institute"),
        ("jane-roes-estate-df6e4a36", "jane-roes-estate"),
        ("womens-health-6f3e1b10", "womens-health"),
        ("womens-health-0ff38a03", "womens-health"),
        // The first has no address and takes the first of the two that have one.
        ("post-crisis-3d08cbb7", "post-crisis"),
        ("post-crisis-47ea3d5c", "post-crisis"),
    ]
    .map(|(from, to)| (from.to_owned(), to.to_owned()))
    .into()
}

#[tokio::test]
async fn names_that_become_equal_lead_to_the_first() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        assert_eq!(store.key_version().await.unwrap(), 1);
        let connection = connected(&database).await;
        let (before, counts) = (edges(&connection).await, nodes(&database).await);
        let last = store.last_change().await.unwrap();
        rekey(&store, &database.url).await.unwrap();
        assert_eq!(store.key_version().await.unwrap(), KEY_VERSION);
        assert_eq!(redirects(&database).await, wanted(), "{}", database.name);
        assert_eq!(edges(&connection).await, before, "edges name whom their source named");
        let (agents, keywords) = nodes(&database).await;
        assert_eq!((agents.len(), keywords.len()), (counts.0.len(), counts.1.len()), "nothing is deleted");
        for row in &agents {
            assert_eq!(row.name_key, colophon::name::key(&row.name));
            assert_eq!(row.merged_into.is_some(), row.status == NodeStatus::Merged);
            assert!(row.merged_into.is_none() || row.disambiguator == row.id.to_string());
        }
        for row in &keywords {
            assert_eq!(row.label_key, colophon::name::key(&row.label));
            assert_eq!(row.merged_into.is_some(), row.status == NodeStatus::Merged);
        }
        // Who follows the log learns of all that lead somewhere, and of where they lead.
        let reading = store.read().await.unwrap();
        let logged: Vec<Uuid> = reading.changes_after(last, 1_000).await.unwrap().into_iter().map(|change| change.node).collect();
        reading.end().await.unwrap();
        let merged = agents.iter().filter_map(|row| Some((row.id, row.merged_into?)));
        let merged = merged.chain(keywords.iter().filter_map(|row| Some((row.id, row.merged_into?))));
        for (from, to) in merged {
            assert!(logged.contains(&from) && logged.contains(&to));
        }
        // A second time there is nothing to do.
        let last = store.last_change().await.unwrap();
        rekey(&store, &database.url).await.unwrap();
        assert_eq!((store.last_change().await.unwrap(), nodes(&database).await), (last, (agents, keywords)));
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_import_after_it_finds_all_unchanged() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        store.close().await.unwrap();
        let world = World::on(&database).await;
        let connection = connected(&database).await;
        let (before, redirected, counts) =
            (edges(&connection).await, redirects(&database).await, world.store.table_counts().await.unwrap());
        // The bracket of one name is read as an acronym now, which is said on its edge: once.
        for (name, text, updated, unchanged) in
            [("campus.txt", CAMPUS, 0, 3), ("shelf.jsonl", SHELF, 1, 6), ("campus.txt", CAMPUS, 0, 3), ("shelf.jsonl", SHELF, 0, 7)]
        {
            let report = world.import(name, text).await;
            let counts = (report.created, report.updated, report.unchanged, report.rejected);
            assert_eq!(counts, (0, updated, unchanged, 0), "{name} on {}: {report:#?}", database.name);
        }
        let mut after = edges(&connection).await;
        assert_eq!(after.1.len(), before.1.len());
        after.1.iter_mut().zip(&before.1).for_each(|(after, before)| {
            if after.name_as_printed.as_deref() == Some("UK Research and Innovation (UKRI)") {
                after.clone_from(before);
            }
        });
        assert_eq!(after, before, "no edge is written again, and none comes twice");
        assert_eq!(redirects(&database).await, redirected);
        assert_eq!(world.store.table_counts().await.unwrap(), counts);
        let keys: Vec<String> = source_record::Entity::find().all(&connection).await.unwrap().into_iter().map(|row| row.key).collect();
        for key in ["title:a post-crisis guide", "title:child's play", "title:child’s play"] {
            assert!(keys.iter().any(|other| other == key), "{key} is not among {keys:?}");
        }
    }
}

#[tokio::test]
async fn what_an_import_adds_leads_to_the_node_that_stands() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        store.close().await.unwrap();
        let world = World::on(&database).await;
        let text = r#"{"id": "r6", "title": "Rivers", "producedBy": ["Hillʼs Institute", "King‘s College Hill", "River Trust, Inc (RTI)"], "keywords": ["post‐crisis"]}"#;
        let report = world.import("shelf.jsonl", text).await;
        assert_eq!((report.created, report.updated), (0, 1), "{report:#?}");
        let uri = r#"{"id": "r9", "title": "Brooks", "keywords": [{"label": "after crises", "uri": "https://example.org/terms#post"}]}"#;
        world.import("more.jsonl", uri).await;
        let (agents, keywords) = nodes(&database).await;
        let connection = connected(&database).await;
        let (contributions, _, subjects) = edges(&connection).await;
        let slugs: HashMap<Uuid, &str> =
            agents.iter().map(|row| (row.id, row.slug.as_str())).chain(keywords.iter().map(|row| (row.id, row.slug.as_str()))).collect();
        let mut makers: Vec<_> = contributions.iter().filter(|edge| edge.resource_number == 9).collect();
        makers.sort_by_key(|edge| edge.position);
        let makers: Vec<&str> = makers.into_iter().map(|edge| slugs[&edge.agent_id]).collect();
        // A spelling that 0.1 knew names its node, so that a merge can be taken back; a new one names the first.
        assert_eq!(makers, ["hills-institute-7f1dc860", "kings-college-hill", "river-trust-inc-41c94c92"]);
        let about = |resource: i64| -> Vec<&str> {
            subjects.iter().filter(|edge| edge.resource_number == resource).map(|edge| slugs[&edge.keyword_id]).collect()
        };
        assert_eq!(about(9), ["post-crisis"]);
        assert_eq!(about(11), ["post-crisis-3d08cbb7"], "its address was given to this one");
        // What is learnt is learnt by the node that stands.
        let names = agent_name::Entity::find().all(&connection).await.unwrap();
        let learnt: Vec<_> = names.iter().filter(|name| name.value == "RTI").map(|name| slugs[&name.agent_id]).collect();
        assert_eq!(learnt, ["river-trust-inc"]);
        assert_eq!(world.import("shelf.jsonl", text).await.unchanged, 1);
    }
}

#[tokio::test]
async fn what_was_broken_off_is_taken_up_again() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        let mut rekeying = Rekeying::of(&store).await.unwrap().unwrap();
        assert!(rekeying.step(&store).await.unwrap(), "the agents are one batch, and there are keywords");
        let partly = redirects(&database).await;
        assert!(!partly.is_empty() && partly.len() < wanted().len(), "{partly:?}");
        assert_eq!(store.key_version().await.unwrap(), 1, "not all of it was done");
        // Two processes at once: one does the rest, the other waits and finds it done.
        let others = [Store::open(&database.url).await.unwrap(), Store::open(&database.url).await.unwrap()];
        for done in futures_util::future::join_all(others.iter().map(|store| rekey(store, &database.url))).await {
            done.unwrap();
        }
        assert_eq!(redirects(&database).await, wanted());
        assert_eq!(store.key_version().await.unwrap(), KEY_VERSION);
        assert!(Rekeying::of(&store).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn it_can_be_undone_and_done_again() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        undo_versions(&store, &database).await;
        assert_eq!(redirects(&database).await, BTreeMap::new(), "a program without redirects shows all nodes");
        assert!(nodes(&database).await.0.iter().all(|row| row.status == NodeStatus::Active));
        store.migrate_up(&database.url).await.unwrap();
        rekey(&store, &database.url).await.unwrap();
        assert_eq!(redirects(&database).await, wanted(), "{}", database.name);
    }
}

#[tokio::test]
async fn keys_of_a_newer_program_are_refused() {
    for database in Database::all().await {
        let store = Store::open(&database.url).await.unwrap();
        store.migrate_up(&database.url).await.unwrap();
        assert_eq!(store.key_version().await.unwrap(), KEY_VERSION, "a new database has nothing to make anew");
        let tx = store.begin().await.unwrap();
        tx.set_key_version(KEY_VERSION + 1).await.unwrap();
        tx.commit(None).await.unwrap();
        let error = rekey(&store, &database.url).await.unwrap_err();
        assert!(matches!(error, StoreError::KeysTooNew(_)), "{error}");
    }
}

#[tokio::test]
async fn a_node_that_others_lead_to_stays_until_the_last_source_goes() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        let shows = async |slug: &str| nodes(&database).await.0.iter().any(|row| row.slug == slug);
        let mut tx = store.begin().await.unwrap();
        let campus = tx.find_source("campus").await.unwrap().unwrap();
        let removed = tx.remove_source(campus).await.unwrap();
        tx.commit(None).await.unwrap();
        assert_eq!((removed.resources, removed.agents, removed.keywords), (3, 0, 0), "{}", database.name);
        // Its edges named `kings-college-hill`, and so do the other source's, by way of another spelling.
        assert!(shows("kings-college-hill").await && shows("childrens-fund-for-play").await);
        let mut tx = store.begin().await.unwrap();
        let shelf = tx.find_source("shelf").await.unwrap().unwrap();
        tx.remove_source(shelf).await.unwrap();
        tx.commit(None).await.unwrap();
        let (agents, keywords) = nodes(&database).await;
        assert!(agents.is_empty() && keywords.is_empty(), "{agents:?} {keywords:?}");
    }
}

#[tokio::test]
async fn a_node_that_goes_takes_no_redirect_along() {
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        let connection = connected(&database).await;
        let mut tx = store.begin().await.unwrap();
        let shelf = tx.find_source("shelf").await.unwrap().unwrap();
        tx.remove_source(shelf).await.unwrap();
        tx.commit(None).await.unwrap();
        let agents = agent::Entity::find().all(&connection).await.unwrap();
        let keywords = keyword::Entity::find().all(&connection).await.unwrap();
        assert!(agents.iter().all(|row| row.merged_into.is_none_or(|into| agents.iter().any(|other| other.id == into))));
        assert!(keywords.iter().all(|row| row.merged_into.is_none_or(|into| keywords.iter().any(|other| other.id == into))));
        assert_eq!(agents.iter().filter(|row| row.merged_into.is_none()).count(), 2, "{agents:?}");
    }
}

#[tokio::test]
async fn an_account_that_may_not_write_goes_on_with_what_there_is() {
    let Some(database) = Database::postgres().await else { return };
    let store = of_the_first_version(&database).await;
    let connection = connected(&database).await;
    let name: String = {
        let row =
            connection.query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT current_database()")).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    };
    let reader = format!("reader_of_{name}");
    for sql in [
        format!("CREATE ROLE {reader} LOGIN PASSWORD 'reads'"),
        format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}"),
        format!("GRANT USAGE ON SCHEMA public TO {reader}"),
    ] {
        connection.execute_unprepared(&sql).await.unwrap();
    }
    let (scheme, rest) = database.url.split_once("://").unwrap();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let url = format!("{scheme}://{reader}:reads@{place}");
    let reading = Store::open(&url).await.unwrap();
    rekey(&reading, &url).await.unwrap();
    assert_eq!(reading.key_version().await.unwrap(), 1);
    assert_eq!(redirects(&database).await, BTreeMap::new());
    rekey(&store, &database.url).await.unwrap();
    assert_eq!(redirects(&database).await, wanted());
}

#[tokio::test]
async fn a_file_that_may_not_be_written_goes_on_with_what_there_is() {
    let database = Database::sqlite();
    let store = of_the_first_version(&database).await;
    let url = format!("{}?mode=ro", database.url);
    let reading = Store::open(&url).await.unwrap();
    rekey(&reading, &url).await.unwrap();
    assert_eq!(reading.key_version().await.unwrap(), 1);
    rekey(&store, &database.url).await.unwrap();
    assert_eq!(redirects(&database).await, wanted());
}

#[tokio::test]
async fn counts_are_those_of_a_new_import() {
    const ASK: &str = r#"{
        organizations(first: 50, orderBy: { field: NAME }) { totalCount nodes { name identifiers { value } produced { totalCount } funded { totalCount } } }
        persons(first: 50) { totalCount nodes { produced { totalCount } } }
        keywords(first: 50, orderBy: { field: LABEL }) { totalCount nodes { label uri resources { totalCount } } }
        resources(first: 50) { totalCount facets(by: [PRODUCER, FUNDER, KEYWORD], first: 50) { dimension values { label count } } }
        a: organization(name: "King's College Hill") { name slug } b: organization(slug: "kings-college-hill-c6d13efc") { name }
    }"#;
    for database in Database::all().await {
        let store = of_the_first_version(&database).await;
        rekey(&store, &database.url).await.unwrap();
        store.close().await.unwrap();
        let old = World::on(&database).await;
        assert_eq!(old.catalog.verify().await.unwrap().differences, Vec::<String>::new());
        old.import("campus.txt", CAMPUS).await;
        old.import("shelf.jsonl", SHELF).await;
        assert_eq!(old.catalog.verify().await.unwrap().differences, Vec::<String>::new());
        let new = World::new(Database::sqlite()).await;
        new.import("campus.txt", CAMPUS).await;
        new.import("shelf.jsonl", SHELF).await;
        let (old, new) = (old.query(ASK).await, new.query(ASK).await);
        assert!(new.body.get("errors").is_none() && old.body.get("errors").is_none(), "{:#}", new.body);
        assert_eq!(old.at("/b/name"), "King’s College Hill", "the slug of a merged node leads on");
        for pointer in ["/organizations/totalCount", "/persons", "/keywords", "/resources/totalCount", "/resources/facets/2", "/a"] {
            assert_eq!(old.at(pointer), new.at(pointer), "{pointer}");
        }
    }
}
