//! Words and shapes of other programs: names in parts, null, fields that compete.

use entity::vocabulary::{AgentKind, NodeKind};

use super::*;
use crate::global_id;

/// Each maker with its kind and role, and what is told.
fn makers(text: &str, map: &[&str]) -> (Vec<(String, AgentKind, ContributionRole)>, Vec<Issue>) {
    let (records, issues) = read_with(text, map);
    assert_eq!(records.len(), 1, "{issues:?}");
    (records[0].producers.iter().map(|maker| (maker.name.clone(), maker.kind, maker.role)).collect(), issues)
}

fn persons(names: &[&str], role: ContributionRole) -> Vec<(String, AgentKind, ContributionRole)> {
    names.iter().map(|name| ((*name).to_owned(), AgentKind::Person, role)).collect()
}

#[test]
fn names_in_parts_are_persons() {
    let authors = r#"[{"given": "Ann", "family": "Lee"}, {"literal": "Rhea Hollis"}, {"name": "Smit, Jan"},
        {"given": "Joris", "non-dropping-particle": "van der", "family": "Plink", "suffix": "Jr."}, {"family": "Ono"}]"#;
    let expected = persons(&["Ann Lee", "Rhea Hollis", "Jan Smit", "Joris van der Plink Jr.", "Ono"], ContributionRole::Author);
    for name in ["author", "authors", "Author"] {
        assert_eq!(makers(&format!(r#"[{{"title": "A", "{name}": {authors}}}]"#), &[]), (expected.clone(), vec![]), "{name}");
    }
    for (text, map) in [
        (format!(r#"[{{"title": "A", "creators": {authors}}}]"#), "creators=author"),
        (format!(r#"[{{"title": "A", "by": {{"all": {authors}}}}}]"#), "by.all=author"),
    ] {
        assert_eq!(makers(&text, &[map]), (expected.clone(), vec![]), "{map}");
    }
    let editor = r#"[{"title": "A", "editor": {"firstName": "Ann", "lastName": "Lee"}, "producedBy": ["Example Press"]}]"#;
    let (found, issues) = makers(editor, &[]);
    assert_eq!((&found[1..], issues.len()), (&persons(&["Ann Lee"], ContributionRole::Editor)[..], 0));
    assert_eq!(found[0].1, AgentKind::Organization);
}

#[test]
fn a_part_of_a_name_stands_for_the_whole() {
    let text = r#"[{"title": "A", "creators": [{"given": "Ann", "family": "Lee", "rank": 1}, {"family": "Ono"}, {"family": null}]}]"#;
    let (found, issues) = makers(text, &["creators[].family=author"]);
    assert_eq!(found, persons(&["Ann Lee", "Ono"], ContributionRole::Author));
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), [IssueCode::UnknownField], "the rank: {issues:?}");
}

#[test]
fn a_printed_name_and_an_orcid_stay_with_their_parts() {
    let text = r#"[{"title": "A", "author": [{"name": "LEE, Ann", "given": "Ann", "family": "Lee",
        "ORCID": "https://orcid.org/0000-0002-1694-233X"}]}]"#;
    let (records, issues) = read(text);
    let [author] = records[0].producers.as_slice() else { panic!("{records:?}") };
    assert_eq!((author.name.as_str(), author.as_printed.as_str(), author.identifiers.len()), ("Ann Lee", "LEE, Ann", 1));
    assert_eq!(issues, []);
}

#[test]
fn objects_that_name_nobody_are_notes() {
    for field in [r#""author": [{"id": 7}]"#, r#""source": {"name": "Example Index"}"#, r#""author": ["Ann Lee"]"#, r#""author": []"#] {
        let (found, issues) = makers(&format!(r#"[{{"title": "A", {field}}}]"#), &[]);
        assert_eq!((found.len(), issues.len(), issues[0].code), (0, 1, IssueCode::UnknownField), "{field}");
    }
}

#[test]
fn null_is_no_value() {
    let text = r#"[{"title": "A", "when": null, "by": [null], "what": [], "lang": [null, "en"]}]"#;
    let map = ["when=year", "by=author", "what=format", "lang=language"];
    let (records, issues) = read_with(text, &map);
    assert_eq!((records[0].language.as_ref().map(|said| said.value.as_str()), issues), (Some("en"), vec![]));
    assert!(records[0].year.is_none() && records[0].producers.is_empty() && records[0].notes.is_empty());
}

#[test]
fn unknown_fields_come_with_a_mapping() {
    let text = r#"[{"title": "A", "name": "B", "colour": "red", "tags": ["a"], "Grant #": "W-1", "produced": {"name": "C"}}]"#;
    let (_, issues) = read(text);
    let told = |field: &str| issues.iter().find(|issue| issue.field.as_deref() == Some(field)).unwrap().message.as_str();
    assert!(told("colour").ends_with("file has it. To give it a field: `--map 'colour=FIELD'`."), "{}", told("colour"));
    assert!(told("tags").ends_with("Did you mean `keywords`? To give it a field: `--map 'tags=keywords'`."), "{}", told("tags"));
    assert!(told("Grant #").ends_with("`--map 'Grant #=award'`."), "{}", told("Grant #"));
    assert!(told("name").contains("`title` is taken by the field of that name. "), "{}", told("name"));
    let (records, _) = read_with(text, &["Grant #=award", "produced.name=supportedBy"]);
    assert_eq!(records[0].funders[0].awards[0].number.as_deref(), Some("W-1"));
}

#[test]
fn columns_that_compete_are_told_by_name() {
    let text =
        r#"{"records": [{"id": "rec00000000000001", "fields": {"Name": "Tides", "Title": "On tides", "Tags": ["a"], "Topics": "b, c"}}]}"#;
    let (records, issues) = read(text);
    assert_eq!((records[0].title.value.as_str(), records[0].keywords.len()), ("Tides", 3));
    let [told] = issues.as_slice() else { panic!("{issues:?}") };
    assert!(told.message.contains("taken by the column “Name”") && told.message.contains("--map 'Title=title'"), "{issues:?}");
}

#[test]
fn mappings_that_are_kept_are_not_missed_in_an_export() {
    let id = global_id::encode(NodeKind::Resource, uuid::Uuid::from_u128(7));
    let hints = Hints { kept: vec!["Item=title".parse().unwrap()], ..Hints::default() };
    for (text, told) in [
        (format!(r#"[{{"title": "A", "colophonId": "{id}", "colophonVersion": "0000000a.1"}}]"#), 0),
        (r#"[{"title": "A"}]"#.to_owned(), 1),
    ] {
        let items = items_with(&text, &hints).unwrap();
        assert_eq!(items.iter().filter(|item| matches!(item, Item::Issue(_))).count(), told, "{items:?}");
    }
}
