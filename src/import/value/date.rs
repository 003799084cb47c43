//! Dates and years.

use entity::vocabulary::ProvenanceMethod;

/// The years that a resource can be of.
pub(in crate::import) const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;
/// A date has at most so many words.
const DATE_WORDS: usize = 4;

/// The year of a date: the only number of four digits in it, from 1800 to 2100.
pub(in crate::import) fn year(text: &str) -> Option<(i32, ProvenanceMethod)> {
    let mut years = Some(text)
        .filter(|text| text.split(' ').count() <= DATE_WORDS)?
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| YEARS.contains(year));
    let year = years.next()?;
    let method = if text.len() == 4 { ProvenanceMethod::Asserted } else { ProvenanceMethod::Normalized };
    years.all(|other| other == year).then_some((year, method))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};

    #[test]
    fn a_date_holds_one_year() {
        assert_eq!(year("2021"), Some((2021, Asserted)));
        assert_eq!(year("3 May 2021"), Some((2021, Normalized)));
        assert_eq!(year("2021-05-03"), Some((2021, Normalized)));
        for text in ["soon", "1492", "2019–2021", "20210", "21", "as it was said of the 2020"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
