//! The words of catalogue pages: labels, navigation, headings. They are general, none is of any one page. All entries are folded.

use entity::vocabulary::{
    ContributionRole::{self, Author, Distributor, Editor, Host, Producer, Publisher},
    FundingKind::{self, Funder, Sponsor},
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
