//! What crowd-kit 1.4.2 computes on the way and reports, from the results of this crate.

use assay_stats::Aggregated;

/// Its floor of probabilities.
pub const FLOOR: f64 = 1e-10;

/// Its loss per judgment after n iterations: the class prior is counted once per judgment, and the
/// parameters come from the M-step after the posteriors. `errors(rater, class, label)` and `priors` are
/// those of iteration n + 1, `after` of iteration n.
pub fn loss(
    table: &super::common::Table,
    after: &Aggregated,
    priors: &[f64],
    errors: impl Fn(usize, usize, usize) -> f64,
) -> f64 {
    let mut sum = 0.0;
    for ((&item, &rater), &label) in table.items.iter().zip(&table.raters).zip(&table.labels) {
        for (class, prior) in priors.iter().enumerate() {
            let log = errors(rater as usize, class, label as usize).ln() + prior.max(FLOOR).ln();
            sum += after.posterior(item as usize)[class] * log;
        }
    }
    let judged = after.n_judgments.iter().enumerate().filter(|&(_, &n)| n > 0);
    for p in judged.flat_map(|(item, _)| after.posterior(item)).map(|p| p.max(FLOOR)) {
        sum -= p * p.ln();
    }
    sum / table.items.len() as f64
}
