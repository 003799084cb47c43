//! The known state of a standby, which decides if it may be asked.

use sea_orm::sqlx::{self, PgConnection};
use tokio::sync::Notify;
use tokio::sync::watch;
use tracing::{info, warn};

use super::look::{SERVER_AND_CHANGE, Seen};

/// A standby, as those know it who ask it and who look at it.
#[derive(Debug)]
pub(super) struct Known {
    /// Its place among those that were named, from 1.
    pub(super) number: usize,
    /// Its address, without a password.
    pub(super) address: String,
    standing: watch::Sender<Standing>,
    /// Whoever asked it had no luck: it should be left alone a little, and then looked at.
    pub(super) doubted: Notify,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: State,
    /// The last change that it was seen to have.
    pub(super) change: i64,
    /// When its server began: what tells one server from another that has the same address.
    server: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is asked.
    Up,
    /// It lags more than is allowed.
    Behind,
    /// It cannot be used.
    Out,
}

impl Known {
    /// A standby that nobody has looked at.
    pub(super) fn new(number: usize, address: String) -> Self {
        let standing = Standing { state: State::Out, change: 0, server: 0 };
        Self { number, address, standing: watch::Sender::new(standing), doubted: Notify::new() }
    }

    pub(super) fn standing(&self) -> Standing {
        *self.standing.borrow()
    }

    /// Returns true when reads are sent to it, and it has a change.
    pub(super) fn has(&self, change: i64) -> bool {
        let standing = self.standing.borrow();
        standing.state == State::Up && standing.change >= change
    }

    /// Done when it cannot be used.
    pub(super) async fn is_out(&self) {
        // Cannot fail: the sender is here.
        let _ = self.standing.subscribe().wait_for(|standing| standing.state == State::Out).await;
    }

    /// It was looked at.
    pub(super) fn settle(&self, seen: Seen, is_behind: bool) {
        let state = if is_behind { State::Behind } else { State::Up };
        let before = self.standing.send_replace(Standing { state, change: seen.change, server: seen.server });
        if before.state != state {
            let (replica, address) = (self.number, &self.address);
            if is_behind {
                warn!(replica, address, "a replica lags too much and is left out");
            } else {
                info!(replica, address, "a replica is asked");
            }
        }
    }

    /// Nobody asks it until it was looked at again.
    pub(super) fn leave_out(&self, reason: &str) {
        let is_news = self.standing.send_if_modified(|standing| std::mem::replace(&mut standing.state, State::Out) != State::Out);
        if is_news {
            warn!(replica = self.number, address = self.address, reason, "a replica is left out");
        }
    }

    /// Somebody asked it and had no luck.
    pub(super) fn doubt(&self, reason: &str) {
        self.leave_out(reason);
        self.doubted.notify_one();
    }

    /// Fails unless a new connection leads to the server that was looked at, in no earlier state. A standby that
    /// crashed may come back with less than it had, and an address may lead to several servers.
    pub(super) async fn check(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let known = self.standing();
        let (server, change): (i64, i64) = sqlx::query_as(SERVER_AND_CHANGE).fetch_one(connection).await?;
        if server == known.server && change >= known.change {
            return Ok(());
        }
        let reason = "its server began anew, or its address leads to several servers";
        self.doubt(reason);
        Err(sqlx::Error::Protocol(reason.to_owned()))
    }
}
