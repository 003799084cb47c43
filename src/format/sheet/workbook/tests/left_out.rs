//! Sheets, rows and comments that a person does not see as records.

use rust_xlsxwriter::{Note, Worksheet};

use super::*;

/// A workbook of Excel with these sheets, each with its name and rows.
fn book(sheets: &[(&str, &[&[&str]])], dress: impl Fn(&str, &mut Worksheet)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
        dress(name, sheet);
    }
    book.save_to_buffer().unwrap()
}

fn titles(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.title.value.as_str()).collect()
}

const SHELF: &[&[&str]] = &[&["Title", "Funder", "Tags"], &["Weirs", "Water Fund; Sky Fund", "rivers, law"], &["Nets", "Sky Fund", "law"]];

#[test]
fn lists_of_values_are_no_resources() {
    let left_out: &[(&str, &[&[&str]])] = &[
        ("Names", &[&["Name"], &["Water Fund"], &["Another Fund"]]),
        ("Names", &[&["Name", "Remarks"], &["Hollis, Rhea", "x"], &["Smit, Jan", ""]]),
        ("Names", &[&["Name", "Website", "Year"], &["Water Fund", "https://water.example", "1990"], &["SKY FUND", "", ""]]),
        ("Names", &[&["Our topics"], &["Name", "Description"], &["Law", "Of all kinds"], &["rivers", "And brooks"]]),
    ];
    for (name, rows) in left_out {
        for sheets in [[("Shelf", SHELF), (*name, *rows)], [(*name, *rows), ("Shelf", SHELF)]] {
            let bytes = book(&sheets, |_, _| {});
            let (records, issues, _) = read(&bytes, &Hints::default());
            assert_eq!(titles(&records), ["Weirs", "Nets"], "{rows:?}");
            let [told] = issues.as_slice() else { panic!("{issues:?}") };
            assert_eq!(told.code, IssueCode::UnplacedText);
            assert!(told.message.contains("“Names” was left out") && told.message.contains("--sheet 'Names'"), "{}", told.message);
            let named = Hints { sheet: Some("Names".to_owned()), ..Hints::default() };
            assert_eq!(read(&bytes, &named).0.len(), 2, "{rows:?}");
        }
    }
    let read_too: &[&[&[&str]]] = &[
        &[&["Name", "Year"], &["Weirs in towns", "1990"], &["Sky Fund", "1991"]],
        &[&["Title"], &["Herons"]],
        &[&["Name", "Author"], &["Herons", "Rhea Hollis"]],
    ];
    for rows in read_too {
        let (records, issues, _) = read(&book(&[("Shelf", SHELF), ("More", rows)], |_, _| {}), &Hints::default());
        assert_eq!((records.len(), issues.len()), (1 + rows.len(), 0), "{rows:?}: {issues:?}");
    }
    let alone = book(&[("One", &[&["Name"], &["Herons"]]), ("Two", &[&["Name"], &["Eels"]])], |_, _| {});
    assert_eq!(read(&alone, &Hints::default()).0.len(), 2, "no sheet has more than names");
}

#[test]
fn hidden_sheets_are_read_when_they_are_named() {
    let sheets: &[(&str, &[&[&str]])] = &[("Shelf", SHELF), ("Old", &[&["Title", "Year"], &["Herons", "1990"]])];
    let bytes = book(sheets, |name, sheet| {
        sheet.set_hidden(name == "Old");
    });
    let (records, issues, _) = read(&bytes, &Hints::default());
    assert_eq!(titles(&records), ["Weirs", "Nets"]);
    assert!(
        matches!(issues.as_slice(), [told] if told.message.contains("“Old” is hidden") && told.message.contains("--sheet 'Old'")),
        "{issues:?}"
    );
    let (records, issues, _) = read(&bytes, &Hints { sheet: Some("Old".to_owned()), ..Hints::default() });
    assert_eq!((titles(&records), issues.len()), (vec!["Herons"], 0));
}

#[test]
fn hidden_rows_are_read_and_told_and_comments_are_told() {
    let bytes = book(&[("Shelf", SHELF), ("Other", SHELF)], |name, sheet| {
        if name == "Shelf" {
            sheet.set_row_hidden(1).unwrap().set_row_hidden(2).unwrap().set_row_hidden(9).unwrap();
            sheet.insert_note(1, 1, &Note::new("Ask them again")).unwrap();
        }
    });
    let (records, issues, _) = read(&bytes, &Hints::default());
    assert_eq!(records.len(), 4);
    let told: Vec<(IssueCode, Option<&str>)> = issues.iter().map(|issue| (issue.code, issue.at.cell.as_deref())).collect();
    assert_eq!(told, [(IssueCode::UnsureValue, Some("Shelf!A2")), (IssueCode::UnplacedText, Some("Shelf!B2"))]);
    assert!(issues[0].message.starts_with("2 rows of this sheet are hidden."), "{}", issues[0].message);
    assert!(issues[1].message.starts_with("The cell has a comment, which was left out."), "{}", issues[1].message);

    let cell = |text: &str, inner: &str| {
        format!("<table:table-cell office:value-type=\"string\">{inner}<text:p>{text}</text:p></table:table-cell>")
    };
    let row = |shown: &str, inner: &str| {
        format!("<table:table-row table:visibility=\"{shown}\">{}{}</table:table-row>", cell("A", inner), cell("2020", ""))
    };
    let note = "<office:annotation><text:p>Ask</text:p></office:annotation>";
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row>{}{}</table:table-row>{}{}{}\
         </table:table></office:spreadsheet></office:body></office:document-content>",
        cell("Title", ""),
        cell("Year", ""),
        row("visible", note),
        row("filter", note),
        row("collapse", ""),
    );
    let bytes = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ]);
    let (records, issues, _) = read(&bytes, &Hints::default());
    assert_eq!(records.len(), 3, "{issues:?}");
    let told: Vec<(IssueCode, Option<&str>)> = issues.iter().map(|issue| (issue.code, issue.at.cell.as_deref())).collect();
    assert_eq!(told, [(IssueCode::UnsureValue, Some("A3")), (IssueCode::UnplacedText, Some("A2"))]);
}

#[test]
fn a_named_sheet_without_rows_is_refused() {
    for (name, message) in [
        ("Empty", "its sheet “Empty”, which `--sheet` names, has no filled cells; its sheets are Shelf, Prices, Empty"),
        ("", "no sheet “”"),
    ] {
        let told = refused(XLSX, &Hints { sheet: Some(name.to_owned()), ..Hints::default() });
        assert!(told.contains(message), "{told}");
    }
}
