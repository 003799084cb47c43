//! The fields of a document in the index.

use tantivy::TantivyDocument;
use tantivy::schema::{BytesOptions, FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use uuid::Uuid;

use super::analysis::{Stems, words};
use super::document::{Document, Kind};

/// The version of the documents. An index of another version is made again.
pub(super) const VERSION: u32 = 3;

/// The longest beginning of words that has a term of its own, in characters. Too many words share such short
/// beginnings.
pub(super) const GRAM: usize = 3;

/// The fields. Terms begin with the letter of their document's kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Kind and id, to find one document.
    pub(super) key: Field,
    pub(super) kind: Field,
    /// The halves of the id.
    pub(super) high: Field,
    pub(super) low: Field,
    pub(super) digest: Field,
    /// Stems of all texts, with positions. Searches read this field.
    pub(super) body: Field,
    /// Stems of the title. They have the greatest weight.
    pub(super) title: Field,
    /// Stems of the names. They weigh more than prose.
    pub(super) names: Field,
    /// Folded words of all texts, for beginnings and typing errors.
    pub(super) words: Field,
    /// Beginnings, for suggestions: see [`Head`].
    pub(super) heads: Field,
}

/// A term of the field `heads`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Head<'a> {
    /// The first characters of a title or name.
    Whole(&'a str),
    /// The first characters of a word of one.
    Start(&'a str),
    /// A word of one.
    Word(&'a str),
}

impl Head<'_> {
    const WHOLE: &'static str = "^";
    const START: &'static str = "~";
    const WORD: &'static str = "=";

    pub(super) fn term(self, kind: Kind) -> String {
        let (mark, text) = match self {
            Self::Whole(text) => (Self::WHOLE, text),
            Self::Start(text) => (Self::START, text),
            Self::Word(text) => (Self::WORD, text),
        };
        format!("{}{mark}{text}", kind.letter())
    }
}

/// Returns the term of a word or a stem.
pub(super) fn term(kind: Kind, word: &str) -> String {
    format!("{}{word}", kind.letter())
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |record, fieldnorms| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer(SPLIT).set_index_option(record).set_fieldnorms(fieldnorms))
    };
    let fields = Fields {
        key: builder.add_bytes_field("key", BytesOptions::default().set_indexed()),
        kind: builder.add_u64_field("kind", FAST | INDEXED),
        high: builder.add_u64_field("high", FAST),
        low: builder.add_u64_field("low", FAST),
        digest: builder.add_u64_field("digest", FAST),
        body: builder.add_text_field("body", text(IndexRecordOption::WithFreqsAndPositions, true)),
        title: builder.add_text_field("title", text(IndexRecordOption::WithFreqs, true)),
        names: builder.add_text_field("names", text(IndexRecordOption::WithFreqs, true)),
        words: builder.add_text_field("words", text(IndexRecordOption::Basic, false)),
        heads: builder.add_text_field("heads", text(IndexRecordOption::Basic, false)),
    };
    (builder.build(), fields)
}

/// Returns the key of a document.
pub(super) fn key(kind: Kind, id: &Uuid) -> Vec<u8> {
    let mut key = vec![kind as u8];
    key.extend(id.as_bytes());
    key
}

/// The separator between terms. No term has it.
const BETWEEN: char = '\u{1f}';

/// The name of [`Split`].
const SPLIT: &str = "split";

/// Splits joined terms again, so that the index has our words and makes none itself.
///
/// tantivy can take tokens too, but it passes them between threads as JSON, which takes longer than indexing them.
#[derive(Debug, Clone)]
struct Split;

/// The terms of one joined text.
struct Terms<'a> {
    rest: std::str::Split<'a, char>,
    token: Token,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { rest: text.split(BETWEEN), token: Token::default() }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.rest.find(|term| !term.is_empty()) else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Registers [`Split`] with an index.
pub(super) fn register(index: &tantivy::Index) {
    index.tokenizers().register(SPLIT, Split);
}

/// Appends a term to joined terms.
fn push(terms: &mut String, parts: &[&str], kind: Kind) {
    terms.push(kind.letter());
    terms.extend(parts.iter().copied());
    terms.push(BETWEEN);
}

impl Fields {
    /// Makes the document of the index.
    pub(super) fn document(&self, document: &Document, stems: &mut Stems) -> TantivyDocument {
        let kind = document.kind;
        let (high, low) = document.id.as_u64_pair();
        let mut made = TantivyDocument::default();
        made.add_bytes(self.key, &key(kind, &document.id));
        made.add_u64(self.kind, kind as u64);
        made.add_u64(self.high, high);
        made.add_u64(self.low, low);
        made.add_u64(self.digest, document.digest());
        let texts = std::iter::once((&document.title, Some(self.title), true))
            .chain(document.names.iter().map(|name| (name, Some(self.names), kind != Kind::Resource)))
            .chain(document.prose.iter().map(|text| (text, None, false)));
        let (mut all, mut heads) = (String::new(), String::new());
        for (text, field, is_called) in texts {
            let (mut body, mut whole) = (String::new(), String::new());
            for word in words(text) {
                push(&mut body, &[stems.stem(&word.folded)], kind);
                push(&mut all, &[&word.folded], kind);
                if is_called {
                    for start in beginnings(&word.folded) {
                        push(&mut heads, &[Head::START, start], kind);
                    }
                    push(&mut heads, &[Head::WORD, &word.folded], kind);
                    if !whole.is_empty() {
                        whole.push(' ');
                    }
                    whole.push_str(&word.folded);
                }
            }
            for start in beginnings(&whole) {
                push(&mut heads, &[Head::WHOLE, start], kind);
            }
            // Each text is a value of its own, with a gap of positions after it: no phrase goes from one text into the
            // next.
            if let Some(field) = field {
                made.add_text(field, &body);
            }
            made.add_text(self.body, body);
        }
        made.add_text(self.words, all);
        made.add_text(self.heads, heads);
        made
    }
}

/// Returns the beginnings of a text: one character, two, and so on up to [`GRAM`].
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().take(GRAM).filter_map(|(start, character)| text.get(..start + character.len_utf8()))
}
