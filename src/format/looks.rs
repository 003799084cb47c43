//! A guess at a file in which no record was found: something that a person recognises, and a way to get it in.

/// So many lines must agree before they are called a table.
const ROWS: usize = 3;

/// A file as it looks to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// The kind of file, with its article.
    pub like: &'static str,
    /// How its records can be imported.
    pub advice: &'static str,
}

const TABLE: &str =
    "say `--format csv`, and make sure that the header of one column is `Title`, or say which column it is: `--map 'HEADER=title'`";
const OTHER_PROGRAM: &str = "this format is not read yet; export the records as JSON Lines, or copy them as text with labels";

/// Guesses by the first lines of a file, in the time that it takes to read them.
pub fn looks(head: &[&str]) -> Looks {
    let first = head.first().map(|line| line.trim_start()).unwrap_or_default();
    let any = |starts: &[&str]| head.iter().any(|line| starts.iter().any(|start| line.trim_start().starts_with(start)));
    if any(&["TY  - "]) {
        return Looks { like: "a RIS file of a reference manager", advice: OTHER_PROGRAM };
    }
    if first.starts_with('@') && first.contains('{') {
        return Looks { like: "a BibTeX file", advice: OTHER_PROGRAM };
    }
    if any(&["@prefix ", "PREFIX "]) {
        return Looks { like: "an RDF file in Turtle", advice: OTHER_PROGRAM };
    }
    if head.iter().filter(|line| is_markup(line)).count() * 2 > head.len() {
        return Looks { like: "the source of a web page", advice: "open the page in a browser, copy its text into a file and import that" };
    }
    for (separator, like) in [
        ('\t', "a table with columns parted by tabs"),
        (';', "a table with columns parted by semicolons"),
        (',', "a table with columns parted by commas (CSV)"),
        ('|', "a table with columns parted by bars"),
    ] {
        if is_table(head, separator) {
            return Looks { like, advice: TABLE };
        }
    }
    Looks {
        like: "text without labels",
        advice: "a record is a title with labelled lines below it, such as `Produced By: …`, `Supported By: …` and `Keywords: …`; \
                 add them, or write the records as JSON Lines",
    }
}

fn is_markup(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('<')
        && line.contains('>')
        && line.chars().nth(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!'))
}

/// Checks whether most lines have as many columns as the first one, two at least. Separators in quotes do not count.
fn is_table(head: &[&str], separator: char) -> bool {
    let columns = |line: &&str| {
        let mut quoted = false;
        line.chars()
            .filter(|&character| {
                quoted ^= character == '"';
                character == separator && !quoted
            })
            .count()
    };
    let Some(wanted) = head.first().map(columns).filter(|count| *count > 0) else { return false };
    let agreeing = head.iter().filter(|line| columns(line) == wanted).count();
    agreeing >= ROWS.min(head.len()) && head.len() > 1 && agreeing * 3 >= head.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(text: &str) -> &'static str {
        looks(&text.lines().collect::<Vec<_>>()).like
    }

    #[test]
    fn files_of_other_programs_are_recognised() {
        for (text, wanted) in [
            ("Title,Year,Funder\nBoats,2020,Fund\n\"Nets, two\",2021,Fund\n", "commas"),
            ("Title;Year\nBoats;2020\n", "semicolons"),
            ("Title\tYear\nBoats\t2020\nNets\t2021\n", "tabs"),
            ("TY  - RPRT\nTI  - Boats\nER  - \n", "RIS"),
            ("@article{boats,\n  title = {Boats}\n}\n", "BibTeX"),
            ("<div>\n<p>Boats</p>\n</div>\n", "web page"),
            ("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", "Turtle"),
            ("Boats, nets and weirs\nA page of prose that goes on.\nAnd ends.\n", "without labels"),
            ("Boats\n", "without labels"),
            ("", "without labels"),
        ] {
            assert!(like(text).contains(wanted), "{text}: {}", like(text));
        }
    }
}
