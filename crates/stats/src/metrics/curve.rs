//! Precision-recall and ROC curves, and counts at a threshold.

use super::binary::BinaryCounts;
use crate::estimate::{Estimate, Undefined, Unreliable};
use crate::judgments::InputError;

/// Counts at every distinct score, descending: memory 24 bytes for each.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreCurve {
    positives: u64,
    negatives: u64,
    points: Vec<CurvePoint>,
}

/// What is at or above one threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The score: an item is predicted positive at or above it.
    pub threshold: f64,
    /// Positives at or above.
    pub true_positives: u64,
    /// Negatives at or above.
    pub false_positives: u64,
}

/// The threshold with the largest F1 on these items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestF1 {
    /// The threshold; of several, the highest.
    pub threshold: f64,
    /// F1 there, without an interval: the best of many is too good. Choose on some items, measure on others.
    pub f1: Estimate,
}

impl ScoreCurve {
    /// Sorts the scores; items with one score make one point.
    ///
    /// # Errors
    /// [`InputError`] where the slices differ in length or a score is not finite.
    pub fn new(positive: &[bool], scores: &[f64]) -> Result<Self, InputError> {
        if positive.len() != scores.len() {
            return Err(InputError::LengthMismatch { first: positive.len(), other: scores.len() });
        }
        if let Some(position) = scores.iter().position(|score| !score.is_finite()) {
            return Err(InputError::ScoreNotFinite { position });
        }
        let mut items: Vec<(f64, bool)> = scores.iter().copied().zip(positive.iter().copied()).collect();
        items.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut points = Vec::new();
        let (mut true_positives, mut false_positives) = (0, 0);
        // Equality of numbers, so that 0 and -0 are one score.
        for tied in items.chunk_by(|a, b| a.0 == b.0) {
            let found = tied.iter().filter(|item| item.1).count() as u64;
            true_positives += found;
            false_positives += tied.len() as u64 - found;
            points.push(CurvePoint { threshold: tied[0].0, true_positives, false_positives });
        }
        Ok(Self { positives: true_positives, negatives: false_positives, points })
    }

    /// Positive items.
    pub fn positives(&self) -> u64 {
        self.positives
    }

    /// Negative items.
    pub fn negatives(&self) -> u64 {
        self.negatives
    }

    /// One point per distinct score, highest first.
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// At most `most` points for drawing: the first, the last and those nearest to equal steps in the number of
    /// items at or above.
    pub fn thinned(&self, most: usize) -> Vec<CurvePoint> {
        let last = self.points.len().saturating_sub(1);
        if self.points.len() <= most || most < 2 {
            return self.points.iter().copied().take(most).collect();
        }
        let at_or_above = |point: &CurvePoint| point.true_positives + point.false_positives;
        let total = self.positives + self.negatives;
        let mut chosen: Vec<usize> = (0..most)
            .map(|step| {
                let wanted = (u128::from(total) * step as u128 / (most as u128 - 1)) as u64;
                self.points.partition_point(|point| at_or_above(point) < wanted).min(last)
            })
            .collect();
        chosen.dedup();
        chosen.into_iter().map(|place| self.points[place]).collect()
    }

    /// (threshold, precision, recall) from the highest threshold down. scikit-learn's `precision_recall_curve`
    /// runs the other way and appends (1, 0) without a threshold.
    ///
    /// # Errors
    /// [`Undefined::NoPositive`] without a positive; scikit-learn says recall 1 there.
    pub fn precision_recall(&self) -> Result<impl Iterator<Item = (f64, f64, f64)> + '_, Undefined> {
        let total = self.positives as f64;
        if self.positives == 0 {
            return Err(Undefined::NoPositive);
        }
        Ok(self.points.iter().map(move |point| {
            let found = point.true_positives as f64;
            (point.threshold, found / (point.true_positives + point.false_positives) as f64, found / total)
        }))
    }

    /// (threshold, false positive rate, true positive rate) from the highest threshold down. scikit-learn's
    /// `roc_curve(drop_intermediate=False)` puts (0, 0) before it, at an infinite threshold.
    ///
    /// # Errors
    /// [`Undefined::NoPositive`] or [`Undefined::NoNegative`].
    pub fn roc(&self) -> Result<impl Iterator<Item = (f64, f64, f64)> + '_, Undefined> {
        let (positives, negatives) = (self.positives as f64, self.negatives as f64);
        match (self.positives, self.negatives) {
            (0, _) => Err(Undefined::NoPositive),
            (_, 0) => Err(Undefined::NoNegative),
            _ => Ok(self.points.iter().map(move |point| {
                let (tp, fp) = (point.true_positives as f64, point.false_positives as f64);
                (point.threshold, fp / negatives, tp / positives)
            })),
        }
    }

    /// Counts when items at or above `threshold` are predicted positive.
    pub fn at(&self, threshold: f64) -> BinaryCounts {
        let reached = self.points.partition_point(|point| point.threshold >= threshold);
        let (tp, fp) = match reached.checked_sub(1).map(|last| self.points[last]) {
            Some(point) => (point.true_positives, point.false_positives),
            None => (0, 0),
        };
        BinaryCounts {
            true_positives: tp,
            false_positives: fp,
            false_negatives: self.positives - tp,
            true_negatives: self.negatives - fp,
        }
    }

    /// The highest threshold at which recall reaches `share`, for a lead who wants to miss no more than that.
    ///
    /// # Errors
    /// [`Undefined::NoPositive`] without a positive or where `share` is above 1.
    pub fn threshold_for_recall(&self, share: f64) -> Result<f64, Undefined> {
        let needed = share * self.positives as f64 - 1e-9;
        let place = self.points.partition_point(|point| (point.true_positives as f64) < needed);
        if self.positives == 0 {
            return Err(Undefined::NoPositive);
        }
        self.points.get(place).map(|point| point.threshold).ok_or(Undefined::NoPositive)
    }

    /// The threshold with the largest F1.
    ///
    /// # Errors
    /// [`Undefined::NoPositive`] without a positive.
    pub fn best_f1(&self) -> Result<BestF1, Undefined> {
        let f1 = |point: &CurvePoint| {
            2.0 * point.true_positives as f64
                / (self.positives + point.true_positives + point.false_positives) as f64
        };
        // The last of equal maxima in reverse order is the highest threshold.
        let best = self.points.iter().rev().max_by(|a, b| f1(a).total_cmp(&f1(b)));
        let best = best.filter(|_| self.positives > 0).ok_or(Undefined::NoPositive)?;
        let n = self.positives + best.false_positives;
        let f1 = Estimate { value: f1(best), interval: Err(Unreliable::BiasedValue), n };
        Ok(BestF1 { threshold: best.threshold, f1 })
    }
}
