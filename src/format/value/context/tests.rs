use super::*;
use crate::format::{Format, Hints, open};

/// The records and issues of JSON Lines.
fn read(lines: &[String]) -> (Vec<Record>, Vec<Issue>) {
    let items = open(Box::new(std::io::Cursor::new(lines.join("\n"))), "a.jsonl", Format::named("jsonl"), &Hints::default()).unwrap().items;
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    for item in items {
        match item.unwrap() {
            Item::Record(record) => records.push(*record),
            Item::Issue(issue) => issues.push(issue),
            Item::Collection(_) | Item::Account(_) => {}
        }
    }
    (records, issues)
}

fn produced(producers: &str) -> String {
    format!(r#"{{"title": "T", "producedBy": {producers}}}"#)
}

fn funded(funders: &str) -> String {
    format!(r#"{{"title": "T", "supportedBy": {funders}}}"#)
}

/// The producers of each record, with `P` or `O`.
fn kinds(lines: &[String]) -> Vec<Vec<String>> {
    let sign = |mention: &AgentMention<ContributionRole>| if mention.kind == AgentKind::Person { "P" } else { "O" };
    let (records, _) = read(lines);
    records.iter().map(|record| record.producers.iter().map(|mention| format!("{} {}", sign(mention), mention.name)).collect()).collect()
}

#[test]
fn what_a_name_is_shows_in_other_records() {
    let author = |name: &str| produced(&format!(r#"{{"name": "{name}", "role": "author"}}"#));
    let publisher = |name: &str| produced(&format!(r#"{{"name": "{name}", "role": "publisher"}}"#));
    for (lines, expected) in [
        // A body that publishes is a body as an author.
        ([author("Green Rivers"), publisher("Green Rivers")], [["O Green Rivers"], ["O Green Rivers"]]),
        ([author("Green Rivers"), funded(r#""Green Rivers""#)], [["O Green Rivers"], [""]]),
        (
            [author("Green Rivers"), produced(r#"{"name": "Green Rivers", "kind": "organization"}"#)],
            [["O Green Rivers"], ["O Green Rivers"]],
        ),
        // Whoever writes elsewhere is a person as a producer.
        ([produced(r#""Petra Quillan""#), author("Petra Quillan")], [["P Petra Quillan"], ["P Petra Quillan"]]),
        ([produced(r#""Petra Quillan""#), produced(r#""Quillan, Petra""#)], [["P Petra Quillan"], ["P Petra Quillan"]]),
        // A person who is evidently one stays one as a publisher.
        ([publisher("Petra Quillan"), author("Dr. Petra Quillan")], [["P Petra Quillan"], ["P Petra Quillan"]]),
        // Nothing else is known.
        ([produced(r#""Open Minds""#), author("Petra Quillan")], [["O Open Minds"], ["P Petra Quillan"]]),
        (
            [produced(r#"{"name": "Petra Quillan", "kind": "organization"}"#), author("Quillan, Petra")],
            [["O Petra Quillan"], ["P Petra Quillan"]],
        ),
    ] {
        let expected: Vec<Vec<String>> =
            expected.iter().map(|names| names.iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect()).collect();
        assert_eq!(kinds(&lines), expected, "{lines:?}");
    }
}

/// The funders of each record, and the texts of the likely twins.
fn funders(lines: &[String]) -> (Vec<Vec<String>>, Vec<String>) {
    let (records, issues) = read(lines);
    let twins = issues.into_iter().filter(|issue| issue.code == IssueCode::LikelyTwin).filter_map(|issue| issue.text).collect();
    (records.iter().map(|record| record.funders.iter().map(|mention| mention.name.clone()).collect()).collect(), twins)
}

#[test]
fn an_acronym_names_what_it_stands_behind() {
    let nsf = "National Science Foundation";
    let explained = funded(r#""National Science Foundation (NSF), grant EF-1029808""#);
    for lines in [[explained.clone(), funded(r#""NSF Awards EF-2, EF-3""#)], [funded(r#""NSF Awards EF-2, EF-3""#), explained.clone()]] {
        assert_eq!(funders(&lines), (vec![vec![nsf.to_owned()], vec![nsf.to_owned()]], vec![]));
    }
    // In one record they are one.
    let (records, _) = read(&[funded(r#"["National Science Foundation (NSF), grant EF-1", "NSF (EF-22)"]"#)]);
    let [funder] = records[0].funders.as_slice() else { panic!("{records:?}") };
    assert_eq!(funder.awards.iter().filter_map(|award| award.number.as_deref()).collect::<Vec<_>>(), ["EF-1", "EF-22"]);
    // Among producers too, and with its own identifier it is decided by that.
    assert_eq!(kinds(&[produced(r#""Helping Hands Network (HHN)""#), produced(r#""HHN""#)])[1], ["O Helping Hands Network"]);
    assert_eq!(kinds(&[produced(r#""Helping Hands Network (HHN)""#), produced(r#"{"name": "HHN", "ror": "042nb2s44"}"#)])[1], ["O HHN"]);
}

#[test]
fn other_acronyms_are_told() {
    let hhn = "Helping Hands Network";
    for lines in [[funded(r#""HHN""#), funded(r#""Helping Hands Network""#)], [funded(r#""Helping Hands Network""#), funded(r#""HHN""#)]] {
        let (names, twins) = funders(&lines);
        assert_eq!(twins, ["HHN"]);
        assert!(names.concat().contains(&hhn.to_owned()) && names.concat().contains(&"HHN".to_owned()));
    }
    let several = [funded(r#""Example Fund (EF)""#), funded(r#""Exeter Foundation (EF)""#), funded(r#""EF""#), funded(r#""EF""#)];
    assert_eq!(funders(&several).1, ["EF"]);
    for lines in [[funded(r#""NATO""#), funded(r#""National Science Foundation""#)], [funded(r#""Example""#), funded(r#""Example Fund""#)]]
    {
        assert_eq!(funders(&lines).1, [""; 0]);
    }
}

#[test]
fn what_stands_in_a_later_block_is_told_and_not_taken() {
    let mut lines = vec![funded(r#""NSF""#)];
    lines.extend((1..BLOCK).map(|_| r#"{"title": "T"}"#.to_owned()));
    lines.push(funded(r#""National Science Foundation (NSF)""#));
    lines.push(funded(r#""NSF""#));
    let (names, twins) = funders(&lines);
    assert_eq!(
        (names[0][0].as_str(), names[BLOCK][0].as_str(), names[BLOCK + 1][0].as_str()),
        ("NSF", "National Science Foundation", "National Science Foundation")
    );
    assert_eq!(twins, ["NSF"]);
}

#[test]
fn a_block_is_ready_as_soon_as_it_is_full() {
    let lines: Vec<String> = (0..BLOCK).map(|number| format!(r#"{{"title": "T{number}"}}"#)).collect();
    let mut items =
        open(Box::new(std::io::Cursor::new(lines.join("\n"))), "a.jsonl", Format::named("jsonl"), &Hints::default()).unwrap().items;
    assert_eq!(items.by_ref().take(BLOCK).filter(|item| matches!(item, Ok(Item::Record(_)))).count(), BLOCK);
}

#[test]
fn markup_is_told_once_a_file() {
    let line =
        r#"{"title": "A <i>b</i>", "description": "<p>One.</p><p>Two &amp; three.</p><script>x</script>", "keywords": "a &amp; b; c"}"#
            .to_owned();
    let (records, issues) = read(&[line.clone(), line]);
    assert_eq!(issues.iter().map(|issue| (issue.code, issue.severity)).collect::<Vec<_>>(), [(IssueCode::Markup, IssueSeverity::Info)]);
    for record in records {
        assert_eq!(record.title.value, "A b");
        assert_eq!(record.description.unwrap().value, "One.\n\nTwo & three.");
        assert_eq!(record.keywords.iter().map(|keyword| keyword.label.as_str()).collect::<Vec<_>>(), ["a & b", "c"]);
    }
}

/// The authors of a record that stands beside others, and whether anything was told of them.
fn authors(value: &str, others: &[&str]) -> (Vec<String>, bool) {
    let author = |name: &str| produced(&format!(r#"{{"name": "{name}", "role": "author"}}"#));
    let lines: Vec<String> = std::iter::once(author(value)).chain(others.iter().map(|name| author(name))).collect();
    let (records, issues) = read(&lines);
    (records[0].producers.iter().map(|mention| mention.name.clone()).collect(), !issues.is_empty())
}

#[test]
fn two_names_with_a_comma_between_are_one_or_two_as_the_file_shows() {
    let value = "Garceral Lomas, Inés María";
    let (one, two) = (vec!["Inés María Garceral Lomas".to_owned()], vec!["Garceral Lomas".to_owned(), "Inés María".to_owned()]);
    assert_eq!(authors(value, &[]), (two.clone(), true));
    assert_eq!(authors(value, &["Quellon, Rosa", "Tarn, Olmo"]), (one.clone(), false));
    assert_eq!(authors(value, &["Rosa Quellon", "Quellon, R."]), (two.clone(), false));
    assert_eq!(authors(value, &["Quellon, Rosa", "Tarn, Olmo", "Ada Brill"]), (one, true));
    assert_eq!(authors(value, &["Quellon, Rosa", "Inés María"]), (two, false));
    assert_eq!(authors("Rhea Hollis, Jan van der Plink", &["Ada Brill"]).0, ["Rhea Hollis", "Jan van der Plink"]);
}

#[test]
fn the_file_shows_who_shares_a_family_name() {
    let value = "Ann, Bo and Cy Lee";
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (three, two) = (names(&["Ann Lee", "Bo Lee", "Cy Lee"]), names(&["Bo Ann", "Cy Lee"]));
    assert_eq!(authors(value, &[]), (two.clone(), true));
    assert_eq!(authors(value, &["Rosa Quellon"]), (three.clone(), false));
    assert_eq!(authors(value, &["Quellon, Rosa"]), (two.clone(), false));
    assert_eq!(authors(value, &["Quellon, Rosa", "Ann Lee"]), (three, false));
    assert_eq!(authors(value, &["Quellon, Rosa", "Olmo Tarn"]), (two, true));
    let five = "Ann, Bo, Cy, Jo and Kit Lee";
    assert_eq!(authors(five, &["Rosa Quellon"]), (names(&["Ann Lee", "Bo Lee", "Cy Lee", "Jo Lee", "Kit Lee"]), false));
}

#[test]
fn a_single_word_is_told_unless_the_file_shows_a_body() {
    let told = |lines: &[String]| -> Vec<String> {
        let (records, issues) = read(lines);
        let kinds = records.iter().flat_map(|record| &record.producers).filter(|mention| !mention.name.contains(' '));
        assert!(kinds.into_iter().all(|mention| mention.kind == AgentKind::Organization));
        issues.into_iter().filter(|issue| issue.code == IssueCode::UnsureValue).filter_map(|issue| issue.text).collect()
    };
    let made = |name: &str| produced(&format!(r#""{name}""#));
    assert_eq!(told(&[made("Weldrake")]), ["Weldrake"]);
    // Beside a person, each word is told, once.
    assert_eq!(told(&[made("Weldrake"), made("Hollis, Rhea"), made("Oakes"), made("Weldrake")]), ["Weldrake", "Oakes"]);
    // A column of such words is told once.
    let column: Vec<String> = ["Samaritas", "Weldrake", "Oakes", "Tarnhelp"].map(made).into();
    assert_eq!(told(&column), ["Samaritas"]);
    assert_eq!(told(&[&column[..], &[made("Tarn Trust")]].concat()), ["Samaritas"]);
    for shown in [
        vec![made("Tarn Trust"), made("Pond League"), made("Weldrake")],
        vec![made("Weldrake"), funded(r#""Weldrake""#)],
        vec![made("Weldrake"), produced(r#"{"name": "Weldrake", "role": "publisher"}"#)],
        vec![made("Weldrake"), produced(r#"{"name": "Weldrake", "kind": "organization"}"#)],
        vec![produced(r#"{"name": "Weldrake", "ror": "042nb2s44"}"#)],
        vec![made("UNESCO"), made("Universität")],
    ] {
        assert_eq!(told(&shown), [""; 0], "{shown:?}");
    }
}

#[test]
fn an_acronym_of_a_keyword_is_that_keyword() {
    let labels = |lines: &[&str]| -> Vec<String> {
        let lines: Vec<String> = lines.iter().map(|keywords| format!(r#"{{"title": "T", "keywords": {keywords}}}"#)).collect();
        let shown = |record: &Record| record.keywords.iter().map(|keyword| keyword.label.as_str()).collect::<Vec<_>>().join(", ");
        let (records, issues) = read(&lines);
        records.iter().map(shown).chain(issues.into_iter().map(|issue| format!("{:?}", issue.code))).collect()
    };
    assert_eq!(labels(&[r#"["Peer Support (PS)"]"#, r#"["PS", "boats"]"#]), ["Peer Support", "Peer Support, boats"]);
    assert_eq!(labels(&[r#"["PS", "Peer Support (PS)"]"#]), ["Peer Support"]);
    assert_eq!(labels(&[r#"["PS"]"#, r#"["boats"]"#]), ["PS", "boats"]);
    let several = labels(&[r#"["Peer Support (PS)", "Public Safety (PS)"]"#, r#"["PS"]"#]);
    assert_eq!(several, ["Peer Support, Public Safety", "PS", "LikelyTwin"]);
}

#[test]
fn likely_twins_are_told_with_both_places() {
    let told = |lines: &[String]| -> Vec<String> {
        let twins = read(lines).1.into_iter().filter(|issue| issue.code == IssueCode::LikelyTwin);
        twins.map(|issue| issue.message.split(", ").next().unwrap().to_owned()).collect()
    };
    let keywords = |keywords: &str| format!(r#"{{"title": "T", "keywords": {keywords}}}"#);
    let several = told(&[keywords(r#"["Peer Support (PS)"]"#), keywords(r#"["Public Safety (PS)"]"#), keywords(r#"["PS"]"#)]);
    assert_eq!(several, ["`PS` is the acronym of `Peer Support` (line 1) and of `Public Safety` (line 2)"]);
    let twin = told(&[funded(r#""Example River Fund""#), funded(r#""Eastern Roads Federation""#), funded(r#""ERF""#)]);
    assert_eq!(twin, ["`ERF` may be `Example River Fund` (line 1) or `Eastern Roads Federation` (line 2)"]);
    assert_eq!(told(&[funded(r#""Example River Fund""#), funded(r#""ERF""#)]), ["`ERF` may be `Example River Fund` (line 1)"]);
}
