//! Crosstabs, pairs, overlaps and what is missing: every number is the length of the list beside it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::dice::Dice;
use super::oracle::{DIMENSIONS, Value};
use super::selection::Selection;
use super::twins::{Question, Twins, count, ids};

const LIST: &str = "resources(first: 100) { totalCount nodes { id } }";

/// The number beside a list, the list itself, and what the records say.
fn assert_counted(twins: &Twins, counted: &Json, records: &[usize], what: &str, filter: &Json) {
    assert_eq!(count(&counted["count"]), records.len(), "{}", twins.told(what, filter));
    assert_listed(twins, counted, records, what, filter);
}

pub fn assert_listed(twins: &Twins, counted: &Json, records: &[usize], what: &str, filter: &Json) {
    let list = &counted["resources"];
    assert_eq!(count(&list["totalCount"]), records.len(), "{}", twins.told(what, filter));
    let told: BTreeSet<&str> = ids(&list["nodes"]).into_iter().collect();
    let wanted = twins.catalogue.ids(records);
    assert!(told == wanted || records.len() > 100 && told.is_subset(&wanted), "{}", twins.told(what, filter));
}

fn assert_share(share: &Json, part: usize, whole: usize) {
    let share = share.as_f64().unwrap();
    assert!((share - part as f64 / whole as f64).abs() < 1e-9, "{share} is not {part} of {whole}");
}

/// A header: its value and count, and whether it was asked for besides; without a value it stands for what has none.
type Header = (Option<Value>, usize, bool);

/// A side of a crosstab as it is asked for.
#[derive(Debug)]
struct Side {
    dimension: &'static str,
    limit: usize,
    offset: usize,
    by_label: bool,
    include: Vec<Value>,
}

impl Side {
    fn random(twins: &Twins, dice: &mut Dice) -> Self {
        let dimension = *dice.pick(&DIMENSIONS);
        let all: Vec<usize> = (0..twins.catalogue.records.len()).collect();
        let values = twins.catalogue.tally(&all, dimension).into_iter().map(|(value, _)| value);
        let chosen = if dice.chance(30) { 30 } else { 0 };
        Self {
            dimension,
            limit: if dice.chance(60) { 100 } else { dice.within(0, 4) },
            offset: if dice.chance(70) { 0 } else { dice.within(0, 4) },
            by_label: dice.chance(30),
            include: values.filter(|_| dice.chance(chosen)).collect(),
        }
    }

    /// Its arguments. Those that say what is meant without them are left out now and then.
    fn arguments(&self, twins: &Twins, name: &str, dice: &mut Dice) -> String {
        let Self { dimension, limit, offset, by_label, include } = self;
        let mut arguments = format!("{name}s: {dimension}, {name}Limit: {limit}");
        if *offset > 0 || dice.chance(50) {
            arguments.push_str(&format!(", {name}Offset: {offset}"));
        }
        if *by_label || dice.chance(50) {
            arguments.push_str(&format!(", {name}Order: {}", if *by_label { "LABEL_ASC" } else { "COUNT_DESC" }));
        }
        if !include.is_empty() {
            let include: Vec<&str> = include
                .iter()
                .map(|value| if dice.chance(50) { value.filter.as_str() } else { twins.catalogue.slug(value, dimension) })
                .collect();
            let name = if name == "row" { "Rows" } else { "Columns" };
            arguments.push_str(&format!(", include{name}: {}", serde_json::json!(include)));
        }
        arguments
    }

    fn headers(&self, twins: &Twins, records: &[usize], unknown: bool) -> Vec<Header> {
        let all = twins.catalogue.tally(records, self.dimension);
        let mut tally = all.clone();
        if self.by_label {
            tally.sort();
        }
        let page = tally.into_iter().skip(self.offset).take(self.limit);
        let mut headers: Vec<Header> = page.map(|(value, count)| (Some(value), count, false)).collect();
        for value in &self.include {
            if headers.iter().all(|(other, ..)| other.as_ref() != Some(value)) {
                let count = all.iter().find(|(other, _)| other == value).map_or(0, |(_, count)| *count);
                headers.push((Some(value.clone()), count, true));
            }
        }
        let lacking = twins.catalogue.without(records, self.dimension).len();
        headers.extend((unknown && lacking > 0).then_some((None, lacking, false)));
        headers
    }
}

fn assert_header(told: &Json, (value, wanted, is_added): &Header, what: &str) {
    assert_eq!(told["isAdded"], *is_added, "{what}: {told}");
    assert_eq!(count(&told["count"]), *wanted, "{what}: {told}");
    assert_eq!(told["isUnknown"], value.is_none(), "{what}: {told}");
    assert_eq!(told["label"], value.as_ref().map_or("(none)", Value::label), "{what}");
    assert_eq!(told["value"].as_str(), value.as_ref().map(|value| value.filter.as_str()), "{what}");
    let node = value.as_ref().filter(|value| value.id.is_some()).map(|value| value.filter.as_str());
    assert_eq!(told["node"]["id"].as_str(), node, "{what}");
}

/// Crosstabs of random dimensions.
pub async fn crosstabs_agree(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let (mut questions, mut asked) = (Vec::new(), Vec::new());
    for selection in selections {
        for _ in 0..3 {
            let (down, along) = (Side::random(twins, dice), Side::random(twins, dice));
            let unknown = dice.chance(80);
            let sides = format!("{}, {}", down.arguments(twins, "row", dice), along.arguments(twins, "column", dice));
            let field = format!(
                "crosstab({sides}, {}, includeUnknown: {unknown}) {{
                    rowCount columnCount
                    totalCount columns {{ ...header }}
                    rows {{ header {{ ...header }} cells {{ column {{ label value isUnknown count }} count share {LIST} }} }}
                }}",
                selection.arguments()
            );
            // A fragment would have to stand outside the field.
            let field = field.replace("...header", "label value count isUnknown isAdded node { id }");
            questions.push(Question::of(field, selection.to_json(catalogue)));
            asked.push((selection, down, along, unknown));
        }
    }
    let answers = twins.ask_all(&questions).await;
    for (question, (answer, (selection, down, along, unknown))) in questions.iter().zip(answers.iter().zip(asked)) {
        let (records, filter) = (&selection.records, &question.filter);
        let what = twins.told(&question.field, filter);
        assert_eq!(count(&answer["totalCount"]), records.len(), "{what}");
        for (side, name) in [(&down, "rowCount"), (&along, "columnCount")] {
            assert_eq!(count(&answer[name]), catalogue.tally(records, side.dimension).len(), "{what}");
        }
        let rows = down.headers(twins, records, unknown);
        let columns = along.headers(twins, records, unknown);
        let (told_rows, told_columns) = (answer["rows"].as_array().unwrap(), answer["columns"].as_array().unwrap());
        assert_eq!((told_rows.len(), told_columns.len()), (rows.len(), columns.len()), "{what}");
        for (told, header) in told_columns.iter().zip(&columns) {
            assert_header(told, header, &what);
        }
        // The records of a header.
        let with = |dimension: &str, headers: &[Header]| -> Vec<Vec<usize>> {
            let values: Vec<BTreeSet<Value>> = records.iter().map(|record| catalogue.values(*record, dimension)).collect();
            let has =
                |values: &BTreeSet<Value>, header: &Header| header.0.as_ref().map_or(values.is_empty(), |value| values.contains(value));
            let with = |header| records.iter().zip(&values).filter(|(_, values)| has(values, header)).map(|(record, _)| *record).collect();
            headers.iter().map(with).collect()
        };
        let (of_rows, of_columns) = (with(down.dimension, &rows), with(along.dimension, &columns));
        for ((told, row), of_row) in told_rows.iter().zip(&rows).zip(&of_rows) {
            assert_header(&told["header"], row, &what);
            let both = |of_column: &[usize]| -> Vec<usize> { of_row.iter().copied().filter(|record| of_column.contains(record)).collect() };
            let wanted: Vec<(&Header, Vec<usize>)> =
                columns.iter().zip(&of_columns).map(|(column, of)| (column, both(of))).filter(|(_, both)| !both.is_empty()).collect();
            let cells = told["cells"].as_array().unwrap();
            assert_eq!(cells.len(), wanted.len(), "{what}: {told}");
            for (cell, (column, both)) in cells.iter().zip(wanted) {
                assert_eq!(cell["column"]["value"].as_str(), column.0.as_ref().map(|value| value.filter.as_str()), "{what}");
                assert_eq!(count(&cell["column"]["count"]), column.1, "{what}");
                assert_counted(twins, cell, &both, &what, filter);
                assert_share(&cell["share"], both.len(), row.1);
                if down.dimension == along.dimension && row.0 == column.0 {
                    assert_eq!(both.len(), row.1, "{what}: the diagonal");
                }
            }
        }
    }
}

/// Pairs with the records that have both, the most frequent first.
fn pairs(twins: &Twins, records: &[usize], dimension: &str, min: usize) -> Vec<((Value, Value), Vec<usize>)> {
    let mut pairs: BTreeMap<(Value, Value), Vec<usize>> = BTreeMap::new();
    for record in records {
        let values: Vec<Value> = twins.catalogue.values(*record, dimension).into_iter().collect();
        for (place, a) in values.iter().enumerate() {
            for b in &values[place + 1..] {
                pairs.entry((a.clone(), b.clone())).or_default().push(*record);
            }
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().filter(|(_, both)| both.len() >= min).collect();
    // The first settles ties by its label and id before the second is looked at.
    let ties = |(a, b): &(Value, Value)| (a.collated.clone(), a.id, b.collated.clone(), b.id);
    pairs.sort_by_cached_key(|(pair, both)| (Reverse(both.len()), ties(pair)));
    pairs
}

/// Pairs of every dimension, page by page.
pub async fn pairs_agree(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    for selection in selections {
        let filter = selection.to_json(catalogue);
        let ask = |dimension: &str, min: usize, page: &str| {
            let body = format!(
                "{{ totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
                    edges {{ cursor node {{ count }} }} nodes {{ a {{ value count }} b {{ value count }} count {LIST} }} }}"
            );
            Question::of(
                format!("cooccurrence(dimension: {dimension}, {}, minCount: {min}, {page}) {body}", selection.arguments()),
                filter.clone(),
            )
        };
        let size = dice.within(6, 40);
        let asked: Vec<(&str, usize)> = DIMENSIONS.iter().map(|dimension| (*dimension, dice.within(1, 3))).collect();
        let first: Vec<Question> = asked.iter().map(|(dimension, min)| ask(dimension, *min, &format!("first: {size}"))).collect();
        for ((dimension, min), (question, mut page)) in asked.iter().zip(first.iter().zip(twins.ask_all(&first).await)) {
            let what = twins.told(&question.field, &filter);
            let wanted = pairs(twins, &selection.records, dimension, *min);
            assert!(!matches!(*dimension, "YEAR" | "FORMAT" | "LICENSE") || wanted.is_empty());
            let counts: BTreeMap<Value, usize> = catalogue.tally(&selection.records, dimension).into_iter().collect();
            let mut at = 0;
            loop {
                assert_eq!(count(&page["totalCount"]), wanted.len(), "{what}");
                assert_eq!(page["pageInfo"]["hasPreviousPage"], at > 0, "{what}");
                let nodes = page["nodes"].as_array().unwrap();
                assert_eq!(nodes.len(), page["edges"].as_array().unwrap().len());
                for told in nodes {
                    let ((a, b), both) = wanted.get(at).unwrap_or_else(|| panic!("{what}: more than there are"));
                    for (side, value) in [("a", a), ("b", b)] {
                        assert_eq!(told[side]["value"], value.filter.as_str(), "{what}: pair {at}");
                        assert_eq!(count(&told[side]["count"]), counts[value], "{what}: pair {at}");
                    }
                    assert_counted(twins, told, both, &what, &filter);
                    at += 1;
                }
                assert_eq!(page["pageInfo"]["hasNextPage"], at < wanted.len(), "{what}");
                if at == wanted.len() {
                    break;
                }
                assert_eq!(nodes.len(), size, "{what}");
                let after = page["pageInfo"]["endCursor"].as_str().unwrap();
                page = twins.ask_all(&[ask(dimension, *min, &format!("first: {size}, after: \"{after}\""))]).await.remove(0);
            }
        }
    }
}

/// How far values of one dimension overlap in another.
pub async fn overlaps_agree(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let (mut questions, mut asked) = (Vec::new(), Vec::new());
    for selection in selections {
        for _ in 0..3 {
            let (of, by) = (*dice.pick(&DIMENSIONS), *dice.pick(&DIMENSIONS));
            let field = format!(
                "overlap(of: {of}, by: {by}, {}, first: 1000) {{ a {{ value count }} b {{ value count }} shared union jaccard }}",
                selection.arguments()
            );
            questions.push(Question::of(field, selection.to_json(catalogue)));
            asked.push((selection, of, by));
        }
    }
    let answers = twins.ask_all(&questions).await;
    for (question, (answer, (selection, of, by))) in questions.iter().zip(answers.iter().zip(asked)) {
        let what = twins.told(&question.field, &question.filter);
        let mut with: BTreeMap<Value, BTreeSet<Value>> = BTreeMap::new();
        for record in &selection.records {
            for value in catalogue.values(*record, of) {
                with.entry(value).or_default().extend(catalogue.values(*record, by));
            }
        }
        let counts: BTreeMap<Value, usize> = catalogue.tally(&selection.records, of).into_iter().collect();
        let values: Vec<(&Value, &BTreeSet<Value>)> = with.iter().collect();
        let mut wanted = BTreeMap::new();
        for (place, (a, of_a)) in values.iter().enumerate() {
            for (b, of_b) in &values[place + 1..] {
                let (shared, union) = (of_a.intersection(of_b).count(), of_a.union(of_b).count());
                if shared > 0 {
                    wanted.insert((a.filter.clone(), b.filter.clone()), (shared, union, counts[*a], counts[*b]));
                }
            }
        }
        let told = answer.as_array().unwrap();
        assert_eq!(told.len(), wanted.len(), "{what}");
        let mut last = (usize::MAX, f64::MAX);
        for it in told {
            let pair = (it["a"]["value"].as_str().unwrap().to_owned(), it["b"]["value"].as_str().unwrap().to_owned());
            let (shared, union, a, b) = *wanted.get(&pair).unwrap_or_else(|| panic!("{what}: no such pair, or turned round: {it}"));
            let numbers = (count(&it["shared"]), count(&it["union"]), count(&it["a"]["count"]), count(&it["b"]["count"]));
            assert_eq!(numbers, (shared, union, a, b), "{what}: {it}");
            assert_share(&it["jaccard"], shared, union);
            let jaccard = it["jaccard"].as_f64().unwrap();
            assert!(last.0 > shared || last.0 == shared && last.1 >= jaccard, "{what}: out of order at {it}");
            last = (shared, jaccard);
        }
    }
}

const FIELDS: [&str; 11] = [
    "year", "format", "description", "language", "landingPage", "license", "identifiers", "producers", "funders", "keywords", "collections",
];

/// What is missing.
pub async fn completeness_agrees(twins: &Twins, selections: &[Selection]) {
    let ask = |selection: &Selection| {
        let field = format!("completeness({}) {{ resources missing {{ field count {LIST} }} }}", selection.arguments());
        Question::of(field, selection.to_json(&twins.catalogue))
    };
    let questions: Vec<Question> = selections.iter().map(ask).collect();
    for (question, (answer, selection)) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(selections)) {
        assert_eq!(count(&answer["resources"]), selection.records.len(), "{}", twins.told(&question.field, &question.filter));
        let missing = answer["missing"].as_array().unwrap();
        assert_eq!(missing.iter().map(|it| it["field"].as_str().unwrap()).collect::<Vec<_>>(), FIELDS);
        for it in missing {
            let field = it["field"].as_str().unwrap();
            let records = twins.catalogue.lacking(&selection.records, field);
            assert_counted(twins, it, &records, &format!("missing {field}"), &question.filter);
        }
    }
}
