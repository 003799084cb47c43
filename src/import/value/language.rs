//! Languages by their names and tags.

use entity::vocabulary::ProvenanceMethod;

use super::words::{LANGUAGES, find};
use crate::name::fold;

/// The BCP 47 tag, in lower case, of a language's name or tag.
pub(in crate::import) fn language(text: &str) -> Option<(String, ProvenanceMethod)> {
    let folded = fold(text);
    if let Some(tag) = find(LANGUAGES, &folded) {
        return Some((tag.to_owned(), ProvenanceMethod::Normalized));
    }
    let mut subtags = folded.split('-');
    let primary = subtags.next().is_some_and(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()));
    let others = subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (primary && others).then_some((folded, ProvenanceMethod::Asserted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};

    #[test]
    fn languages_are_read_by_name_and_tag() {
        assert_eq!(language("Spanish"), Some(("es".into(), Normalized)));
        assert_eq!(language("en-US"), Some(("en-us".into(), Asserted)));
        assert_eq!(language("Klingonish"), None);
    }
}
