//! Parts of a page's frame that several lines show together: menus above the first record, and the facets of a search.

use super::{
    labelled::Labelled,
    line::{PageLine, Shape},
    navigation::{begins_facets, counted, is_count, is_menu_word, is_navigation, may_be_menu},
};

/// A block of more lines is no menu.
pub(super) const MENU: usize = 24;

/// The state of the page's frame.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// A label with its value was seen: the records have begun.
    begun: bool,
    facets: bool,
    gap: bool,
}

impl Frame {
    /// Takes the frame's lines in a block for navigation. A block is lines without a blank one between.
    pub(super) fn read<'a>(&mut self, block: impl Iterator<Item = &'a mut PageLine>) {
        let mut block: Vec<&mut PageLine> = block.collect();
        let is_menu = !self.begun && (is_menu(&block) || are_facets(&block));
        for line in &mut block {
            let is_lone = line.labelled().is_some_and(Labelled::is_lone);
            if self.is_facet(&line.text, is_lone) || (is_menu && line.shape != Shape::Blank) {
                if is_lone || line.is_text() {
                    line.shape = Shape::Navigation;
                }
            } else {
                self.begun |= line.labelled().is_some_and(|labelled| !labelled.is_lone());
            }
        }
    }

    /// Returns true when a line belongs to the facets of a search.
    fn is_facet(&mut self, text: &str, is_lone: bool) -> bool {
        let gap = std::mem::replace(&mut self.gap, text.is_empty());
        if text.is_empty() {
            return false;
        }
        if begins_facets(text) {
            self.facets = true;
        } else if self.facets {
            self.facets = is_count(text) || is_lone || is_navigation(text) || (!gap && may_be_menu(text));
        }
        self.facets
    }
}

/// Returns true when the lines of a block are the facets of a search, each with its number of results: "Dataset 3",
/// "Report 12".
fn are_facets(block: &[&mut PageLine]) -> bool {
    let (mut lines, mut names) = (0_usize, Vec::new());
    for line in block.iter().filter(|line| line.shape != Shape::Blank) {
        lines += 1;
        let is_lone = line.labelled().is_some_and(Labelled::is_lone);
        match counted(&line.text) {
            Some(name) => names.push(name),
            None if is_lone || line.shape == Shape::Navigation || (line.is_text() && may_be_menu(&line.text)) => {}
            None => return false,
        }
    }
    let counts = names.len();
    names.dedup();
    // "Module 1", "Module 2" are no facets.
    names.len() == counts && counts > 1 && counts * 2 >= lines && lines <= MENU
}

/// Returns true when the lines of a block are a menu: short, and many of them plainly the frame's.
fn is_menu(block: &[&mut PageLine]) -> bool {
    let Some(first) = block.first() else { return false };
    let (mut lines, mut frame, mut words) = (0_usize, 0_usize, 0_usize);
    for line in block.iter().filter(|line| line.shape != Shape::Blank) {
        lines += 1;
        match &line.shape {
            Shape::Navigation => frame += 1,
            Shape::Label(labelled) if labelled.is_lone() => words += 1,
            Shape::Text { .. } if may_be_menu(&line.text) => words += usize::from(is_menu_word(&line.text)),
            _ => return false,
        }
    }
    let many = frame * 2 >= lines && lines > 2;
    let begins = first.shape == Shape::Navigation || (frame > 1 && is_menu_word(&first.text));
    begins && (2..=MENU).contains(&lines) && (many || frame + words == lines)
}
