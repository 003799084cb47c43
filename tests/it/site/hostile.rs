//! A catalogue full of hostile strings.

use super::visit;
use crate::harness::{Database, World};

/// Text that would do harm where it is taken for HTML, an attribute, a script or an address.
const HOSTILE: &str =
    "</script><script>window.hostile=1</script>\"'><img src=x onerror=window.hostile=1>{{7*7}}\u{202e}desrever ${1}&amp;<!--";

/// A record with such a text in every field.
pub fn records() -> String {
    let text = serde_json::to_string(HOSTILE).unwrap();
    let long = "W".repeat(400);
    let record = |id: &str, address: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":{text},\"description\":{text},\"year\":2020,\"language\":\"en\",\"url\":\"{address}\",\"license\":{text},\
             \"producedBy\":[{{\"name\":{text}}},{{\"name\":\"{long}\"}},{{\"name\":\"Ada <b>Example</b>\",\"kind\":\"person\"}}],\
             \"supportedBy\":[{{\"name\":{text},\"awards\":[{{\"number\":{text},\"title\":{text},\"url\":\"{address}\"}}]}}],\
             \"keywords\":[{text},\"{long}\",\"\u{202e}abc\"],\"Audience\":{text},\"Note & <i>label</i>\":\"{address}\"}}\n"
        )
    };
    record("1", "javascript:alert(1)") + &record("2", "https://example.org/\\\"><script>window.hostile=1</script>")
}

#[tokio::test]
async fn no_text_of_the_catalogue_becomes_markup() {
    let world = World::new(Database::sqlite()).await;
    let report = world.import("hostile.jsonl", &records()).await;
    assert_eq!(report.created, 2, "{report:?}");
    let slugs = world
        .query("{ resources { nodes { slug } } organizations { nodes { slug } } persons { nodes { slug } } keywords { nodes { slug } } }")
        .await;
    let states = [
        "/explore?view=topics",
        "/explore?open=funder",
        "/explore?license=-&language!=-",
        "/crosstab",
        "/crosstab?rows=maker&columns=license",
        "/network",
        "/compare",
    ];
    let mut paths: Vec<String> = states.map(str::to_owned).into();
    paths.extend(["/".to_owned(), "/explore?q=window".to_owned(), format!("/explore?q={}", "%3Cscript%3E%22%27")]);
    for noun in ["resources", "organizations", "persons", "keywords"] {
        let nodes = slugs.at(&format!("/{noun}/nodes")).as_array().unwrap();
        assert!(!nodes.is_empty(), "{noun}");
        paths.push(if noun == "resources" { "/explore".to_owned() } else { format!("/{noun}") });
        paths.extend(nodes.iter().map(|node| format!("/{noun}/{}", node["slug"].as_str().unwrap())));
    }
    for path in paths {
        let page = visit(&world, &path).await;
        assert_eq!(page.status, 200, "{path}");
        // The only scripts are a file of the program, and linked data that nothing in it ends.
        let scripts: Vec<&str> = page.text.split("<script").skip(1).collect();
        let (data, files): (Vec<&str>, Vec<&str>) =
            scripts.iter().copied().partition(|rest| rest.starts_with(" type=\"application/ld+json\">"));
        assert_eq!(files.len(), usize::from(colophon::http::has_playground()), "{path}");
        assert!(files.iter().all(|rest| rest.starts_with(" type=\"module\" src=\"/static/explorer-")), "{path}");
        assert_eq!(page.text.matches("</script").count(), scripts.len(), "{path}");
        for script in data {
            let text = script.split_once('>').unwrap().1.split("</script").next().unwrap();
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"));
        }
        for harm in ["<img src=x", "href=\"javascript:", "<b>Example", "<i>label", "onerror=window.hostile=1>", "<!--"] {
            assert!(!page.text.contains(harm), "{path}: {harm}");
        }
    }
}
