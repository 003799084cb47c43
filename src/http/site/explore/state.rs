//! The state of a page as its address says it: words that are searched for, and conditions.
//!
//! Each parameter is one condition: it holds when one of its values does, and all conditions must hold. `funder=a,b&keyword=c` is about
//! what `a` or `b` funds of `c`; `funder=a&funder=b` about what both fund together; `funder!=a` about what `a` does not fund; `funder=-`
//! about what names no funder.

use serde_json::{Map, Value, json};

use super::field::{ListField, NOTHING, any, unknown};
use crate::http::error::Refusal;
use crate::http::site::links::PageLinks;
use crate::http::site::visit::Visit;

/// The most conditions of an address.
const MOST_CONDITIONS: usize = 20;
/// The most values of a condition.
const MOST_VALUES: usize = 100;

/// A list of resources as an address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::http::site) struct ListState {
    pub(in crate::http::site) search: Option<String>,
    pub(in crate::http::site) conditions: Vec<ListCondition>,
}

/// A condition of the list: one of its values must hold, or none when it excludes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http::site) struct ListCondition {
    pub(in crate::http::site) field: &'static ListField,
    pub(in crate::http::site) is_excluded: bool,
    pub(in crate::http::site) values: Vec<String>,
}

impl ListCondition {
    pub(super) fn new(field: &'static ListField, value: &str) -> Self {
        Self { field, is_excluded: false, values: vec![value.to_owned()] }
    }

    fn of(name: &str, text: &str) -> Result<Option<Self>, Refusal> {
        let (name, is_excluded) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
        let Some(field) = ListField::named(name) else { return Ok(None) };
        let mut values: Vec<String> = Vec::new();
        for value in text.split(',').map(|value| unescaped(value.trim())).filter(|value| !value.is_empty()) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.len() > MOST_VALUES {
            return Err(Refusal::bad_request(format!("The condition `{name}` has {} values; {MOST_VALUES} are the most.", values.len())));
        }
        Ok((!values.is_empty()).then_some(Self { field, is_excluded, values }))
    }

    /// Returns its parameter in the address.
    pub(in crate::http::site) fn parameter(&self) -> (String, String) {
        let name = if self.is_excluded { format!("{}!", self.field.name) } else { self.field.name.to_owned() };
        (name, self.values.iter().map(|value| escaped(value)).collect::<Vec<_>>().join(","))
    }

    /// Returns it as the graph takes it.
    fn filter(&self) -> Result<Value, Refusal> {
        let named: Vec<&str> = self.values.iter().map(String::as_str).filter(|value| *value != NOTHING).collect();
        let mut filters = Vec::new();
        if !named.is_empty() {
            filters.push(self.field.having(&named)?);
        }
        if named.len() < self.values.len() {
            filters.push(self.field.lacking().ok_or_else(|| unknown(self.field.name, NOTHING))?);
        }
        let filter = any(filters);
        Ok(if self.is_excluded { json!({ "not": filter }) } else { filter })
    }
}

impl ListState {
    /// Reads the state from the address of a page.
    ///
    /// # Errors
    /// When the address has more conditions, or values of one, than it may have.
    pub(in crate::http::site) fn of(visit: &Visit) -> Result<Self, Refusal> {
        let mut state = Self { search: visit.parameter("q").map(str::to_owned), conditions: Vec::new() };
        for (name, text) in &visit.query {
            state.conditions.extend(ListCondition::of(name, text)?);
        }
        let number = state.conditions.len();
        if number > MOST_CONDITIONS {
            return Err(Refusal::bad_request(format!("The address has {number} conditions; {MOST_CONDITIONS} are the most.")));
        }
        Ok(state)
    }

    /// Returns the filter as the graph takes it; null without conditions.
    ///
    /// # Errors
    /// For a value that its field cannot have.
    pub(in crate::http::site) fn filter(&self) -> Result<Value, Refusal> {
        let all = self.conditions.iter().map(ListCondition::filter).collect::<Result<Vec<Value>, Refusal>>()?;
        Ok(if all.is_empty() { Value::Null } else { json!({ "and": all }) })
    }

    /// Returns the variables that ask for its list.
    ///
    /// # Errors
    /// For a value that its field cannot have.
    pub(in crate::http::site) fn variables(&self) -> Result<Map<String, Value>, Refusal> {
        Ok(Map::from_iter([("search".to_owned(), json!(self.search)), ("filter".to_owned(), self.filter()?)]))
    }

    /// Returns its parameters, and more.
    pub(in crate::http::site) fn parameters(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let search = self.search.iter().map(|words| ("q".to_owned(), words.clone()));
        let conditions = self.conditions.iter().map(ListCondition::parameter);
        let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        search.chain(conditions).chain(more).collect()
    }

    /// Returns the address of a page with this state.
    pub(in crate::http::site) fn link(&self, to: PageLinks<'_>, path: &str, more: &[(&str, &str)]) -> String {
        let parameters = self.parameters(more);
        to.with(path, &parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
    }

    /// Returns the state with one more condition.
    pub(in crate::http::site) fn and(&self, field: &'static ListField, value: &str) -> Self {
        let mut state = self.clone();
        let condition = ListCondition::new(field, value);
        if !state.conditions.contains(&condition) {
            state.conditions.push(condition);
        }
        state
    }

    /// Returns the state with one more condition, of which one value must hold.
    pub(in crate::http::site) fn and_any(&self, field: &'static ListField, values: &[&str]) -> Self {
        let mut state = self.clone();
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        state.conditions.push(ListCondition { field, is_excluded: false, values });
        state
    }

    /// Returns the state without a value of one of its conditions.
    pub(in crate::http::site) fn without(&self, place: usize, value: &str) -> Self {
        let mut state = self.clone();
        if let Some(condition) = state.conditions.get_mut(place) {
            condition.values.retain(|other| !other.eq_ignore_ascii_case(value));
            if condition.values.is_empty() {
                state.conditions.remove(place);
            }
        }
        state
    }

    /// Returns the state without the conditions that a test tells.
    pub(in crate::http::site) fn less(&self, is_left_out: impl Fn(&ListCondition) -> bool) -> Self {
        let conditions = self.conditions.iter().filter(|condition| !is_left_out(condition)).cloned().collect();
        Self { search: self.search.clone(), conditions }
    }

    /// Returns the state with a condition in the place of others on the same field.
    pub(super) fn only(&self, field: &'static ListField, value: &str) -> Self {
        let dimension = field.dimension.unwrap_or_default();
        self.less(|condition| !condition.is_excluded && condition.field.is_of(dimension)).and(field, value)
    }

    /// Returns the conditions on a field, or those that exclude, each with its place.
    pub(super) fn on<'a>(&'a self, field: &'a ListField, is_excluded: bool) -> impl Iterator<Item = (usize, &'a ListCondition)> {
        let all = self.conditions.iter().enumerate();
        all.filter(move |(_, condition)| condition.field == field && condition.is_excluded == is_excluded)
    }

    /// Returns the state with a value added to those of a field, of which one must hold; excluded values have a list of their own.
    pub(in crate::http::site) fn or(&self, field: &'static ListField, value: &str, is_excluded: bool) -> Self {
        let place = self.on(field, is_excluded).next().map(|(place, _)| place);
        let mut state = self.clone();
        match place.and_then(|place| state.conditions.get_mut(place)) {
            Some(condition) => condition.values.push(value.to_owned()),
            None => state.conditions.push(ListCondition { is_excluded, ..ListCondition::new(field, value) }),
        }
        state
    }

    /// Returns the state in which all values of a field must hold together, or any of them.
    pub(super) fn joined(&self, field: &'static ListField, is_all: bool) -> Self {
        let values = self.on(field, false).flat_map(|(_, condition)| condition.values.clone());
        let values: Vec<String> = values.collect();
        let mut state = self.less(|condition| condition.field == field && !condition.is_excluded);
        if is_all {
            state.conditions.extend(values.iter().map(|value| ListCondition::new(field, value)));
        } else {
            state.conditions.push(ListCondition { field, is_excluded: false, values });
        }
        state
    }
}

/// Returns a value as it stands among others: a comma divides them.
fn escaped(value: &str) -> String {
    value.replace('%', "%25").replace(',', "%2C")
}

fn unescaped(value: &str) -> String {
    value.replace("%2C", ",").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(parameters: &[(&str, &str)]) -> ListState {
        let conditions = parameters.iter().filter_map(|(name, text)| ListCondition::of(name, text).unwrap()).collect();
        ListState { search: None, conditions }
    }

    fn field(name: &str) -> &'static ListField {
        ListField::named(name).unwrap()
    }

    fn address(state: &ListState) -> String {
        state.link(PageLinks::new(None, None), "/explore", &[])
    }

    #[test]
    fn an_address_is_read_and_written() {
        for text in [
            "/explore?funder=a-house,ann,-&keyword!=tides&year=2015..2021",
            "/explore?funder=a&funder=b",
            "/explore?license=https://example.org/a%252C%2525b,-",
        ] {
            let (_, query) = text.split_once('?').unwrap();
            let pairs: Vec<(&str, String)> = query
                .split('&')
                .map(|pair| pair.rsplit_once('=').unwrap())
                .map(|(name, value)| (name, value.replace("%25", "%")))
                .collect();
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(address(&state(&pairs)), text);
        }
        assert_eq!(state(&[("license", "a%2Cb%2525")]).conditions[0].values, ["a,b%25"]);
        assert_eq!(state(&[("colour", "red"), ("funder", ","), ("funder!", " a , a ")]), state(&[("funder!", "a")]));
    }

    #[test]
    fn conditions_hold_together_and_their_values_one_by_one() {
        let keyword = |slugs: &[&str]| json!({ "keywords": { "some": { "slug": { "in": slugs } } } });
        let filter = |parameters: &[(&str, &str)]| state(parameters).filter().unwrap();
        assert_eq!(filter(&[]), Value::Null);
        assert_eq!(filter(&[("keyword", "a,b"), ("keyword", "c")]), json!({ "and": [keyword(&["a", "b"]), keyword(&["c"])] }));
        assert_eq!(filter(&[("keyword!", "a")]), json!({ "and": [{ "not": keyword(&["a"]) }] }));
        assert_eq!(filter(&[("keyword", "a,-")]), json!({ "and": [{ "or": [keyword(&["a"]), { "keywords": { "none": {} } }] }] }));
        assert!(state(&[("without", "-")]).filter().is_err());
    }

    #[test]
    fn a_state_leads_to_its_neighbours() {
        let start = state(&[("funder", "a"), ("sponsor", "s"), ("funder!", "x"), ("year", "2020")]);
        assert_eq!(address(&start.or(field("funder"), "b", false)), "/explore?funder=a,b&sponsor=s&funder!=x&year=2020");
        assert_eq!(address(&start.or(field("funder"), "y", true)), "/explore?funder=a&sponsor=s&funder!=x,y&year=2020");
        assert_eq!(address(&start.and(field("funder"), "b")), "/explore?funder=a&sponsor=s&funder!=x&year=2020&funder=b");
        assert_eq!(address(&start.only(field("funder"), "b")), "/explore?funder!=x&year=2020&funder=b");
        assert_eq!(address(&start.without(0, "a")), "/explore?sponsor=s&funder!=x&year=2020");
        assert_eq!(start.and(field("funder"), "a"), start);
    }
}
