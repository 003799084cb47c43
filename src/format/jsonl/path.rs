//! The place of a value in its record.

use std::fmt;
use std::rc::Rc;

/// A place: `producedBy[1].name`. Its text is made only where something is told about the value.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// The object that the field is in; none for the record.
    above: Option<Rc<Path>>,
    field: Rc<str>,
    /// The place in a list, counted from 0.
    place: Option<usize>,
}

impl Path {
    /// The place of a field. Takes time in proportion to its name.
    pub(super) fn new(above: Option<Rc<Self>>, field: &str) -> Self {
        Self { above, field: Rc::from(field), place: None }
    }

    /// The place of a member of this list.
    pub(super) fn at(&self, place: usize) -> Self {
        Self { place: Some(place), ..self.clone() }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = &self.above {
            write!(formatter, "{above}.")?;
        }
        formatter.write_str(&self.field)?;
        match self.place {
            Some(place) => write!(formatter, "[{place}]"),
            None => Ok(()),
        }
    }
}
