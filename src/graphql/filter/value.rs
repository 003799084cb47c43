//! Filters of single values: ids, texts, numbers, formats, moments.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use entity::vocabulary::NodeKind;

use super::Place;
use crate::global_id;
use crate::graph::{Condition, NumberField, NumberTest, TextField, TextTest};
use crate::graphql::error::Result;
use crate::graphql::types::resource::ResourceFormat;

/// Returns the value of `eq`. An explicit null is a mistake, since no value equals null.
fn equal<T>(eq: MaybeUndefined<T>, at: &Place<'_>, advice: &str) -> Result<Option<T>> {
    match eq {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => at.field("eq").refuse(format!("is null; {advice}")),
        MaybeUndefined::Value(value) => Ok(Some(value)),
    }
}

const USE_IS_NULL: &str = "use `isNull: true` to find what has no value, or leave `eq` out.";

/// The condition that there is no value, or that there is one.
fn null(known: Condition, is_null: Option<bool>) -> Option<Condition> {
    is_null.map(|is_null| if is_null { Condition::Not(Box::new(known)) } else { known })
}

/// Which node. All that is said must hold. An id that nothing has is no mistake: nothing is found.
#[derive(Debug, Clone, InputObject)]
pub struct IdFilter {
    /// The node with this id.
    pub eq: MaybeUndefined<ID>,
    /// A node with one of these ids; none of them finds nothing.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<ID>>,
}

impl IdFilter {
    /// `find` knows the ordinals of the nodes that are filtered.
    pub(super) fn conditions(self, find: impl Fn(NodeKind, &uuid::Uuid) -> Option<u32>, at: &Place<'_>) -> Result<Vec<Condition>> {
        let find = |id: &ID| global_id::decode(id).and_then(|(kind, id)| find(kind, &id));
        let mut conditions = Vec::new();
        if let Some(id) = equal(self.eq, at, "leave `eq` out, or give an id.")? {
            conditions.push(Condition::Node(find(&id).into_iter().collect()));
        }
        if let Some(ids) = self.one_of {
            conditions.push(Condition::Node(ids.iter().filter_map(find).collect()));
        }
        Ok(conditions)
    }
}

/// A condition on a text. Case makes no difference. All that is said must hold; where there is no text, only
/// `isNull: true` holds.
#[derive(Debug, Clone, InputObject)]
pub struct TextFilter {
    /// It is this.
    pub eq: MaybeUndefined<String>,
    /// It is one of these; none of them finds nothing.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<String>>,
    /// This is in it.
    pub contains: Option<String>,
    /// It begins with this.
    pub starts_with: Option<String>,
    /// True: there is none. False: there is one.
    pub is_null: Option<bool>,
}

impl TextFilter {
    /// The filter with all spellings of what is asked for: `eq` becomes a choice of them.
    pub(super) fn spelled(self, spellings: impl Fn(&str) -> Vec<String>) -> Self {
        let all = |texts: &[String]| texts.iter().flat_map(|text| spellings(text)).collect::<Vec<_>>();
        match (self.eq, self.one_of) {
            (MaybeUndefined::Value(text), None) => Self { eq: MaybeUndefined::Undefined, one_of: Some(all(&[text])), ..self },
            (MaybeUndefined::Value(text), Some(texts)) => {
                let (one, others) = (all(&[text]), all(&texts));
                let both = one.into_iter().filter(|text| others.contains(text)).collect();
                Self { eq: MaybeUndefined::Undefined, one_of: Some(both), ..self }
            }
            (eq, texts) => Self { eq, one_of: texts.map(|texts| all(&texts)), ..self },
        }
    }

    /// The tests; `isNull` apart, as whether there must be a text.
    pub(super) fn tests(self, at: &Place<'_>) -> Result<(Vec<TextTest>, Option<bool>)> {
        let mut tests = Vec::new();
        if let Some(text) = equal(self.eq, at, USE_IS_NULL)? {
            tests.push(TextTest::one_of([text.as_str()]));
        }
        tests.extend(self.one_of.map(|texts| TextTest::one_of(texts.iter().map(String::as_str))));
        tests.extend(self.contains.map(|text| TextTest::contains(&text)));
        tests.extend(self.starts_with.map(|text| TextTest::starts_with(&text)));
        Ok((tests, self.is_null.map(|is_null| !is_null)))
    }

    pub(super) fn conditions(self, field: TextField, at: &Place<'_>) -> Result<Vec<Condition>> {
        let (tests, known) = self.tests(at)?;
        let mut conditions: Vec<Condition> = tests.into_iter().map(|test| Condition::Text(field, test)).collect();
        conditions.extend(null(Condition::Text(field, TextTest::Known), known.map(|known| !known)));
        Ok(conditions)
    }
}

/// A condition on a whole number. All that is said must hold; where there is no number, only `isNull: true` holds.
#[derive(Debug, Clone, InputObject)]
pub struct IntFilter {
    /// It is this.
    pub eq: MaybeUndefined<i32>,
    /// It is one of these; none of them finds nothing.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<i32>>,
    /// It is this or more.
    pub gte: Option<i32>,
    /// It is this or less.
    pub lte: Option<i32>,
    /// It is more than this.
    pub gt: Option<i32>,
    /// It is less than this.
    pub lt: Option<i32>,
    /// True: there is none. False: there is one.
    pub is_null: Option<bool>,
}

impl IntFilter {
    pub(super) fn conditions(self, field: NumberField, at: &Place<'_>) -> Result<Vec<Condition>> {
        let mut tests = Vec::new();
        if let Some(number) = equal(self.eq, at, USE_IS_NULL)? {
            tests.push(NumberTest::one_of([number.into()]));
        }
        tests.extend(self.one_of.map(|numbers| NumberTest::one_of(numbers.into_iter().map(Into::into))));
        let bounds = [self.gte, self.lte, self.gt, self.lt].map(|bound| bound.map(i64::from));
        tests.extend(between(bounds));
        let mut conditions: Vec<Condition> = tests.into_iter().map(|test| Condition::Number(field, test)).collect();
        conditions.extend(null(Condition::Number(field, NumberTest::Known), self.is_null));
        Ok(conditions)
    }
}

/// The range that these bounds leave: at least, at most, more than, less than.
fn between([gte, lte, gt, lt]: [Option<i64>; 4]) -> Option<NumberTest> {
    if [gte, lte, gt, lt].iter().all(Option::is_none) {
        return None;
    }
    let from = gte.unwrap_or(i64::MIN).max(gt.map_or(i64::MIN, |bound| bound.saturating_add(1)));
    let to = lte.unwrap_or(i64::MAX).min(lt.map_or(i64::MAX, |bound| bound.saturating_sub(1)));
    Some(NumberTest::Between(from, to))
}

/// When. All that is said must hold.
#[derive(Debug, Clone, InputObject)]
pub struct DateTimeFilter {
    /// At this moment, to the microsecond.
    pub eq: MaybeUndefined<DateTime<Utc>>,
    /// Then or later.
    pub gte: Option<DateTime<Utc>>,
    /// Then or before.
    pub lte: Option<DateTime<Utc>>,
    /// Later.
    pub gt: Option<DateTime<Utc>>,
    /// Before.
    pub lt: Option<DateTime<Utc>>,
}

impl DateTimeFilter {
    pub(super) fn conditions(self, field: NumberField, at: &Place<'_>) -> Result<Vec<Condition>> {
        let mut tests = Vec::new();
        if let Some(moment) = equal(self.eq, at, "leave `eq` out, or give a moment.")? {
            tests.push(NumberTest::one_of([moment.timestamp_micros()]));
        }
        tests.extend(between([self.gte, self.lte, self.gt, self.lt].map(|bound| bound.map(|moment| moment.timestamp_micros()))));
        Ok(tests.into_iter().map(|test| Condition::Number(field, test)).collect())
    }
}

/// A condition on a text that is only looked at for its presence.
#[derive(Debug, Clone, InputObject)]
pub struct PresenceFilter {
    /// True: there is none. False: there is one.
    pub is_null: Option<bool>,
}

impl PresenceFilter {
    pub(super) fn condition(self, known: Condition) -> Option<Condition> {
        null(known, self.is_null)
    }
}

/// A condition on a format. All that is said must hold; where there is no format, only `isNull: true` holds.
#[derive(Debug, Clone, InputObject)]
pub struct FormatFilter {
    /// It is this.
    pub eq: MaybeUndefined<ResourceFormat>,
    /// It is one of these; none of them finds nothing.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<ResourceFormat>>,
    /// True: there is none. False: there is one.
    pub is_null: Option<bool>,
}

impl FormatFilter {
    pub(super) fn conditions(self, at: &Place<'_>) -> Result<Vec<Condition>> {
        let mut conditions = Vec::new();
        if let Some(format) = equal(self.eq, at, USE_IS_NULL)? {
            conditions.push(Condition::Format(vec![format.into()]));
        }
        conditions.extend(self.one_of.map(|formats| Condition::Format(formats.into_iter().map(Into::into).collect())));
        conditions.extend(null(Condition::HasFormat, self.is_null));
        Ok(conditions)
    }
}
