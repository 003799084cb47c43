//! `_entities` (Apollo Federation): its keys, and what becomes of representations without one.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, Registry};
use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ID, InputType, InputValueResult, ObjectType, OutputType, Positioned, ServerResult, Value,
};

use super::query::Query;

/// The root of queries, with an answer for representations that hold no key of their type. The library fails the other entities
/// of the answer with them.
#[derive(Debug, Clone, Copy)]
pub struct Root;

impl ContainerType for Root {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        Query.resolve_field(ctx).await
    }

    async fn find_entity(&self, ctx: &Context<'_>, representation: &Value) -> ServerResult<Option<Value>> {
        let found = Query.find_entity(ctx, representation).await?;
        Ok(found.or_else(|| is_entity(&ctx.schema_env.registry, representation).then_some(Value::Null)))
    }
}

impl OutputType for Root {
    fn type_name() -> Cow<'static, str> {
        Query::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Query::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        Query.resolve(ctx, field).await
    }
}

impl ObjectType for Root {}

/// Returns true when a representation is of a type that has keys.
fn is_entity(registry: &Registry, representation: &Value) -> bool {
    let Value::Object(fields) = representation else { return false };
    let Some(Value::String(name)) = fields.get("__typename") else { return false };
    matches!(registry.types.get(name), Some(MetaType::Object { keys: Some(_), .. }))
}

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
