//! Spreadsheets that programs of others write while the test runs: openpyxl, pandas, odfpy, `LibreOffice`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::command::run;

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_PEERS").is_ok()
}

/// Runs a program. False when it fails and is not required.
fn runs(command: &mut Command) -> bool {
    let told = match command.output() {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        Err(error) => error.to_string(),
    };
    assert!(!is_required(), "{command:?}: {told}");
    false
}

/// The files that Python writes, in a folder. None where a tool is missing and none is required.
fn written() -> Option<TempDir> {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let folder = TempDir::new().unwrap();
    let python = folder.path().join("venv/bin/python");
    let requirements = programs.join("requirements.txt");
    let is_written = runs(Command::new("python3").args(["-m", "venv"]).arg(folder.path().join("venv")))
        && runs(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&requirements))
        && runs(Command::new(&python).arg(programs.join("write.py")).arg(folder.path()));
    is_written.then_some(folder)
}

/// Lets `LibreOffice` write files in another format into the folder `ending`. False where it is missing and not required.
fn convert(folder: &Path, ending: &str, names: &[&str]) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args(["--headless", &profile, "--convert-to", ending, "--outdir", ending]).args(names).current_dir(folder);
    runs(&mut command)
}

/// The report of a dry run of `import` that shows all records.
fn report(folder: &Path, name: &str) -> Value {
    let (status, told, error) = run(folder, &["import", name, "--dry-run", "--json", "--records", "100"]);
    assert!(status < 2, "{name}: {error}");
    serde_json::from_str(&told).unwrap()
}

/// The values of a field of all records.
fn each<'a>(report: &'a Value, field: &str) -> Vec<&'a Value> {
    report["files"][0]["records"].as_array().unwrap().iter().map(|record| &record[field]).collect()
}

fn texts<'a>(report: &'a Value, field: &str) -> Vec<Option<&'a str>> {
    each(report, field).into_iter().map(Value::as_str).collect()
}

/// Issues by code and cell.
fn told(report: &Value) -> Vec<(&str, &str)> {
    let issues = report["issues"].as_array().unwrap().iter();
    issues.map(|issue| (issue["code"].as_str().unwrap(), issue["cell"].as_str().unwrap_or_default())).collect()
}

/// The workbook of `write.py`, whatever program wrote it.
fn holds_the_shelf(report: &Value, name: &str) {
    assert_eq!(
        texts(report, "title"),
        ["Weirs in small rivers", "Nets and boats", "A film of eels", "A film of herons", "Tides"].map(Some),
        "{name}"
    );
    let years: Vec<Option<i64>> = each(report, "year").into_iter().map(Value::as_i64).collect();
    assert_eq!((years[0], years[1], years[3], years[4]), (Some(2021), Some(2020), Some(2018), Some(2017)), "{name}");
    assert_eq!(texts(report, "section"), [Some("Guides"), Some("Guides"), Some("Films"), Some("Films"), None], "{name}");
    let makers = each(report, "producedBy");
    assert_eq!(makers[0].to_string(), r#"["Rhea Hollis (person, author)","Jan Smit (person, author)"]"#, "{name}");
    assert_eq!(each(report, "supportedBy")[0][0], "Example Water Fund (award W-12)", "{name}");
    assert_eq!(each(report, "keywords")[0].to_string(), r#"["rivers","weirs"]"#, "{name}");
    let notes = each(report, "notes");
    assert_eq!((notes[0][0].as_str(), notes[1][0].as_str()), (Some("Place: South"), Some("Place: South")), "{name}: merged cells");
    assert!(told(report).contains(&("HEADER_NOT_FOUND", "Prices!A1")), "{name}: {report}");
}

fn has_links(report: &Value, name: &str, count: usize) {
    let links = [Some("https://shelf.example/weirs"), Some("https://shelf.example/nets")];
    assert_eq!(texts(report, "url")[..count], links[..count], "{name}");
}

#[test]
fn spreadsheets_of_other_programs_are_read() {
    let Some(folder) = written() else { return };
    of_python(folder.path());
    of_libre_office(folder.path());
}

fn of_python(folder: &Path) {
    let read = |name: &str| report(folder, name);

    let shelf = read("openpyxl.xlsx");
    holds_the_shelf(&shelf, "openpyxl");
    has_links(&shelf, "openpyxl", 2);
    assert!(told(&shelf).contains(&("FORMULA_WITHOUT_VALUE", "Shelf!C9")), "{shelf}");
    let old = read("mac1904.xlsx");
    assert_eq!((each(&old, "year")[0].as_i64(), told(&old)), (Some(2021), vec![]), "dates from 1904 on");
    holds_odf(&read("odfpy.ods"), "odfpy");

    for name in ["pandas.xlsx", "pandas.csv", "pandas-utf16.txt", "pandas-1252.csv", "pandas-mac.csv"] {
        let table = read(name);
        assert_eq!(texts(&table, "title"), ["Cafés au bord de l’eau", "Nets, boats", "Tides"].map(Some), "{name}");
        let years: Vec<Option<i64>> = each(&table, "year").into_iter().map(Value::as_i64).collect();
        assert_eq!(years, [Some(2021), None, Some(2019)], "{name}");
        assert_eq!(texts(&table, "description"), [Some("Two lines."), Some("A \"quoted\" word."), None], "{name}");
        let is_guessed = name.contains("1252") || name.contains("mac");
        assert_eq!(told(&table).iter().any(|(code, _)| *code == "ENCODING_GUESSED"), is_guessed, "{name}: {table}");
    }
    assert_eq!(told(&read("pandas.xlsx")), []);
}

fn of_libre_office(folder: &Path) {
    for (ending, links) in [("ods", 2), ("xls", 0)] {
        if !convert(folder, ending, &["openpyxl.xlsx", "mac1904.xlsx"]) {
            return;
        }
        let name = PathBuf::from(ending).join("openpyxl").with_extension(ending);
        let shelf = report(folder, &name.display().to_string());
        holds_the_shelf(&shelf, ending);
        has_links(&shelf, ending, links);
        let old = report(folder, &format!("{ending}/mac1904.{ending}"));
        assert_eq!((each(&old, "year")[0].as_i64(), told(&old)), (Some(2021), vec![]), "{ending}: dates from 1904 on");
    }
    convert(folder, "xlsx", &["odfpy.ods"]);
    holds_odf(&report(folder, "xlsx/odfpy.xlsx"), "xlsx of LibreOffice");
}

/// The spreadsheet of `write.py`.
fn holds_odf(report: &Value, name: &str) {
    assert_eq!(texts(report, "title"), [Some("Weirs in small rivers"), Some("Nets and boats")], "{name}");
    assert_eq!(texts(report, "url"), [Some("https://shelf.example/weirs?a=1&b=2"), None], "{name}: a link in a comment is none");
    assert_eq!(texts(report, "section"), [Some("Guides"), Some("Guides")], "{name}");
    assert_eq!(each(report, "producedBy")[0].as_array().map(Vec::len), Some(2), "{name}");
    let notes = each(report, "notes");
    assert_eq!((&notes[0][0], &notes[1][0]), (&"Place: South".into(), &"Place: South".into()), "{name}: merged cells");
}
