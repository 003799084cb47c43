//! Facets: the values of a list's fields, each with its number of resources, and the links that choose it, leave it out, or show it alone.

use serde_json::{Value, json};

use super::field::{ListField, NOTHING};
use super::state::ListState;
use super::value_name;
use crate::http::site::answer::{FacetShape, FacetValueShape};
use crate::http::site::links::PageLinks;
use crate::http::site::picture::{Bar, YearScale, year_counts};
use crate::http::site::texts::PageTexts;
use crate::http::site::visit::Visit;

/// The values of a facet that is not opened.
const FIRST: usize = 5;
/// The values of a facet that is opened.
const OPENED: usize = 100;
/// The facets that a page shows without being asked.
const SHOWN: usize = 5;
/// The most chosen values that a facet can be asked for.
const MOST_INCLUDED: usize = 100;
/// The most years that are counted.
const MOST_YEARS: usize = 1_000;

/// The facets that a page asks for.
pub(super) struct FacetsAsked<'a> {
    state: &'a ListState,
    /// The facet that the reader opened.
    opened: Option<&'static ListField>,
    /// The text that its values shall have inside.
    pub(super) text: Option<&'a str>,
    /// True when its values are in alphabetical order.
    pub(super) is_by_label: bool,
}

impl<'a> FacetsAsked<'a> {
    pub(super) fn of(visit: &'a Visit, state: &'a ListState) -> Self {
        let opened = visit.parameter("open").and_then(|name| ListField::with_facet().iter().find(|field| field.name == name));
        let text = visit.parameter("find").filter(|_| opened.is_some());
        Self { state, opened, text, is_by_label: visit.parameter("by") == Some("label") }
    }

    fn is_opened(&self, field: &ListField) -> bool {
        self.opened == Some(field)
    }

    /// Returns true when the values of a field are shown: of the first fields, of the one that is opened, and where some are chosen.
    fn is_shown(&self, field: &ListField) -> bool {
        let is_first = ListField::with_facet().iter().take(SHOWN).any(|first| first == field);
        is_first || self.is_opened(field) || self.state.conditions.iter().any(|condition| condition.field == field)
    }

    /// Returns true when all chosen values of a field must hold together: it has several conditions.
    fn is_all(&self, field: &ListField) -> bool {
        self.state.on(field, false).nth(1).is_some()
    }

    /// Returns the values of a dimension that the conditions name, as the graph names them.
    fn chosen(&self, dimension: &str) -> Vec<String> {
        let conditions = self.state.conditions.iter().filter(|condition| condition.field.is_of(dimension));
        let values = conditions.flat_map(|condition| &condition.values).map(String::as_str).filter(|value| *value != NOTHING);
        values.take(MOST_INCLUDED).map(|value| if dimension == "FORMAT" { value.to_ascii_uppercase() } else { value.to_owned() }).collect()
    }

    /// Returns the variables that ask for the facets: those of which any value may hold, and those of which all must.
    pub(super) fn variables(&self) -> [(String, Value); 2] {
        let asked = |is_all: bool| {
            let fields = ListField::with_facet().iter().filter(|field| self.is_shown(field) && self.is_all(field) == is_all);
            let facets = fields.filter_map(|field| Some(self.input(field, field.dimension?)));
            Value::Array(facets.collect())
        };
        [("any".to_owned(), asked(false)), ("all".to_owned(), asked(true))]
    }

    fn input(&self, field: &ListField, dimension: &str) -> Value {
        if dimension == "YEAR" {
            return json!({ "dimension": dimension, "first": MOST_YEARS, "orderBy": "LABEL_ASC" });
        }
        let include = self.chosen(dimension);
        let (first, order, text) = match (self.is_opened(field), self.is_by_label) {
            (false, _) => (FIRST, "COUNT_DESC", None),
            (true, false) => (OPENED, "COUNT_DESC", self.text),
            (true, true) => (OPENED, "LABEL_ASC", self.text),
        };
        json!({ "dimension": dimension, "first": first, "orderBy": order, "text": text, "include": include })
    }

    /// Returns the facets as the page shows them, by the answer of the graph.
    pub(super) fn shown(&self, answer: &[FacetShape], link: &dyn Fn(&ListState) -> String, t: &PageTexts) -> Vec<ShownFacet> {
        let facets = ListField::with_facet().iter().map(|field| {
            let counted = answer.iter().find(|facet| Some(facet.dimension.as_str()) == field.dimension);
            let is_opened = self.is_opened(field);
            let is_all = self.is_all(field);
            let chosen: usize = self.state.on(field, false).map(|(_, condition)| condition.values.len()).sum();
            let other = (chosen > 1 && field.has_several()).then(|| link(&self.state.joined(field, !is_all)));
            let shown = ShownFacet { is_opened, is_all, other, ..ShownFacet::new(field) };
            let Some(counted) = counted else { return shown };
            let row = |value: &FacetValueShape| self.row(field, &value_of(field, value), value_name(field, value, t), value.count, link);
            let nothing = self.row(field, NOTHING, t.not_stated.to_owned(), counted.unknown, link);
            if field.name == "year" {
                let counts = year_counts(&counted.values);
                let bars = YearScale::of(&counts).map_or_else(Vec::new, |scale| scale.bars(&counts));
                let bars = bars.into_iter().map(|bar| (link(&self.state.only(field, &bar.year)), bar)).collect();
                return ShownFacet { bars, is_counted: true, nothing: nothing.worth_showing(), values: counted.distinct_values, ..shown };
            }
            let rows = counted.values.iter().map(row).collect();
            ShownFacet { rows, is_counted: true, nothing: nothing.worth_showing(), values: counted.distinct_values, ..shown }
        });
        facets.collect()
    }

    fn row(&self, field: &'static ListField, value: &str, text: String, count: i64, link: &dyn Fn(&ListState) -> String) -> FacetRow {
        let state = self.state;
        let place = |is_excluded| {
            let with = |values: &[String]| values.iter().any(|other| other.eq_ignore_ascii_case(value));
            state.on(field, is_excluded).find(|(_, condition)| with(&condition.values)).map(|(place, _)| place)
        };
        let (chosen, excluded) = (place(false), place(true));
        let is_all = self.is_all(field);
        let toggled = match chosen.or(excluded) {
            Some(place) => state.without(place, value),
            None if is_all => state.and(field, value),
            None => state.or(field, value, false),
        };
        let counted = match (excluded, is_all) {
            (Some(_), _) => None,
            (None, true) => Some(state.and(field, value)),
            (None, false) => Some(state.only(field, value)),
        };
        let counted = counted.filter(|_| count > 0);
        let is_one = counted.as_ref() == Some(&toggled);
        FacetRow {
            text,
            count,
            toggle: link(&toggled),
            alone: counted.filter(|_| !is_one).map(|state| link(&state)),
            exclude: (chosen.is_none() && excluded.is_none()).then(|| link(&state.or(field, value, true))),
            is_one,
            is_chosen: chosen.is_some(),
            is_excluded: excluded.is_some(),
        }
    }
}

/// A facet as the page shows it.
pub(super) struct ShownFacet {
    pub(super) field: &'static ListField,
    pub(super) is_counted: bool,
    pub(super) is_opened: bool,
    /// True when all chosen values must hold together.
    pub(super) is_all: bool,
    /// The address on which the chosen values hold one by one instead, or together; none where fewer than two are chosen.
    pub(super) other: Option<String>,
    pub(super) rows: Vec<FacetRow>,
    /// The row for resources without a value.
    pub(super) nothing: Option<FacetRow>,
    /// The years, each with the address that shows it alone.
    pub(super) bars: Vec<(String, Bar)>,
    /// The number of values, shown or not.
    pub(super) values: i64,
}

impl ShownFacet {
    const fn new(field: &'static ListField) -> Self {
        Self {
            field,
            is_counted: false,
            is_opened: false,
            is_all: false,
            other: None,
            rows: Vec::new(),
            nothing: None,
            bars: Vec::new(),
            values: 0,
        }
    }

    /// Returns true when there are values that the page does not show.
    pub(super) fn has_more(&self) -> bool {
        self.bars.is_empty() && !self.is_opened && self.values > FIRST as i64
    }

    /// Returns the number of values of an opened facet that are too many to be shown.
    pub(super) fn left_out(&self) -> i64 {
        if self.is_opened && self.bars.is_empty() { (self.values - OPENED as i64).max(0) } else { 0 }
    }
}

/// A value of a facet.
pub(super) struct FacetRow {
    pub(super) text: String,
    pub(super) count: i64,
    /// The address that chooses the value, or takes it away.
    pub(super) toggle: String,
    /// The address of the list that the number counts, where it is another one.
    pub(super) alone: Option<String>,
    /// The address that leaves the value out.
    pub(super) exclude: Option<String>,
    /// True when the number counts the list that `toggle` leads to.
    pub(super) is_one: bool,
    pub(super) is_chosen: bool,
    pub(super) is_excluded: bool,
}

impl FacetRow {
    fn worth_showing(self) -> Option<Self> {
        (self.count > 0 || self.is_chosen || self.is_excluded).then_some(self)
    }
}

/// Returns a value as the address names it.
pub(in crate::http::site) fn value_of(field: &ListField, value: &FacetValueShape) -> String {
    match (&value.node, &value.value) {
        (Some(node), _) => node.slug.clone(),
        (None, Some(value)) if field.name == "format" => value.to_ascii_lowercase(),
        (None, Some(value)) => value.clone(),
        (None, None) => NOTHING.to_owned(),
    }
}

/// Makes the addresses of a page by its states: the parameters of its view stay, those of the place in a list do not.
pub(in crate::http::site) fn linker<'a>(
    to: PageLinks<'a>,
    path: &'a str,
    more: &'a [(&'a str, &'a str)],
) -> impl Fn(&ListState) -> String + 'a {
    move |state| state.link(to, path, more)
}
