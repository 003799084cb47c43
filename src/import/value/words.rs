//! The words that values are read by: names of formats and languages, degrees, particles, kinds of bodies. All entries are folded.

use entity::vocabulary::ResourceFormat::{
    self, Brief, Dataset, FactSheet, Guide, Other, Paper, Poster, Presentation, Report, Software, Tool, Toolkit, Webinar,
};

/// The words that name a format.
#[rustfmt::skip]
pub(in crate::import) const FORMATS: &[(ResourceFormat, &[&str])] = &[
    (Webinar, &["webinar", "webinar recording", "recorded webinar", "webcast"]),
    (Brief, &["brief", "issue brief", "policy brief", "research brief"]),
    (Report, &["report", "annual report", "final report", "research report"]),
    (Paper, &["paper", "article", "journal article", "research article", "research paper", "white paper", "working paper"]),
    (Toolkit, &["toolkit", "tool kit"]),
    (Tool, &["tool", "checklist", "worksheet", "template"]),
    (Guide, &["guide", "guidebook", "handbook", "manual"]),
    (FactSheet, &["fact sheet", "factsheet"]),
    (Presentation, &["presentation", "slides", "slide deck"]),
    (Poster, &["poster"]),
    (Dataset, &["dataset", "data set"]),
    (Software, &["software"]),
    (Other, &["book", "infographic", "online course", "podcast", "video"]),
];

/// What stands in the place of a value that there is none of.
pub(in crate::import) const NOTHING: &[&str] =
    &["", "-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil", "not applicable", "unknown", "not available"];

/// What ends a list of persons without naming one.
pub(in crate::import) const AND_OTHERS: &[&str] = &["et al", "et al.", "and others", "others"];

/// Words that stand within a name of a body and never within a person's.
#[rustfmt::skip]
pub(in crate::import) const ORGANIZATION: &[&str] = &[
    "academy", "administration", "agency", "alliance", "america", "american", "archive", "archives", "army", "associates", "association",
    "authority", "board", "branch", "bureau", "business", "campaign", "center", "centers", "centre", "centres", "chamber",
    "circle", "city", "clearinghouse", "clinic", "club", "co", "coalition", "collaborative", "college", "commission",
    "committee", "community", "company", "confederation", "consortium", "consulting", "cooperative", "corp", "corporation", "council",
    "county", "court", "department", "dept", "development", "directorate", "district", "division", "e.v", "education", "ev",
    "faculty", "federal", "federation", "forum", "foundation", "friends", "fund", "gmbh", "government", "group", "guild", "health",
    "hospital", "inc", "initiative", "institute", "institution", "international", "laboratories", "laboratory", "labs",
    "league", "libraries", "library", "llc", "llp", "ltd", "ministry", "mission", "municipality", "museum", "national",
    "network", "observatory", "office", "organisation", "organization", "outreach", "partners", "partnership",
    "plc", "police", "policy", "press", "program", "programme", "project", "province", "public", "publishers", "publishing", "region",
    "regional", "research", "resources", "school", "schools", "science", "sciences", "secretariat", "service", "services", "sheriff",
    "society", "solutions", "staff", "state", "states", "studies", "studio", "survey", "systems", "task", "team", "technologies",
    "technology", "training", "trust", "e.u", "u.k", "u.n", "u.s", "union", "united", "universidad", "universidade", "universitat",
    "universität", "universite", "université", "university", "veterans", "volunteers", "workshop", "youth",
];

/// Words that begin the name of a region and no person's.
pub(in crate::import) const REGION: &[&str] = &["east", "eastern", "new", "north", "northern", "south", "southern", "west", "western"];

/// Words that may stand, in lower case, within a person's name.
pub(in crate::import) const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "binti", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "los", "ten", "ter", "van", "vom", "von", "y", "zu", "zur",
];

/// What follows a name and belongs to it.
pub(in crate::import) const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// What follows a person's name and does not belong to it.
pub(in crate::import) const DEGREES: &[&str] = &[
    "ba", "bsc", "cpa", "dds", "dphil", "drph", "edd", "esq", "jd", "lcsw", "llm", "lmft", "lpc", "ma", "mba", "md", "med", "mph", "mpp",
    "ms", "msc", "msn", "msw", "phd", "psyd", "rn",
];

/// What stands before a person's name and does not belong to it.
pub(in crate::import) const HONORIFICS: &[&str] = &["dr", "prof", "professor", "mr", "mrs", "ms", "mx"];

/// What parts the last two names of a list.
pub(in crate::import) const CONJUNCTIONS: &[&str] = &["and", "&", "et", "und", "y"];

/// Words that no line ends with: what stands on the next line belongs to it.
pub(in crate::import) const CONNECTING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the", "their", "to", "with", "&", "de",
    "der", "des", "und", "et", "y",
];

/// Shortened words that end with a full stop within a sentence.
pub(in crate::import) const ABBREVIATIONS: &[&str] = &[
    "approx", "co", "corp", "dept", "dr", "ed", "eds", "etc", "fig", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "prof", "rev", "sr",
    "st", "vol", "vs",
];

/// Languages by the names that pages print, with their BCP 47 tags.
#[rustfmt::skip]
pub(in crate::import) const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic"]), ("zh", &["chinese"]), ("da", &["danish"]), ("de", &["deutsch", "german"]), ("nl", &["dutch", "nederlands"]),
    ("en", &["english"]), ("es", &["español", "spanish"]), ("fi", &["finnish"]), ("fr", &["français", "french"]), ("el", &["greek"]),
    ("ht", &["haitian creole"]), ("he", &["hebrew"]), ("hi", &["hindi"]), ("hu", &["hungarian"]), ("it", &["italian", "italiano"]),
    ("ja", &["japanese"]), ("ko", &["korean"]), ("no", &["norwegian"]), ("pl", &["polish"]), ("pt", &["portuguese", "português"]),
    ("ro", &["romanian"]), ("ru", &["russian"]), ("so", &["somali"]), ("sv", &["swedish"]), ("tl", &["tagalog"]), ("tr", &["turkish"]),
    ("uk", &["ukrainian"]), ("vi", &["vietnamese"]), ("cy", &["welsh"]),
];

/// Whether a list of words holds this folded word.
pub(in crate::import) fn holds(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

/// What a table says that this folded word means.
pub(in crate::import) fn find<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, words)| holds(words, word)).map(|(meaning, _)| *meaning)
}
