//! Reports of measurements: sentences and tables for people (Markdown), and the same as JSON for programs.

use std::fmt::{self, Display};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

/// A table: columns with their units, rows of texts and numbers.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    pub(crate) fn new<'c>(columns: impl IntoIterator<Item = &'c str>) -> Self {
        Self { columns: columns.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Value>) {
        self.rows.push(cells.into_iter().collect());
    }

    fn json(&self) -> Value {
        let object = |row: &Vec<Value>| self.columns.iter().cloned().zip(row.iter().cloned()).collect::<Map<_, _>>();
        self.rows.iter().map(object).collect()
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} |", self.columns.join(" | "))?;
        writeln!(f, "|{}", "---|".repeat(self.columns.len()))?;
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(cell).collect();
            writeln!(f, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.replace('|', "\\|").replace('\n', " "),
        other => other.to_string(),
    }
}

/// A number as people read it: three digits that count, whole from 100 on.
pub(crate) fn number(value: f64) -> Value {
    let digits = (2.0 - value.abs().max(1e-9).log10().floor()).clamp(0.0, 4.0);
    let scale = 10_f64.powf(digits);
    let rounded = (value * scale).round() / scale;
    if digits == 0.0 { json!(rounded as i64) } else { json!(rounded) }
}

/// Parts in the order in which they were measured; people see each as soon as it is there.
#[derive(Debug, Default)]
pub(crate) struct Report {
    parts: Map<String, Value>,
}

impl Report {
    /// Prints a sentence, and keeps it as a note.
    pub(crate) fn say(&mut self, sentence: &str) -> io::Result<()> {
        if let Some(notes) = self.parts.entry("notes").or_insert_with(|| json!([])).as_array_mut() {
            notes.push(json!(sentence));
        }
        writeln!(io::stdout(), "{sentence}\n")
    }

    /// Prints a table under a heading, and keeps it under that name.
    pub(crate) fn table(&mut self, name: &str, table: &Table) -> io::Result<()> {
        self.parts.insert(name.to_owned(), table.json());
        writeln!(io::stdout(), "### {name}\n\n{table}")
    }

    /// Keeps a value for the JSON only.
    pub(crate) fn keep(&mut self, name: &str, value: Value) {
        self.parts.insert(name.to_owned(), value);
    }

    /// Writes the JSON, where it was asked for.
    pub(crate) fn save(self, path: Option<&Path>) -> io::Result<()> {
        let Some(path) = path else { return Ok(()) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, serde_json::to_string_pretty(&Value::Object(self.parts))? + "\n")
    }
}

/// The value that `part` of 1 of the sorted values are below, or equal to; 0 of none.
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get(((sorted.len() as f64 * part).ceil() as usize).saturating_sub(1).min(last)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let short = [(0.0, "0.0"), (0.012_345, "0.0123"), (1.234, "1.23"), (56.78, "56.8"), (1_234.5, "1235"), (-2.0, "-2.0")];
        for (value, text) in short {
            assert_eq!(number(value).to_string(), text);
        }
    }

    #[test]
    fn quantiles_are_values_that_were_there() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        for (part, text) in [(0.0, "1"), (0.5, "50"), (0.99, "99"), (0.999, "100"), (1.0, "100")] {
            assert_eq!(quantile(&values, part).to_string(), text);
        }
        assert_eq!(quantile(&[], 0.5).to_string(), "0");
    }

    #[test]
    fn a_table_is_markdown_and_json() {
        let mut table = Table::new(["name", "ms"]);
        table.row([json!("a|b"), number(1.5)]);
        table.row([json!("c"), Value::Null]);
        assert_eq!(table.to_string(), "| name | ms |\n|---|---|\n| a\\|b | 1.5 |\n| c | – |\n");
        assert_eq!(table.json(), json!([{ "name": "a|b", "ms": 1.5 }, { "name": "c", "ms": null }]));
    }
}
