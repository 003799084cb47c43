use super::*;
use crate::model::{Issue, IssueCode, Record};

fn read_with(text: &[u8], options: &Hints) -> (Vec<Record>, Vec<Issue>) {
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    for item in csv(Box::new(Cursor::new(text.to_vec())), options, &Seen::default()).unwrap() {
        match item.unwrap() {
            Item::Record(record) => records.push(*record),
            Item::Issue(issue) => issues.push(issue),
            _ => {}
        }
    }
    (records, issues)
}

fn read(text: &str) -> (Vec<Record>, Vec<Issue>) {
    read_with(text.as_bytes(), &Hints::default())
}

fn titles(text: &str) -> Vec<(u64, String)> {
    read(text).0.into_iter().map(|record| (record.line, record.title.value)).collect()
}

fn codes(issues: &[Issue]) -> Vec<(IssueCode, Option<&str>)> {
    issues.iter().map(|issue| (issue.code, issue.at.cell.as_deref())).collect()
}

#[test]
fn any_of_four_signs_parts_the_cells() {
    let table = "Title,Author,Year\nWeirs,\"Hollis, Rhea\",2020\nNets,\"Smit, Jan\",2021\n";
    for sign in [",", ";", "\t", "|"] {
        let text = table.replace(',', sign).replace(&format!("Hollis{sign} "), "Hollis, ");
        assert_eq!(titles(&text), [(2, "Weirs".into()), (3, "Nets".into())], "{sign}");
    }
    assert_eq!(titles("sep=;\r\nTitle;Year\r\nA, B;2020\r\n"), [(3, "A, B".into())]);
    assert_eq!(titles("sep=\t\nTitle\tYear\nA\t2020\n"), [(3, "A".into())]);
}

#[test]
fn lines_are_those_of_the_file() {
    let text = "\n\nTitle,Description\r\n\r\nA,\"one\r\ntwo\"\r\n\nB,x\rC,y";
    assert_eq!(titles(text), [(5, "A".into()), (8, "B".into()), (9, "C".into())]);
    let (records, issues) = read("Title,Year\nA,2020\nB,soon\n");
    assert_eq!(records.len(), 2);
    assert_eq!((issues[0].at.line, issues[0].at.cell.as_deref()), (Some(3), Some("B3")));
}

#[test]
fn cells_become_fields() {
    let (records, issues) = read(
        "ID,Title,Author(s),Publisher,Funder,Grant number,Keywords,URL,Shelf,Year\n\
         7,Weirs,\"Hollis, Rhea; Smit, Jan\",Example Press,Water Fund,W-12,rivers; law,https://a.example/1,North,2021.0\n",
    );
    let record = &records[0];
    assert_eq!(record.key.as_deref(), Some("7"));
    let makers: Vec<&str> = record.producers.iter().map(|mention| mention.name.as_str()).collect();
    assert_eq!(makers, ["Rhea Hollis", "Jan Smit", "Example Press"]);
    assert_eq!(record.funders[0].awards[0].number.as_deref(), Some("W-12"));
    assert_eq!(record.keywords.len(), 2);
    assert_eq!(record.landing_page.as_ref().map(|said| said.value.as_str()), Some("https://a.example/1"));
    assert_eq!((record.notes[0].label.as_str(), record.notes[0].value.as_str()), ("Shelf", "North"));
    assert_eq!(record.year.as_ref().map(|said| said.value), Some(2021));
    assert_eq!(codes(&issues), [(IssueCode::UnknownLabel, Some("I1"))]);
}

#[test]
fn grants_go_to_the_funder_beside_them() {
    let awards = |text: &str| {
        let (records, issues) = read(text);
        let of = |record: &Record| -> Vec<Vec<String>> {
            record.funders.iter().map(|funder| funder.awards.iter().filter_map(|award| award.number.clone()).collect()).collect()
        };
        (records.iter().flat_map(of).collect::<Vec<_>>(), issues.len(), records[0].notes.len())
    };
    let numbers = |all: &[&str]| all.iter().map(|number| vec![(*number).to_owned()]).collect::<Vec<_>>();
    let beside = "Title,Funder 1,Award 1,Funder 2,Award 2\nA,Water Fund,W-1,River Trust,R-2\n";
    assert_eq!(awards(beside), (numbers(&["W-1", "R-2"]), 0, 0));
    assert_eq!(awards("Title,Funder,Award\nA,Water Fund; River Trust,W-1; R-2\n"), (numbers(&["W-1", "R-2"]), 1, 0));
    assert_eq!(awards("Title,Funder,Award\nA,Water Fund; River Trust,W-1\n"), (vec![vec![], vec![]], 1, 1));
}

#[test]
fn rows_that_are_no_records_are_told() {
    let (records, issues) = read(
        "Our list,,\nTitle,Author,Year\nGuides,,\nA,Rhea Hollis,2020\nB,Jan Smit,2020\nC,Ana Roe,2021\nTitle,Author,Year\nFilms,,\n\
         D,Jan Smit,2019\nE,Jan Smit,2019\nF,Jan Smit,2019\n,Rhea Hollis,2020\n,,Total 6\n",
    );
    let sections: Vec<Option<&str>> =
        records.iter().map(|record| record.placement.as_ref().and_then(|placement| placement.section.as_deref())).collect();
    assert_eq!(sections, [vec![Some("Guides"); 3], vec![Some("Films"); 3]].concat());
    assert_eq!(
        codes(&issues),
        [
            (IssueCode::UnplacedText, None),
            (IssueCode::UnsureValue, Some("A3")),
            (IssueCode::TableHead, None),
            (IssueCode::UnsureValue, Some("A8")),
            (IssueCode::MissingTitle, Some("A12")),
            (IssueCode::UnplacedText, Some("C13")),
        ]
    );
}

#[test]
fn titles_alone_are_records() {
    assert_eq!(titles("Title,Year\nA,\nB,\nC,2020\n").len(), 3);
    assert_eq!(titles("Title\nA\nB\n").len(), 2);
}

#[test]
fn a_table_without_a_header_is_told() {
    let (records, issues) = read("A,B\n1,2\n");
    assert!(records.is_empty());
    assert_eq!(codes(&issues), [(IssueCode::HeaderNotFound, None)]);
    let options = Hints { map: vec!["A=title".parse().unwrap(), "B=keywords:/".parse().unwrap()], ..Hints::default() };
    let (records, issues) = read_with(b"A,B\n1,x / y\n", &options);
    assert_eq!((records[0].title.value.as_str(), records[0].keywords.len(), issues.len()), ("1", 2, 0));
}

#[test]
fn kept_mappings_count_where_all_their_columns_are() {
    let hints = |map: &[&str], kept: &[&str]| {
        let parsed = |all: &[&str]| all.iter().map(|text| text.parse().unwrap()).collect();
        Hints { map: parsed(map), kept: parsed(kept), ..Hints::default() }
    };
    let kept = ["Item=title", "Grant maker=supportedBy"];
    let (records, issues) = read_with(b"Our list\nITEM,Grant maker\nA,Water Fund\n", &hints(&[], &kept));
    assert_eq!((records[0].title.value.as_str(), records[0].funders.len()), ("A", 1));
    assert_eq!(codes(&issues), [(IssueCode::UnplacedText, None)]);
    let (records, issues) = read_with(b"Item,Title\nA,B\n", &hints(&[], &kept));
    assert_eq!(records[0].title.value, "B");
    assert_eq!(codes(&issues)[0], (IssueCode::UnusedHint, None));
    assert!(issues[0].message.contains("`Item=title`") && issues[0].message.contains("no column “Grant maker”"), "{issues:?}");
    let (_, issues) = read_with(b"Title,Marks\nA,x\n", &hints(&["Mark=keywords"], &[]));
    assert_eq!(codes(&issues), [(IssueCode::UnusedHint, None), (IssueCode::UnknownLabel, Some("B1"))]);
}

#[test]
fn mappings_that_are_kept_are_not_missed_in_an_export() {
    let hints = Hints { kept: vec!["Item=title".parse().unwrap()], ..Hints::default() };
    let id = crate::global_id::encode(entity::vocabulary::NodeKind::Resource, uuid::Uuid::from_u128(7));
    let text = format!("colophon_id,colophon_version,title\n{id},0000000a.1,Tides\n");
    let (records, issues) = read_with(text.as_bytes(), &hints);
    assert!(records[0].exported.is_some() && issues.is_empty(), "{issues:?}");
    assert_eq!(codes(&read_with(b"Title,Year\nTides,2020\n", &hints).1), [(IssueCode::UnusedHint, None)]);
}

#[test]
fn a_column_that_gives_way_is_told_once_and_by_name() {
    let (_, issues) = read("Name,Title,Year,Shelf\nA,B,2020,x\nC,D,2021,y\n");
    assert_eq!(codes(&issues), [(IssueCode::UnsureValue, Some("A1")), (IssueCode::UnknownLabel, Some("D1"))]);
    assert!(issues[0].message.contains("“Title” (B) and “Name” (A). The first was taken"), "{}", issues[0].message);
    let (records, issues) = read("Title,Publication Title,Grant #,Grant maker\nA,River Letters,W-1,Water Fund\n");
    assert_eq!(codes(&issues), [(IssueCode::UnsureValue, Some("B1"))]);
    assert_eq!(records[0].funders[0].awards[0].number.as_deref(), Some("W-1"));
}

#[test]
fn records_and_names_know_their_cells() {
    let (records, _) = read("Year,Title,Author,Funder,Tags\n2020,Tides,Rhea Hollis; Jan Smit,Water Fund,law\n");
    assert_eq!(records[0].locator().cell.as_deref(), Some("B2"));
    for (name, cell) in [("Jan Smit", "C2"), ("Water Fund", "D2"), ("law", "E2")] {
        assert_eq!(records[0].locator_of(2, Some(name)).cell.as_deref(), Some(cell), "{name}");
    }
    assert_eq!(records[0].locator_of(2, Some("Nobody")).in_words(), "line 2");
}

#[test]
fn a_day_of_1905_may_be_a_year() {
    let (records, issues) = read("Title,Year\nA,1905-07-13\nB,1905\n");
    assert_eq!(records[0].year.as_ref().map(|said| said.value), Some(1905));
    assert_eq!(codes(&issues), [(IssueCode::UnsureValue, Some("B2"))]);
}

#[test]
fn longer_rows_are_told_and_kept() {
    let (records, issues) = read("Title,Year\nA,2020,more\nB,2021\nC,2021,again\n");
    assert_eq!(records[0].notes[0].value, "more");
    assert_eq!(codes(&issues), [(IssueCode::UnsureValue, Some("C2"))]);
}

#[test]
fn a_fault_of_a_spreadsheet_is_no_title() {
    let (records, issues) = read_with(b"Title,Year\n#N/A,2020\n#REF!,2021\n#5 on Weirs,2022\n", &Hints::default());
    assert_eq!(records.iter().map(|record| record.title.value.as_str()).collect::<Vec<_>>(), ["#5 on Weirs"]);
    assert_eq!(issues.iter().filter(|issue| issue.code == IssueCode::MissingTitle).count(), 2);
}

#[test]
fn a_quote_that_closes_too_late_is_told() {
    let told = |text: &str| {
        let (_, issues) = read_with(text.as_bytes(), &Hints::default());
        let unsure = issues.iter().find(|issue| issue.code == IssueCode::UnsureValue && issue.message.contains("quote"));
        unsure.map(|issue| issue.at.cell.clone().unwrap())
    };
    assert_eq!(told("Title;Author\nOne;A Be\n\"Two;B Ce\nThree;C De\nFour;D Ef\n"), Some("A3".to_owned()));
    assert_eq!(told("Title,Year,Author,URL\n\"One,2020,A,\nTwo,2021,B,\nThree,2022,\"C\",\n"), Some("A2".to_owned()));
    assert_eq!(told("Title,Description\nOne,\"Of fish, boats\nand weirs, mills\"\nTwo,b\n"), None);
}

#[test]
fn the_beginning_tells_a_table() {
    for text in ["Title,Year\nA,2020\n", "Title;Author;Shelf\nA;B;C\n", "sep=,\nA,B\n", "Title\tYear\nA\t2020\n"] {
        assert!(sign_of(text.as_bytes()).is_some(), "{text}");
    }
    for text in ["Weirs, a guide\nProduced By: A\n", "Title: A, B\nYear: 2020, 2021\n", "", "A,B\n1,2\n", "Title,Year\n"] {
        assert_eq!(sign_of(text.as_bytes()), None, "{text}");
    }
    assert_eq!(sign_of(b""), None);
}
