//! The limit of the executor: async-graphql over plain data in memory. Lists are vectors of positions, counts are loops.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, EmptyMutation, EmptySubscription, Object, Request, Response, Schema, SimpleObject};
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};

use crate::{Result, connect};

#[derive(Default)]
struct Row {
    title: String,
    year: Option<i32>,
    format: Option<String>,
    producers: Vec<usize>,
    funders: Vec<usize>,
    keywords: Vec<usize>,
}

/// Something with a name, and its resources in the order of their places.
#[derive(Default)]
struct Named {
    name: String,
    resources: Vec<usize>,
}

#[derive(Default)]
struct Data {
    resources: Vec<Row>,
    /// With what they funded.
    agents: Vec<Named>,
    keywords: Vec<Named>,
    /// The resources that have a word.
    words: HashMap<String, Vec<usize>>,
}

type Shared = Arc<Data>;
type Catalogue = Schema<Query, EmptyMutation, EmptySubscription>;

/// Numbers begin at 1 in the tables.
async fn load(database: &str) -> Result<Data> {
    let client = connect(database).await?;
    let mut data = Data::default();
    for row in client.query("SELECT title, year, format FROM plain.resource ORDER BY id", &[]).await? {
        data.resources.push(Row { title: row.get(0), year: row.get(1), format: row.get(2), ..Row::default() });
    }
    for row in client.query("SELECT name FROM plain.agent ORDER BY id", &[]).await? {
        data.agents.push(Named { name: row.get(0), resources: Vec::new() });
    }
    for row in client.query("SELECT label FROM plain.keyword ORDER BY id", &[]).await? {
        data.keywords.push(Named { name: row.get(0), resources: Vec::new() });
    }
    let pair = |row: &tokio_postgres::Row| (row.get::<_, i32>(0) as usize - 1, row.get::<_, i32>(1) as usize - 1);
    for (resource, agent) in client.query("SELECT resource_id, agent_id FROM plain.production ORDER BY resource_id, position", &[]).await?.iter().map(pair) {
        data.resources[resource].producers.push(agent);
    }
    for (resource, agent) in client.query("SELECT resource_id, agent_id FROM plain.funding ORDER BY resource_id, position", &[]).await?.iter().map(pair) {
        data.resources[resource].funders.push(agent);
        data.agents[agent].resources.push(resource);
    }
    for (resource, keyword) in client.query("SELECT resource_id, keyword_id FROM plain.subject ORDER BY resource_id, position", &[]).await?.iter().map(pair) {
        data.resources[resource].keywords.push(keyword);
        data.keywords[keyword].resources.push(resource);
    }
    let words = "SELECT word.word, array_agg(id ORDER BY id) FROM plain.resource, unnest(words) AS lexeme JOIN bench.word ON word.word = lexeme GROUP BY 1";
    for row in client.query(words, &[]).await? {
        data.words.insert(row.get(0), row.get::<_, Vec<i32>>(1).into_iter().map(|id| id as usize - 1).collect());
    }
    Ok(data)
}

pub(crate) async fn router(database: &str) -> Result<Router> {
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription).data(Arc::new(load(database).await?)).finish();
    Ok(Router::new().route("/graphql", post(answer)).with_state(schema))
}

async fn answer(State(schema): State<Catalogue>, Json(request): Json<Request>) -> Json<Response> {
    Json(schema.execute(request).await)
}

fn data<'c>(context: &Context<'c>) -> async_graphql::Result<&'c Shared> {
    context.data::<Shared>()
}

struct Resource(usize);
struct Agent(usize);
struct Keyword(usize);

#[Object]
impl Resource {
    async fn title<'c>(&self, context: &Context<'c>) -> async_graphql::Result<&'c str> {
        Ok(&data(context)?.resources[self.0].title)
    }

    async fn year(&self, context: &Context<'_>) -> async_graphql::Result<Option<i32>> {
        Ok(data(context)?.resources[self.0].year)
    }

    async fn producers(&self, context: &Context<'_>) -> async_graphql::Result<Vec<Agent>> {
        Ok(data(context)?.resources[self.0].producers.iter().copied().map(Agent).collect())
    }

    async fn funders(&self, context: &Context<'_>) -> async_graphql::Result<Vec<Agent>> {
        Ok(data(context)?.resources[self.0].funders.iter().copied().map(Agent).collect())
    }

    async fn keywords(&self, context: &Context<'_>) -> async_graphql::Result<Vec<Keyword>> {
        Ok(data(context)?.resources[self.0].keywords.iter().copied().map(Keyword).collect())
    }
}

#[Object]
impl Agent {
    async fn name<'c>(&self, context: &Context<'c>) -> async_graphql::Result<&'c str> {
        Ok(&data(context)?.agents[self.0].name)
    }

    async fn funded(&self, context: &Context<'_>, first: usize) -> async_graphql::Result<Vec<Resource>> {
        Ok(data(context)?.agents[self.0].resources.iter().take(first).copied().map(Resource).collect())
    }
}

#[Object]
impl Keyword {
    async fn label<'c>(&self, context: &Context<'c>) -> async_graphql::Result<&'c str> {
        Ok(&data(context)?.keywords[self.0].name)
    }

    async fn resources(&self, context: &Context<'_>, first: usize) -> async_graphql::Result<Vec<Resource>> {
        Ok(data(context)?.keywords[self.0].resources.iter().take(first).copied().map(Resource).collect())
    }
}

#[derive(SimpleObject)]
struct Found {
    total_count: usize,
    nodes: Vec<Resource>,
}

#[derive(SimpleObject)]
struct Cell {
    funder: String,
    keyword: String,
    count: usize,
}

#[derive(SimpleObject)]
struct Facet {
    dimension: &'static str,
    label: Option<String>,
    count: usize,
}

/// What both of two ascending lists hold.
fn both(one: &[usize], other: &[usize]) -> Vec<usize> {
    let mut other = other.iter().peekable();
    let is_there = |wanted: &&usize| {
        while other.next_if(|found| found < wanted).is_some() {}
        other.peek() == Some(wanted)
    };
    one.iter().filter(is_there).copied().collect()
}

/// The most frequent of what was counted by position, with their names.
fn top(counts: Vec<usize>, names: &[Named], most: usize) -> Vec<(usize, usize)> {
    let mut counted: Vec<(usize, usize)> = counts.into_iter().enumerate().filter(|(_, count)| *count > 0).collect();
    counted.sort_unstable_by(|(one, many), (other, more)| more.cmp(many).then_with(|| names[*one].name.cmp(&names[*other].name)));
    counted.truncate(most);
    counted
}

struct Query;

#[Object]
impl Query {
    async fn resource(&self, id: usize) -> Resource {
        Resource(id - 1)
    }

    async fn keyword(&self, id: usize) -> Keyword {
        Keyword(id - 1)
    }

    async fn resources(&self, context: &Context<'_>, after: usize) -> async_graphql::Result<Vec<Resource>> {
        let end = data(context)?.resources.len().min(after + 20);
        Ok((after..end).map(Resource).collect())
    }

    async fn found(&self, context: &Context<'_>, keyword: usize, funder: usize, year: i32) -> async_graphql::Result<Found> {
        let data = data(context)?;
        let mut found = both(&data.keywords[keyword - 1].resources, &data.agents[funder - 1].resources);
        found.retain(|resource| data.resources[*resource].year.is_some_and(|own| own >= year));
        found.sort_by_key(|resource| Reverse(data.resources[*resource].year));
        Ok(Found { total_count: found.len(), nodes: found.into_iter().take(20).map(Resource).collect() })
    }

    async fn crosstab(&self, context: &Context<'_>) -> async_graphql::Result<Vec<Cell>> {
        let data = data(context)?;
        let funders = top(data.agents.iter().map(|agent| agent.resources.len()).collect(), &data.agents, 20);
        let keywords = top(data.keywords.iter().map(|keyword| keyword.resources.len()).collect(), &data.keywords, 20);
        let mut columns = vec![None; data.keywords.len()];
        keywords.iter().enumerate().for_each(|(column, (keyword, _))| columns[*keyword] = Some(column));
        let mut cells = Vec::new();
        for (funder, _) in funders {
            let mut counts = [0; 20];
            for resource in &data.agents[funder].resources {
                data.resources[*resource].keywords.iter().filter_map(|keyword| columns[*keyword]).for_each(|column| counts[column] += 1);
            }
            let cell = |((keyword, _), count): (&(usize, usize), usize)| Cell {
                funder: data.agents[funder].name.clone(),
                keyword: data.keywords[*keyword].name.clone(),
                count,
            };
            cells.extend(keywords.iter().zip(counts).filter(|(_, count)| *count > 0).map(cell));
        }
        Ok(cells)
    }

    async fn facets(&self, context: &Context<'_>, search: String) -> async_graphql::Result<Vec<Facet>> {
        let data = data(context)?;
        let mut words = search.split(' ').map(|word| data.words.get(word).map(Vec::as_slice).unwrap_or_default());
        let first = words.next().unwrap_or_default().to_vec();
        let found = words.fold(first, |found, word| both(&found, word));
        let (mut funders, mut keywords) = (vec![0; data.agents.len()], vec![0; data.keywords.len()]);
        let (mut years, mut formats) = (HashMap::new(), HashMap::new());
        for row in found.iter().map(|resource| &data.resources[*resource]) {
            row.funders.iter().for_each(|funder| funders[*funder] += 1);
            row.keywords.iter().for_each(|keyword| keywords[*keyword] += 1);
            row.year.iter().for_each(|year| *years.entry(year.to_string()).or_insert(0) += 1);
            row.format.iter().for_each(|format| *formats.entry(format.clone()).or_insert(0) += 1);
        }
        let mut facets = vec![Facet { dimension: "total", label: None, count: found.len() }];
        for (dimension, counts, names) in [("FUNDER", funders, &data.agents), ("KEYWORD", keywords, &data.keywords)] {
            let facet = |(number, count): (usize, usize)| Facet { dimension, label: Some(names[number].name.clone()), count };
            facets.extend(top(counts, names, 10).into_iter().map(facet));
        }
        for (dimension, counts) in [("YEAR", years), ("FORMAT", formats)] {
            let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
            counts.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
            facets.extend(counts.into_iter().take(10).map(|(label, count)| Facet { dimension, label: Some(label), count }));
        }
        Ok(facets)
    }
}
