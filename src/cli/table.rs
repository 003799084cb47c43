//! A table for a person: a line of headings, and columns that stand below each other in a terminal and in a pipe.

/// Between two columns, in characters.
const GAP: usize = 2;

/// Returns a table as lines of text. Each row has as many cells as there are headings. Columns of numbers stand at the right.
pub(super) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = headings.map(|heading| heading.chars().count());
    let mut are_numbers = [!rows.is_empty(); N];
    for row in rows {
        for ((cell, width), is_number) in row.iter().zip(&mut widths).zip(&mut are_numbers) {
            *width = cell.chars().count().max(*width);
            *is_number &= cell.bytes().all(|byte| byte.is_ascii_digit());
        }
    }
    let line = |row: [String; N]| {
        let mut line = String::new();
        for ((cell, width), is_number) in row.into_iter().zip(widths).zip(are_numbers) {
            let padded = if is_number { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            line.push_str(&padded);
            line.push_str(&" ".repeat(GAP));
        }
        line.trim_end().to_owned()
    };
    let first = line(headings.map(str::to_owned));
    std::iter::once(first).chain(rows.iter().cloned().map(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_their_headings() {
        let rows = [["a", "7", "x y"], ["a long é name", "1200", ""]].map(|row| row.map(str::to_owned));
        let told = table(["name", "resources", "since"], &rows);
        assert_eq!(told, "name           resources  since\na                      7  x y\na long é name       1200");
        assert_eq!(table(["name", "since"], &[]), "name  since");
    }
}
