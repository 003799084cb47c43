//! The page of the examples as sites write it in HTML. The text tells what must be read.

use super::read_with;
use crate::format::ReadError;
use crate::format::html::Hints;
use crate::format::lines::Lines;
use crate::format::page::PageReader;
use crate::model::{Item, Record};

const TEXT: &str = include_str!("../../../../collections/peer-support.txt");

/// The ways in which sites write a line of text.
#[derive(Debug, Clone, Copy)]
enum Site {
    /// Each line is a paragraph.
    Paragraphs,
    /// Headings are headings, labels are bold.
    Headings,
    /// Lines end in `<br>`, labels are bold.
    Breaks,
    /// Paragraphs in boxes, with bold type by style alone.
    Boxes,
}

impl Site {
    /// A line as HTML. `link` is the number of the record whose title it is, `level` that of a heading.
    fn line(self, text: &str, link: Option<usize>, level: Option<u8>) -> String {
        if text.is_empty() {
            return if matches!(self, Self::Breaks) { "<br>\n" } else { "\n" }.to_owned();
        }
        let escaped = html_escape::encode_text(text).into_owned();
        let linked = link.map_or_else(|| escaped.clone(), |link| format!("<a href=\"r/{link}\">{escaped}</a>"));
        let label = escaped.split_once(": ").filter(|(label, _)| label.len() < 20 && link.is_none());
        let bold = |open: &str, close: &str| label.map_or_else(|| linked.clone(), |(label, rest)| format!("{open}{label}:{close} {rest}"));
        match (self, level) {
            (Self::Paragraphs, _) => format!("<p>{linked}</p>\n"),
            (Self::Headings, Some(level)) => format!("<h{level} class=t>{linked}</h{level}>\n"),
            (Self::Headings, None) => format!("<div class=field><p>{}</p></div>\n", bold("<strong>", "</strong>")),
            (Self::Breaks, _) => format!("{}<br>\n", bold("<b>", "</b>")),
            (Self::Boxes, _) => format!("<div><p><span>{}</span></p></div>\n", bold("<span style='font-weight:bold'>", "</span>")),
        }
    }
}

fn records(items: &[Item]) -> Vec<&Record> {
    items.iter().filter_map(|item| if let Item::Record(record) = item { Some(&**record) } else { None }).collect()
}

#[test]
fn a_page_of_text_is_the_same_as_html_and_has_addresses() {
    let items: Vec<Item> = PageReader::new(Lines::new(TEXT.as_bytes())).collect::<Result<_, ReadError>>().unwrap();
    let of_text = records(&items);
    let headings: Vec<&str> =
        items.iter().filter_map(|item| if let Item::Collection(said) = item { Some(said.value.as_str()) } else { None }).collect();
    let sections: Vec<&str> = of_text.iter().filter_map(|record| record.placement.as_ref()?.section.as_deref()).collect();
    assert!(of_text.len() > 3 && !headings.is_empty() && !sections.is_empty());
    for site in [Site::Paragraphs, Site::Headings, Site::Breaks, Site::Boxes] {
        let mut page = "<!doctype html><html><head><base href='https://list.example/'></head><body><nav>Menu</nav><main>\n".to_owned();
        for (line, number) in TEXT.lines().map(str::trim).zip(1..) {
            let link = of_text.iter().position(|record| record.line == number);
            let level = if headings.contains(&line) {
                Some(1)
            } else if sections.contains(&line) {
                Some(2)
            } else {
                link.map(|_| 3)
            };
            page.push_str(&site.line(line, link, level));
        }
        let (of_html, _, found) = read_with(&page, &Hints::default());
        assert_eq!(found, headings, "{site:?}");
        assert_eq!(of_html.len(), of_text.len(), "{site:?}");
        for (place, (html, text)) in of_html.iter().zip(&of_text).enumerate() {
            assert_eq!(html.landing_page.as_ref().unwrap().value, format!("https://list.example/r/{place}"), "{site:?}");
            let said = |record: &Record| {
                let without = Record { landing_page: None, identifiers: Vec::new(), ..record.clone() };
                serde_json::to_value(without).unwrap()
            };
            assert_eq!(said(html), said(text), "{site:?}");
        }
    }
}
