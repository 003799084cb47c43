//! Web addresses and DOIs in values, several or with signs round them.

use entity::vocabulary::{IdentifierScheme, ProvenanceMethod};
use rustc_hash::FxHashSet;

use super::{Remark, list::Part, nothing::is_nothing, separators::Item};
use crate::identifier::{Identifier, uri};
use crate::model::{IssueCode, Said};

/// Words that may stand beside an address and say nothing of it.
const BESIDE: &[&str] =
    &["and", "or", "y", "o", "et", "ou", "und", "oder", "e", "en", "of", "&", "url:", "link:", "see", "pdf", "html", "-", "–", "|", "·"];

/// A word that is longer than this, in bytes, is no address.
const LONGEST: usize = 4_096;

/// The places at which a record can be read, as a value names them.
#[derive(Debug, Default)]
pub(in crate::format) struct Addresses {
    /// The first address.
    pub(in crate::format) landing_page: Option<Said<String>>,
    /// DOIs, and the other addresses.
    pub(in crate::format) identifiers: Vec<Said<Identifier>>,
    pub(in crate::format) remarks: Vec<Remark>,
    /// The identifiers once more: a value may have many.
    known: FxHashSet<Identifier>,
}

/// Reads the web addresses of a value.
pub(in crate::format) fn addresses(parts: &[Part]) -> Addresses {
    let mut found = Addresses::default();
    for part in parts.iter().filter(|part| !is_nothing(&part.text)) {
        let item = Item { line: part.line, text: part.item.as_ref().unwrap_or(&part.text).clone() };
        found.read(&item);
    }
    found
}

/// Reads the DOIs of a value.
pub(in crate::format) fn dois(parts: &[Part]) -> Addresses {
    let mut found = Addresses::default();
    for part in parts.iter().filter(|part| !is_nothing(&part.text)) {
        let text = part.item.as_ref().unwrap_or(&part.text);
        let names: Vec<&str> = doi_names(text);
        if names.is_empty() {
            found.refuse(part.line, text, "This is no DOI: one begins with \"10.\". It was left out.");
        }
        for name in names {
            match Identifier::parse(IdentifierScheme::Doi, name) {
                Some(doi) => found.identify(doi, part.line),
                None => found.refuse(part.line, name, "This is no DOI: one begins with \"10.\". It was left out."),
            }
        }
    }
    found
}

impl Addresses {
    fn read(&mut self, item: &Item) {
        let linked = without_link_text(&item.text);
        let mut words = 0;
        let (mut taken, mut behind) = (0, false);
        for token in linked.split_whitespace().flat_map(tokens) {
            let bare = bare(token);
            if bare.is_empty() {
                continue;
            }
            words += 1;
            match Kind::of(bare) {
                Kind::Web => taken += usize::from(self.take(item.line, bare)),
                Kind::Doi => {
                    if let Some(doi) = Identifier::parse(IdentifierScheme::Doi, bare) {
                        self.identify(doi, item.line);
                        taken += 1;
                    }
                }
                Kind::Mail => self.refuse(item.line, bare, "This is an e-mail address and no web address. It was left out."),
                Kind::Ftp => self.refuse(item.line, bare, "Addresses begin with http:// or https:// here. It was left out."),
                Kind::Word => {
                    words -= 1;
                    let wrapped = token.starts_with(['(', '[', '<']) || token.ends_with([')', ']', '>', ':']);
                    behind |= taken > 0 && !wrapped && !BESIDE.contains(&bare.to_lowercase().as_str());
                }
            }
        }
        if words == 0 {
            self.refuse(item.line, &item.text, "This is no web address. It was left out.");
        } else if behind {
            let message = "Other words stand behind the address; an address ends at a blank. Check whether it is whole.";
            self.remarks.push(Remark::warning(IssueCode::UnsureValue, item.line, &item.text, message));
        }
    }

    /// Takes an address; false when it is none.
    fn take(&mut self, line: u64, text: &str) -> bool {
        let doi = Identifier::parse(IdentifierScheme::Doi, text);
        let whole = if Kind::has_scheme(text) { text.to_owned() } else { format!("https://{text}") };
        let Some(address) = uri(&whole).or_else(|| doi.as_ref().and_then(Identifier::url)) else {
            self.refuse(line, text, "This is no web address. It was left out.");
            return false;
        };
        let method = if address == text { ProvenanceMethod::Asserted } else { ProvenanceMethod::Normalized };
        self.identifiers.extend(doi.map(|doi| Said { value: doi, line, method: ProvenanceMethod::Normalized }));
        match &self.landing_page {
            None => self.landing_page = Some(Said { value: address, line, method }),
            Some(first) if first.value == address => {}
            Some(_) => {
                let message = "The record has another address above, which is its landing page; this one was kept as an identifier.";
                self.remarks.push(Remark::warning(IssueCode::Conflict, line, text, message));
                if let Some(other) = Identifier::parse(IdentifierScheme::Url, &address) {
                    self.identify(other, line);
                }
            }
        }
        true
    }

    fn identify(&mut self, identifier: Identifier, line: u64) {
        if self.known.insert(identifier.clone()) {
            self.identifiers.push(Said::asserted(identifier, line));
        }
    }

    fn refuse(&mut self, line: u64, text: &str, message: &'static str) {
        self.remarks.push(Remark::warning(IssueCode::BadValue, line, text, message));
    }
}

/// The kinds of words in a value.
enum Kind {
    Web,
    Doi,
    Mail,
    Ftp,
    Word,
}

impl Kind {
    fn of(text: &str) -> Self {
        let starts = |start: &str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
        if Self::has_scheme(text) || starts("www.") {
            Self::Web
        } else if starts("10.") || starts("doi:") || starts("doi.org/") || starts("dx.doi.org/") || starts("info:doi/") {
            Self::Doi
        } else if starts("mailto:") || (text.contains('@') && text.contains('.')) {
            Self::Mail
        } else if starts("ftp://") || starts("ftps://") || starts("sftp://") || starts("file:") {
            Self::Ftp
        } else {
            Self::Word
        }
    }

    fn has_scheme(text: &str) -> bool {
        ["http://", "https://"].iter().any(|scheme| text.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme)))
    }
}

/// A text with only the addresses of links in Markdown: `[text](https://…)`.
fn without_link_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("](") {
        let start = before.rfind('[').unwrap_or(before.len());
        plain.push_str(before.get(..start).unwrap_or_default());
        plain.push(' ');
        rest = link;
        if let Some(end) = closing(link) {
            plain.push_str(link.get(..end).unwrap_or_default());
            plain.push(' ');
            rest = link.get(end + 1..).unwrap_or_default();
        }
    }
    plain + rest
}

/// Returns the place of the bracket that closes the one before a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    text.char_indices().take(LONGEST).take_while(|(_, character)| !character.is_whitespace()).find_map(|(at, character)| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// The addresses of a word in which marks and no blanks part them.
fn tokens(word: &str) -> Vec<&str> {
    if word.len() > LONGEST {
        return vec![word];
    }
    let mut tokens = Vec::new();
    let mut start = 0;
    for (at, _) in word.match_indices([';', ',', '|', '；', '，', '、']) {
        let next = word.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |mark| at + mark.len_utf8());
        if matches!(Kind::of(word.get(next..).unwrap_or_default()), Kind::Web | Kind::Doi) {
            tokens.push(word.get(start..at).unwrap_or_default());
            start = next;
        }
    }
    tokens.push(word.get(start..).unwrap_or_default());
    tokens
}

/// A word without the brackets and marks round it. A closing bracket stays when it was opened in the word.
fn bare(word: &str) -> &str {
    if word.len() > LONGEST {
        return word;
    }
    let mut bare = word.trim_start_matches(['<', '(', '[', '{', '"', '“', '«', '\'', '‘']);
    loop {
        let shorter = bare.trim_end_matches(['.', ',', ';', ':', '!', '>', '"', '”', '»', '\'', '’', '；', '，', '。']);
        let open = |open: char, close: char| shorter.ends_with(close) && shorter.matches(close).count() > shorter.matches(open).count();
        let shorter =
            if open('(', ')') || open('[', ']') || open('{', '}') { shorter.get(..shorter.len() - 1).unwrap_or_default() } else { shorter };
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}

/// The DOIs of a text, each with what stands directly before it: a label, an address.
fn doi_names(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .flat_map(tokens)
        .map(bare)
        .filter(|word| word.contains("10.") && word.contains('/') || Kind::has_scheme(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Shown = (Option<String>, Vec<String>, Vec<IssueCode>);

    fn shown(found: Addresses) -> Shown {
        let identifiers =
            found.identifiers.into_iter().map(|said| format!("{} {}", said.value.scheme.as_str(), said.value.value)).collect();
        (found.landing_page.map(|said| said.value), identifiers, found.remarks.into_iter().map(|remark| remark.code).collect())
    }

    fn read(text: &str) -> Shown {
        shown(addresses(&Part::lines_of(1, text)))
    }

    #[test]
    fn an_address_is_taken_without_what_stands_round_it() {
        for (text, address) in [
            ("https://example.org/a", "https://example.org/a"),
            ("HTTPS://Example.org/A", "https://example.org/A"),
            ("<https://example.org/a?b=1>", "https://example.org/a?b=1"),
            ("[The guide](https://example.org/wiki/Weir_(river))", "https://example.org/wiki/Weir_(river)"),
            ("(https://example.org/a).", "https://example.org/a"),
            ("URL: https://example.org/a", "https://example.org/a"),
            ("https://example.org/a (PDF)", "https://example.org/a"),
            ("www.example.org/x", "https://www.example.org/x"),
            ("https://example.org/wiki/Weir_(river)", "https://example.org/wiki/Weir_(river)"),
            (
                "https://example.org/set;v=2/b?from=2019-01,to=2019-12#part-2",
                "https://example.org/set;v=2/b?from=2019-01,to=2019-12#part-2",
            ),
            ("https://web.example.org/2019/https://example.org/a", "https://web.example.org/2019/https://example.org/a"),
        ] {
            assert_eq!(read(text), (Some(address.to_owned()), vec![], vec![]), "{text}");
        }
    }

    #[test]
    fn several_addresses_are_told_and_kept() {
        let expected =
            (Some("https://a.example/x?y=2".to_owned()), vec!["URL https://b.example/z.pdf".to_owned()], vec![IssueCode::Conflict]);
        for text in [
            "https://a.example/x?y=2 ; https://b.example/z.pdf",
            "https://a.example/x?y=2;https://b.example/z.pdf",
            "https://a.example/x?y=2 y https://b.example/z.pdf",
            "https://a.example/x?y=2, https://b.example/z.pdf.",
            "https://a.example/x?y=2\nhttps://b.example/z.pdf",
            "[A](https://a.example/x?y=2) | [B](https://b.example/z.pdf)",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for text in ["example", "mailto:a@example.org", "jane@example.org", "ftp://example.org/a", "http://", "https://a b"] {
            let (_, _, told) = read(text);
            assert!(!told.is_empty(), "{text}");
        }
        assert_eq!(read("ftp://example.org/a").2, [IssueCode::BadValue]);
        assert_eq!(read("https://example.org/my file.pdf").2, [IssueCode::UnsureValue]);
    }

    #[test]
    fn a_doi_in_an_address_is_the_doi() {
        assert_eq!(
            read("https://doi.org/10.5555/XYZ"),
            (Some("https://doi.org/10.5555/XYZ".to_owned()), vec!["DOI 10.5555/xyz".to_owned()], vec![])
        );
        assert_eq!(read("10.5555/xyz"), (None, vec!["DOI 10.5555/xyz".to_owned()], vec![]));
        assert_eq!(read("doi:10.5555/xyz"), (None, vec!["DOI 10.5555/xyz".to_owned()], vec![]));
    }

    #[test]
    fn dois_are_whole() {
        let dois = |text: &str| shown(dois(&Part::lines_of(1, text))).1;
        for (text, expected) in [
            ("10.5555/a", &["DOI 10.5555/a"][..]),
            ("10.5555/a; 10.5555/b", &["DOI 10.5555/a", "DOI 10.5555/b"]),
            ("10.5555/a;10.5555/b", &["DOI 10.5555/a", "DOI 10.5555/b"]),
            ("10.5555/a, doi:10.5555/b and https://doi.org/10.5555/c", &["DOI 10.5555/a", "DOI 10.5555/b", "DOI 10.5555/c"]),
            ("10.5555/granizo;2012-1", &["DOI 10.5555/granizo;2012-1"]),
            ("DOI: DOI: 10.5555/a", &["DOI 10.5555/a"]),
            ("(doi:10.5555/moor.13)", &["DOI 10.5555/moor.13"]),
            ("https://doi.org/10.5555/moor-12.", &["DOI 10.5555/moor-12"]),
            ("10.5555/leat-9(2)", &["DOI 10.5555/leat-9(2)"]),
            (
                "10.1234/(SICI)1096-0000(19971020)387:2<167::AID-CNQ1>3.0.CO;2-Z",
                &["DOI 10.1234/(sici)1096-0000(19971020)387:2<167::aid-cnq1>3.0.co;2-z"],
            ),
        ] {
            assert_eq!(dois(text), expected, "{text}");
        }
        for text in ["x", "https://example.org/a", "DOI:", "10.5555"] {
            assert_eq!(shown(super::dois(&Part::lines_of(1, text))), (None, vec![], vec![IssueCode::BadValue]), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(https?://|www\\.|[a-z]{1,4}|[.,;:()<>\\[\\]/ @#?-]|10\\.5555/){0,16}") {
            let parts = [Part::alone(1, crate::name::tidy(&text))];
            addresses(&parts);
            dois(&parts);
        }
    }
}
