//! How documents stand in the index.

use tantivy::TantivyDocument;
use tantivy::schema::{BytesOptions, FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use uuid::Uuid;

use super::analysis::{Stems, words};
use super::document::{Document, Kind};

/// Counts the ways in which documents were made: an index of another number is made anew.
pub(super) const VERSION: u32 = 1;

/// How long the beginnings of words are that have terms of their own, in characters: those that too many words share.
pub(super) const GRAM: usize = 3;

/// How many positions lie between two texts, so that no phrase runs from one into the other.
const GAP: usize = 8;

/// The fields. Terms begin with the letter of their document's kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Kind and id, to find a document by.
    pub(super) key: Field,
    pub(super) kind: Field,
    /// The halves of the id.
    pub(super) high: Field,
    pub(super) low: Field,
    pub(super) digest: Field,
    /// Stems of all texts, with positions: what is searched.
    pub(super) body: Field,
    /// Stems of the title: what weighs most.
    pub(super) title: Field,
    /// Stems of the names: what weighs more than prose.
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
    pub(super) fn term(self, kind: Kind) -> String {
        let (mark, text) = match self {
            Self::Whole(text) => ('^', text),
            Self::Start(text) => ('~', text),
            Self::Word(text) => ('=', text),
        };
        format!("{}{mark}{text}", kind.letter())
    }
}

/// The term of a word or a stem.
pub(super) fn term(kind: Kind, word: &str) -> String {
    format!("{}{word}", kind.letter())
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |record, fieldnorms| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_index_option(record).set_fieldnorms(fieldnorms))
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

/// What a document is found by.
pub(super) fn key(kind: Kind, id: &Uuid) -> Vec<u8> {
    let mut key = vec![kind as u8];
    key.extend(id.as_bytes());
    key
}

/// A list of terms on its way into a field.
#[derive(Default)]
struct Terms {
    tokens: Vec<Token>,
    position: usize,
}

impl Terms {
    fn push(&mut self, text: String) {
        self.tokens.push(Token { position: self.position, text, position_length: 1, ..Token::default() });
        self.position += 1;
    }

    /// Terms whose place means nothing, each once.
    fn of(mut terms: Vec<String>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        let mut of = Self::default();
        for term in terms {
            of.push(term);
        }
        of
    }

    fn tokenized(self) -> PreTokenizedString {
        PreTokenizedString { text: String::new(), tokens: self.tokens }
    }
}

impl Fields {
    /// A document as the index takes it.
    pub(super) fn document(&self, document: &Document, stems: &mut Stems) -> TantivyDocument {
        let kind = document.kind;
        let (mut body, mut title, mut names) = (Terms::default(), Terms::default(), Terms::default());
        let (mut all, mut heads) = (Vec::new(), Vec::new());
        let texts = std::iter::once((&document.title, true))
            .chain(document.names.iter().map(|name| (name, kind != Kind::Resource)))
            .chain(document.description.iter().map(|description| (description, false)));
        for (place, (text, is_called)) in texts.enumerate() {
            let mut whole = String::new();
            for word in words(text) {
                let stem = term(kind, &stems.stem(&word.folded));
                match place {
                    0 => title.push(stem.clone()),
                    place if place <= document.names.len() => names.push(stem.clone()),
                    _ => {}
                }
                body.push(stem);
                all.push(term(kind, &word.folded));
                if is_called {
                    heads.extend(beginnings(&word.folded).map(|start| Head::Start(start).term(kind)));
                    heads.push(Head::Word(&word.folded).term(kind));
                    if !whole.is_empty() {
                        whole.push(' ');
                    }
                    whole.push_str(&word.folded);
                }
            }
            heads.extend(beginnings(&whole).map(|start| Head::Whole(start).term(kind)));
            body.position += GAP;
            names.position += GAP;
        }
        let (high, low) = document.id.as_u64_pair();
        let mut made = TantivyDocument::default();
        made.add_bytes(self.key, &key(kind, &document.id));
        made.add_u64(self.kind, kind as u64);
        made.add_u64(self.high, high);
        made.add_u64(self.low, low);
        made.add_u64(self.digest, document.digest());
        made.add_pre_tokenized_text(self.body, body.tokenized());
        made.add_pre_tokenized_text(self.title, title.tokenized());
        made.add_pre_tokenized_text(self.names, names.tokenized());
        made.add_pre_tokenized_text(self.words, Terms::of(all).tokenized());
        made.add_pre_tokenized_text(self.heads, Terms::of(heads).tokenized());
        made
    }
}

/// The first characters of a text: one, two, and so on up to [`GRAM`].
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().take(GRAM).filter_map(|(start, character)| text.get(..start + character.len_utf8()))
}
