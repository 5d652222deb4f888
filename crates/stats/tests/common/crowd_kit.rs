//! What crowd-kit 1.4.2 computes on the way and reports, from the results of this crate.

use assay_stats::{Aggregated, Glad};

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

/// Its objective of GLAD: expected complete log likelihood and log priors per judgment and class.
pub fn glad_objective(table: &super::common::Table, fit: &Glad) -> f64 {
    let k = table.n_classes as usize;
    let normal = |x: f64| -0.5 * (x - 1.0).powi(2) - 0.5 * (2.0 * std::f64::consts::PI).ln();
    let mut sum: f64 = fit.ability.iter().flatten().map(|&ability| normal(ability)).sum();
    sum += fit.ease.iter().flatten().map(|ease| normal(ease.ln())).sum::<f64>();
    for ((&item, &rater), &label) in table.items.iter().zip(&table.raters).zip(&table.labels) {
        let x = fit.ability[rater as usize].unwrap() * fit.ease[item as usize].unwrap();
        let right = fit.consensus.posterior(item as usize)[label as usize];
        let (hit, miss) = (-(-x).exp().ln_1p(), -x.exp().ln_1p() - ((k - 1) as f64).ln());
        sum += right * hit + (1.0 - right) * miss;
    }
    sum / (table.items.len() * k) as f64
}
