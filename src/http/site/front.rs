//! The front page: three questions, what the catalogue holds, what is new.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;

use super::answer::{Card, FacetShape, FacetValueShape, Total, day};
use super::ask::PageDocument;
use super::explore::without;
use super::frame::{SiteFrame, page};
use super::picture::{Bar, YearScale, year_counts};
use super::visit::Visit;
use super::{jsonld, respond};
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument =
    PageDocument::new(concat!(include_str!("documents/front.graphql"), include_str!("documents/card.graphql")));

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FrontAnswer {
    resources: FrontResources,
    organizations: FrontMakers,
    persons: Total,
    keywords: Total,
    collections: Total,
    completeness: Completeness,
    import_runs: LastRuns,
}

/// The organizations that made most.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FrontMakers {
    total_count: i64,
    nodes: Vec<FrontMaker>,
}

#[derive(Deserialize)]
struct FrontMaker {
    slug: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FrontResources {
    total_count: i64,
    nodes: Vec<Card>,
    facets: Vec<FacetShape>,
    years: Vec<FacetShape>,
}

#[derive(Deserialize)]
struct Completeness {
    resources: i64,
    missing: Vec<Missing>,
}

#[derive(Deserialize)]
struct Missing {
    field: String,
    count: i64,
}

/// The last imports of the sources.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LastRuns {
    total_count: i64,
    nodes: Vec<FrontRun>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FrontRun {
    source: String,
    finished_at: String,
}

/// A question in the words of readers, and the search that answers it.
struct FrontQuestion {
    id: &'static str,
    path: &'static str,
    /// The kinds of things that are suggested, as the graph names them; all of them when it is empty.
    kinds: &'static str,
    title: &'static str,
    label: &'static str,
    button: &'static str,
    /// Texts and addresses.
    examples: Vec<(String, String)>,
}

/// Answers a request for the front page.
pub(super) async fn show(visit: Visit) -> Response {
    let answer = front(&visit).await;
    respond(&visit, answer)
}

async fn front(visit: &Visit) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let answer: FrontAnswer = visit.ask(&DOCUMENT, serde_json::Map::new()).await?;
    let text = visit.app.site.appearance.text.as_deref().unwrap_or(visit.texts().intro);
    let frame = SiteFrame::new(visit, "").described(text).at("", "/");
    let data = jsonld::catalogue(&frame.site.appearance.name, &frame.description, frame.to);
    page(visit, &FrontPage { frame: frame.with(&[], Vec::new(), &data), answer, text })
}

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage<'a> {
    frame: SiteFrame<'a>,
    answer: FrontAnswer,
    text: &'a str,
}

impl FrontPage<'_> {
    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split("\n\n").map(str::trim).filter(|text| !text.is_empty())
    }

    /// Returns the three questions, each with topics or names as examples.
    fn entries(&self) -> [FrontQuestion; 3] {
        let SiteFrame { t, to, .. } = &self.frame;
        let topics = self.values("KEYWORD").iter().filter_map(|value| Some((value, value.node.as_ref()?)));
        let topics = topics.take(4).map(|(value, node)| (value.label.clone(), to.thing("keywords", &node.slug))).collect();
        let makers = self.answer.organizations.nodes.iter().map(|maker| (maker.name.clone(), to.thing("organizations", &maker.slug)));
        let words = self.values("KEYWORD").iter().map(|value| value.label.as_str());
        let searches = words.skip(4).take(4).map(|label| (label.to_owned(), to.list("explore", &[("q", label)]))).collect();
        [
            FrontQuestion {
                id: "ask-funders",
                path: "/keywords",
                kinds: "KEYWORD",
                title: t.ask_funders,
                label: t.ask_funders_label,
                button: t.ask_funders_button,
                examples: topics,
            },
            FrontQuestion {
                id: "ask-maker",
                path: "/organizations",
                kinds: "ORGANIZATION,PERSON",
                title: t.ask_maker,
                label: t.ask_maker_label,
                button: t.ask_maker_button,
                examples: makers.collect(),
            },
            FrontQuestion {
                id: "ask-about",
                path: "/explore",
                kinds: "",
                title: t.ask_about,
                label: t.ask_about_label,
                button: t.ask_about_button,
                examples: searches,
            },
        ]
    }

    /// Returns the number of nodes of each kind, with the list that has as many entries.
    fn counts(&self) -> [(&'static str, &'static str, i64); 5] {
        let (t, answer) = (self.frame.t, &self.answer);
        [
            ("explore", t.resources, answer.resources.total_count),
            ("organizations", t.organizations, answer.organizations.total_count),
            ("persons", t.persons, answer.persons.total_count),
            ("keywords", t.keywords, answer.keywords.total_count),
            ("collections", t.collections, answer.collections.total_count),
        ]
    }

    /// Returns the most frequent values of a dimension.
    fn values(&self, dimension: &str) -> &[FacetValueShape] {
        self.answer.resources.facets.iter().find(|facet| facet.dimension == dimension).map_or(&[], |facet| &facet.values)
    }

    fn years(&self) -> &[FacetValueShape] {
        self.answer.resources.years.first().map_or(&[], |facet| &facet.values)
    }

    /// Returns the first and the last year.
    fn span(&self) -> Option<(&str, &str)> {
        Some((self.years().first()?.value.as_deref()?, self.years().last()?.value.as_deref()?))
    }

    /// Returns all years as the condition of a list.
    fn range(&self) -> String {
        self.span().map(|(first, last)| format!("{first}..{last}")).unwrap_or_default()
    }

    fn bars(&self) -> Vec<Bar> {
        let counts = year_counts(self.years());
        YearScale::of(&counts).map_or_else(Vec::new, |scale| scale.bars(&counts))
    }

    /// Returns the sources that were imported last, each with the day of its last import, the latest first.
    fn sources(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.answer.import_runs.nodes.iter().map(|run| (run.source.as_str(), day(&run.finished_at)))
    }

    /// Returns the fields: name, resources without it, and the share of resources with it, in percent.
    fn fields(&self) -> impl Iterator<Item = (&str, i64, i64)> {
        let all = self.answer.completeness.resources.max(1);
        self.answer
            .completeness
            .missing
            .iter()
            .map(move |missing| (missing.field.as_str(), missing.count, (all - missing.count) * 100 / all))
    }
}
