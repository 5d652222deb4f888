//! Several tests at once.

use crate::judgments::InputError;

/// P values adjusted for the false discovery rate (Benjamini & Hochberg, JRSS B 57, 1995), in the order given.
///
/// The i-th smallest of m becomes the least of p_j m / j over j >= i, at most 1. Valid for independent or
/// positively dependent tests. As R's `p.adjust(method = "BH")` and statsmodels' `fdr_bh`.
///
/// # Errors
/// [`InputError::NotAProbability`] where a p value is not in \[0, 1\].
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>, InputError> {
    if let Some(position) = p_values.iter().position(|p| !(0.0..=1.0).contains(p)) {
        return Err(InputError::NotAProbability { position });
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&i, &j| p_values[i].total_cmp(&p_values[j]));
    let m = p_values.len() as f64;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut least = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        least = least.min(p_values[i] * m / (rank + 1) as f64);
        adjusted[i] = least;
    }
    Ok(adjusted)
}
