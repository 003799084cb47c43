//! Values of settings: sizes, lengths of time, formats.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

/// The longest [`Span`].
const LONGEST: Duration = Duration::from_hours(24);

/// The format of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The contents of the access log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum AccessLog {
    /// Nothing: there is none.
    None,
    /// Method, path, status, size, time and token.
    Requests,
    /// The same, and the address of the client.
    Addresses,
}

/// A number of bytes, written as `67108864`, `64MiB`, `1GiB` or `512kB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Size(pub u64);

/// A size or a length of time as a file may have it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

/// As it may be written in a setting.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
        match units.into_iter().find(|(unit, _)| self.0 > 0 && self.0.is_multiple_of(*unit)) {
            Some((unit, name)) => write!(f, "{}{name}", self.0 / unit),
            None => write!(f, "{}", self.0),
        }
    }
}

impl TryFrom<Written> for Size {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Number(bytes) => Ok(Self(bytes)),
            Written::Text(text) => text.parse(),
        }
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, unit) = text.split_at(text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len()));
        let factor = match unit.trim() {
            "" | "B" => 1,
            "kB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => 0,
        };
        let bytes = number.parse::<u64>().ok().filter(|_| factor > 0).and_then(|number| number.checked_mul(factor));
        bytes.map(Self).ok_or_else(|| format!("`{text}` is no size: write a number of bytes, or for example 64MiB"))
    }
}

/// A length of time, written as `5` (seconds), `5s`, `2m` or `1m 30s`; a day at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Span(pub Duration);

impl TryFrom<Written> for Span {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Number(seconds) => seconds.to_string().parse(),
            Written::Text(text) => text.parse(),
        }
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let seconds = text.parse().map(Duration::from_secs).ok();
        let span = seconds.or_else(|| humantime::parse_duration(text).ok()).filter(|span| *span <= LONGEST);
        span.map(Self).ok_or_else(|| format!("`{text}` is no length of time: write seconds, or for example 2m; a day is the most"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layer;
    use super::*;

    #[test]
    fn sizes_are_read_in_every_spelling() {
        for (text, bytes) in [("0", 0), ("17", 17), ("64MiB", 64 << 20), ("2 GB", 2_000_000_000), ("8kB", 8_000), ("1KiB", 1_024)] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
            assert_eq!(Size(bytes).to_string().parse(), Ok(Size(bytes)), "{text}");
            let layer: Layer = toml::from_str(&format!("cache_size = \"{text}\"")).unwrap();
            assert_eq!(layer.cache_size, Some(Size(bytes)));
        }
        assert_eq!(toml::from_str::<Layer>("cache_size = 17").unwrap().cache_size, Some(Size(17)));
        for text in ["", "MiB", "-1", "1.5MiB", "1 mb", "99999999999GiB"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

    #[test]
    fn spans_are_read_in_every_spelling() {
        for (text, seconds) in [("0", 0), ("5", 5), ("5s", 5), ("1m 30s", 90), ("24h", 86_400)] {
            assert_eq!(text.parse(), Ok(Span(Duration::from_secs(seconds))), "{text}");
            let layer: Layer = toml::from_str(&format!("wait_for_lock = \"{text}\"")).unwrap();
            assert_eq!(layer.wait_for_lock, Some(Span(Duration::from_secs(seconds))));
        }
        assert_eq!(toml::from_str::<Layer>("wait_for_lock = 7").unwrap().wait_for_lock, Some(Span(Duration::from_secs(7))));
        for text in ["", "soon", "-1", "1.5", "25h", "86401", "99999999999999999999"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
