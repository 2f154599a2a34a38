//! What is to happen later, the earliest first.

use std::cmp::Ordering;

use super::strand::{StrandId, Wake};

#[derive(Debug)]
pub(super) struct Timer {
    pub(super) at: i128,
    /// First set, first rung.
    pub(super) number: u64,
    pub(super) strand: StrandId,
    pub(super) epoch: Option<u64>,
    pub(super) wake: Wake,
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timer {}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timer {
    fn cmp(&self, other: &Timer) -> Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}
