//! Whole resources, with all that is printed of their edges: what exports write, and imports compare with.

use std::collections::HashMap;
use std::hash::Hash;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, ResourceFormat};
use entity::{collection, collection_item, contribution, funding, resource, resource_identifier, source_record, subject};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde::Deserialize;
use uuid::Uuid;

use super::note;
use crate::identifier::Identifier;
use crate::model::{Award, License, Revision, ShownAgent, ShownKeyword, ShownPlace, ShownResource};
use crate::store::bulk::{self, Part};
use crate::store::funding::awards_of;
use crate::store::snapshot::Reading;
use crate::store::{Store, StoreError, Write};

/// The beginning of the keys of records that their source gave an id.
const OWN: &str = "id:";

/// A resource with everything that the database knows of it. Its agents and keywords are known by their ids.
#[derive(Debug)]
pub struct WholeResource {
    row: WholeRow,
    key: Option<String>,
    identifiers: Vec<Identifier>,
    contributions: Vec<(Uuid, ContributionRole, Option<String>)>,
    fundings: Vec<(Uuid, FundingKind, Option<String>, Vec<Award>)>,
    subjects: Vec<(Uuid, Option<String>)>,
    places: Vec<ShownPlace>,
}

#[derive(Debug, Deserialize)]
struct WholeRow {
    number: i64,
    id: Uuid,
    slug: String,
    title: String,
    title_as_printed: String,
    description: Option<String>,
    year: Option<i32>,
    format: Option<ResourceFormat>,
    format_as_printed: Option<String>,
    language: Option<String>,
    landing_page: Option<String>,
    license: Option<String>,
    license_url: Option<String>,
    notes: Option<String>,
    source_id: i32,
    version: i32,
}

/// A funding: resource, agent, kind, name, first award (number, title, address), further awards.
type FundingRow = (i64, Uuid, FundingKind, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

/// An agent as it is shown.
#[derive(Debug, Clone)]
pub struct AgentFace {
    /// The id: of a merged agent, that of the one it leads to.
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// The name that is shown.
    pub name: String,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
}

/// A keyword as it is shown.
#[derive(Debug, Clone)]
pub struct KeywordFace {
    /// The id: of a merged keyword, that of the one it leads to.
    pub id: Uuid,
    /// The label that is shown.
    pub label: String,
    /// Its address.
    pub uri: Option<String>,
}

/// Knows what agents and keywords are called.
pub trait Faces {
    /// The agent that an id leads to; none when nothing has it.
    fn agent(&self, id: &Uuid) -> Option<AgentFace>;

    /// The keyword that an id leads to; none when nothing has it.
    fn keyword(&self, id: &Uuid) -> Option<KeywordFace>;
}

impl WholeResource {
    /// Its number.
    pub const fn number(&self) -> i64 {
        self.row.number
    }

    /// The agents that it names.
    pub fn agents(&self) -> impl Iterator<Item = Uuid> {
        self.contributions.iter().map(|(agent, ..)| *agent).chain(self.fundings.iter().map(|(agent, ..)| *agent))
    }

    /// The keywords that it names.
    pub fn keywords(&self) -> impl Iterator<Item = Uuid> {
        self.subjects.iter().map(|(keyword, _)| *keyword)
    }

    /// Returns it as the catalogue shows it: where several sources say the same, the first of them counts, with the awards that the others
    /// name too. `catalogue` is the part of a [`Revision`].
    pub fn shown(self, faces: &impl Faces, catalogue: u32) -> ShownResource {
        let Self { row, key, identifiers, contributions, fundings, subjects, places } = self;
        let mut producers: Vec<ShownAgent<ContributionRole>> = Vec::with_capacity(contributions.len());
        for (agent, role, as_printed) in contributions {
            let Some(face) = faces.agent(&agent) else { continue };
            if !producers.iter().any(|other| other.id == face.id && other.role == role) {
                producers.push(shown_agent(face, role, as_printed, Vec::new()));
            }
        }
        let mut funders: Vec<ShownAgent<FundingKind>> = Vec::with_capacity(fundings.len());
        for (agent, kind, as_printed, awards) in fundings {
            let Some(face) = faces.agent(&agent) else { continue };
            match funders.iter_mut().find(|other| other.id == face.id && other.role == kind) {
                Some(known) => {
                    let more: Vec<Award> = awards.into_iter().filter(|award| !known.awards.contains(award)).collect();
                    known.awards.extend(more);
                }
                None => funders.push(shown_agent(face, kind, as_printed, awards)),
            }
        }
        let mut keywords: Vec<ShownKeyword> = Vec::with_capacity(subjects.len());
        for (keyword, as_printed) in subjects {
            let Some(KeywordFace { id, label, uri }) = faces.keyword(&keyword) else { continue };
            if !keywords.iter().any(|other| other.id == id) {
                keywords.push(ShownKeyword { id, label, as_printed, uri });
            }
        }
        ShownResource {
            id: row.id,
            revision: Revision { catalogue, version: row.version },
            slug: row.slug,
            key,
            title: row.title,
            title_as_printed: row.title_as_printed,
            description: row.description,
            year: row.year,
            format: row.format,
            format_as_printed: row.format_as_printed,
            language: row.language,
            landing_page: row.landing_page,
            license: row.license.map(|as_printed| License { as_printed, url: row.license_url }),
            notes: note::all(row.notes.as_deref()),
            identifiers,
            producers,
            funders,
            keywords,
            places,
        }
    }
}

fn shown_agent<R>(face: AgentFace, role: R, as_printed: Option<String>, awards: Vec<Award>) -> ShownAgent<R> {
    let AgentFace { id, kind, name, identifiers } = face;
    ShownAgent { id, kind, name, as_printed, role, identifiers, awards }
}

/// The id that a source gives to a record, by the record's key. None for a record without one, and for one that was too long to be kept.
fn own_id(key: &str) -> Option<String> {
    let own = key.strip_prefix(OWN)?;
    let is_cut = own
        .rsplit_once('#')
        .is_some_and(|(start, hash)| start.len() > 300 && hash.len() == 32 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
    (!is_cut).then(|| own.to_owned())
}

/// Values by the number of their resource, in their order.
fn by_number<T>(rows: Vec<(i64, T)>) -> HashMap<i64, Vec<T>> {
    bulk::grouped(rows)
}

/// Takes what belongs to a key.
fn take<K: Eq + Hash, T>(groups: &mut HashMap<K, Vec<T>>, key: &K) -> Vec<T> {
    groups.remove(key).unwrap_or_default()
}

/// The resources with these ids, at most [`Which::MOST`](crate::store::snapshot::Which::MOST), in the order of the ids. Ids of nothing are
/// left out. Takes seven statements.
async fn wholes(c: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<WholeResource>, StoreError> {
    use collection_item::Column as P;
    use contribution::Column as C;
    use funding::Column as F;
    use resource::Column as R;
    use resource_identifier::Column as I;
    use source_record::Column as K;
    use subject::Column as S;
    let select = resource::Entity::find().filter(R::Id.is_in(bulk::among(ids))).select_only().columns([
        R::Number,
        R::Id,
        R::Slug,
        R::Title,
        R::TitleAsPrinted,
        R::Description,
        R::Year,
        R::Format,
        R::FormatAsPrinted,
        R::Language,
        R::LandingPage,
        R::License,
        R::LicenseUrl,
        R::Notes,
        R::SourceId,
        R::Version,
    ]);
    let texts = ["slug", "title", "title_as_printed", "description", "year", "format", "format_as_printed", "language", "landing_page"];
    let texts = texts.into_iter().chain(["license", "license_url", "notes", "source_id", "version"]).map(Part::Plain);
    let parts: Vec<Part> = [Part::Plain("number"), Part::Id("id")].into_iter().chain(texts).collect();
    let rows: Vec<WholeRow> = bulk::rows(c, select.into_query(), &parts).await?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let of = || bulk::among(&numbers);

    let select = contribution::Entity::find().filter(C::ResourceNumber.is_in(of())).select_only();
    let select = select.columns([C::ResourceNumber, C::AgentId, C::Role, C::NameAsPrinted]);
    let select = select.order_by_asc(C::ResourceNumber).order_by_asc(C::Position).order_by_asc(C::SourceId).into_query();
    let parts = [Part::Plain("resource_number"), Part::Id("agent_id"), Part::Plain("role"), Part::Plain("name_as_printed")];
    let contributions: Vec<(i64, Uuid, ContributionRole, Option<String>)> = bulk::rows(c, select, &parts).await?;
    let mut contributions =
        by_number(contributions.into_iter().map(|(number, agent, role, printed)| (number, (agent, role, printed))).collect());

    let select = funding::Entity::find().filter(F::ResourceNumber.is_in(of())).select_only();
    let select = select.columns([F::ResourceNumber, F::AgentId, F::Kind, F::NameAsPrinted, F::AwardNumber, F::AwardTitle]);
    let select = select.columns([F::AwardUrl, F::MoreAwards]);
    let select = select.order_by_asc(F::ResourceNumber).order_by_asc(F::Position).order_by_asc(F::SourceId).into_query();
    let plain = ["kind", "name_as_printed", "award_number", "award_title", "award_url", "more_awards"].into_iter().map(Part::Plain);
    let parts: Vec<Part> = [Part::Plain("resource_number"), Part::Id("agent_id")].into_iter().chain(plain).collect();
    let fundings: Vec<FundingRow> = bulk::rows(c, select, &parts).await?;
    let funding = |(number, agent, kind, printed, award, title, url, more): FundingRow| {
        (number, (agent, kind, printed, awards_of([award, title, url], more.as_deref())))
    };
    let mut fundings = by_number(fundings.into_iter().map(funding).collect());

    let select = subject::Entity::find().filter(S::ResourceNumber.is_in(of())).select_only();
    let select = select.columns([S::ResourceNumber, S::KeywordId, S::LabelAsPrinted]);
    let select = select.order_by_asc(S::ResourceNumber).order_by_asc(S::Position).order_by_asc(S::SourceId).into_query();
    let parts = [Part::Plain("resource_number"), Part::Id("keyword_id"), Part::Plain("label_as_printed")];
    let subjects: Vec<(i64, Uuid, Option<String>)> = bulk::rows(c, select, &parts).await?;
    let mut subjects = by_number(subjects.into_iter().map(|(number, keyword, printed)| (number, (keyword, printed))).collect());

    let select = resource_identifier::Entity::find().filter(I::ResourceNumber.is_in(of())).select_only();
    let select = select.columns([I::ResourceNumber, I::Scheme, I::Value]);
    let select = select.order_by_asc(I::ResourceNumber).order_by_asc(I::Position).order_by_asc(I::SourceId).into_query();
    let parts = [Part::Plain("resource_number"), Part::Plain("scheme"), Part::Plain("value")];
    let identifiers: Vec<(i64, IdentifierScheme, String)> = bulk::rows(c, select, &parts).await?;
    let mut identifiers =
        by_number(identifiers.into_iter().map(|(number, scheme, value)| (number, Identifier { scheme, value })).collect());

    let in_collection = collection_item::Entity::belongs_to(collection::Entity).from(P::CollectionId).to(collection::Column::Id);
    let select = collection_item::Entity::find().filter(P::ResourceNumber.is_in(of()));
    let select = select.join(JoinType::InnerJoin, in_collection.into()).select_only().column(P::ResourceNumber);
    let select = select.column(collection::Column::Title).columns([P::Section, P::Position]);
    let highlighted: Expr = Expr::case(P::Highlighted.eq(true), 1).finally(0).into();
    let select = select.column_as(highlighted, "is_highlighted").order_by_asc(P::ResourceNumber).into_query();
    let parts = ["resource_number", "title", "section", "position", "is_highlighted"].map(Part::Plain);
    let places: Vec<(i64, String, Option<String>, i32, u8)> = bulk::rows(c, select, &parts).await?;
    let place = |(number, collection, section, position, highlighted)| {
        (number, ShownPlace { collection, section, highlighted: highlighted == 1, position })
    };
    let mut places = by_number(places.into_iter().map(place).collect());

    let select = source_record::Entity::find().filter(K::ResourceNumber.is_in(of())).filter(K::Key.starts_with(OWN)).select_only();
    let select = select.columns([K::ResourceNumber, K::SourceId, K::Key]).order_by_asc(K::SourceId).order_by_asc(K::Key).into_query();
    let parts = ["resource_number", "source_id", "key"].map(Part::Plain);
    let keys: Vec<(i64, i32, String)> = bulk::rows(c, select, &parts).await?;
    let mut keys = by_number(keys.into_iter().map(|(number, source, key)| (number, (source, key))).collect());

    let mut known: HashMap<Uuid, WholeResource> = HashMap::with_capacity(rows.len());
    for row in rows {
        let number = row.number;
        let keys = take(&mut keys, &number);
        // The id that the first source of the resource gives, else that of any other.
        let key = keys.iter().find(|(source, _)| *source == row.source_id).or_else(|| keys.first()).and_then(|(_, key)| own_id(key));
        let mut places = take(&mut places, &number);
        places.sort();
        let mut own: Vec<Identifier> = Vec::new();
        for identifier in take(&mut identifiers, &number) {
            if !own.contains(&identifier) {
                own.push(identifier);
            }
        }
        let whole = WholeResource {
            key,
            identifiers: own,
            contributions: take(&mut contributions, &number),
            fundings: take(&mut fundings, &number),
            subjects: take(&mut subjects, &number),
            places,
            row,
        };
        known.insert(whole.row.id, whole);
    }
    Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
}

impl Store {
    /// As [`Reading::whole_resources`].
    pub async fn whole_resources(&self, ids: &[Uuid]) -> Result<Vec<WholeResource>, StoreError> {
        wholes(&self.reader, ids).await
    }
}

impl Reading {
    /// The resources with these ids, at most [`Which::MOST`](crate::store::snapshot::Which::MOST), in the order of the ids. Ids of nothing
    /// are left out. Takes seven statements.
    pub async fn whole_resources(&self, ids: &[Uuid]) -> Result<Vec<WholeResource>, StoreError> {
        wholes(self.connection(), ids).await
    }
}

impl Write {
    /// As [`Reading::whole_resources`].
    pub async fn whole_resources(&self, ids: &[Uuid]) -> Result<Vec<WholeResource>, StoreError> {
        wholes(self.connection(), ids).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_was_cut_is_none() {
        assert_eq!(own_id("id:10"), Some("10".to_owned()));
        assert_eq!(own_id("url:https://example.org"), None);
        assert_eq!(own_id(&format!("id:{}#{}", "x".repeat(360), "0".repeat(32))), None);
        assert_eq!(own_id("id:a#b"), Some("a#b".to_owned()));
    }
}
