//! Suggestions are the best of those that fit.

use std::cmp::Reverse;

use super::*;

#[test]
fn suggestions_begin_as_was_typed() {
    let library = library();
    let titles = BTreeMap::from([
        (2, vec!["A Crisis Intervention Team in the county"]),
        (6, vec!["Substance Abuse and Mental Health Services Administration", "SAMHSA"]),
        (7, vec!["Same Day Health"]),
    ]);
    let shelf = Shelf { names: titles, is_kept: false };
    let suggest = |kind, text: &str| {
        let found = library.suggest(kind, text, 5, &shelf).unwrap();
        found.into_iter().map(|candidate| (candidate.node, candidate.name)).collect::<Vec<_>>()
    };
    assert_eq!(suggest(Kind::Organization, "sam"), [(7, "Same Day Health"), (6, "SAMHSA")]);
    assert_eq!(suggest(Kind::Organization, "samh"), [(6, "SAMHSA")]);
    assert_eq!(
        suggest(Kind::Organization, "heal"),
        [(7, "Same Day Health"), (6, "Substance Abuse and Mental Health Services Administration")]
    );
    assert_eq!(suggest(Kind::Organization, "mental HEALTH ser"), [(6, "Substance Abuse and Mental Health Services Administration")]);
    assert_eq!(suggest(Kind::Resource, "crisis in"), [(2, "A Crisis Intervention Team in the county")]);
    assert_eq!(suggest(Kind::Resource, "?"), []);
    assert_eq!(suggest(Kind::Person, "ana"), [], "a node without a name is not suggested");
}

#[test]
fn what_was_mistyped_is_guessed() {
    let library = library();
    let titles = BTreeMap::from([
        (2, vec!["A Crisis Intervention Team in the county"]),
        (6, vec!["Substance Abuse and Mental Health Services Administration", "SAMHSA"]),
        (7, vec!["Same Day Health"]),
    ]);
    for is_kept in [false, true] {
        let shelf = Shelf { names: titles.clone(), is_kept };
        let guess = |kind, text: &str| {
            let found = library.guess(kind, text, 5, &shelf).unwrap();
            found.into_iter().map(|candidate| (candidate.node, candidate.name, candidate.fit)).collect::<Vec<_>>()
        };
        let team = "A Crisis Intervention Team in the county";
        assert_eq!(guess(Kind::Organization, "samsha"), [(6, "SAMHSA", Fit::Mistyped(1))]);
        assert_eq!(guess(Kind::Resource, "crisis intrev"), [(2, team, Fit::Mistyped(1))], "unfinished words too");
        assert_eq!(guess(Kind::Resource, "crsis intrvention taem"), [(2, team, Fit::Mistyped(3))]);
        assert_eq!(guess(Kind::Resource, "intrvetnion"), [(2, team, Fit::Mistyped(2))], "two errors in a long word");
        assert_eq!(guess(Kind::Resource, "taaam"), [], "not in a short one");
        assert_eq!(guess(Kind::Resource, "risis"), [], "the first letter is right");
        assert_eq!(guess(Kind::Resource, "crisis"), [], "what fits as it is was found before");
        assert_eq!(guess(Kind::Resource, "int"), [], "short beginnings are meant as they are typed");
        let both = [(7, "Same Day Health", Fit::Mistyped(1)), (6, titles[&6][0], Fit::Mistyped(1))];
        assert_eq!(guess(Kind::Organization, "helth"), both);
    }
}

/// Nodes whose greatest number is the best.
pub(super) struct Shelf<'n> {
    pub(super) names: BTreeMap<u32, Vec<&'n str>>,
    /// True when they are kept best first.
    pub(super) is_kept: bool,
}

impl<'n> Nodes<'n> for Shelf<'n> {
    fn lead(&self, node: u32) -> u32 {
        node
    }

    fn names(&self, node: u32) -> Vec<&'n str> {
        self.names.get(&node).cloned().unwrap_or_default()
    }

    fn called(&self, text: &str) -> Vec<(u32, &'n str)> {
        let called = |(node, names): (&u32, &Vec<&'n str>)| Some((*node, *names.iter().find(|name| name.eq_ignore_ascii_case(text))?));
        self.names.iter().filter_map(called).collect()
    }

    fn standing(&self, node: u32) -> u64 {
        u64::from(u32::MAX - node)
    }

    fn best_first(&self) -> Option<Box<dyn Iterator<Item = u32> + 'n>> {
        let nodes: Vec<u32> = self.names.keys().rev().copied().collect();
        self.is_kept.then(|| Box::new(nodes.into_iter()) as Box<dyn Iterator<Item = u32>>)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// By whichever way they are found, suggestions are the best of those that fit.
    #[test]
    fn the_best_are_suggested(
        titles in prop::collection::vec(prop::collection::vec("[abc]{1,5}", 1..4).prop_map(|words| words.join(" ")), 1..60),
        typed in prop::collection::vec("[abc]{1,4}", 1..3).prop_map(|words| words.join(" ")),
        limit in 1..6_usize,
    ) {
        let documents = (0..).zip(&titles).map(|(number, title)| resource(number, title, &[], ""));
        let searcher = searcher(&index(documents.collect()));
        let begins = |title: &str| title.starts_with(&typed);
        let is_in = |title: &str| {
            let (words, mut typed): (Vec<&str>, Vec<&str>) = (title.split(' ').collect(), typed.split(' ').collect());
            let last = typed.pop().unwrap();
            typed.iter().all(|word| words.contains(word)) && words.iter().any(|word| word.starts_with(last))
        };
        let fit = |title: &str| {
            let fits = [(title == typed, Fit::Exact), (begins(title), Fit::Whole), (is_in(title), Fit::Inner)];
            fits.into_iter().find(|(is_so, _)| *is_so).map(|(_, fit)| fit)
        };
        let mut expected: Vec<(Fit, Reverse<u32>)> =
            (0..).zip(&titles).filter_map(|(number, title)| Some((fit(title)?, Reverse(number)))).collect();
        expected.sort_unstable();
        expected.truncate(limit);
        for is_kept in [false, true] {
            let shelf = Shelf { names: (0..).zip(titles.iter().map(|title| vec![title.as_str()])).collect(), is_kept };
            let found = searcher.suggest(Kind::Resource, &typed, limit, &shelf).unwrap();
            let found: Vec<(Fit, Reverse<u32>)> = found.iter().map(|found| (found.fit, Reverse(found.node))).collect();
            prop_assert_eq!(&found, &expected, "{}", is_kept);
        }
    }
}
