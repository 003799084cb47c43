//! Pages and the records that they become.

mod oracle;
mod saved;

use super::*;
use crate::model::Record;
use proptest::prelude::*;

fn read_with(page: &str, hints: &Hints) -> (Vec<Record>, Vec<Issue>, Vec<String>) {
    let (mut records, mut issues, mut headings) = (Vec::new(), Vec::new(), Vec::new());
    for item in read(page.as_bytes(), hints, &Seen::default()).unwrap() {
        match item {
            Item::Record(record) => records.push(*record),
            Item::Issue(issue) => issues.push(issue),
            Item::Collection(heading) => headings.push(heading.value),
            Item::Account(_) => {}
        }
    }
    (records, issues, headings)
}

fn records(page: &str) -> Vec<Record> {
    read_with(page, &Hints::default()).0
}

fn lines(page: &str) -> Vec<String> {
    let page = tree::parse(page).unwrap();
    let mut frame = PageFrame::of(page.root());
    TextLines::new(vec![page.root()], &mut frame).map(|line| line.text).collect()
}

const CARDS: &str = r#"<!DOCTYPE html>
<!-- saved from url=(0030)https://weirs.example/library/ -->
<html><head><title>Library</title><style>p {}</style></head><body>
<header><a href="/">Home</a></header>
<nav><ul><li><a href="/a">About</a></li><li>Contact</li></ul></nav>
<main><h1>Weirs and Rivers</h1>
<div class="card"><h3><a href="fish?utm_source=x#top">Fish at
  Weirs (2019)</a></h3>
  <p><strong>Produced By:</strong> Example Rivers Trust</p>
  <p><strong>Keywords:</strong> fish; weirs</p></div>
<div class="card"><h3>Mills of the Valley</h3>
  <p><b>Produced By:</b> Valley Mill Society</p>
  <p><b>Keywords:</b> mills</p>
  <a href="https://mills.example/report.pdf">Download PDF</a> <a href="./Library_files/x.png">View</a></div>
<div class="card"><h3>Boats</h3>
  <p><b>Produced By:</b> Valley Boat Society</p>
  <p><b>Keywords:</b> boats</p>
  <a href="/one">Read more</a> <a href="/two">Watch</a></div>
</main><footer>© 2020</footer></body></html>"#;

#[test]
fn cards_are_records_with_the_addresses_of_their_links() {
    let (records, issues, headings) = read_with(CARDS, &Hints::default());
    let found: Vec<_> = records
        .iter()
        .map(|record| {
            let page = record.landing_page.as_ref().map(|said| said.value.as_str());
            (record.title.value.as_str(), record.line, page, record.producers.len(), record.keywords.len())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Fish at Weirs", 7, Some("https://weirs.example/library/fish"), 1, 2),
            ("Mills of the Valley", 11, Some("https://mills.example/report.pdf"), 1, 1),
            ("Boats", 15, None, 1, 1),
        ]
    );
    assert_eq!(headings, ["Weirs and Rivers"]);
    let frame = issues.iter().find(|issue| issue.code == IssueCode::Boilerplate && issue.severity == IssueSeverity::Info);
    assert!(frame.unwrap().text.as_ref().unwrap().contains("About Contact"), "{issues:?}");
}

#[test]
fn a_page_without_an_address_says_so_and_takes_one() {
    let page = CARDS.replace("saved from", "saved for");
    let (found, issues, _) = read_with(&page, &Hints::default());
    assert_eq!(found[0].landing_page, None);
    assert!(issues.iter().any(|issue| issue.severity == IssueSeverity::Warning && issue.message.contains("`--base`")), "{issues:?}");
    let hints = Hints { base: Some("https://other.example/x/".to_owned()), ..Hints::default() };
    assert_eq!(read_with(&page, &hints).0[0].landing_page.as_ref().unwrap().value, "https://other.example/x/fish");
}

#[test]
fn only_chosen_elements_are_read() {
    let select = |select: &str| read_with(CARDS, &Hints { select: Some(select.to_owned()), ..Hints::default() });
    assert_eq!(select(".card:nth-of-type(2)").0.len(), 1);
    let refused = read(CARDS.as_bytes(), &Hints { select: Some("section".to_owned()), ..Hints::default() }, &Seen::default());
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("fits `--select section`; it has `main`") && refused.contains("`.card`"), "{refused}");
    assert!(Hints::select("..").is_err() && Hints::base("ftp://a.example/").is_err());
}

#[test]
fn cells_that_span_keep_the_others_in_their_columns() {
    let page = "<table><tr><th><th>Title<th>Author<th>Year\
                <tr><td>1<td>One<td rowspan=2>Ann Lee<td>2001<tr><td>2<td>Two<td>2002\
                <tr><td><td colspan=2>Three<td>2003<tr><td><td><td><td><tr><td>4<td rowspan=2>Four<td>Bo Kay<td rowspan=0>2004<tr><td>5<td>Cy Day</table>";
    let (records, issues, _) = read_with(page, &Hints::default());
    let told = |record: &Record| {
        let makers: Vec<&str> = record.producers.iter().map(|maker| maker.name.as_str()).collect();
        (record.title.value.clone(), makers.join("; "), record.year.as_ref().map(|year| year.value))
    };
    let found: Vec<_> = records.iter().map(told).collect();
    let expected =
        [("One", "Ann Lee", 2001), ("Two", "Ann Lee", 2002), ("Three", "", 2003), ("Four", "Bo Kay", 2004), ("Four", "Cy Day", 2004)];
    assert_eq!(found, expected.map(|(title, maker, year)| (title.to_owned(), maker.to_owned(), Some(year))), "{issues:?}");
}

#[test]
fn spans_fill_no_more_than_they_may() {
    let wide = format!("<table>{}</table>", "<tr><td rowspan=60000 colspan=1000>a<td>b".repeat(5_000));
    let (_, issues, _) = read_with(&wide, &Hints::default());
    assert!(issues.iter().any(|issue| issue.code == IssueCode::TooLong), "{issues:?}");
}

#[test]
fn elements_become_the_lines_that_a_browser_shows() {
    for (page, text) in [
        ("<p>a <i>b</i>\n  c<p>d", vec!["a b c", "", "d"]),
        ("<h2>a</h2><div>b<div>c</div>d</div>", vec!["## a", "", "b", "c", "d"]),
        ("a<br>b<br><br>c", vec!["a", "b", "", "c"]),
        ("<ul><li>a<li>b <ul><li>c</ul></ul>", vec!["- a", "- b", "", "- c"]),
        ("<ol start=3><li>a<li>b</ol>", vec!["3. a", "4. b"]),
        ("<table><tr><th>a<th>b<tr><td>c<br>d<td><p>e<p>f</table>", vec!["a\tb", "c; d\te f"]),
        ("<table><tr><td><h2>a</h2><p>b</table>", vec!["## a", "", "b"]),
        ("<dl><dt>a<dd>b<dt>Year<dd>d<dd>e<dt>f:<dd><p>g</dl>", vec!["a: b", "Year: d; e", "f:", "", "g"]),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", vec!["a", "b", "c", "d"]),
        ("<dl><div><dt>Year<dd>a</div><div><dt>b<dd>c</div></dl>", vec!["Year: a", "b: c"]),
        ("<p><b>a</b> b<p><b>Year</b> c<p><b>d</b>: e<p><b>f</b>", vec!["a b", "", "**Year** c", "", "**d**: e", "", "**f**"]),
        (
            "<table><tr><th>a<th>b<tr><td colspan=2><b>c</b><tr><td>d<td>e<tr><td colspan=2>f.<tr><td>g<td>h</table>",
            vec!["a\tb", "", "## c", "", "a\tb", "d\te", "f.", "", "a\tb", "g\th"],
        ),
        (
            "<p>a<ul><li><a rel=tag>b <i>c</i></a>,<li><a rel=tag>d</a></ul><p>e <a rel=tag>f</a>",
            vec!["a", "", "Keywords: b c; d", "", "e f"],
        ),
        ("<p><b>a:</b> b<p><b>a<br>b</b>", vec!["**a:** b", "", "a", "b"]),
        ("<ul><li><b>a:</b> b</ul><h2><b>c</b></h2>", vec!["- **a:** b", "", "## c"]),
        ("<pre>a\n b</pre>", vec!["a", "b"]),
        ("a<span hidden>b</span><span style='Display : none'>c</span><script>d</script><span aria-hidden=true>e</span>f", vec!["af"]),
        ("<form><h1>a</h1></form><form><input>b<select><option>c</select></form>", vec!["# a"]),
        ("<article><header>a</header></article><header>b</header>", vec!["a"]),
        ("&eacute;&nbsp;&lt;b&gt;", vec!["é\u{a0}<b>"]),
    ] {
        assert_eq!(lines(page), text, "{page}");
    }
}

#[test]
fn a_list_in_json_ld_is_believed_first() {
    let page = r#"<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@type": "ItemList", "itemListElement": [
        {"@type": "ListItem", "item": {"@type": "Report", "name": "Fish", "url": "/fish", "datePublished": "2019-05-01", "inLanguage": "en",
         "author": [{"@type": "Person", "name": "Rhea Hollis", "sameAs": "https://orcid.org/0000-0002-1694-233X"}, {"@id": "p"}],
         "publisher": {"@type": "Organization", "name": "Rivers Trust"},
         "funding": {"@type": "Grant", "identifier": "W-1", "funder": {"@type": "Organization", "name": "Water Fund"}},
         "keywords": "fish, weirs", "license": "https://creativecommons.org/licenses/by/4.0/", "identifier": "https://doi.org/10.1000/fish",
         "audience": {"name": "Towns"}}},
        {"@type": "ListItem", "item": {"@type": "VideoObject", "name": "Boats", "keywords": [{"@type": "DefinedTerm", "name": "boats"}]}}]}
        </script><base href="https://weirs.example/"></head><body><h1>List</h1><p>Fish</p></body></html>"#;
    let (records, _, _) = read_with(page, &Hints::default());
    let [fish, boats] = records.as_slice() else { panic!("{}", records.len()) };
    assert_eq!((fish.title.value.as_str(), fish.year.as_ref().unwrap().value), ("Fish", 2019));
    assert_eq!(fish.landing_page.as_ref().unwrap().value, "https://weirs.example/fish");
    assert_eq!(fish.producers.iter().map(|maker| maker.name.as_str()).collect::<Vec<_>>(), ["Rhea Hollis", "Rivers Trust"]);
    assert_eq!(fish.producers[0].identifiers.len(), 1);
    assert_eq!((fish.funders[0].name.as_str(), fish.funders[0].awards[0].number.as_deref()), ("Water Fund", Some("W-1")));
    assert_eq!((fish.keywords.len(), fish.notes.len(), fish.line), (2, 2, 1));
    assert!(fish.license.is_some() && fish.identifiers.iter().any(|said| said.value.value == "10.1000/fish"));
    assert_eq!(boats.format_as_printed.as_deref(), Some("Video"));
}

#[test]
fn a_page_about_one_work_is_read_from_its_meta_tags() {
    let page = r#"<head><meta name="citation_title" content="Fish at Weirs"><meta name="citation_author" content="Hollis, Rhea">
        <meta name="citation_author" content="Smit, Jan"><meta name="citation_publication_date" content="2019/05/01">
        <meta name="DC.publisher" content="Rivers Trust"><meta name="citation_doi" content="10.1000/fish"><meta name="citation_keywords" content="fish; weirs">
        </head><body><p>Some words about fish.</p></body>"#;
    let found = records(page);
    let [record] = found.as_slice() else { panic!("{}", found.len()) };
    assert_eq!((record.title.value.as_str(), record.year.as_ref().unwrap().value), ("Fish at Weirs", 2019));
    assert_eq!(record.producers.iter().map(|maker| maker.name.as_str()).collect::<Vec<_>>(), ["Rhea Hollis", "Jan Smit", "Rivers Trust"]);
    assert_eq!(record.keywords.len(), 2);
    let page = r#"<meta property="og:type" content="article"><meta property="og:site_name" content="Rivers"><meta property="og:title" content="Fish | Rivers">"#;
    assert_eq!(records(page)[0].title.value, "Fish");
    assert_eq!(records(r#"<meta property="og:title" content="Home"><p>Welcome to our page.</p>"#), []);
}

#[test]
fn a_link_around_several_records_is_none_of_theirs() {
    let record = "<h3>Fish at Weirs</h3><p><b>Produced By:</b> Rivers Trust</p>";
    let page = format!("<base href=https://a.example/><a href=x>{record}{record}</a><a href=y>{record}</a>");
    let pages: Vec<_> = records(&page).into_iter().map(|record| record.landing_page.map(|said| said.value)).collect();
    assert_eq!(pages, [None, None, Some("https://a.example/y".to_owned())]);
}

#[test]
fn a_text_that_is_too_long_is_told() {
    let (records, issues, _) = read_with(&format!("<h3>Fish</h3><p><b>Description:</b> {}", "x".repeat(2 << 20)), &Hints::default());
    assert_eq!(records.len(), 1);
    assert!(issues.iter().any(|issue| issue.code == IssueCode::TooLong), "{issues:?}");
    let authors = r#"<meta name=citation_author content="A. Maker">"#.repeat(100_000);
    let (records, issues, _) = read_with(&format!("<meta name=citation_title content=Fish>{authors}"), &Hints::default());
    assert_eq!((records.len(), issues.len(), issues[0].code), (0, 1, IssueCode::TooLong));
}

/// Were the time of any of these in proportion to the square of the page's size, the test would take many minutes.
#[test]
fn large_pages_take_time_in_proportion() {
    let many = |text: &str| text.repeat(40_000);
    let graph = |more: &str| format!(r#"<script type="application/ld+json">{{"@graph": [{more}]}}</script>"#);
    let name = format!(r#"{{"@type": "Organization", "@id": "a", "name": "{}"}}"#, "x".repeat(100_000));
    for page in [
        many("<a href=x>b</a> "),
        format!("<h3>Fish</h3><p><b>Produced By:</b> {}", many("<a href=x>Read more</a> ")),
        format!("<a href=x>{}", many("<p>b")),
        format!("{}{}", "<table><td><a href=x>".repeat(90), many("b ")),
        format!("{}{}", "<div>".repeat(400), many("<header>x</header><table><td>b</table>")),
        format!("{}{}", "<p><span><b>".repeat(150), many("c<br>")),
        format!("<pre>{}", many("a b\n")),
        many(r#"<script type="application/ld+json">{"@type": "Report", "name": "A"}</script>"#),
        graph(&format!("{name}{}", many(r#", {"@type": "Report", "name": "A", "publisher": {"@id": "a"}}"#))),
    ] {
        let _ = read(page.as_bytes(), &Hints::default(), &Seen::default()).unwrap();
    }
    let page = format!("{}{}", "<div>".repeat(400), many("<p>b"));
    let select = Hints { select: Some("p, div".to_owned()), ..Hints::default() };
    let _ = read(page.as_bytes(), &select, &Seen::default()).unwrap();
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(page in "(<(/)?(p|div|b|a href=x|table|tr|td|ul|ol|li|h1|template|svg|select|pre|form|frameset|script|math|dl|dt|nav|main)( [a-z]=\"?)?>|\\PC|a: b|\\n| ){0,60}") {
        let _ = read(page.as_bytes(), &Hints::default(), &Seen::default());
    }

    #[test]
    fn no_script_makes_it_panic(script in "([\\[\\]{}\":,a1;\\n]|\"(@type|name|@graph|hasPart|author|keywords|funding)\":|\"Report\"){0,40}") {
        let page = format!("<script type=application/ld+json>{script}</script>");
        let _ = read(page.as_bytes(), &Hints::default(), &Seen::default());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(bytes.as_slice(), &Hints::default(), &Seen::default());
    }
}
