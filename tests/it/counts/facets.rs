//! Facets count the list that they stand on.

use serde_json::{Value as Json, json};

use super::dice::Dice;
use super::filter::Filter;
use super::lists::{inner, nested};
use super::oracle::{DIMENSIONS, Value, fold};
use super::own::without_own;
use super::selection::{Selection, having};
use super::twins::{Question, Twins, count};

const FACETS: &str = "{ totalCount facets(
    by: [FUNDER, PRODUCER, KEYWORD, YEAR, FORMAT, COLLECTION, LICENSE, LANGUAGE, PERSON, ORGANIZATION], first: 1000
) { dimension distinctValues unknown values { label value count node { __typename id } } } }";

/// The values of a facet as `label value count`.
fn told(facet: &Json) -> Vec<(String, String, usize)> {
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    facet["values"].as_array().unwrap().iter().map(|it| (text(&it["label"]), text(&it["value"]), count(&it["count"]))).collect()
}

fn wanted(tally: &[(Value, usize)]) -> Vec<(String, String, usize)> {
    tally.iter().map(|(value, count)| (value.label().to_owned(), value.filter.clone(), *count)).collect()
}

fn assert_facet(twins: &Twins, facet: &Json, dimension: &str, records: &[usize], what: &str, filter: &Json) {
    let tally = twins.catalogue.tally(records, dimension);
    assert_eq!(facet["dimension"], dimension);
    assert_eq!(told(facet), wanted(&tally), "{}", twins.told(format!("{dimension} of {what}"), filter));
    assert_eq!(count(&facet["distinctValues"]), tally.len(), "{}", twins.told(format!("distinct {dimension} of {what}"), filter));
    let unknown = twins.catalogue.without(records, dimension).len();
    assert_eq!(count(&facet["unknown"]), unknown, "{}", twins.told(format!("unknown {dimension} of {what}"), filter));
    for value in facet["values"].as_array().unwrap() {
        let is_node = !matches!(dimension, "YEAR" | "FORMAT" | "LICENSE" | "LANGUAGE");
        assert_eq!(value["node"]["id"].as_str(), value["value"].as_str().filter(|_| is_node), "{value}");
    }
}

/// Facets at the root and below nodes are what the records say, and each count is the length of the list that has the value.
pub async fn agree(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let (mut questions, mut lists) = (Vec::new(), Vec::new());
    for selection in selections {
        let (arguments, filter) = (selection.arguments(), selection.to_json(catalogue));
        questions.push(Question::of(format!("resources({arguments}, first: 0) {FACETS}"), filter.clone()));
        lists.push((selection.records.clone(), selection));
        let nested = nested(twins, &arguments);
        let (field, records) = dice.pick(&nested);
        questions.push(Question::of(field.replace("BODY", FACETS), filter));
        lists.push((selection.among(records), selection));
    }
    let answers = twins.ask_all(&questions).await;
    let (mut narrower, mut counts) = (Vec::new(), Vec::new());
    for (question, (answer, (records, selection))) in questions.iter().zip(answers.iter().zip(&lists)) {
        let is_root = answer.get("facets").is_some();
        let list = if is_root { answer } else { inner(answer) };
        assert_eq!(count(&list["totalCount"]), records.len(), "{}", twins.told(&question.field, &question.filter));
        let field = question.field.replace(FACETS, "{ totalCount }");
        for (facet, dimension) in list["facets"].as_array().unwrap().iter().zip(DIMENSIONS) {
            assert_facet(twins, facet, dimension, records, &field, &question.filter);
            for (label, value, count) in told(facet) {
                if is_root || dice.chance(30) {
                    let both = Filter::both(vec![selection.filter.clone(), having(catalogue, dimension, &value)]);
                    narrower.push(Question::of(&field, both.to_json(catalogue)));
                    counts.push((format!("{dimension} {label}"), count));
                }
            }
        }
    }
    for (question, (answer, (value, wanted))) in narrower.iter().zip(twins.ask_all(&narrower).await.iter().zip(counts)) {
        let list = if answer.get("totalCount").is_some() { answer } else { inner(answer) };
        assert_eq!(count(&list["totalCount"]), wanted, "{}", twins.told(format!("{value}: {}", question.field), &question.filter));
    }
}

/// The records of a selection without its own condition on a dimension.
fn loosened(twins: &Twins, selection: &Selection, dimension: &str) -> Vec<usize> {
    let filter = without_own(&twins.catalogue, &selection.filter, dimension);
    Selection::new(&twins.catalogue, filter, selection.search.clone()).records
}

/// `first`, `text`, `orderBy` and `ignoreOwn` do what they say.
pub async fn take_arguments(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let (mut questions, mut wanted_of) = (Vec::new(), Vec::new());
    for selection in selections {
        let (arguments, filter) = (selection.arguments(), selection.to_json(catalogue));
        for dimension in DIMENSIONS {
            let (first, text, by_label) = (dice.below(6), *dice.pick(&["", "", "a", "FUND", "É", "20", "zzz"]), dice.chance(50));
            let ignore_own = dice.chance(60);
            let mut ask = format!("by: [{dimension}], first: {first}, ignoreOwn: {ignore_own}");
            if by_label {
                ask.push_str(", orderBy: LABEL_ASC");
            }
            if !text.is_empty() {
                ask.push_str(&format!(", text: {}", json!(text)));
            }
            let field =
                format!("resources({arguments}, first: 0) {{ facets({ask}) {{ distinctValues unknown values {{ label value count }} }} }}");
            questions.push(Question::of(field, filter.clone()));

            let looser = ignore_own.then(|| loosened(twins, selection, dimension));
            let records = looser.as_ref().unwrap_or(&selection.records);
            let mut tally = catalogue.tally(records, dimension);
            tally.retain(|(value, _)| fold(value.label()).contains(&fold(text)));
            if by_label {
                tally.sort();
            }
            let (distinct, unknown) = (tally.len(), catalogue.without(records, dimension).len());
            tally.truncate(first);
            wanted_of.push((wanted(&tally), distinct, unknown));
        }
    }
    for (question, (answer, (values, distinct, unknown))) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(wanted_of)) {
        let facet = &answer["facets"][0];
        let told = (told(facet), count(&facet["distinctValues"]), count(&facet["unknown"]));
        assert_eq!(told, (values, distinct, unknown), "{}", twins.told(&question.field, &question.filter));
    }
}

/// Facets that say each for itself how many values, which, in which order, and which besides.
pub async fn are_asked_for_one_by_one(twins: &Twins, selections: &[Selection], dice: &mut Dice) {
    let catalogue = &twins.catalogue;
    let everything: Vec<usize> = (0..catalogue.records.len()).collect();
    let (mut questions, mut wanted_of) = (Vec::new(), Vec::new());
    for selection in selections {
        let (arguments, filter, ignore_own) = (selection.arguments(), selection.to_json(catalogue), dice.chance(60));
        let (mut asks, mut wanted_here) = (Vec::new(), Vec::new());
        for dimension in DIMENSIONS {
            let (first, text, by_label) = (dice.below(6), *dice.pick(&["", "", "a", "FUND", "É", "20", "zzz"]), dice.chance(50));
            let chosen: Vec<Value> =
                catalogue.tally(&everything, dimension).into_iter().map(|(value, _)| value).filter(|_| dice.chance(40)).collect();
            let names: Vec<&str> =
                chosen.iter().map(|value| if dice.chance(50) { value.filter.as_str() } else { catalogue.slug(value, dimension) }).collect();
            let order = if by_label { "LABEL_ASC" } else { "COUNT_DESC" };
            let mut ask = format!("{{ dimension: {dimension}, first: {first}, orderBy: {order}, include: {}", json!(names));
            if !text.is_empty() {
                ask.push_str(&format!(", text: {}", json!(text)));
            }
            asks.push(format!("{ask} }}"));

            let records = if ignore_own { loosened(twins, selection, dimension) } else { selection.records.clone() };
            let all = catalogue.tally(&records, dimension);
            let mut tally: Vec<(Value, usize)> =
                all.iter().filter(|(value, _)| fold(value.label()).contains(&fold(text))).cloned().collect();
            if by_label {
                tally.sort();
            }
            let (distinct, unknown) = (tally.len(), catalogue.without(&records, dimension).len());
            tally.truncate(first);
            let on_page = tally.len();
            for value in chosen {
                if tally.iter().all(|(other, _)| *other != value) {
                    let count = all.iter().find(|(other, _)| *other == value).map_or(0, |(_, count)| *count);
                    tally.push((value, count));
                }
            }
            wanted_here.push((dimension, wanted(&tally), on_page, distinct, unknown));
        }
        let asks = asks.join(", ");
        let field = format!(
            "resources({arguments}, first: 0) {{ facetsOf(dimensions: [{asks}], ignoreOwn: {ignore_own}) {{
                dimension distinctValues unknown values {{ label value count isAdded }} }} }}"
        );
        questions.push(Question::of(field, filter));
        wanted_of.push(wanted_here);
    }
    for (question, (answer, wanted)) in questions.iter().zip(twins.ask_all(&questions).await.iter().zip(wanted_of)) {
        for (facet, (dimension, values, on_page, distinct, unknown)) in answer["facetsOf"].as_array().unwrap().iter().zip(wanted) {
            let what = twins.told(&question.field, &question.filter);
            assert_eq!(facet["dimension"], dimension, "{what}");
            assert_eq!((told(facet), count(&facet["distinctValues"]), count(&facet["unknown"])), (values, distinct, unknown), "{what}");
            let added = facet["values"].as_array().unwrap().iter().map(|value| value["isAdded"] == true);
            assert!(added.enumerate().all(|(place, is_added)| is_added == (place >= on_page)), "{what}");
        }
    }
}
