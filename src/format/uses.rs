//! The labels of a file, counted while it is read.

use std::collections::HashMap;

use crate::model::LabelUse;

/// So many different labels are counted, the first ones of the file.
const MOST: usize = 500;

/// Labels in the order in which they first occur.
#[derive(Debug, Default)]
pub(super) struct Uses {
    all: Vec<LabelUse>,
    places: HashMap<String, usize>,
}

impl Uses {
    /// Counts a label. `field` is the field that it was read as; none for a label that is not known.
    ///
    /// A label with other capitals is the same one.
    pub(super) fn count(&mut self, label: &str, field: Option<&str>) {
        let place = match self.places.get(label) {
            Some(place) => *place,
            None => match self.add(label, field) {
                Some(place) => place,
                None => return,
            },
        };
        if let Some(used) = self.all.get_mut(place) {
            used.count += 1;
        }
    }

    fn add(&mut self, label: &str, field: Option<&str>) -> Option<usize> {
        let lower = label.to_lowercase();
        let place = self.all.iter().position(|used| used.label.to_lowercase() == lower).unwrap_or(self.all.len());
        if self.places.len() == MOST {
            return None;
        }
        if place == self.all.len() {
            let (label, field) = (label.to_owned(), field.map(str::to_owned));
            self.all.push(LabelUse { label, field, count: 0, sign: None, example: None });
        }
        self.places.insert(label.to_owned(), place);
        Some(place)
    }

    /// Returns the labels with their counts.
    pub(super) fn finish(self) -> Vec<LabelUse> {
        self.all
    }
}
