//! Reads go to a streaming standby, and no answer is older for it, whatever becomes of the standby.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use colophon::catalog::View;
use colophon::import::Options;
use colophon::store::import_run::NumberWindow;
use colophon::store::{Health, Store, StoreError, Terms};
use sea_orm::{ConnectionTrait, Database as SeaOrm, DatabaseConnection};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use crate::command::{Server, run};
use crate::harness::{Answer, Database, World};
use crate::standby::Turn;

/// Whatever is waited for, it comes before that, on a slow machine too.
const PATIENCE: Duration = Duration::from_mins(1);
/// More than any lag of a test that does not look at lags.
const LAG: Duration = PATIENCE;

const RESOURCE: &str = "{ resources { nodes { title description } } }";
/// All runs: each import is one.
const RUNS: NumberWindow = NumberWindow { after: None, before: None, limit: 1_000, backwards: false };

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "not so after {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Something done on a server by its administrator, who also has to give way to replay.
async fn administer(url: &str, statement: &str) {
    let connection: DatabaseConnection = SeaOrm::connect(url).await.unwrap();
    let began = Instant::now();
    while let Err(error) = connection.execute_unprepared(statement).await {
        assert!(error.to_string().contains("conflict with recovery") && began.elapsed() < PATIENCE, "{statement}: {error}");
    }
    connection.close().await.unwrap();
}

/// A world that reads from the standby.
struct Scene {
    turn: Turn,
    world: World,
    standby: String,
}

impl Scene {
    async fn new(lag: Duration) -> Option<Self> {
        let turn = Turn::take().await?;
        // A test that failed may have left it so.
        administer(&turn.pair.standby(&turn.pair.primary.admin_url()), "SELECT pg_wal_replay_resume()").await;
        let database = Database::on(&turn.pair.primary).await;
        let standby = turn.pair.standby(&database.url);
        let world = World::replicated(database, std::slice::from_ref(&standby), lag).await;
        let scene = Self { turn, world, standby };
        scene.say("0").await;
        scene.is_up(true).await;
        Some(scene)
    }

    /// Writes what the resource says, past what the world has seen.
    async fn write(&self, says: &str) {
        let line = format!("{{\"id\":\"r\",\"title\":\"{says}\",\"description\":\"{says}\"}}\n");
        self.world.try_import("r.jsonl", &line, &Options::default()).await.unwrap();
    }

    async fn say(&self, says: &str) {
        self.write(says).await;
        self.world.refresh().await;
    }

    fn health(&self) -> Health {
        self.world.store.replicas()[0]
    }

    async fn is_up(&self, is_up: bool) {
        until(if is_up { "the standby is asked" } else { "the standby is left out" }, || self.health().is_up == is_up).await;
    }

    async fn has_all(&self) {
        until("the standby has everything", || self.health().is_up && self.health().lag.is_zero()).await;
    }

    fn view(&self) -> View {
        self.world.catalog.view(Instant::now() + PATIENCE)
    }

    async fn pause(&self) {
        administer(&self.standby, "SELECT pg_wal_replay_pause()").await;
        // Asked for is not yet done.
        let is_paused = "DO $$ BEGIN WHILE pg_get_wal_replay_pause_state() <> 'paused' LOOP PERFORM pg_sleep(0.005); END LOOP; END $$";
        administer(&self.standby, is_paused).await;
    }

    async fn resume(&self) {
        administer(&self.standby, "SELECT pg_wal_replay_resume()").await;
    }
}

fn said(answer: &Answer) -> &Value {
    answer.at("/resources/nodes/0/description")
}

/// The one resource.
fn resource(view: &View) -> Uuid {
    let node = view.graph.newest().next().unwrap();
    view.graph.resource(node).unwrap().id()
}

#[tokio::test]
async fn reads_go_to_the_standby_unless_it_is_older_than_the_snapshot() {
    let Some(scene) = Scene::new(LAG).await else { return };
    scene.has_all().await;
    let (view, before) = (scene.view(), scene.health().reads);
    let answer = scene.world.query(RESOURCE).await;
    assert_eq!((said(&answer), answer.statements), (&Value::from("0"), 1));
    assert_eq!(scene.health().reads, before + 1);

    scene.pause().await;
    scene.say("1").await;
    // What an older snapshot needs is there still: that its answer is old shows who gave it.
    let before = scene.health().reads;
    assert_eq!((view.runs(false, RUNS).await.unwrap().len(), scene.health().reads), (1, before + 1));
    // But what is kept for others must not be old, and what others need is not there.
    let record = view.resource(resource(&view)).await.unwrap().unwrap();
    assert_eq!((record.description.as_deref(), scene.health().reads), (Some("1"), before + 1));
    assert_eq!(said(&scene.world.query(RESOURCE).await), "1");
    assert_eq!((scene.view().runs(false, RUNS).await.unwrap().len(), scene.health().reads), (2, before + 1));

    scene.resume().await;
    scene.has_all().await;
    assert_eq!((scene.view().runs(false, RUNS).await.unwrap().len(), scene.health().reads), (2, before + 2));
}

/// A resource whose title, which the graph has, and description, which it has not, are one number that only grows, while the standby stops and goes
/// on. Nobody may read a description that is older than the title beside it.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn no_answer_is_older_than_its_snapshot_while_much_is_written() {
    const WRITES: usize = 30;
    let Some(scene) = Scene::new(LAG).await else { return };
    let (scene, done) = (Arc::new(scene), Arc::new(AtomicBool::new(false)));
    let follower = scene.world.catalog.follow();
    let number = |value: &Value| value.as_str().unwrap().parse::<usize>().unwrap();
    let readers = (0..2).map(|_| {
        let (scene, done) = (Arc::clone(&scene), Arc::clone(&done));
        tokio::spawn(async move {
            let mut answers = 0;
            while !done.load(Ordering::Relaxed) {
                // Another document each time: a whole answer that is kept asks nobody.
                let answer = scene.world.query(&format!("query N{answers} {RESOURCE}")).await;
                assert!(answer.body.get("errors").is_none(), "{}", answer.body);
                let (title, description) = (number(answer.at("/resources/nodes/0/title")), number(said(&answer)));
                assert!(description >= title, "{description} is older than {title}");
                answers += 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            answers
        })
    });
    // Who reads late, for a snapshot that is none any more, leaves nothing old to the others.
    let late = {
        let (scene, done) = (Arc::clone(&scene), Arc::clone(&done));
        tokio::spawn(async move {
            while !done.load(Ordering::Relaxed) {
                let view = scene.view();
                let began = Instant::now();
                while scene.world.catalog.graph().version() == view.graph.version() && began.elapsed() < Duration::from_secs(1) {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                view.resource(resource(&view)).await.unwrap().unwrap();
            }
        })
    };
    let readers: Vec<_> = readers.collect();
    let mut is_paused = false;
    for write in 1..=WRITES {
        if write % 10 == 0 {
            scene.resume().await;
            scene.has_all().await;
            is_paused = false;
        } else if write % 5 == 0 {
            scene.pause().await;
            is_paused = true;
        }
        scene.write(&write.to_string()).await;
    }
    assert!(!is_paused, "the standby must have answered at the end");
    until("the last write is seen", || {
        let view = scene.view();
        view.graph.newest().next().and_then(|node| view.graph.resource(node)).is_some_and(|resource| resource.title() == WRITES.to_string())
    })
    .await;
    scene.has_all().await;
    done.store(true, Ordering::Relaxed);
    let mut answers = 0;
    for reader in readers {
        answers += reader.await.unwrap();
    }
    late.await.unwrap();
    follower.abort();
    let reads = scene.health().reads;
    assert!(answers > WRITES && reads > 0, "{answers} answers, {reads} from the standby");
}

#[tokio::test]
async fn a_standby_that_lags_is_left_out_and_comes_back() {
    let Some(scene) = Scene::new(Duration::from_millis(500)).await else { return };
    scene.has_all().await;
    scene.pause().await;
    scene.say("1").await;
    scene.is_up(false).await;
    assert!(scene.health().lag >= Duration::from_millis(500), "{:?}", scene.health().lag);
    assert_eq!(said(&scene.world.query(RESOURCE).await), "1");
    scene.resume().await;
    scene.has_all().await;
    let before = scene.health().reads;
    scene.view().run_count(false).await.unwrap();
    assert_eq!(scene.health().reads, before + 1);
}

/// Queries that go on, each of another snapshot's record, until told to stop; how many.
fn asking(scene: &Arc<Scene>, done: &Arc<AtomicBool>) -> tokio::task::JoinHandle<usize> {
    let (scene, done) = (Arc::clone(scene), Arc::clone(done));
    tokio::spawn(async move {
        let mut answers = 0;
        while !done.load(Ordering::Relaxed) {
            let runs = "{ importRuns { totalCount nodes { id issues { totalCount } } } }";
            let answer = scene.world.query(&format!("query N{answers} {runs}")).await;
            assert!(answer.body.get("errors").is_none(), "{}", answer.body);
            answers += 1;
        }
        answers
    })
}

/// Stops the standby in some way in the middle of queries, and brings it back.
async fn comes_and_goes(stop: &str, start: &str) {
    let Some(scene) = Scene::new(LAG).await else { return };
    scene.has_all().await;
    let (scene, done) = (Arc::new(scene), Arc::new(AtomicBool::new(false)));
    let askers: Vec<_> = (0..4).map(|_| asking(&scene, &done)).collect();
    for round in 0..2 {
        let reads = scene.health().reads;
        until("the standby answers", || scene.health().reads > reads + 20).await;
        scene.turn.tell(stop);
        scene.is_up(false).await;
        let reads = scene.health().reads;
        scene.say(&format!("away {round}")).await;
        assert_eq!(said(&scene.world.query(RESOURCE).await), format!("away {round}").as_str());
        assert_eq!(scene.health().reads, reads);
        scene.turn.tell(start);
        scene.has_all().await;
    }
    done.store(true, Ordering::Relaxed);
    for asker in askers {
        assert!(asker.await.unwrap() > 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_standby_that_dies_fails_no_answer_and_comes_back() {
    comes_and_goes("stop", "start").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_standby_that_says_nothing_fails_no_answer_and_comes_back() {
    comes_and_goes("freeze", "thaw").await;
}

/// A statement that stands in the way of replay is cancelled by the standby, and asked elsewhere.
#[tokio::test]
async fn what_gives_way_to_replay_is_asked_elsewhere() {
    let Some(scene) = Scene::new(LAG).await else { return };
    scene.has_all().await;
    let (asked, change) = (AtomicUsize::new(0), scene.world.catalog.graph().version());
    let asking = scene.world.store.ask(change, async |store| {
        let round = asked.fetch_add(1, Ordering::SeqCst);
        let reading = store.read().await?;
        reading.last_change().await?;
        if round > 0 {
            reading.end().await?;
            return Ok(round);
        }
        loop {
            tokio::time::sleep(Duration::from_millis(10)).await;
            reading.last_change().await?;
        }
    });
    let clearing = async {
        until("the standby is asked", || asked.load(Ordering::SeqCst) > 0).await;
        // Rows go that the reading may want to see.
        scene.write("1").await;
        administer(&scene.world.database.url, "VACUUM resource").await;
    };
    let (round, ()) = futures_util::future::join(asking, Box::pin(clearing)).await;
    assert_eq!(round.unwrap(), 1);
    assert!(scene.health().is_up);
}

#[tokio::test]
async fn only_standbys_of_the_same_database_are_taken() {
    let Some(scene) = Scene::new(LAG).await else { return };
    let pair = scene.turn.pair;
    let other = World::new(Database::on(&pair.primary).await).await;
    let other_standby = pair.standby(&other.database.url);
    let open = async |replica: &str| {
        let store = Store::open(&scene.world.database.url).await.unwrap();
        store.with_replicas(&[replica.to_owned()], Terms { lag: LAG, longest: None }).await
    };
    let began = Instant::now();
    while other.store.look_at_replica(&other_standby).await.is_err() {
        assert!(began.elapsed() < PATIENCE, "the other database is not on the standby");
    }
    for (replica, words) in [
        (scene.world.database.url.as_str(), "it is no standby"),
        (other.database.url.as_str(), "it is no standby"),
        (other_standby.as_str(), "a standby of another database"),
        ("sqlite://file", "cannot open the database"),
    ] {
        let error = open(replica).await.unwrap_err();
        assert!(error.to_string().contains(words), "{replica}: {error}");
    }
    let down = open("postgres://ada:secret@127.0.0.1:1/colophon").await.unwrap();
    assert!(!down.replicas()[0].is_up);
    assert_eq!(down.last_change().await.unwrap(), scene.world.store.last_change().await.unwrap());
    let error = scene.world.store.look_at_replica("postgres://ada:secret@127.0.0.1:1/colophon").await.unwrap_err();
    assert!(matches!(&error, StoreError::NotAReplica { .. }) && !error.to_string().contains("secret"), "{error}");
}

#[test]
fn sqlite_has_no_replicas() {
    let folder = TempDir::new().unwrap();
    for command in ["serve", "doctor"] {
        let (status, _, error) = run(folder.path(), &[command, "--read-database", "postgres://127.0.0.1/colophon"]);
        assert_eq!(status, 2, "{error}");
        assert!(error.contains("--read-database needs PostgreSQL"), "{error}");
    }
}

/// The program itself: what it says, its figures, and `doctor`.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_how_its_replicas_are() {
    let Some(scene) = Scene::new(LAG).await else { return };
    scene.has_all().await;
    let folder = TempDir::new().unwrap();
    let secret = scene.standby.replacen("colophon@", "colophon:secret@", 1);
    let down = "postgres://colophon:secret@127.0.0.1:1/colophon";
    let primary = ["--database", &scene.world.database.url];
    let replicas = ["--read-database", &secret, "--read-database", down];
    let server = Server::start_with(folder.path(), &[&primary[..], &replicas[..], &["--metrics", "open"]].concat());
    let said = server.said.join("\n");
    assert!(said.contains("Reads go to postgres://colophon@127.0.0.1:") && said.contains("left out"), "{said}");
    let path = "/graphql?query=%7Bresources%7Bnodes%7Bdescription%7D%7D%7D";
    assert!(server.get(path).contains("\"description\":\"0\""));
    let metrics = server.get("/metrics");
    for line in ["replica_up{replica=\"1\"} 1\n", "replica_up{replica=\"2\"} 0\n", "replica_lag_seconds{replica=\"1\"} 0.0\n"] {
        assert!(metrics.contains(&format!("colophon_{line}")), "{line}: {metrics}");
    }
    let (_, reads) = metrics.split_once("colophon_replica_reads_total{replica=\"1\"} ").unwrap();
    assert!(reads.split('\n').next().unwrap().parse::<u64>().unwrap() > 0, "{metrics}");
    for family in ["up", "lag_seconds", "reads"] {
        assert!(include_str!("../../docs/operate/settings.md").contains(&format!("| `colophon_replica_{family}` |")), "{family}");
    }
    let (status, found, error) = run(folder.path(), &[&primary[..], &["doctor"], &replicas[..]].concat());
    assert_eq!(status, 3, "{found}{error}");
    assert!(found.contains("ok    replica: postgres://colophon@127.0.0.1:") && found.contains(", up to date\n"), "{found}");
    assert!(found.contains("FAIL  replica: cannot read from postgres://colophon@127.0.0.1:1/colophon: "), "{found}");
    assert!(![said, metrics, found, error].concat().contains("secret"));
}
