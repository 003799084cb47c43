//! `token`: the credential of a client.

use sea_orm::entity::prelude::*;

use crate::vocabulary::Role;

/// A token: the credential of a client.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token")]
pub struct Model {
    /// The public part of the token.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id: String,
    /// Its purpose, in the words of the operator that made it.
    #[sea_orm(column_type = "Text", nullable)]
    pub name: Option<String>,
    /// The role of its bearer.
    pub role: Role,
    /// SHA-256 of the secret part, in base64url.
    #[sea_orm(column_type = "Text")]
    pub hash: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it ends by itself.
    pub expires_at: Option<DateTimeUtc>,
    /// When it was taken back.
    pub revoked_at: Option<DateTimeUtc>,
    /// When it was used last, or up to an hour before that.
    pub used_at: Option<DateTimeUtc>,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
