//! Cohen's kappa of each pair of raters.

use rayon::prelude::*;

use super::{Spread, of_commonest};
use crate::estimate::{Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Z95, symmetric};
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
    /// Observed agreement, a share of the items.
    pub p_o: f64,
    /// Agreement expected by chance: sum over classes of the product of the two raters' shares.
    pub p_e: f64,
    /// (p_o - p_e) / (1 - p_e); undefined where both gave one and the same class throughout.
    pub kappa: Result<f64, Undefined>,
    /// Asymptotic standard error (Fleiss, Cohen & Everitt 1969). It may be 0.
    pub se: Option<f64>,
    /// kappa +- 1.96 SE, cut at -1 and 1, or why it is not shown.
    pub interval: Result<Interval, Unreliable>,
    /// Largest kappa that the two raters' class shares allow.
    pub max_kappa: Result<f64, Undefined>,
    /// Two declared classes only: |n_00 - n_11| / n (Byrt, Bishop & Carlin 1993).
    pub prevalence_index: Option<f64>,
    /// Two declared classes only: |n_01 - n_10| / n (Byrt, Bishop & Carlin 1993).
    pub bias_index: Option<f64>,
    /// Two declared classes only: 2 p_o - 1, kappa adjusted for prevalence and bias.
    pub pabak: Option<f64>,
}

/// Cohen's kappa, unweighted, of every pair of raters that shares an item, sorted by (a, b).
///
/// Cohen, Educational and Psychological Measurement 20 (1960); SE: Fleiss, Cohen & Everitt, Psychological
/// Bulletin 72 (1969). Of several judgments of one (item, rater) the first in array order counts. Time:
/// O(pairs of judgments within items), in parallel over raters; memory: O(judgments + pairs of raters).
pub fn cohen_pairs(judgments: &Judgments<'_>) -> Vec<PairAgreement> {
    pairs_of(judgments)
}

pub(crate) fn pairs_of(judgments: &Judgments<'_>) -> Vec<PairAgreement> {
    let index = RaterIndex::new(judgments);
    let n_classes = judgments.n_classes() as usize;
    let per_rater: Vec<Vec<PairAgreement>> = (0..judgments.n_raters())
        .into_par_iter()
        .map(|a| {
            let mut shared: Vec<(u32, u32, u32)> =
                index.shared_with_later(a).map(|event| (event.b, event.label_a, event.label_b)).collect();
            shared.sort_unstable();
            let mut margins = Margins::new(n_classes);
            shared.chunk_by(|x, y| x.0 == y.0).map(|group| margins.pair(a, group)).collect()
        })
        .collect();
    per_rater.into_iter().flatten().collect()
}

/// One item judged by a given rater and a later one.
pub(crate) struct SharedItem {
    pub b: u32,
    pub item: u32,
    pub label_a: u32,
    pub label_b: u32,
}

/// Judgments sorted by item, then rater, the first of repeats only; and where each rater's stand.
pub(crate) struct RaterIndex {
    /// (item, rater, label).
    rows: Vec<(u32, u32, u32)>,
    item_end: Vec<usize>,
    rater_starts: Vec<usize>,
    rater_rows: Vec<usize>,
}

impl RaterIndex {
    pub fn new(judgments: &Judgments<'_>) -> Self {
        let row = |j: usize| (judgments.items()[j], judgments.raters()[j], judgments.labels()[j]);
        let mut rows: Vec<(u32, u32, u32)> = (0..judgments.len()).map(row).collect();
        // Stable, so that among repeats the first in array order stays first.
        rows.sort_by_key(|row| (row.0, row.1));
        rows.dedup_by_key(|row| (row.0, row.1));
        let mut item_end = vec![0; judgments.n_items() as usize];
        let mut rater_starts = vec![0; judgments.n_raters() as usize + 1];
        for (position, row) in rows.iter().enumerate() {
            item_end[row.0 as usize] = position + 1;
            rater_starts[row.1 as usize + 1] += 1;
        }
        for rater in 1..rater_starts.len() {
            rater_starts[rater] += rater_starts[rater - 1];
        }
        let mut next = rater_starts.clone();
        let mut rater_rows = vec![0; rows.len()];
        for (position, row) in rows.iter().enumerate() {
            rater_rows[next[row.1 as usize]] = position;
            next[row.1 as usize] += 1;
        }
        Self { rows, item_end, rater_starts, rater_rows }
    }

    /// Items of rater `a`, once for every rater with a larger number that judged the item too.
    pub fn shared_with_later(&self, a: u32) -> impl Iterator<Item = SharedItem> {
        let own = &self.rater_rows[self.rater_starts[a as usize]..self.rater_starts[a as usize + 1]];
        own.iter().flat_map(move |&position| {
            let (item, _, label_a) = self.rows[position];
            let later = &self.rows[position + 1..self.item_end[item as usize]];
            later.iter().map(move |&(_, b, label_b)| SharedItem { b, item, label_a, label_b })
        })
    }

    /// Number of pairs of judgments within items.
    pub fn shared_total(&self) -> u64 {
        let of_item = |m: usize| (m as u64) * (m as u64).saturating_sub(1) / 2;
        self.rows.chunk_by(|x, y| x.0 == y.0).map(|rows| of_item(rows.len())).sum()
    }

    /// Items judged by two or more raters.
    pub fn items_shared(&self) -> u64 {
        self.rows.chunk_by(|x, y| x.0 == y.0).filter(|rows| rows.len() >= 2).count() as u64
    }
}

/// Class totals of the two raters, reused from pair to pair.
struct Margins {
    row: Vec<u64>,
    column: Vec<u64>,
}

impl Margins {
    fn new(n_classes: usize) -> Self {
        Self { row: vec![0; n_classes], column: vec![0; n_classes] }
    }

    /// `group` is sorted: (b, label of a, label of b) of every shared item.
    fn pair(&mut self, a: u32, group: &[(u32, u32, u32)]) -> PairAgreement {
        self.row.fill(0);
        self.column.fill(0);
        let cells: Vec<(usize, usize, u64)> = group
            .chunk_by(|x, y| x == y)
            .map(|run| (run[0].1 as usize, run[0].2 as usize, run.len() as u64))
            .collect();
        for &(i, j, count) in &cells {
            self.row[i] += count;
            self.column[j] += count;
        }
        let both =
            |f: fn(u64, u64) -> u64| self.row.iter().zip(&self.column).map(|(&r, &c)| f(r, c)).sum::<u64>();
        let (n, product, smaller) = (group.len() as u64, both(|r, c| r * c), both(u64::min));
        let agreeing: u64 = cells.iter().filter(|cell| cell.0 == cell.1).map(|cell| cell.2).sum();
        let (p_o, p_e) = (agreeing as f64 / n as f64, product as f64 / (n * n) as f64);
        // In integers, so that chance agreement of 1 is found without rounding.
        let corrected = |p: f64| {
            if product == n * n { Err(Undefined::OneCategoryOnly) } else { Ok((p - p_e) / (1.0 - p_e)) }
        };
        let kappa = corrected(p_o);
        let se = kappa.ok().map(|kappa| self.standard_error(&cells, n as f64, kappa, p_e));
        let interval = match (kappa, se) {
            (Ok(kappa), Some(se)) => self
                .spread(&cells, n)
                .check_chance_corrected()
                .and_then(|()| symmetric(kappa, Z95 * se, (-1.0, 1.0), IntervalMethod::Asymptotic)),
            _ => Err(Unreliable::ValueUndefined),
        };
        let two = self.row.len() == 2;
        let cell = |i, j| cells.iter().find(|c| c.0 == i && c.1 == j).map_or(0, |c| c.2);
        let index = |x: u64, y: u64| two.then(|| x.abs_diff(y) as f64 / n as f64);
        PairAgreement {
            a,
            b: group[0].0,
            n,
            p_o,
            p_e,
            kappa,
            se,
            interval,
            max_kappa: corrected(smaller as f64 / n as f64),
            prevalence_index: index(cell(0, 0), cell(1, 1)),
            bias_index: index(cell(0, 1), cell(1, 0)),
            pabak: two.then_some(2.0 * p_o - 1.0),
        }
    }

    /// n (1 - p_e)^2 se^2 = sum_i p_ii (1 - (p_i. + p_.i)(1 - kappa))^2
    /// + (1 - kappa)^2 sum_{i != j} p_ij (p_.i + p_j.)^2 - (kappa - p_e (1 - kappa))^2.
    fn standard_error(&self, cells: &[(usize, usize, u64)], n: f64, kappa: f64, p_e: f64) -> f64 {
        let rest = 1.0 - kappa;
        let sum: f64 = cells
            .iter()
            .map(|&(i, j, count)| {
                // For i = j this is p_.i + p_i., the term of the diagonal.
                let margins = (self.column[i] + self.row[j]) as f64 / n;
                let term = if i == j { 1.0 - margins * rest } else { margins * rest };
                count as f64 / n * term * term
            })
            .sum();
        let variance = sum - (kappa - p_e * rest).powi(2);
        // The difference of equal numbers: rounding, not variance.
        if variance < 1e-15 { 0.0 } else { (variance / n).sqrt() / (1.0 - p_e) }
    }

    fn spread(&self, cells: &[(usize, usize, u64)], n: u64) -> Spread {
        let mut diagonal = vec![0; self.row.len()];
        cells.iter().filter(|cell| cell.0 == cell.1).for_each(|cell| diagonal[cell.0] = cell.2);
        let labels: Vec<u64> = self.row.iter().zip(&self.column).map(|(r, c)| r + c).collect();
        let (agreeing, commonest) = (diagonal.iter().sum::<u64>(), of_commonest(&labels, &diagonal));
        Spread {
            items: n,
            disagreements: n - agreeing,
            outside: n - commonest,
            rare_agreements: agreeing - commonest,
        }
    }
}
