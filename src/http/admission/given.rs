//! The values of arguments, wherever they were written: in the document, in the variables of a request, or as a default.

use async_graphql::Positioned;
use async_graphql::parser::types::VariableDefinition;
use async_graphql_value::{ConstValue, Value};
use serde_json::{Map, Value as Json};

/// The variables of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variables<'a> {
    pub(super) sent: &'a Map<String, Json>,
    pub(super) declared: &'a [Positioned<VariableDefinition>],
}

/// A value. It is not null.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'a> {
    Written(&'a Value, Variables<'a>),
    Constant(&'a ConstValue),
    Sent(&'a Json),
}

impl<'a> Given<'a> {
    /// The value that stands in a document; none for null, and for a variable without a value.
    pub(super) fn written(value: &'a Value, variables: Variables<'a>) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Variable(name) => {
                if let Some(value) = variables.sent.get(name.as_str()) {
                    return Self::sent(value);
                }
                let declared = variables.declared.iter().find(|declared| declared.node.name.node == *name)?;
                Self::constant(&declared.node.default_value.as_ref()?.node)
            }
            value => Some(Self::Written(value, variables)),
        }
    }

    /// The value that stands where no variable can; none for null.
    pub(super) fn constant(value: &'a ConstValue) -> Option<Self> {
        (*value != ConstValue::Null).then_some(Self::Constant(value))
    }

    fn sent(value: &'a Json) -> Option<Self> {
        (!value.is_null()).then_some(Self::Sent(value))
    }

    /// The number that it is; none for anything else, and below 0.
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::Written(Value::Number(number), _) | Self::Constant(ConstValue::Number(number)) | Self::Sent(Json::Number(number)) => {
                number.as_u64()
            }
            _ => None,
        }
    }

    /// The number of its items. GraphQL takes one value for a list of one (section 3.11, input coercion).
    pub(super) fn length(self) -> usize {
        match self {
            Self::Written(Value::List(items), _) => items.len(),
            Self::Constant(ConstValue::List(items)) => items.len(),
            Self::Sent(Json::Array(items)) => items.len(),
            _ => 1,
        }
    }

    /// Its items that are not null; one value is a list of one.
    pub(super) fn items(self) -> Vec<Self> {
        match self {
            Self::Written(Value::List(items), variables) => items.iter().filter_map(|item| Self::written(item, variables)).collect(),
            Self::Constant(ConstValue::List(items)) => items.iter().filter_map(Self::constant).collect(),
            Self::Sent(Json::Array(items)) => items.iter().filter_map(Self::sent).collect(),
            one => vec![one],
        }
    }

    /// The value of a field, if it is an object.
    pub(super) fn field(self, name: &str) -> Option<Self> {
        match self {
            Self::Written(Value::Object(fields), variables) => Self::written(fields.get(name)?, variables),
            Self::Constant(ConstValue::Object(fields)) => Self::constant(fields.get(name)?),
            Self::Sent(Json::Object(fields)) => Self::sent(fields.get(name)?),
            _ => None,
        }
    }
}
