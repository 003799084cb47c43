//! Edges that are cheap to write: each table is kept in the order of its resources, refers to them alone, and has no index but its key.
//!
//! Writing an edge cost four indexed rows and four look-ups of what it refers to. Nobody asks the tables for the edges of an agent or of a
//! keyword (the graph knows them), and who writes an edge has just found its other end, its source and its run.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{index, key, provenance, reference};

/// An edge from a resource.
struct Edge {
    table: &'static str,
    /// The other end.
    to: &'static str,
    /// The column that names it.
    end: &'static str,
    /// The column with the kind of the edge. None where there is one kind.
    kind: Option<&'static str>,
    /// The columns with printed text.
    printed: &'static [&'static str],
}

const EDGES: [Edge; 3] = [
    Edge { table: "contribution", to: "agent", end: "agent_id", kind: Some("role"), printed: &["name_as_printed"] },
    Edge {
        table: "funding",
        to: "agent",
        end: "agent_id",
        kind: Some("kind"),
        printed: &["name_as_printed", "award_number", "award_title", "award_url"],
    },
    Edge { table: "subject", to: "keyword", end: "keyword_id", kind: None, printed: &["label_as_printed"] },
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// A table that is half copied is none.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for edge in EDGES {
            if manager.get_database_backend() == DbBackend::Sqlite {
                edge.copy(manager, edge.slim().clone()).await?;
                continue;
            }
            for index in edge.indexes() {
                manager
                    .drop_index(Index::drop().name(index.get_index_spec().get_name().unwrap_or_default()).table(edge.table).to_owned())
                    .await?;
            }
            let table = edge.table;
            let references = [edge.end, "source_id", "run_id"].map(|column| format!("DROP CONSTRAINT {table}_{column}_fkey, ")).concat();
            let key = edge.key().join(", ");
            let statement =
                format!("ALTER TABLE {table} {references}DROP CONSTRAINT {table}_pkey, ADD PRIMARY KEY ({key}) INCLUDE (position)");
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        manager.drop_index(Index::drop().name("source_record_by_source_id_seen_run_id").table("source_record").to_owned()).await?;
        manager.drop_index(Index::drop().name("change_by_node_id_id").table("change").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for edge in EDGES {
            if manager.get_database_backend() == DbBackend::Sqlite {
                edge.copy(manager, edge.wide().clone()).await?;
            } else {
                let table = edge.table;
                let ends = [(edge.end, edge.to), ("source_id", "source"), ("run_id", "import_run")];
                let references =
                    ends.map(|(column, to)| format!("ADD FOREIGN KEY ({column}) REFERENCES {to} (id) ON DELETE CASCADE, ")).concat();
                let key = edge.key().join(", ");
                let statement = format!("ALTER TABLE {table} {references}DROP CONSTRAINT {table}_pkey, ADD PRIMARY KEY ({key})");
                manager.get_connection().execute_unprepared(&statement).await?;
            }
            for index in edge.indexes() {
                manager.create_index(index).await?;
            }
        }
        manager.create_index(index("source_record", &["source_id", "seen_run_id"])).await?;
        manager.create_index(index("change", &["node_id", "id"])).await
    }
}

impl Edge {
    fn key(&self) -> Vec<&'static str> {
        ["resource_id", self.end].into_iter().chain(self.kind).chain(["source_id"]).collect()
    }

    /// The indexes beside the key that there were.
    fn indexes(&self) -> [IndexCreateStatement; 2] {
        let covering: Vec<_> = ["resource_id", "position", "source_id", self.end].into_iter().chain(self.kind).collect();
        [index(self.table, &covering), index(self.table, &[self.end, "resource_id"])]
    }

    fn columns(&self) -> TableCreateStatement {
        let mut table = Table::create().table(self.table).col(uuid("resource_id")).col(uuid(self.end)).to_owned();
        if let Some(column) = self.kind {
            table.col(text(column));
        }
        for column in self.printed {
            table.col(text_null(*column));
        }
        table
            .col(integer("position"))
            .primary_key(&mut key(&self.key()))
            .foreign_key(&mut reference(self.table, "resource_id", "resource"));
        table
    }

    /// The table as it was.
    fn wide(&self) -> TableCreateStatement {
        let mut table = self.columns();
        table.foreign_key(&mut reference(self.table, self.end, self.to));
        provenance(self.table, &mut table);
        table
    }

    /// The table as SQLite keeps it from now on: its rows stand in its key.
    fn slim(&self) -> TableCreateStatement {
        let mut table = self.columns();
        table.col(integer("source_id")).col(big_integer_null("run_id")).col(big_integer_null("line")).col(text("method"));
        table.extra("WITHOUT ROWID");
        table
    }

    /// Puts a table of another shape, with the same rows, in this one's place: SQLite changes neither keys nor references.
    async fn copy(&self, manager: &SchemaManager<'_>, to: TableCreateStatement) -> Result<(), DbErr> {
        let (table, old) = (self.table, format!("{}_old", self.table));
        for index in self.indexes() {
            let name = index.get_index_spec().get_name().unwrap_or_default().to_owned();
            manager.drop_index(Index::drop().name(name).table(table).if_exists().to_owned()).await?;
        }
        manager.rename_table(Table::rename().table(table, old.clone()).to_owned()).await?;
        manager.create_table(to).await?;
        let copy = format!("INSERT INTO {table} SELECT * FROM {old} ORDER BY {}", self.key().join(", "));
        manager.get_connection().execute_unprepared(&copy).await?;
        manager.drop_table(Table::drop().table(old).to_owned()).await
    }
}
