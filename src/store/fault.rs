//! The meaning of a failed statement.

use sea_orm::{DbErr, RuntimeErr, sqlx};

use super::StoreError;

/// The step to take when a statement failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The database cannot be used now: ask another, or later.
    Gone,
    /// The replay of a replica made the statement give way: ask another.
    GaveWay,
    /// The statement would fail elsewhere too, or nobody waits for it any more.
    Own,
}

impl Fault {
    pub(super) fn of(error: &StoreError) -> Self {
        use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Protocol, Tls, WorkerCrashed};
        match error {
            StoreError::Away | StoreError::Unreachable { .. } | StoreError::Database(DbErr::ConnectionAcquire(_)) => Self::Gone,
            StoreError::Database(DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error)) => match error {
                RuntimeErr::SqlxError(error) => match &**error {
                    sqlx::Error::Database(error) => error.code().map_or(Self::Own, |code| Self::of_code(&code)),
                    Io(_) | Tls(_) | Protocol(_) | PoolTimedOut | PoolClosed | WorkerCrashed => Self::Gone,
                    _ => Self::Own,
                },
                RuntimeErr::Internal(_) => Self::Own,
            },
            _ => Self::Own,
        }
    }

    /// By the code of PostgreSQL (its manual, appendix A). What a client can bring about, such as a text that cannot be stored or a
    /// statement that takes too long, is no reason to leave a replica out.
    fn of_code(code: &str) -> Self {
        match code {
            // A conflict with recovery, as it is told to a statement and to a deadlock of both.
            "40001" | "40P01" => Self::GaveWay,
            _ => match code.get(..2) {
                // Connections, access, resources, files, and the server itself.
                Some("08" | "28" | "3D" | "53" | "58" | "XX") => Self::Gone,
                // The server stops or starts, or the database was dropped; but not a statement that was cancelled (57014).
                Some("57") if code.get(2..) != Some("014") => Self::Gone,
                _ => Self::Own,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_who_is_at_fault() {
        for (code, fault) in [
            ("40001", Fault::GaveWay),
            ("40P01", Fault::GaveWay),
            ("57P01", Fault::Gone),
            ("57P03", Fault::Gone),
            ("08006", Fault::Gone),
            ("53300", Fault::Gone),
            ("XX001", Fault::Gone),
            ("57014", Fault::Own),
            ("22021", Fault::Own),
            ("42P01", Fault::Own),
            ("", Fault::Own),
        ] {
            assert_eq!(Fault::of_code(code), fault, "{code}");
        }
    }

    #[test]
    fn whoever_does_not_answer_is_gone() {
        let of = |error: sqlx::Error| Fault::of(&StoreError::Database(DbErr::Query(RuntimeErr::SqlxError(error.into()))));
        assert_eq!(of(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()), Fault::Gone);
        assert_eq!(of(sqlx::Error::PoolTimedOut), Fault::Gone);
        assert_eq!(of(sqlx::Error::RowNotFound), Fault::Own);
        assert_eq!(Fault::of(&StoreError::TooOld), Fault::Own);
    }
}
