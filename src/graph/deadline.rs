//! Until when an answer is wanted: work that looks at many nodes asks now and then whether it is still worth going on.

use std::time::Instant;

/// The moment when nobody waits for the answer any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline(Option<Instant>);

/// The amount of work between two looks at the clock.
const WORK: usize = 4096;

/// The deadline is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the time for this question is over")]
pub struct Late;

impl Deadline {
    /// As long as it takes.
    pub const fn never() -> Self {
        Self(None)
    }

    /// Until then.
    pub const fn at(moment: Instant) -> Self {
        Self(Some(moment))
    }

    /// # Errors
    /// [`Late`] when it is over.
    pub fn check(&self) -> Result<(), Late> {
        match self.0 {
            Some(moment) if Instant::now() >= moment => Err(Late),
            _ => Ok(()),
        }
    }
}

/// Looks at the clock now and then.
pub(super) struct Pace {
    deadline: Deadline,
    done: usize,
}

impl Pace {
    pub(super) const fn new(deadline: Deadline) -> Self {
        Self { deadline, done: 0 }
    }

    /// So much work is about to be done, as a number of nodes.
    pub(super) fn step(&mut self, work: usize) -> Result<(), Late> {
        self.done += work;
        if self.done < WORK {
            return Ok(());
        }
        self.done = 0;
        self.deadline.check()
    }
}
