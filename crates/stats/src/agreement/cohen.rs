//! Cohen's kappa of each pair of raters.

use rayon::prelude::*;

use super::oddity::Oddity;
use super::pair_table::PairTable;
use super::rater_index::RaterIndex;
use super::weights::{Weights, WeightsError};
use crate::estimate::{Interval, Undefined, Unreliable};
use crate::judgments::Judgments;

/// Agreement of two raters over the items both judged. Rater `a` is the row, `b` the column; a < b.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAgreement {
    /// First rater.
    pub a: u32,
    /// Second rater.
    pub b: u32,
    /// Items both judged, at least 1.
    pub n: u64,
    /// Observed agreement: the mean weight of the two labels, unweighted the share of items with equal ones.
    pub p_o: f64,
    /// Agreement expected by chance: sum over pairs of classes of the weight times the two raters' shares.
    pub p_e: f64,
    /// (p_o - p_e) / (1 - p_e); undefined where both gave one and the same class throughout.
    pub kappa: Result<f64, Undefined>,
    /// Asymptotic standard error (Fleiss, Cohen & Everitt 1969). It may be 0.
    pub se: Option<f64>,
    /// Fisher's z with pseudo-items, see the [module](crate::agreement), or why it is not shown.
    pub interval: Result<Interval, Unreliable>,
    /// Largest kappa that the two raters' class shares allow, with the same weights; undefined too for ratio
    /// and custom weights. statsmodels shows the unweighted maximum beside weighted kappas.
    pub max_kappa: Result<f64, Undefined>,
    /// Two declared classes only: |n_00 - n_11| / n (Byrt, Bishop & Carlin 1993).
    pub prevalence_index: Option<f64>,
    /// Two declared classes only: |n_01 - n_10| / n (Byrt, Bishop & Carlin 1993).
    pub bias_index: Option<f64>,
    /// Two declared classes only: 2 p_o - 1 (p_o unweighted), kappa adjusted for prevalence and bias.
    pub pabak: Option<f64>,
    /// Why kappa looks odd beside p_o, if it does, for any number of classes.
    pub oddity: Option<Oddity>,
}

/// Cohen's kappa, unweighted, of every pair of raters that shares an item, sorted by (a, b).
///
/// Cohen, Educational and Psychological Measurement 20 (1960); SE: Fleiss, Cohen & Everitt, Psychological
/// Bulletin 72 (1969). Of several judgments of one (item, rater) the first in array order counts. Time:
/// O(pairs of judgments within items), in parallel over raters; memory: O(judgments + pairs of raters).
pub fn cohen_pairs(judgments: &Judgments<'_>) -> Vec<PairAgreement> {
    pairs_of(&RaterIndex::new(judgments), &Weights::nominal(judgments.n_classes()))
}

/// Weighted kappa of every pair of raters that shares an item, as [`cohen_pairs`].
///
/// p_o = sum_ij w_ij p_ij, p_e = sum_ij w_ij p_i. p_.j, kappa = (p_o - p_e) / (1 - p_e); p_ij is the share
/// of the shared items with label i of a and j of b. SE of the same source:
/// n (1 - p_e)^2 se^2 = sum_ij p_ij (w_ij - (u_i + v_j)(1 - kappa))^2 - (kappa - p_e (1 - kappa))^2 with
/// u_i = sum_j w_ij p_.j, v_j = sum_i w_ij p_i. . Source: Cohen, Psychological Bulletin 70 (1968).
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn cohen_pairs_weighted(
    judgments: &Judgments<'_>,
    weights: &Weights,
) -> Result<Vec<PairAgreement>, WeightsError> {
    weights.fit(judgments)?;
    Ok(pairs_of(&RaterIndex::new(judgments), weights))
}

/// [`cohen_pairs`] of one class against the rest: with prevalence index, bias index and PABAK, which are for two
/// classes, for a scheme of more. The class takes the place of the second class.
pub fn cohen_pairs_of_class(judgments: &Judgments<'_>, class: u32) -> Vec<PairAgreement> {
    let labels: Vec<u32> = judgments.labels().iter().map(|&label| u32::from(label == class)).collect();
    cohen_pairs(&judgments.relabelled(&labels, 2))
}

/// Cells of all tables of one rater with the others, above which shared items are sorted instead of counted.
const MAX_CELLS: usize = 1 << 22;
/// The same for the cells of one table, all of which are looked at.
const MAX_TABLE: usize = 1 << 10;

pub(crate) fn pairs_of(index: &RaterIndex, weights: &Weights) -> Vec<PairAgreement> {
    let (k, raters) = (weights.n_classes() as usize, index.n_raters() as usize);
    let table = k.saturating_mul(k);
    let counted = table <= MAX_TABLE && table.saturating_mul(raters) <= MAX_CELLS;
    let per_rater: Vec<Vec<PairAgreement>> = (0..index.n_raters())
        .into_par_iter()
        .map_init(
            || (vec![0u32; if counted { table * raters } else { 0 }], PairTable::new(weights)),
            |(counts, pairs), a| {
                if counted { by_counts(index, a, k, counts, pairs) } else { by_sorting(index, a, pairs) }
            },
        )
        .collect();
    per_rater.into_iter().flatten().collect()
}

/// `counts` comes and goes all 0: a table of k x k for each other rater.
fn by_counts(
    index: &RaterIndex,
    a: u32,
    k: usize,
    counts: &mut [u32],
    pairs: &mut PairTable<'_>,
) -> Vec<PairAgreement> {
    let mut raters = Vec::new();
    let mut seen = vec![false; counts.len() / (k * k).max(1)];
    for shared in index.shared_with_later(a) {
        if !std::mem::replace(&mut seen[shared.b as usize], true) {
            raters.push(shared.b);
        }
        counts[(shared.b as usize * k + shared.label_a as usize) * k + shared.label_b as usize] += 1;
    }
    raters.sort_unstable();
    let mut pair = |&b: &u32| {
        let start = b as usize * k * k;
        pairs.clear();
        for (cell, count) in counts[start..start + k * k].iter_mut().enumerate().filter(|cell| *cell.1 > 0) {
            pairs.add(cell / k, cell % k, u64::from(std::mem::take(count)));
        }
        pairs.agreement(a, b)
    };
    raters.iter().map(&mut pair).collect()
}

fn by_sorting(index: &RaterIndex, a: u32, pairs: &mut PairTable<'_>) -> Vec<PairAgreement> {
    let mut shared: Vec<(u32, u32, u32)> =
        index.shared_with_later(a).map(|event| (event.b, event.label_a, event.label_b)).collect();
    shared.sort_unstable();
    let mut pair = |group: &[(u32, u32, u32)]| {
        pairs.clear();
        for run in group.chunk_by(|x, y| x == y) {
            pairs.add(run[0].1 as usize, run[0].2 as usize, run.len() as u64);
        }
        pairs.agreement(a, group[0].0)
    };
    shared.chunk_by(|x, y| x.0 == y.0).map(&mut pair).collect()
}
