//! What is looked at before a query is parsed: its length and how deep its brackets stand.
//!
//! The parser goes down one stack frame for each bracket, and a few kilobytes of them would end the process.

use super::error::Refusal;
use crate::limits::Limits;

/// Refuses a query text that is too long or nested too deep.
pub(super) fn admit(query: &str, limits: &Limits) -> Result<(), Refusal> {
    if query.len() > limits.query_bytes {
        return Err(Refusal::too_large(format!("The query has {} bytes; {} are the most.", query.len(), limits.query_bytes)));
    }
    let depth = nesting(query);
    if depth > limits.nesting {
        return Err(Refusal::parse(format!("The query's brackets are nested {depth} deep; {} is the most.", limits.nesting)));
    }
    Ok(())
}

/// How deep brackets stand in a document; those in strings and comments do not count (GraphQL, section 2.1).
fn nesting(query: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = query.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = match first {
            b'#' => skip_line(tail),
            b'"' => match tail.strip_prefix(b"\"\"") {
                Some(block) => skip_block(block),
                None => skip_string(tail),
            },
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
                tail
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                tail
            }
            _ => tail,
        };
    }
    deepest
}

fn skip_line(rest: &[u8]) -> &[u8] {
    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    rest.get(end..).unwrap_or_default()
}

fn skip_string(mut rest: &[u8]) -> &[u8] {
    while let Some((first, tail)) = rest.split_first() {
        match first {
            b'\\' => rest = tail.get(1..).unwrap_or_default(),
            // A string ends with its line; what follows counts again.
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
    use super::*;

    #[test]
    fn only_brackets_of_the_grammar_count() {
        assert_eq!(nesting("{ a(b: [{c: 1}]) { d } }"), 4);
        assert_eq!(nesting("{ a(b: \"{{{{\\\"{{\") }"), 2);
        assert_eq!(nesting("{ a(b: \"\"\"{{ \" {{ \\\"\"\" {{\"\"\") } # {{{"), 2);
        assert_eq!(nesting("\"{{{\n{"), 1);
        assert_eq!(nesting(&"[".repeat(100_000)), 100_000);
    }
}
