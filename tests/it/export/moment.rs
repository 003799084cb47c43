//! An export is of one moment, and takes few statements.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;

use super::get;
use crate::harness::World;

fn lines(count: usize, maker: &str) -> String {
    (0..count)
        .map(|number| format!("{{\"id\":\"{number}\",\"title\":\"Brief {number}\",\"producedBy\":[\"{maker}\"],\"keywords\":[\"law\"]}}\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// Each import gives all resources another maker in one transaction: an export that saw two moments would have two makers.
#[tokio::test]
async fn a_writer_beside_an_export_is_not_seen() {
    for world in World::all().await {
        world.import("all.jsonl", &lines(900, "Maker 0")).await;
        let writing = async {
            for round in 1..5 {
                world.try_import("all.jsonl", &lines(900, &format!("Maker {round}")), &colophon::import::Options::default()).await.unwrap();
            }
        };
        let reading = async {
            for _ in 0..12 {
                let answer = world.send(Request::get("/export/resources.csv?columns=title,producers").body(Body::empty()).unwrap()).await;
                let body = answer.into_body().collect().await.unwrap().to_bytes();
                let text = std::str::from_utf8(&body).unwrap();
                let makers: std::collections::BTreeSet<&str> = text.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
                assert_eq!((text.lines().count(), makers.len()), (901, 1), "{makers:?} on {}", world.database.name);
            }
        };
        futures_util::future::join(writing, reading).await;
    }
}

#[tokio::test]
async fn statements_are_counted_by_blocks() {
    for world in World::all().await {
        let mut counts = Vec::new();
        for count in [1, 400, 500, 501, 1_200] {
            world.import("all.jsonl", &lines(count, "Maker")).await;
            let before = world.store.statements();
            assert_eq!(get(&world, "/export/resources.csv").await.rows().len(), count);
            counts.push(world.store.statements() - before);
        }
        let [one, few, block, two, three] = counts[..] else { panic!("{counts:?}") };
        assert!(one == few && few == block && two == block + 7 && three == two + 7 && one <= 14, "{counts:?} on {}", world.database.name);
        let before = world.store.statements();
        get(&world, "/export/keywords.csv").await;
        assert!(world.store.statements() - before <= 7);
    }
}
