//! Names as other programs write them: in parts (`{"given": "Ann", "family": "Lee"}`), or under another word (`{"literal": "Ann Lee"}`).

use serde_json::{Map, Value};

use crate::name::tidy;

/// The parts of a person's name in the order in which it is written, each with the names that programs give to its field.
const PARTS: [&[&str]; 5] = [GIVEN, &["dropping-particle"], &["non-dropping-particle"], FAMILY, &["suffix"]];
const GIVEN: &[&str] = &["given", "givenName", "given_name", "firstName", "first_name"];
const FAMILY: &[&str] = &["family", "familyName", "family_name", "lastName", "last_name"];

/// Returns true for an object that names somebody: in parts, as a whole, or under `literal`.
pub(super) fn is_name(fields: &Map<String, Value>) -> bool {
    is_in_parts(fields) || ["name", "literal"].iter().any(|name| text(fields, name).is_some())
}

/// Returns true for an object that has a family name or a given name.
pub(super) fn is_in_parts(fields: &Map<String, Value>) -> bool {
    GIVEN.iter().chain(FAMILY).any(|name| text(fields, name).is_some())
}

/// Puts a `name` in the place of the parts of a name, or of a `literal`; returns true when there were parts. A `name` that stood beside the
/// parts is the name as it is printed.
pub(super) fn join(fields: &mut Map<String, Value>) -> bool {
    if let Some(orcid) = fields.remove("ORCID") {
        fields.entry("orcid").or_insert(orcid);
    }
    if !is_in_parts(fields) {
        if text(fields, "name").is_none()
            && let Some(name) = fields.remove("literal")
        {
            fields.insert("name".to_owned(), name);
        }
        return false;
    }
    let parts: Vec<String> = PARTS.iter().filter_map(|names| part(fields, names)).collect();
    let printed = fields.insert("name".to_owned(), parts.join(" ").into());
    if let Some(printed) = printed.filter(Value::is_string) {
        fields.entry("asPrinted").or_insert(printed);
    }
    true
}

/// Takes a field out of an object. With a part of a name go the others: nobody is meant by a family name alone.
pub(super) fn whole(fields: &mut Map<String, Value>, name: &str) -> Option<Value> {
    if !PARTS.iter().any(|names| names.contains(&name)) || text(fields, name).is_none() {
        return fields.remove(name);
    }
    let taken = PARTS.iter().flat_map(|names| names.iter()).filter_map(|name| fields.remove_entry(*name));
    Some(Value::Object(taken.collect()))
}

/// Takes a part out of an object, under the first of its names that has text.
fn part(fields: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    let (name, part) = names.iter().find_map(|name| Some((*name, text(fields, name)?)))?;
    fields.remove(name);
    Some(part)
}

/// The text of a field; none when nothing is shown of it.
fn text(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(tidy).filter(|text| !text.is_empty())
}
