//! Filters: as clients write them, and what they obviously mean.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::catalogue::Catalogue;
use super::dice::Dice;

/// An input object: everything that it says must hold.
#[derive(Debug, Clone)]
pub struct Filter<T> {
    /// Tests of different fields.
    pub tests: Vec<T>,
    pub and: Option<Vec<Self>>,
    pub or: Option<Vec<Self>>,
    pub not: Option<Box<Self>>,
}

impl<T> Default for Filter<T> {
    fn default() -> Self {
        Self { tests: Vec::new(), and: None, or: None, not: None }
    }
}

/// Somewhere to look up names when only fields are of interest.
static NAMELESS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(0));

/// A test of one field of a node. Nodes are places in a list of the catalogue.
pub trait Test: Sized {
    /// The field and what it is tested by.
    fn to_json(&self, catalogue: &Catalogue) -> (&'static str, Value);
    fn holds(&self, catalogue: &Catalogue, node: usize) -> bool;
    fn random(dice: &mut Dice, depth: usize) -> Self;
}

impl<T: Test> Filter<T> {
    pub fn of(test: T) -> Self {
        Self { tests: vec![test], ..Self::default() }
    }

    pub fn both(filters: Vec<Self>) -> Self {
        Self { and: Some(filters), ..Self::default() }
    }

    pub fn to_json(&self, catalogue: &Catalogue) -> Value {
        let list = |filters: &[Self]| filters.iter().map(|filter| filter.to_json(catalogue)).collect::<Vec<_>>();
        let mut fields = Map::new();
        for (name, value) in self.tests.iter().map(|test| test.to_json(catalogue)) {
            fields.insert(name.to_owned(), value);
        }
        if let Some(filters) = &self.and {
            fields.insert("and".to_owned(), json!(list(filters)));
        }
        if let Some(filters) = &self.or {
            fields.insert("or".to_owned(), json!(list(filters)));
        }
        if let Some(filter) = &self.not {
            fields.insert("not".to_owned(), filter.to_json(catalogue));
        }
        Value::Object(fields)
    }

    pub fn holds(&self, catalogue: &Catalogue, node: usize) -> bool {
        self.tests.iter().all(|test| test.holds(catalogue, node))
            && self.and.iter().flatten().all(|filter| filter.holds(catalogue, node))
            && self.or.as_ref().is_none_or(|filters| filters.iter().any(|filter| filter.holds(catalogue, node)))
            && self.not.as_ref().is_none_or(|filter| !filter.holds(catalogue, node))
    }

    pub fn random(dice: &mut Dice, depth: usize) -> Self {
        let mut filter = Self::default();
        let mut names = Vec::new();
        for _ in 0..[1, 1, 1, 2, 0][dice.below(5)] {
            let test = T::random(dice, depth);
            let (name, _) = test.to_json(&NAMELESS);
            if !names.contains(&name) {
                names.push(name);
                filter.tests.push(test);
            }
        }
        if depth > 0 {
            let some = |dice: &mut Dice| (0..dice.within(0, 3)).map(|_| Self::random(dice, depth - 1)).collect::<Vec<_>>();
            filter.and = dice.chance(15).then(|| some(dice));
            filter.or = dice.chance(25).then(|| some(dice));
            filter.not = dice.maybe(20, |dice| Box::new(Self::random(dice, depth - 1)));
        }
        filter
    }
}

/// Tests of related nodes: at least one of them.
#[derive(Debug, Clone)]
pub struct Related<T> {
    pub some: Option<Filter<T>>,
    pub none: Option<Filter<T>>,
    pub every: Option<Filter<T>>,
}

impl<T: Test> Related<T> {
    pub fn some(filter: Filter<T>) -> Self {
        Self { some: Some(filter), none: None, every: None }
    }

    pub fn to_json(&self, catalogue: &Catalogue, narrowed: Option<(&str, &str)>) -> Value {
        let mut fields = Map::new();
        for (name, filter) in [("some", &self.some), ("none", &self.none), ("every", &self.every)] {
            if let Some(filter) = filter {
                fields.insert(name.to_owned(), filter.to_json(catalogue));
            }
        }
        if let Some((name, value)) = narrowed {
            fields.insert(name.to_owned(), json!(value));
        }
        Value::Object(fields)
    }

    pub fn holds(&self, catalogue: &Catalogue, nodes: &[usize]) -> bool {
        let fits = |filter: &Filter<T>, node: &usize| filter.holds(catalogue, *node);
        self.some.as_ref().is_none_or(|filter| nodes.iter().any(|node| fits(filter, node)))
            && self.none.as_ref().is_none_or(|filter| !nodes.iter().any(|node| fits(filter, node)))
            && self.every.as_ref().is_none_or(|filter| nodes.iter().all(|node| fits(filter, node)))
    }

    pub fn random(dice: &mut Dice, depth: usize) -> Self {
        let filter = |dice: &mut Dice| if depth == 0 { Filter::default() } else { Filter::random(dice, depth - 1) };
        let mut related = Self { some: dice.maybe(45, filter), none: dice.maybe(30, filter), every: dice.maybe(20, filter) };
        if related.some.is_none() && related.none.is_none() && related.every.is_none() {
            related.some = Some(filter(dice));
        }
        related
    }
}
