//! Resources are numbered as they arrive, and what belongs to a resource is kept by its number instead of its id.
//!
//! An id is a hash: what was kept by it went to another page for each resource, and those of a million to pages all over the file. By number
//! an import adds at the end of each table, and who reads the whole catalogue reads the tables as they lie.
//!
//! An edge refers to its resource no longer: PostgreSQL locked the resource's row for each edge, a fifth of an import. Who writes an edge has
//! just written or found its resource, and who takes a resource away takes its edges.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{history, index, key, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// A table that is half copied is none.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        change(manager, By::Number).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        change(manager, By::Id).await
    }
}

/// The column by which other tables name a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Id,
    Number,
}

impl By {
    /// The resource's own column, which is its key.
    const fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Number => "number",
        }
    }

    /// The column of other tables.
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "resource_id",
            Self::Number => "resource_number",
        }
    }

    /// These columns, with that name of the resource's.
    fn named(self, columns: &[&'static str]) -> Vec<&'static str> {
        columns.iter().map(|column| if *column == "resource" { self.column() } else { *column }).collect()
    }
}

/// The columns of `resource` that stay as they are.
const RESOURCE: &str = "id, slug, title, title_as_printed, description, year, published, format, format_as_printed, language, landing_page, \
                        status, source_id, field_sources, created_at, updated_at, version";

/// A table whose rows belong to resources. In lists of columns, `resource` stands for the one that names the resource.
struct Part {
    table: &'static str,
    columns: fn() -> Vec<ColumnDef>,
    key: &'static [&'static str],
    /// True when its rows are edges of the graph. By number they refer to nothing, and PostgreSQL's key also has their
    /// position.
    is_edge: bool,
    /// The other references of its rows: column and table.
    references: &'static [(&'static str, &'static str)],
    indexes: &'static [&'static [&'static str]],
    /// True when SQLite keeps its rows in its key.
    in_key: bool,
}

/// Returns the columns of the provenance of a statement.
fn provenance() -> [ColumnDef; 4] {
    [integer("source_id"), big_integer_null("run_id"), big_integer_null("line"), text("method")]
}

const PARTS: [Part; 6] = [
    Part {
        table: "contribution",
        columns: || {
            let own = [uuid("agent_id"), text("role"), text_null("name_as_printed"), integer("position")];
            own.into_iter().chain(provenance()).collect()
        },
        key: &["resource", "agent_id", "role", "source_id"],
        is_edge: true,
        references: &[],
        indexes: &[],
        in_key: true,
    },
    Part {
        table: "funding",
        columns: || {
            let award = ["name_as_printed", "award_number", "award_title", "award_url"].map(text_null);
            let own = [uuid("agent_id"), text("kind")].into_iter().chain(award).chain([integer("position")]);
            own.chain(provenance()).collect()
        },
        key: &["resource", "agent_id", "kind", "source_id"],
        is_edge: true,
        references: &[],
        indexes: &[],
        in_key: true,
    },
    Part {
        table: "subject",
        columns: || [uuid("keyword_id"), text_null("label_as_printed"), integer("position")].into_iter().chain(provenance()).collect(),
        key: &["resource", "keyword_id", "source_id"],
        is_edge: true,
        references: &[],
        indexes: &[],
        in_key: true,
    },
    Part {
        table: "resource_identifier",
        columns: || vec![text("scheme"), text("value"), integer("position"), integer("source_id")],
        key: &["resource", "scheme", "value"],
        is_edge: false,
        references: &[("source_id", "source")],
        indexes: &[&["scheme", "value"]],
        in_key: true,
    },
    Part {
        table: "collection_item",
        columns: || {
            let own = [uuid("collection_id"), text_null("section"), integer("position"), boolean("highlighted")];
            own.into_iter().chain(provenance()).collect()
        },
        key: &["collection_id", "resource"],
        is_edge: false,
        references: &[("collection_id", "collection"), ("source_id", "source"), ("run_id", "import_run")],
        indexes: &[&["collection_id", "position"], &["resource"]],
        in_key: false,
    },
    Part {
        table: "source_record",
        columns: || {
            let own = [integer("source_id"), text("key"), big_integer("run_id"), big_integer("seen_run_id"), big_integer("line")];
            own.into_iter().chain([text("checksum"), text_null("fields")]).collect()
        },
        key: &["source_id", "key"],
        is_edge: false,
        references: &[("source_id", "source"), ("run_id", "import_run")],
        indexes: &[&["resource"]],
        in_key: false,
    },
];

/// Copies `resource`, and then each table whose rows belong to resources, into one that names resources in the other way.
async fn change(manager: &SchemaManager<'_>, to: By) -> Result<(), DbErr> {
    let run = async |sql: String| manager.get_connection().execute_unprepared(&sql).await.map(drop);
    let from = if to == By::Number { By::Id } else { By::Number };
    let postgres = manager.get_database_backend() == DbBackend::Postgres;

    for name in ["resource_by_slug", "resource_by_landing_page"] {
        run(format!("DROP INDEX {name}")).await?;
    }
    put_aside(manager, "resource").await?;
    manager.create_table(resource(to)).await?;
    let copy = match to {
        By::Number => {
            let place = if postgres { "ctid" } else { "rowid" };
            format!(
                "INSERT INTO resource (number, {RESOURCE}) \
                 SELECT row_number() OVER (ORDER BY created_at, {place}) AS number, {RESOURCE} FROM resource_old ORDER BY number"
            )
        }
        By::Id => format!("INSERT INTO resource ({RESOURCE}) SELECT {RESOURCE} FROM resource_old ORDER BY number"),
    };
    run(copy).await?;
    manager.create_index(unique("resource", &["slug"])).await?;
    manager.create_index(index("resource", &["landing_page"])).await?;

    // The one of the two that has both.
    let numbered = if to == By::Number { "resource" } else { "resource_old" };
    for part in &PARTS {
        for columns in part.indexes {
            run(format!("DROP INDEX {}_by_{}", part.table, from.named(columns).join("_"))).await?;
        }
        if part.table == "resource_identifier" {
            run("DROP INDEX resource_identifier_doi".to_owned()).await?;
        }
        put_aside(manager, part.table).await?;
        manager.create_table(part.named(to, postgres)).await?;
        let (table, old) = (part.table, format!("{}_old", part.table));
        let columns: Vec<String> = (part.columns)().iter().map(ColumnDef::get_column_name).collect();
        let read = columns.iter().map(|column| format!("{old}.{column}")).collect::<Vec<_>>().join(", ");
        let order = part.key.iter().map(|column| match *column {
            "resource" => format!("{numbered}.{}", to.key()),
            column => format!("{old}.{column}"),
        });
        let order = order.collect::<Vec<_>>();
        run(format!(
            "INSERT INTO {table} ({}, {}) SELECT {numbered}.{}, {read} FROM {old} JOIN {numbered} ON {numbered}.{} = {old}.{} ORDER BY {}",
            to.column(),
            columns.join(", "),
            to.key(),
            from.key(),
            from.column(),
            order.join(", "),
        ))
        .await?;
        manager.drop_table(Table::drop().table(old).to_owned()).await?;
        for columns in part.indexes {
            manager.create_index(index(part.table, &to.named(columns))).await?;
        }
        if part.table == "resource_identifier" {
            run("CREATE UNIQUE INDEX resource_identifier_doi ON resource_identifier (value) WHERE scheme = 'DOI'".to_owned()).await?;
        }
    }
    manager.drop_table(Table::drop().table("resource_old").to_owned()).await
}

/// Renames a table, and its key where the database would hold its name against the next table's.
async fn put_aside(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    manager.rename_table(Table::rename().table(table, format!("{table}_old")).to_owned()).await?;
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(&format!("ALTER INDEX {table}_pkey RENAME TO {table}_old_pkey")).await?;
    }
    Ok(())
}

fn reference(from: &'static str, column: &'static str, table: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from, column).to(table, to).on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn resource(by: By) -> TableCreateStatement {
    let mut table = Table::create().table("resource").to_owned();
    match by {
        By::Id => table.col(pk_uuid("id")),
        By::Number => table.col(big_integer("number").primary_key()).col(uuid_uniq("id")),
    };
    table
        .col(text("slug"))
        .col(text("title"))
        .col(text("title_as_printed"))
        .col(text_null("description"))
        .col(integer_null("year"))
        .col(date_null("published"))
        .col(text_null("format"))
        .col(text_null("format_as_printed"))
        .col(text_null("language"))
        .col(text_null("landing_page"))
        .col(text("status"))
        .col(integer("source_id"))
        .col(text_null("field_sources"))
        .foreign_key(&mut reference("resource", "source_id", "source", "id"));
    history(&mut table);
    table
}

impl Part {
    fn named(&self, by: By, postgres: bool) -> TableCreateStatement {
        let mut key = key(&by.named(self.key));
        if self.is_edge && postgres {
            key.include("position");
        }
        let name = match by {
            By::Id => uuid(by.column()),
            By::Number => big_integer(by.column()),
        };
        let mut table = Table::create().table(self.table).col(name).to_owned();
        for column in (self.columns)() {
            table.col(column);
        }
        table.primary_key(&mut key);
        if !(self.is_edge && by == By::Number) {
            table.foreign_key(&mut reference(self.table, by.column(), "resource", by.key()));
        }
        for (column, to) in self.references {
            table.foreign_key(&mut reference(self.table, column, to, "id"));
        }
        if self.in_key && !postgres {
            table.extra("WITHOUT ROWID");
        }
        table
    }
}
