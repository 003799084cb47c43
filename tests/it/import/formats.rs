//! The page about importing names the formats of the table.

use colophon::format::FORMATS;

#[test]
fn the_page_about_importing_has_the_table_of_formats() {
    let page = include_str!("../../../docs/use/import.md");
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let usage = format!("[--format auto|{}]", names.join("|"));
    assert!(page.contains(&usage), "docs/use/import.md does not say {usage}");
    let rows = FORMATS.iter().map(|format| {
        let listed = |texts: &[&str], mark: &str| texts.iter().map(|text| format!("`{mark}{text}`")).collect::<Vec<_>>().join(", ");
        let endings = if format.endings.is_empty() { "any" } else { &listed(format.endings, ".") };
        format!("| `{}` | {} | {endings} | {} |\n", format.name, format.about, listed(format.media_types, ""))
    });
    let table = format!("| format | files | names that end in | media types |\n|---|---|---|---|\n{}", rows.collect::<String>());
    assert!(page.contains(&table), "docs/use/import.md has not this table:\n{table}");
}
