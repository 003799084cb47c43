//! Identifiers of organizations and persons.

use super::works::doi;
use super::{is_number, strip};

/// The DOI prefix of the Crossref Funder Registry.
pub(super) const FUNDER_PREFIX: &str = "10.13039/";

/// ROR (ror.readme.io, "ROR identifier pattern"): `0`, six characters of Crockford's base 32, two digits of ISO 7064 MOD 97-10.
pub(super) fn ror(bare: &str) -> Option<String> {
    let id = bare.trim_end_matches('/').to_ascii_lowercase();
    let (body, check) = id.strip_prefix('0')?.split_at_checked(6)?;
    let number = body.chars().try_fold(0_u64, |sum, digit| {
        let value = "0123456789abcdefghjkmnpqrstvwxyz".find(digit)?;
        Some(sum * 32 + value as u64)
    })?;
    let expected = 98 - number * 100 % 97;
    (check == format!("{expected:02}")).then_some(id)
}

/// ORCID (support.orcid.org, "Structure of the ORCID identifier"): an ISNI, printed in groups of four.
pub(super) fn orcid(bare: &str) -> Option<String> {
    let digits = isni(bare)?;
    let mut grouped = String::with_capacity(19);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push('-');
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// ISNI (ISO 27729): fifteen digits and their check character (ISO 7064 MOD 11-2), without the blanks and hyphens between them.
pub(super) fn isni(bare: &str) -> Option<String> {
    let text = bare.trim_end_matches('/');
    let digits: String = text.chars().filter(|character| !matches!(character, ' ' | '-')).map(|digit| digit.to_ascii_uppercase()).collect();
    let (body, check) = digits.split_at_checked(15)?;
    let sum = body.chars().try_fold(0, |sum, digit| Some((sum + digit.to_digit(10)?) * 2 % 11))?;
    let expected = match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    (check == expected).then_some(digits)
}

/// True when an ORCID stands in one of the blocks of ISNIs that are reserved for ORCID (support.orcid.org, as above).
pub(super) fn is_in_orcid_block(orcid: &str) -> bool {
    ("0000-0001-5000-0007"..="0000-0003-5000-0001").contains(&orcid) || ("0009-0000-0000-0000"..="0009-0010-0000-0000").contains(&orcid)
}

/// A Wikidata item (wikidata.org, "Wikidata:Identifiers"): `Q` and a number without leading zeros.
pub(super) fn wikidata(bare: &str) -> Option<String> {
    let number = bare.strip_prefix(['Q', 'q'])?;
    (is_number(number) && number.len() <= 18 && !number.starts_with('0')).then(|| format!("Q{number}"))
}

/// A funder of the Crossref Funder Registry (crossref.org, "Open Funder Registry"): a DOI with the prefix 10.13039 and a number.
pub(super) fn funder(text: &str) -> Option<String> {
    let doi = doi(text);
    let number = doi.as_deref().and_then(|doi| doi.strip_prefix(FUNDER_PREFIX)).unwrap_or(text);
    is_number(number).then(|| format!("{FUNDER_PREFIX}{number}"))
}

/// An organization in a national register (org-id.guide): the code of the register's list, `-`, and the number there. A code is a country
/// or an `X…` and a word. Case makes no difference. The nine digits of a United States EIN are written with and without a hyphen.
pub(super) fn org_id(bare: &str) -> Option<String> {
    let id = bare.to_ascii_uppercase();
    let (country, rest) = id.split_once('-')?;
    let (list, number) = rest.split_once('-')?;
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_list = (2..=12).contains(&list.len()) && list.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let can_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    if !(is_country && is_list && has_digit && number.bytes().all(can_stand)) {
        return None;
    }
    if (country, list) != ("US", "EIN") {
        return Some(id);
    }
    let digits = number.replace('-', "");
    (is_number(&digits) && digits.len() == 9).then(|| format!("US-EIN-{digits}"))
}

/// GRID (the former grid.ac): `grid.`, a number, `.`, and one or two hexadecimal digits.
pub(super) fn grid(bare: &str) -> Option<String> {
    let (number, check) = strip(bare.trim_end_matches('/'), "grid.")?.split_once('.')?;
    let is_check = matches!(check.len(), 1 | 2) && check.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_number(number) && number.len() <= 9 && is_check).then(|| format!("grid.{number}.{}", check.to_ascii_lowercase()))
}
