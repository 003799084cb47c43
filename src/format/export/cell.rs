//! A value of a table.

use std::borrow::Cow;

/// The sign that parts the items of a list in a cell.
const SIGN: &str = "; ";
/// A text that begins with one of these is a formula to spreadsheets (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// The sign that makes a text of it.
const GUARD: char = '\'';

/// A value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableCell<'a> {
    /// Nothing.
    Empty,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(i64),
    /// Texts in their order.
    List(Vec<Cow<'a, str>>),
}

impl<'a> TableCell<'a> {
    /// A text; nothing for none.
    pub(super) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(Cow::Borrowed(text)))
    }

    /// A number; nothing for none.
    pub(super) fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// Texts.
    pub(super) fn list<T: Into<Cow<'a, str>>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Into::into).collect())
    }
}

impl From<String> for TableCell<'static> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// Texts in one. A text that holds the sign that parts them, or a quotation mark, stands in quotation marks; the marks in it are doubled.
pub(in crate::format) fn joined(texts: &[Cow<'_, str>]) -> String {
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push_str(SIGN);
        }
        if text.contains([';', '"', '\n']) {
            joined.push('"');
            joined.push_str(&text.replace('"', "\"\""));
            joined.push('"');
        } else {
            joined.push_str(text);
        }
    }
    joined
}

/// The texts that [`joined`] put in one.
pub(in crate::format) fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let (mut item, mut letters) = (String::new(), text.chars().peekable());
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => item.extend(letters.next()),
            '"' if is_quoted || item.trim().is_empty() => is_quoted = !is_quoted,
            ';' if !is_quoted => items.push(std::mem::take(&mut item)),
            other => item.push(other),
        }
    }
    items.push(item);
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// A text that no spreadsheet takes for a formula. A leading apostrophe is doubled, so that [`unguarded`] knows it from the guard.
pub(in crate::format) fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) || text.starts_with(GUARD) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was guarded.
pub(in crate::format) fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|rest| rest.starts_with(FORMULA) || rest.starts_with(GUARD)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_texts() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'quoted'", "''quoted'"),
            ("'=1", "''=1"),
            ("1-2", "1-2"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(unguarded(written), text);
        }
        assert_eq!(unguarded("'tis"), "'tis", "nobody guarded this");
    }

    #[test]
    fn items_keep_their_signs() {
        let texts = ["a", "b; c", "say \"d\"", "e, f"].map(Cow::Borrowed);
        assert_eq!(joined(&texts), "a; \"b; c\"; \"say \"\"d\"\"\"; e, f");
        assert_eq!(items(&joined(&texts)), texts);
        assert_eq!(joined(&[]), "");
        assert_eq!(items(""), [""; 0]);
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(text in "['=+@\\-\t\r]{0,3}\\PC{0,3}") {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(FORMULA));
            prop_assert_eq!(unguarded(&written), text.as_str());
        }
    }
}
