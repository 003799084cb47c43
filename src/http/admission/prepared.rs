//! The document cache: parsed and measured documents, for requests that send them again.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{BaseType, ExecutableDocument, OperationDefinition, Type};
use moka::sync::Cache;
use serde_json::{Map, Value};

use super::{introspection, lexer, measure};
use crate::http::error::Refusal;
use crate::limits::Limits;

/// The bytes that one token of a text takes when it is parsed: an estimate, rather too high than too low.
const TOKEN: usize = 200;
/// The most shapes of variables that are remembered for a document.
const MOST_SHAPES: usize = 64;
/// Scalars whose values are valid by their kind alone: any string is a `String`, and so on. (`_Any` is the type of
/// representations.)
const PLAIN: [&str; 6] = ["Int", "Float", "String", "Boolean", "ID", "_Any"];

/// A document whose text keeps to the limits.
#[derive(Debug)]
pub(in crate::http) struct Prepared {
    pub(super) text: Arc<str>,
    pub(super) document: ExecutableDocument,
    /// The first field that asks for the schema.
    pub(super) introspects: Option<&'static str>,
    tokens: usize,
    /// The shapes of variables with which the document was valid.
    valid: Mutex<HashSet<u64>>,
}

impl Prepared {
    pub(in crate::http) fn new(text: &str, limits: &Limits) -> Result<Self, Refusal> {
        let tokens = lexer::admit(text, limits)?;
        let document = parse_query(text).map_err(|error| Refusal::parse(error.to_string()))?;
        measure::admit(&document, limits)?;
        let introspects = introspection::asked(&document);
        Ok(Self { text: text.into(), document, introspects, tokens: tokens as usize, valid: Mutex::default() })
    }

    /// Returns true when the document was valid before with variables of this shape.
    pub(super) fn is_valid(&self, shape: u64) -> bool {
        self.valid.lock().unwrap_or_else(PoisonError::into_inner).contains(&shape)
    }

    /// Remembers that the document is valid with variables of this shape.
    pub(super) fn validated(&self, shape: u64) {
        let mut valid = self.valid.lock().unwrap_or_else(PoisonError::into_inner);
        if valid.len() >= MOST_SHAPES {
            valid.clear();
        }
        valid.insert(shape);
    }

    fn weight(&self) -> u32 {
        u32::try_from(self.text.len() + self.tokens * TOKEN + MOST_SHAPES * 2 * size_of::<u64>() + size_of::<Self>()).unwrap_or(u32::MAX)
    }
}

/// The cache, bounded by the bytes of its documents.
#[derive(Debug)]
pub(super) struct Kept {
    /// None when the cache is off.
    documents: Option<Cache<Arc<str>, Arc<Prepared>>>,
    hasher: RandomState,
}

impl Kept {
    /// Makes a cache of so many bytes. With 0 the cache is off.
    pub(super) fn new(bytes: u64) -> Self {
        let weigh = |_: &Arc<str>, prepared: &Arc<Prepared>| prepared.weight();
        let documents = (bytes > 0).then(|| Cache::builder().max_capacity(bytes).weigher(weigh).build());
        Self { documents, hasher: RandomState::new() }
    }

    /// Returns the document of a text, from the cache or by parsing it. Fails when the text exceeds a limit or is no
    /// document.
    pub(super) fn document(&self, text: &str, limits: &Limits) -> Result<Arc<Prepared>, Refusal> {
        if let Some(kept) = self.documents.as_ref().and_then(|documents| documents.get(text)) {
            return Ok(kept);
        }
        let prepared = Arc::new(Prepared::new(text, limits)?);
        if let Some(documents) = &self.documents {
            documents.insert(Arc::clone(&prepared.text), Arc::clone(&prepared));
        }
        Ok(prepared)
    }

    /// Returns the shape of an operation's variables: a hash of all that validation sees of them. Two requests of one
    /// shape are both valid or both not.
    pub(super) fn shape(&self, operation: &OperationDefinition, name: Option<&str>, variables: &Map<String, Value>) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        name.hash(&mut hasher);
        for declared in &operation.variable_definitions {
            let value = variables.get(declared.node.name.node.as_str());
            if PLAIN.contains(&base(&declared.node.var_type.node)) {
                kinds(value, &mut hasher);
            } else {
                value.map(Value::to_string).hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}

/// Returns the type of the items of a variable's lists.
fn base(declared: &Type) -> &str {
    match &declared.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => base(item),
    }
}

/// Hashes the kind of a value, and of all values in its lists.
fn kinds(value: Option<&Value>, hasher: &mut impl Hasher) {
    let kind = match value {
        None => 0,
        Some(Value::Null) => 1,
        Some(Value::Bool(_)) => 2,
        Some(Value::Number(number)) if number.is_i64() => 3,
        Some(Value::Number(number)) if number.is_u64() => 4,
        Some(Value::Number(_)) => 5,
        Some(Value::String(_)) => 6,
        Some(Value::Object(_)) => 7,
        Some(Value::Array(_)) => 8,
    };
    hasher.write_u8(kind);
    if let Some(Value::Array(items)) = value {
        for item in items {
            kinds(Some(item), hasher);
        }
        hasher.write_u8(9);
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::DocumentOperations;
    use serde_json::json;

    use super::*;

    fn shape(kept: &Kept, declared: &str, variables: &Value) -> u64 {
        let document = parse_query(format!("query ({declared}) {{ a }}")).unwrap();
        let DocumentOperations::Single(operation) = document.operations else { panic!() };
        kept.shape(&operation.node, None, variables.as_object().unwrap())
    }

    #[test]
    fn shapes_tell_apart_what_validation_does() {
        let kept = Kept::new(1);
        let same = |declared, one, other| shape(&kept, declared, &one) == shape(&kept, declared, &other);
        assert!(same("$a: ID!", json!({ "a": "x" }), json!({ "a": "another" })));
        assert!(same("$a: [ID!]!", json!({ "a": ["x", 1] }), json!({ "a": ["y", 2] })));
        assert!(same("$a: Int", json!({ "a": 1, "b": 1 }), json!({ "a": 2 })));
        for (declared, one, other) in [
            ("$a: ID!", json!({ "a": "x" }), json!({ "a": 1 })),
            ("$a: ID!", json!({ "a": "x" }), json!({ "a": null })),
            ("$a: ID", json!({ "a": null }), json!({})),
            ("$a: Int!", json!({ "a": 1 }), json!({ "a": 1.5 })),
            ("$a: Int!", json!({ "a": 1 }), json!({ "a": u64::MAX })),
            ("$a: [ID!]!", json!({ "a": ["x"] }), json!({ "a": [null] })),
            ("$a: [ID!]!", json!({ "a": ["x"] }), json!({ "a": "x" })),
            ("$a: ID, $b: ID", json!({ "a": "x" }), json!({ "b": "x" })),
            ("$a: ResourceFormat", json!({ "a": "BRIEF" }), json!({ "a": "NONE" })),
            ("$a: ResourceFilter", json!({ "a": { "year": { "eq": 1 } } }), json!({ "a": { "year": { "eq": "1" } } })),
        ] {
            assert!(!same(declared, one.clone(), other.clone()), "{declared} {one} {other}");
        }
    }

    #[test]
    fn bytes_are_bounded() {
        let kept = Kept::new(50_000);
        for number in 0..500 {
            kept.document(&format!("{{ field{number} }}"), &Limits::default()).unwrap();
        }
        let documents = kept.documents.as_ref().unwrap();
        documents.run_pending_tasks();
        assert!(documents.weighted_size() <= 50_000 && documents.entry_count() > 5);
    }

    #[test]
    fn what_exceeds_a_limit_is_refused_each_time() {
        let (kept, limits) = (Kept::new(1 << 20), Limits { max_tokens: 4, ..Limits::default() });
        for _ in 0..2 {
            assert!(kept.document("{ a b c }", &limits).is_err());
            assert!(kept.document("{ a }", &limits).is_ok());
        }
    }
}
