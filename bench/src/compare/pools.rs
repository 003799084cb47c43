//! The values from which variables are drawn. They are read from the database with `psql`, so that all servers get the
//! same.

use std::io;
use std::process::Command;

use serde_json::Value;

use crate::random::Random;

/// The greatest distance of the far page from the beginning. In smaller catalogues it is at four fifths.
const FAR: i64 = 40_000;

/// Variables of a question, in every spelling of an id: a number, Colophon's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) resource: (i64, String),
    pub(crate) keyword: (i64, String),
    pub(crate) funder: (i64, String),
    pub(crate) year: u64,
    pub(crate) search: String,
    /// The place before a page: its number, and Colophon's cursor.
    pub(crate) place: (i64, String),
}

/// Pools of ids, places and words.
#[derive(Debug)]
pub(crate) struct Pools {
    resources: i64,
    some: Vec<(i64, String)>,
    keywords: Vec<(i64, String)>,
    funders: Vec<(i64, String)>,
    words: Vec<String>,
    /// Near the beginning, and far from it.
    near: Vec<(i64, String)>,
    far: Vec<(i64, String)>,
}

impl Pools {
    pub(crate) fn read(database: &str) -> io::Result<Self> {
        let count = select(database, "SELECT json_agg(count) FROM (SELECT count(*) FROM plain.resource) AS resource")?;
        let resources = count.first().and_then(Value::as_i64).unwrap_or_default();
        let far = FAR.min(resources / 5 * 4);
        let pairs = |sql: &str| -> io::Result<Vec<(i64, String)>> { Ok(select(database, sql)?.iter().filter_map(pair).collect()) };
        let places = |from: i64| {
            pairs(&format!("SELECT json_agg(json_build_array(id, cursor)) FROM bench.place WHERE id BETWEEN {from} AND {from} + 199"))
        };
        Ok(Self {
            resources,
            some: pairs(
                "SELECT json_agg(json_build_array(id, gid)) FROM (SELECT * FROM bench.place ORDER BY md5(id::text) LIMIT 2000) AS place",
            )?,
            keywords: pairs(
                "SELECT json_agg(json_build_array(id, gid)) FROM (SELECT keyword.id, gid FROM bench.keyword JOIN plain.subject ON keyword_id = keyword.id \
                 GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 200) AS keyword",
            )?,
            funders: pairs(
                "SELECT json_agg(json_build_array(id, gid)) FROM (SELECT agent.id, gid FROM bench.agent JOIN plain.funding ON agent_id = agent.id \
                 GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 50) AS funder",
            )?,
            words: select(database, "SELECT json_agg(word) FROM bench.word")?
                .iter()
                .filter_map(|word| Some(word.as_str()?.to_owned()))
                .collect(),
            near: places(1)?,
            far: places(far)?,
        })
    }

    pub(crate) fn resources(&self) -> i64 {
        self.resources
    }

    /// The first of the near places, and of the far ones.
    pub(crate) fn begins(&self) -> impl Iterator<Item = i64> {
        [&self.near, &self.far].into_iter().filter_map(|places| places.iter().map(|place| place.0).min())
    }
}

fn pair(value: &Value) -> Option<(i64, String)> {
    Some((value.get(0)?.as_i64()?, value.get(1)?.as_str()?.to_owned()))
}

/// The one row of a query: a JSON list.
fn select(database: &str, sql: &str) -> io::Result<Vec<Value>> {
    let output = Command::new("psql").args([database, "-XAtc", sql]).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(serde_json::from_slice::<Option<Vec<Value>>>(&output.stdout)?.unwrap_or_default())
}

fn pick<T: Clone + Default>(pool: &[T], random: &mut Random) -> T {
    pool.get(random.below(pool.len().max(1) as u64) as usize).cloned().unwrap_or_default()
}

impl Asked {
    /// Draws all of them, so that a question's stream of variables depends on nothing else.
    pub(crate) fn draw(question: &str, pools: &Pools, random: &mut Random) -> Self {
        Self {
            resource: pick(&pools.some, random),
            keyword: pick(&pools.keywords, random),
            funder: pick(&pools.funders, random),
            year: 2000 + random.below(20),
            search: format!("{} {}", pick(&pools.words, random), pick(&pools.words, random)),
            place: pick(if matches!(question, "q2" | "records") { &pools.near } else { &pools.far }, random),
        }
    }
}
