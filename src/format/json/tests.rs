//! Documents and the records that they become.

mod others;

use super::*;
use crate::model::Record;
use entity::vocabulary::{ContributionRole, FundingKind};
use proptest::prelude::*;
use serde_json::json;

fn items_with(text: &str, hints: &Hints) -> Result<Vec<Item>, String> {
    let reader = JsonReader::new(text.as_bytes(), Seen::default(), hints).map_err(|error| error.to_string())?;
    reader.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn items(text: &str) -> Result<Vec<Item>, String> {
    items_with(text, &Hints::default())
}

fn read(text: &str) -> (Vec<Record>, Vec<Issue>) {
    read_with(text, &[])
}

fn read_with(text: &str, map: &[&str]) -> (Vec<Record>, Vec<Issue>) {
    let hints = Hints { map: map.iter().map(|text| text.parse().unwrap()).collect(), ..Hints::default() };
    let mut read = (Vec::new(), Vec::new());
    for item in items_with(text, &hints).unwrap() {
        match item {
            Item::Record(record) => read.0.push(*record),
            Item::Issue(issue) => read.1.push(issue),
            Item::Account(_) => {}
            Item::Collection(heading) => panic!("{heading:?}"),
        }
    }
    read
}

fn titles(text: &str) -> Vec<String> {
    let (records, issues) = read(text);
    assert_eq!(issues, []);
    records.into_iter().map(|record| record.title.value).collect()
}

#[test]
fn records_are_read_wherever_they_stand() {
    let list = r#"[{"title": "A"}, {"title": "B", "year": 2020}]"#;
    assert_eq!(titles(list), ["A", "B"]);
    for (before, after) in [
        (r#"{"count": 2, "items": "#, "}"),
        (r#"{"status": "ok", "message": {"items": "#, r#"}, "next": null}"#),
        (r#"{"hits": {"total": 2, "hits": "#, "}}"),
        (r#"{"results": "#, "}"),
        (r#"{"@context": {}, "@graph": "#, "}"),
        (r#"{"data": "#, "}"),
        (r#"{"records": "#, "}"),
        (r#"{"success": true, "result": {"results": "#, "}}"),
    ] {
        assert_eq!(titles(&format!("{before}{list}{after}")), ["A", "B"], "{before}");
    }
    assert_eq!(titles("{\n \"title\": \"A\"\n}\n{\n \"title\": \"B\"\n}"), ["A", "B"]);
    assert_eq!(titles(r#"{"data": {"title": "A"}}"#), ["A"]);
    assert_eq!(titles(r#"{"hits": {"hits": [{"_id": "1", "_source": {"title": "A"}}]}}"#), ["A"]);
}

#[test]
fn an_issue_tells_the_line_and_the_path() {
    let (records, issues) =
        read("{\"message\": {\"items\": [\n{\"title\": \"A\", \"year\": \"soon\"},\n5,\n{\"title\": \"B\",}, {\"year\": 1}]}}");
    assert_eq!(records.len(), 1);
    let told: Vec<_> = issues.iter().map(|issue| (issue.at.line, issue.at.path.as_deref().unwrap(), issue.code)).collect();
    assert_eq!(
        told,
        [
            (Some(2), "message.items[0]", IssueCode::BadValue),
            (Some(3), "message.items[1]", IssueCode::BadLine),
            (Some(4), "message.items[2]", IssueCode::BadLine),
            (Some(4), "message.items[3]", IssueCode::MissingTitle),
        ]
    );
    assert!(issues[2].message.contains("at line 4, character"), "{}", issues[2].message);
}

#[test]
fn the_columns_of_a_table_of_airtable_are_read_by_their_labels() {
    let (records, issues) = read(
        r#"{"records": [{"id": "rec00000000000001", "createdTime": "2024-01-01T00:00:00.000Z", "fields": {
            "Resource Title": "Weirs", "Author(s)": "Hollis, Rhea; Smit, Jan", "Funded By": ["Tallow Trust"], "Sponsor": "Zephyr Fund",
            "Tags": ["boats", "nets"], "Year": 2020, "Link": "https://example.org/weirs", "Colour": "red", "Partners": ["rec0000000000000a"]}}],
            "offset": "itr"}"#,
    );
    let record = &records[0];
    assert_eq!((record.title.value.as_str(), record.key.as_deref()), ("Weirs", Some("rec00000000000001")));
    let makers: Vec<_> = record.producers.iter().map(|maker| (maker.name.as_str(), maker.role)).collect();
    assert_eq!(makers, [("Rhea Hollis", ContributionRole::Author), ("Jan Smit", ContributionRole::Author)]);
    let funders: Vec<_> = record.funders.iter().map(|funder| (funder.name.as_str(), funder.role)).collect();
    assert_eq!(funders, [("Tallow Trust", FundingKind::Funder), ("Zephyr Fund", FundingKind::Sponsor)]);
    assert_eq!(record.keywords.len(), 2);
    assert_eq!(record.landing_page.as_ref().unwrap().value, "https://example.org/weirs");
    let notes: Vec<_> = record.notes.iter().map(|note| note.label.as_str()).collect();
    assert_eq!(notes, ["Colour", "Partners"]);
    let told: Vec<_> = issues.iter().map(|issue| (issue.field.as_deref().unwrap(), issue.code)).collect();
    assert_eq!(told, [("Partners", IssueCode::UnsureValue), ("Colour", IssueCode::UnknownField)]);
}

#[test]
fn records_of_other_programs_are_refused_by_name() {
    let crossref = r#"{"status": "ok", "message": {"items": [{"DOI": "10.1/a", "title": ["A"], "indexed": {}}]}}"#;
    let one = r#"{"data": {"id": "10.1/a", "type": "dois", "attributes": {"titles": []}}}"#;
    let package = r#"{"success": true, "result": {"title": "A", "notes": "B", "owner_org": "c", "resources": [{"url": "x"}]}}"#;
    for (text, name) in
        [(crossref, "Crossref JSON is not read yet: "), (one, "DataCite JSON is not read yet: "), (package, "CKAN JSON is not read yet: ")]
    {
        let refused = items(text).unwrap_err();
        assert!(refused.contains(name), "{refused}");
    }
    let (records, issues) = read(r#"[{"title": "A"}, {"id": "b", "title": "B", "issued": {"date-parts": [[2020]]}}]"#);
    assert_eq!((records.len(), issues.len(), issues[0].severity), (1, 1, IssueSeverity::Error));
    assert!(issues[0].message.starts_with("CSL-JSON is not read yet"), "{}", issues[0].message);
}

#[test]
fn a_document_is_told_from_json_lines() {
    for text in [
        "[",
        "[{\"title\": \"A\"}]",
        "{\n\"title\"",
        "{\"message\": {\"items\": [{}]}}",
        "{\"records\": [\n{}",
        "{\"a\": 1,\n\"b\"",
        "{\"title\": \"A\"\n}",
    ] {
        assert!(is_document(text), "{text}");
    }
    for text in ["{\"title\": \"A\"}\n{\"title\": \"B\"}", "{\"title\": \"A\"\n{}", "{\"title\"", "[Skip to content]", "text", ""] {
        assert!(!is_document(text), "{text}");
    }
    // One record of another program on one line.
    for text in [
        r#"{"status": "ok", "message": {"DOI": "10.1/a", "title": ["A"], "indexed": {}}}"#,
        r#"{"id": "https://openalex.org/W1", "display_name": "A"}"#,
        r#"{"@type": "Dataset", "name": "A"}"#,
    ] {
        assert!(is_document(text), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "([\\[\\]{}\":, a1\\n\\\\]|\"(data|items|title|hits|fields|id|message)\":|\\PC){0,40}") {
        let _ = items(&text);
    }

    #[test]
    fn each_value_of_a_list_is_one_record_or_one_error(values in proptest::collection::vec(("(title|name|fields|data|metadata|id)", 0..4), 0..6)) {
        let value = |kind| [json!("A"), json!({}), json!({ "title": 1 }), json!([1])][kind as usize].clone();
        let objects: Vec<Value> = values.iter().map(|(name, kind)| json!({ name: value(*kind) })).collect();
        let items = items(&Value::Array(objects).to_string()).unwrap();
        let errors = items.iter().filter(|item| matches!(item, Item::Issue(issue) if issue.severity == IssueSeverity::Error)).count();
        let records = items.iter().filter(|item| matches!(item, Item::Record(_))).count();
        prop_assert_eq!(records + errors, values.len());
    }
}

#[test]
fn paths_can_be_mapped() {
    let text = r#"[{"name": "A", "funder": {"name": "Water Fund", "fax": "12"}, "grant": {"no": "W-1"},
        "tags": [{"label": "rivers"}, {"label": "law"}], "by": ["Hollis, Rhea", "Smit, Jan"], "marks": "nets/boats", "a.b": "North"}]"#;
    let map =
        ["name=title", "funder.name=supportedBy", "grant.no=award", "tags[].label=keywords", "by=author", "marks=keywords:/", "a.b=notes"];
    let (records, issues) = read_with(text, &map);
    let record = &records[0];
    assert_eq!(record.title.value, "A");
    assert_eq!((record.funders[0].name.as_str(), record.funders[0].awards[0].number.as_deref()), ("Water Fund", Some("W-1")));
    let keywords: Vec<&str> = record.keywords.iter().map(|mention| mention.label.as_str()).collect();
    assert_eq!(keywords, ["rivers", "law", "nets", "boats"]);
    let makers: Vec<(&str, ContributionRole)> = record.producers.iter().map(|mention| (mention.name.as_str(), mention.role)).collect();
    assert_eq!(makers, [("Rhea Hollis", ContributionRole::Author), ("Jan Smit", ContributionRole::Author)]);
    let notes: Vec<(&str, &str)> = record.notes.iter().map(|note| (note.label.as_str(), note.value.as_str())).collect();
    assert_eq!(notes, [("funder", r#"{"fax":"12"}"#), ("a.b", "North")]);
    assert_eq!(
        issues.iter().map(|issue| (issue.code, issue.field.as_deref())).collect::<Vec<_>>(),
        [(IssueCode::UnknownField, Some("funder"))]
    );
}

#[test]
fn a_mapping_that_no_record_has_is_told() {
    let (records, issues) = read_with(r#"[{"title": "A", "heading": "B"}]"#, &["heading=title", "funders.name=supportedBy"]);
    assert_eq!((records[0].title.value.as_str(), records[0].notes[0].value.as_str()), ("B", "A"));
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), [IssueCode::UnsureValue, IssueCode::UnusedHint]);
    assert!(issues[1].message.contains("funders.name"), "{issues:?}");
}

#[test]
fn records_of_other_programs_can_be_mapped() {
    let text =
        r#"{"data": [{"id": "10.5555/a", "type": "dois", "attributes": {"titles": [{"title": "Weirs"}], "publicationYear": 2020}}]}"#;
    assert!(items(text).is_err());
    let (records, _) = read_with(text, &["attributes.titles.title=title", "attributes.publicationYear=year"]);
    assert_eq!((records[0].title.value.as_str(), records[0].year.as_ref().map(|said| said.value)), ("Weirs", Some(2020)));
}

#[test]
fn columns_of_airtable_can_be_mapped() {
    let text =
        r#"{"records": [{"id": "rec00000000000001", "fields": {"Name": "Tides", "Grant maker": "Water Fund", "Tags": ["a", "b"]}}]}"#;
    let (records, issues) = read_with(text, &["Grant maker=supportedBy", "Tags=notes"]);
    assert_eq!((records[0].funders[0].name.as_str(), records[0].notes[0].value.as_str()), ("Water Fund", "a; b"));
    assert_eq!((records[0].keywords.len(), issues.len()), (0, 0), "{issues:?}");
}
