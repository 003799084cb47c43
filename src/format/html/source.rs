//! From the lines of a page's text to the lines of its source.

use super::text::PageText;
use crate::model::{Item, Record};

/// Puts the lines of the source in the place of the lines of the text.
pub(super) fn locate(item: &mut Item, text: &PageText) {
    let source = |line: u64| text.source(line);
    match item {
        Item::Record(record) => locate_record(record, &source),
        Item::Issue(issue) => issue.at.line = issue.at.line.map(source),
        Item::Collection(heading) => heading.line = source(heading.line),
        Item::Account(_) => {}
    }
}

fn locate_record(record: &mut Record, source: &dyn Fn(u64) -> u64) {
    let Record {
        line,
        title,
        description,
        year,
        format,
        language,
        landing_page,
        license,
        notes,
        identifiers,
        producers,
        funders,
        keywords,
        ..
    } = record;
    let lines = [
        Some(line),
        Some(&mut title.line),
        description.as_mut().map(|said| &mut said.line),
        year.as_mut().map(|said| &mut said.line),
        format.as_mut().map(|said| &mut said.line),
        language.as_mut().map(|said| &mut said.line),
        landing_page.as_mut().map(|said| &mut said.line),
        license.as_mut().map(|said| &mut said.line),
    ];
    let lists = notes
        .iter_mut()
        .map(|note| &mut note.line)
        .chain(identifiers.iter_mut().map(|said| &mut said.line))
        .chain(producers.iter_mut().map(|mention| &mut mention.line))
        .chain(funders.iter_mut().map(|mention| &mut mention.line))
        .chain(keywords.iter_mut().map(|mention| &mut mention.line));
    lines.into_iter().flatten().chain(lists).for_each(|line| *line = source(*line));
}
