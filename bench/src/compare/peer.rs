//! A server that is compared, and how it wants to be asked.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;

use serde_json::{Map, Value, json};

use super::file;
use super::pools::{Asked, Pools};
use crate::client::{Address, Connection};
use crate::process::Process;

/// The form of ids and cursors that a server takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Colophon's own.
    Colophon,
    /// Numbers, and cursors of the server's own.
    Postgraphile,
    /// Numbers, and cursors that Seaography makes of them.
    Seaography,
    /// Numbers; a cursor is the number of what comes before.
    Numbers,
    /// The same, and the name of the question instead of a query.
    Names,
    /// Whatever: it always answers the same, and is right by definition.
    Constant,
}

/// The end of the name of a style in which the same question is asked again and again.
const AGAIN: &str = "-again";

/// A server.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    pub(crate) name: String,
    style: Style,
    /// True when the same variables are asked again and again. False when they change each time.
    pub(crate) repeats: bool,
    pub(crate) url: Address,
    pub(crate) process: Process,
    folder: PathBuf,
    /// Its own cursors of the places that pages begin behind.
    cursors: HashMap<i64, String>,
}

/// A question in the form for one server.
#[derive(Debug)]
pub(crate) struct Spelling {
    pub(crate) query: String,
}

impl FromStr for Peer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(',').collect();
        let [name, style, url, pid, folder] = parts.as_slice() else { return Err("name,spelling,url,pid,folder".to_owned()) };
        let repeats = style.ends_with(AGAIN);
        let style = match style.strip_suffix(AGAIN).unwrap_or(style) {
            "colophon" => Style::Colophon,
            "postgraphile" => Style::Postgraphile,
            "seaography" => Style::Seaography,
            "numbers" => Style::Numbers,
            "names" => Style::Names,
            "constant" => Style::Constant,
            other => return Err(format!("{other} is no spelling")),
        };
        let process = Process(pid.parse().map_err(|error| format!("{pid}: {error}"))?);
        Ok(Self { name: (*name).to_owned(), style, repeats, url: url.parse()?, process, folder: folder.into(), cursors: HashMap::new() })
    }
}

impl Peer {
    /// Returns true when ratios are relative to this server.
    pub(crate) fn is_reference(&self) -> bool {
        self.style == Style::Postgraphile
    }

    /// Returns true when its answers must equal those of the others.
    pub(crate) fn must_agree(&self) -> bool {
        self.style != Style::Constant
    }

    /// Learns the cursors of 200 places, the first and where the far page begins.
    pub(crate) async fn learn(&mut self, pools: &Pools) -> io::Result<()> {
        if self.style != Style::Postgraphile {
            return Ok(());
        }
        let query = "query($offset: Int!) { resources(first: 200, offset: $offset) { edges { cursor node { rowId } } } }";
        let mut connection = Connection::open(&self.url).await?;
        for first in pools.begins() {
            let answer = connection.ask(query, &json!({ "offset": first - 1 })).await?;
            for edge in answer.pointer("/resources/edges").and_then(Value::as_array).into_iter().flatten() {
                let place = edge.pointer("/node/rowId").and_then(Value::as_i64);
                self.cursors.extend(place.zip(edge.get("cursor").and_then(Value::as_str).map(str::to_owned)));
            }
        }
        Ok(())
    }

    /// Returns the form of a question for this server, or none when it cannot answer it.
    pub(crate) fn spelling(&self, question: &str) -> io::Result<Option<Spelling>> {
        match self.style {
            Style::Names => Ok(Some(Spelling { query: question.to_owned() })),
            Style::Constant if question != "q1" => Ok(None),
            Style::Constant => Ok(Some(Spelling { query: "{ __typename }".to_owned() })),
            _ => match fs::read_to_string(file(&self.folder, question)) {
                Ok(query) => Ok(Some(Spelling { query })),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    /// The variables as it wants them.
    pub(crate) fn variables(&self, question: &str, asked: &Asked) -> Value {
        let own = self.style == Style::Colophon;
        let id = |id: &(i64, String)| if own { json!(id.1) } else { json!(id.0) };
        let mut variables = Map::new();
        let mut set = |name: &str, value: Value| variables.insert(name.to_owned(), value);
        match question {
            "q1" => set("id", id(&asked.resource)),
            "q2" | "q7" | "records" => set(
                "after",
                match self.style {
                    Style::Colophon => json!(asked.place.1),
                    Style::Postgraphile => json!(self.cursors.get(&asked.place.0)),
                    Style::Seaography => json!(format!("Int[{}]:{}", asked.place.0.to_string().len(), asked.place.0)),
                    _ => json!(asked.place.0),
                },
            ),
            "offset" => set("offset", json!(asked.place.0)),
            "q3" => set("id", id(&asked.keyword)),
            "q4" => {
                set("keyword", id(&asked.keyword));
                set("funder", id(&asked.funder));
                set("year", json!(asked.year))
            }
            "q6" => set("search", json!(asked.search)),
            _ => None,
        };
        Value::Object(variables)
    }
}
