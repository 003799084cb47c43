//! Counts agree, always: lists, facets, crosstabs, pairs, overlaps and ranked counts of random catalogues are what a slow reading of the
//! records says, each number is the length of the list that it counts, and SQLite and PostgreSQL give the same answers.
//!
//! A catalogue and its filters come from a seed; a failure names it, with the question and its filter.

mod catalogue;
mod dice;
mod facets;
mod fields;
mod filter;
mod lists;
mod merges;
mod oracle;
mod own;
mod ranked;
mod selection;
mod tables;
mod twins;
mod value;
mod while_importing;

use self::dice::Dice;
use self::filter::Filter;
use self::selection::{Selection, Term};
use self::twins::Twins;

/// Everything, and lists by random filters.
fn selections(twins: &Twins, dice: &mut Dice, number: usize, search: bool) -> Vec<Selection> {
    let catalogue = &twins.catalogue;
    let mut selections = vec![Selection::new(catalogue, Filter::default(), if search { Term::random(dice) } else { Vec::new() })];
    let mut empty = 0;
    while selections.len() < number {
        let filter = if search && dice.chance(40) { Filter::default() } else { Filter::random(dice, 3) };
        let search = if search { Term::random(dice) } else { Vec::new() };
        let selection = Selection::new(catalogue, filter, search);
        // Lists of nothing are right too soon to be many.
        empty += usize::from(selection.records.is_empty());
        if !selection.records.is_empty() || empty <= number / 6 {
            selections.push(selection);
        }
    }
    selections
}

async fn agree(seed: u64, search: bool) {
    agree_on(&Twins::new(seed).await, seed, search).await;
}

async fn agree_on(twins: &Twins, seed: u64, search: bool) {
    let dice = &mut Dice::new(seed + 1_000);
    let all = selections(twins, dice, 36, search);
    let some: Vec<Selection> = all.iter().step_by(5).cloned().collect();
    lists::hold(twins, &all, dice).await;
    lists::keep_their_order(twins, &all[1..3]).await;
    if search {
        lists::of_agents_and_keywords_are_searched(twins).await;
    } else {
        lists::of_agents_and_keywords_hold(twins, dice, 30).await;
        ranked::agree(twins, dice).await;
    }
    facets::agree(twins, &some[..4], dice).await;
    facets::take_arguments(twins, &some, dice).await;
    facets::are_asked_for_one_by_one(twins, &some[..5], dice).await;
    tables::crosstabs_agree(twins, &some, dice).await;
    tables::pairs_agree(twins, &some[..3], dice).await;
    tables::overlaps_agree(twins, &some, dice).await;
    tables::completeness_agrees(twins, &some).await;
    for world in &twins.worlds {
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new(), "seed {seed} on {}", world.database.name);
    }
}

#[tokio::test]
async fn counts_agree_under_filters() {
    for seed in 1..=3 {
        agree(seed, false).await;
    }
}

#[tokio::test]
async fn counts_agree_under_more_filters() {
    for seed in 4..=6 {
        agree(seed, false).await;
    }
}

/// A merge never changes the number of resources under a filter on the survivor from the size of the union, and taken back it never was.
#[tokio::test]
async fn counts_agree_after_merges() {
    for seed in 10..=13 {
        let mut twins = Twins::new(seed).await;
        let dice = &mut Dice::new(seed + 2_000);
        let before = merges::everything(&twins).await;
        for _ in 0..2 {
            twins.merge(dice).await;
            agree_on(&twins, seed, seed % 2 == 1).await;
        }
        let catalogue = &twins.catalogue;
        let merged = (catalogue.agents.iter().filter(|it| it.into.is_some()), catalogue.keywords.iter().filter(|it| it.into.is_some()));
        assert!(merged.0.count() > 1 && merged.1.count() > 1, "seed {seed}: nothing is merged");
        twins.take_merges_back().await;
        assert_eq!(merges::everything(&twins).await, before, "seed {seed}");
        for world in &twins.worlds {
            assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new(), "seed {seed} on {}", world.database.name);
        }
    }
}

#[tokio::test]
async fn counts_agree_under_searches() {
    for seed in 7..=9 {
        agree(seed, true).await;
    }
}
