//! Nodes that are merged into others, and the way back.

mod texts;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use colophon::catalog::{Catalog, Settings};
use colophon::global_id;
use colophon::import::Options;
use colophon::store::Store;
use colophon::store::redirect::RedirectError;
use colophon::text::Place;
use entity::vocabulary::NodeKind;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{Answer, Database, SAMPLE, World};
use crate::records::queries;

const RECORDS: &str = r#"{"id":"1","title":"Rivers","producedBy":[{"name":"River Trust","ror":"02nr0ka47"}],"supportedBy":["Water Fund"],"keywords":["streams"]}
{"id":"2","title":"Lakes","producedBy":["The Trust for Rivers (TFR)","River Trust"],"supportedBy":["Fund for Water","Water Fund"],"keywords":["brooks","streams"]}
{"id":"3","title":"Seas","producedBy":[{"name":"Trust for Rivers","role":"editor"},"Trust for Rivers"],"keywords":[{"label":"brooks","uri":"https://example.org/brooks"}]}
{"id":"4","title":"Ponds","producedBy":[{"name":"Rivers Inc","ror":"05dxps055"},{"name":"Ada Example","orcid":"0000-0002-1825-0097"},{"name":"A. Example","kind":"person"}]}
"#;

async fn filled(database: Database) -> World {
    let world = World::new(database).await;
    let report = world.import("records.jsonl", RECORDS).await;
    assert_eq!((report.created, report.rejected), (4, 0), "{report:?}");
    world
}

/// The global id of an organization, a person or a keyword.
async fn id(world: &World, noun: &str, slug: &str) -> String {
    let answer = world.query(&format!("{{ {noun}(slug: \"{slug}\") {{ id }} }}")).await;
    answer.at(&format!("/{noun}/id")).as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
}

fn decoded(id: &str) -> (NodeKind, Uuid) {
    global_id::decode(id).unwrap()
}

async fn redirect(world: &World, from: &str, to: Option<&str>) -> Result<bool, RedirectError> {
    let (kind, from) = decoded(from);
    let mut tx = world.store.begin().await.unwrap();
    let changed = tx.redirect(kind, from, to.map(|to| decoded(to).1)).await?;
    tx.commit(None).await.unwrap();
    Ok(changed)
}

async fn merge(world: &World, from: &str, to: Option<&str>) {
    assert!(redirect(world, from, to).await.unwrap());
    world.refresh().await;
}

async fn is_sound(world: &World) {
    assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new(), "on {}", world.database.name);
}

fn titles(answer: &Answer, pointer: &str) -> BTreeSet<String> {
    let nodes = answer.at(pointer).as_array().unwrap_or_else(|| panic!("{pointer}: {answer:?}"));
    nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_node_has_what_both_had() {
    for database in Database::all().await {
        let world = filled(database).await;
        let (trust, other) = (id(&world, "organization", "river-trust").await, id(&world, "organization", "the-trust-for-rivers").await);
        let counted = "query($id: ID!) {
            organization(id: $id) { produced { totalCount } editor: produced(role: EDITOR) { totalCount } topics { nodes { node { label } resourceCount } } }
            resources { totalCount facets(by: [PRODUCER, FUNDER]) { dimension distinctValues values { label count } } }
            filtered: resources(filter: { producers: { some: { id: { eq: $id } } } }) { totalCount nodes { title } }
            organizations { totalCount nodes { name } }
        }";
        let before = world.query_with(counted, json!({ "id": trust })).await;
        assert_eq!(before.at("/organization/produced/totalCount"), 2, "{before:?}");
        merge(&world, &other, Some(&trust)).await;
        let after = world.query_with(counted, json!({ "id": trust })).await;
        assert_eq!(after.at("/organization/produced/totalCount"), 3, "{after:?}");
        assert_eq!(after.at("/organization/editor/totalCount"), 1);
        assert_eq!(after.at("/filtered/totalCount"), 3);
        assert_eq!(titles(&after, "/filtered/nodes"), BTreeSet::from(["Lakes", "Rivers", "Seas"].map(str::to_owned)));
        assert_eq!(after.at("/resources/facets/0/values/0"), &json!({ "label": "River Trust", "count": 3 }));
        let organizations = |answer: &Answer| answer.at("/organizations/totalCount").as_u64().unwrap();
        assert_eq!(organizations(&after) + 1, organizations(&before));
        assert!(!after.at("/organizations/nodes").to_string().contains("Trust for Rivers"));
        assert_eq!(after.statements, before.statements);
        // The filter means the survivor whichever id it names.
        let by_other = world.query_with(counted, json!({ "id": other })).await;
        assert_eq!(by_other.body, after.body);

        // An edge is shown once, where the first source names it, and as it is printed there.
        let edges = "{ resource(identifier: \"2\") {
            producers { totalCount edges { position nameAsPrinted provenance { line } node { name } } }
            funders { totalCount edges { position nameAsPrinted node { name } } }
            keywords { totalCount edges { position labelAsPrinted node { label } } }
        } }";
        let first = world.query(edges).await;
        let printed = json!({ "position": 1, "nameAsPrinted": "The Trust for Rivers (TFR)", "provenance": { "line": 2 }, "node": { "name": "River Trust" } });
        assert_eq!(first.at("/resource/producers"), &json!({ "totalCount": 1, "edges": [printed] }));
        assert_eq!(first.at("/resource/funders/totalCount"), 2);
        let (fund, fund_for) = (id(&world, "organization", "water-fund").await, id(&world, "organization", "fund-for-water").await);
        let (streams, brooks) = (id(&world, "keyword", "streams").await, id(&world, "keyword", "brooks").await);
        merge(&world, &fund_for, Some(&fund)).await;
        merge(&world, &brooks, Some(&streams)).await;
        let second = world.query(edges).await;
        let printed = json!({ "position": 1, "nameAsPrinted": "Fund for Water", "node": { "name": "Water Fund" } });
        assert_eq!(second.at("/resource/funders"), &json!({ "totalCount": 1, "edges": [printed] }));
        let printed = json!({ "position": 1, "labelAsPrinted": "brooks", "node": { "label": "streams" } });
        assert_eq!(second.at("/resource/keywords"), &json!({ "totalCount": 1, "edges": [printed] }));
        assert_eq!(second.statements, first.statements);
        is_sound(&world).await;
    }
}

#[tokio::test]
async fn whatever_named_it_names_the_survivor() {
    for database in Database::all().await {
        let world = filled(database).await;
        let (trust, other, rivers) = (
            id(&world, "organization", "river-trust").await,
            id(&world, "organization", "the-trust-for-rivers").await,
            id(&world, "organization", "rivers-inc").await,
        );
        // A chain: the first leads to the second, the second to the third.
        merge(&world, &rivers, Some(&other)).await;
        merge(&world, &other, Some(&trust)).await;
        let fields = "{ id slug name ror names { value kind } identifiers { value } }";
        let survivor = world.query(&format!("{{ organization(id: \"{trust}\") {fields} }}")).await.at("/organization").clone();
        assert_eq!((&survivor["id"], &survivor["slug"], &survivor["ror"]), (&json!(trust), &json!("river-trust"), &json!("02nr0ka47")));
        let names = survivor["names"].as_array().unwrap();
        assert_eq!(names.iter().filter(|name| name["kind"] == "DISPLAY").count(), 1, "{names:?}");
        for (name, kind) in [("Trust for Rivers", "ALIAS"), ("TFR", "ACRONYM"), ("Rivers Inc", "ALIAS")] {
            assert!(
                names.iter().any(|known| known["value"].as_str().unwrap().ends_with(name) && known["kind"] == kind),
                "{name}: {names:?}"
            );
        }
        assert_eq!(survivor["identifiers"], json!([{ "value": "02nr0ka47" }, { "value": "05dxps055" }]));
        for argument in [
            format!("id: \"{other}\""),
            format!("id: \"{rivers}\""),
            "slug: \"the-trust-for-rivers\"".to_owned(),
            "slug: \"rivers-inc\"".to_owned(),
            "name: \"trust for rivers\"".to_owned(),
            "name: \"TFR\"".to_owned(),
            "name: \"RIVERS  inc\"".to_owned(),
            "identifier: \"https://ror.org/05dxps055\"".to_owned(),
        ] {
            let answer = world.query(&format!("{{ organization({argument}) {fields} }}")).await;
            assert_eq!(answer.at("/organization"), &survivor, "{argument}: {answer:?}");
        }
        let query = "query($ids: [ID!]!, $of: [_Any!]!) {
            nodes(ids: $ids) { id __typename } node(id: \"X\") { id }
            _entities(representations: $of) { ... on Organization { id } }
            bySlug: organizations(filter: { slug: { in: [\"rivers-inc\"] } }) { nodes { id } }
            byOther: organizations(filter: { slug: { startsWith: \"the-trust\" } }) { nodes { id } }
            not: organizations(filter: { not: { slug: { eq: \"rivers-inc\" } } }) { nodes { id } }
        }"
        .replace("\"X\"", &format!("\"{rivers}\""));
        let keys =
            [("id", rivers.as_str()), ("slug", "rivers-inc"), ("ror", "05dxps055"), ("id", &other), ("slug", "the-trust-for-rivers")];
        let of: Vec<Value> = keys.iter().map(|(key, value)| json!({ "__typename": "Organization", (*key): value })).collect();
        let answer = world.query_with(&query, json!({ "ids": [other, rivers, trust], "of": of })).await;
        let same = json!({ "id": trust, "__typename": "Organization" });
        assert_eq!(answer.at("/nodes"), &json!([same, same, same]), "{answer:?}");
        assert_eq!(answer.at("/node/id"), trust.as_str());
        assert_eq!(answer.at("/_entities"), &json!(vec![json!({ "id": trust }); keys.len()]));
        assert_eq!((answer.at("/bySlug/nodes"), answer.at("/byOther/nodes")), (&json!([{ "id": trust }]), &json!([{ "id": trust }])));
        assert!(!answer.at("/not/nodes").to_string().contains(&trust));

        let (ada, a) = (id(&world, "person", "ada-example").await, id(&world, "person", "a-example").await);
        merge(&world, &ada, Some(&a)).await;
        let of = json!([{ "__typename": "Person", "orcid": "0000-0002-1825-0097" }, { "__typename": "Person", "slug": "ada-example" }]);
        let query = "query($of: [_Any!]!) { _entities(representations: $of) { ... on Person { id orcid names { value } } } }";
        let answer = world.query_with(query, json!({ "of": of })).await;
        let person = json!({ "id": a, "orcid": "0000-0002-1825-0097", "names": [{ "value": "A. Example" }, { "value": "Ada Example" }] });
        assert_eq!(answer.at("/_entities"), &json!([person, person]));

        let (streams, brooks) = (id(&world, "keyword", "streams").await, id(&world, "keyword", "brooks").await);
        merge(&world, &brooks, Some(&streams)).await;
        let of = [("id", brooks.as_str()), ("slug", "brooks"), ("uri", "https://example.org/brooks")];
        let of: Vec<Value> = of.iter().map(|(key, value)| json!({ "__typename": "Keyword", (*key): value })).collect();
        let query = "query($of: [_Any!]!) {
            _entities(representations: $of) { ... on Keyword { id label altLabels uri resources { totalCount } } }
            keyword(label: \"Brooks\") { id } keywords { totalCount }
        }";
        let answer = world.query_with(query, json!({ "of": of })).await;
        let keyword = json!({ "id": streams, "label": "streams", "altLabels": ["brooks"], "uri": "https://example.org/brooks", "resources": { "totalCount": 3 } });
        assert_eq!(answer.at("/_entities"), &json!([keyword, keyword, keyword]), "{answer:?}");
        assert_eq!((answer.at("/keyword/id"), answer.at("/keywords/totalCount")), (&json!(streams), &json!(1)));
        is_sound(&world).await;
    }
}

/// Answers of the sample's questions, of the world's own and of one that starts anew.
async fn answers(world: &World) -> Vec<Value> {
    let anew = World::on(&world.database).await;
    let mut answers = Vec::new();
    for query in queries() {
        let (one, other) = (world.query(&query).await.body, anew.query(&query).await.body);
        assert_eq!(one, other, "on {}: {query}", world.database.name);
        answers.push(one);
    }
    answers
}

#[tokio::test]
async fn what_is_taken_back_never_was() {
    for database in Database::all().await {
        let world = World::remembering(database).await;
        world.import("peer-support.txt", SAMPLE).await;
        let before = answers(&world).await;
        let pairs = [("organization", "policy-research-associates", "mental-health-america"), ("keyword", "peers", "lived-experience")];
        let mut merged = Vec::new();
        for (noun, from, to) in pairs {
            merged.push(id(&world, noun, from).await);
            let to = id(&world, noun, to).await;
            merge(&world, merged.last().unwrap(), Some(&to)).await;
            merged.push(to);
        }
        let after = answers(&world).await;
        let changed = before.iter().zip(&after).filter(|(before, after)| before != after).count();
        assert!(changed > 10, "{changed} answers changed");
        assert!(!redirect(&world, &merged[0], Some(&merged[1])).await.unwrap(), "it says so already");
        for id in [&merged[0], &merged[2]] {
            merge(&world, id, None).await;
        }
        assert_eq!(answers(&world).await, before, "on {}", world.database.name);
        is_sound(&world).await;
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    for database in Database::all().await {
        let world = filled(database).await;
        let (trust, other, person, word) = (
            id(&world, "organization", "river-trust").await,
            id(&world, "organization", "the-trust-for-rivers").await,
            id(&world, "person", "ada-example").await,
            id(&world, "keyword", "streams").await,
        );
        let nobody = global_id::encode(NodeKind::Organization, Uuid::nil());
        let resource =
            world.query("{ resources(first: 1) { nodes { id } } }").await.at("/resources/nodes/0/id").as_str().unwrap().to_owned();
        for (from, to) in
            [(&trust, &person), (&trust, &word), (&trust, &nobody), (&nobody, &trust), (&word, &trust), (&resource, &resource)]
        {
            let refused = redirect(&world, from, Some(to)).await;
            assert!(matches!(refused, Err(RedirectError::Missing { .. })), "{from} to {to}: {refused:?}");
        }
        assert!(matches!(redirect(&world, &trust, Some(&trust)).await, Err(RedirectError::Cycle { .. })));
        merge(&world, &other, Some(&trust)).await;
        assert!(matches!(redirect(&world, &trust, Some(&other)).await, Err(RedirectError::Cycle { .. })));
        assert!(!redirect(&world, &trust, None).await.unwrap(), "there is nothing to take back");
        is_sound(&world).await;
    }
}

/// One process follows, one takes up what it saved, one reads the database.
#[tokio::test]
async fn every_server_follows() {
    for database in Database::all().await {
        let world = filled(database).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("graph");
        let settings = || Settings { texts: Place::Memory, graph: Some(file.clone()), is_read_only: false, record_bytes: 1 << 20 };
        let open = async || Catalog::open(Store::open(&world.database.url).await.unwrap(), settings()).await.unwrap();
        let catalog = open().await;
        let follower = catalog.follow();
        let (trust, other) = (id(&world, "organization", "river-trust").await, id(&world, "organization", "the-trust-for-rivers").await);
        let counts = catalog.graph().counts();
        for (to, less) in [(Some(trust.as_str()), 1), (None, 0), (Some(trust.as_str()), 1)] {
            merge(&world, &other, to).await;
            let since = Instant::now();
            while catalog.graph().counts().organizations != counts.organizations - less {
                assert!(since.elapsed() < Duration::from_secs(2), "not seen on {}", world.database.name);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            catalog.save().await;
            let anew = open().await;
            assert_eq!(anew.graph().differences(&catalog.graph()), Vec::<String>::new());
            assert_eq!(anew.graph().differences(&world.catalog.graph()), Vec::<String>::new());
            assert_eq!(anew.verify().await.unwrap().differences, Vec::<String>::new());
        }
        follower.abort();
        // A taken up graph goes on.
        let anew = open().await;
        merge(&world, &other, None).await;
        assert_eq!(anew.verify().await.unwrap().differences, Vec::<String>::new());
        assert_eq!(anew.graph().counts(), counts);
    }
}

#[tokio::test]
async fn a_circle_is_told_and_harms_nobody() {
    for database in Database::all().await {
        let world = filled(database).await;
        let (trust, other) = (id(&world, "organization", "river-trust").await, id(&world, "organization", "the-trust-for-rivers").await);
        let counts = world.catalog.graph().counts();
        merge(&world, &other, Some(&trust)).await;
        let connection = sea_orm::Database::connect(&world.database.url).await.unwrap();
        let circle = "UPDATE agent SET status = 'MERGED', merged_into = (SELECT id FROM agent WHERE slug = 'the-trust-for-rivers') WHERE slug = 'river-trust'";
        connection.execute_unprepared(circle).await.unwrap();
        let anew = World::on(&world.database).await;
        assert_eq!(anew.catalog.graph().counts(), counts, "both stand for themselves");
        let told = anew.catalog.verify().await.unwrap().differences;
        for id in [&trust, &other] {
            let id = decoded(id).1.to_string();
            assert!(told.iter().any(|line| line.contains(&id) && line.contains("leads nowhere")), "{told:?}");
        }
        // A step of the log that meets it does the same, and takes it back.
        redirect(&world, &other, None).await.unwrap();
        world.refresh().await;
        anew.refresh().await;
        assert_eq!(anew.catalog.graph().counts().organizations, counts.organizations - 1);
        is_sound(&anew).await;
        connection.close().await.unwrap();
    }
}

#[tokio::test]
async fn imports_name_a_merged_node_as_before() {
    for database in Database::all().await {
        let world = filled(database).await;
        let (trust, other) = (id(&world, "organization", "river-trust").await, id(&world, "organization", "the-trust-for-rivers").await);
        let (fund, fund_for) = (id(&world, "organization", "water-fund").await, id(&world, "organization", "fund-for-water").await);
        merge(&world, &other, Some(&trust)).await;
        merge(&world, &fund_for, Some(&fund)).await;
        let more = "{\"id\":\"9\",\"title\":\"Wells\",\"producedBy\":[\"Trust for Rivers\",\"River Trust\"],\"supportedBy\":[\"Fund for Water (FFW)\"]}\n";
        let options = Options { source: Some("more".to_owned()), ..Options::default() };
        world.import_with("more.jsonl", more, &options).await;
        let query = "{ fund: organization(slug: \"water-fund\") { names { value kind } } organization(slug: \"river-trust\") { produced { totalCount nodes { title producers { totalCount } } } }
            organizations(search: \"FFW\") { totalCount } resources(search: \"FFW\") { totalCount } }";
        let answer = world.query(query).await;
        assert_eq!(answer.at("/organization/produced/totalCount"), 4, "{answer:?}");
        assert!(answer.at("/fund/names").as_array().unwrap().contains(&json!({ "value": "FFW", "kind": "ACRONYM" })), "{answer:?}");
        assert_eq!((answer.at("/organizations/totalCount"), answer.at("/resources/totalCount")), (&json!(1), &json!(3)), "{answer:?}");
        let wells = |answer: &Answer| {
            let nodes = answer.at("/organization/produced/nodes").as_array().unwrap().clone();
            nodes.into_iter().find(|node| node["title"] == "Wells").unwrap()["producers"]["totalCount"].clone()
        };
        assert_eq!(wells(&answer), 1);
        is_sound(&world).await;
        merge(&world, &other, None).await;
        let answer = world.query(query).await;
        assert_eq!((answer.at("/organization/produced/totalCount"), wells(&answer)), (&json!(3), json!(2)), "{answer:?}");
        is_sound(&world).await;
    }
}
