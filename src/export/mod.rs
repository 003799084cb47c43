//! Exports: a list or counts of the catalogue as a file. HTTP and the command line ask for the same ones in the same words.
//!
//! **Invariant**: the rows of a list's file are the nodes of the list that GraphQL answers with the same arguments, of one moment.

mod counted;
mod parameters;

use std::fmt::Display;
use std::io;
use std::time::Instant;

use chrono::SecondsFormat;
use serde_json::Value;

use self::counted::CountsAsked;
pub use self::counted::MOST_HEADERS;
pub use self::parameters::Parameters;
use crate::catalog::{Catalog, Pinned, State, StreamError, View};
use crate::clock;
use crate::format::{ExportKind, FileDress, Format, ListPlan, Out};
use crate::graph::List;
use crate::graphql::error::{Error, Result};
use crate::graphql::{RootList, Selection, Validator};

/// The thing that is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// A list.
    List(ExportKind),
    /// The values of a dimension, each with its number of resources.
    Facet,
    /// The number of resources that have each pair of values of two dimensions.
    Crosstab,
}

impl Topic {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        ExportKind::ALL.into_iter().map(Self::List).chain([Self::Facet, Self::Crosstab])
    }

    /// Its name: that of its file, without the ending.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List(kind) => kind.name(),
            Self::Facet => "facet",
            Self::Crosstab => "crosstab",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|topic| topic.name() == name)
    }

    /// The formats that it is written in.
    pub fn formats(self) -> impl Iterator<Item = &'static Format> {
        Format::written().filter(move |format| format.has_tables() || matches!(self, Self::List(_)))
    }

    /// The list that its arguments are of.
    const fn root(self) -> RootList {
        match self {
            Self::List(ExportKind::Organizations) => RootList::Organizations,
            Self::List(ExportKind::Persons) => RootList::Persons,
            Self::List(ExportKind::Keywords) => RootList::Keywords,
            Self::List(ExportKind::Resources | ExportKind::Fundings) | Self::Facet | Self::Crosstab => RootList::Resources,
        }
    }
}

/// A file that is asked for.
#[derive(Debug)]
pub struct Export {
    topic: Topic,
    format: &'static Format,
    selection: Selection,
    has_mark: bool,
    content: ExportContent,
}

#[derive(Debug)]
enum ExportContent {
    List(ListPlan),
    CountsAsked(CountsAsked),
}

/// A file whose rows are known, at one moment. It has to be written before the deadline.
#[derive(Debug)]
pub struct Begun {
    /// The number of rows; of fundings, the number of resources that may have some.
    pub rows: usize,
    /// The state of the catalogue at this moment.
    pub state: State,
    format: &'static Format,
    name: &'static str,
    dress: FileDress,
    body: ExportBody,
}

#[derive(Debug)]
enum ExportBody {
    List { plan: ListPlan, pinned: Box<Pinned>, list: List, nodes: Vec<u32> },
    Table(counted::CountTable),
}

/// The reason why a file could not be written to its end.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    /// The list cannot be read any further.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// The file cannot be written, or nobody takes it any more.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Export {
    /// An export in a format.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for arguments that make no sense; those of the selection are told by [`Self::check`].
    pub fn new(topic: Topic, format: &'static Format, parameters: Parameters) -> Result<Self> {
        let selection = parameters.selection()?;
        let has_mark = parameters.has_mark()?;
        let content = match topic {
            Topic::List(kind) => {
                let columns = parameters.headers();
                ExportContent::List(format.plan(kind, columns.as_deref()).map_err(|error| told(&error))?)
            }
            Topic::Facet => ExportContent::CountsAsked(CountsAsked::facet(&parameters)?),
            Topic::Crosstab => ExportContent::CountsAsked(CountsAsked::crosstab(&parameters)?),
        };
        Ok(Self { topic, format, selection, has_mark, content })
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.topic.name(), self.format.name)
    }

    /// The values of its arguments that are written as JSON, by name.
    pub fn variables(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        let Selection { filter, order_by, .. } = &self.selection;
        filter.iter().map(|filter| ("filter", filter)).chain(order_by.iter().map(|order| ("orderBy", order)))
    }

    /// Finds the mistakes in the selection, as a request of GraphQL with the same arguments would. Those who may read the schema are told
    /// which names may have been meant.
    pub async fn check(&self, validator: &Validator, reads_schema: bool) -> Result<()> {
        self.selection.check(self.topic.root(), validator, reads_schema).await
    }

    /// Holds the present moment and finds the rows.
    ///
    /// # Errors
    /// As a request of GraphQL with the same arguments; also when a file of this format has no room for so many rows.
    pub async fn begin(self, catalog: &Catalog, deadline: Instant) -> Result<Begun> {
        let (root, format, name) = (self.topic.root(), self.format, self.topic.name());
        let about = self.about(catalog);
        match self.content {
            ExportContent::List(plan) => {
                let pinned = catalog.pinned(deadline).await?;
                let ask = self.selection.ask(root, &pinned.view).await?;
                let nodes = pinned.view.list(ask).await?;
                if let Some(most) = format.most_rows().filter(|most| nodes.len() > *most) {
                    let message = format!("A sheet holds {most} rows, and this list has {}: choose `csv` or `jsonl`.", nodes.len());
                    return Err(Error::bad_input(message));
                }
                let (rows, state) = (nodes.len(), pinned.view.state());
                let dress = FileDress { has_mark: self.has_mark, about: about(rows, pinned.view.graph.version()) };
                let body = ExportBody::List { plan, pinned: Box::new(pinned), list: root.list(), nodes };
                Ok(Begun { rows, state, format, name, dress, body })
            }
            ExportContent::CountsAsked(counted) => {
                let view = catalog.view(deadline);
                let ask = self.selection.ask(root, &view).await?;
                let table = counted.count(&view, ask).await?;
                let (rows, state) = (table.rows.len(), view.state());
                let dress = FileDress { has_mark: self.has_mark, about: about(rows, view.graph.version()) };
                Ok(Begun { rows, state, format, name, dress, body: ExportBody::Table(table) })
            }
        }
    }

    /// The facts that a workbook tells of itself, by the number of its rows and the version of the graph.
    fn about(&self, catalog: &Catalog) -> impl Fn(usize, i64) -> Vec<(String, String)> + use<> {
        let Selection { search, filter, order_by } = self.selection.clone();
        let (file, catalogue) = (self.file_name(), catalog.catalogue());
        let list = matches!(self.topic, Topic::List(ExportKind::Resources));
        move |rows, version| {
            let made = clock::now().to_rfc3339_opts(SecondsFormat::Secs, true);
            let mut about = vec![
                ("Exported file".to_owned(), file.clone()),
                ("Made at".to_owned(), made),
                ("Rows".to_owned(), rows.to_string()),
                ("Catalogue".to_owned(), format!("{catalogue:08x}, after change {version}")),
                ("Made by".to_owned(), format!("Colophon {}", env!("CARGO_PKG_VERSION"))),
            ];
            let said = |name: &str, value: Option<String>| value.map(|value| (name.to_owned(), value));
            about.extend(said("Search", search.clone()));
            about.extend(said("Filter", filter.as_ref().map(ToString::to_string)));
            about.extend(said("Order", order_by.as_ref().map(ToString::to_string)));
            if list {
                let words = "The hidden columns colophon_id and colophon_version say which resource of which catalogue a row is about. \
                             `colophon import` reads them.";
                about.push(("Hidden columns".to_owned(), words.to_owned()));
            }
            about
        }
    }
}

impl Begun {
    /// Writes the file; returns the number of rows. `progress` is told the number of things after each block. Waits for the database on
    /// the thread that calls.
    ///
    /// # Errors
    /// [`ExportFailure`]; what was written until then is a part of the file.
    pub fn write(self, out: &mut Out<'_>, progress: impl Fn(usize)) -> Result<usize, ExportFailure> {
        match self.body {
            ExportBody::Table(table) => {
                let rows = table.rows.len();
                self.format.write_table(self.name, table.headers, table.rows.into_iter(), self.dress, out)?;
                Ok(rows)
            }
            ExportBody::List { plan, pinned, list, nodes } => {
                let (mut rows, mut things) = (0, 0);
                let mut writer = plan.begin(self.dress, out)?;
                let expected = nodes.len();
                let mut blocks = pinned.read(list, nodes);
                while let Some(block) = blocks.blocking_next() {
                    let block = block?;
                    for listed in &block {
                        rows += writer.write(listed, out)?;
                    }
                    things += block.len();
                    progress(things);
                }
                if things != expected {
                    return Err(io::Error::other(format!("{things} of {expected} things could be read")).into());
                }
                writer.finish(out)?;
                Ok(rows)
            }
        }
    }
}

/// Returns what the JSON Lines of a list say of the thing with this slug; none when there is no such thing.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines(kind: ExportKind, slug: &str, view: &View) -> Result<Option<Vec<u8>>> {
    let listed = view.listed(Topic::List(kind).root().list(), slug).await?;
    listed.map(|listed| kind.lines(&listed)).transpose().map_err(|error| Error::internal(&error.to_string()))
}

/// A mistake of the client.
fn told(error: &impl Display) -> Error {
    Error::bad_input(format!("{error}."))
}
