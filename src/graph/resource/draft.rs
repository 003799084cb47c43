//! Resources on their way into the graph.

use entity::vocabulary::ResourceFormat;
use rustc_hash::FxHashSet;
use uuid::Uuid;

use crate::graph::link::{Link, Relation};
use crate::graph::row::ResourceRow;
use crate::identifier::Identifier;

/// A change of a resource.
#[derive(Debug)]
pub(in crate::graph) enum Edit {
    /// It is this now.
    Whole(Draft),
    /// It keeps all but its links.
    Links(Vec<Link>),
    /// It is gone.
    Gone,
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
    pub(in crate::graph) links: Vec<Link>,
}

impl Draft {
    /// The resource of a row, with those edges that lead to a known node.
    pub(in crate::graph) fn new(row: ResourceRow, agent: impl Fn(&Uuid) -> Option<u32>, keyword: impl Fn(&Uuid) -> Option<u32>) -> Self {
        let contributions = row.producers.iter().filter_map(|(id, role)| Some(Link::new(Relation::Contribution(*role), agent(id)?)));
        let fundings = row.funders.iter().filter_map(|(id, kind)| Some(Link::new(Relation::Funding(*kind), agent(id)?)));
        let subjects = row.keywords.iter().filter_map(|id| Some(Link::new(Relation::Subject, keyword(id)?)));
        let mut links: Vec<Link> = contributions.chain(fundings).chain(subjects).collect();
        let mut seen = FxHashSet::with_capacity_and_hasher(links.len(), rustc_hash::FxBuildHasher);
        links.retain(|link| seen.insert(*link));
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
