//! The addresses of pages. They are root-relative, with the path that the proxy in front takes away. Absolute ones come
//! from the public address alone.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::language::PageLanguage;
use crate::appearance::PublicUrl;

/// Makes the addresses of one request's page.
#[derive(Debug, Clone, Copy)]
pub(in crate::http) struct PageLinks<'a> {
    public: Option<&'a PublicUrl>,
    /// The language that the address of the page names. Its links name it too.
    chosen: Option<PageLanguage>,
}

impl<'a> PageLinks<'a> {
    pub(in crate::http) const fn new(public: Option<&'a PublicUrl>, chosen: Option<PageLanguage>) -> Self {
        Self { public, chosen }
    }

    fn prefix(self) -> &'a str {
        self.public.map_or("", PublicUrl::prefix)
    }

    /// Returns the address of a page.
    pub(in crate::http) fn to(self, path: &str) -> String {
        self.with(path, &[])
    }

    /// Returns the address of a page with a query.
    pub(super) fn with(self, path: &str, query: &[(&str, &str)]) -> String {
        let chosen = self.chosen.map(|language| ("lang", language.code()));
        let mut link = self.plain(path);
        for (at, (name, value)) in query.iter().copied().chain(chosen).enumerate() {
            let joint = if at == 0 { '?' } else { '&' };
            // Writing to a string does not fail.
            let _ = write!(link, "{joint}{}={}", encoded(name), encoded(value));
        }
        link
    }

    /// Returns the address of a file with a query.
    pub(super) fn file(self, path: &str, query: &[(&str, &str)]) -> String {
        Self { chosen: None, ..self }.with(path, query)
    }

    /// Returns the address of a page in another language.
    pub(super) fn in_language(self, language: PageLanguage, path: &str, query: &[(&str, &str)]) -> String {
        Self { chosen: Some(language), ..self }.with(path, query)
    }

    /// Returns the address of a page of one thing, or of a list with one condition.
    pub(super) fn thing(self, noun: &str, slug: &str) -> String {
        self.to(&format!("/{noun}/{slug}"))
    }

    /// Returns the address of a list with conditions: pairs of parameter and value.
    pub(super) fn list(self, noun: &str, conditions: &[(&str, &str)]) -> String {
        self.with(&format!("/{noun}"), conditions)
    }

    /// Returns the language that the address of the page names, for the forms of the page.
    pub(super) fn chosen_code(self) -> Option<&'static str> {
        self.chosen.map(PageLanguage::code)
    }

    /// Returns the address of what has no language: files, forms for programs.
    pub(in crate::http) fn plain(self, path: &str) -> String {
        format!("{}{path}", self.prefix())
    }

    /// Returns the absolute address, if the operator said the public one.
    pub(super) fn absolute(self, path: &str) -> Option<String> {
        self.public.map(|url| format!("{url}{path}"))
    }

    /// Returns the absolute address where it is known, else the root-relative one.
    pub(super) fn reference(self, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| self.plain(path))
    }

    /// Returns the name of a thing for programs: its absolute address where that is known, else the root-relative one.
    pub(super) fn iri(self, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| path.to_owned())
    }
}

/// The characters that cannot stand in a query as they are (RFC 3986, sections 2.3 and 3.4). Of what could, only that is left which people can read well.
const NOT_IN_QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b',').remove(b'/').remove(b':').remove(b'!');

/// Returns a text as it may stand in a query.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_QUERY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_the_prefix_and_the_language() {
        let public = "https://example.org/catalogue".parse().unwrap();
        let links = PageLinks::new(Some(&public), Some(PageLanguage::German));
        assert_eq!(links.thing("resources", "a-b"), "/catalogue/resources/a-b?lang=de");
        assert_eq!(links.list("explore", &[("q", "a&b=\u{e9} \"")]), "/catalogue/explore?q=a%26b%3D%C3%A9%20%22&lang=de");
        assert_eq!(links.iri("/resources/a"), "https://example.org/catalogue/resources/a");
        assert_eq!(links.file("/export/a.csv", &[("filter", "{}")]), "/catalogue/export/a.csv?filter=%7B%7D");
        let bare = PageLinks::new(None, None);
        assert_eq!((bare.to("/"), bare.absolute("/"), bare.iri("/keywords/a")), ("/".to_owned(), None, "/keywords/a".to_owned()));
    }
}
