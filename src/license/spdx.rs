//! Licences of software and data, by their identifiers in the SPDX licence list.

const SITE: &str = "spdx.org/licenses/";

/// Identifiers, with other words for the same terms, without the words that [`key`] drops.
#[rustfmt::skip]
const LICENSES: &[(&str, &[&str])] = &[
    ("MIT", &["expat", "mit x 11"]),
    ("Apache-2.0", &["apache 2", "asl 2.0"]),
    ("BSD-2-Clause", &["2 clause bsd", "simplified bsd"]),
    ("BSD-3-Clause", &["3 clause bsd", "new bsd", "modified bsd"]),
    ("0BSD", &[]),
    ("ISC", &[]),
    ("MPL-2.0", &["mpl 2", "mozilla public 2.0", "mozilla public 2"]),
    ("EPL-1.0", &["eclipse public 1.0"]),
    ("EPL-2.0", &["epl 2", "eclipse public 2.0", "eclipse public 2"]),
    ("EUPL-1.2", &["european union public 1.2"]),
    ("BSL-1.0", &["boost 1.0"]),
    ("Artistic-2.0", &["artistic 2"]),
    ("Unlicense", &[]),
    ("Zlib", &[]),
    ("ODbL-1.0", &["odbl", "open database 1.0", "open data commons open database 1.0"]),
    ("ODC-By-1.0", &["odc by", "open data commons attribution 1.0"]),
    ("PDDL-1.0", &["pddl", "odc pddl 1.0", "open data commons public domain dedication and 1.0"]),
    ("CDLA-Permissive-2.0", &[]),
    ("DL-DE-BY-2.0", &["datenlizenz deutschland namensnennung 2.0"]),
    ("etalab-2.0", &["ouverte 2.0", "ouverte open 2.0"]),
    ("OGL-UK-1.0", &["ogl 1.0", "open government 1.0", "uk open government 1.0"]),
    ("OGL-UK-2.0", &["ogl 2.0", "ogl 2", "open government 2.0", "uk open government 2.0"]),
    ("OGL-UK-3.0", &["ogl 3.0", "ogl 3", "open government 3.0", "uk open government 3.0"]),
];

/// The licences of GNU: as identifiers name them, as words do, and their versions.
#[rustfmt::skip]
const GNU: &[(&str, &[&str], &[&str])] = &[
    ("GPL", &["gpl", "gplv", "general public"], &["2.0", "3.0"]),
    ("LGPL", &["lgpl", "lgplv", "lesser general public"], &["2.0", "2.1", "3.0"]),
    ("AGPL", &["agpl", "agplv", "affero general public"], &["3.0"]),
    ("GFDL", &["gfdl", "fdl", "free documentation"], &["1.1", "1.2", "1.3"]),
];

/// The identifier of the terms that words name.
fn identifier(words: &[&str]) -> Option<String> {
    let wanted = key(words);
    let is_it = |(id, names): &&(&str, &[&str])| names.contains(&wanted.as_str()) || key(&super::words(&id.to_lowercase())) == wanted;
    LICENSES.iter().find(is_it).map(|(id, _)| (*id).to_owned()).or_else(|| gnu(&wanted))
}

/// Words with single blanks between them, without those that stand in the name of any licence.
fn key(words: &[&str]) -> String {
    let says_nothing = |word: &str| matches!(word, "a" | "gnu" | "licence" | "license" | "licenses" | "software" | "the" | "v" | "version");
    words.iter().copied().filter(|word| !says_nothing(word)).collect::<Vec<_>>().join(" ")
}

/// A licence of GNU: without a word on later versions it is this one only.
fn gnu(wanted: &str) -> Option<String> {
    GNU.iter().find_map(|(id, names, versions)| {
        let rest = names.iter().find_map(|name| wanted.strip_prefix(name)?.strip_prefix(' '))?;
        let (number, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let version = versions.iter().find(|version| **version == number || version.strip_suffix(".0") == Some(number))?;
        match more {
            "" | "only" => Some(format!("{id}-{version}-only")),
            "+" | "or later" | "or any later" | "or newer" => Some(format!("{id}-{version}-or-later")),
            _ => None,
        }
    })
}

/// The address of the terms that words name.
pub(super) fn of_words(words: &[&str]) -> Option<String> {
    identifier(words).map(|id| format!("https://{SITE}{id}.html"))
}

/// The short name of the terms at one of these addresses: their identifier.
pub(super) fn name(address: &str) -> Option<String> {
    let id = address.strip_prefix("https://")?.strip_prefix(SITE)?.strip_suffix(".html")?;
    identifier(&super::words(&id.to_lowercase())).filter(|known| known == id)
}

/// The address of the terms at a path, which is in lower case and begins with a host: pages of SPDX, of the Open Source Initiative, and of
/// those who wrote the terms.
pub(super) fn of_path(path: &str) -> Option<String> {
    let (host, rest) = path.split_once('/')?;
    let page = rest.rsplit('/').next().unwrap_or(rest);
    let page = [".html", ".txt", ".json", "-standalone", ".en"].iter().fold(page, |page, end| page.strip_suffix(end).unwrap_or(page));
    let named = |text: &str| of_words(&super::words(text));
    match host {
        "spdx.org" => named(page).or_else(|| super::creative_commons::of_words(&super::words(page))),
        // Its newer addresses have hyphens for stops.
        "opensource.org" => named(page).or_else(|| named(&page.rsplit_once('-').map(|(start, end)| format!("{start}.{end}"))?)),
        "gnu.org" | "eclipse.org" => named(page),
        "apache.org" => named(&page.replace("license", "apache")),
        "mozilla.org" if rest.contains("mpl/") => named(&format!("mpl {page}")),
        "opendatacommons.org" => {
            let terms = rest.strip_prefix("licenses/")?.split('/').next()?;
            named(&if terms == "by" { "odc by".to_owned() } else { terms.to_owned() })
        }
        "nationalarchives.gov.uk" if rest.contains("open-government-licence/version/") => named(&format!("ogl {page}")),
        _ => None,
    }
}
