//! Chooses the media type of an answer (GraphQL over HTTP, "Media Types"; RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, HeaderName, header};

/// A media type of a GraphQL answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status code tells of request errors.
    GraphqlResponse,
    /// `application/json`: the status of a well-formed request is 200, even when its document is at fault.
    Json,
    /// `text/event-stream`: a stream of answers.
    EventStream,
}

impl MediaType {
    /// Returns the value for `Content-Type`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::EventStream => "text/event-stream",
        }
    }
}

/// Returns the ranges that a header of preferences lists, in small letters and without parameters, each with its
/// quality from 0 to 1.
pub(super) fn ranges(headers: &HeaderMap, name: &HeaderName) -> impl Iterator<Item = (String, f32)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    values.map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        (name, quality)
    })
}

/// Returns true for a browser: a client that names HTML, and likes it as much as JSON.
pub(super) fn is_browser(headers: &HeaderMap) -> bool {
    let quality = |name: &str| ranges(headers, &header::ACCEPT).find(|(range, _)| range == name).map_or(0.0, |(_, quality)| quality);
    let html = quality("text/html");
    html > 0.0 && html >= quality("application/json")
}

/// Returns the type that the client prefers, or none when it accepts none of ours. Without a preference it is JSON.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut ranges = ranges(headers, &header::ACCEPT).peekable();
    if ranges.peek().is_none() {
        return Some(MediaType::Json);
    }
    let mut best: Option<(f32, u8, MediaType)> = None;
    for (name, quality) in ranges {
        // A type that is named goes before one that is only allowed.
        let (precision, media_type) = match name.as_str() {
            "application/graphql-response+json" => (2, MediaType::GraphqlResponse),
            "application/json" => (2, MediaType::Json),
            "text/event-stream" => (2, MediaType::EventStream),
            "application/*" => (1, MediaType::Json),
            "*/*" => (0, MediaType::Json),
            _ => continue,
        };
        let is_better = best.is_none_or(|(best_quality, best_precision, _)| (quality, precision) > (best_quality, best_precision));
        if quality > 0.0 && is_better {
            best = Some((quality, precision, media_type));
        }
    }
    best.map(|(_, _, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(accept: &str) -> Option<MediaType> {
        negotiate(&HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]))
    }

    #[test]
    fn the_client_chooses() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(MediaType::Json));
        assert_eq!(with("*/*"), Some(MediaType::Json));
        assert_eq!(with("application/json"), Some(MediaType::Json));
        assert_eq!(with("application/graphql-response+json, application/json;q=0.9"), Some(MediaType::GraphqlResponse));
        assert_eq!(with("application/json;q=0.2, application/graphql-response+json;q=0.8"), Some(MediaType::GraphqlResponse));
        assert_eq!(with("application/graphql-response+json;charset=utf-8"), Some(MediaType::GraphqlResponse));
        assert_eq!(with("text/html, */*;q=0.1"), Some(MediaType::Json));
        assert_eq!(with("text/event-stream"), Some(MediaType::EventStream));
        assert_eq!(with("text/html"), None);
        assert_eq!(with("application/json;q=0"), None);
    }
}
