//! Checks the text of a query before it is parsed: its length, its number of tokens, and the depth of its brackets.
//!
//! The parser uses one stack frame for each open bracket. A few kilobytes of brackets would end the process.

use crate::http::error::Refusal;
use crate::limits::Limits;

/// The size of a query's text (GraphQL, section 2.1). Brackets in strings and comments do not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tokens {
    /// Names, numbers, strings, punctuators.
    count: u64,
    /// The depth of the brackets.
    nesting: u64,
}

/// Refuses a text that is too long, has too many tokens or is nested too deep. Returns the number of its tokens.
pub(super) fn admit(query: &str, limits: &Limits) -> Result<u64, Refusal> {
    if query.len() as u64 > limits.max_query_bytes {
        return Err(Refusal::too_large(format!("The query has {} bytes; {} are the most.", query.len(), limits.max_query_bytes)));
    }
    let Tokens { count, nesting } = Tokens::of(query);
    if count > limits.max_tokens {
        return Err(Refusal::parse(format!("The query has {count} tokens; {} are the most.", limits.max_tokens)));
    }
    if nesting > limits.max_nesting {
        return Err(Refusal::parse(format!("The query's brackets are nested {nesting} deep; {} is the most.", limits.max_nesting)));
    }
    Ok(count)
}

impl Tokens {
    /// Counts the tokens of any text, also of one that is no query.
    fn of(query: &str) -> Self {
        let mut tokens = Self::default();
        let mut depth = 0_u64;
        let mut rest = query.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            rest = match first {
                b'#' => skip_line(tail),
                b' ' | b'\t' | b'\n' | b'\r' | b',' => tail,
                _ => {
                    tokens.count += 1;
                    match first {
                        b'"' => match tail.strip_prefix(b"\"\"") {
                            Some(block) => skip_block(block),
                            None => skip_string(tail),
                        },
                        b'{' | b'[' | b'(' => {
                            depth += 1;
                            tokens.nesting = tokens.nesting.max(depth);
                            tail
                        }
                        b'}' | b']' | b')' => {
                            depth = depth.saturating_sub(1);
                            tail
                        }
                        b'.' => tail.strip_prefix(b"..").unwrap_or(tail),
                        b'-' | b'0'..=b'9' => skip_while(tail, |byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)),
                        first if is_of_name(*first) => skip_while(tail, is_of_name),
                        _ => tail,
                    }
                }
            };
        }
        tokens
    }
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn skip_while(rest: &[u8], belongs: impl Fn(u8) -> bool) -> &[u8] {
    let end = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
    rest.get(end..).unwrap_or_default()
}

fn skip_line(rest: &[u8]) -> &[u8] {
    skip_while(rest, |byte| !matches!(byte, b'\n' | b'\r'))
}

fn skip_string(mut rest: &[u8]) -> &[u8] {
    while let Some((first, tail)) = rest.split_first() {
        match first {
            b'\\' => rest = tail.get(1..).unwrap_or_default(),
            // A string ends with its line. The text after it counts again.
            b'"' | b'\n' | b'\r' => return tail,
            _ => rest = tail,
        }
    }
    rest
}

fn skip_block(mut rest: &[u8]) -> &[u8] {
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix(b"\\\"\"\"") {
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(b"\"\"\"") {
            return tail;
        } else {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn nesting(query: &str) -> u64 {
        Tokens::of(query).nesting
    }

    #[test]
    fn only_brackets_of_the_grammar_count() {
        assert_eq!(nesting("{ a(b: [{c: 1}]) { d } }"), 4);
        assert_eq!(nesting("{ a(b: \"{{{{\\\"{{\") }"), 2);
        assert_eq!(nesting("{ a(b: \"\"\"{{ \" {{ \\\"\"\" {{\"\"\") } # {{{"), 2);
        assert_eq!(nesting("\"{{{\n{"), 1);
        assert_eq!(nesting(&"[".repeat(100_000)), 100_000);
    }

    #[test]
    fn tokens_are_those_of_the_grammar() {
        for (query, count) in [
            ("", 0),
            (" ,\n\t# a comment {\n", 0),
            ("query Q($a: Int! = 3) { resources(first: $a) { ...F } }", 24),
            ("{ a(b: \"one string\", c: \"\"\"and\nanother\"\"\") }", 11),
        ] {
            assert_eq!(Tokens::of(query).count, count, "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_counted(text in "[\\[\\]{}()\"\\\\#\n.a-z$ é🙂]{0,200}") {
            let tokens = Tokens::of(&text);
            prop_assert!(tokens.nesting <= tokens.count && tokens.count <= text.len() as u64);
        }
    }
}
