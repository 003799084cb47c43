//! The first of many in an order, found without sorting the rest.

/// Keeps the smallest of what it is given.
pub(super) struct Best<T> {
    most: usize,
    kept: Vec<T>,
    /// What comes behind this one is not among the best.
    last: Option<T>,
}

impl<T: Ord + Copy> Best<T> {
    /// Keeps so many at most.
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: Vec::new(), last: None }
    }

    pub(super) fn push(&mut self, item: T) {
        if self.last.is_some_and(|last| item >= last) {
            return;
        }
        self.kept.push(item);
        // As many again may come before the next cut, so that a cut costs little for each.
        if self.kept.len() > self.most.saturating_mul(2) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if let Some(last) = self.most.checked_sub(1)
            && last < self.kept.len()
        {
            self.last = Some(*self.kept.select_nth_unstable(last).1);
        }
        self.kept.truncate(self.most);
    }

    /// The best in their order.
    pub(super) fn sorted(mut self) -> Vec<T> {
        self.cut();
        self.kept.sort_unstable();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_the_first(mut items in prop::collection::vec(0..40_u32, 0..60), most in 0..20_usize) {
            let mut best = Best::new(most);
            for item in &items {
                best.push(*item);
            }
            items.sort_unstable();
            items.truncate(most);
            prop_assert_eq!(best.sorted(), items);
        }
    }
}
