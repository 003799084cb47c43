//! Addresses of databases: `sqlite://PATH` or `postgres://USER@HOST/NAME`.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Returns an address that may be printed: without its password, and without parameters, since a password may be one of them.
pub fn redacted(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let place = rest.split('?').next().unwrap_or(rest);
    match place.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split_once(':').map_or(credentials, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        // What stands before the question mark may be a part of a password that was not written as it should be.
        None if rest.contains('@') && !place.contains('/') => format!("{scheme}://…"),
        None => format!("{scheme}://{place}"),
    }
}

/// Returns true for the address of a SQLite database.
pub fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// Returns the path of a SQLite database; none for PostgreSQL and for databases in memory.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or(path);
    let decoded = || PathBuf::from(percent_decode_str(path).decode_utf8_lossy().as_ref());
    (!path.is_empty() && !path.starts_with(":memory:")).then(decoded)
}

/// What cannot stand in an address as it is, and what the driver would take for something else.
const NOT_IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Returns the address of a SQLite file.
pub fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}", utf8_percent_encode(&path.display().to_string(), NOT_IN_ADDRESS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(redacted("postgres://ada:secret@db.example/colophon"), "postgres://ada@db.example/colophon");
        assert_eq!(redacted("postgres://ada:p@ss@db.example/c"), "postgres://ada@db.example/c");
        assert_eq!(redacted("postgres://ada:p?ss@db.example/c"), "postgres://…");
        assert_eq!(redacted("postgres://db.example/c?user=ada&password=s@cret"), "postgres://db.example/c");
        assert_eq!(redacted("postgres://ada@db.example/c?password=secret"), "postgres://ada@db.example/c");
        assert_eq!(redacted("sqlite://a/b.sqlite?mode=rwc"), "sqlite://a/b.sqlite");
    }

    #[test]
    fn a_file_has_a_path() {
        assert_eq!(sqlite_path("sqlite:///data/c.sqlite?mode=rwc"), Some("/data/c.sqlite".into()));
        assert_eq!(sqlite_path("sqlite:c.sqlite"), Some("c.sqlite".into()));
        let odd = Path::new("my data/100%25 ?#[é].sqlite");
        assert_eq!(sqlite_path(&sqlite_url(odd)).as_deref(), Some(odd));
        assert_eq!((sqlite_path("sqlite::memory:"), sqlite_path("postgres://x/y")), (None, None));
    }
}
