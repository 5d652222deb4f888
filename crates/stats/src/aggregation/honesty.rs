//! Whether posteriors mean what they say: reliability, log loss, calibration error.

use super::accuracy::{mean_score, same_length};
use super::decision::Decision;
use super::em::Aggregated;
use super::settings::FitError;
use crate::estimate::{Estimate, Undefined};

/// Equal-width bins of the leading posterior.
const BINS: usize = 15;

/// Smallest probability in the log loss, as in scikit-learn (machine epsilon since 1.3).
const LEAST: f64 = f64::EPSILON;

/// Items whose leading posterior lies in (lower, upper\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// Lower end, excluded.
    pub lower: f64,
    /// Upper end, included.
    pub upper: f64,
    /// Mean of the leading posteriors.
    pub confidence: f64,
    /// How often the leading class is true, ties split; Wilson.
    pub accuracy: Estimate,
}

/// How far posteriors can be believed, on the items with a truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Honesty {
    /// Items scored.
    pub n: u64,
    /// Mean of the leading posterior.
    pub confidence: f64,
    /// Accuracy of the leading class, ties split.
    pub accuracy: Estimate,
    /// Mean leading posterior minus accuracy: above 0 is over-confident. In \[-1, 1\].
    pub calibration_error: Estimate,
    /// Expected calibration error: mean over items of |confidence - accuracy| of their bin. Biased upward
    /// by chance in small bins, so it has no interval; compare it only at the same n.
    pub binned_error: f64,
    /// Mean of -ln posterior of the true class, in nats; posteriors below 2.2e-16 are raised to it.
    pub log_loss: f64,
    /// Items whose true class had a posterior that small; each costs 36 nats.
    pub floored: u64,
    /// The bins that hold an item, ascending, of 15 of equal width.
    pub bins: Vec<ReliabilityBin>,
}

/// Reliability of posteriors (items x classes, flat) against a truth.
///
/// The leading class is the one of the largest posterior, and its score is 1 if it is true, 1/t in a t-way
/// tie. calibration error = mean(leading posterior - score): the signed, top-label kind (Murphy & Winkler's
/// calibration in the large); its interval is the mean posterior minus Wilson's conservative interval of
/// the accuracy (simulated coverage .933 to .970 at n = 20 to 400). Bins and expected calibration error: Guo, Pleiss, Sun & Weinberger, ICML 2017. The items
/// scored must not have been clamped.
///
/// # Errors
/// [`FitError`] where the lengths do not fit or no item has a truth.
pub fn honesty(posteriors: &[f64], n_classes: u32, truth: &[Option<u32>]) -> Result<Honesty, FitError> {
    let k = n_classes as usize;
    if k < 2 {
        return Err(FitError::OneClassDeclared);
    }
    same_length(posteriors.len(), truth.len().saturating_mul(k))?;
    let mut tally = Tally::default();
    for (row, truth) in posteriors.chunks_exact(k).zip(truth) {
        if let Some(truth) = truth {
            tally.add(row, *truth);
        }
    }
    tally.finish().map_err(|_| FitError::NothingScored)
}

impl Aggregated {
    /// [`honesty`] on the items with a judgment and a truth.
    ///
    /// # Errors
    /// As [`honesty`].
    pub fn honesty(&self, truth: &[Option<u32>]) -> Result<Honesty, FitError> {
        honesty(&self.posteriors, self.n_classes, &self.judged(truth)?)
    }

    /// The truth of the items that have a judgment.
    pub(crate) fn judged(&self, truth: &[Option<u32>]) -> Result<Vec<Option<u32>>, FitError> {
        same_length(self.n_judgments.len(), truth.len())?;
        Ok(truth.iter().zip(&self.n_judgments).map(|(truth, &n)| truth.filter(|_| n > 0)).collect())
    }
}

#[derive(Default)]
struct Tally {
    n: u64,
    confidence: f64,
    score: f64,
    log_loss: f64,
    floored: u64,
    /// Items, sum of confidences, sum of scores.
    bins: [(u64, f64, f64); BINS],
}

impl Tally {
    fn add(&mut self, row: &[f64], truth: u32) {
        let confidence = row.iter().copied().fold(0.0, f64::max).min(1.0);
        let score = Decision::of_row(row).score(truth).unwrap_or(0.0);
        let of_truth = row.get(truth as usize).copied().unwrap_or(0.0);
        self.n += 1;
        self.confidence += confidence;
        self.score += score;
        self.log_loss -= of_truth.clamp(LEAST, 1.0).ln();
        self.floored += u64::from(of_truth < LEAST);
        let position = ((confidence * BINS as f64).ceil() as usize).clamp(1, BINS) - 1;
        let bin = &mut self.bins[position];
        *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + score);
    }

    fn finish(self) -> Result<Honesty, Undefined> {
        let n = self.n as f64;
        let accuracy = mean_score(self.score, self.n)?;
        let confidence = self.confidence / n;
        let calibration_error = accuracy.mirrored(confidence);
        let width = 1.0 / BINS as f64;
        let filled = self.bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0);
        let bins: Vec<ReliabilityBin> = filled
            .map(|(position, &(count, confidence, score))| {
                Ok(ReliabilityBin {
                    lower: position as f64 * width,
                    upper: (position + 1) as f64 * width,
                    confidence: confidence / count as f64,
                    accuracy: mean_score(score, count)?,
                })
            })
            .collect::<Result<_, Undefined>>()?;
        let gap = |bin: &ReliabilityBin| (bin.confidence - bin.accuracy.value).abs() * bin.accuracy.n as f64;
        Ok(Honesty {
            n: self.n,
            confidence,
            accuracy,
            calibration_error,
            binned_error: bins.iter().map(gap).sum::<f64>() / n,
            log_loss: self.log_loss / n,
            floored: self.floored,
            bins,
        })
    }
}
