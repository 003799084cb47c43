//! The licences of Creative Commons (creativecommons.org), CC0 and the Public Domain Mark.

const SITE: &str = "creativecommons.org/";

/// The licences as addresses name them, without their versions.
const CODES: [&str; 6] = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"];

const VERSIONS: [&str; 5] = ["1.0", "2.0", "2.5", "3.0", "4.0"];

/// The countries and courts that the licences were written for before version 4.0, as addresses name them.
const JURISDICTIONS: [&str; 52] = [
    "am", "at", "au", "az", "be", "bg", "br", "ca", "ch", "cl", "cn", "co", "cr", "cz", "de", "dk", "ec", "ee", "es", "fi", "fr", "ge",
    "gr", "gt", "hk", "hr", "hu", "ie", "igo", "il", "in", "it", "jp", "kr", "lu", "mk", "mx", "nl", "no", "nz", "ph", "pl", "pt", "ro",
    "rs", "se", "sg", "th", "tw", "uk", "us", "za",
];

/// Words that say nothing about which terms are meant.
const FILLING: [&str; 19] = [
    "a", "an", "and", "deed", "generic", "international", "is", "legal", "licence", "license", "licensed", "of", "terms", "the", "this",
    "under", "universal", "unported", "work",
];

/// Terms, or what a text says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Terms<'a> {
    kind: Option<Kind>,
    version: Option<&'a str>,
    jurisdiction: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    License(Elements),
    Zero,
    Mark,
}

/// The conditions of a licence, beside that the author be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Elements {
    non_commercial: bool,
    share_alike: bool,
    no_derivatives: bool,
}

impl Elements {
    fn code(self) -> Option<&'static str> {
        let Self { non_commercial, share_alike, no_derivatives } = self;
        let code = match (non_commercial, share_alike, no_derivatives) {
            (false, false, false) => "by",
            (false, true, false) => "by-sa",
            (false, false, true) => "by-nd",
            (true, false, false) => "by-nc",
            (true, true, false) => "by-nc-sa",
            (true, false, true) => "by-nc-nd",
            (_, true, true) => return None,
        };
        Some(code)
    }
}

impl Terms<'_> {
    /// The address of the terms; none when it is not said exactly which they are.
    fn address(self) -> Option<String> {
        let public_domain = |name: &str| {
            let is_exact = self.version.is_none_or(|version| version == "1.0") && self.jurisdiction.is_none();
            is_exact.then(|| format!("https://{SITE}publicdomain/{name}/1.0/"))
        };
        match self.kind? {
            Kind::Zero => public_domain("zero"),
            Kind::Mark => public_domain("mark"),
            Kind::License(elements) => license(elements.code()?, self.version?, self.jurisdiction),
        }
    }

    /// Both, if they do not contradict each other.
    fn and(self, other: Self) -> Option<Self> {
        fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        let agree = agree(self.kind, other.kind) && agree(self.version, other.version) && agree(self.jurisdiction, other.jurisdiction);
        agree.then(|| Self {
            kind: self.kind.or(other.kind),
            version: self.version.or(other.version),
            jurisdiction: self.jurisdiction.or(other.jurisdiction),
        })
    }
}

fn license(code: &str, version: &str, jurisdiction: Option<&str>) -> Option<String> {
    let is_known = CODES.contains(&code) && VERSIONS.contains(&version);
    match jurisdiction {
        None if is_known => Some(format!("https://{SITE}licenses/{code}/{version}/")),
        Some(place) if is_known && version != "4.0" && JURISDICTIONS.contains(&place) => {
            Some(format!("https://{SITE}licenses/{code}/{version}/{place}/"))
        }
        _ => None,
    }
}

/// The address of the terms at a path, which is in lower case and begins with a host.
pub(super) fn of_path(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix(SITE)?.split('/');
    match (parts.next()?, parts.next()?, parts.next()?) {
        ("publicdomain", "zero", "1.0") => Terms { kind: Some(Kind::Zero), ..Terms::default() }.address(),
        ("publicdomain", "mark", "1.0") => Terms { kind: Some(Kind::Mark), ..Terms::default() }.address(),
        ("licenses", code, version) => {
            // Behind them stands which page of the licence it is.
            let is_page = |part: &&str| ["deed", "legalcode", "rdf"].iter().any(|page| part.starts_with(page));
            license(code, version, parts.next().filter(|part| !is_page(part)))
        }
        _ => None,
    }
}

/// The short name of the terms at one of these addresses.
pub(super) fn name(address: &str) -> Option<String> {
    let path = address.strip_prefix("https://")?.strip_prefix(SITE)?.strip_suffix('/')?;
    match path {
        "publicdomain/zero/1.0" => Some("CC0 1.0".to_owned()),
        "publicdomain/mark/1.0" => Some("PDM 1.0".to_owned()),
        _ => {
            let (code, rest) = path.strip_prefix("licenses/")?.split_once('/')?;
            let (version, jurisdiction) = rest.split_once('/').map_or((rest, None), |(version, place)| (version, Some(place)));
            license(code, version, jurisdiction).filter(|known| known == address)?;
            let place = jurisdiction.map(|place| format!(" {}", place.to_ascii_uppercase())).unwrap_or_default();
            Some(format!("CC {} {version}{place}", code.to_ascii_uppercase()))
        }
    }
}

/// The address of the terms that words name, once or several times over. None when one of the words is strange here.
pub(super) fn of_words(words: &[&str]) -> Option<String> {
    let mut told = Terms::default();
    let mut now = Terms::default();
    let (mut is_of_cc, mut is_public_domain) = (false, false);
    let mut rest = words;
    loop {
        let (kind, after) = match rest {
            [] => break,
            ["cc", "0" | "zero", after @ ..] | ["creative", "commons", "zero" | "0", after @ ..] => (Kind::Zero, after),
            ["public", "domain", "mark", after @ ..] | ["pdm", after @ ..] => (Kind::Mark, after),
            ["by" | "attribution", after @ ..] => {
                let (elements, after) = elements(after);
                (Kind::License(elements), after)
            }
            ["public", "domain", "dedication", after @ ..] => {
                is_public_domain = true;
                rest = after;
                continue;
            }
            ["cc", after @ ..] | ["creative", "commons", after @ ..] => {
                is_of_cc = true;
                rest = after;
                continue;
            }
            ["v" | "version", after @ ..] => {
                rest = after;
                continue;
            }
            [word, after @ ..] => {
                if let Some(version) = version(word) {
                    let (jurisdiction, after) = jurisdiction(after);
                    now = now.and(Terms { kind: None, version: Some(version), jurisdiction })?;
                    rest = after;
                } else if FILLING.contains(word) {
                    rest = after;
                } else {
                    return None;
                }
                continue;
            }
        };
        is_of_cc |= !matches!(kind, Kind::License(_));
        told = told.and(now)?;
        now = Terms { kind: Some(kind), ..Terms::default() };
        rest = after;
    }
    let told = told.and(now)?;
    (is_of_cc && (!is_public_domain || told.kind == Some(Kind::Zero))).then(|| told.address()).flatten()
}

/// The elements that stand in front of other words.
fn elements<'w, 'a>(mut rest: &'w [&'a str]) -> (Elements, &'w [&'a str]) {
    let mut elements = Elements::default();
    loop {
        let (element, after) = match rest {
            ["nc" | "noncommercial", after @ ..] | ["non", "commercial", after @ ..] => (&mut elements.non_commercial, after),
            ["sa" | "sharealike", after @ ..] | ["share", "alike", after @ ..] => (&mut elements.share_alike, after),
            ["nd" | "noderivatives" | "noderivs", after @ ..] | ["no", "derivatives" | "derivs", after @ ..] => {
                (&mut elements.no_derivatives, after)
            }
            _ => return (elements, rest),
        };
        *element = true;
        rest = after;
    }
}

fn version(word: &str) -> Option<&'static str> {
    VERSIONS.into_iter().find(|version| *version == word || version.strip_suffix(".0") == Some(word))
}

/// The jurisdiction that stands behind a version, and the words behind it.
fn jurisdiction<'w, 'a>(rest: &'w [&'a str]) -> (Option<&'a str>, &'w [&'a str]) {
    match rest {
        ["united", "states", after @ ..] => (Some("us"), after),
        [place, after @ ..] if JURISDICTIONS.contains(place) => (Some(place), after),
        _ => (None, rest),
    }
}
