//! Spellings, checksums, and what may never be read.

use super::*;
use IdentifierScheme::{Arxiv, CrossrefFunder, Doi, Grid, Handle, Isbn, Isni, Local, Oai, Orcid, OrgId, Pmid, Ror, Url, Wikidata};
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
fn a_doi_is_whole() {
    let (hash, question) = (
        "10.1002/(sici)1099-1409(199908/10)3:6/7<672::aid-jpp192>3.0.co;2-#",
        "10.1002/(sici)1521-3951(199911)216:1<135::aid-pssb135>3.0.co;2-?",
    );
    all_are(
        Doi,
        hash,
        &[
            "https://doi.org/10.1002/(SICI)1099-1409(199908/10)3:6/7<672::AID-JPP192>3.0.CO;2-#",
            "10.1002/(SICI)1099-1409(199908/10)3:6/7<672::AID-JPP192>3.0.CO;2-#",
            "https://doi.org/10.1002/(SICI)1099-1409(199908/10)3:6/7%3C672::AID-JPP192%3E3.0.CO;2-%23?utm_source=a",
        ],
    );
    all_are(
        Doi,
        question,
        &[
            "https://doi.org/10.1002/(SICI)1521-3951(199911)216:1<135::AID-PSSB135>3.0.CO;2-?",
            "https://doi.org/10.1002/(SICI)1521-3951(199911)216:1%3C135::AID-PSSB135%3E3.0.CO;2-%3F",
            "doi:10.1002/(SICI)1521-3951(199911)216:1%3C135::AID-PSSB135%3E3.0.CO;2-%3F",
            "10.1002/(SICI)1521-3951(199911)216:1%253C135::AID-PSSB135%253E3.0.CO;2-?",
        ],
    );
    all_are(Doi, "10.1000/a?b#c;d", &["10.1000/a?b#c;d", "https://doi.org/10.1000/a?b#c;d", "https://doi.org/10.1000/a?b#c;d?e=f"]);
    all_are(
        Doi,
        "10.1002/(sici)1096-9861(19971020)387:2<167::aid-cne1>3.0.co;2-z",
        &["10.1002/(SICI)1096-9861(19971020)387:2<167::AID-CNE1>3.0.CO;2-Z"],
    );
}

#[test]
fn dois_are_found_behind_proxies_and_prefixes() {
    all_are(
        Doi,
        "10.5555/abc",
        &[
            "https://doi-org.proxy.example.edu/10.5555/abc",
            "https://dx-doi-org.proxy.example.edu/10.5555/ABC",
            "http://dx.doi.org.proxy.example.edu:2048/10.5555/abc?nosfx=y",
            "http://0-doi.org.library.example.edu/10.5555/abc",
            "http://dx.doi.org/https://doi.org/10.5555/abc",
            "https://doi.org/doi:10.5555/abc",
            "https://doi.org//10.5555/abc",
            "doi: https://doi.org/10.5555/abc",
            "https%3A%2F%2Fdoi.org%2F10.5555%2Fabc",
            "info:doi/10.5555/abc",
            "urn:doi:10.5555/abc",
            "https://hdl.handle.net/10.5555/abc",
            "DOI 10.5555/ABC",
        ],
    );
    none_is(
        Doi,
        &[
            "https://doi.org.example.com:x/y/10.5555/abc",
            "https://notdoi.org/10.5555/abc",
            "https://doi-organization.example/10.5555/abc",
            "https://example.org/10.5555/abc",
            &"doi:".repeat(200_000),
        ],
    );
}

#[test]
fn isbns_are_thirteen_digits() {
    all_are(
        Isbn,
        "9780306406157",
        &[
            "978-0-306-40615-7",
            "9780306406157",
            "ISBN 0-306-40615-2",
            "isbn:0306406152",
            "urn:isbn:0-306-40615-2",
            "ISBN-13: 978 0 306 40615 7",
            "ISBN-10 0306406152 (paperback)",
        ],
    );
    for spelling in ["0306406152", "0\u{2010}306\u{2010}40615\u{2010}2", "0-306-40615-2 (pbk. 2nd)"] {
        assert_eq!(Identifier::parse(Isbn, spelling).unwrap().value, "9780306406157", "{spelling}");
    }
    all_are(Isbn, "9780804429573", &["0-8044-2957-x", "ISBN 080442957X"]);
    all_are(Isbn, "9791034307968", &["979-10-343-0796-8"]);
    assert_eq!(Identifier::detect("0306406152"), None);
    none_is(
        Isbn,
        &["", "978-0-306-40615-8", "0-306-40615-3", "9770306406157", "97803064061570", "978030640615x", "97803064061éé", "x306406152"],
    );
    assert_eq!(Identifier::parse(Isbn, "0306406152").unwrap().url(), None);
}

#[test]
fn pmid_and_arxiv_spellings() {
    let addresses = ["https://pubmed.ncbi.nlm.nih.gov/31452104/?from=x", "http://www.ncbi.nlm.nih.gov/pubmed/31452104"];
    all_are(Pmid, "31452104", &["PMID: 31452104", "pmid:031452104", "PubMed 31452104", "https://europepmc.org/article/MED/31452104"]);
    all_are(Pmid, "31452104", &addresses);
    assert_eq!(Identifier::parse(Pmid, "31452104").unwrap().value, "31452104");
    assert_eq!(Identifier::detect("31452104"), None);
    none_is(Pmid, &["", "0", "3145a", "3145210434", "-1"]);

    all_are(
        Arxiv,
        "2101.00001",
        &[
            "2101.00001",
            "arXiv:2101.00001v2",
            "https://arxiv.org/abs/2101.00001",
            "http://arxiv.org/pdf/2101.00001v3.pdf",
            "arXiv:2101.00001v2 [cs.CL]",
        ],
    );
    all_are(Arxiv, "0704.0001", &["arXiv:0704.0001"]);
    all_are(Arxiv, "math/0309136", &["math/0309136", "arXiv:math.GT/0309136v1", "https://arxiv.org/abs/math.GT/0309136"]);
    all_are(Arxiv, "solv-int/9901001", &["solv-int/9901001"]);
    none_is(Arxiv, &["", "2113.00001", "2101.0001", "0704.00001", "0703.0001", "m/0309136", "math/0399136", "math/030913", "21é1.00001"]);
}

#[test]
fn handle_and_oai_spellings() {
    let spellings = [
        "https://hdl.handle.net/2027/mdp.39015?urlappend=a",
        "hdl:2027/mdp.39015",
        "info:hdl/2027/mdp.39015",
        "Handle 2027/mdp.39015",
        "http://hdl.handle.net/2027%2Fmdp.39015",
    ];
    all_are(Handle, "2027/mdp.39015", &spellings);
    assert_eq!(Identifier::parse(Handle, "LOC.natlib/Mss.1").unwrap().value, "loc.natlib/Mss.1");
    assert_eq!(Identifier::parse(Handle, "2027/a b"), None);
    assert_eq!(Identifier::detect("2027/mdp.39015"), None);
    none_is(Handle, &["", "2027", "2027/", "10.1000/182", "https://hdl.handle.net/10.1000/182", "https://example.org/a", "hdl:2027/%ff"]);

    all_are(Oai, "oai:arXiv.org:cs/0112017", &["oai:arXiv.org:cs/0112017", "OAI:arXiv.org:cs/0112017", "OAI: oai:arXiv.org:cs/0112017"]);
    none_is(Oai, &["", "oai:", "oai:x", "oai:x:", "oai::x", "oai:1x:y", "oai:x:a b", "arXiv.org:cs/0112017"]);
}

#[test]
fn org_id_and_grid_spellings() {
    all_are(OrgId, "GB-CHC-202918", &["GB-CHC-202918", "gb-chc-202918", "org-id: GB-CHC-202918"]);
    all_are(OrgId, "US-EIN-521693387", &["US-EIN-52-1693387", "US-EIN-521693387"]);
    all_are(OrgId, "CA-CRA_ACR-118829803RR0001", &["CA-CRA_ACR-118829803RR0001"]);
    none_is(OrgId, &["", "GB-CHC", "GB-CHC-", "GB--1", "G1-CHC-1", "GB-CHC-a b1", "GB-CHC-abc", "US-EIN-12", "GB-é-1"]);
    all_are(Grid, "grid.5386.8", &["grid.5386.8", "GRID.5386.8", "https://www.grid.ac/institutes/grid.5386.8", "grid: grid.5386.8"]);
    all_are(Grid, "grid.410445.0", &["grid.410445.0"]);
    none_is(Grid, &["", "grid.", "grid.5386", "grid.5386.", "grid.5386.xyz", "grid.a.1", "5386.8"]);
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
    fn normal_forms_and_pages_are_read_as_themselves(text in ".*|(https?://)?(doi.org/)?10[.][0-9]{4}/\\PC*|https?://\\PC*|[0-9X -]{10,20}|0[a-z0-9]{8}|(hdl:|https://hdl[.]handle[.]net/)?[0-9a-z.]{1,6}/\\PC*|oai:[a-z.]{1,5}:\\PC*|[A-Z]{2}-(EIN|CHC)-[0-9A-Z./-]{1,12}|(arXiv:)?([a-z-]{2,5}/)?[0-9]{4}[.]?[0-9]{3,5}(v[0-9])?") {
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
