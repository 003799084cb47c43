//! Files that are not what they should be: a plain message, an issue, never a panic, and nothing lost in silence.

use colophon::import::{ImportError, Input, Options, Progress, import};
use colophon::model::IssueCode;

use crate::harness::{Database, World};

async fn bytes(world: &World, name: &str, bytes: &[u8]) -> Result<colophon::import::Report, ImportError> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    import(&world.store, vec![Input::file(&path)], &Options::default(), &Progress::default()).await.whole()
}

#[tokio::test]
async fn an_empty_file_is_an_empty_catalogue() {
    let world = World::new(Database::sqlite()).await;
    for name in ["empty.txt", "empty.jsonl"] {
        let report = bytes(&world, name, b"").await.unwrap();
        assert_eq!((report.created, report.rejected), (0, 0));
    }
    let answer = world.query("{ resources { totalCount nodes { title } pageInfo { hasNextPage endCursor } } }").await;
    assert_eq!(answer.at("/resources/totalCount"), 0);
}

#[tokio::test]
async fn what_is_no_text_is_refused_in_plain_words() {
    let world = World::new(Database::sqlite()).await;
    let binary: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    let utf32: Vec<u8> = "Produced By: X".chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    let damaged: Vec<u8> = ["A café\n\nProduced By: é\n".as_bytes(), b"Year: \xff\n"].concat();
    for (name, content, words) in
        [("binary.txt", binary, "a binary file"), ("utf32.txt", utf32, "iconv -f UTF-32LE "), ("damaged.txt", damaged, "mend the line")]
    {
        let error = bytes(&world, name, &content).await.unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(words), "{error}");
    }
    assert_eq!(world.store.table_counts().await.unwrap().resources, 0);
    let refused = async |path: &str| {
        let inputs = vec![Input::file(std::path::Path::new(path))];
        import(&world.store, inputs, &Options::default(), &Progress::default()).await.whole().unwrap_err().to_string()
    };
    let missing = refused("/nowhere/x.txt").await;
    assert!(missing.contains("no such file"), "{missing}");
    let folder = refused("/").await;
    assert!(folder.contains("folder"), "{folder}");
}

#[tokio::test]
async fn a_bad_line_is_an_issue_and_the_rest_goes_in() {
    for world in World::all().await {
        let nested = format!("{{\"title\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
        let lines = [
            "{\"title\":\"Good\",\"year\":\"soon\",\"doi\":\"nonsense\",\"producedBy\":[{\"name\":\"Maker\",\"ror\":\"bad\"}],\"colour\":\"red\"}",
            "not json",
            "[1,2]",
            "{\"year\":2020}",
            "{\"title\":7}",
            &nested,
            "{\"title\":\"Null \\u0000 inside\",\"description\":\"a\\u0000b\",\"keywords\":[\"\",\" \",\"k\"]}",
            "",
            "{\"title\":\"Last\"}",
        ];
        let report = world.import("lines.jsonl", &lines.join("\n")).await;
        assert_eq!((report.created, report.rejected), (3, 5), "{:#?}", report.issues);
        for (code, line, field) in [
            (IssueCode::BadValue, 1, Some("year")),
            (IssueCode::BadValue, 1, Some("doi")),
            (IssueCode::BadValue, 1, Some("producedBy[0].ror")),
            (IssueCode::UnknownField, 1, Some("colour")),
            (IssueCode::BadLine, 2, None),
            (IssueCode::BadLine, 3, None),
            (IssueCode::MissingTitle, 4, Some("title")),
            (IssueCode::BadLine, 6, None),
        ] {
            let found = report.issues.iter().any(|told| {
                told.issue.code == code && told.issue.at.line == Some(line) && (field.is_none() || told.issue.field.as_deref() == field)
            });
            assert!(found, "{code:?} on line {line} is missing: {:#?}", report.issues);
        }
    }
}

#[tokio::test]
async fn names_of_any_length_and_script_go_in_or_are_reported() {
    for world in World::all().await {
        let long = "x".repeat(5_000);
        let line = serde_json::json!({ "title": format!("日本語 🎉 {}", "é".repeat(4_000)), "producedBy": [long, "Ολυμπία Ίδρυμα"], "keywords": ["🎉", "ﬁsh"] });
        let report = world.import("odd.jsonl", &format!("{line}\n")).await;
        assert_eq!(report.created, 1, "{report:?}");
        assert!(report.issues.iter().any(|told| told.issue.code == IssueCode::TooLong));
        let answer = world.query("{ resources { nodes { slug producers { nodes { slug name } } keywords { nodes { slug label } } } } keyword(label: \"FISH\") { label } }").await;
        assert_eq!(answer.at("/keyword/label"), "ﬁsh");
        assert_eq!(answer.at("/resources/nodes/0/producers/nodes/0/name"), "Ολυμπία Ίδρυμα");
        let second = world.import("odd.jsonl", &format!("{line}\n")).await;
        assert_eq!(second.unchanged, 1);
    }
}

#[tokio::test]
async fn a_large_page_without_records_is_read_in_bounded_memory() {
    let world = World::new(Database::sqlite()).await;
    let mut text = "This line belongs to nothing and says so at some length. It goes on.\n".repeat(100_000);
    text.push_str(&"y".repeat(5_000_000));
    let report = bytes(&world, "large.txt", text.as_bytes()).await.unwrap();
    assert_eq!(report.created, 0);
    assert!(!report.issues.is_empty() && report.issues.len() < 100, "{}", report.issues.len());
}
