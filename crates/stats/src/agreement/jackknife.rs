//! Jackknife over items of the mean kappa: every item left out once, at the cost of one pass.

use rayon::prelude::*;

use super::leaving_out::{Both, Changes, LeavingOut};
use super::rater_index::RaterIndex;
use super::smooth::{Limit, Pseudo};
use super::weights::Weights;

/// Raters whose items are worked on side by side before their changes are added up, in order, so that
/// neither memory nor the result depends on the number of threads.
const BLOCK: u32 = 16;

const LIMITS: [Limit; 2] = [Limit::Lower, Limit::Upper];

/// Mean kappa with pseudo-items and without its bias, and its standard error, for the lower and the upper
/// limit (Quenouille, Biometrika 43, 1956; Tukey 1958).
///
/// With theta_i the mean kappa without item i: bias (n - 1)(mean of theta_i - theta), variance
/// (n - 1)/n sum_i (theta_i - mean)^2 over the n items of two or more raters. A kappa without an item depends
/// on the item's two labels only, so all of them cost one pass over the pairs of judgments. A pair that
/// shares the part f of the items gets the part f of the pseudo-items.
pub(crate) fn jackknife(index: &RaterIndex, weights: &Weights, classes: &[u32]) -> Option<Jackknife> {
    let pseudo = |limit| Pseudo::new(limit, classes.to_vec(), 2.0, weights);
    let pseudo = [pseudo(LIMITS[0])?, pseudo(LIMITS[1])?];
    let (items, raters) = (index.items_shared() as f64, index.n_raters());
    let mut sums = Sums::new(&pseudo, index.n_items());
    for start in (0..raters).step_by(BLOCK as usize) {
        let block: Vec<Changes> = (start..raters.min(start.saturating_add(BLOCK)))
            .into_par_iter()
            .map_init(
                || LeavingOut::new(index, weights, &pseudo, items),
                |leaving, a| leaving.changes(index, a),
            )
            .collect();
        block.into_iter().for_each(|changes| sums.add(changes));
    }
    let of = |limit: usize| sums.value_and_error(index, &pseudo[limit], limit);
    let (for_lower, for_upper) = (of(0), of(1));
    sums.outside.sort_unstable();
    let outside = sums.outside.get(sums.outside.len().saturating_sub(1) / 2).copied()?;
    (items >= 2.0).then_some(Jackknife { for_lower, for_upper, outside: u64::from(outside) })
}

/// What [`jackknife`] found.
pub(crate) struct Jackknife {
    /// Mean and SE for the lower limit.
    pub for_lower: (f64, f64),
    /// The same for the upper limit.
    pub for_upper: (f64, f64),
    /// Lower median over pairs of the shared items with a label outside the pair's commonest class.
    pub outside: u64,
}

/// Changes of all pairs.
struct Sums {
    pairs: f64,
    outside: Vec<u32>,
    kappas: Both,
    of_items: Vec<Both>,
    of_pseudo: [Vec<f64>; 2],
}

impl Sums {
    fn new(pseudo: &[Pseudo; 2], items: usize) -> Self {
        let of_pseudo = [0, 1].map(|limit: usize| vec![0.0; pseudo[limit].items().count()]);
        let of_items = vec![[0.0; 2]; items];
        Self { pairs: 0.0, outside: Vec::new(), kappas: [0.0; 2], of_items, of_pseudo }
    }

    fn add(&mut self, changes: Changes) {
        self.pairs += changes.outside.len() as f64;
        self.outside.extend(changes.outside);
        for limit in 0..2 {
            self.kappas[limit] += changes.kappas[limit];
            let parts = self.of_pseudo[limit].iter_mut().zip(&changes.of_pseudo[limit]);
            parts.for_each(|(sum, by)| *sum += by);
        }
        for (item, by) in changes.of_items {
            let sum = &mut self.of_items[item as usize];
            (sum[0], sum[1]) = (sum[0] + by[0], sum[1] + by[1]);
        }
    }

    fn value_and_error(&self, index: &RaterIndex, pseudo: &Pseudo, limit: usize) -> (f64, f64) {
        let real = index.shared_items().map(|item| (1.0, self.of_items[item][limit] / self.pairs));
        let added = pseudo.items().map(|item| item.times);
        let added = added.zip(&self.of_pseudo[limit]).map(|(times, by)| (times, by / self.pairs));
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (times, by) in real.chain(added) {
            n += times;
            sum += times * by;
            squares += times * by * by;
        }
        let variance = (n - 1.0) / n * (squares - sum * sum / n).max(0.0);
        (self.kappas[limit] / self.pairs - (n - 1.0) / n * sum, variance.sqrt())
    }
}
