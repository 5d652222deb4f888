//! The score of a slice, and the best that any slice inside it could have.

use super::{SliceError, SliceSearch};

/// Size, sum and largest error of a slice.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stats {
    pub size: u32,
    pub error: f64,
    pub largest: f64,
}

/// The score function of one table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    rows: f64,
    mean: f64,
    alpha: f64,
    support: f64,
    /// More than rounding can move a score of this table.
    slack: f64,
}

impl Score {
    pub fn new(search: &SliceSearch, errors: &[f64]) -> Result<Self, SliceError> {
        let rows = errors.len() as f64;
        let mean = errors.iter().sum::<f64>() / rows;
        let largest = errors.iter().fold(0.0, |a: f64, &b| a.max(b));
        if largest <= 0.0 || mean <= 0.0 {
            return Err(SliceError::NoErrors);
        }
        if !mean.is_finite() {
            return Err(SliceError::InvalidSetting {
                name: "the sum of errors",
                value: mean,
                must: "has to be a finite number",
            });
        }
        let support = search.min_support as f64;
        let slack = 1e-12 * (largest / mean + rows / support);
        Ok(Self { rows, mean, alpha: search.alpha, support, slack })
    }

    pub fn mean(&self) -> f64 {
        self.mean
    }

    fn at(&self, size: f64, error: f64) -> f64 {
        self.alpha * (error / size / self.mean - 1.0) - (1.0 - self.alpha) * (self.rows / size - 1.0)
    }

    pub fn of(&self, stats: Stats) -> f64 {
        self.at(f64::from(stats.size), stats.error)
    }

    /// Whether some slice inside this one might reach the threshold, or, where that is 0, lie above it.
    ///
    /// A slice inside has s rows, support <= s <= size, and errors of at most min(s largest, error). Up to s = error /
    /// largest the score rises with s; beyond it goes one way, down where alpha error / mean > (1 - alpha) n. So the
    /// most is at max(support, error / largest), cut at the size, or at the size.
    pub fn may_reach(&self, stats: Stats, threshold: f64) -> bool {
        let size = f64::from(stats.size);
        if size < self.support || stats.error <= 0.0 {
            return false;
        }
        let falls = self.alpha * stats.error / self.mean > (1.0 - self.alpha) * self.rows;
        let most = if falls { (stats.error / stats.largest).max(self.support).min(size) } else { size };
        let bound = self.at(most, stats.error.min(most * stats.largest)) + self.slack;
        bound > 0.0 && bound >= threshold
    }
}
