//! The grants that stand under a label of their own, given to the funders of their record.

use entity::vocabulary::{FundingKind, ProvenanceMethod};

use crate::name::fold;
use crate::{
    format::value::{award::numbers_only, separators::Item},
    model::{AgentMention, Award},
};

/// The number of a grant is at most so many words.
const NUMBER_WORDS: usize = 3;

/// Grants were paired with funders by their order.
pub(in crate::format) const PAIRED: &str = "The record has as many grants as funders, and they were paired in the order printed: check them. A number in \
                                 brackets behind its funder is sure: `Funder A (12345); Funder B (67890)`.";
const NO_FUNDER: &str = "The record names no funder that this grant can be of; it was kept as a note.";
const NO_NUMBER: &str = "This is no number of a grant; it was kept as a note.";
const WHOSE: &str = "The record has several funders, and it does not say which of them the grants are of; they were kept as a note. Write each \
                     number in brackets behind its funder: `Funder A (12345); Funder B (67890)`.";

type Funder = AgentMention<FundingKind>;

/// Gives each grant to the funder that it names, or to the only funder that stands before it and the grants beside it. As many grants as
/// funders are paired in order. Returns true when it paired some.
///
/// # Errors
/// Why the grants are of no funder, in a sentence; then none was given.
pub(in crate::format) fn give(grants: &[Item], funders: &mut [Funder]) -> Result<bool, &'static str> {
    let mut given = Vec::new();
    let mut unnamed = Vec::new();
    for grant in grants {
        match funders.iter().enumerate().find_map(|(at, funder)| Some((at, without_name(&grant.text, funder)?))) {
            Some((at, number)) if funders.len() > 1 => given.push((at, numbers_of(number).ok_or(NO_NUMBER)?)),
            _ => unnamed.push((grant.line, numbers_of(&grant.text).ok_or(NO_NUMBER)?)),
        }
    }
    let mut paired = false;
    match funders {
        [] => return Err(NO_FUNDER),
        [_] => given.extend(unnamed.into_iter().map(|(_, numbers)| (0, numbers))),
        _ => {
            for (payers, numbers) in runs(funders, unnamed).ok_or(WHOSE)? {
                if let [only] = payers.as_slice() {
                    given.push((*only, numbers));
                } else if payers.len() == numbers.len() {
                    paired = true;
                    given.extend(payers.into_iter().zip(numbers.into_iter().map(|number| vec![number])));
                } else {
                    return Err(WHOSE);
                }
            }
        }
    }
    for (at, numbers) in given {
        let Some(funder) = funders.get_mut(at) else { continue };
        if paired {
            funder.method = ProvenanceMethod::Inferred;
        }
        for number in numbers {
            let award = Award { number: Some(number), ..Award::default() };
            if !funder.awards.contains(&award) {
                funder.awards.push(award);
            }
        }
    }
    Ok(paired)
}

/// Funders that stand together, and the numbers of the grants that stand behind them, or before them where grants come first. None when
/// grants stand apart from all funders.
fn runs(funders: &[Funder], grants: Vec<(u64, Vec<String>)>) -> Option<Vec<(Vec<usize>, Vec<String>)>> {
    let mut order: Vec<(u64, Result<usize, Vec<String>>)> = funders.iter().enumerate().map(|(at, funder)| (funder.line, Ok(at))).collect();
    order.extend(grants.into_iter().map(|(line, numbers)| (line, Err(numbers))));
    // On one line, the order of the funders and of the grants is all that is known.
    order.sort_by_key(|(line, step)| (*line, step.is_err()));
    let is_reversed = order.first().is_some_and(|(_, step)| step.is_err());
    if is_reversed {
        order.reverse();
    }
    let mut runs: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
    for (_, step) in order {
        match (step, runs.last_mut()) {
            (Ok(funder), Some((payers, numbers))) if numbers.is_empty() => payers.push(funder),
            (Ok(funder), _) => runs.push((vec![funder], Vec::new())),
            (Err(more), Some((_, numbers))) if is_reversed => numbers.splice(0..0, more).for_each(drop),
            (Err(more), Some((_, numbers))) => numbers.extend(more),
            (Err(_), None) => return None,
        }
    }
    runs.retain(|(_, numbers)| !numbers.is_empty());
    for (payers, _) in runs.iter_mut().filter(|_| is_reversed) {
        payers.reverse();
    }
    Some(runs)
}

/// The text of a grant without the name or acronym of its funder, when it begins or ends with that. "NSF-12" is a number as a whole.
fn without_name<'a>(text: &'a str, funder: &Funder) -> Option<&'a str> {
    let names = std::iter::once(funder.name.as_str()).chain(funder.acronym.as_deref());
    let marks = |character: char| matches!(character, ' ' | ':' | ',' | '(' | ')' | '[' | ']' | '–');
    names.filter(|name| name.len() < text.len()).find_map(|name| {
        let is_name = |part: &str| fold(part) == fold(name);
        let (start, behind) = text.split_at_checked(name.len())?;
        if is_name(start) && behind.starts_with('-') {
            return Some(text);
        }
        if is_name(start) && behind.starts_with(marks) {
            return Some(behind.trim_matches(marks));
        }
        let text = text.trim_end_matches([')', ']']);
        let (before, end) = text.split_at_checked(text.len().checked_sub(name.len())?)?;
        (is_name(end) && before.ends_with(marks)).then(|| before.trim_matches(marks))
    })
}

/// The numbers of grants that a text is: what holds a digit and is short is one, whatever it looks like.
fn numbers_of(text: &str) -> Option<Vec<String>> {
    let short = text.split(' ').nth(NUMBER_WORDS).is_none() && text.contains(|character: char| character.is_numeric());
    numbers_only(text).or_else(|| short.then(|| vec![text.to_owned()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::value::agents::body;

    /// The grants of each funder, after what was given; `?` marks pairs.
    fn given(grants: &[(u64, &str)], funders: &[(u64, &str)]) -> Result<Vec<String>, &'static str> {
        let grants: Vec<Item> = grants.iter().map(|(line, text)| Item { line: *line, text: (*text).to_owned() }).collect();
        let mut funders: Vec<Funder> = funders.iter().map(|(line, name)| body(name, *line, FundingKind::Funder)).collect();
        let paired = give(&grants, &mut funders)?;
        let numbers = |funder: &Funder| funder.awards.iter().filter_map(|award| award.number.clone()).collect::<Vec<_>>().join(" ");
        let mark = if paired { "?" } else { "" };
        Ok(funders.iter().map(|funder| format!("{}{mark}", numbers(funder))).collect())
    }

    #[test]
    fn one_funder_has_all_grants() {
        assert_eq!(given(&[(2, "1"), (2, "2")], &[(1, "Fund A")]).unwrap(), ["1 2"]);
        assert_eq!(given(&[(1, "1")], &[(2, "Fund A")]).unwrap(), ["1"]);
    }

    #[test]
    fn as_many_grants_as_funders_are_paired() {
        let funders = [(1, "Fund A"), (1, "Fund B")];
        assert_eq!(given(&[(2, "1"), (2, "2")], &funders).unwrap(), ["1?", "2?"]);
        assert_eq!(given(&[(1, "1"), (1, "2")], &funders).unwrap(), ["1?", "2?"]);
        assert_eq!(given(&[(1, "1"), (1, "2")], &[(2, "Fund A"), (2, "Fund B")]).unwrap(), ["1?", "2?"]);
    }

    #[test]
    fn what_stands_by_itself_is_sure() {
        assert_eq!(given(&[(2, "1"), (4, "2"), (4, "3")], &[(1, "Fund A"), (3, "Fund B")]).unwrap(), ["1", "2 3"]);
        assert_eq!(given(&[(1, "1"), (3, "2")], &[(2, "Fund A"), (4, "Fund B")]).unwrap(), ["1", "2"]);
        let funders = [(1, "River Trust Fund (RTF)"), (1, "Boat Fund")];
        assert_eq!(given(&[(2, "Boat Fund: 12"), (2, "RTF 7"), (2, "8 (RTF)"), (2, "RTF-9")], &funders).unwrap(), ["7 8 RTF-9", "12"]);
    }

    #[test]
    fn other_counts_tell_nothing() {
        let funders = [(1, "Fund A"), (1, "Fund B")];
        assert_eq!(given(&[(2, "1")], &funders), Err(WHOSE));
        assert_eq!(given(&[(2, "1"), (2, "2"), (2, "3")], &funders), Err(WHOSE));
        assert_eq!(given(&[(1, "1"), (3, "2")], &[(2, "Fund A"), (2, "Fund B")]), Err(WHOSE));
        assert_eq!(given(&[(2, "Youth Excellence")], &funders), Err(NO_NUMBER));
        assert_eq!(given(&[(2, "1")], &[]), Err(NO_FUNDER));
    }
}
