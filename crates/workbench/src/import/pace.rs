//! How many rows an import writes in one turn, so that whoever labels meanwhile does not wait for it.

use super::BATCH;
use std::time::Duration;

/// How long the rows of one turn should take.
const TURN: Duration = Duration::from_millis(50);
/// Between two turns, so that a save that waits gets its own: the lock does not ask who came first.
const PAUSE: Duration = Duration::from_millis(2);
/// Fewer would spend the time on commits.
const FEWEST: usize = 200;

/// The size of the next turn.
pub(super) struct Pace(usize);

impl Pace {
    pub(super) fn new() -> Pace {
        Pace(FEWEST)
    }

    /// The next turn, and what is left after it.
    pub(super) fn next<'a, R>(&self, rows: &'a [R]) -> (&'a [R], &'a [R]) {
        rows.split_at(self.0.min(rows.len()))
    }

    /// Learns how long a turn took, and lets others have theirs.
    pub(super) fn rest(&mut self, rows: usize, took: Duration) {
        self.learn(rows, took);
        std::thread::sleep(PAUSE);
    }

    fn learn(&mut self, rows: usize, took: Duration) {
        let fit = rows as f64 * TURN.as_secs_f64() / took.as_secs_f64().max(1e-6);
        // One quick turn says little of the next.
        self.0 = (fit as usize).min(self.0 * 2).clamp(FEWEST, BATCH);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_grows_to_what_fits_and_shrinks_at_once() {
        let mut pace = Pace::new();
        let rows = [0; 20_000];
        for turn in [200, 400, 800, 1_600, 3_200, BATCH, BATCH] {
            let (now, left) = pace.next(&rows);
            assert_eq!((now.len(), left.len()), (turn, 20_000 - turn));
            pace.learn(turn, Duration::ZERO);
        }
        pace.learn(BATCH, TURN * 5);
        assert_eq!(pace.next(&rows).0.len(), BATCH / 5);
        pace.learn(1_000, TURN * 100);
        assert_eq!(pace.next(&rows).0.len(), FEWEST);
        assert_eq!(pace.next(&rows[..7]), (&rows[..7], &rows[..0]));
    }
}
