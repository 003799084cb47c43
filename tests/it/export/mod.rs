//! Exports: the rows of a file are the list that GraphQL gives, of one moment, and a file that comes back changes nothing.

mod again;
mod http;
mod judges;
mod moment;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use colophon::import::Options;
use colophon::import::report::Report;
use http_body_util::BodyExt;

use crate::harness::World;

/// Records with everything that a record can have.
const RICH: &str = r#"{"id":"a","title":"River law, revised","description":"=cmd()\n\nSecond paragraph.","year":2020,"format":"Fact sheet","language":"en","url":"https://law.example/a#top","doi":"10.1000/182","isbn":"978-0-306-40615-7","identifiers":["oai:law.example:a"],"license":"CC BY 4.0","notes":{"Audience":"towns; \"cities\""},"producedBy":[{"name":"River Trust (RT)","ror":"https://ror.org/042nb2s44"},{"name":"Ana Diaz","kind":"person","role":"author"}],"supportedBy":[{"name":"Water Fund, Inc.","awards":["A;1",{"number":"2","title":"Two","url":"https://fund.example/2"}]},{"name":"Ford House","kind":"sponsor"}],"keywords":["law","+rivers",{"label":"peers","uri":"https://terms.example/peers#x"}]}
{"id":"b","title":"=HYPERLINK(\"x\")","year":2019,"producedBy":["River Trust"],"keywords":["law"]}
{"title":"&amp;lt;b&amp;gt; is a tag","supportedBy":["Water Fund, Inc."],"keywords":["@home; 'quoted'","- minus"]}
{"title":"Nothing but a title"}
"#;

/// An answer, as text.
struct File {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl File {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The rows of a table in text, without its header.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut reader = csv_rows(self.text());
        reader.remove(0);
        reader
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

/// The rows of a text by RFC 4180, read without the program's own reader.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    assert!(text.ends_with("\r\n"), "each line ends in CR and LF");
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !quoted => panic!("a bare line end"),
            other => cell.push(other),
        }
    }
    rows
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

async fn ask(world: &World, request: Request<Body>) -> File {
    let response = world.send(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    File { status: parts.status, headers: parts.headers, body }
}

async fn get(world: &World, path: &str) -> File {
    ask(world, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn rich(world: &World) {
    world.import("peer-support.txt", crate::harness::SAMPLE).await;
    world.import("rich.jsonl", RICH).await;
    world.catalog.refresh_texts().await.unwrap();
}

/// Imports bytes as a file of this name, into this source.
async fn import_bytes(world: &World, name: &str, bytes: &[u8], source: &str) -> Report {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let options = Options { source: Some(source.to_owned()), ..Options::default() };
    let inputs = vec![colophon::import::Input::file(&path)];
    let report = colophon::import::import(&world.store, inputs, &options, &colophon::import::Progress::default()).await;
    world.refresh().await;
    report
}
