//! What one more judgment is expected to tell.

/// Mutual information in nats between the true class, distributed as `belief`, and the answer of a rater
/// with this confusion matrix (true classes x labels, flat): the expected fall of the entropy.
///
/// I = sum over c, l of `b_c` `e[c][l]` ln(`e[c][l]` / `m_l`), `m_l` = sum over c of `b_c` `e[c][l]` (Lindley, Annals of
/// Mathematical Statistics 27, 1956).
pub(super) fn information(belief: &[f64], confusion: &[f64]) -> f64 {
    let k = belief.len();
    let mut sum = 0.0;
    for label in 0..k {
        let column = || (0..k).map(|class| (belief[class], confusion[class * k + label]));
        let marginal: f64 = column().map(|(b, e)| b * e).sum();
        let term = |(b, e): (f64, f64)| if b * e > 0.0 { b * e * (e / marginal).ln() } else { 0.0 };
        sum += column().map(term).sum::<f64>();
    }
    sum.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::information;

    #[test]
    fn a_perfect_rater_tells_the_entropy_and_a_spammer_nothing() {
        let belief: [f64; 2] = [0.8, 0.2];
        let entropy = -belief.iter().map(|b| b * b.ln()).sum::<f64>();
        assert!((information(&belief, &[1.0, 0.0, 0.0, 1.0]) - entropy).abs() < 1e-12);
        assert!(information(&belief, &[0.7, 0.3, 0.7, 0.3]).abs() < 1e-12);
        assert!(information(&[1.0, 0.0], &[0.9, 0.1, 0.2, 0.8]).abs() < 1e-12);
        // A rater who always errs tells as much as one who never does.
        assert!((information(&belief, &[0.0, 1.0, 1.0, 0.0]) - entropy).abs() < 1e-12);
    }
}
