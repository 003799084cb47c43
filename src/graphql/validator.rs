//! Validation of a document against the schema, without executing it.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};
use async_graphql::{Request, Response, ServerError, ValidationMode};

use super::meant::Names;
use super::{Schema, builder};
use crate::limits::Limits;

/// A schema that executes nothing.
#[derive(Clone)]
pub struct Validator {
    schema: Schema,
    names: Arc<Names>,
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Validator").finish_non_exhaustive()
    }
}

impl Validator {
    /// A validator for the schema that [`super::schema`] makes of these limits.
    pub fn new(limits: &Limits) -> Self {
        let schema = builder(limits).validation_mode(ValidationMode::Strict).extension(Unexecuted).finish();
        let names = Arc::new(Names::new(&schema));
        Self { schema, names }
    }

    /// The schema that it validates against.
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns the mistakes in a request. Waits for nothing. Variables without a value are taken to be right.
    pub async fn errors(&self, request: Request) -> Vec<ServerError> {
        self.schema.execute(request).await.errors
    }

    /// Adds to a mistake which names of the schema may have been meant. It is for those who may read the schema.
    pub fn advise(&self, mistake: &mut ServerError) {
        self.names.advise(mistake);
    }
}

/// Ends a request where its execution would begin: the library validates in no other way.
struct Unexecuted;

impl ExtensionFactory for Unexecuted {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Unexecuted {
    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Response {
        Response::default()
    }
}
