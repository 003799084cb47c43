//! Errors as clients see them: a code to act on and a sentence to read.

use async_graphql::ErrorExtensions;
use tracing::error;

use crate::catalog::SearchError;
use crate::graph::{Late, SelectError};
use crate::store::StoreError;

/// A resolver's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The codes that resolvers give; the HTTP layer has more of its own. Apollo Server's spelling where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// An argument does not make sense.
    BadUserInput,
    /// The answer took too long.
    RequestTimeout,
    /// The database does not answer.
    ServiceUnavailable,
    /// Something is wrong on this side.
    InternalServerError,
}

impl Code {
    /// The code as it stands in `extensions.code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::ServiceUnavailable => "SERVICE_UNAVAILABLE",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
        }
    }
}

/// An error of a field. It does not implement `Display`: async-graphql would turn whatever does into an error without a code.
#[derive(Debug, Clone)]
pub struct Error {
    code: Code,
    message: String,
}

impl Error {
    /// The client's mistake, in words that say what to do.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self { code: Code::BadUserInput, message: message.into() }
    }

    /// The code to act on.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The sentence to read.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Our mistake: logged here, and told to the client without its inside.
    pub fn internal(cause: &str) -> Self {
        error!(cause, "a resolver failed");
        Self { code: Code::InternalServerError, message: "Internal server error".to_owned() }
    }

    /// The time for the request is over.
    pub fn late() -> Self {
        let message = "The answer took too long. Ask for less: a narrower filter, fewer lists at a time.".to_owned();
        Self { code: Code::RequestTimeout, message }
    }

    /// A node that the request's own snapshot should hold and does not.
    pub fn gone() -> Self {
        Self::internal("an ordinal is not of this graph")
    }
}

impl From<Error> for async_graphql::Error {
    #[expect(clippy::disallowed_methods, reason = "this is the replacement that the ban names")]
    fn from(error: Error) -> Self {
        Self::new(error.message).extend_with(|_, extensions| extensions.set("code", error.code.as_str()))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() {
            error!(cause = %error, "the database does not answer");
            let message = "The database does not answer; try again later.".to_owned();
            return Self { code: Code::ServiceUnavailable, message };
        }
        Self::internal(&error.to_string())
    }
}

impl From<SearchError> for Error {
    fn from(error: SearchError) -> Self {
        let message = match error {
            SearchError::Late(_) => return Self::late(),
            SearchError::Unavailable => "The text index is being made; search will be there when it is done.",
            SearchError::Text(cause) => {
                error!(%cause, "the text index cannot be read");
                "The text index cannot be read and is made anew; search will be there when it is done."
            }
        };
        Self { code: Code::ServiceUnavailable, message: message.to_owned() }
    }
}

impl From<Late> for Error {
    fn from(_: Late) -> Self {
        Self::late()
    }
}

impl From<SelectError> for Error {
    fn from(error: SelectError) -> Self {
        match error {
            SelectError::Cursor => Self::bad_input(
                "This cursor was not made by this list in this order. Take cursors from `pageInfo` or `edges` of the same field with the same `orderBy`.",
            ),
            SelectError::Relevance => Self::bad_input("`RELEVANCE` orders what was searched for: give `search`, or another order."),
            SelectError::Late(_) => Self::late(),
            SelectError::Order => Self::bad_input("This list cannot be ordered by that."),
        }
    }
}
