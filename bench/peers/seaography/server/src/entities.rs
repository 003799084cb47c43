//! The plain tables, as `sea-orm-cli generate entity --seaography` writes them.

pub(crate) mod agent {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "agent")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        #[sea_orm(column_type = "Text")]
        pub name: String,
        pub is_person: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::production::Entity")]
        Production,
        #[sea_orm(has_many = "super::funding::Entity")]
        Funding,
    }

    impl Related<super::production::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Production.def()
        }
    }

    impl Related<super::funding::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Funding.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::production::Entity")]
        Production,
        #[sea_orm(entity = "super::funding::Entity")]
        Funding,
    }
}

pub(crate) mod keyword {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "keyword")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        #[sea_orm(column_type = "Text")]
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::subject::Entity")]
        Subject,
    }

    impl Related<super::subject::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Subject.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::subject::Entity")]
        Subject,
    }
}

pub(crate) mod resource {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "resource")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        #[sea_orm(column_type = "Text")]
        pub title: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub description: Option<String>,
        pub year: Option<i32>,
        #[sea_orm(column_type = "Text", nullable)]
        pub format: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub language: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub url: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::production::Entity")]
        Production,
        #[sea_orm(has_many = "super::funding::Entity")]
        Funding,
        #[sea_orm(has_many = "super::subject::Entity")]
        Subject,
    }

    impl Related<super::production::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Production.def()
        }
    }

    impl Related<super::funding::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Funding.def()
        }
    }

    impl Related<super::subject::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Subject.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::production::Entity")]
        Production,
        #[sea_orm(entity = "super::funding::Entity")]
        Funding,
        #[sea_orm(entity = "super::subject::Entity")]
        Subject,
    }
}

pub(crate) mod production {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "production")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub resource_id: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub agent_id: i32,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::resource::Entity", from = "Column::ResourceId", to = "super::resource::Column::Id")]
        Resource,
        #[sea_orm(belongs_to = "super::agent::Entity", from = "Column::AgentId", to = "super::agent::Column::Id")]
        Agent,
    }

    impl Related<super::resource::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Resource.def()
        }
    }

    impl Related<super::agent::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Agent.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::resource::Entity")]
        Resource,
        #[sea_orm(entity = "super::agent::Entity")]
        Agent,
    }
}

pub(crate) mod funding {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "funding")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub resource_id: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub agent_id: i32,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::resource::Entity", from = "Column::ResourceId", to = "super::resource::Column::Id")]
        Resource,
        #[sea_orm(belongs_to = "super::agent::Entity", from = "Column::AgentId", to = "super::agent::Column::Id")]
        Agent,
    }

    impl Related<super::resource::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Resource.def()
        }
    }

    impl Related<super::agent::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Agent.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::resource::Entity")]
        Resource,
        #[sea_orm(entity = "super::agent::Entity")]
        Agent,
    }
}

pub(crate) mod subject {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "subject")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub resource_id: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub keyword_id: i32,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::resource::Entity", from = "Column::ResourceId", to = "super::resource::Column::Id")]
        Resource,
        #[sea_orm(belongs_to = "super::keyword::Entity", from = "Column::KeywordId", to = "super::keyword::Column::Id")]
        Keyword,
    }

    impl Related<super::resource::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Resource.def()
        }
    }

    impl Related<super::keyword::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Keyword.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
    pub enum RelatedEntity {
        #[sea_orm(entity = "super::resource::Entity")]
        Resource,
        #[sea_orm(entity = "super::keyword::Entity")]
        Keyword,
    }
}

