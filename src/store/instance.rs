//! Which database this is.

use entity::instance;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{Store, StoreError, bulk};
use crate::clock;
use crate::name::KEY_VERSION;

impl Store {
    /// The database's own id: a projection that was made of another database is thrown away.
    pub async fn instance(&self) -> Result<Uuid, StoreError> {
        let row = instance::Entity::find().one(&self.reader).await?;
        row.map(|row| row.id).ok_or_else(|| StoreError::Inconsistent("the table `instance` is empty".to_owned()))
    }

    pub(super) async fn ensure_instance(&self) -> Result<(), StoreError> {
        if instance::Entity::find().one(&self.writer).await?.is_none() {
            let row = instance::ActiveModel { id: Set(Uuid::new_v4()), created_at: Set(clock::now()), key_version: Set(KEY_VERSION) };
            bulk::insert_new(&self.writer, vec![row]).await?;
        }
        Ok(())
    }
}
