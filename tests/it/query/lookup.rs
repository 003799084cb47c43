//! Finding one thing by what a client knows of it, in any spelling.

use serde_json::json;

use crate::harness::World;

const RECORDS: &str = r#"{"id":"r-1","title":"A river brief","url":"https://Example.org/river#top","doi":"https://doi.org/10.1000/ABC.1","producedBy":[{"name":"River Trust","ror":"https://ror.org/02nr0ka47"},{"name":"Ada Example","orcid":"0000-0002-1825-0097"}],"supportedBy":[{"name":"Water Fund","award":"W-1"}],"keywords":[{"label":"rivers","uri":"https://example.org/kw/rivers"}]}
{"id":"r-2","title":"Another brief","producedBy":["Ministry of Health (UK)","Ministry of Health (US)"],"keywords":["Rivers"]}
"#;

#[tokio::test]
async fn any_spelling_finds_the_same_node() {
    for world in World::all().await {
        let report = world.import("records.jsonl", RECORDS).await;
        assert_eq!((report.created, report.rejected), (2, 0), "{report:?}");
        for identifier in ["10.1000/abc.1", "DOI:10.1000/ABC.1", "http://dx.doi.org/10.1000/abc.1", "https://example.org/river", "r-1"] {
            let answer = world.query_with("query($i: String) { resource(identifier: $i) { title } }", json!({ "i": identifier })).await;
            assert_eq!(answer.at("/resource/title"), "A river brief", "{identifier}: {answer:?}");
        }
        for ror in ["02nr0ka47", "https://ror.org/02NR0KA47", "ror.org/02nr0ka47"] {
            let answer = world.query_with("query($i: String) { organization(identifier: $i) { name ror } }", json!({ "i": ror })).await;
            assert_eq!(answer.at("/organization"), &json!({ "name": "River Trust", "ror": "02nr0ka47" }), "{ror}");
        }
        for orcid in ["0000-0002-1825-0097", "https://orcid.org/0000000218250097"] {
            let answer = world.query_with("query($i: String) { person(identifier: $i) { name orcid } }", json!({ "i": orcid })).await;
            assert_eq!(answer.at("/person/name"), "Ada Example", "{orcid}");
        }
        let answer = world.query("{ keyword(label: \"RIVERS\") { uri resources { totalCount } } }").await;
        assert_eq!(answer.at("/keyword"), &json!({ "uri": "https://example.org/kw/rivers", "resources": { "totalCount": 2 } }));
        let answer = world.query("{ resource(identifier: \"r-1\") { funders { edges { award { number } } } } }").await;
        assert_eq!(answer.at("/resource/funders/edges/0/award/number"), "W-1");
    }
}

#[tokio::test]
async fn a_name_that_fits_several_lists_them() {
    let world = World::sample().await;
    let records = r#"{"title":"One","producedBy":[{"name":"Water Board","ror":"02nr0ka47"}]}
{"title":"Two","producedBy":[{"name":"Water Board","ror":"05dxps055"}]}
{"title":"Three","producedBy":["The Water Board (WB)"]}
"#;
    let report = world.import("boards.jsonl", records).await;
    assert_eq!(report.created, 3, "{report:?}");
    let answer = world.query("{ organization(name: \"water board\") { name } }").await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    let message = answer.body.pointer("/errors/0/message").unwrap().as_str().unwrap();
    assert!(message.contains("fits 2") && message.contains("water-board"), "{message}");
}

#[tokio::test]
async fn names_with_a_telling_bracket_stay_two() {
    let world = World::sample().await;
    world.import("records.jsonl", RECORDS).await;
    for name in ["Ministry of Health (UK)", "ministry of health (us)"] {
        let answer = world.query_with("query($n: String) { organization(name: $n) { name } }", json!({ "n": name })).await;
        assert_eq!(answer.at("/organization/name").as_str().unwrap().to_lowercase(), name.to_lowercase());
    }
}
