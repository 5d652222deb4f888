//! Calibration: are items predicted with confidence .9 right nine times in ten?

use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{wilson_modified, wilson_of_mean};
use crate::judgments::InputError;

/// Items whose confidence lies in (lower, upper].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationBin {
    /// Lower end, left out (the first bin holds 0 too).
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Mean confidence of the items, where there are any.
    pub mean_confidence: Option<f64>,
    /// Share of the items that are right. `n`: items. Wilson.
    pub accuracy: Result<Estimate, Undefined>,
}

/// Confidence against accuracy.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Equal-width bins, all of them, ascending.
    pub bins: Vec<CalibrationBin>,
    /// Expected calibration error; without an interval.
    pub expected_error: Result<Estimate, Undefined>,
    /// What the expected calibration error would be on average if every confidence were right.
    pub expected_error_by_chance: Result<f64, Undefined>,
    /// Mean confidence minus accuracy, signed: above 0 is over-confident.
    pub overconfidence: Result<Estimate, Undefined>,
}

/// Most bins.
const MOST_BINS: usize = 1_000;

/// Calibration of the confidence in a prediction (its probability, of the predicted class) against whether it is
/// right, in `bins` equal-width bins, usually 15.
///
/// - Expected calibration error (Naeini, Cooper & Hauskrecht, AAAI 2015; Guo et al., ICML 2017): sum over bins of
///   (n_b/n) |accuracy_b - mean confidence_b|. It is biased upward, since every bin adds the size of its chance
///   deviation, and the more so the fewer the items: no interval around it covers, so none is given
///   ([`Unreliable::BiasedValue`]). Beside it stands its mean under perfect calibration,
///   (1/n) sum over bins of sqrt(2/pi sum p_i (1 - p_i)), the normal approximation: a value near that is no
///   sign of miscalibration.
/// - Overconfidence, mean confidence - accuracy, has an interval: mean confidence minus Wilson's limits of the
///   accuracy, with the confidences as given. It is conservative, as items differ in their chance to be right.
///
/// # Errors
/// [`InputError`] where the slices differ in length, a value is no probability, or bins are not in 1..=1,000.
pub fn calibration(confidence: &[f64], right: &[bool], bins: usize) -> Result<Calibration, InputError> {
    if confidence.len() != right.len() {
        return Err(InputError::LengthMismatch { first: confidence.len(), other: right.len() });
    }
    if !(1..=MOST_BINS).contains(&bins) {
        return Err(InputError::BinsOutOfRange { bins });
    }
    let mut sums = vec![Sum::default(); bins];
    for (position, (&confidence, &right)) in confidence.iter().zip(right).enumerate() {
        if !(0.0..=1.0).contains(&confidence) {
            return Err(InputError::NotAProbability { position });
        }
        sums[bin_of(confidence, bins)].add(confidence, right);
    }
    Ok(summarise(&sums))
}

/// The bin with lower < confidence <= upper.
fn bin_of(confidence: f64, bins: usize) -> usize {
    let guess = ((confidence * bins as f64).ceil() as usize).clamp(1, bins) - 1;
    // Rounding in the product may be off by one bin at its edge.
    if guess > 0 && confidence <= guess as f64 / bins as f64 {
        guess - 1
    } else if guess + 1 < bins && confidence > (guess + 1) as f64 / bins as f64 {
        guess + 1
    } else {
        guess
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    n: u64,
    right: u64,
    confidence: f64,
    variance: f64,
}

impl Sum {
    fn add(&mut self, confidence: f64, right: bool) {
        self.n += 1;
        self.right += u64::from(right);
        self.confidence += confidence;
        self.variance += confidence * (1.0 - confidence);
    }
}

fn summarise(sums: &[Sum]) -> Calibration {
    let bins = sums
        .iter()
        .enumerate()
        .map(|(place, sum)| CalibrationBin {
            lower: place as f64 / sums.len() as f64,
            upper: (place + 1) as f64 / sums.len() as f64,
            mean_confidence: (sum.n > 0).then(|| sum.confidence / sum.n as f64),
            accuracy: wilson_modified(sum.right, sum.n)
                .map(|interval| Estimate {
                    value: sum.right as f64 / sum.n as f64,
                    interval: Ok(interval),
                    n: sum.n,
                })
                .ok_or(Undefined::NothingScored),
        })
        .collect();
    let n: u64 = sums.iter().map(|sum| sum.n).sum();
    let none = (n == 0).then_some(Undefined::NothingScored);
    let count = n as f64;
    let expected = sums.iter().map(|sum| (sum.right as f64 - sum.confidence).abs()).sum::<f64>() / count;
    let spread = std::f64::consts::FRAC_2_PI;
    let chance = sums.iter().map(|sum| (spread * sum.variance).sqrt()).sum::<f64>() / count;
    let confidence = sums.iter().map(|sum| sum.confidence).sum::<f64>() / count;
    let right: u64 = sums.iter().map(|sum| sum.right).sum();
    let biased = Estimate { value: expected, interval: Err(Unreliable::BiasedValue), n };
    Calibration {
        bins,
        expected_error: none.map_or(Ok(biased), Err),
        expected_error_by_chance: none.map_or(Ok(chance), Err),
        overconfidence: none.map_or_else(|| Ok(overconfidence(confidence, right, n)), Err),
    }
}

fn overconfidence(confidence: f64, right: u64, n: u64) -> Estimate {
    let accuracy = right as f64 / n as f64;
    let interval = wilson_of_mean(accuracy, n).map(|accuracy| Interval {
        lower: confidence - accuracy.upper,
        upper: confidence - accuracy.lower,
        method: IntervalMethod::WilsonConservative,
    });
    Estimate { value: confidence - accuracy, interval: interval.ok_or(Unreliable::ValueUndefined), n }
}
