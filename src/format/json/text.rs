//! A JSON text that is taken apart as it is read: the objects that its records are, one by one, in bounded memory.

use std::io::{BufRead, ErrorKind};

use memchr::memchr_iter;

use crate::format::ReadError;
use crate::format::lines::LONGEST_LINE;

/// So much of a field's name is looked at, in bytes.
const NAME: usize = 64;
/// Records are looked for in so many objects, one in the other.
const DEEPEST: usize = 4;
/// The fields whose lists are records.
const LISTS: &[&str] = &["items", "hits", "results", "@graph", "data", "records", "entries", "docs", "works", "publications", "documents"];
/// A field whose list is records at the top alone: deeper down, it lists the files of a record.
const FILES: &str = "resources";
/// The fields whose objects hold such a list.
const HOLDERS: &[&str] = &["message", "hits", "data", "result", "results", "response"];

/// A value that may be a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct JsonPiece {
    /// Its place: `message.items[3]`. Empty for a value that stands in nothing.
    pub(super) path: String,
    /// The line that it begins on, counted from 1.
    pub(super) line: u64,
    /// Its bytes; at most [`LONGEST_LINE`] of them.
    pub(super) bytes: Vec<u8>,
    /// True when it was longer, and its rest was dropped.
    pub(super) truncated: bool,
}

/// Takes a JSON text apart.
#[derive(Debug)]
pub(super) struct JsonText<R> {
    input: R,
    line: u64,
    /// The names of the open objects' fields, from the outermost one on; an object at the top has none.
    names: Vec<String>,
    /// So many objects are open.
    open: usize,
    /// The place in the list that is open; none outside of one.
    place: Option<usize>,
    /// The object at the top as far as it was read; none once a list of records was found in it.
    whole: Option<JsonPiece>,
}

impl<R: BufRead> JsonText<R> {
    /// Takes a text apart from its first byte on.
    pub(super) fn new(input: R) -> Self {
        Self { input, line: 1, names: Vec::new(), open: 0, place: None, whole: None }
    }

    /// The next value that may be a record; none at the end.
    ///
    /// Fails when the input fails, or when the text around the values is no JSON; nothing can be read after that.
    pub(super) fn next(&mut self) -> Result<Option<JsonPiece>, ReadError> {
        loop {
            let next = self.peek()?;
            if let Some(place) = self.place {
                match next {
                    Some(b']') => {
                        self.take()?;
                        self.place = None;
                        self.names.pop();
                    }
                    Some(b',') => drop(self.take()?),
                    Some(b'}') => return Err(self.wrong("a bracket is expected here, the end of the list of records")),
                    Some(_) => {
                        self.place = Some(place + 1);
                        let mut piece = self.piece(format!("{}[{place}]", self.names.join(".")));
                        self.value(Some(&mut piece))?;
                        return Ok(Some(piece));
                    }
                    None => return Err(self.wrong("the list of records has no end: the file is cut off")),
                }
            } else if self.open > 0 {
                match next {
                    Some(b'}') => {
                        self.keep()?;
                        self.open -= 1;
                        self.names.pop();
                        if self.open == 0
                            && let Some(whole) = self.whole.take()
                        {
                            return Ok(Some(whole));
                        }
                    }
                    Some(b',') => drop(self.keep()?),
                    Some(b'"') => self.field()?,
                    Some(_) => return Err(self.wrong("the name of a field is expected here, in quotes")),
                    None => return Err(self.wrong("an object has no end: the file is cut off")),
                }
            } else {
                match next {
                    Some(b'[') => {
                        self.take()?;
                        self.place = Some(0);
                        // The list stands in no field.
                        self.names.push(String::new());
                    }
                    Some(b'{') => {
                        self.whole = Some(self.piece(String::new()));
                        self.keep()?;
                        self.open = 1;
                    }
                    Some(_) => return Err(self.wrong("a list in brackets or an object in braces is expected here")),
                    None => return Ok(None),
                }
            }
        }
    }

    /// Reads a field of the innermost object: opens what it holds when that may be records, and passes over it otherwise.
    fn field(&mut self) -> Result<(), ReadError> {
        let mut name = JsonPiece { path: String::new(), line: self.line, bytes: Vec::new(), truncated: false };
        self.value(Some(&mut name))?;
        if let Some(whole) = &mut self.whole {
            whole.push(&name.bytes);
        }
        name.bytes.truncate(NAME);
        let name: String = serde_json::from_slice(&name.bytes).unwrap_or_default();
        if self.peek()? != Some(b':') {
            return Err(self.wrong("a colon is expected here, behind the name of a field"));
        }
        self.keep()?;
        match self.peek()? {
            Some(b'{') if self.open < DEEPEST && HOLDERS.contains(&name.as_str()) => {
                self.keep()?;
                self.open += 1;
                self.names.push(name);
                Ok(())
            }
            Some(b'[') if LISTS.contains(&name.as_str()) || (self.open == 1 && name == FILES) => {
                self.keep()?;
                if self.peek()? == Some(b'{') {
                    self.whole = None;
                    self.place = Some(0);
                    self.names.push(name);
                    return Ok(());
                }
                self.rest_of_value(1)
            }
            Some(b'}' | b']' | b',') | None => Err(self.wrong("a field has no value")),
            Some(_) => self.rest_of_value(0),
        }
    }

    /// Passes over a value, or over the rest of one in which so many brackets are open; keeps it with the object at the top.
    fn rest_of_value(&mut self, depth: usize) -> Result<(), ReadError> {
        let mut whole = self.whole.take();
        let read = self.bytes(whole.as_mut(), depth);
        self.whole = whole;
        read
    }

    /// Reads one value, whatever is in it.
    fn value(&mut self, piece: Option<&mut JsonPiece>) -> Result<(), ReadError> {
        self.bytes(piece, 0)
    }

    /// Reads to the end of a value in which so many brackets are open.
    fn bytes(&mut self, mut piece: Option<&mut JsonPiece>, mut depth: usize) -> Result<(), ReadError> {
        let (mut in_text, mut escaped, mut begun) = (false, false, depth > 0);
        loop {
            let chunk = fill(&mut self.input)?;
            if chunk.is_empty() {
                return if begun && depth == 0 && !in_text { Ok(()) } else { Err(self.wrong("a value has no end: the file is cut off")) };
            }
            let mut end = None;
            for (at, byte) in chunk.iter().enumerate() {
                if in_text {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => in_text = false,
                        _ => {}
                    }
                    if !in_text && depth == 0 {
                        end = Some(at + 1);
                        break;
                    }
                    continue;
                }
                match byte {
                    b'"' => in_text = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 0 => {
                        depth -= 1;
                        if depth == 0 {
                            end = Some(at + 1);
                            break;
                        }
                    }
                    // A number or a word ends before these.
                    b'}' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                        end = Some(at);
                        break;
                    }
                    _ => {}
                }
                begun = true;
            }
            let used = end.unwrap_or(chunk.len());
            let taken = chunk.get(..used).unwrap_or_default();
            self.line += memchr_iter(b'\n', taken).count() as u64;
            if let Some(piece) = &mut piece {
                piece.push(taken);
            }
            self.input.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }

    /// The next byte that is no blank; it is not taken. A byte order mark between joined files is a blank.
    fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let Some(byte) = fill(&mut self.input)?.first().copied() else { return Ok(None) };
            let is_mark = self.open == 0 && matches!(byte, 0xef | 0xbb | 0xbf);
            if !is_mark && !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Ok(Some(byte));
            }
            self.keep()?;
        }
    }

    /// Takes a byte, and keeps it with the object at the top.
    fn keep(&mut self) -> Result<(), ReadError> {
        let byte = self.take()?;
        if let Some(whole) = &mut self.whole {
            whole.push(byte.as_slice());
        }
        Ok(())
    }

    fn take(&mut self) -> Result<Option<u8>, ReadError> {
        let byte = fill(&mut self.input)?.first().copied();
        self.input.consume(usize::from(byte.is_some()));
        self.line += u64::from(byte == Some(b'\n'));
        Ok(byte)
    }

    const fn piece(&self, path: String) -> JsonPiece {
        JsonPiece { path, line: self.line, bytes: Vec::new(), truncated: false }
    }

    const fn wrong(&self, reason: &'static str) -> ReadError {
        ReadError::Json { line: self.line, reason }
    }
}

impl JsonPiece {
    fn push(&mut self, bytes: &[u8]) {
        let room = LONGEST_LINE - self.bytes.len();
        self.bytes.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        self.truncated |= bytes.len() > room;
    }
}

/// The bytes that can be read next; none at the end.
fn fill<R: BufRead>(input: &mut R) -> Result<&[u8], ReadError> {
    // Asked twice, because what was borrowed by a loop cannot be given back.
    while let Err(error) = input.fill_buf() {
        if error.kind() != ErrorKind::Interrupted {
            return Err(error.into());
        }
    }
    Ok(input.fill_buf()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn pieces(text: &[u8], capacity: usize) -> Result<Vec<JsonPiece>, String> {
        let mut text = JsonText::new(BufReader::with_capacity(capacity, text));
        let mut pieces = Vec::new();
        while let Some(piece) = text.next().map_err(|error| error.to_string())? {
            pieces.push(piece);
        }
        Ok(pieces)
    }

    /// The places, the lines and the texts of the values in a text.
    fn found(text: &str) -> Vec<(String, u64, String)> {
        let show = |piece: JsonPiece| (piece.path, piece.line, String::from_utf8(piece.bytes).unwrap());
        pieces(text.as_bytes(), 7).unwrap().into_iter().map(show).collect()
    }

    fn piece(path: &str, line: u64, text: &str) -> (String, u64, String) {
        (path.to_owned(), line, text.to_owned())
    }

    #[test]
    fn records_are_found_in_lists_and_in_objects() {
        assert_eq!(found("[{\"a\": 1},\n {\"b\": [\"]\"]}]"), [piece("[0]", 1, "{\"a\": 1}"), piece("[1]", 2, "{\"b\": [\"]\"]}")]);
        assert_eq!(
            found("{\"status\": \"ok\",\n\"message\": {\"total\": [1, 2], \"items\": [\n{}, 5]}, \"more\": {\"a\": {}}}"),
            [piece("message.items[0]", 3, "{}"), piece("message.items[1]", 3, "5")]
        );
        assert_eq!(found(r#"{"hits": {"hits": [{"a": "\"}"}]}}"#), [piece("hits.hits[0]", 1, r#"{"a": "\"}"}"#)]);
        assert_eq!(found(r#"{"@graph": [{}], "data": [{}]}"#), [piece("@graph[0]", 1, "{}"), piece("data[0]", 1, "{}")]);
    }

    #[test]
    fn objects_one_behind_the_other_are_each_one_value() {
        let text = "\u{feff}{\n \"title\": \"A\", \"data\": [1], \"items\": []\n}\n\n{\"message\": {\"title\": 2}}";
        let first = "{\n \"title\": \"A\", \"data\": [1], \"items\": []\n}";
        assert_eq!(found(text), [piece("", 1, first), piece("", 5, "{\"message\": {\"title\": 2}}")]);
        assert_eq!(found(" \n"), []);
    }

    #[test]
    fn a_long_value_is_cut_and_the_next_one_is_read() {
        for start in ["[", "{\"data\": [{}, "] {
            let text = format!("{start}{{\"title\": \"{}\"}}, {{\"title\": \"B\"}}]", "x".repeat(LONGEST_LINE));
            let text = if start == "[" { text } else { text + "}" };
            let found = pieces(text.as_bytes(), 8_192).unwrap();
            let [.., long, next] = found.as_slice() else { panic!("{}", found.len()) };
            assert!(long.truncated && long.bytes.len() == LONGEST_LINE);
            assert_eq!(next.bytes, b"{\"title\": \"B\"}");
        }
    }

    #[test]
    fn nesting_takes_no_stack() {
        let deep = format!("[{}{}, {{}}]", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(pieces(deep.as_bytes(), 8_192).unwrap().len(), 2);
        let deep = "{\"data\":".repeat(1_000_000);
        assert!(pieces(deep.as_bytes(), 8_192).is_err());
    }

    #[test]
    fn text_that_is_no_json_is_told_with_its_line() {
        for (text, told) in [
            ("[{}\n", "line 2: this is not JSON: the list of records has no end"),
            ("{\n\"a\": 1", "line 2: this is not JSON: an object has no end"),
            ("{\"a\": \"b", "a value has no end"),
            ("{a: 1}", "the name of a field is expected"),
            ("{\"a\"}", "a colon is expected"),
            ("{\"a\":}", "a field has no value"),
            ("{}\nx", "line 2: this is not JSON: a list in brackets"),
        ] {
            let error = pieces(text.as_bytes(), 3).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
    }

    proptest! {
        #[test]
        fn the_size_of_a_read_makes_no_difference(text in "([\\[\\]{}\":, a1\\n\\\\]|\"data\"|\"items\":|\"hits\":){0,30}", capacity in 1_usize..9) {
            prop_assert_eq!(pieces(text.as_bytes(), capacity), pieces(text.as_bytes(), 4_096));
        }

        #[test]
        fn every_object_of_a_list_is_found(names in proptest::collection::vec("\\PC{0,9}", 0..9)) {
            let list: Vec<serde_json::Value> = names.iter().map(|name| serde_json::json!({ "title": name, "more": [{ "a": name }] })).collect();
            let text = serde_json::to_string_pretty(&list).unwrap();
            let found = pieces(text.as_bytes(), 16).unwrap();
            let read: Vec<serde_json::Value> = found.iter().map(|piece| serde_json::from_slice(&piece.bytes).unwrap()).collect();
            prop_assert_eq!(read, list);
        }
    }
}
