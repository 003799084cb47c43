//! Keys of `_entities` (Apollo Federation).

use std::borrow::Cow;

use async_graphql::registry::Registry;
use async_graphql::{ID, InputType, InputValueResult, Value};

/// A key's value as a gateway sends it. Reading it never fails: a key of a wrong type finds nothing, and so leaves the other entities of
/// the answer alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(Option<String>);

impl Key {
    /// The key, when it is a text.
    pub(super) fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl InputType for Key {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        Ok(Self(match value {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }))
    }

    fn to_value(&self) -> Value {
        self.0.clone().map_or(Value::Null, Value::String)
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}
