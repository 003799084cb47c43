//! The fields by which an exported record is known again, and those that only exports have.

use entity::vocabulary::NodeKind;
use serde_json::Value;

use super::object::{Object, kind};
use crate::format::value::Remark;
use crate::global_id;
use crate::model::{Exported, GivenRecord, IssueCode, Placement, Revision};

/// Takes the id and the revision of the resource that a record was exported from. None for a record that was not exported.
pub(super) fn exported(record: &mut Object<'_, '_>) -> Option<Box<Exported>> {
    let given = record.has("colophonId").then(|| record.fields());
    let (id, version) = (record.text("colophonId"), record.text("colophonVersion"));
    let id = id?;
    let Some((NodeKind::Resource, found)) = global_id::decode(&id) else {
        let advice =
            "a `colophonId` is expected as an export writes it; without one the record is known by its `id`, its address or its title";
        record.bad_value("colophonId", &Value::String(id), advice);
        return None;
    };
    let Some(revision) = version.as_deref().and_then(|version| version.parse::<Revision>().ok()) else {
        let advice = "nobody can tell which catalogue gave this `colophonId`: keep the `colophonVersion` that the export wrote beside it";
        record.bad_value("colophonId", &Value::String(id), advice);
        return None;
    };
    record.notes.is_exported = true;
    Some(Box::new(Exported { id: found, revision, given: GivenRecord::Object(given.unwrap_or_default()) }))
}

/// Takes `collections`: where the record stands. A source is one collection, so the first one counts.
pub(super) fn placement(record: &mut Object<'_, '_>) -> Option<Placement> {
    let places = record.list("collections");
    let count = places.len();
    let mut first = None;
    for (path, value) in places {
        let Value::Object(fields) = value else {
            record.notes.bad_value(&path, &value, &format!("an object with a `title` is expected, not {}", kind(&value)));
            continue;
        };
        let mut place = Object::new(fields, Some(path), record.notes);
        let (title, section) = (place.text("title"), place.text("section"));
        let highlighted = place.take("highlighted").and_then(|value| value.as_bool()).unwrap_or_default();
        let position = place.take("position").and_then(|value| value.as_u64()).and_then(|position| u32::try_from(position).ok());
        place.finish();
        first = first.or(Some((Placement { section, highlighted, position: position.unwrap_or(1) }, title)));
    }
    if let (Some((_, Some(title))), true) = (&first, count > 1) {
        let message = "The record stands in several collections. A source is one collection, so the first of them was kept.";
        let line = record.notes.line;
        record.notes.remark(
            &"collections",
            Remark { severity: entity::vocabulary::IssueSeverity::Info, ..Remark::warning(IssueCode::Conflict, line, title, message) },
        );
    }
    let (placement, title) = first?;
    record.notes.heading = title;
    Some(placement)
}
