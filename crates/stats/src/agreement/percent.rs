//! Percent agreement, without correction for chance.

use super::Prepared;
use super::weights::Weights;
use crate::estimate::{Coefficient, Interval, Unreliable};
use crate::interval::{wilson_effective, wilson_modified, wilson_of_mean};
use crate::judgments::{ItemRow, Judgments};

/// Percent agreement within items: the mean of a_i over items with two or more labels, where
/// a_i = sum_k c_ik (c_ik - 1) / (m_i (m_i - 1)) is the share of pairs of labels of item i that agree.
///
/// Unit: a share in \[0, 1\]. Name `percent_agreement`. SE: standard deviation of a_i / sqrt(items).
/// Interval: where every item has exactly two labels, modified Wilson of agreeing items; else Wilson with
/// the number of items at which a share would have this SE (and Student's quantile); under 20 items or 5
/// with a disagreement, Wilson at the mean of n scores, which is conservative. Least simulated coverage at
/// n = 20, 50, 100, 400 (see the [module](crate::agreement)): two raters .93 .94 .93 .94, 3 or 5 raters
/// .94 .94 .94 .94, with weights .94 .94 .94 .93; value +- t SE .14 .22 .38 .84. Undefined without an item with
/// two labels. Source: Gwet, Handbook of Inter-Rater Reliability (2014), p_a.
pub fn percent_agreement(judgments: &Judgments<'_>) -> Coefficient {
    percent_agreement_of(&Prepared::new(judgments), &Weights::nominal(judgments.n_classes()))
}

pub(crate) fn percent_agreement_of(data: &Prepared<'_>, weights: &Weights) -> Coefficient {
    const NAME: &str = "percent_agreement";
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let n = data.spread.items as f64;
    let mean = mean_agreement(data, weights);
    let squares: f64 = agreements(data, weights).map(|(a, times)| times * (a - mean).powi(2)).sum();
    let se = (n > 1.0).then(|| (squares / (n * (n - 1.0))).sqrt());
    Coefficient { se, interval: interval_of_mean(data, weights, mean, se), ..data.coefficient(NAME, mean) }
}

/// Mean of a_i over items with two or more labels; the caller has checked that there is one.
pub(crate) fn mean_agreement(data: &Prepared<'_>, weights: &Weights) -> f64 {
    agreements(data, weights).map(|(a, times)| a * times).sum::<f64>() / data.spread.items as f64
}

/// a_i of each pattern with two or more labels, and how many items have it.
fn agreements(data: &Prepared<'_>, weights: &Weights) -> impl Iterator<Item = (f64, f64)> {
    data.patterns.pairable().map(|pattern| (agreement_of(pattern.row, weights), pattern.weight()))
}

/// Mean weight of the pairs of labels of an item with two or more.
pub(crate) fn agreement_of(row: ItemRow<'_>, weights: &Weights) -> f64 {
    if weights.is_nominal() {
        row.agreeing() / row.pairs()
    } else {
        1.0 - distance_within(row, weights) / row.pairs()
    }
}

/// sum_kl c_k c_l (1 - w_kl).
pub(crate) fn distance_within(row: ItemRow<'_>, weights: &Weights) -> f64 {
    if weights.is_nominal() {
        return row.pairs() - row.agreeing();
    }
    let of_cell = |(i, &(a, c_a)): (usize, &(u32, u32))| -> f64 {
        let earlier = row.cells[..i].iter();
        earlier.map(|&(b, c_b)| f64::from(c_a) * f64::from(c_b) * weights.distance(a, b)).sum()
    };
    2.0 * row.cells.iter().enumerate().map(of_cell).sum::<f64>()
}

/// The interval of percent agreement; Brennan-Prediger, a linear function of it, uses it too.
pub(crate) fn interval_of_mean(
    data: &Prepared<'_>,
    weights: &Weights,
    mean: f64,
    se: Option<f64>,
) -> Result<Interval, Unreliable> {
    let n = data.spread.items;
    if weights.is_nominal() && data.patterns.pairable().all(|pattern| pattern.row.total == 2) {
        return wilson_modified(n - data.spread.disagreements, n).ok_or(Unreliable::ValueUndefined);
    }
    // Rounding can leave the mean a hair above 1.
    let mean = mean.clamp(0.0, 1.0);
    let spread_known = n >= MIN_ITEMS_EFFECTIVE && data.spread.disagreements >= MIN_DISAGREEMENTS_EFFECTIVE;
    let effective =
        se.filter(|_| spread_known).and_then(|se| wilson_effective(mean, mean * (1.0 - mean) / (se * se), n));
    effective.or_else(|| wilson_of_mean(mean, n)).ok_or(Unreliable::ValueUndefined)
}

/// Items, and items with a disagreement, from which the spread of the a_i is known well enough.
const MIN_ITEMS_EFFECTIVE: u64 = 20;
const MIN_DISAGREEMENTS_EFFECTIVE: u64 = 5;

/// Percent agreement over pairs: agreeing pairs of labels / all pairs of labels within items, so that an
/// item with many labels weighs more.
///
/// Unit: a share in \[0, 1\]. Name `percent_agreement_pair_weighted`. SE: linearised ratio of sums over
/// items. Interval: as [`percent_agreement`], with this SE. Undefined without an item with two labels.
pub fn pair_weighted_agreement(judgments: &Judgments<'_>) -> Coefficient {
    const NAME: &str = "percent_agreement_pair_weighted";
    let data = Prepared::new(judgments);
    if let Err(reason) = data.comparable() {
        return data.undefined(NAME, reason);
    }
    let parts: Vec<(f64, f64, f64)> = data
        .patterns
        .pairable()
        .map(|pattern| (pattern.row.agreeing(), pattern.row.pairs(), pattern.weight()))
        .collect();
    let (value, se) = ratio_of_sums(&parts);
    let spread = data.spread;
    let equal = data.patterns.pairable().all(|pattern| pattern.row.total == 2);
    let few = spread.items < MIN_ITEMS_EFFECTIVE || spread.disagreements < MIN_DISAGREEMENTS_EFFECTIVE;
    let interval = if equal {
        wilson_modified(spread.items - spread.disagreements, spread.items).ok_or(Unreliable::ValueUndefined)
    } else if few {
        // As many items of equal weight as weigh in as these do (Kish, Survey Sampling, 1965).
        let (sum, squares) = parts.iter().fold((0.0, 0.0), |(sum, squares), part| {
            (sum + part.2 * part.1, squares + part.2 * part.1 * part.1)
        });
        wilson_effective(value.clamp(0.0, 1.0), sum * sum / squares, spread.items)
            .ok_or(Unreliable::TooFewItems { items: spread.items, needed: 2 })
    } else {
        ratio_interval(value, se, spread.items)
    };
    Coefficient { se, interval, ..data.coefficient(NAME, value) }
}

/// Wilson of a ratio in \[0, 1\] of sums over `n` items, with the number of items at which a share would have
/// its SE.
pub(crate) fn ratio_interval(ratio: f64, se: Option<f64>, n: u64) -> Result<Interval, Unreliable> {
    let se = se.filter(|&se| se > 0.0).ok_or(Unreliable::ZeroWidth)?;
    wilson_effective(ratio, ratio * (1.0 - ratio) / (se * se), n).ok_or(Unreliable::ZeroWidth)
}

/// Ratio of two sums over items, each part counted as often as its third number says, and its linearised
/// SE (Cochran, Sampling Techniques, 1977, section 6.3).
pub(crate) fn ratio_of_sums(parts: &[(f64, f64, f64)]) -> (f64, Option<f64>) {
    let n: f64 = parts.iter().map(|part| part.2).sum();
    let numerator: f64 = parts.iter().map(|part| part.2 * part.0).sum();
    let denominator: f64 = parts.iter().map(|part| part.2 * part.1).sum();
    let ratio = numerator / denominator;
    let squares: f64 = parts.iter().map(|part| part.2 * (part.0 - ratio * part.1).powi(2)).sum();
    (ratio, (n > 1.0).then(|| (n / (n - 1.0) * squares).sqrt() / denominator))
}
