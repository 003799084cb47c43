//! Lines and the records that they become.

use super::*;
use crate::identifier::Identifier;
use crate::model::{Award, Record};
use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, ProvenanceMethod, ResourceFormat};
use proptest::prelude::*;

fn items(text: &str) -> Vec<Item> {
    JsonlReader::new(crate::format::lines::Lines::new(text.as_bytes()), &Hints::default()).map(Result::unwrap).collect()
}

fn read(text: &str) -> (Vec<Record>, Vec<Issue>) {
    let mut read = (Vec::new(), Vec::new());
    for item in items(text) {
        match item {
            Item::Record(record) => read.0.push(*record),
            Item::Issue(issue) => read.1.push(issue),
            Item::Account(_) => {}
            Item::Collection(heading) => panic!("{heading:?}"),
        }
    }
    read
}

/// The one record of a text that has no issues.
fn record(text: &str) -> Record {
    let (mut records, issues) = read(text);
    assert_eq!(issues, []);
    assert_eq!(records.len(), 1);
    records.remove(0)
}

/// The fields of the issues of a text that holds one good record, and that record.
fn flawed(text: &str) -> (Record, Vec<String>) {
    let (mut records, issues) = read(text);
    assert_eq!(records.len(), 1, "{issues:?}");
    assert!(issues.iter().all(|issue| issue.code == IssueCode::BadValue && issue.severity == IssueSeverity::Warning), "{issues:?}");
    (records.remove(0), issues.into_iter().filter_map(|issue| issue.field).collect())
}

#[test]
fn every_field_is_read() {
    let record = record(
        r#"{"id": 7, "title": " A  brief ", "description": "One\ntwo.\n \nThree.", "year": 2021, "format": "fact-sheet", "url": "HTTPS://Example.org/a",
            "doi": "https://doi.org/10.1000/ABC", "language": "en_GB",
            "producedBy": ["Policy Research Associates (PRA)", {"name": "Ana Díaz", "orcid": "0000-0002-1694-233X", "role": "author"}],
            "supportedBy": [{"name": "Mental Health Fund", "kind": "sponsor", "ror": "https://ror.org/042nb2s44", "award": {"number": 12, "title": "T", "url": "https://a.org"}}],
            "keywords": ["Sequential Intercept Model (SIM)", {"label": "peers", "uri": "http://example.org/terms#peers"}]}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!(record.key.as_deref(), Some("7"));
    assert_eq!(record.title, Said::asserted("A brief".to_owned(), 1));
    assert_eq!(record.description.unwrap().value, "One two.\n\nThree.");
    assert_eq!(record.year.unwrap().value, 2021);
    assert_eq!(record.format.unwrap().value, ResourceFormat::FactSheet);
    assert_eq!(record.format_as_printed.as_deref(), Some("fact-sheet"));
    assert_eq!(record.landing_page.unwrap().value, "https://example.org/a");
    assert_eq!(record.identifiers[0].value, Identifier { scheme: IdentifierScheme::Doi, value: "10.1000/abc".to_owned() });
    assert_eq!(record.language.unwrap().value, "en-gb");

    let [body, person] = record.producers.as_slice() else { panic!("{:?}", record.producers) };
    assert_eq!((body.name.as_str(), body.acronym.as_deref()), ("Policy Research Associates", Some("PRA")));
    assert_eq!((body.kind, body.role, body.method), (AgentKind::Organization, ContributionRole::Producer, ProvenanceMethod::Normalized));
    assert_eq!(body.as_printed, "Policy Research Associates (PRA)");
    assert_eq!((person.kind, person.role, person.method), (AgentKind::Person, ContributionRole::Author, ProvenanceMethod::Asserted));
    assert_eq!(person.identifiers[0].scheme, IdentifierScheme::Orcid);

    let funder = &record.funders[0];
    assert_eq!((funder.role, funder.identifiers[0].value.as_str()), (FundingKind::Sponsor, "042nb2s44"));
    let award = Award { number: Some("12".to_owned()), title: Some("T".to_owned()), url: Some("https://a.org".to_owned()) };
    assert_eq!(funder.awards, [award]);

    assert_eq!(record.keywords[0].acronym.as_deref(), Some("SIM"));
    assert_eq!(record.keywords[1].uri.as_deref(), Some("http://example.org/terms#peers"));
}

#[test]
fn null_and_blank_are_absent_and_absence_is_no_issue() {
    let bare = record(r#"{"title": "A"}"#);
    let nulls = r#"{"title": "A", "id": null, "year": null, "format": " ", "doi": "", "description": " \u200b\n", "producedBy": null, "supportedBy": [null, " "], "keywords": []}"#;
    assert_eq!(record(nulls), bare);
}

#[test]
fn a_plain_value_is_a_list_of_one() {
    let record = record(r#"{"title": "A", "producedBy": "X", "supportedBy": {"name": "Y", "award": "1"}, "keywords": "z"}"#);
    assert_eq!((record.producers.len(), record.funders.len(), record.keywords.len()), (1, 1, 1));
    assert_eq!(record.funders[0].awards[0].number.as_deref(), Some("1"));
}

#[test]
fn years() {
    let year = |json: &str| record(&format!(r#"{{"title": "A", "year": {json}}}"#)).year.map(|said| (said.value, said.method));
    assert_eq!(year("\" 2021 \""), Some((2021, ProvenanceMethod::Asserted)));
    assert_eq!(year("2021.0"), Some((2021, ProvenanceMethod::Asserted)));
    for date in ["2021-05-03", "2021-05", "2021-05-03T10:00:00Z", "May 2021", "31.12.2021", "03/05/2021", "c. 2021", "20210503"] {
        assert_eq!(year(&format!("\"{date}\"")), Some((2021, ProvenanceMethod::Normalized)), "{date}");
    }
    assert_eq!(year("20210503"), Some((2021, ProvenanceMethod::Normalized)));
    assert_eq!(year("\"n. d.\""), None);
    for bad in ["\"soon\"", "-5", "0", "2021.5", "44319", "44319.5", "\"03/05/21\"", "\"é021\"", "true", "[2021]", "1e300"] {
        let (record, fields) = flawed(&format!(r#"{{"title": "A", "year": {bad}}}"#));
        assert_eq!((record.year, fields), (None, vec!["year".to_owned()]), "{bad}");
    }
}

#[test]
fn a_format_without_a_term_is_other() {
    let record = record(r#"{"title": "A", "format": "Zine"}"#);
    assert_eq!(record.format.unwrap().value, ResourceFormat::Other);
    assert_eq!(record.format_as_printed.as_deref(), Some("Zine"));
}

#[test]
fn bad_values_are_left_out_and_the_rest_goes_in() {
    let (record, fields) = flawed(
        r#"{"title": "A", "doi": "x", "url": "example.org", "language": "English!", "description": 1, "format": [], "id": {},
        "producedBy": ["X", {"name": "Y", "ror": "042nb2s45", "role": "cook", "kind": "dog"}, 5, {"ror": "042nb2s44"}],
        "supportedBy": [{"name": "Z", "award": []}], "keywords": [{"label": "k", "uri": "u"}, true]}"#
            .replace('\n', " ")
            .as_str(),
    );
    let expected = [
        "id",
        "description",
        "format",
        "url",
        "doi",
        "language",
        "producedBy[1].kind",
        "producedBy[1].ror",
        "producedBy[1].role",
        "producedBy[2]",
        "producedBy[3].name",
        "supportedBy[0].award",
        "keywords[0].uri",
        "keywords[1]",
    ];
    let mut sorted = (fields, expected.map(str::to_owned).to_vec());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
    assert_eq!(record.producers.iter().map(|agent| agent.name.as_str()).collect::<Vec<_>>(), ["X", "Y"]);
    assert_eq!((record.funders.len(), record.keywords.len()), (1, 1));
}

#[test]
fn identifiers_must_fit_the_kind_of_agent() {
    let (record, fields) = flawed(
        r#"{"title": "A", "producedBy": [{"name": "X", "kind": "Organisation", "orcid": "0000-0002-1694-233X"}, {"name": "Y", "orcid": "0000-0002-1694-233X", "ror": "042nb2s44"}, {"name": "Z", "orcid": "1"}]}"#,
    );
    assert_eq!(fields, ["producedBy[0].orcid", "producedBy[1].ror", "producedBy[2].orcid"]);
    let kinds: Vec<_> = record.producers.iter().map(|agent| (agent.kind, agent.identifiers.len())).collect();
    assert_eq!(kinds, [(AgentKind::Organization, 0), (AgentKind::Person, 1), (AgentKind::Person, 0)]);
}

#[test]
fn what_a_list_says_twice_counts_once() {
    let record = record(
        r#"{"title": "A", "producedBy": ["The X", {"name": "X", "ror": "042nb2s44"}, {"name": "Other", "ror": "042nb2s44"}, {"name": "X", "role": "editor"}, {"name": "X", "kind": "person"}, {"name": "X", "ror": "052gg0110"}],
        "keywords": ["Peers", "peers ", {"label": "PEERS", "uri": "urn:x:1"}, {"label": "mates", "uri": "urn:x:1"}, {"label": "peers", "uri": "urn:x:2"}]}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!(record.producers.iter().map(|agent| agent.name.as_str()).collect::<Vec<_>>(), ["The X", "X", "X", "X"]);
    assert_eq!(record.producers[0].identifiers[0].value, "042nb2s44");
    assert_eq!(record.keywords.iter().map(|keyword| keyword.label.as_str()).collect::<Vec<_>>(), ["Peers", "peers"]);
    assert_eq!(record.keywords[0].uri.as_deref(), Some("urn:x:1"));
}

#[test]
fn a_funder_has_each_of_its_awards_once() {
    let record = record(
        r#"{"title": "A", "supportedBy": ["X", {"name": "X", "award": "1"}, {"name": "X", "award": "1"}, {"name": "X", "award": "2"}]}"#,
    );
    assert_eq!(record.funders.len(), 1);
    assert_eq!(record.funders[0].awards.iter().map(|award| award.number.as_deref().unwrap()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn notes_are_a_list_or_an_object() {
    let notes = |json: &str| -> Vec<(String, String)> {
        record(&format!(r#"{{"title": "A", "notes": {json}}}"#)).notes.into_iter().map(|note| (note.label, note.value)).collect()
    };
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
    assert_eq!(notes(r#"[{"label": "B", "value": "x"}, {"label": "A", "value": 2}]"#), pairs(&[("B", "x"), ("A", "2")]));
    assert_eq!(notes(r#"{"label": "B", "value": ["x", "y"]}"#), pairs(&[("B", "x"), ("B", "y")]));
    assert_eq!(notes(r#"{"Audience": "Towns", "Pages": [24, null, " "]}"#), pairs(&[("Audience", "Towns"), ("Pages", "24")]));
    assert_eq!(notes(r#"{"B": "One\ntwo.\n\nThree."}"#), pairs(&[("B", "One two.\n\nThree.")]));
    assert_eq!(notes("null"), []);
}

#[test]
fn licences_are_words_addresses_or_both() {
    let license =
        |json: &str| record(&format!(r#"{{"title": "A", "license": {json}}}"#)).license.map(|said| (said.value.as_printed, said.value.url));
    let by = Some("https://creativecommons.org/licenses/by/4.0/".to_owned());
    assert_eq!(license(r#""CC-BY-4.0""#), Some(("CC-BY-4.0".to_owned(), by.clone())));
    let deed = "http://creativecommons.org/licenses/by/4.0/deed.de";
    assert_eq!(license(&format!(r#"{{"url": "{deed}"}}"#)), Some((deed.to_owned(), by.clone())));
    assert_eq!(license(&format!(r#"{{"url": "{deed}", "asPrinted": "Free"}}"#)), Some(("Free".to_owned(), by.clone())));
    assert_eq!(license(r#"{"asPrinted": "CC BY 4.0"}"#), Some(("CC BY 4.0".to_owned(), by)));
    assert_eq!((license("null"), license(r#"" ""#), license("{}")), (None, None, None));
}

#[test]
fn identifiers_of_all_schemes_are_read_each_once() {
    let record = record(r#"{"title": "A", "doi": ["10.5555/b", "10.5555/A"], "identifiers": ["doi:10.5555/a", 7]}"#);
    let told: Vec<String> = record.identifiers.iter().map(|said| said.value.value.clone()).collect();
    assert_eq!(told, ["10.5555/b", "10.5555/a", "7"]);
    assert_eq!(record.identifiers[2].value.scheme, IdentifierScheme::Local);
}

#[test]
fn unknown_fields_are_reported_once_a_file() {
    let line = r#"{"title": "A", "colour": 1, "producedBy": [{"name": "X", "fax": 1}]}"#;
    let (records, issues) = read(&format!("{line}\n{line}\n"));
    assert_eq!(records.len(), 2);
    let told: Vec<_> = issues.iter().map(|issue| (issue.at.line, issue.field.as_deref(), issue.code, issue.severity)).collect();
    let told_of = |field| (Some(1), Some(field), IssueCode::UnknownField, IssueSeverity::Warning);
    assert_eq!(told, [told_of("producedBy[].fax"), told_of("colour")]);
}

#[test]
fn lines_that_hold_no_record_are_refused_with_a_reason() {
    let deep = format!("{{\"title\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!("{{\"title\": \"{}\"}}", "x".repeat(2 << 20));
    for (text, code, field) in [
        ("nonsense", IssueCode::BadLine, None),
        ("{\"title\": \"A\"", IssueCode::BadLine, None),
        ("{\"title\": \"A\"},", IssueCode::BadLine, None),
        ("[1]", IssueCode::BadLine, None),
        ("\"title\"", IssueCode::BadLine, None),
        ("{}", IssueCode::MissingTitle, Some("title")),
        ("{\"title\": null}", IssueCode::MissingTitle, Some("title")),
        ("{\"title\": \" \", \"year\": \"soon\"}", IssueCode::MissingTitle, Some("title")),
        ("{\"title\": 5}", IssueCode::BadLine, Some("title")),
        (&deep, IssueCode::BadLine, None),
        (&long, IssueCode::TooLong, None),
    ] {
        let (records, issues) = read(&format!("\n{text}\n{{\"title\": \"B\"}}"));
        assert_eq!((records.len(), issues.len()), (1, 1), "{issues:?}");
        let issue = &issues[0];
        assert_eq!((issue.at.line, issue.code, issue.field.as_deref(), issue.severity), (Some(2), code, field, IssueSeverity::Error));
        assert!(issue.text.as_ref().unwrap().chars().count() <= 301);
    }
}

#[test]
fn the_last_of_two_equal_fields_counts_and_marks_between_lines_do_not() {
    assert_eq!(record("\u{feff} {\"title\": \"A\", \"title\": \"B\"}").title.value, "B");
}

#[test]
fn issues_of_one_record_are_bounded() {
    let (records, issues) = read(&format!(r#"{{"title": "A", "keywords": [{}1]}}"#, "1,".repeat(10_000)));
    assert_eq!((records.len(), issues.len()), (1, 101));
    let fields: Vec<String> = (0..10_000).map(|number| format!("\"f{number}\": 1")).collect();
    let (_, issues) = read(&format!(r#"{{"title": "A", {}}}"#, fields.join(",")));
    assert_eq!(issues.len(), 100);
}

proptest! {
    #[test]
    fn each_line_is_one_record_or_one_error(text in "(\\PC{0,20}|[\\[\\]{}\":,a1 ]{0,20}|\\{\"title\": ?\"\\PC{0,5}\"(,\"(year|doi|license|notes|identifiers|keywords|producedBy|supportedBy)\":[\\[\\]{}\":,a1 ]{0,20})?\\})") {
        let items = items(&text);
        let errors = items.iter().filter(|item| matches!(item, Item::Issue(issue) if issue.severity == IssueSeverity::Error)).count();
        let records = items.iter().filter(|item| matches!(item, Item::Record(_))).count();
        prop_assert_eq!(records + errors, usize::from(!text.trim_start_matches('\u{feff}').trim().is_empty()));
    }
}

#[test]
fn many_identifiers_take_little_time() {
    for (field, start) in [("identifiers", "10.5555/a"), ("doi", "10.5555/a"), ("url", "https://a.example/"), ("isbn", "no")] {
        let values = (0..20_000).map(|number| format!("\"{start}{number}\"")).collect::<Vec<_>>().join(",");
        let begun = std::time::Instant::now();
        let (records, _) = read(&format!("{{\"title\": \"A\", \"{field}\": [{values}]}}"));
        assert_eq!(
            records[0].identifiers.len(),
            match field {
                "isbn" => 0,
                "url" => 19_999,
                _ => 20_000,
            },
            "{field}"
        );
        assert!(begun.elapsed().as_secs() < 20, "{field}: {:?}", begun.elapsed());
    }
}
