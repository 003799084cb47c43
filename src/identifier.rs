//! Identifiers: every spelling of one is brought to one stored form.

use std::fmt::Write;

use entity::vocabulary::IdentifierScheme;

use crate::name::unjoined;

/// The longest identifier that is taken, in bytes: it stands in an index as a whole.
const LONGEST: usize = 2_048;

/// The DOI prefix of the Crossref Funder Registry.
const FUNDER_PREFIX: &str = "10.13039/";

/// An identifier in its stored form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Identifier {
    /// Who gives identifiers of this kind.
    pub scheme: IdentifierScheme,
    /// The normal form: bare and in lower case for a DOI, nine characters for a ROR, in groups of four for an ORCID, sixteen digits for an
    /// ISNI, `Q…` for Wikidata, `10.13039/…` for a Crossref funder, a normalised address for a URL, tidied text for a local one.
    pub value: String,
}

impl Identifier {
    /// Reads an identifier of a known scheme in any of its spellings (bare, with a label such as `doi:`, as an address). None when the
    /// text is not one, when its checksum is wrong, or when its normal form is over 2,048 bytes.
    pub fn parse(scheme: IdentifierScheme, text: &str) -> Option<Self> {
        let text = unjoined(text);
        let value = match scheme {
            IdentifierScheme::Doi => doi(&text),
            IdentifierScheme::Ror => ror(&text),
            IdentifierScheme::Orcid => orcid(&text),
            IdentifierScheme::Isni => isni(&text),
            IdentifierScheme::Wikidata => wikidata(&text),
            IdentifierScheme::CrossrefFunder => funder(&text),
            IdentifierScheme::Url => web_address(&text),
            IdentifierScheme::Local => Some(text),
        };
        value.filter(|value| !value.is_empty() && value.len() <= LONGEST).map(|value| Self { scheme, value })
    }

    /// Reads an identifier whose scheme shows in its shape; never a local one. Sixteen digits are an ORCID in the blocks that ISNI leaves
    /// to ORCID, else an ISNI.
    pub fn detect(text: &str) -> Option<Self> {
        let parse = |scheme| Self::parse(scheme, text);
        let is_funder = |found: &Self| found.value.starts_with(FUNDER_PREFIX);
        parse(IdentifierScheme::Doi)
            .map(|doi| if is_funder(&doi) { parse(IdentifierScheme::CrossrefFunder).unwrap_or(doi) } else { doi })
            .or_else(|| parse(IdentifierScheme::Ror))
            .or_else(|| parse(IdentifierScheme::Orcid).filter(|orcid| names_orcid(text) || in_orcid_block(&orcid.value)))
            .or_else(|| parse(IdentifierScheme::Isni))
            .or_else(|| parse(IdentifierScheme::Wikidata))
            .or_else(|| parse(IdentifierScheme::Url))
    }

    /// The page of what is identified; none for a local identifier.
    pub fn url(&self) -> Option<String> {
        let value = &self.value;
        match self.scheme {
            IdentifierScheme::Doi | IdentifierScheme::CrossrefFunder => Some(format!("https://doi.org/{}", percent_encode(value))),
            IdentifierScheme::Ror => Some(format!("https://ror.org/{value}")),
            IdentifierScheme::Orcid => Some(format!("https://orcid.org/{value}")),
            IdentifierScheme::Isni => Some(format!("https://isni.org/isni/{value}")),
            IdentifierScheme::Wikidata => Some(format!("https://www.wikidata.org/wiki/{value}")),
            IdentifierScheme::Url => Some(value.clone()),
            IdentifierScheme::Local => None,
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

/// DOI (ISO 26324; DOI Handbook, "DOI name syntax"): `10.`, a registrant of digits in groups parted by dots, `/`, a suffix of any
/// characters that can be seen. ASCII case makes no difference. In an address it is percent-encoded.
fn doi(text: &str) -> Option<String> {
    let name = match after_site(text, "doi.org/") {
        Some(path) => percent_decode(path)?,
        None => after_label(text, "doi").unwrap_or(text).to_owned(),
    };
    let name = name.trim_end_matches(['.', ',', ';']);
    let (prefix, suffix) = name.split_once('/')?;
    let mut groups = prefix.strip_prefix("10.")?.split('.');
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_registrant = groups.next().is_some_and(|first| first.len() >= 4 && is_number(first)) && groups.all(is_number);
    let is_visible = |character: char| !character.is_whitespace() && !character.is_control();
    // A name with invisible characters would be tidied to another one when it is read again.
    let is_suffix = !suffix.is_empty() && suffix.chars().all(is_visible) && unjoined(suffix) == suffix;
    (is_registrant && is_suffix).then(|| name.to_ascii_lowercase())
}

/// ROR (ror.readme.io, "ROR identifier pattern"): `0`, six characters of Crockford's base 32, two digits of ISO 7064 MOD 97-10.
fn ror(text: &str) -> Option<String> {
    let id = after_site(text, "ror.org/").or_else(|| after_label(text, "ror")).unwrap_or(text).trim_end_matches('/').to_ascii_lowercase();
    let (body, check) = id.strip_prefix('0')?.split_at_checked(6)?;
    let number = body.chars().try_fold(0_u64, |sum, digit| {
        let value = "0123456789abcdefghjkmnpqrstvwxyz".find(digit)?;
        Some(sum * 32 + value as u64)
    })?;
    let expected = 98 - number * 100 % 97;
    (check == format!("{expected:02}")).then_some(id)
}

/// ORCID (support.orcid.org, "Structure of the ORCID identifier"): an ISNI, printed in groups of four.
fn orcid(text: &str) -> Option<String> {
    let digits = sixteen_digits(after_site(text, "orcid.org/").or_else(|| after_label(text, "orcid")).unwrap_or(text))?;
    let mut grouped = String::with_capacity(19);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push('-');
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// ISNI (ISO 27729): fifteen digits and a check character.
fn isni(text: &str) -> Option<String> {
    let site = after_site(text, "isni.org/isni/").or_else(|| after_site(text, "isni.org/"));
    sixteen_digits(site.or_else(|| after_label(text, "isni")).unwrap_or(text))
}

/// Fifteen digits and their check character (ISO 7064 MOD 11-2), without the blanks and hyphens between them.
fn sixteen_digits(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let digits: String = text.chars().filter(|character| !matches!(character, ' ' | '-')).map(|digit| digit.to_ascii_uppercase()).collect();
    let (body, check) = digits.split_at_checked(15)?;
    let sum = body.chars().try_fold(0, |sum, digit| Some((sum + digit.to_digit(10)?) * 2 % 11))?;
    let expected = match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    (check == expected).then_some(digits)
}

/// Whether the text itself says that it is an ORCID.
fn names_orcid(text: &str) -> bool {
    let text = unjoined(text);
    after_site(&text, "orcid.org/").or_else(|| after_label(&text, "orcid")).is_some()
}

/// Whether an ORCID stands in one of the blocks of ISNIs that are reserved for ORCID (support.orcid.org, as above).
fn in_orcid_block(orcid: &str) -> bool {
    ("0000-0001-5000-0007"..="0000-0003-5000-0001").contains(&orcid) || ("0009-0000-0000-0000"..="0009-0010-0000-0000").contains(&orcid)
}

/// A Wikidata item (wikidata.org, "Wikidata:Identifiers"): `Q` and a number without leading zeros.
fn wikidata(text: &str) -> Option<String> {
    let sites = ["wikidata.org/wiki/", "wikidata.org/entity/", "m.wikidata.org/wiki/"];
    let site = sites.iter().find_map(|site| after_site(text, site));
    let item = site.or_else(|| after_label(text, "wikidata")).or_else(|| after_label(text, "wd")).unwrap_or(text);
    let number = item.strip_prefix(['Q', 'q'])?;
    let is_number = number.len() <= 18 && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !number.is_empty()).then(|| format!("Q{number}"))
}

/// A funder of the Crossref Funder Registry (crossref.org, "Open Funder Registry"): a DOI with the prefix 10.13039 and a number.
fn funder(text: &str) -> Option<String> {
    let doi = doi(text);
    let number = doi.as_deref().and_then(|doi| doi.strip_prefix(FUNDER_PREFIX)).unwrap_or(text);
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("{FUNDER_PREFIX}{number}"))
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

/// What follows the address of a site, without query and fragment. The site is a host with a path that ends in `/`.
fn after_site<'a>(text: &'a str, site: &str) -> Option<&'a str> {
    let rest = strip(text, "https://").or_else(|| strip(text, "http://")).unwrap_or(text);
    let rest = strip(rest, "www.").or_else(|| strip(rest, "dx.")).unwrap_or(rest);
    strip(rest, site)?.split(['?', '#']).next()
}

/// What follows a label and a colon or a blank.
fn after_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    strip(text, label)?.strip_prefix([':', ' ']).map(str::trim_start)
}

/// What follows a beginning that is compared without regard to ASCII case.
fn strip<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.split_at_checked(start.len()).filter(|(own, _)| own.eq_ignore_ascii_case(start)).map(|(_, rest)| rest)
}

/// Undoes percent-encoding (RFC 3986, section 2.1); a `%` that begins no code stays. None when the result is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((&first, rest)) = bytes.split_first() {
        let code = match bytes {
            [b'%', high, low, rest @ ..] => hex(*high).zip(hex(*low)).map(|(high, low)| (high << 4 | low, rest)),
            _ => None,
        };
        let (byte, rest) = code.unwrap_or((first, rest));
        decoded.push(byte);
        bytes = rest;
    }
    String::from_utf8(decoded).ok()
}

/// The value of a hexadecimal digit.
fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// Percent-encodes what cannot stand in the path of an address (RFC 3986, section 3.3).
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:;()!$&'*,=@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
