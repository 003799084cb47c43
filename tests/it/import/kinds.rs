//! A name that may be a person's or a body's is what the catalogue already has it as.

use crate::harness::World;

const NAMES: &str = "{
  resources(first: 100) { nodes { title producers { edges { node { __typename name } } } } }
  organizations(first: 100) { nodes { name } } persons(first: 100) { nodes { name } }
}";

/// The names of a list, joined.
fn names(answer: &serde_json::Value, pointer: &str) -> String {
    let nodes = answer.pointer(pointer).unwrap().as_array().unwrap();
    let mut names: Vec<&str> = nodes.iter().map(|node| node["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.join(", ")
}

#[tokio::test]
async fn the_catalogue_tells_what_a_name_is() {
    for world in World::all().await {
        let known = "Weirs\nPublisher: Green Rivers\nAuthor: Quillan, Petra\n\nDams\nAuthor: Nell Garrow\nPublisher: Boat Press\n";
        world.import("known.txt", known).await;
        let more =
            "Nets\nAuthor: Green Rivers\nKeywords: nets\n\nBoats\nProduced By: Petra Quillan\n\nSails\nAuthor: Nell Garrow; Ada Brill\n";
        world.import("more.txt", more).await;
        let answer = world.query(NAMES).await.body;
        let name = &world.database.name;
        assert_eq!(names(&answer, "/data/organizations/nodes"), "Boat Press, Green Rivers", "{name}");
        assert_eq!(names(&answer, "/data/persons/nodes"), "Ada Brill, Nell Garrow, Petra Quillan", "{name}");
        let again = world.import("more.txt", more).await;
        assert_eq!((again.created, again.updated), (0, 0), "{name}");
    }
}
