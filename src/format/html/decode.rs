//! The text of a page's bytes.

use encoding_rs::{Encoding, UTF_8};
use entity::vocabulary::IssueSeverity;

use crate::format::ReadError;
use crate::format::encoding::{self, NotUtf8};
use crate::model::{Issue, IssueCode, Locator};

/// A page names its encoding within so many bytes of its beginning.
const HEAD: usize = 4 * 1024;

/// Decodes a page, by its byte order mark, the encoding that it names, or a guess. Whatever is not certain is told in the issue.
///
/// Fails when the bytes are not UTF-8, the page names no encoding, and none shows.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Option<Issue>), ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
        return Ok((text, None));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, None)),
        Err(error) => error.into_bytes(),
    };
    let (encoding, why) = match named(&bytes) {
        // A page that says UTF-8 and is not lies, or is damaged.
        Some(encoding) if encoding != UTF_8 => (encoding, None),
        _ => {
            let (line, kind) = wrong(&bytes);
            let guess = match kind {
                NotUtf8::Encoded(name) => Encoding::for_label(name.as_bytes()),
                NotUtf8::Binary | NotUtf8::Damaged | NotUtf8::Foreign => None,
            };
            let encoding = guess.ok_or(ReadError::NotText { line, kind })?;
            (encoding, Some(line))
        }
    };
    let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
    let issue = why.map(|line| Issue {
        at: Locator::line(line),
        field: None,
        code: IssueCode::UnsureValue,
        severity: IssueSeverity::Warning,
        text: text.lines().nth(line.saturating_sub(1) as usize).map(|line| line.trim().chars().take(200).collect()),
        message: format!(
            "The page is not UTF-8 and names no encoding that fits. It was read as {}, which its bytes look like: check the accents.",
            encoding.name()
        ),
    });
    Ok((text, issue))
}

/// The encoding that a page names: `<meta charset=…>`, `<meta http-equiv=… content="…; charset=…">`, `<?xml … encoding=…?>`.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_lowercase();
    let after = |mark: &str| {
        head.match_indices(mark).find_map(|(at, _)| {
            let rest = head.get(at + mark.len()..)?.trim_start().strip_prefix('=')?;
            let label: String = rest
                .chars()
                .skip_while(|sign| sign.is_whitespace() || matches!(sign, '"' | '\''))
                .take_while(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | ':' | '.'))
                .collect();
            Encoding::for_label(label.as_bytes())
        })
    };
    let of_declaration = head.trim_start().starts_with("<?xml").then(|| after("encoding")).flatten();
    of_declaration.or_else(|| after("charset"))
}

/// The first line that is not UTF-8, and the kind of its bytes.
fn wrong(bytes: &[u8]) -> (u64, NotUtf8) {
    let valid = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = bytes.get(..valid).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    (line, encoding::guess(rest.get(..encoding::SAMPLE).unwrap_or(rest), !before.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let (text, issue) = decode(bytes.to_vec()).unwrap();
        (text, issue.is_some())
    }

    #[test]
    fn the_encoding_is_found() {
        assert_eq!(text("\u{feff}é".as_bytes()), ("é".to_owned(), false));
        assert_eq!(text(b"\xff\xfe\xe9\0"), ("é".to_owned(), false));
        assert_eq!(text("é".as_bytes()), ("é".to_owned(), false));
        assert_eq!(text(b"<meta charset=\"iso-8859-1\">caf\xe9"), ("<meta charset=\"iso-8859-1\">café".to_owned(), false));
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xca\xed";
        assert!(text(page).0.ends_with("Кн"));
        assert_eq!(text(b"a\nthe caf\xe9 with \x93words\x94"), ("a\nthe café with “words”".to_owned(), true));
        assert_eq!(text(b"<meta charset=utf-8>caf\xe9").0, "<meta charset=utf-8>café");
        assert!(decode(b"\x89\x01\x02\xff\xfe\x13\x9a".to_vec()).is_err());
    }
}
