//! Pages as browsers and site builders save them, and what a person reads there.

use entity::vocabulary::IssueSeverity;

use super::{lines, read_with, records};
use crate::format::html::Hints;
use crate::model::{Issue, IssueCode, Record};

const WIX: &str = r#"<!DOCTYPE html><!-- saved from url=(0036)https://www.willow.example/resources --><html><head><meta property="og:type" content="website"></head>
<body><div id="SITE_CONTAINER"><span>top of page</span><header><h1><a href="/">Willow Trust</a></h1></header><main>
<div class="wixui-rich-text"><h2><span style="font-weight:bold"><span class="wixGuard">&#8203;</span>Peer Resources</span></h2></div>
<div id="comp-k3"><div><h3><span><a href="https://www.willow.example/_files/a.pdf">Starting a Peer Group (2019)</a></span></h3></div></div>
<div id="comp-k4"><p><span style="font-weight:bold;">Produced By:</span><span> Willow Trust</span></p><p><span>&#8203;</span></p>
<p><span style="font-weight:bold;">Keywords:</span> peers; groups</p></div>
<div id="comp-k6"><h3>Listening Well</h3></div><div><p><strong>Produced By:</strong> Hollow Oak Centre</p><p><strong>Keywords:</strong> listening</p></div>
<div><a href="https://videos.example/watch?v=12&amp;utm_source=wix" class="button"><span>Watch</span></a></div>
<div><a href="./Resources_files/pic.png">View</a></div></main><footer>© 2020</footer><span>bottom of page</span></div></body></html>"#;

const WORDPRESS: &str = r##"<link rel="canonical" href="https://oak.example/library/"><script type="application/ld+json">{"@graph":[
{"@type":"CollectionPage","name":"Library"},{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Home"}]}]}</script>
<body><a class="screen-reader-text" href="#content">Skip to content</a><main><h1>Resource Library</h1>
<article><h2><a href="https://oak.example/r/rights/" rel="bookmark">Rights at Work</a></h2>
<div><p>This text helps people with their rights at work, and shows what to ask for.</p></div>
<ul><li><a href="/tag/law/" rel="tag">Law</a></li><li><a href="/tag/work/" rel="tag">Work</a></li></ul>
<p><strong>Produced by</strong> Hollow Oak Centre</p><a href="https://oak.example/r/rights/">Read more <span class="screen-reader-text">about it</span></a></article>
<article><h2><a href="https://oak.example/r/housing/" rel="bookmark">Housing for All</a></h2>
<div><p>Three speakers from towns of the valley speak about housing.</p></div><ul><li><a href="/tag/housing/" rel="tag">Housing</a></li></ul>
<p><strong>Produced by</strong> Valley Housing Society</p></article></main>"##;

const DRUPAL: &str = r##"<base href="https://care.example/"><a href="#main" class="visually-hidden">Skip to main content</a><header role="banner">Care</header>
<main><h1>Resources</h1>
<div class="view-content"><div class="views-row"><article><h2><a href="/node/41"><span>Safe Homes Handbook</span></a></h2><div>
<div><div class="field__label">Author</div><div class="field__items"><div>Rhea Hollis</div><div>Jan Smit</div></div></div>
<div><div class="field__label">Funded By</div><div><a href="/funder/3">Ministry of Care</a></div></div>
<div><div class="field__label">Tags</div><div><div><a href="/t/5">housing</a></div><div><a href="/t/6">older people</a></div></div></div></div></article></div>
<div class="views-row"><article><h2><a href="/node/42"><span>Care at Night</span></a></h2><div>
<div><div class="field__label">Author</div><div class="field__items"><div>Ana Díaz</div></div></div>
<div><div class="field__label">Funded By</div><div>Night Fund</div></div>
<div><div class="field__label">Tags</div><div><div><a href="/t/7">night</a></div></div></div></div></article></div></div></main>"##;

const TABLE: &str = r#"<base href="https://rivers.example/lists/"><h1>Publications</h1>
<table><thead><tr><th>Publication Title<th>Year<th>Author(s)<th>Topics<th>Link</thead>
<tbody><tr><td>Fish at Weirs<td>2019<td>Rhea Hollis; Jan Smit<td><ul><li>fish<li>weirs</ul><td><a href="../fish.pdf">PDF</a>
<tr><td><p>Mills of the Valley</p><td>2020<td>Ana Díaz<td>mills
<td><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmills.example%2Fa%3Futm_source%3Dmail&amp;data=05">View</a>
<tr><td colspan="5"><b>Older publications</b><tr><td>Boats<td>1999<td>Valley Boat Society<td>boats<td></table>"#;

const TERMS: &str = r#"<link rel=canonical href="https://dl.example/list"><h1>Guides</h1><h2><a href="/g/1">River Guide</a></h2>
<dl><dt>Produced by</dt><dd>Rivers Trust</dd><dd>Valley Society</dd><dt>Funder</dt><dd>Ministry of Water</dd><dt>Keywords</dt><dd>rivers</dd><dd>maps</dd></dl>
<h2><a href="/g/2">Mill Guide</a></h2><dl><dt>Produced by</dt><dd>Mill Society</dd><dt>Keywords</dt><dd>mills</dd></dl>"#;

const SINGLE_FILE: &str = r#"<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://peers.example/library?page=1#top
--><style>.sf-hidden{display:none!important}</style><body><div role=dialog>We use cookies</div><h1>Library</h1><section><h2>Guides</h2>
<div><img src="data:image/png;base64,iVBORw0KGgo=" alt="Cover"><p class=t><a href=https://peers.example/r/1?gclid=3>Peer Work</a>
<p><b>Produced By</b>: Peers Example<p><b>Keywords</b>: peers; <a href=/k/work>work</a></div></section>"#;

const ITEMS: &str = r#"<base href="https://lib.example/"><h1>Reading list</h1><ul>
<li><a href="/a"><strong>Guide to Rivers</strong></a> (2019)<br>Produced by: Rivers Trust<br>Keywords: rivers, maps</li>
<li><a href="/b"><strong>Guide to Mills</strong></a> (2020)<br>Produced by: Mill Society<br>Keywords: mills, grain</li></ul>"#;

const LINKED_CARDS: &str = r#"<base href="https://lib.example/"><h1>Guides</h1>
<a class=card href="/a"><div>Guide</div><h3>Guide to Rivers</h3><p>Produced By: Rivers Trust</p><p>Keywords: rivers; maps</p><span>Read more</span></a>
<a class=card href="/b"><div>Report</div><h3>Guide to Mills</h3><p>Produced By: Mill Society</p><p>Keywords: mills</p><span>Read more</span></a>"#;

const DETAILS: &str = r#"<base href="https://acc.example/"><h1>Resources</h1>
<details open><summary>Guide to Rivers</summary><p><strong>Produced By:</strong> Rivers Trust<br><strong>Keywords:</strong> rivers<br>
<a href="/g1">View resource</a></p></details>
<details><summary>Guide to Mills</summary><p><strong>Produced By:</strong> Mill Society<br><strong>Keywords:</strong> mills<br>
<a href="/g2">View resource</a> | <a href="/g2.es">View in Spanish</a></p></details>"#;

/// The title of a record, its address, the sizes of its lists (makers, funders, keywords).
fn said(record: &Record) -> (&str, &str, [usize; 3]) {
    let page = record.landing_page.as_ref().map_or("", |said| said.value.as_str());
    (&record.title.value, page, [record.producers.len(), record.funders.len(), record.keywords.len()])
}

fn warnings(page: &str) -> Vec<Issue> {
    let (_, issues, _) = read_with(page, &Hints::default());
    issues.into_iter().filter(|issue| issue.severity == IssueSeverity::Warning).collect()
}

#[test]
fn saved_pages_are_read_as_a_person_reads_them() {
    let start = "https://www.willow.example/_files/a.pdf";
    for (page, expected) in [
        (WIX, vec![("Starting a Peer Group", start, [1, 0, 2]), ("Listening Well", "https://videos.example/watch?v=12", [1, 0, 1])]),
        (
            WORDPRESS,
            vec![
                ("Rights at Work", "https://oak.example/r/rights/", [1, 0, 2]),
                ("Housing for All", "https://oak.example/r/housing/", [1, 0, 1]),
            ],
        ),
        (
            DRUPAL,
            vec![
                ("Safe Homes Handbook", "https://care.example/node/41", [2, 1, 2]),
                ("Care at Night", "https://care.example/node/42", [1, 1, 1]),
            ],
        ),
        (
            TABLE,
            vec![
                ("Fish at Weirs", "https://rivers.example/fish.pdf", [2, 0, 2]),
                ("Mills of the Valley", "https://mills.example/a", [1, 0, 1]),
                ("Boats", "", [1, 0, 1]),
            ],
        ),
        (TERMS, vec![("River Guide", "https://dl.example/g/1", [2, 1, 2]), ("Mill Guide", "https://dl.example/g/2", [1, 0, 1])]),
        (SINGLE_FILE, vec![("Peer Work", "https://peers.example/r/1", [1, 0, 2])]),
        (ITEMS, vec![("Guide to Rivers", "https://lib.example/a", [1, 0, 2]), ("Guide to Mills", "https://lib.example/b", [1, 0, 2])]),
        (
            LINKED_CARDS,
            vec![("Guide to Rivers", "https://lib.example/a", [1, 0, 2]), ("Guide to Mills", "https://lib.example/b", [1, 0, 1])],
        ),
        (DETAILS, vec![("Guide to Rivers", "https://acc.example/g1", [1, 0, 1]), ("Guide to Mills", "", [1, 0, 1])]),
    ] {
        let found = records(page);
        assert_eq!(found.iter().map(said).collect::<Vec<_>>(), expected, "{:#?}", lines(page));
    }
}

#[test]
fn what_was_not_taken_from_a_saved_page_is_told() {
    let links = warnings(DETAILS);
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(links[0].text.as_deref(), Some("https://acc.example/g2 https://acc.example/g2.es"));
    // The text of a link in a column for addresses is no bad address: the link has one.
    assert_eq!(warnings(TABLE), []);
    let section = records(TABLE)[2].placement.as_ref().unwrap().section.clone();
    assert_eq!(section.as_deref(), Some("Older publications"));
}

/// A page with a list in JSON-LD, and cards.
fn listed(works: &[&str], cards: &[&str]) -> String {
    let works: Vec<String> =
        works.iter().map(|name| format!(r#"{{"item": {{"@type": "Report", "name": "{name}", "datePublished": "2020"}}}}"#)).collect();
    let card = |name: &&str| format!("<h3>{name}</h3><p>Produced By: Rivers Trust</p><p>Year: 2019</p>");
    let cards = cards.iter().map(card).collect::<Vec<_>>().concat();
    let list = format!(r#"{{"@type": "ItemList", "itemListElement": [{}]}}"#, works.join(", "));
    format!(r#"<script type="application/ld+json">{list}</script><h1>List</h1>{cards}"#)
}

#[test]
fn a_list_in_json_ld_and_the_cards_of_the_page_are_joined() {
    for (works, cards, titles, told) in [
        (vec!["Fish", "Mills"], vec!["Fish", "Mills"], vec!["Fish", "Mills"], IssueCode::Conflict),
        (vec!["Fish", "Mills"], vec!["Fish", "Boats"], vec!["Fish", "Mills", "Boats"], IssueCode::UnsureValue),
        (vec!["May", "June"], vec!["Fish", "Mills", "Boats"], vec!["Fish", "Mills", "Boats"], IssueCode::UnplacedText),
        (vec!["Fish", "Mills"], vec!["Boats"], vec!["Fish", "Mills"], IssueCode::UnplacedText),
    ] {
        let page = listed(&works, &cards);
        assert_eq!(records(&page).iter().map(|record| record.title.value.as_str()).collect::<Vec<_>>(), titles);
        let issues = warnings(&page);
        assert!(issues.iter().any(|issue| issue.code == told), "{issues:?}");
    }
    let fish = &records(&listed(&["Fish", "Mills"], &["Fish", "Boats"]))[0];
    assert_eq!((fish.year.as_ref().unwrap().value, fish.producers.len()), (2020, 1));
}

#[test]
fn a_landing_page_is_one_record() {
    let tags = r#"<link rel=canonical href="https://shelf.example/1/#top"><meta name=citation_title content="Fish at Weirs">
        <meta name=citation_author content="Hollis, Rhea"><h1>Fish at Weirs</h1>"#;
    let more = "<dl><dt>Publisher<dd>Rivers Trust<dt>Keywords<dd>fish<dd>weirs</dl><h2>Abstract</h2><p>How fish pass a weir.</p>";
    let found = records(&format!("{tags}{more}"));
    assert_eq!(found.iter().map(said).collect::<Vec<_>>(), [("Fish at Weirs", "https://shelf.example/1/", [1, 0, 2])]);
    let page = format!("{tags}<h2>Abstract</h2><p>How fish pass a weir.</p><h2>Related</h2><p>Produced By: Mill Society</p>");
    assert_eq!(records(&page).iter().map(said).collect::<Vec<_>>(), [("Fish at Weirs", "https://shelf.example/1/", [1, 0, 0])]);
    assert!(warnings(&page).iter().any(|issue| issue.code == IssueCode::UnplacedText));
    // Titles of Dublin Core stand on lists too.
    let page = "<meta name=DC.title content=Library><h3>Fish</h3><p>Produced By: Rivers Trust</p>";
    assert_eq!(records(page)[0].title.value, "Fish");
}
