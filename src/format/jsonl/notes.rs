//! The terms of use, and what fits no other field.

use entity::vocabulary::IdentifierScheme;
use serde_json::Value;

use super::object::{Object, kind};
use super::path::Path;
use crate::format::value::license::license as read_license;
use crate::format::value::list::paragraphs_of;
use crate::identifier::Identifier;
use crate::model::{License, Note, Said};
use crate::name::tidy;

/// Takes `license` out: an address or words, or an object with `url`, `asPrinted` or both.
pub(super) fn license(record: &mut Object<'_, '_>) -> Option<Said<License>> {
    let line = record.notes.line;
    let license = match record.take("license")? {
        Value::String(text) => Some(tidy(&text)).filter(|text| !text.is_empty()).map(|text| read_license(&text)),
        Value::Object(fields) => {
            let mut object = Object::new(fields, Some(record.path("license")), record.notes);
            let advice = "a web address is expected that begins with http:// or https://";
            let is_address = |text: &str| Identifier::parse(IdentifierScheme::Url, text).map(|_| text.to_owned());
            let (url, as_printed) = (object.parsed("url", advice, is_address), object.text("asPrinted"));
            object.finish();
            let address = url.as_deref().and_then(|url| read_license(url).url);
            let printed = as_printed.as_deref().map(read_license);
            match (printed, url) {
                (Some(printed), _) => Some(License { url: address.or(printed.url), ..printed }),
                (None, Some(url)) => Some(License { as_printed: url, url: address }),
                (None, None) => None,
            }
        }
        other => {
            let advice = format!("an address or the name of a licence is expected, for example `CC-BY-4.0`, not {}", kind(&other));
            record.bad_value("license", &other, &advice);
            None
        }
    };
    license.map(|license| Said::asserted(license, line))
}

/// Takes `notes` out: objects with `label` and `value`, or one object that has a text or several under each label.
pub(super) fn notes(record: &mut Object<'_, '_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for (path, value) in record.each("notes") {
        let fields = match value {
            Value::Object(fields) => fields,
            other => {
                let advice = format!("an object with a `label` and a `value` is expected, not {}", kind(&other));
                record.notes.bad_value(&path, &other, &advice);
                continue;
            }
        };
        let mut object = Object::new(fields, Some(path), record.notes);
        if object.has("label") && object.has("value") {
            let label = object.required_text("label");
            for (path, value) in object.each("value") {
                notes.extend(label.as_deref().and_then(|label| note(&mut object, path, label, value)));
            }
            object.finish();
        } else {
            for name in object.names() {
                let label = tidy(&name);
                for (path, value) in object.values(&name, false) {
                    notes.extend(note(&mut object, path, &label, value));
                }
            }
        }
    }
    notes
}

/// A note whose value is text or a number; anything else is noted.
fn note(object: &mut Object<'_, '_>, path: Path, label: &str, value: Value) -> Option<Note> {
    let text = match &value {
        Value::String(text) => paragraphs_of(text),
        Value::Number(number) => Some(number.to_string()),
        other => {
            let advice = format!("text or a number is expected, not {}", kind(other));
            object.notes.bad_value(&path, other, &advice);
            None
        }
    };
    let line = object.notes.line;
    text.filter(|_| !label.is_empty()).map(|value| Note { label: label.to_owned(), value, line })
}
