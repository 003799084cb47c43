//! The mappings of columns that are kept with a source, from one import to the next.

use entity::vocabulary::IssueSeverity;

use super::run::Options;
use crate::format::{Hints, Mapping};
use crate::model::{Issue, IssueCode, Locator, MappingUse};
use crate::store::{Store, StoreError, Write};

/// The mappings that a source has when one of its files is imported.
#[derive(Debug)]
pub(super) struct KeptMappings {
    kept: Vec<Mapping>,
    issues: Vec<Issue>,
    /// True when the stored mappings differ from the kept ones.
    is_changed: bool,
}

impl KeptMappings {
    /// Reads the mappings of a source, without those that the user forgets. Fails when the database does.
    pub(super) async fn of(store: &Store, source: &str, options: &Options) -> Result<Self, StoreError> {
        let stored = store.mappings(source).await?;
        let mut found = Self { kept: Vec::new(), issues: Vec::new(), is_changed: false };
        for text in stored {
            match text.parse() {
                Ok(mapping) => found.kept.push(mapping),
                Err(error) => {
                    found.is_changed = true;
                    found.tell(
                        &text,
                        format!("The mapping `{text}` was kept with the source by another version, and is forgotten: {error}."),
                    );
                }
            }
        }
        for header in &options.forget {
            let before = found.kept.len();
            found.kept.retain(|mapping| !mapping.is_of(header));
            if found.kept.len() == before {
                found.tell(header, format!("No mapping of “{header}” is kept with the source `{source}`, so there was none to forget."));
            } else {
                found.is_changed = true;
            }
        }
        Ok(found)
    }

    fn tell(&mut self, text: &str, message: String) {
        let (code, severity) = (IssueCode::UnusedHint, IssueSeverity::Warning);
        self.issues.push(Issue { at: Locator::default(), field: None, code, severity, text: Some(text.to_owned()), message });
    }

    /// The hints of the user, with the mappings that are kept of other headers.
    pub(super) fn hints(&self, options: &Options) -> Hints {
        let is_other = |mapping: &&Mapping| !options.hints.map.iter().any(|given| given.is_like(mapping));
        Hints { kept: self.kept.iter().filter(is_other).cloned().collect(), ..options.hints.clone() }
    }

    /// Takes out what there is to tell.
    pub(super) fn issues(&mut self) -> Vec<Issue> {
        std::mem::take(&mut self.issues)
    }

    /// Keeps the mappings of the user that counted for a file, each in the place of the one of its header.
    pub(super) async fn keep(mut self, tx: &Write, source: i32, uses: &[MappingUse]) -> Result<(), StoreError> {
        let counted = uses.iter().filter(|used| used.is_used && !used.is_kept);
        for given in counted.filter_map(|used| used.mapping.parse::<Mapping>().ok()) {
            if self.kept.contains(&given) {
                continue;
            }
            self.is_changed = true;
            self.kept.retain(|mapping| !mapping.is_like(&given));
            self.kept.push(given);
        }
        if self.is_changed {
            let texts: Vec<&str> = self.kept.iter().map(Mapping::as_str).collect();
            tx.keep_mappings(source, &texts).await?;
        }
        Ok(())
    }
}
