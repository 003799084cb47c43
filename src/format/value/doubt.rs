//! Question marks behind names: who printed them was not sure.

/// The remark on a name that a question mark follows.
pub(super) const DOUBTED: &str = "A question mark stands behind the name: the source is not sure of it. It was taken without the mark.";

/// A name without the question mark behind it; none when there is no mark, or nothing before it.
pub(super) fn undoubted(text: &str) -> Option<&str> {
    let name = ["(?)", "[?]", "?", "？"].into_iter().find_map(|mark| text.strip_suffix(mark))?.trim_end_matches([' ', '?', '？']);
    name.contains(char::is_alphanumeric).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_come_off() {
        for text in ["Sea Fund?", "Sea Fund (?)", "Sea Fund [?]", "Sea Fund ?", "Sea Fund??"] {
            assert_eq!(undoubted(text), Some("Sea Fund"), "{text}");
        }
        assert_eq!(undoubted("Sea Fund (SF-1)?"), Some("Sea Fund (SF-1)"));
        for text in ["Sea Fund", "Sea Fund (SF)", "?", "(?)", "Who? Sea Fund", "Sea Fund (what?)", ""] {
            assert_eq!(undoubted(text), None, "{text}");
        }
    }
}
