//! Every word that the parser knows: the general vocabulary of catalogue pages, none of any one page. All entries are folded.

use entity::vocabulary::{
    ContributionRole::{self, Author, Distributor, Editor, Host, Producer, Publisher},
    FundingKind::{self, Funder, Sponsor},
    ResourceFormat::{
        self, Brief, Dataset, FactSheet, Guide, Other, Paper, Poster, Presentation, Report, Software, Tool, Toolkit, Webinar,
    },
};

/// What a label says that the text after it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Who made it, in this role.
    Made(ContributionRole),
    /// Who paid for it, in this way.
    Paid(FundingKind),
    /// What it is about, in sentences.
    Description,
    /// What it is about, in keywords.
    Keywords,
    /// When it was published.
    Year,
    /// What it is.
    Format,
    /// Where it can be read.
    Url,
    /// Its Digital Object Identifier.
    Doi,
    /// The language it is written in.
    Language,
}

impl Label {
    /// The name that issues give to the field.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Made(_) => "producedBy",
            Self::Paid(_) => "supportedBy",
            Self::Description => "description",
            Self::Keywords => "keywords",
            Self::Year => "year",
            Self::Format => "format",
            Self::Url => "url",
            Self::Doi => "doi",
            Self::Language => "language",
        }
    }

    /// Whether the field is a list of names or keywords.
    pub(super) const fn is_list(self) -> bool {
        matches!(self, Self::Made(_) | Self::Paid(_) | Self::Keywords)
    }
}

/// The spellings of the labels; "(s)" is read as "s".
#[rustfmt::skip]
pub(super) const LABELS: &[(Label, &[&str])] = &[
    (Label::Made(Producer), &[
        "produced by", "producer", "producers", "created by", "creator", "creators", "developed by", "developer", "developers",
        "prepared by",
    ]),
    (Label::Made(Author), &["author", "authors", "authored by", "by", "written by"]),
    (Label::Made(Editor), &["edited by", "editor", "editors"]),
    (Label::Made(Publisher), &["published by", "publisher", "publishers"]),
    (Label::Made(Distributor), &["distributed by", "distributor"]),
    (Label::Made(Host), &["hosted by"]),
    (Label::Paid(Funder), &[
        "supported by", "funded by", "funder", "funders", "funding", "funding source", "funding sources", "financed by",
    ]),
    (Label::Paid(Sponsor), &["sponsored by", "sponsor", "sponsors"]),
    (Label::Description, &["description", "summary", "abstract", "overview"]),
    (Label::Keywords, &["keyword", "keywords", "key word", "key words", "tag", "tags", "topic", "topics", "subject", "subjects"]),
    (Label::Year, &[
        "year", "date", "published", "published on", "publication date", "date published", "year published", "publication year",
    ]),
    (Label::Format, &["format", "type", "resource type"]),
    (Label::Url, &["url", "link", "website", "web site", "web page", "web address"]),
    (Label::Doi, &["doi"]),
    (Label::Language, &["language", "languages"]),
];

/// The order that labels have on a page that does not show another.
pub(super) const USUAL_ORDER: &[Label] =
    &[Label::Made(Producer), Label::Made(Author), Label::Made(Publisher), Label::Paid(Funder), Label::Description, Label::Keywords];

/// Lines that are navigation when nothing else stands on them.
#[rustfmt::skip]
pub(super) const NAVIGATION: &[&str] = &[
    "back", "back to home", "back to main page", "back to previous page", "back to top", "back to top of page", "bottom of page",
    "breadcrumb", "close", "close menu", "contact", "contact us", "cookie policy", "cookie settings", "copy link", "download",
    "email this page", "end of page", "facebook", "go to top", "home", "jump to content", "linkedin", "load more", "log in", "log out",
    "login", "main menu", "main navigation", "menu", "navigation", "next", "next page", "open menu", "previous", "previous page", "print",
    "print page", "print this page", "privacy", "privacy policy", "read more", "return to top", "scroll to top", "search", "share",
    "share this page", "show less", "show more", "sign in", "site map", "sitemap", "skip navigation", "skip to content",
    "skip to main content", "skip to navigation", "subscribe", "terms of use", "to top", "top", "top of page", "twitter", "view all",
];

/// Words of a heading that say that what stands below it is highlighted.
pub(super) const HIGHLIGHTING: &[&str] =
    &["featured", "feature", "highlight", "highlighted", "highlights", "recommended", "spotlight", "spotlighted"];

/// Words that headings are made of.
#[rustfmt::skip]
pub(super) const HEADING: &[&str] = &[
    "additional", "archive", "archives", "articles", "briefs", "documents", "events", "further", "guides", "links", "manuals",
    "materials", "more", "other", "papers", "publications", "related", "reports", "resources", "toolkits", "tools", "trainings", "videos",
    "webinars",
];

/// Nouns that have no plural in "s", so that a heading with one of them is not in the singular.
#[rustfmt::skip]
pub(super) const MASS_NOUNS: &[&str] = &[
    "content", "data", "guidance", "information", "literature", "material", "media", "month", "news", "people", "reading", "research",
    "software", "week", "work", "year",
];

/// The words that name a format.
#[rustfmt::skip]
pub(super) const FORMATS: &[(ResourceFormat, &[&str])] = &[
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
pub(super) const NOTHING: &[&str] =
    &["", "-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil", "not applicable", "unknown", "not available"];

/// What ends a list of persons without naming one.
pub(super) const AND_OTHERS: &[&str] = &["et al", "et al.", "and others", "others"];

/// Words that stand within a name of a body and never within a person's.
#[rustfmt::skip]
pub(super) const ORGANIZATION: &[&str] = &[
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
pub(super) const REGION: &[&str] = &["east", "eastern", "new", "north", "northern", "south", "southern", "west", "western"];

/// Words that may stand, in lower case, within a person's name.
pub(super) const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "binti", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "los", "ten", "ter", "van", "vom", "von", "y", "zu", "zur",
];

/// What follows a name and belongs to it.
pub(super) const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// What follows a person's name and does not belong to it.
pub(super) const DEGREES: &[&str] = &[
    "ba", "bsc", "cpa", "dds", "dphil", "drph", "edd", "esq", "jd", "lcsw", "llm", "lmft", "lpc", "ma", "mba", "md", "med", "mph", "mpp",
    "ms", "msc", "msn", "msw", "phd", "psyd", "rn",
];

/// What stands before a person's name and does not belong to it.
pub(super) const HONORIFICS: &[&str] = &["dr", "prof", "professor", "mr", "mrs", "ms", "mx"];

/// What parts the last two names of a list.
pub(super) const CONJUNCTIONS: &[&str] = &["and", "&", "et", "und", "y"];

/// Words that no line ends with: what stands on the next line belongs to it.
pub(super) const CONNECTING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the", "their", "to", "with", "&", "de",
    "der", "des", "und", "et", "y",
];

/// Shortened words that end with a full stop within a sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "approx", "co", "corp", "dept", "dr", "ed", "eds", "etc", "fig", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "prof", "rev", "sr",
    "st", "vol", "vs",
];

/// Languages by the names that pages print, with their BCP 47 tags.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic"]), ("zh", &["chinese"]), ("da", &["danish"]), ("de", &["deutsch", "german"]), ("nl", &["dutch", "nederlands"]),
    ("en", &["english"]), ("es", &["español", "spanish"]), ("fi", &["finnish"]), ("fr", &["français", "french"]), ("el", &["greek"]),
    ("ht", &["haitian creole"]), ("he", &["hebrew"]), ("hi", &["hindi"]), ("hu", &["hungarian"]), ("it", &["italian", "italiano"]),
    ("ja", &["japanese"]), ("ko", &["korean"]), ("no", &["norwegian"]), ("pl", &["polish"]), ("pt", &["portuguese", "português"]),
    ("ro", &["romanian"]), ("ru", &["russian"]), ("so", &["somali"]), ("sv", &["swedish"]), ("tl", &["tagalog"]), ("tr", &["turkish"]),
    ("uk", &["ukrainian"]), ("vi", &["vietnamese"]), ("cy", &["welsh"]),
];

/// Whether a list of words holds this folded word.
pub(super) fn holds(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

/// What a table says that this folded word means.
pub(super) fn find<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, words)| holds(words, word)).map(|(meaning, _)| *meaning)
}
