//! `resource_identifier`: an identifier of a resource.

use sea_orm::entity::prelude::*;

use crate::vocabulary::IdentifierScheme;

/// An identifier of a resource.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource_identifier")]
pub struct Model {
    /// The resource's number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resource_number: i64,
    /// Whose identifier it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: IdentifierScheme,
    /// Its one stored form.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub value: String,
    /// Its place, from 0.
    pub position: i32,
    /// The source that says so.
    pub source_id: i32,
}

/// The resource of a row.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The resource.
    #[sea_orm(belongs_to = "super::resource::Entity", from = "Column::ResourceNumber", to = "super::resource::Column::Number")]
    Resource,
}

impl Related<super::resource::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Resource.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
