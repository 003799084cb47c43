//! Tokens: what clients show to be let in.

use chrono::{DateTime, Utc};
use entity::token;
use entity::vocabulary::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};

use super::{Store, StoreError, Write, bulk};
use crate::clock;

/// A token that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// The public part.
    pub id: String,
    /// What it is for.
    pub name: Option<String>,
    /// What its bearer may do.
    pub role: Role,
    /// SHA-256 of the secret part, in base64url.
    pub hash: String,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

impl Store {
    /// All tokens, oldest first.
    pub async fn tokens(&self) -> Result<Vec<token::Model>, StoreError> {
        let oldest_first = token::Entity::find().order_by_asc(token::Column::CreatedAt).order_by_asc(token::Column::Id);
        Ok(oldest_first.all(&self.reader).await?)
    }

    /// The tokens that nobody took back.
    pub async fn unrevoked_tokens(&self) -> Result<Vec<token::Model>, StoreError> {
        Ok(token::Entity::find().filter(token::Column::RevokedAt.is_null()).all(&self.reader).await?)
    }
}

impl Write {
    /// Keeps a token.
    pub async fn create_token(&self, new: NewToken) -> Result<(), StoreError> {
        let NewToken { id, name, role, hash, expires_at } = new;
        let row = token::ActiveModel {
            id: Set(id),
            name: Set(name),
            role: Set(role),
            hash: Set(hash),
            created_at: Set(clock::now()),
            expires_at: Set(expires_at),
            revoked_at: Set(None),
            used_at: Set(None),
        };
        Ok(bulk::insert_new(self.connection(), vec![row]).await?)
    }

    /// Notes that a token was used, unless a use after `before` is noted already.
    pub async fn note_token_use(&self, id: &str, at: DateTime<Utc>, before: DateTime<Utc>) -> Result<(), StoreError> {
        let update = token::Entity::update_many()
            .col_expr(token::Column::UsedAt, Expr::value(at))
            .filter(token::Column::Id.eq(id))
            .filter(token::Column::UsedAt.is_null().or(token::Column::UsedAt.lte(before)));
        update.exec(self.connection()).await?;
        Ok(())
    }

    /// Takes a token back; false when there is none with this id that could be.
    pub async fn revoke_token(&self, id: &str) -> Result<bool, StoreError> {
        let update = token::Entity::update_many()
            .col_expr(token::Column::RevokedAt, Expr::value(clock::now()))
            .filter(token::Column::Id.eq(id))
            .filter(token::Column::RevokedAt.is_null());
        Ok(update.exec(self.connection()).await?.rows_affected > 0)
    }
}
