//! The recipes of `docs/operate` that are commands of other programs.

use std::process::Command;

use tempfile::TempDir;

use crate::cluster::{cluster, programs, required};
use crate::command::run;
use crate::harness::Database;

#[tokio::test]
async fn a_dump_of_postgresql_is_restored_and_agrees() {
    let Some(cluster) = cluster() else { return };
    let Some(tools) = required(programs(&["pg_dump", "pg_restore"])) else { return };
    let page = include_str!("../../docs/operate/backing-up.md");
    let folder = TempDir::new().unwrap();
    let dump = folder.path().join("colophon.dump");
    // The arguments are those of the page, but for the address.
    let tool = |line: &str, database: &str, last: &str| {
        assert!(page.contains(line), "the page has not: {line}");
        let mut words = line.split(' ');
        let mut command = Command::new(tools.join(words.next().unwrap()));
        let output = command.args(words).arg(database).arg(last).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    };

    let (old, new) = (Database::on(cluster).await, Database::on(cluster).await);
    std::fs::write(folder.path().join("shelf.csv"), "Title,Produced by\nA brief,River Trust\n").unwrap();
    assert_eq!(run(folder.path(), &["--database", &old.url, "import", "shelf.csv"]).0, 0);
    tool("pg_dump --format=custom --no-owner", &old.url, "--file=colophon.dump");
    tool("pg_restore --no-owner --exit-on-error", &format!("--dbname={}", new.url), &dump.display().to_string());
    for url in [&old.url, &new.url] {
        let (status, said, told) = run(folder.path(), &["--database", url, "--data-dir", "try", "verify"]);
        assert!(status == 0 && said.contains("1 resources") && said.contains("agree"), "{said}{told}");
        let (_, table, _) = run(folder.path(), &["--database", url, "--data-dir", "try", "export", "resources", "--format", "csv"]);
        assert!(table.contains("A brief") && table.contains("River Trust"), "{table}");
    }
}
