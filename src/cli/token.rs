//! `colophon token`

use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::vocabulary::Role;

use super::table::table;
use super::{Common, Failure, open_existing, print, say};
use crate::access::token::Secret;
use crate::clock;
use crate::config::Config;
use crate::policy::{role, role_name};
use crate::store::token::NewToken;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Make a token, and print it: it is not shown again
    Create {
        /// What its bearer may do: reader, curator or admin
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// What it is for
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        /// When it ends by itself: a time from now (90d, 12h), or a day (2030-01-31, at its beginning, UTC). Default: never
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
    /// List the tokens, without their secrets
    List {
        /// Print the list as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take a token back; running servers learn it within seconds
    Revoke {
        /// The token's id: what stands between the two first `_`
        id: String,
    },
}

pub(super) async fn run(config: &Config, command: Command) -> Result<ExitCode, Failure> {
    // Before the database is opened: a mistake in an argument changes nothing.
    let expires_at = match &command {
        Command::Create { expires: Some(text), .. } => Some(expiry(text, clock::now()).map_err(Failure::Other)?),
        _ => None,
    };
    let store = open_existing(config).await?;
    match command {
        Command::Create { role, name, .. } => {
            let secret = Secret::generate().map_err(|error| Failure::Other(format!("there are no random numbers: {error}")))?;
            let tx = store.begin().await?;
            tx.create_token(NewToken { id: secret.id, name, role, hash: secret.hash, expires_at }).await?;
            tx.commit(None).await?;
            print(&secret.text)?;
            say("Keep it: it is not shown again. Clients send it as `Authorization: Bearer TOKEN`.");
        }
        Command::List { json } => list(&store.tokens().await?, json)?,
        Command::Revoke { id } => {
            let tx = store.begin().await?;
            if !tx.revoke_token(&id).await? {
                tx.rollback().await?;
                return Err(Failure::Other(format!("there is no token `{id}` to take back: `colophon token list` shows those there are")));
            }
            tx.commit(None).await?;
            print(&format!("Revoked `{id}`"))?;
        }
    }
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// A token as it is listed: without its hash.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    id: &'a str,
    name: Option<&'a str>,
    role: String,
    state: &'static str,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    used_at: Option<DateTime<Utc>>,
}

impl<'a> Row<'a> {
    fn of(token: &'a entity::token::Model, now: DateTime<Utc>) -> Self {
        let entity::token::Model { id, name, created_at, expires_at, revoked_at, used_at, .. } = token;
        let state = match (revoked_at, expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(expires_at)) if *expires_at <= now => "expired",
            (None, _) => "valid",
        };
        let (created_at, expires_at, revoked_at, used_at) = (*created_at, *expires_at, *revoked_at, *used_at);
        Self { id, name: name.as_deref(), role: role_name(token.role), state, created_at, expires_at, revoked_at, used_at }
    }
}

fn list(tokens: &[entity::token::Model], json: bool) -> Result<(), Failure> {
    let now = clock::now();
    let rows: Vec<Row> = tokens.iter().map(|token| Row::of(token, now)).collect();
    if json {
        return print(&serde_json::to_string_pretty(&rows).map_err(|error| Failure::Other(error.to_string()))?);
    }
    let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
    let never = || "never".to_owned();
    let cells = |row: Row<'_>| {
        let used = row.used_at.map_or_else(never, |time| time.format("%Y-%m-%d %H:00").to_string());
        let until = row.expires_at.map_or_else(never, day);
        [row.id.to_owned(), row.role, row.state.to_owned(), row.name.unwrap_or("-").to_owned(), day(row.created_at), used, until]
    };
    let rows: Vec<_> = rows.into_iter().map(cells).collect();
    print(&table(["id", "role", "state", "name", "since", "used", "expires"], &rows))
}

fn parse_role(text: &str) -> Result<Role, String> {
    role(text).ok_or_else(|| "it is reader, curator or admin".to_owned())
}

/// When a token ends: a time from now, or a moment.
fn expiry(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    let from_now = || humantime::parse_duration(text).ok().and_then(|time| now.checked_add_signed(chrono::TimeDelta::from_std(time).ok()?));
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let moment = || DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    let until = day().or_else(moment).or_else(from_now).ok_or_else(|| format!("`{text}` is no time: write 90d, 12h, or 2030-01-31"))?;
    if until <= now {
        return Err(format!("`{text}` is over"));
    }
    Ok(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expiry_is_a_time_from_now_or_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let at = |text: &str| expiry(text, now).map(|until| until.timestamp() - now.timestamp());
        assert_eq!(at("90d"), Ok(90 * 86_400));
        assert_eq!(at("12h 30m"), Ok(45_000));
        assert_eq!(expiry("2030-01-31", now).unwrap().to_rfc3339(), "2030-01-31T00:00:00+00:00");
        assert_eq!(expiry("2030-01-31T12:00:00+02:00", now).unwrap().to_rfc3339(), "2030-01-31T10:00:00+00:00");
        assert_eq!(at("2020-01-01"), Err("`2020-01-01` is over".to_owned()));
        assert_eq!(at("0s"), Err("`0s` is over".to_owned()));
        for text in ["", "soon", "90", "-1d", "2030-13-01", "999999999999years"] {
            assert!(at(text).unwrap_err().contains("is no time"), "{text}");
        }
    }
}
