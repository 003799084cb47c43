//! Identifiers of what is published.

use super::{after_label, after_site, is_in_uri, is_number, is_visible, percent_decode, strip, without_protocol};

/// The most addresses, labels and encodings round a DOI.
const ROUNDS: usize = 8;

/// DOI (ISO 26324; DOI Handbook, "DOI name syntax"): `10.`, a registrant of digits in groups parted by dots, `/`, a suffix of any
/// characters that can be seen. ASCII case makes no difference. In an address it is percent-encoded, or should be. Addresses and labels may
/// stand in front of each other.
pub(super) fn doi(text: &str) -> Option<String> {
    let mut name = text.to_owned();
    let mut rounds = 0..ROUNDS;
    loop {
        rounds.next()?;
        let label = || ["doi", "urn:doi", "hdl"].iter().find_map(|label| after_label(&name, label));
        let uri = || ["info:doi/", "info:hdl/"].iter().find_map(|start| strip(&name, start));
        let inner = after_resolver(&name).map(without_parameters).or_else(label).or_else(uri);
        let decoded = percent_decode(inner.unwrap_or(&name))?;
        if decoded == name {
            break;
        }
        name = decoded.into_owned();
    }
    let name = name.trim_end_matches(['.', ',', ';']);
    let (prefix, suffix) = name.split_once('/')?;
    let mut groups = prefix.strip_prefix("10.")?.split('.');
    let is_registrant = groups.next().is_some_and(|first| first.len() >= 4 && is_number(first)) && groups.all(is_number);
    (is_registrant && is_visible(suffix)).then(|| name.to_ascii_lowercase())
}

/// The path after the address of a resolver of DOIs, reached directly or through a library's proxy: `doi-org.proxy.example.edu`.
fn after_resolver(text: &str) -> Option<&str> {
    let (host, path) = without_protocol(text).split_once('/')?;
    let host = strip(host, "0-").unwrap_or(host);
    let host = ["dx.", "www.", "dx-", "www-"].iter().find_map(|start| strip(host, start)).unwrap_or(host);
    let rest = strip(host, "doi.org").or_else(|| strip(host, "doi-org").filter(|rest| !rest.is_empty()));
    let rest = rest.or_else(|| strip(host, "hdl.handle.net").filter(|_| path.starts_with("10.")))?;
    let is_host = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | ':');
    (rest.is_empty() || rest.starts_with(['.', ':']) && rest.chars().all(is_host)).then(|| path.trim_start_matches('/'))
}

/// A path without what asks the resolver for something or counts its readers: `?name=value`. Any other `?` belongs to the identifier, and
/// so does each `#`: nobody copies the address of a place in a page from a resolver.
fn without_parameters(path: &str) -> &str {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let names_value = |rest: &str| rest.split_once('=').is_some_and(|(name, _)| is_name(name));
    let end = path.match_indices('?').map(|(at, _)| at).find(|at| path.get(at + 1..).is_some_and(names_value));
    end.and_then(|end| path.get(..end)).unwrap_or(path)
}

/// A handle (RFC 3651): the prefix of who gives it, in any case, `/`, and characters that can be seen. One that begins with `10.` is a DOI.
pub(super) fn handle(text: &str) -> Option<String> {
    let name = after_handle_system(text).map_or_else(|| text.to_owned(), |path| percent_decode(path).unwrap_or_default().into_owned());
    let (prefix, suffix) = name.split_once('/')?;
    let is_prefix = prefix.starts_with(|first: char| first.is_ascii_alphanumeric())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    (is_prefix && !prefix.starts_with("10.") && is_visible(suffix)).then(|| format!("{}/{suffix}", prefix.to_ascii_lowercase()))
}

/// True when the text has an address or a label of handles.
pub(super) fn names_handle(text: &str) -> bool {
    after_handle_system(text).is_some()
}

fn after_handle_system(text: &str) -> Option<&str> {
    let site = after_site(text, "hdl.handle.net/").map(without_parameters).or_else(|| strip(text, "info:hdl/"));
    site.or_else(|| ["hdl", "handle"].iter().find_map(|label| after_label(text, label)))
}

/// ISBN (ISO 2108) as thirteen digits. Ten digits, the last of which may be `X`, get the prefix 978 and another check digit. Blanks and
/// hyphens are nothing, and what stands in brackets behind it tells of the edition.
pub(super) fn isbn(bare: &str) -> Option<String> {
    let printed = bare.split('(').next().unwrap_or_default();
    let is_gap = |character: &char| matches!(character, ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let digits: String = printed.chars().filter(|character| !is_gap(character)).collect();
    let sum = |digits: &str, weight: fn(usize) -> u32| {
        digits.chars().enumerate().try_fold(0, |sum, (place, digit)| Some(sum + weight(place) * digit.to_digit(10)?))
    };
    let check = |body: &str| Some((10 - sum(body, |place| if place % 2 == 0 { 1 } else { 3 })? % 10) % 10);
    if let Some((body, last)) = digits.split_at_checked(12).filter(|(_, last)| last.len() == 1) {
        let is_book = body.starts_with("978") || body.starts_with("979");
        return check(body).is_some_and(|check| is_book && last == check.to_string()).then_some(digits);
    }
    let (body, last) = digits.split_at_checked(9)?;
    let last = if last.eq_ignore_ascii_case("x") { Some(10) } else { last.parse().ok().filter(|_| last.len() == 1) };
    let is_right = (sum(body, |place| 10 - place as u32)? + last?) % 11 == 0;
    let body = format!("978{body}");
    is_right.then(|| check(&body)).flatten().map(|check| format!("{body}{check}"))
}

/// True when an ISBN shows that it is one: it has thirteen digits, or ten that are parted as those of ISBNs are.
pub(super) fn is_evident_isbn(text: &str) -> bool {
    let count = |is_counted: fn(&u8) -> bool| text.bytes().filter(is_counted).count();
    count(u8::is_ascii_digit) >= 13 || count(|byte| *byte == b'-') == 3
}

/// A number of PubMed, without leading zeros.
pub(super) fn pmid(bare: &str) -> Option<String> {
    let number = bare.trim_end_matches('/').trim_start_matches('0');
    (is_number(number) && number.len() <= 9).then(|| number.to_owned())
}

/// An article of arXiv (arxiv.org, "Understanding the arXiv identifier"): year, month and number, until March 2007 with the archive in front.
/// Its version and its class are no part of it.
pub(super) fn arxiv(bare: &str) -> Option<String> {
    let id = bare.split(' ').next().unwrap_or_default().trim_end_matches('/');
    let id = id.strip_suffix(".pdf").unwrap_or(id);
    let id = id.rsplit_once(['v', 'V']).filter(|(_, version)| is_number(version)).map_or(id, |(id, _)| id);
    let is_month = |month: &str| month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    if let Some((archive, number)) = id.split_once('/') {
        let archive = archive.split_once('.').map_or(archive, |(archive, _)| archive);
        let is_archive = archive.len() >= 2 && archive.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        let is_old = is_number(number) && number.len() == 7 && number.get(2..4).is_some_and(is_month);
        return (is_archive && is_old).then(|| format!("{}/{number}", archive.to_ascii_lowercase()));
    }
    let (date, number) = id.split_once('.')?;
    let is_date = is_number(date) && date.len() == 4 && date.get(2..).is_some_and(is_month) && date >= "0704";
    let length = if date < "1501" { 4 } else { 5 };
    (is_date && is_number(number) && number.len() == length).then(|| id.to_owned())
}

/// An item of a repository that is harvested (openarchives.org, "Specification for the OAI Identifier Format"): `oai:`, the repository's
/// name, `:`, and what that calls the item. Case matters behind `oai:`.
pub(super) fn oai(text: &str) -> Option<String> {
    let mut rest = strip(text, "oai:")?.trim_start();
    while let Some(inner) = strip(rest, "oai:") {
        rest = inner;
    }
    let (repository, item) = rest.split_once(':')?;
    let is_repository = repository.starts_with(|first: char| first.is_ascii_alphabetic())
        && repository.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    (is_repository && !item.is_empty() && item.chars().all(is_in_uri)).then(|| format!("oai:{repository}:{item}"))
}
