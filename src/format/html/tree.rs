//! The tree of a page, of bounded depth and width.

use std::cell::RefCell;

use html5ever::ParseOpts;
use html5ever::driver::parse_document;
use html5ever::tendril::TendrilSink;

use super::node::Tree;
use super::sink::TreeMaker;
use crate::format::ReadError;

/// Elements stand in each other so deep at most, roughly: deeper ones are found at the end of a part of the text. Browsers go no deeper.
const DEEPEST: usize = 512;
/// A page has so many elements and texts at most. A page for people of 32 MiB has half of them.
const MOST: usize = 5_000_000;
/// A tag has so many attributes at most. To find the ones that stand twice, each is compared with all.
const WIDEST: usize = 500;
/// The text is read in parts of this size, in bytes.
const PART: usize = 4 * 1024;

/// Returns the tree of a page.
///
/// Fails when its elements are nested too deep or are too many, or when a tag has too many attributes: no page that people read has them. A
/// short text can make very many elements, because an element of style that is left open is made anew in each paragraph.
pub(super) fn parse(text: &str) -> Result<Tree, ReadError> {
    let advice = "it is damaged, or was not made for people: open it in a browser, copy the text into a file and import that";
    if has_wide_tag(text) {
        return Err(ReadError::Shape { found: "HTML with a tag of over 500 attributes", advice });
    }
    // A tag makes an element at most, and may have a text behind it. Memory that is not written to costs nothing.
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).count();
    let tree = Tree::with_room((2 * tags).min(MOST), text.len());
    let mut parser = parse_document(TreeMaker(RefCell::new(tree)), ParseOpts::default());
    let mut unchecked = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        parser.tokenizer.sink.sink.0.borrow_mut().line = number;
        let mut rest = line;
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(rest.ceil_char_boundary(PART));
            parser.process(part.into());
            rest = behind;
            unchecked += part.len();
            let tree = parser.tokenizer.sink.sink.0.borrow();
            if tree.len() > MOST {
                return Err(ReadError::Shape { found: "HTML of over 5,000,000 elements and texts", advice });
            }
            if unchecked >= PART {
                unchecked = 0;
                if tree.newest().ancestors().take(DEEPEST + 1).count() > DEEPEST {
                    return Err(ReadError::Shape { found: "HTML whose elements are nested over 512 levels deep", advice });
                }
            }
        }
    }
    // What the end of the page completes belongs to the last line that something began on.
    let mut tree = parser.tokenizer.sink.sink.0.borrow_mut();
    tree.line = tree.newest().line();
    drop(tree);
    Ok(parser.finish())
}

/// Returns true when a tag holds more than the most attributes. Scripts, styles and comments are passed over. Takes time in proportion to
/// the text.
fn has_wide_tag(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = behind(comment, b"-->");
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (words, tag) = tag(rest);
            if words > WIDEST {
                return true;
            }
            let name = |name: &[u8]| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
            let end: &[u8] = if name(b"script") {
                b"</script"
            } else if name(b"style") {
                b"</style"
            } else {
                b""
            };
            rest = rest.get(tag..).unwrap_or_default();
            if !end.is_empty() {
                rest = behind(rest, end);
            }
        }
    }
    false
}

/// The number of words of a tag outside of quotes, and its length.
fn tag(bytes: &[u8]) -> (usize, usize) {
    let (mut words, mut in_word, mut quote, mut before) = (0, false, None, b' ');
    for (at, byte) in bytes.iter().copied().enumerate() {
        match quote {
            Some(end) if byte == end => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return (words, at + 1),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {
                let is_word = !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'=');
                words += usize::from(is_word && !in_word);
                in_word = is_word;
            }
        }
        if quote.is_none() {
            in_word &= !matches!(byte, b'"' | b'\'');
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (words, bytes.len())
}

/// The bytes behind a mark, in whatever case; none when it does not stand there.
fn behind<'a>(bytes: &'a [u8], mark: &[u8]) -> &'a [u8] {
    let first = mark.first().copied().unwrap_or_default();
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(first, rest) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)) {
            return rest.get(mark.len()..).unwrap_or_default();
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_trees_are_refused_in_little_time() {
        for open in ["<div>", "<span>x", "<b>", "<table><tr><td>", "<svg><g>", "<ul><li>"] {
            let page = format!("<html><body>{}", open.repeat(100_000));
            let refused = parse(&page).map(drop).map_err(|error| error.to_string()).unwrap_err();
            assert!(refused.contains("nested over 512 levels"), "{open}: {refused}");
        }
    }

    #[test]
    fn elements_that_are_made_again_and_again_are_refused() {
        let open = (0..400).map(|number| format!("<font size={number}>")).collect::<Vec<_>>().concat();
        let page = format!("<p>{open}{}", "</p><p>a".repeat(100_000));
        let refused = parse(&page).map(drop).map_err(|error| error.to_string()).unwrap_err();
        assert!(refused.contains("over 5,000,000 elements"), "{refused}");
    }

    #[test]
    fn nodes_know_their_lines() {
        let page = parse("<!doctype html>\n<p>a\n<p>b\n\n<div><b>c</b></div>").unwrap();
        let lines = page.elements().map(|(node, element)| (element.name().to_owned(), node.line()));
        let lines: Vec<_> = lines.filter(|(name, _)| matches!(name.as_str(), "p" | "div" | "b")).collect();
        assert_eq!(lines, [("p".to_owned(), 2), ("p".to_owned(), 3), ("div".to_owned(), 5), ("b".to_owned(), 5)]);
    }

    #[test]
    fn long_lists_are_not_deep() {
        let page = format!("<ul>{}</ul>{}", "<li>a<p>b".repeat(20_000), "<br>".repeat(20_000));
        assert!(parse(&page).is_ok());
    }

    #[test]
    fn tags_with_endless_attributes_are_refused() {
        let attributes = (0..100_000).map(|number| format!(" a{number}=1")).collect::<Vec<_>>().concat();
        assert!(parse(&format!("<p{attributes}>")).is_err());
        assert!(parse(&format!("<p a=\"{attributes}\" b='{attributes}'>")).is_ok());
        assert!(parse(&format!("<script>if (a <b) {{ {attributes} }}</SCRIPT><!-- <p {attributes} -->")).is_ok());
    }
}
