//! Lines without labels that say something of a record, and what is told of the rest.

use entity::vocabulary::FundingKind;

use super::*;
use crate::model::AgentMention;

fn messages(page: &str) -> Vec<(IssueCode, u64, String, String)> {
    let issue = |item| if let Item::Issue(issue) = item { Some(issue) } else { None };
    let told = |issue: Issue| (issue.code, issue.at.line.unwrap(), issue.text.unwrap_or_default(), issue.message);
    read(page).into_iter().filter_map(issue).map(told).collect()
}

fn formats(page: &str) -> Vec<Option<String>> {
    records(page).into_iter().map(|record| record.format_as_printed).collect()
}

fn sections(page: &str) -> Vec<Option<String>> {
    records(page).into_iter().map(|record| record.placement.and_then(|place| place.section)).collect()
}

#[test]
fn grants_are_given_to_their_funders_or_told() {
    let page =
        "| Title | Funders | Grant |\n|---|---|---|\n| Weirs | Boat Fund; Lake Fund | 12; 34 |\n| Dams | Boat Fund; Lake Fund | 56 |\n";
    let [weirs, dams] = <[Record; 2]>::try_from(records(page)).unwrap();
    let numbers = |record: &Record| -> Vec<Vec<Option<String>>> {
        record.funders.iter().map(|funder| funder.awards.iter().map(|award| award.number.clone()).collect()).collect()
    };
    assert_eq!(numbers(&weirs), [[Some("12".to_owned())], [Some("34".to_owned())]]);
    assert_eq!(numbers(&dams), [[], []]);
    assert_eq!(dams.notes.iter().map(|note| (note.label.as_str(), note.value.as_str())).collect::<Vec<_>>(), [("Grant", "56")]);
    let told: Vec<_> = issues(page).into_iter().filter(|(code, _)| *code != IssueCode::MissingLabel).collect();
    assert_eq!(told, [(IssueCode::UnsureValue, 3), (IssueCode::BadValue, 4)]);
    assert!(messages(page).iter().any(|(code, line, ..)| (*code, *line) == (IssueCode::TableHead, 1)));
}

#[test]
fn funders_and_grants_may_stand_in_turns() {
    let page = "Weirs\nFunder: Boat Fund\nGrant: 12\nFunder: Lake Fund\nGrant: 34\nYear: 2020\n\nDams\nFunder: A\n";
    assert_eq!(titles(page), ["Weirs", "Dams"]);
    let shown = |funder: &AgentMention<FundingKind>| format!("{} {}", funder.name, funder.awards[0].number.as_deref().unwrap());
    assert_eq!(records(page)[0].funders.iter().map(shown).collect::<Vec<_>>(), ["Boat Fund 12", "Lake Fund 34"]);
    assert_eq!(issues(page), []);
}

#[test]
fn two_pairs_of_lines_are_labels_with_their_values() {
    let page = "Weirs\n\nType\nPresentation\nFunder\nBoat Fund\n";
    assert_eq!(titles(page), ["Weirs"]);
    assert_eq!(formats(page), [Some("Presentation".to_owned())]);
    assert_eq!(issues(page), []);
    // Labels with marks elsewhere on the page make it a menu.
    assert_ne!(formats("Weirs\nFunder: Boat Fund\n\nType\nPresentation\nTopics\nRivers\n"), [Some("Presentation".to_owned())]);
}

#[test]
fn a_word_for_a_format_above_each_title_is_the_format() {
    let page = "Rivers\n\nReport\nWeirs\nFunder: A\n\nPublication\nDams\nFunder: A\n\nPresentation\nBoats\nFunder: A\n";
    for page in [page.to_owned(), page.replace("\nWeirs", "\n\nWeirs").replace("\nDams", "\n\nDams"), page.replace("Weirs", "## Weirs")] {
        assert_eq!(titles(&page.replace("## ", "")), ["Weirs", "Dams", "Boats"], "{page}");
        assert_eq!(formats(&page), ["Report", "Publication", "Presentation"].map(|word| Some(word.to_owned())), "{page}");
        assert_eq!(sections(&page), [None, None, None], "{page}");
    }
    let ranked = "# Rivers\n\nReport\n## Weirs\nFunder: A\n\nWebinar\n## Dams\nFunder: A\n";
    assert_eq!(formats(ranked), [Some("Report".to_owned()), Some("Webinar".to_owned())]);
    // A heading above several titles is a section.
    let page = "Rivers\n\nReport\n\nWeirs\nFunder: A\n\nDams\nFunder: A\n\nWebinar\n\nBoats\nFunder: A\n\nNets\nFunder: A\n";
    assert_eq!(sections(page), ["Report", "Report", "Webinar", "Webinar"].map(|word| Some(word.to_owned())));
    // A label has the last word.
    let page = "Rivers\n\nReport\nWeirs\nType: Webinar\n\nReport\nDams\nType: Report\n";
    assert_eq!(formats(page), [Some("Webinar".to_owned()), Some("Report".to_owned())]);
    assert_eq!(issues(page), [(IssueCode::Conflict, 3)]);
}

#[test]
fn names_below_titles_are_the_authors() {
    let page =
        "Rivers\n\nWeirs\nRhea Hollis and Jan Smit\nFunder: A\n\nDams\nR. Hollis; A. Díaz\nFunder: A\n\nBoats\nOrla Finch\nFunder: A\n";
    for page in [page.to_owned(), page.replace("\nFunder", "\n\nFunder"), page.replace("\nR", "\n\nR").replace("\nFunder", "\n\nFunder")] {
        assert_eq!(titles(&page), ["Weirs", "Dams", "Boats"], "{page}");
        let authors: Vec<_> = records(&page).iter().map(|record| producers(record).join(", ")).collect();
        assert_eq!(authors, ["Rhea Hollis, Jan Smit", "R. Hollis, A. Díaz", "Orla Finch"], "{page}");
        assert!(issues(&page).iter().all(|(code, _)| *code == IssueCode::MissingLabel), "{page}");
    }
    // One record alone shows nothing: the line is told.
    let page = "Rivers\n\nWeirs\nFunder: A\n\nDams\nR. Hollis; A. Díaz\nFunder: A\n\nBoats\nFunder: A\n";
    assert!(records(page).iter().all(|record| record.producers.is_empty()));
    assert!(!issues(page).is_empty() || titles(page).len() == 3);
}

#[test]
fn a_line_directly_below_the_page_title_is_no_section() {
    let page = "Rivers\nA place for those who care\n\nWeirs\nFunder: A\n\nDams\nFunder: A\n";
    assert_eq!(sections(page), [None, None]);
    assert!(messages(page).iter().any(|(code, line, ..)| (*code, *line) == (IssueCode::UnplacedText, 2)));
    for page in [page.replace("\nA place", "\n\nA place"), page.replace("A place for those who care", "Featured Guides")] {
        assert!(sections(&page)[0].is_some(), "{page}");
    }
}

#[test]
fn a_field_that_says_nothing_is_not_missing() {
    let page = "Weirs\nFunding: No funding was received\nDate: n.d.\nKeywords: boats\nDescription: They hold.\n";
    let missing: Vec<_> = messages(page).into_iter().filter(|(code, ..)| *code == IssueCode::MissingField).collect();
    assert_eq!(missing.len(), 1, "{missing:?}");
}

#[test]
fn the_line_that_is_quoted_is_the_line_that_is_named() {
    for page in [
        "Rivers\n\nLakes\n\nThis is an introduction. It goes on.\n\nAll of it.\n",
        "Rivers\n\nSome text of a page; with more.\n\nSeas\n\nText that says nothing. And more.\n\nLakes\n",
    ] {
        let lines: Vec<&str> = page.lines().collect();
        let unplaced: Vec<_> = messages(page).into_iter().filter(|(code, ..)| *code == IssueCode::UnplacedText).collect();
        assert!(!unplaced.is_empty(), "{page}");
        for (_, line, text, _) in unplaced {
            assert!(text.starts_with(lines[line as usize - 1]), "{line}: {text}");
        }
    }
}

#[test]
fn a_label_without_a_colon_is_told_with_the_way_to_write_it() {
    let told = messages("Weirs\nFunder: A\nKeywords - boats\n");
    assert!(told.iter().any(|(code, _, _, message)| *code == IssueCode::LabelPunctuation && message.contains("Write `Keywords:`")));
}
