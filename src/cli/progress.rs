//! Bars that show how far a command is. They are drawn on a terminal only, and go away when the command ends.

use indicatif::{ProgressBar, ProgressStyle};

/// Returns the look of a bar or a spinner.
pub(super) fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A bar that goes away when this is dropped.
pub(super) struct ClearOnDrop(pub(super) ProgressBar);

impl Drop for ClearOnDrop {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
