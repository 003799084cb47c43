//! Networks: who works with whom, who funds together, topics that go together; as a picture and as a table of pairs.

mod layout;

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use self::layout::{Spot, places};
use super::answer::{FacetShape, FacetValueShape};
use super::ask::PageDocument;
use super::explore::{Chip, ListField, ListState, chips, linker, names_asked, no_such, value_name, value_of};
use super::frame::{SiteFrame, page};
use super::respond;
use super::texts::PageTexts;
use super::visit::Visit;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument =
    PageDocument::new(concat!(include_str!("../documents/network.graphql"), include_str!("../documents/named.graphql")));

/// The path of the page.
const PATH: &str = "/network";
/// The width of a letter of a name, about, and the height of a name.
const LETTER: f64 = 7.0;
const LINE: f64 = 16.0;
/// The size of the picture.
const SIZE: [f64; 2] = [1000.0, 640.0];
/// The room for names around the nodes.
const MARGIN: [f64; 2] = [90.0, 30.0];
/// The radius of the greatest node, and the width of the thickest line.
const RADIUS: f64 = 16.0;
const WIDTH: f64 = 8.0;

#[derive(Deserialize)]
struct NetworkAnswer {
    pairs: PairList,
    resources: NetworkList,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PairList {
    total_count: i64,
    nodes: Vec<PairShape>,
}

#[derive(Deserialize)]
struct PairShape {
    count: i64,
    a: FacetValueShape,
    b: FacetValueShape,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NetworkList {
    total_count: i64,
    names: Vec<FacetShape>,
}

/// The kinds of networks: the field in the address, its dimension.
static KINDS: [(&str, &str); 3] = [("maker", "PRODUCER"), ("funder", "FUNDER"), ("keyword", "KEYWORD")];

/// Answers a request for a network.
pub(super) async fn show(visit: Visit) -> Response {
    let answer = shown(&visit).await;
    respond(&visit, answer)
}

async fn shown(visit: &Visit) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let (to, t) = (visit.links(), visit.texts());
    let state = ListState::of(visit)?;
    let of = visit.parameter("of").unwrap_or("maker");
    let kind = KINDS.iter().find(|(name, _)| *name == of);
    let (field, dimension) =
        kind.and_then(|(name, dimension)| Some((ListField::named(name)?, *dimension))).ok_or_else(|| no_such("of", of))?;
    let mut variables = state.variables()?;
    variables.extend([("of", json!(dimension)), ("names", names_asked(&state))].map(|(name, value)| (name.to_owned(), value)));
    let answer: NetworkAnswer = visit.ask(&DOCUMENT, variables).await?;
    let drawing = Drawing::of(&answer.pairs.nodes, field, t);
    let kept: Vec<(&str, &str)> = visit.parameters(&["of"]).collect();
    let frame = SiteFrame { searched: state.search.as_deref().unwrap_or_default(), ..SiteFrame::new(visit, t.network) };
    let frame = frame.of_list(visit, "network", PATH);
    let network = NetworkPage {
        chips: chips(&state, &answer.resources.names, &linker(to, PATH, &kept), t),
        kinds: [("maker", t.network_makers), ("funder", t.network_funders), ("keyword", t.network_topics)]
            .map(|(name, words)| (name, words, state.link(to, PATH, &[("of", name)]))),
        of: field.name,
        resources: answer.resources.total_count,
        total: answer.pairs.total_count,
        state: &state,
        field,
        drawing,
        frame,
    };
    page(visit, &network)
}

/// A node of the picture.
struct DrawnNode<'a> {
    value: &'a FacetValueShape,
    text: String,
    spot: Spot,
    radius: f64,
    /// True when there is room for its name.
    has_name: bool,
}

impl DrawnNode<'_> {
    fn x(&self) -> String {
        number(MARGIN[0] + self.spot.x * (SIZE[0] - 2.0 * MARGIN[0]))
    }

    fn y(&self) -> String {
        number(MARGIN[1] + self.spot.y * (SIZE[1] - 2.0 * MARGIN[1]))
    }

    fn radius(&self) -> String {
        number(self.radius)
    }

    /// Returns the height of its name, above it.
    fn name_y(&self) -> String {
        number(MARGIN[1] + self.spot.y * (SIZE[1] - 2.0 * MARGIN[1]) - self.radius - 4.0)
    }

    /// Returns the middle of the lower edge of its name, and half of the name's width, about.
    fn name_box(&self) -> [f64; 3] {
        let x = MARGIN[0] + self.spot.x * (SIZE[0] - 2.0 * MARGIN[0]);
        let y = MARGIN[1] + self.spot.y * (SIZE[1] - 2.0 * MARGIN[1]) - self.radius;
        [x, y, self.text.chars().count() as f64 * LETTER / 2.0]
    }
}

/// A pair: the places of its two nodes, and its resources.
struct DrawnPair<'a> {
    a: usize,
    b: usize,
    shape: &'a PairShape,
    width: f64,
}

impl DrawnPair<'_> {
    fn width(&self) -> String {
        number(self.width)
    }
}

/// The nodes and the lines of a picture. It has the first 100 pairs, so 200 nodes at most.
struct Drawing<'a> {
    nodes: Vec<DrawnNode<'a>>,
    pairs: Vec<DrawnPair<'a>>,
}

impl<'a> Drawing<'a> {
    /// Draws pairs.
    fn of(pairs: &'a [PairShape], field: &ListField, t: &PageTexts) -> Self {
        let mut values: Vec<&FacetValueShape> = Vec::new();
        let mut drawn = Vec::new();
        let most = pairs.iter().map(|pair| pair.count).max().unwrap_or(1).max(1) as f64;
        for shape in pairs {
            let mut place = |value: &'a FacetValueShape| {
                values.iter().position(|other| other.value == value.value).unwrap_or_else(|| {
                    values.push(value);
                    values.len() - 1
                })
            };
            let (a, b) = (place(&shape.a), place(&shape.b));
            drawn.push(DrawnPair { a, b, shape, width: 1.0 + (WIDTH - 1.0) * (shape.count as f64 / most).sqrt() });
        }
        let lines: Vec<(usize, usize, f64)> = drawn.iter().map(|pair| (pair.a, pair.b, 0.3 + pair.width / WIDTH)).collect();
        let greatest = values.iter().map(|value| value.count).max().unwrap_or(1).max(1) as f64;
        let nodes = values.iter().zip(places(values.len(), &lines)).map(|(value, spot)| DrawnNode {
            text: value_name(field, value, t),
            radius: 3.0 + (RADIUS - 3.0) * (value.count as f64 / greatest).sqrt(),
            has_name: false,
            value,
            spot,
        });
        let mut nodes: Vec<DrawnNode<'_>> = nodes.collect();
        name_greatest(&mut nodes);
        Self { nodes, pairs: drawn }
    }
}

/// Gives the nodes their names, the greatest first, where no name lies on another one.
fn name_greatest(nodes: &mut [DrawnNode<'_>]) {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|place| nodes.get(*place).map(|node| std::cmp::Reverse(node.value.count)));
    let mut taken: Vec<[f64; 3]> = Vec::new();
    for place in order {
        let Some(node) = nodes.get_mut(place) else { continue };
        let [x, y, half] = node.name_box();
        let is_inside = x - half > 0.0 && x + half < SIZE[0];
        let is_free = taken.iter().all(|[other_x, other_y, other]| (x - other_x).abs() > half + other || (y - other_y).abs() > LINE);
        if is_inside && is_free {
            node.has_name = true;
            taken.push([x, y, half]);
        }
    }
}

/// Returns a number for a picture.
fn number(number: f64) -> String {
    format!("{number:.1}")
}

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage<'a> {
    frame: SiteFrame<'a>,
    state: &'a ListState,
    chips: Vec<Chip>,
    /// The kinds of networks: name, words, address.
    kinds: [(&'static str, &'static str, String); 3],
    of: &'static str,
    field: &'static ListField,
    resources: i64,
    /// The number of pairs, drawn or not.
    total: i64,
    drawing: Drawing<'a>,
}

impl NetworkPage<'_> {
    /// Returns the two ends of each line, with the line.
    fn lines(&self) -> impl Iterator<Item = (&DrawnNode<'_>, &DrawnNode<'_>, &DrawnPair<'_>)> {
        let node = |place: usize| self.drawing.nodes.get(place);
        self.drawing.pairs.iter().filter_map(move |pair| Some((node(pair.a)?, node(pair.b)?, pair)))
    }

    /// Returns the address of the page of a node.
    fn page_of(&self, node: &DrawnNode<'_>) -> String {
        node.value.node.as_ref().map_or_else(String::new, |node| node.link(self.frame.to))
    }

    /// Returns the address of the resources that both nodes of a pair have.
    fn list(&self, pair: &DrawnPair<'_>) -> String {
        let state = self.state.and(self.field, &value_of(self.field, &pair.shape.a)).and(self.field, &value_of(self.field, &pair.shape.b));
        state.link(self.frame.to, "/explore", &[])
    }

    /// Returns the address of the resources of the network.
    fn all(&self) -> String {
        self.state.link(self.frame.to, "/explore", &[])
    }
}
