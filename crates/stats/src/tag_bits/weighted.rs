//! Sums of weights of every tag.

use rayon::prelude::*;

use super::popcount::count_shared;
use super::{BLOCK, TagBits};
use crate::judgments::InputError;
use crate::priorities::{Looked, Stratum};
use crate::weighted_tags::{WeightSums, WeightedCounts, WeightedStratum};

impl TagBits<'_> {
    /// As [`TagBits::counts`], with the sums of `weights` (one for each row; only those of rows in scope are read, and
    /// must be finite and not negative).
    ///
    /// # Errors
    /// [`InputError::LengthMismatch`] where there is not one weight for each row.
    pub fn weighted_counts(&self, weights: &[f64]) -> Result<Vec<WeightedCounts>, InputError> {
        if weights.len() != self.rows {
            return Err(InputError::LengthMismatch { first: self.rows, other: weights.len() });
        }
        let scope = self.whole_scope();
        let wrong: Vec<u64> = scope.iter().zip(self.right).map(|(scope, right)| scope & !right).collect();
        let right: Vec<u64> = scope.iter().zip(self.right).map(|(scope, right)| scope & right).collect();
        let (all_wrong, all_right) = (sums(weights, &[&wrong]), sums(weights, &[&right]));
        let counts = self.counts();
        let one = |(tag, counts): (usize, &crate::priorities::TagCounts)| WeightedCounts {
            wrong: self.weighted_stratum(tag, &counts.wrong, &wrong, all_wrong, weights),
            right: self.weighted_stratum(tag, &counts.right, &right, all_right, weights),
        };
        Ok(counts.par_iter().enumerate().map(one).collect())
    }

    fn weighted_stratum(
        &self,
        tag: usize,
        stratum: &Stratum,
        rows: &[u64],
        all: WeightSums,
        weights: &[f64],
    ) -> WeightedStratum {
        let own = self.tags[tag];
        let (seen, yes) = match (stratum.looked, own.seen, self.drawn) {
            (Looked::All, _, _) => (all, sums(weights, &[rows, own.yes])),
            (Looked::Random, Some(seen), Some(drawn)) => {
                (sums(weights, &[rows, drawn, seen]), sums(weights, &[rows, drawn, seen, own.yes]))
            }
            // Says nothing about the rest, whatever it weighs.
            _ => (WeightSums::default(), WeightSums::default()),
        };
        WeightedStratum { all, seen, yes, looked: stratum.looked }
    }

    /// Rows in scope.
    pub(super) fn whole_scope(&self) -> Vec<u64> {
        let mut open = vec![0u64; self.right.len()];
        let mut block = [0; BLOCK];
        for number in 0..self.blocks() {
            let len = self.scope(number, &mut block);
            open[number * BLOCK..][..len].copy_from_slice(&block[..len]);
        }
        open
    }
}

/// Rows that all bitmaps share, and what they weigh.
fn sums(weights: &[f64], maps: &[&[u64]]) -> WeightSums {
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut rows = 0;
    for (word, first) in maps[0].iter().enumerate() {
        let mut left = maps[1..].iter().fold(*first, |all, map| all & map[word]);
        rows += u64::from(left.count_ones());
        while left != 0 {
            let weight = weights[64 * word + left.trailing_zeros() as usize];
            sum += weight;
            squares += weight * weight;
            left &= left - 1;
        }
    }
    debug_assert!(maps.len() != 1 || rows == count_shared([maps[0]]), "the same rows as counted");
    WeightSums { rows, sum, squares }
}
