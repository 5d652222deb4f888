//! The inner loops: posteriors as products of probabilities, and expected counts.
//!
//! Products need one logarithm an item where scores need an exponential a class. For the usual numbers of
//! classes the loops are compiled with the number known, which doubles their speed.

/// Judgments multiplied before the scale is looked at: probabilities above 1e-10 then stay above 1e-160.
const STRETCH: usize = 16;

/// Below, a row is scaled up by [`UP`].
const LOW: f64 = 1e-140;

const UP: f64 = 1e140;

/// Below, digits of a product may be lost.
const LOST: f64 = 1e-290;

/// Posterior of one item; returns ln P(answers). `None` where a product is too small to be held beside the
/// others, since without smoothing a posterior of 1e-300 is still another evidence than 0, and where the
/// answers contradict each other (0 for all classes).
pub(super) fn posterior(table: &[f64], cells: &[u32], priors: &[f64], row: &mut [f64]) -> Option<f64> {
    row.copy_from_slice(priors);
    let mut log_scale = 0.0;
    for stretch in cells.chunks(STRETCH) {
        match row.len() {
            2 => multiply::<2>(table, stretch, row),
            3 => multiply::<3>(table, stretch, row),
            4 => multiply::<4>(table, stretch, row),
            5 => multiply::<5>(table, stretch, row),
            10 => multiply::<10>(table, stretch, row),
            _ => multiply_any(table, stretch, row),
        }
        if row.iter().any(|&p| p < LOST) && !excluded_only(table, cells, priors, row) {
            return None;
        }
        if cells.len() > STRETCH && row.iter().all(|&p| p < LOW) {
            row.iter_mut().for_each(|p| *p *= UP);
            log_scale -= UP.ln();
        }
    }
    let sum: f64 = row.iter().sum();
    if sum <= 0.0 {
        return None;
    }
    let scale = 1.0 / sum;
    row.iter_mut().for_each(|p| *p *= scale);
    Some(log_scale + sum.ln())
}

/// Whether the classes that are (nearly) 0 are so by a factor of 0 and not by many small ones.
fn excluded_only(table: &[f64], cells: &[u32], priors: &[f64], row: &[f64]) -> bool {
    let k = row.len();
    let by_zero = |class: usize| {
        priors[class] == 0.0 || cells.iter().any(|&cell| table[cell as usize * k + class] == 0.0)
    };
    (0..k).filter(|&class| row[class] < LOST).all(|class| row[class] == 0.0 && by_zero(class))
}

fn multiply<const K: usize>(table: &[f64], cells: &[u32], row: &mut [f64]) {
    let Some(row) = row.first_chunk_mut::<K>() else { return };
    for &cell in cells {
        if let Some(factors) = table[cell as usize * K..].first_chunk::<K>() {
            row.iter_mut().zip(factors).for_each(|(p, factor)| *p *= factor);
        }
    }
}

fn multiply_any(table: &[f64], cells: &[u32], row: &mut [f64]) {
    let k = row.len();
    for &cell in cells {
        let factors = &table[cell as usize * k..(cell as usize + 1) * k];
        row.iter_mut().zip(factors).for_each(|(p, factor)| *p *= factor);
    }
}

/// Adds the posterior of an item to the counts of its judgments.
pub(super) fn collect(cells: &[u32], posterior: &[f64], counts: &mut [f64]) {
    match posterior.len() {
        2 => add::<2>(cells, posterior, counts),
        3 => add::<3>(cells, posterior, counts),
        4 => add::<4>(cells, posterior, counts),
        5 => add::<5>(cells, posterior, counts),
        10 => add::<10>(cells, posterior, counts),
        _ => add_any(cells, posterior, counts),
    }
}

fn add<const K: usize>(cells: &[u32], posterior: &[f64], counts: &mut [f64]) {
    let Some(posterior) = posterior.first_chunk::<K>() else { return };
    for &cell in cells {
        if let Some(sums) = counts[cell as usize * K..].first_chunk_mut::<K>() {
            sums.iter_mut().zip(posterior).for_each(|(sum, p)| *sum += p);
        }
    }
}

fn add_any(cells: &[u32], posterior: &[f64], counts: &mut [f64]) {
    let k = posterior.len();
    for &cell in cells {
        let sums = &mut counts[cell as usize * k..(cell as usize + 1) * k];
        sums.iter_mut().zip(posterior).for_each(|(sum, p)| *sum += p);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_judgments_do_not_underflow() {
        // One rater, three classes; label 0 likeliest of class 0. 700 times: .3^700 is 1e-366.
        let table = [0.3, 0.25, 0.25, 0.3, 0.45, 0.1, 0.4, 0.4, 0.75];
        let priors = [0.2, 0.5, 0.3];
        let mut row = [0.0; 3];
        let log = posterior(&table, &[0; 700], &priors, &mut row).unwrap();
        let expected = 0.2f64.ln() + 700.0 * 0.3f64.ln();
        assert!((log - expected).abs() < 1e-9 && (row[0] - 1.0).abs() < 1e-12, "{log} {row:?}");
        // A posterior of 1e-300 must not become 0.
        assert_eq!(posterior(&[0.3, 0.1], &[0; 630], &[0.5, 0.5], &mut [0.0; 2]), None);
        // One that is 0 by a zero may; one that all answers exclude may not.
        let mut row = [0.0; 2];
        assert!(posterior(&[0.3, 0.0], &[0], &[0.5, 0.5], &mut row).is_some() && row == [1.0, 0.0]);
        assert_eq!(posterior(&[0.3, 0.0, 0.0, 0.3], &[0, 1], &[0.5, 0.5], &mut row), None);
        assert!(posterior(&[0.3, 0.1], &[0; 9], &[1.0, 0.0], &mut [0.0; 2]).is_some());
    }

    #[test]
    fn known_and_unknown_numbers_of_classes_agree() {
        let table: Vec<f64> = (0..200).map(|i| 0.01 + 0.004 * f64::from(i)).collect();
        let cells = [0, 3, 7, 19, 19, 11];
        let (mut a, mut b) = (vec![0.1; 10], vec![0.1; 10]);
        multiply::<10>(&table, &cells, &mut a);
        multiply_any(&table, &cells, &mut b);
        assert_eq!(a, b);
        let (mut x, mut y) = (vec![0.0; 200], vec![0.0; 200]);
        add::<10>(&cells, &a, &mut x);
        add_any(&cells, &b, &mut y);
        assert_eq!(x, y);
    }
}
