//! Whole pages, small ones.

mod unlabelled;

use std::convert::Infallible;

use entity::vocabulary::{IssueSeverity, ResourceFormat};
use proptest::prelude::*;

use super::*;
use crate::model::{Issue, IssueCode, Record};

fn read(page: &str) -> Vec<Item> {
    let lines = page.lines().zip(1..).map(|(text, number)| Ok::<_, Infallible>(Line { number, text: text.to_owned(), truncated: false }));
    PageReader::new(lines).map(|item| item.unwrap()).collect()
}

fn records(page: &str) -> Vec<Record> {
    let record = |item| if let Item::Record(record) = item { Some(*record) } else { None };
    read(page).into_iter().filter_map(record).collect()
}

fn titles(page: &str) -> Vec<String> {
    records(page).into_iter().map(|record| record.title.value).collect()
}

/// The issues that are more than information, as code and line.
fn issues(page: &str) -> Vec<(IssueCode, u64)> {
    let issue = |item| if let Item::Issue(issue) = item { Some(issue) } else { None };
    let issues = read(page).into_iter().filter_map(issue).filter(|issue| issue.severity != IssueSeverity::Info);
    issues.map(|issue| (issue.code, issue.at.line.unwrap())).collect()
}

fn description(record: &Record) -> &str {
    record.description.as_ref().map_or("", |said| &said.value)
}

fn producers(record: &Record) -> Vec<&str> {
    record.producers.iter().map(|mention| mention.name.as_str()).collect()
}

#[test]
fn the_length_of_a_text_is_no_title() {
    for line in ["12 May 2023 • 47 min", "5 min read", "3. Mai 2020 · Lesezeit: 5 Min.", "Last updated: 3 May 2020"] {
        let page = format!("Talks\n\nRivers at Work\n{line}\nProduced By: A League\n\nWeirs\n{line}\nProduced By: B League\n");
        let read = records(&page);
        assert_eq!(read.iter().map(|record| record.title.value.as_str()).collect::<Vec<_>>(), ["Rivers at Work", "Weirs"], "{line}");
        assert!(read.iter().all(|record| record.placement.as_ref().is_some_and(|place| place.section.is_none())), "{line}");
        if line.contains("updated") {
            continue;
        }
        let above = format!("Talks\n\n{line}\nRivers at Work\nProduced By: A League\n\n{line}\nWeirs\nProduced By: B League\n");
        assert_eq!(titles(&above), ["Rivers at Work", "Weirs"], "{line}");
        assert!(records(&above).iter().all(|record| record.placement.as_ref().is_some_and(|place| place.section.is_none())), "{line}");
    }
}

#[test]
fn a_label_without_a_mark_is_told_from_a_title() {
    let page = "Papers\n\nRivers at Work\nSponsored by Kiln Ovens\nProduced By: A League\nKeywords: rivers\nSupported by Tarn Trust\n\n\
        Supported by Nature: A Guide\nProduced By: B League\nKeywords: weirs\n\nFunded by Nobody\nProduced By: C League\n";
    assert_eq!(titles(page), ["Rivers at Work", "Supported by Nature: A Guide", "Funded by Nobody"]);
    let funders: Vec<String> = records(page).remove(0).funders.into_iter().map(|mention| mention.name).collect();
    assert_eq!(funders, ["Kiln Ovens", "Tarn Trust"]);
    assert_eq!(issues(page), [(IssueCode::LabelPunctuation, 4), (IssueCode::LabelPunctuation, 7)]);
    // Prose goes on.
    let page = "Rivers\nProduced By: A League\nDescription: This work was\nfunded by Tarn Trust, and\nSupported by Nature it went on.\n";
    assert_eq!(records(page).remove(0).funders.len(), 0);
}

#[test]
fn two_labels_of_the_description_in_a_row_are_one_field() {
    let page =
        "Rivers\nProduced By: A League\nOverview: One.\nKeywords: rivers\nSummary: Two.\n\nWeirs\nProduced By: B League\nSummary: Three.\n";
    let read = records(page);
    assert_eq!(read.iter().map(description).collect::<Vec<_>>(), ["One.\n\nTwo.", "Three."]);
    assert_eq!(issues(page), []);
}

#[test]
fn a_size_below_format_is_a_note() {
    for format in ["Format: 24 cm", "Format:\n24 cm"] {
        let page = format!("Rivers\nProduced By: A League\n{format}\nKeywords: rivers\n");
        let record = records(&page).remove(0);
        assert_eq!(record.format, None, "{format}");
        assert_eq!(record.notes.iter().map(|note| (note.label.as_str(), note.value.as_str())).collect::<Vec<_>>(), [("Format", "24 cm")]);
        assert!(!issues(&page).is_empty(), "{format}");
    }
}

#[test]
fn headings_titles_and_fields_are_told_apart() {
    let page = "top of page\n\nRivers\n\nFeatured Guides\n\nFish Passes (2020)\n\nProduced By: A League\n\nKeywords: fish\n\nMore\n\n\
        Weirs - Webinar\n\nProduced By: B League\nKeywords: weirs\n";
    assert_eq!(
        read(page).into_iter().filter(|item| matches!(item, Item::Collection(said) if said.value == "Rivers" && said.line == 3)).count(),
        1
    );
    let [fish, weirs] = <[Record; 2]>::try_from(records(page)).unwrap();
    assert_eq!((fish.title.value.as_str(), fish.line, fish.year.map(|year| year.value)), ("Fish Passes", 7, Some(2020)));
    assert_eq!(
        fish.placement.map(|place| (place.section.unwrap(), place.highlighted, place.position)),
        Some(("Featured Guides".into(), true, 1))
    );
    assert_eq!(weirs.format.map(|format| format.value), Some(ResourceFormat::Webinar));
    assert_eq!(weirs.placement.map(|place| (place.section.unwrap(), place.highlighted, place.position)), Some(("More".into(), false, 2)));
    assert_eq!(issues(page), []);
    let dense: String = page.replace("\n\n", "\n");
    assert_eq!(titles(&dense), ["Fish Passes", "Weirs"]);
}

#[test]
fn values_are_wrapped_and_listed() {
    let page = "A\nProduced By:\n• First League\n• Second\n  League\nDescription: One goes\non here.\n\nTwo is a paragraph.\n\n\
        - with\n- items\n\n\
        Keywords: one;\ntwo, three\nB\nProduced By\nThird League\n\nFourth League\nDescription - Three\n";
    let [a, b] = <[Record; 2]>::try_from(records(page)).unwrap();
    assert_eq!(producers(&a), ["First League", "Second League"]);
    assert_eq!(description(&a), "One goes on here.\n\nTwo is a paragraph.\n\n- with\n\n- items");
    assert_eq!(a.keywords.iter().map(|keyword| keyword.label.as_str()).collect::<Vec<_>>(), ["one", "two, three"]);
    assert_eq!(producers(&b), ["Third League", "Fourth League"]);
    assert_eq!(issues(page), [(IssueCode::UnsureValue, 15), (IssueCode::LabelPunctuation, 21)]);
}

#[test]
fn the_page_teaches_the_order_of_its_labels() {
    let page = "A\nKeywords: a\nProduced By: X\n\nB\nProduced By: Y\n\nC\nKeywords: c\nProduced By: Z\n";
    assert_eq!(titles(page), ["A", "B", "C"]);
    let page = "A\nDescription: It is long\nAnd goes on\nProduced By: X\nB\nDescription: Short\nProduced By: Y\n";
    assert_eq!(titles(page), ["A", "B"]);
    assert_eq!(description(&records(page)[0]), "It is long And goes on");
}

#[test]
fn missing_labels_and_titles_are_reported() {
    let page = "A\n\nThis text says what A is. It has no label.\n\nProduced By: X\n\nDescription: D.\n\nProduced By: Y\n\nKeywords: k\n";
    assert_eq!(titles(page), ["A"]);
    assert_eq!(issues(page), [(IssueCode::MissingLabel, 3), (IssueCode::MissingTitle, 9)]);
}

#[test]
fn text_between_records_is_a_heading_a_record_or_unplaced() {
    let page = "A\nKeywords: k\n\nAlone (2019) - Report\n\nNobody asked for this. It stands here.\n\nOther\n\n\
        It is unplaced. It is prose.\n\nB\nKeywords: k\n";
    assert_eq!(titles(page), ["A", "Alone", "B"]);
    assert_eq!(issues(page), [(IssueCode::MissingLabel, 6), (IssueCode::UnplacedText, 10)]);
    assert_eq!(issues("Other Resources\n\nKeywords: k\n"), [(IssueCode::MissingTitle, 3), (IssueCode::UnplacedText, 1)]);
    assert_eq!(issues("Just a line.\n\nAnother. And more.\n"), [(IssueCode::UnplacedText, 1)]);
    assert_eq!(issues("A (2020)\n"), [(IssueCode::MissingLabel, 1)]);
}

#[test]
fn addresses_belong_to_the_record_around_them() {
    let page = "A\nhttps://example.org/a\nKeywords: k\n\nB\n\nKeywords: k\n\nhttps://example.org/b\n\
        https://example.org/c\n\nC\nhttps://example.org/d\n";
    let pages: Vec<_> = records(page).into_iter().map(|record| record.landing_page.unwrap().value).collect();
    assert_eq!(pages, ["https://example.org/a", "https://example.org/b", "https://example.org/d"]);
    assert_eq!(issues(page), [(IssueCode::Conflict, 10)]);
}

#[test]
fn values_that_cannot_be_read_are_left_out() {
    let page = "A\nYear: soon\nDOI: none of yours\nLanguage: Klingonish\nFunded by: N/A\nDescription: d\n";
    assert_eq!(issues(page), [(IssueCode::BadValue, 2), (IssueCode::BadValue, 3), (IssueCode::BadValue, 4)]);
    assert!(records(page)[0].funders.is_empty());
}

#[test]
fn long_files_stay_small() {
    let lines =
        |text: &'static str| (1..200_000).map(move |number| Ok::<_, Infallible>(Line { number, text: text.to_owned(), truncated: false }));
    for text in [
        "words without end",
        "It is prose.",
        "• item",
        "Keywords: k",
        "A (2020)",
        "and so on",
        "top of page",
        "Year; x",
        "https://example.org/",
        "A; b",
    ] {
        let mut reader = PageReader::new(lines(text));
        let mut most = 0;
        while let Some(item) = reader.next() {
            let Ok(item) = item;
            most = most.max(reader.items.len());
            if let Item::Issue(issue) = item {
                assert!(issue.text.is_none_or(|text| text.len() < 3_000));
            }
        }
        assert!(most < 20_000, "{text}: {most}");
    }
}

#[test]
fn a_title_stands_below_its_label() {
    let page = "Title\nGlazes\nAuthors\nJane Roe\nKeywords\nlead\n\nTitle\nClays\nAuthors\nAna Luz\nKeywords\nmud\n";
    let typed = page.replace("Title\n", "Type\nReport\nTitle\n");
    let dense = page.replace("\n\n", "\n");
    for page in [page, &typed, &dense, &format!("Pottery\n\n{page}"), &typed.replace("\n\n", "\n")] {
        assert_eq!(titles(page), ["Glazes", "Clays"], "{page}");
        assert_eq!(issues(page), [], "{page}");
    }
    for page in [
        "Título\nVidrados\nAutores\nAna Luz\nPalavras-chave\nchumbo\n",
        "Título\nVidrados\nAutores\nAna Luz\n",
        "Tipo\nRelatório\nTítulo\nVidrados\nAutores\nAna Luz\n",
    ] {
        assert_eq!(titles(page), ["Vidrados"], "{page}");
        assert_eq!(issues(page), [], "{page}");
    }
}

#[test]
fn ornaments_before_titles_are_marks_of_a_list() {
    for mark in ["♦", "▶", "★", "→", "»"] {
        let page = format!("{mark} Campane (2015)\nKeywords: bells\n\n{mark} Bronzi (2016)\nKeywords: bronze\n");
        assert_eq!(titles(&page), ["Campane", "Bronzi"], "{mark}");
        assert_eq!(titles(&format!("{mark} Campane (2015)\n\nKeywords: bells\n")), ["Campane"], "{mark}");
    }
}

#[test]
fn the_frame_is_no_section() {
    for frame in ["RÉSULTATS (3)", "Results (12)", "Filter Reset Export CSV"] {
        let page = format!("Bells\n\n{frame}\n\nCampane (2015)\nKeywords: bells\n\nBronzi (2016)\nKeywords: bronze\n");
        let sections: Vec<_> = records(&page).into_iter().filter_map(|record| record.placement?.section).collect();
        assert_eq!(sections, [""; 0], "{frame}");
        assert_eq!(titles(&page), ["Campane", "Bronzi"], "{frame}");
    }
}

#[test]
fn a_value_may_be_the_word_of_a_label() {
    let format = |record: &Record| record.format.as_ref().map(|format| format.value);
    for (title, authors, kind, keywords) in
        [("Title", "Authors", "Type\nPresentation", "Keywords"), ("Título", "Autores", "Tipo\nApresentação", "Palavras-chave")]
    {
        let page = format!("{title}\nGlazes\n{authors}\nAna Luz\n{kind}\n{keywords}\nlead\n");
        let [record] = <[Record; 1]>::try_from(records(&page)).unwrap();
        assert!(format(&record).is_some(), "{page}");
        assert_eq!(record.keywords.iter().map(|keyword| keyword.label.as_str()).collect::<Vec<_>>(), ["lead"]);
        assert_eq!(description(&record), "");
    }
    for end in ["", "\nTitle\nClays\nAuthors\nJane Roe\nKeywords\nmud\n"] {
        let page = format!("Title\nGlazes\nAuthors\nAna Luz\nKeywords\nlead\nType\nSummary\n{end}");
        let told = format!("{:?}", read(&page));
        assert!(told.contains("\"Summary\""), "{told}");
        assert_eq!(titles(&page).len(), if end.is_empty() { 1 } else { 2 });
    }
    let page = "Title\nGlazes\nType\nAuthors\nAna Luz\nKeywords\nlead\n";
    assert_eq!(producers(&records(page)[0]), ["Ana Luz"]);
}

/// A line of any kind that holds a word of its own.
fn line(kind: usize, word: &str) -> String {
    match kind {
        0 => String::new(),
        1 => format!("Title {word}"),
        2 => format!("The {word} goes on. It ends here."),
        3 => format!("Produced By: {word}"),
        4 => format!("Supported By; League of {word}"),
        5 => format!("Description - {word}"),
        6 => format!("Keywords: {word}"),
        7 => format!("• {word}"),
        8 => "Keywords".to_owned(),
        9 => format!("https://example.org/{word}"),
        10 => format!("Year: {word}"),
        11 => format!("Title {word} (2020)"),
        12 => format!("wrapped {word}"),
        13 => format!("DOI: {word}"),
        14 => format!("Featured {word}"),
        15 => format!("{word}; and"),
        16 => "Author".to_owned(),
        17 => format!("Campus: {word}"),
        18 => format!("**Shelf mark:** {word}"),
        19 => format!("Level\t{word}"),
        20 => format!("| Audience | {word} |"),
        21 => format!("Title: The {word}"),
        22 => format!("1. The {word} (2020)"),
        23 => format!("By Jane {word} | 3 May 2020"),
        24 => format!("Rivers: a {word}"),
        25 => format!("Campus\nNorth {word}"),
        26 => format!("Type: Report | Campus: {word}"),
        27 => format!("## The {word}"),
        28 => "Title\tYear\tCampus".to_owned(),
        29 => format!("The {word}\t2020\tNorth"),
        30 => format!("Report ({word})"),
        31 => format!("License: {word}"),
        32 => format!("Grant number: {word}"),
        33 => format!("Sort by: {word}"),
        34 => "Learn more".to_owned(),
        35 => format!("Filter by\n{word}"),
        36 => format!("Home\n{word}"),
        37 => format!("Title {word} - Toolkit"),
        38 => format!("Type: {word} toolkit"),
        39 => format!("Year: 2020 {word}"),
        40 => format!("Language: {word}"),
        41 => format!("Author: Ann, Bo and Cy {word}"),
        42 => format!("License: see {word}"),
        43 => format!("**{word}**"),
        44 => format!("Date: 2020-05-03 {word}"),
        _ => format!("Written by Jane {word}"),
    }
}

/// Returns true when an issue is about a line: its own, or one of those that its message counts.
fn tells(issue: &Issue, line: u64) -> bool {
    let first = issue.at.line.unwrap_or_default();
    let last = issue.message.split_once("to line ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
    (first..=last.unwrap_or(first)).contains(&line)
}

/// The words of a page that neither an item nor an issue tells.
fn lost(page: &str) -> Vec<&str> {
    let items = read(page);
    let told = format!("{items:?}");
    let is_own = |word: &&str| word.len() == 3 && word.starts_with('w') && word.ends_with('x');
    let own = page.lines().zip(1..).filter_map(|(line, number)| {
        let word = line.split(|character: char| !character.is_alphanumeric()).find(is_own)?;
        let is_told = items.iter().any(|item| matches!(item, Item::Issue(issue) if tells(issue, number)));
        Some(word).filter(|word| !is_told && !told.contains(word))
    });
    own.collect()
}

#[test]
fn words_beside_what_the_title_says_are_told() {
    for page in [
        "Title wax (2020)\nBy Jane wbx | 3 May 2020\nwcx; and",
        "Title wax (2020)\nProduced By: A League\nYear: 2020 wbx\nKeywords: k",
        "Title wax (2020)\nProduced By: A League\nYear: 2020-05-03 wbx\nKeywords: k",
        "Title: The wax\nYear: 2020 wbx\nTitle wcx (2020)\nBy Jane wdx | 3 May 2020",
        "Title wax - Toolkit\nProduced By: A League\nType: wbx toolkit\nKeywords: k",
    ] {
        assert_eq!(lost(page), [""; 0], "{page}");
    }
    let page = "Title (2020) - Toolkit\nProduced By: A League\nType: toolkit\nYear: May 2020\nKeywords: k";
    assert_eq!(issues(page), []);
}

proptest! {
    #[test]
    fn no_word_is_lost(kinds in proptest::collection::vec(0_usize..46, 0..16)) {
        let own = |at: u8| format!("w{}x", char::from(b'a' + at));
        let lines: Vec<String> = (0..).zip(&kinds).map(|(at, &kind)| line(kind, &own(at))).collect();
        let page = lines.join("\n");
        prop_assert_eq!(lost(&page), [""; 0], "{}", page);
    }

    #[test]
    fn any_text_can_be_read(page in "([\\PC\n\t|#*]|Produced By: |Keywords; |Year|Title: |Campus: |By |1\\. |\\(2020\\)|\n\n|, |\"|“){0,60}") {
        read(&page);
    }
}

#[test]
fn prose_below_the_last_record_is_no_navigation() {
    let record = |title: &str| format!("{title}\nProduced By: A League\nSupported By: Water Fund\nKeywords: weirs\n\n");
    let page = |tail: &str| format!("Library\n\n{}{}{tail}", record("Weirs of the Town"), record("Mills of the Valley"));
    let told = |tail: &str| {
        let issue = |item| if let Item::Issue(issue) = item { Some((issue.code, issue.text.unwrap_or_default())) } else { None };
        let told: Vec<_> = read(&page(tail)).into_iter().filter_map(issue).collect();
        told.into_iter().find(|(_, text)| text.starts_with(tail.lines().next().unwrap())).map(|(code, _)| code)
    };
    for tail in [
        "Read more about us in the yearbook of the town.",
        "Subscribe to our letter. It comes twice a year.\n\n© 2020 A League",
        "Sign up for our evenings at the mill. They are free.\n\nBack to top\n",
    ] {
        assert_eq!(told(tail), Some(IssueCode::UnplacedText), "{tail}");
    }
    for tail in
        ["Read more about us", "We use cookies to make this site better.", "© 2020 A League. All rights reserved.", "Sort by: Newest"]
    {
        assert_eq!(told(tail), Some(IssueCode::Boilerplate), "{tail}");
    }
}
