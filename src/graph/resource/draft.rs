//! Resources before they are packed.

use entity::vocabulary::ResourceFormat;
use rustc_hash::{FxBuildHasher, FxHashSet};
use uuid::Uuid;

use crate::graph::link::{Link, Relation};
use crate::identifier::Identifier;
use crate::model::ResourceRow;

/// A change of a resource.
#[derive(Debug)]
pub(in crate::graph) enum Edit {
    /// It is this now.
    Whole(Draft),
    /// It keeps all but its links.
    Links(Links),
    /// It is gone.
    Gone,
}

/// The links of a resource, each once.
#[derive(Debug, Default)]
pub(in crate::graph) struct Links {
    /// To nodes that are shown.
    pub(in crate::graph) shown: Vec<Link>,
    /// To agents and keywords as the sources name them; none when no source names a merged one.
    pub(in crate::graph) named: Vec<Link>,
}

impl Links {
    /// The links of a resource whose sources name these agents and keywords, in page order; `end` is where a link leads in the end.
    /// Of several that lead to one node in one relation the first counts.
    pub(in crate::graph) fn new(named: Vec<Link>, end: impl Fn(Link) -> Link) -> Self {
        if named.iter().all(|link| end(*link) == *link) {
            return Self { shown: named, named: Vec::new() };
        }
        Self { shown: distinct(named.iter().map(|link| end(*link)).collect()), named }
    }
}

/// Each link where it comes first.
fn distinct(mut links: Vec<Link>) -> Vec<Link> {
    let mut seen = FxHashSet::with_capacity_and_hasher(links.len(), FxBuildHasher);
    links.retain(|link| seen.insert(*link));
    links
}

/// A resource before it is packed.
#[derive(Debug)]
pub(in crate::graph) struct Draft {
    pub(in crate::graph) id: Uuid,
    pub(in crate::graph) slug: String,
    pub(in crate::graph) title: String,
    pub(in crate::graph) year: Option<i32>,
    pub(in crate::graph) format: Option<ResourceFormat>,
    pub(in crate::graph) created_at: i64,
    pub(in crate::graph) updated_at: i64,
    pub(in crate::graph) language: Option<String>,
    pub(in crate::graph) has_description: bool,
    pub(in crate::graph) has_landing_page: bool,
    pub(in crate::graph) license: Option<String>,
    pub(in crate::graph) has_notes: bool,
    pub(in crate::graph) identifiers: Vec<Identifier>,
    pub(in crate::graph) links: Links,
}

impl Draft {
    /// Returns the resource that a row describes, with those of its edges that lead to a known node. `end` tells where a link
    /// leads once redirects are followed.
    pub(in crate::graph) fn new(
        row: ResourceRow,
        agent: impl Fn(&Uuid) -> Option<u32>,
        keyword: impl Fn(&Uuid) -> Option<u32>,
        end: impl Fn(Link) -> Link,
    ) -> Self {
        let contributions = row.producers.iter().filter_map(|(id, role)| Some(Link::new(Relation::Contribution(*role), agent(id)?)));
        let fundings = row.funders.iter().filter_map(|(id, kind)| Some(Link::new(Relation::Funding(*kind), agent(id)?)));
        let subjects = row.keywords.iter().filter_map(|id| Some(Link::new(Relation::Subject, keyword(id)?)));
        let links = Links::new(distinct(contributions.chain(fundings).chain(subjects).collect()), end);
        let ResourceRow { id, slug, title, year, format, created_at, updated_at, language, .. } = row;
        let ResourceRow { has_description, has_landing_page, license, has_notes, identifiers, .. } = row;
        Self {
            id,
            slug,
            title,
            year,
            format,
            created_at,
            updated_at,
            language,
            has_description,
            has_landing_page,
            license,
            has_notes,
            identifiers,
            links,
        }
    }
}
