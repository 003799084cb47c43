//! Headers for the caches between the server and its clients, on answers to GET (RFC 9110, RFC 9111).

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// The end of the tag of a compressed answer. Its bytes differ from those of the plain answer, so its strong tag must
/// differ too (RFC 9110, section 8.8.3.3).
const COMPRESSED: &str = "-gzip";

/// The time for which caches may keep answers, and the clients that they may serve.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Freshness {
    /// Seconds. With 0, caches must ask each time.
    pub(super) max_age: u64,
    /// True when everybody may read. Then one cache may serve many clients.
    pub(super) is_public: bool,
}

impl Freshness {
    pub(super) fn header(self) -> (HeaderName, HeaderValue) {
        let who = if self.is_public { "public" } else { "private" };
        let value = match self.max_age {
            0 => "no-cache".to_owned(),
            seconds => format!("{who}, max-age={seconds}"),
        };
        (header::CACHE_CONTROL, HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("no-cache")))
    }
}

/// Forbids all caches to keep an answer.
pub(super) const NEVER: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// Returns the answer to a GET without errors: the whole answer, or 304 for a client that has it.
pub(super) fn answer(body: Bytes, content_type: &'static str, request: &HeaderMap, freshness: Freshness) -> Response {
    let tag = tag(&body, content_type);
    if let Some(held) = held(request, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, held), freshness.header()]).into_response();
    }
    let tag = HeaderValue::try_from(format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"\""));
    let content_type = HeaderValue::from_static(content_type);
    ([(header::CONTENT_TYPE, content_type), (header::ETAG, tag), freshness.header()], Body::from(body)).into_response()
}

/// Returns the opaque part of the strong tag of an answer.
fn tag(body: &[u8], content_type: &str) -> String {
    let digest = Sha256::new().chain_update(content_type).chain_update([0]).chain_update(body).finalize();
    let (half, _) = digest.split_at(digest.len() / 2);
    URL_SAFE_NO_PAD.encode(half)
}

/// Returns the tag under which the client has the answer already, if it has (`If-None-Match`, compared weakly: RFC
/// 9110, section 13.1.2).
pub(super) fn held(request: &HeaderMap, tag: &str) -> Option<HeaderValue> {
    let lists = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_it = |given: &&str| {
        let opaque = given.strip_prefix("W/").unwrap_or(given).trim_matches('"');
        opaque == "*" || opaque.strip_suffix(COMPRESSED).unwrap_or(opaque) == tag
    };
    let found = lists.flat_map(|list| list.split(',')).map(str::trim).find(is_it)?;
    HeaderValue::try_from(if found == "*" { format!("\"{tag}\"") } else { found.to_owned() }).ok()
}

/// Gives a compressed answer a tag of its own.
pub(super) fn retag(headers: &mut HeaderMap) {
    if !headers.contains_key(header::CONTENT_ENCODING) {
        return;
    }
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).and_then(|tag| tag.strip_suffix('"'));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("{tag}{COMPRESSED}\"")).ok()) {
        headers.insert(header::ETAG, tag);
    }
}

#[cfg(test)]
mod tests {
    use super::super::accept::MediaType;
    use super::*;

    const JSON: &str = MediaType::Json.as_str();

    fn given(tags: &[&str]) -> HeaderMap {
        tags.iter().map(|tags| (header::IF_NONE_MATCH, HeaderValue::from_str(tags).unwrap())).collect()
    }

    #[test]
    fn a_client_that_has_the_answer_is_told_so() {
        let tag = tag(b"{}", JSON);
        for (tags, held_by) in [
            (vec![format!("\"{tag}\"")], Some(format!("\"{tag}\""))),
            (vec![format!("W/\"{tag}\"")], Some(format!("W/\"{tag}\""))),
            (vec![format!("\"{tag}-gzip\"")], Some(format!("\"{tag}-gzip\""))),
            (vec!["\"other\"".to_owned(), format!("\"more\" , \"{tag}\"")], Some(format!("\"{tag}\""))),
            (vec!["*".to_owned()], Some(format!("\"{tag}\""))),
            (vec!["\"other\", W/\"another\"".to_owned()], None),
            (vec![String::new()], None),
            (Vec::new(), None),
        ] {
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            assert_eq!(held(&given(&tags), &tag).map(|tag| tag.to_str().unwrap().to_owned()), held_by, "{tags:?}");
        }
    }

    #[test]
    fn each_form_of_an_answer_has_its_own_tag() {
        assert_ne!(tag(b"{}", JSON), tag(b"{}", MediaType::GraphqlResponse.as_str()));
        assert_ne!(tag(b"{}", JSON), tag(b"{ }", JSON));
        let mut headers = HeaderMap::from_iter([(header::ETAG, HeaderValue::from_static("\"a\""))]);
        retag(&mut headers);
        assert_eq!(headers[header::ETAG], "\"a\"");
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        retag(&mut headers);
        assert_eq!(headers[header::ETAG], "\"a-gzip\"");
    }

    #[test]
    fn caches_ask_each_time_unless_they_need_not() {
        let header = |max_age, is_public| Freshness { max_age, is_public }.header().1;
        assert_eq!(header(0, true), "no-cache");
        assert_eq!(header(60, true), "public, max-age=60");
        assert_eq!(header(60, false), "private, max-age=60");
    }
}
