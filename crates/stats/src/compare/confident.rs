//! Suspected label errors by confident learning.

use crate::classify::proportion;
use crate::estimate::{Estimate, Undefined};
use crate::judgments::InputError;
use crate::metrics::ClassScores;

/// A probability counts as reaching a threshold from this distance, as in cleanlab: scores of 32 bits are no
/// more exact.
const REACHES: f64 = 1e-6;

/// A label that the scores speak against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuspectedError {
    /// The item.
    pub item: u32,
    /// Its given label.
    pub given: u32,
    /// The class the scores speak for.
    pub suggested: u32,
    /// Probability of the given label, in \[0, 1\]; the smaller, the more suspect.
    pub self_confidence: f64,
    /// (p(given) - largest p of another class + 1)/2, in \[0, 1\].
    pub normalized_margin: f64,
}

/// What confident learning says of a set of labels.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfidentLearning {
    /// For each class the mean probability of the class over the items given it; `None` where there are none.
    pub thresholds: Vec<Option<f64>>,
    /// Confident joint: items by given label (row) and confidently suggested class, row-major; the diagonal at
    /// least 1.
    pub joint: Vec<u64>,
    /// The joint scaled to the number of items with each given label, rounded so that rows keep their totals.
    pub calibrated: Vec<u64>,
    /// Suspected errors, most suspect first (by self-confidence, then by item).
    pub suspected: Vec<SuspectedError>,
}

/// Confident learning (Northcutt, Jiang & Chuang, JAIR 70, 2021): which labels do out-of-sample scores contradict?
///
/// The threshold of class j is t_j = mean p_j over items labelled j. An item is confidently of class j where p_j >=
/// t_j; of several such classes the one with the largest probability. The confident joint counts items by given
/// label i and confident class j; an item off its diagonal is suspected, unless the class with the largest
/// probability is the given one. As cleanlab's `filter_by="confident_learning"`, with its tolerance of 10^-6.
///
/// `scores` must come from a model that did not see the label it is held against (cross-validation): a model that
/// learned the wrong label agrees with it. A suspected error is a candidate for a second look, not an error; it
/// is counted apart from the model's errors. O(items x classes).
pub fn confident_learning(scores: &ClassScores<'_>) -> ConfidentLearning {
    let k = scores.n_classes() as usize;
    let given = scores.truth();
    let mut counts = vec![0u64; k];
    let mut sums = vec![0.0; k];
    for (item, &label) in given.iter().enumerate() {
        counts[label as usize] += 1;
        sums[label as usize] += scores.row(item)[label as usize];
    }
    let threshold = |(&count, sum): (&u64, f64)| (count > 0).then(|| (sum / count as f64).max(2.0 * REACHES));
    let thresholds: Vec<Option<f64>> = counts.iter().zip(sums).map(threshold).collect();
    let best = scores.predicted();
    let mut joint = vec![0u64; k * k];
    let mut suspected = Vec::new();
    for (item, (&label, &best)) in (0..).zip(given.iter().zip(&best)) {
        let row = scores.row(item as usize);
        let Some(class) = confident_class(row, &thresholds, best) else { continue };
        joint[label as usize * k + class as usize] += 1;
        if class != label && best != label {
            suspected.push(suspect(item, label, class, row));
        }
    }
    for class in 0..k {
        joint[class * k + class] = joint[class * k + class].max(1);
    }
    suspected.sort_by(|a, b| a.self_confidence.total_cmp(&b.self_confidence).then(a.item.cmp(&b.item)));
    let calibrated = calibrate(&joint, &counts);
    ConfidentLearning { thresholds, joint, calibrated, suspected }
}

fn confident_class(row: &[f64], thresholds: &[Option<f64>], best: u32) -> Option<u32> {
    let reached =
        |(_, (p, threshold)): &(u32, (&f64, &Option<f64>))| threshold.is_some_and(|t| **p >= t - REACHES);
    let mut classes = (0..).zip(row.iter().zip(thresholds)).filter(reached).map(|(class, _)| class);
    let first = classes.next()?;
    // Of several, the largest probability of all decides.
    Some(if classes.next().is_some() { best } else { first })
}

fn suspect(item: u32, given: u32, suggested: u32, row: &[f64]) -> SuspectedError {
    let own = row[given as usize];
    let other = (0..).zip(row).filter(|&(class, _)| class != given).map(|(_, &p)| p).fold(0.0, f64::max);
    let normalized_margin = f64::midpoint(own - other, 1.0);
    SuspectedError { item, given, suggested, self_confidence: own, normalized_margin }
}

/// Rows scaled to `counts`, rounded by largest remainders.
fn calibrate(joint: &[u64], counts: &[u64]) -> Vec<u64> {
    let k = counts.len();
    let mut calibrated = vec![0u64; joint.len()];
    for (row, &count) in counts.iter().enumerate() {
        let cells = &joint[row * k..(row + 1) * k];
        let sum: u64 = cells.iter().sum();
        let exact: Vec<f64> = cells.iter().map(|&cell| cell as f64 * count as f64 / sum as f64).collect();
        let out = &mut calibrated[row * k..(row + 1) * k];
        out.iter_mut().zip(&exact).for_each(|(out, exact)| *out = exact.floor() as u64);
        let left = count - out.iter().sum::<u64>().min(count);
        let mut order: Vec<usize> = (0..k).collect();
        // Stable: of equal remainders the earlier class is rounded up. In cleanlab numpy's sort decides.
        order.sort_by(|&i, &j| exact[j].fract().total_cmp(&exact[i].fract()));
        order.into_iter().take(left as usize).for_each(|place| out[place] += 1);
    }
    calibrated
}

impl ConfidentLearning {
    /// Estimated number of wrong labels: what lies off the diagonal of the calibrated joint. A model's estimate,
    /// without an interval; an audit measures it.
    pub fn estimated_errors(&self) -> u64 {
        let k = self.thresholds.len();
        let diagonal: u64 = (0..k).map(|class| self.calibrated[class * k + class]).sum();
        self.calibrated.iter().sum::<u64>() - diagonal
    }
}

/// Points gained if every model error went away, with and without the items whose label is suspected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuspectedCeiling {
    /// Errors / items.
    pub before: Result<Estimate, Undefined>,
    /// Errors on items that are not suspected / all items.
    pub after: Result<Estimate, Undefined>,
    /// Errors on suspected items: perhaps the label's, not the model's.
    pub errors_suspected: u64,
    /// Suspected items.
    pub suspected: u64,
}

/// How much of the model's errors may be the labels': the zero-error ceiling before and after suspected items are set
/// apart. `suspected` names item positions. Wilson.
///
/// # Errors
/// [`InputError`] where the slices differ in length or a suspected item is not below their length.
pub fn suspected_ceiling(
    reference: &[u32],
    predicted: &[u32],
    suspected: &[u32],
) -> Result<SuspectedCeiling, InputError> {
    let n = reference.len();
    if predicted.len() != n {
        return Err(InputError::LengthMismatch { first: n, other: predicted.len() });
    }
    let mut is_suspected = vec![false; n];
    for (position, &item) in suspected.iter().enumerate() {
        let limit = u32::try_from(n).unwrap_or(u32::MAX);
        let place = is_suspected.get_mut(item as usize);
        *place.ok_or(InputError::ItemOutOfRange { position, value: item, limit })? = true;
    }
    let (mut errors, mut errors_suspected) = (0u64, 0u64);
    for ((reference, predicted), suspected) in reference.iter().zip(predicted).zip(&is_suspected) {
        let wrong = u64::from(reference != predicted);
        errors += wrong;
        errors_suspected += if *suspected { wrong } else { 0 };
    }
    let share = |errors: u64| proportion(errors, n as u64, Undefined::NothingScored);
    let suspected = is_suspected.iter().filter(|&&suspected| suspected).count() as u64;
    Ok(SuspectedCeiling {
        before: share(errors),
        after: share(errors - errors_suspected),
        errors_suspected,
        suspected,
    })
}
