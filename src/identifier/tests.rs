//! Spellings, checksums, and what may never be read.

use super::*;
use IdentifierScheme::{CrossrefFunder, Doi, Isni, Local, Orcid, Ror, Url, Wikidata};
use proptest::prelude::*;

/// Every spelling is read as this value, by name and by shape.
fn all_are(scheme: IdentifierScheme, value: &str, spellings: &[&str]) {
    for spelling in spellings {
        let expected = Some(Identifier { scheme, value: value.to_owned() });
        assert_eq!(Identifier::parse(scheme, spelling), expected, "{spelling}");
        assert_eq!(Identifier::detect(spelling), expected, "{spelling}");
    }
}

fn none_is(scheme: IdentifierScheme, texts: &[&str]) {
    for text in texts {
        assert_eq!(Identifier::parse(scheme, text), None, "{text}");
    }
}

#[test]
fn doi_spellings() {
    all_are(
        Doi,
        "10.1000/xyz-1(2)",
        &[
            "10.1000/XYZ-1(2)",
            " https://doi.org/10.1000/xyz-1(2) ",
            "HTTP://DX.DOI.ORG/10.1000/xyz-1%282%29?utm=1#top",
            "doi:10.1000/xyz-1(2).",
            "DOI 10.1000/xyz-1(2)",
            "doi: 10.1000/xyz-1(2)",
            "doi.org/10.1000/xyz-1(2)",
        ],
    );
    none_is(
        Doi,
        &[
            "",
            "10.1000",
            "10.1000/",
            "10./x",
            "10.1000.a/x",
            "11.1000/x",
            "10.1000/a b",
            "https://doi.org/10.1000/%00",
            "https://doi.org/10.1000/%ff",
        ],
    );
    assert_eq!(
        Identifier::parse(Doi, "10.1002/(SICI)1096<1::AID>3.0.CO;2-1").unwrap().url().unwrap(),
        "https://doi.org/10.1002/(sici)1096%3C1::aid%3E3.0.co;2-1"
    );
}

#[test]
fn ror_spellings_and_checksums() {
    all_are(Ror, "042nb2s44", &["042nb2s44", "https://ror.org/042NB2S44", "ror.org/042nb2s44/", "ROR:042nb2s44"]);
    for known in ["052gg0110", "03vek6s52", "013meh722", "02mhbdp94"] {
        assert!(Identifier::parse(Ror, known).is_some(), "{known}");
    }
    none_is(Ror, &["042nb2s45", "042nb2s4", "042nb2s444", "142nb2s44", "0i2nb2s44", "0é2nb2s44", "https://ror.org/"]);
}

#[test]
fn orcid_and_isni_spellings_and_checksums() {
    all_are(
        Orcid,
        "0000-0002-1694-233X",
        &["0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X/", "orcid:000000021694233X", "0000 0002 1694 233X"],
    );
    all_are(Isni, "0000000121032683", &["0000 0001 2103 2683", "https://isni.org/isni/0000000121032683", "ISNI 0000-0001-2103-2683"]);
    none_is(Orcid, &["0000-0002-1694-2330", "0000-0002-1694-233", "0000-0002-1694-233XX", "000X-0002-1694-2330", "https://orcid.org/"]);
    none_is(Isni, &["0000000000000000", "é000000121032683"]);
}

#[test]
fn wikidata_and_funder_spellings() {
    all_are(Wikidata, "Q42", &["Q42", "q42", "http://www.wikidata.org/entity/Q42", "https://www.wikidata.org/wiki/Q42#top", "wd:Q42"]);
    none_is(Wikidata, &["Q", "Q0", "Q4a", "P42", "42"]);
    all_are(CrossrefFunder, "10.13039/100000001", &["10.13039/100000001", "https://doi.org/10.13039/100000001"]);
    assert_eq!(Identifier::parse(CrossrefFunder, "100000001").unwrap().value, "10.13039/100000001");
    assert_eq!(Identifier::detect("100000001"), None);
    none_is(CrossrefFunder, &["", "10.1000/1", "10.13039/x", "x1"]);
}

#[test]
fn web_addresses() {
    all_are(
        Url,
        "https://example.org/A?b=C",
        &["https://example.org/A?b=C", "HTTPS://Example.ORG:443/A?b=C#d", " https://example.org:/A?b=C"],
    );
    all_are(Url, "http://example.org:8080", &["http://EXAMPLE.org:8080"]);
    all_are(Url, "http://[::1]/", &["http://[::1]:80/"]);
    all_are(Url, "https://müller.example/ü", &["https://MÜLLER.example/ü"]);
    none_is(
        Url,
        &[
            "example.org", "ftp://example.org", "https://", "https:///a", "https://a b", "https://a/b c", "http://a:99999",
            "http://u:p@a/", "http://a/<b>", "http://[x]/",
        ],
    );
    none_is(Url, &[&format!("https://example.org/{}", "a".repeat(LONGEST))]);
}

#[test]
fn concepts_keep_their_fragment() {
    assert_eq!(uri("HTTP://Example.org/Terms#Peers").as_deref(), Some("http://example.org/Terms#Peers"));
    assert_eq!(uri("URN:x:Peers").as_deref(), Some("urn:x:Peers"));
    for text in ["", "peers", "x:", "1x:y", "http://", "urn:a b", "peer support: planning"] {
        assert_eq!(uri(text), None, "{text}");
    }
}

#[test]
fn local_identifiers_are_text() {
    assert_eq!(Identifier::parse(Local, " A\u{a0}1 ").unwrap().value, "A 1");
    assert_eq!(Identifier::parse(Local, "A").unwrap().url(), None);
    none_is(Local, &["", " "]);
}

proptest! {
    #[test]
    fn normal_forms_and_pages_are_read_as_themselves(text in ".*|(https?://)?(doi.org/)?10[.][0-9]{4}/\\PC*|https?://\\PC*|[0-9X -]{15,20}|0[a-z0-9]{8}") {
        for scheme in IdentifierScheme::ALL {
            if let Some(identifier) = Identifier::parse(*scheme, &text) {
                prop_assert_eq!(Identifier::parse(*scheme, &identifier.value), Some(identifier.clone()));
                if let Some(url) = identifier.url() {
                    prop_assert_eq!(Identifier::parse(*scheme, &url), Some(identifier));
                }
            }
        }
        if let Some(uri) = uri(&text) {
            prop_assert_eq!(super::uri(&uri), Some(uri));
        }
        let _ = Identifier::detect(&text);
    }

    #[test]
    fn one_check_of_all_is_right(digits in "[0-9]{15}", body in "0[0-9a-hj-km-np-tv-z]{6}", place in 0_usize..15, other in 1_u8..10) {
        let orcids: Vec<String> = "0123456789X".chars().map(|check| format!("{digits}{check}")).collect();
        let right: Vec<&String> = orcids.iter().filter(|text| Identifier::parse(Orcid, text).is_some()).collect();
        prop_assert_eq!(right.len(), 1);
        let mut mistyped = right[0].clone().into_bytes();
        mistyped[place] = b'0' + (mistyped[place] - b'0' + other) % 10;
        prop_assert_eq!(Identifier::parse(Isni, std::str::from_utf8(&mistyped).unwrap()), None);
        prop_assert_eq!((0..100).filter(|check| Identifier::parse(Ror, &format!("{body}{check:02}")).is_some()).count(), 1);
    }
}
