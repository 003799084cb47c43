//! Identifiers: every spelling of one is brought to one stored form.

mod agents;
mod works;

use std::borrow::Cow;

use entity::vocabulary::IdentifierScheme;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::name::{tidy, unjoined};

/// The longest identifier that is taken, in bytes: it stands in an index as a whole.
const LONGEST: usize = 2_048;

/// An identifier in its stored form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Identifier {
    /// Who gives identifiers of this kind.
    pub scheme: IdentifierScheme,
    /// The normal form: bare and in lower case for a DOI, nine characters for a ROR, in groups of four for an ORCID, sixteen digits for an
    /// ISNI, `Q…` for Wikidata, `10.13039/…` for a Crossref funder, in upper case for an org-id, `grid.…` for a GRID, thirteen digits for an
    /// ISBN, a number for a PMID, without its version for arXiv, `prefix/suffix` for a handle, `oai:…` for OAI, a normalised address for a
    /// URL, tidied text for a local one.
    pub value: String,
}

impl Identifier {
    /// Reads an identifier of a known scheme in any of its spellings (bare, with a label such as `doi:`, as an address). None when the
    /// text is not one, when its checksum is wrong, or when its normal form is over 2,048 bytes.
    pub fn parse(scheme: IdentifierScheme, text: &str) -> Option<Self> {
        let text = unjoined(text);
        let bare = after_name(scheme, &text).unwrap_or(&text);
        let value = match scheme {
            IdentifierScheme::Doi => works::doi(&text),
            IdentifierScheme::Ror => agents::ror(bare),
            IdentifierScheme::Orcid => agents::orcid(bare),
            IdentifierScheme::Isni => agents::isni(bare),
            IdentifierScheme::Wikidata => agents::wikidata(bare),
            IdentifierScheme::CrossrefFunder => agents::funder(&text),
            IdentifierScheme::OrgId => agents::org_id(bare),
            IdentifierScheme::Grid => agents::grid(bare),
            IdentifierScheme::Isbn => works::isbn(bare),
            IdentifierScheme::Pmid => works::pmid(bare),
            IdentifierScheme::Arxiv => works::arxiv(bare),
            IdentifierScheme::Handle => works::handle(&text),
            IdentifierScheme::Oai => works::oai(&text),
            IdentifierScheme::Url => web_address(&text),
            IdentifierScheme::Local => Some(text),
        };
        value.filter(|value| !value.is_empty() && value.len() <= LONGEST).map(|value| Self { scheme, value })
    }

    /// Reads an identifier whose scheme shows in its shape; never a local one. Sixteen digits are an ORCID in the blocks that ISNI leaves
    /// to ORCID, else an ISNI. A bare number is no PMID, a bare path no handle, and ten digits in a row are no ISBN: that could be anything.
    pub fn detect(text: &str) -> Option<Self> {
        let tidied = unjoined(text);
        let parse = |scheme| Self::parse(scheme, &tidied);
        let is_named = |scheme| after_name(scheme, &tidied).is_some();
        let is_funder = |found: &Self| found.value.starts_with(agents::FUNDER_PREFIX);
        parse(IdentifierScheme::Doi)
            .map(|doi| if is_funder(&doi) { parse(IdentifierScheme::CrossrefFunder).unwrap_or(doi) } else { doi })
            .or_else(|| parse(IdentifierScheme::Ror))
            .or_else(|| {
                let is_orcid = |orcid: &Self| is_named(IdentifierScheme::Orcid) || agents::is_in_orcid_block(&orcid.value);
                parse(IdentifierScheme::Orcid).filter(is_orcid)
            })
            .or_else(|| parse(IdentifierScheme::Isni))
            .or_else(|| parse(IdentifierScheme::Wikidata))
            .or_else(|| parse(IdentifierScheme::Grid))
            .or_else(|| parse(IdentifierScheme::Oai))
            .or_else(|| parse(IdentifierScheme::Arxiv))
            .or_else(|| parse(IdentifierScheme::Pmid).filter(|_| is_named(IdentifierScheme::Pmid)))
            .or_else(|| parse(IdentifierScheme::Handle).filter(|_| works::names_handle(&tidied)))
            .or_else(|| parse(IdentifierScheme::Isbn).filter(|_| is_named(IdentifierScheme::Isbn) || works::is_evident_isbn(&tidied)))
            .or_else(|| parse(IdentifierScheme::OrgId))
            .or_else(|| parse(IdentifierScheme::Url))
    }

    /// The page of what is identified; none where the scheme has no pages.
    pub fn url(&self) -> Option<String> {
        let value = &self.value;
        match self.scheme {
            IdentifierScheme::Doi | IdentifierScheme::CrossrefFunder => {
                Some(format!("https://doi.org/{}", utf8_percent_encode(value, NOT_IN_PATH)))
            }
            IdentifierScheme::Ror => Some(format!("https://ror.org/{value}")),
            IdentifierScheme::Orcid => Some(format!("https://orcid.org/{value}")),
            IdentifierScheme::Isni => Some(format!("https://isni.org/isni/{value}")),
            IdentifierScheme::Wikidata => Some(format!("https://www.wikidata.org/wiki/{value}")),
            IdentifierScheme::Grid => Some(format!("https://www.grid.ac/institutes/{value}")),
            IdentifierScheme::Pmid => Some(format!("https://pubmed.ncbi.nlm.nih.gov/{value}/")),
            IdentifierScheme::Arxiv => Some(format!("https://arxiv.org/abs/{value}")),
            IdentifierScheme::Handle => Some(format!("https://hdl.handle.net/{}", utf8_percent_encode(value, NOT_IN_PATH))),
            IdentifierScheme::Url => Some(value.clone()),
            IdentifierScheme::OrgId | IdentifierScheme::Isbn | IdentifierScheme::Oai | IdentifierScheme::Local => None,
        }
    }
}

/// The normal form of a concept's URI (RFC 3986) of any scheme. A web address is normalised as [`Identifier::parse`] does it, but keeps its
/// fragment, which tells the concepts of one vocabulary apart. None when the text is not an absolute URI of at most 2,048 bytes.
pub fn uri(text: &str) -> Option<String> {
    let text = unjoined(text);
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|other| other.is_ascii_alphanumeric() || matches!(other, '+' | '-' | '.'));
    let uri = if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        let fragment = text.find('#').and_then(|start| text.get(start..)).unwrap_or_default();
        web_address(&text)? + fragment
    } else {
        format!("{}:{rest}", scheme.to_ascii_lowercase())
    };
    (is_scheme && !rest.is_empty() && rest.chars().all(is_in_uri) && uri.len() <= LONGEST).then_some(uri)
}

/// A web address (RFC 3986, sections 3 and 6.2): scheme and host in lower case, no default port, no fragment, otherwise verbatim. Addresses
/// with a user name or password are refused: they are not for everybody.
fn web_address(text: &str) -> Option<String> {
    let (scheme, default_port, rest) =
        strip(text, "https://").map(|rest| ("https", "443", rest)).or_else(|| strip(text, "http://").map(|rest| ("http", "80", rest)))?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    };
    let is_literal =
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).is_some_and(|ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
    let is_name = !host.is_empty() && host.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '.' | '_'));
    let is_port = port.is_empty() || (port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok());
    if !(is_literal || is_name) || !is_port || !path.chars().all(is_in_uri) {
        return None;
    }
    let port = if port.is_empty() || port == default_port { String::new() } else { format!(":{port}") };
    Some(format!("{scheme}://{}{port}{path}", host.to_lowercase()))
}

/// Whether a character can stand in an address: no blank, and none that ends an address in text or in a page.
fn is_in_uri(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !matches!(character, '"' | '<' | '>' | '\\')
}

/// The sites whose addresses end in an identifier of a scheme (or URIs of a kind), and the labels that stand in front of one.
const fn names(scheme: IdentifierScheme) -> (&'static [&'static str], &'static [&'static str]) {
    match scheme {
        IdentifierScheme::Ror => (&["ror.org/"], &["ror"]),
        IdentifierScheme::Orcid => (&["orcid.org/"], &["orcid"]),
        IdentifierScheme::Isni => (&["isni.org/isni/", "isni.org/"], &["isni"]),
        IdentifierScheme::Wikidata => (&["wikidata.org/wiki/", "wikidata.org/entity/", "m.wikidata.org/wiki/"], &["wikidata", "wd"]),
        IdentifierScheme::OrgId => (&[], &["org-id", "orgid", "org id"]),
        IdentifierScheme::Grid => (&["grid.ac/institutes/"], &["grid"]),
        IdentifierScheme::Isbn => (&[], &["isbn-13", "isbn-10", "isbn13", "isbn10", "isbn", "eisbn", "e-isbn", "urn:isbn"]),
        IdentifierScheme::Pmid => (
            &[
                "pubmed.ncbi.nlm.nih.gov/",
                "ncbi.nlm.nih.gov/pubmed/",
                "europepmc.org/article/MED/",
                "europepmc.org/abstract/MED/",
                "info:pmid/",
            ],
            &["pmid", "pubmed"],
        ),
        IdentifierScheme::Arxiv => (&["arxiv.org/abs/", "arxiv.org/pdf/", "arxiv.org/html/", "export.arxiv.org/abs/"], &["arxiv"]),
        // These take addresses and labels off themselves.
        IdentifierScheme::Doi
        | IdentifierScheme::CrossrefFunder
        | IdentifierScheme::Handle
        | IdentifierScheme::Oai
        | IdentifierScheme::Url
        | IdentifierScheme::Local => (&[], &[]),
    }
}

/// The text after an address or a label that names the scheme; none when there is no such address or label.
fn after_name(scheme: IdentifierScheme, text: &str) -> Option<&str> {
    let (sites, labels) = names(scheme);
    let site = sites.iter().find_map(|site| after_site(text, site)?.split(['?', '#']).next());
    site.or_else(|| labels.iter().find_map(|label| after_label(text, label)))
}

/// The text after the address of a site. The site is a host with a path that ends in `/`.
fn after_site<'a>(text: &'a str, site: &str) -> Option<&'a str> {
    let rest = without_protocol(text);
    strip(strip(rest, "www.").unwrap_or(rest), site)
}

/// An address without `https://` or `http://`.
fn without_protocol(text: &str) -> &str {
    strip(text, "https://").or_else(|| strip(text, "http://")).unwrap_or(text)
}

/// The text after a label and a colon or a blank.
fn after_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    strip(text, label)?.strip_prefix([':', ' ']).map(str::trim_start)
}

/// What follows a beginning that is compared without regard to ASCII case.
fn strip<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.split_at_checked(start.len()).filter(|(own, _)| own.eq_ignore_ascii_case(start)).map(|(_, rest)| rest)
}

/// True when the text is not empty, all its characters can be seen, and tidying does not change it.
fn is_visible(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| !character.is_whitespace() && !character.is_control()) && tidy(text) == text
}

/// True when the text is one ASCII digit or more.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Undoes percent-encoding (RFC 3986, section 2.1); a `%` that begins no code stays. None when the result is not UTF-8.
fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// What cannot stand in the path of an address as it is (RFC 3986, section 3.3).
const NOT_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'(')
    .remove(b')')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b',')
    .remove(b'=')
    .remove(b'@');

#[cfg(test)]
mod tests;
