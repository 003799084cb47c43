//! The words that the headings of catalogue pages are made of. They are general, none is of any one page. All entries are folded.

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
