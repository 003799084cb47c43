//! Tests of single values: numbers, texts, ids, formats.

use serde_json::{Value, json};

use super::catalogue::FORMATS;
use super::dice::Dice;
use super::oracle::fold;

/// The fields that have a value.
fn present<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Tests of a whole number.
#[derive(Debug, Clone, Default)]
pub struct Number {
    eq: Option<i64>,
    one_of: Option<Vec<i64>>,
    gte: Option<i64>,
    lte: Option<i64>,
    gt: Option<i64>,
    lt: Option<i64>,
    is_null: Option<bool>,
}

impl Number {
    pub fn eq(number: i64) -> Self {
        Self { eq: Some(number), ..Self::default() }
    }

    pub fn to_json(&self) -> Value {
        present([
            ("eq", json!(self.eq)),
            ("in", json!(self.one_of)),
            ("gte", json!(self.gte)),
            ("lte", json!(self.lte)),
            ("gt", json!(self.gt)),
            ("lt", json!(self.lt)),
            ("isNull", json!(self.is_null)),
        ])
    }

    pub fn holds(&self, value: Option<i64>) -> bool {
        let fits = |bound: Option<i64>, fits: fn(i64, i64) -> bool| bound.is_none_or(|bound| value.is_some_and(|value| fits(value, bound)));
        fits(self.eq, |value, bound| value == bound)
            && fits(self.gte, |value, bound| value >= bound)
            && fits(self.lte, |value, bound| value <= bound)
            && fits(self.gt, |value, bound| value > bound)
            && fits(self.lt, |value, bound| value < bound)
            && self.one_of.as_ref().is_none_or(|list| value.is_some_and(|value| list.contains(&value)))
            && self.is_null.is_none_or(|is_null| is_null == value.is_none())
    }

    pub fn random(dice: &mut Dice, low: usize, high: usize) -> Self {
        let number = |dice: &mut Dice| dice.within(low, high) as i64;
        match dice.below(8) {
            0 => Self::eq(number(dice)),
            1 => Self { one_of: Some((0..dice.below(4)).map(|_| number(dice)).collect()), ..Self::default() },
            2 => Self { gte: Some(number(dice)), ..Self::default() },
            3 => Self { lte: Some(number(dice)), ..Self::default() },
            4 => Self { gt: Some(number(dice)), lte: Some(number(dice)), ..Self::default() },
            5 => Self { gte: Some(number(dice)), lt: Some(number(dice)), ..Self::default() },
            6 => Self { is_null: Some(dice.chance(50)), ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// Tests of a text.
#[derive(Debug, Clone)]
pub enum Text {
    Eq(String),
    In(Vec<String>),
    Contains(String),
    StartsWith(String),
    IsNull(bool),
}

impl Text {
    pub fn to_json(&self) -> Value {
        match self {
            Self::Eq(text) => json!({ "eq": text }),
            Self::In(texts) => json!({ "in": texts }),
            Self::Contains(text) => json!({ "contains": text }),
            Self::StartsWith(text) => json!({ "startsWith": text }),
            Self::IsNull(is_null) => json!({ "isNull": is_null }),
        }
    }

    /// Whether one of these values fits.
    pub fn holds(&self, values: &[&str]) -> bool {
        let any = |fits: &dyn Fn(&str) -> bool| values.iter().any(|value| fits(&fold(value)));
        match self {
            Self::Eq(text) => any(&|value| value == fold(text)),
            Self::In(texts) => any(&|value| texts.iter().any(|text| value == fold(text))),
            Self::Contains(text) => any(&|value| value.contains(&fold(text))),
            Self::StartsWith(text) => any(&|value| value.starts_with(&fold(text))),
            Self::IsNull(is_null) => *is_null == values.is_empty(),
        }
    }

    /// About texts like these, in another case.
    pub fn random(dice: &mut Dice, texts: &[&str]) -> Self {
        let case = |dice: &mut Dice, text: &str| if dice.chance(30) { text.to_uppercase() } else { text.to_owned() };
        let whole = |dice: &mut Dice| {
            let text = *dice.pick(texts);
            case(dice, text)
        };
        let part = |dice: &mut Dice, from_start: bool| {
            let letters: Vec<char> = dice.pick(texts).chars().collect();
            let start = if from_start { 0 } else { dice.below(letters.len()) };
            let end = dice.within(start, (start + 4).min(letters.len()));
            let text: String = letters[start..end].iter().collect();
            // Blanks at the ends of a text are nothing.
            case(dice, text.trim())
        };
        match dice.below(9) {
            0 | 1 => Self::Eq(whole(dice)),
            2 => Self::In((0..dice.below(4)).map(|_| whole(dice)).collect()),
            3..=5 => Self::Contains(part(dice, false)),
            6 | 7 => Self::StartsWith(part(dice, true)),
            _ => Self::IsNull(dice.chance(50)),
        }
    }
}

/// Tests of an id: places in a list of the catalogue, or nobody.
#[derive(Debug, Clone)]
pub enum Ids {
    Eq(Option<usize>),
    In(Vec<Option<usize>>),
}

impl Ids {
    pub fn to_json(&self, id: impl Fn(usize) -> String) -> Value {
        let text = |node: &Option<usize>| node.map(&id).filter(|id| !id.is_empty()).unwrap_or_else(|| "nobody".to_owned());
        match self {
            Self::Eq(node) => json!({ "eq": text(node) }),
            Self::In(nodes) => json!({ "in": nodes.iter().map(text).collect::<Vec<_>>() }),
        }
    }

    /// `lead` tells which node is shown for a node that is asked for.
    pub fn holds(&self, node: usize, lead: impl Fn(usize) -> usize) -> bool {
        match self {
            Self::Eq(wanted) => wanted.map(lead) == Some(node),
            Self::In(wanted) => wanted.iter().flatten().any(|wanted| lead(*wanted) == node),
        }
    }

    pub fn random(dice: &mut Dice, size: usize) -> Self {
        let node = |dice: &mut Dice| dice.maybe(85, |dice| dice.below(size));
        if dice.chance(50) { Self::Eq(node(dice)) } else { Self::In((0..dice.below(4)).map(|_| node(dice)).collect()) }
    }
}

/// Tests of a format; formats are places in [`FORMATS`].
#[derive(Debug, Clone)]
pub enum Format {
    Eq(usize),
    In(Vec<usize>),
    IsNull(bool),
}

impl Format {
    pub fn to_json(&self) -> Value {
        match self {
            Self::Eq(format) => json!({ "eq": FORMATS[*format].0 }),
            Self::In(formats) => json!({ "in": formats.iter().map(|format| FORMATS[*format].0).collect::<Vec<_>>() }),
            Self::IsNull(is_null) => json!({ "isNull": is_null }),
        }
    }

    pub fn holds(&self, format: Option<usize>) -> bool {
        match self {
            Self::Eq(wanted) => format == Some(*wanted),
            Self::In(wanted) => format.is_some_and(|format| wanted.contains(&format)),
            Self::IsNull(is_null) => *is_null == format.is_none(),
        }
    }

    pub fn random(dice: &mut Dice) -> Self {
        match dice.below(4) {
            0 => Self::In((0..dice.below(4)).map(|_| dice.below(FORMATS.len())).collect()),
            1 => Self::IsNull(dice.chance(50)),
            _ => Self::Eq(dice.below(FORMATS.len())),
        }
    }
}
