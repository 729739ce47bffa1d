//! When to save: soon after the last change, not too long after the first one, later after failures.
//! Knows no clock: moments in milliseconds come in.

/// After the last change.
pub const QUIET_MILLIS: f64 = 300.0;
/// After the first change that is not saved.
pub const LONGEST_MILLIS: f64 = 2_000.0;
/// After the first failure; doubled by every further one.
const RETRY_MILLIS: f64 = 1_000.0;
const LONGEST_RETRY_MILLIS: f64 = 30_000.0;

/// What is saved, and when the rest is due.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Autosave {
    /// Counts changes.
    changes: u64,
    saved: u64,
    saving: Option<u64>,
    first: Option<f64>,
    last: f64,
    failures: u32,
    retry_at: f64,
}

impl Autosave {
    /// Something changed.
    pub fn changed(&mut self, now: f64) {
        self.changes += 1;
        self.first.get_or_insert(now);
        self.last = now;
    }

    /// Is all saved?
    pub const fn is_clean(&self) -> bool {
        self.saved == self.changes
    }

    /// Is a save under way?
    pub const fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// When the next save is due; none while one is under way or all is saved.
    pub fn due_at(&self) -> Option<f64> {
        if self.is_clean() || self.is_saving() {
            return None;
        }
        let first = self.first.unwrap_or(self.last);
        Some((self.last + QUIET_MILLIS).min(first + LONGEST_MILLIS).max(self.retry_at))
    }

    /// A save of the present state begins.
    pub fn begin(&mut self) {
        self.saving = Some(self.changes);
        self.first = None;
    }

    /// The save that was begun is durable.
    pub fn succeeded(&mut self) {
        if let Some(saving) = self.saving.take() {
            self.saved = saving;
        }
        self.failures = 0;
        self.retry_at = 0.0;
    }

    /// The save that was begun failed: try again later.
    pub fn failed(&mut self, now: f64) {
        self.saving = None;
        let wait = (RETRY_MILLIS * f64::from(2_u32.saturating_pow(self.failures))).min(LONGEST_RETRY_MILLIS);
        self.failures = self.failures.saturating_add(1);
        self.retry_at = now + wait;
    }

    /// The document was put here as it is stored, or given up to another tab.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_saves_after_300_milliseconds() {
        let mut autosave = Autosave::default();
        assert_eq!(autosave.due_at(), None);
        autosave.changed(1_000.0);
        assert_eq!(autosave.due_at(), Some(1_300.0));
        autosave.changed(1_200.0);
        assert_eq!(autosave.due_at(), Some(1_500.0));
    }

    #[test]
    fn typing_without_a_pause_saves_after_two_seconds() {
        let mut autosave = Autosave::default();
        for moment in 0..30 {
            autosave.changed(f64::from(moment) * 100.0);
        }
        assert_eq!(autosave.due_at(), Some(2_000.0));
    }

    #[test]
    fn a_change_during_a_save_is_saved_by_the_next() {
        let mut autosave = Autosave::default();
        autosave.changed(0.0);
        autosave.begin();
        autosave.changed(310.0);
        assert_eq!(autosave.due_at(), None);
        autosave.succeeded();
        assert!(!autosave.is_clean());
        assert_eq!(autosave.due_at(), Some(610.0));
        autosave.begin();
        autosave.succeeded();
        assert!(autosave.is_clean());
    }

    #[test]
    fn failures_are_tried_again_ever_later_up_to_half_a_minute() {
        let mut autosave = Autosave::default();
        autosave.changed(0.0);
        let mut waits = Vec::new();
        for _ in 0..7 {
            autosave.begin();
            autosave.failed(10_000.0);
            waits.push(autosave.due_at().unwrap() - 10_000.0);
        }
        assert_eq!(waits, [1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 30_000.0, 30_000.0]);
        autosave.begin();
        autosave.succeeded();
        assert!(autosave.is_clean());
    }
}
