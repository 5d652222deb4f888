//! Majority in which raters weigh as much as their answers to gold say.

use super::decision::Decision;
use super::em::normalise;
use super::gold::Gold;
use super::layout::Layout;
use super::settings::FitError;
use crate::judgments::Judgments;

/// Pseudo-judgments of the common accuracy that are added to a rater's own.
const PRIOR_STRENGTH: f64 = 2.0;

/// How one rater did on gold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoldAccuracy {
    /// Judgments of gold items that name an acceptable class.
    pub right: u32,
    /// Judgments of gold items.
    pub n: u32,
    /// Smoothed accuracy p, inside (0, 1).
    pub smoothed: f64,
    /// Weight of a vote, ln((k - 1) p / (1 - p)): negative below chance.
    pub weight: f64,
}

/// Smoothed gold accuracy and weight of each rater, in rater order.
///
/// p = (right + 2 m)/(n + 2), where m = (R + 1)/(N + 2) is the accuracy of all raters together on their N
/// gold judgments: a rater without gold gets the common accuracy. Without any gold m = 1/2, which for two
/// classes is weight 0, so gold is needed. The weight is the log odds of the one-coin model with classes
/// alike (Nitzan & Paroush, International Economic Review 23, 1982; k classes: Li & Yu 2014).
///
/// # Errors
/// [`FitError`] as [`super::dawid_skene`].
pub fn gold_accuracy(judgments: &Judgments<'_>, gold: &Gold) -> Result<Vec<GoldAccuracy>, FitError> {
    let record = Record::new(judgments, gold)?;
    Ok(record.raters.iter().map(|&counts| record.rate(counts, record.common)).collect())
}

/// Judgments of gold items, right and in all.
type Counts = (u32, u32);

struct Record {
    raters: Vec<Counts>,
    /// Of all raters together.
    common: Counts,
    /// k - 1.
    others: f64,
}

impl Record {
    fn new(judgments: &Judgments<'_>, gold: &Gold) -> Result<Self, FitError> {
        gold.check(judgments)?;
        if judgments.n_classes() < 2 {
            return Err(FitError::OneClassDeclared);
        }
        let mut raters = vec![(0, 0); judgments.n_raters() as usize];
        let rows = judgments.items().iter().zip(judgments.raters()).zip(judgments.labels());
        for ((&item, &rater), &label) in rows {
            let acceptable = gold.acceptable(item as usize);
            if !acceptable.is_empty() {
                let (right, n) = &mut raters[rater as usize];
                *right += u32::from(acceptable.binary_search(&label).is_ok());
                *n += 1;
            }
        }
        let common = raters.iter().fold((0, 0), |sum, &(right, n)| (sum.0 + right, sum.1 + n));
        Ok(Self { raters, common, others: f64::from(judgments.n_classes() - 1) })
    }

    fn rate(&self, (right, n): Counts, common: Counts) -> GoldAccuracy {
        let common = (f64::from(common.0) + 1.0) / (f64::from(common.1) + 2.0);
        let smoothed = (f64::from(right) + PRIOR_STRENGTH * common) / (f64::from(n) + PRIOR_STRENGTH);
        GoldAccuracy { right, n, smoothed, weight: (self.others * smoothed / (1.0 - smoothed)).ln() }
    }
}

/// Weighted majority of all items.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedMajority {
    /// Class of the largest sum of weights; none without judgments or where the lead is shared.
    pub labels: Vec<Option<u32>>,
    /// The posterior that belongs to the weights under the one-coin model with classes alike, items x
    /// classes: the softmax of the sums of weights. Without judgments uniform.
    pub posteriors: Vec<f64>,
    /// Judgments of each item.
    pub n_judgments: Vec<u32>,
    /// Number of classes: the length of a row.
    pub n_classes: u32,
}

impl WeightedMajority {
    /// Label, tie or nothing, per item.
    pub fn decisions(&self) -> Vec<Decision> {
        let rows = self.posteriors.chunks_exact(self.n_classes.max(1) as usize);
        let decide = |(row, &n): (&[f64], &u32)| if n == 0 { Decision::None } else { Decision::of_row(row) };
        rows.zip(&self.n_judgments).map(decide).collect()
    }
}

/// Weighted majority: each item gets the class with the largest sum of weights of the raters who named it,
/// where classes nobody named have the sum 0 (a vote of negative weight speaks for the others).
///
/// `weights` holds one finite number per rater, such as [`GoldAccuracy::weight`]; all 1 is plain majority.
/// An item that took part in the weights scores too well by its own answers; score other items.
///
/// # Errors
/// [`FitError`] where there is no judgment, fewer than two classes, a weight missing or not finite.
pub fn weighted_majority(judgments: &Judgments<'_>, weights: &[f64]) -> Result<WeightedMajority, FitError> {
    super::accuracy::same_length(judgments.n_raters() as usize, weights.len())?;
    if !weights.iter().all(|weight| weight.is_finite()) {
        return Err(FitError::Setting("weights"));
    }
    let layout = Layout::new(judgments)?;
    let k = layout.n_classes();
    let mut posteriors = vec![0.0; layout.n_items() * k];
    layout.for_each_row(&mut posteriors, |_, cells, row| {
        for &cell in cells {
            row[cell as usize % k] += weights[cell as usize / k];
        }
        normalise(row);
    });
    let n_judgments = layout.labels_per_item();
    let rows = posteriors.chunks_exact(k).zip(&n_judgments);
    let labels = rows.map(|(row, &n)| if n == 0 { None } else { Decision::label_of_row(row) }).collect();
    Ok(WeightedMajority { labels, posteriors, n_judgments, n_classes: judgments.n_classes() })
}

/// [`weighted_majority`] by the weights of [`gold_accuracy`], where a gold item is judged by what the raters did
/// on the other gold items: no item takes part in its own weights, so gold items too can be scored against
/// the truth.
///
/// # Errors
/// As [`gold_accuracy`]; [`FitError::TooFewGold`] where no gold item was judged.
pub fn gold_weighted_majority(judgments: &Judgments<'_>, gold: &Gold) -> Result<WeightedMajority, FitError> {
    let record = Record::new(judgments, gold)?;
    if record.common.1 == 0 {
        return Err(FitError::TooFewGold { found: 0, needed: 1 });
    }
    let weights: Vec<f64> =
        record.raters.iter().map(|&counts| record.rate(counts, record.common).weight).collect();
    let mut all = weighted_majority(judgments, &weights)?;
    let layout = Layout::new(judgments)?;
    let k = layout.n_classes();
    for item in (0..layout.n_items()).filter(|&item| !gold.acceptable(item).is_empty()) {
        let acceptable = gold.acceptable(item);
        let cells = layout.row(item);
        let right = |cell: u32| u32::from(acceptable.binary_search(&(cell % k as u32)).is_ok());
        let rights: u32 = cells.iter().map(|&cell| right(cell)).sum();
        let common = (record.common.0 - rights, record.common.1 - cells.len() as u32);
        let row = &mut all.posteriors[item * k..(item + 1) * k];
        row.fill(0.0);
        for &cell in cells {
            let rater = cell as usize / k;
            let own = cells.iter().filter(|&&other| other as usize / k == rater);
            let (own_right, own_n) = own.fold((0, 0), |sum, &cell| (sum.0 + right(cell), sum.1 + 1));
            let (all_right, all_n) = record.raters[rater];
            let counts = (all_right - own_right, all_n - own_n);
            row[cell as usize % k] += record.rate(counts, common).weight;
        }
        normalise(row);
        all.labels[item] = if cells.is_empty() { None } else { Decision::label_of_row(row) };
    }
    Ok(all)
}
