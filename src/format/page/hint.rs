//! The format that a description names: for a curator to confirm, never taken.

use entity::vocabulary::ResourceFormat;

use crate::format::value::{
    format::format,
    words::{CONNECTING, holds},
};

/// So many words may stand between the article and the word for the format.
const BETWEEN: usize = 2;
/// No word of a format is longer, in bytes.
const WORD_LENGTH: usize = 16;

/// The words that name the format of the resource, such as "two-page tool" or "This brief".
pub(super) fn hint(description: &str) -> Option<String> {
    let mut before: Vec<&str> = Vec::with_capacity(BETWEEN + 2);
    let mut words = description.split_whitespace().peekable();
    while let Some(printed) = words.next() {
        let word = bare(printed);
        let pair = words.peek().filter(|_| word == printed).map(|next| format!("{word} {}", bare(next))).filter(|pair| is_format(pair));
        if let Some(found) = pair.or_else(|| is_format(word).then(|| word.to_owned())) {
            let follower = if found.len() > word.len() { words.clone().nth(1) } else { words.peek().copied() };
            let is_noun = word != printed || follower.is_none_or(|next| holds(CONNECTING, next) || !next.starts_with(char::is_lowercase));
            if let Some(words) = named(&before, is_noun) {
                return Some([words, vec![&found]].concat().join(" "));
            }
        }
        if before.len() > BETWEEN {
            before.remove(0);
        }
        before.push(printed);
        if word != printed {
            before.clear();
        }
    }
    None
}

/// The words to show before the format's, when an article says that it is this resource's.
fn named<'a>(before: &[&'a str], is_noun: bool) -> Option<Vec<&'a str>> {
    let at = before.iter().rposition(|word| is_article(word))?;
    let (article, between) = (before.get(at)?, before.get(at + 1..)?);
    let this = article.eq_ignore_ascii_case("this") || article.eq_ignore_ascii_case("our");
    match (this, between) {
        (true, []) => Some(vec![article]),
        (true, _) => Some(between.to_vec()),
        (false, _) if is_noun => Some(between.to_vec()),
        (false, _) => None,
    }
}

fn is_article(word: &str) -> bool {
    ["a", "an", "our", "the", "this"].iter().any(|article| word.eq_ignore_ascii_case(article))
}

fn is_format(words: &str) -> bool {
    words.len() <= WORD_LENGTH && format(words).is_some_and(|format| format != ResourceFormat::Other)
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(|character: char| character.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_format_is_named_behind_an_article() {
        let found = |text| hint(text).unwrap_or_default();
        assert_eq!(found("Peer Support is a two-page tool that provides an overview."), "two-page tool");
        assert_eq!(found("It helps. This brief highlights four strategies."), "This brief");
        assert_eq!(found("This introductory resource brief highlights"), "introductory resource brief");
        assert_eq!(found("The purpose of this paper is to evaluate"), "this paper");
        assert_eq!(found("A fact sheet, in short."), "fact sheet");
        assert_eq!(found("It gives a brief overview of tools and a webinar series."), "");
        assert_eq!(found("Peers. Tool. A list of, report"), "");
    }
}
