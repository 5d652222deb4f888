//! Judgments ordered by item, each as one number.

use rayon::prelude::*;

use super::settings::FitError;
use crate::judgments::Judgments;

/// Numbers that a table of a model may hold: 1 GiB of 64-bit floats. More is a wrong column, not a scheme.
pub(crate) const MOST_CELLS: u64 = 1 << 27;

/// Judgments in compressed rows by item: 4 bytes a judgment and 4 an item.
pub(crate) struct Layout {
    /// Cells of item i are `cells[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    /// rater x classes + label; ascending within an item, so that row order cannot change a sum.
    cells: Vec<u32>,
    n_classes: usize,
    n_raters: usize,
}

impl Layout {
    pub fn new(judgments: &Judgments<'_>) -> Result<Self, FitError> {
        let (n, k) = (judgments.n_items() as usize, judgments.n_classes());
        if judgments.is_empty() {
            return Err(FitError::NoJudgments);
        }
        if k < 2 {
            return Err(FitError::OneClassDeclared);
        }
        let raters = judgments.n_raters();
        let cells = (n as u64).max(u64::from(raters)).saturating_mul(u64::from(k));
        let fits =
            raters.checked_mul(k).is_some() && u32::try_from(judgments.len()).is_ok() && cells <= MOST_CELLS;
        if !fits {
            return Err(FitError::TooLarge { raters, classes: k, judgments: judgments.len() });
        }
        // Counting sort. After it, next[i] is the end of item i, hence the start of item i + 1.
        let mut starts = vec![0u32; n + 1];
        judgments.items().iter().for_each(|&item| starts[item as usize] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        let mut cells = vec![0u32; judgments.len()];
        for ((&item, &rater), &label) in
            judgments.items().iter().zip(judgments.raters()).zip(judgments.labels())
        {
            let next = &mut starts[item as usize];
            cells[*next as usize] = rater * k + label;
            *next += 1;
        }
        starts.rotate_right(1);
        starts[0] = 0;
        for item in 0..n {
            cells[starts[item] as usize..starts[item + 1] as usize].sort_unstable();
        }
        Ok(Self { starts, cells, n_classes: k as usize, n_raters: raters as usize })
    }

    pub fn n_items(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn n_classes(&self) -> usize {
        self.n_classes
    }

    pub fn n_raters(&self) -> usize {
        self.n_raters
    }

    pub fn n_judgments(&self) -> usize {
        self.cells.len()
    }

    pub fn row(&self, item: usize) -> &[u32] {
        &self.cells[self.starts[item] as usize..self.starts[item + 1] as usize]
    }

    /// All cells, item by item.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    pub fn labels_per_item(&self) -> Vec<u32> {
        self.starts.windows(2).map(|ends| ends[1] - ends[0]).collect()
    }

    /// Cuts the items into ranges with about equal numbers of judgments. The cut depends on the data
    /// only, so that sums over ranges do not depend on the number of threads. `weight` is what a range
    /// costs by itself (its accumulators): ranges hold at least that many judgments.
    pub fn ranges(&self, weight: usize) -> Vec<std::ops::Range<usize>> {
        let judgments = self.n_judgments();
        let parts = (judgments / weight.max(4_096)).clamp(1, 16);
        let cut = |part: usize| {
            let judgment = (judgments as u64 * part as u64 / parts as u64) as u32;
            self.starts[..self.n_items()].partition_point(|&start| start < judgment)
        };
        let mut cuts: Vec<usize> = (0..parts).map(cut).collect();
        cuts[0] = 0;
        cuts.push(self.n_items());
        cuts.windows(2).map(|ends| ends[0]..ends[1]).collect()
    }

    /// Labels of each item as shares of its votes; `out` is items x classes.
    pub fn for_each_row(&self, out: &mut [f64], fill: impl Fn(usize, &[u32], &mut [f64]) + Sync) {
        out.par_chunks_mut(self.n_classes)
            .enumerate()
            .with_min_len(1_024)
            .for_each(|(item, row)| fill(item, self.row(item), row));
    }
}
