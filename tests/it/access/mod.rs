//! Who is let in: tokens, gates, an identity provider, and how much a client may ask for.

mod client;
mod gates;
mod issuer;
mod provider;
mod rate;
mod tokens;

pub use self::client::{Live, Reply, Socket};
