//! Two runs on the same items, item by item.

use crate::figures::Figure;
use assay_stats::{ComparisonVerdict, McNemar, PairedRuns};
use assay_store::run_rows::{NO_CLASS, RunRows};
use serde::Serialize;
use ts_rs::TS;

/// Where the later run stands by the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunVerdict {
    /// The whole interval of the difference lies above 0.
    Better,
    /// The whole interval lies below 0.
    Worse,
    /// The interval holds 0, there is none, or the test does not bear it out among several.
    Undecided,
}

impl From<ComparisonVerdict> for RunVerdict {
    fn from(verdict: ComparisonVerdict) -> RunVerdict {
        match verdict {
            ComparisonVerdict::Better => RunVerdict::Better,
            ComparisonVerdict::Worse => RunVerdict::Worse,
            ComparisonVerdict::Undecided => RunVerdict::Undecided,
        }
    }
}

/// Items by whether the earlier and the later run got them right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct PairedCounts {
    /// Wrong in the earlier run, right in the later one.
    pub fixed: u64,
    /// Right in the earlier run, wrong in the later one.
    pub regressed: u64,
    /// Wrong in both.
    pub both_wrong: u64,
    /// Right in both.
    pub both_right: u64,
}

impl From<&PairedRuns> for PairedCounts {
    fn from(runs: &PairedRuns) -> PairedCounts {
        PairedCounts {
            fixed: runs.fixed,
            regressed: runs.regressed,
            both_wrong: runs.both_wrong,
            both_right: runs.both_right,
        }
    }
}

/// The items that two runs predicted and that have a reference label.
pub(super) struct Paired {
    /// Row ids, rising.
    pub(super) items: Vec<i64>,
    /// The reference label as a place in the list of classes.
    pub(super) reference: Vec<u32>,
    /// Whether the earlier run is right.
    pub(super) earlier: Vec<bool>,
    /// Whether the later run is right.
    pub(super) later: Vec<bool>,
    /// Labelled items that only the earlier run predicted.
    pub(super) only_earlier: u64,
    /// Labelled items that only the later run predicted.
    pub(super) only_later: u64,
    /// Items that both predicted and that have no reference label.
    pub(super) unlabelled: u64,
}

impl Paired {
    /// Puts the rows of two runs side by side.
    pub(super) fn of(earlier: &RunRows, later: &RunRows) -> Paired {
        let mut paired = Paired {
            items: Vec::new(),
            reference: Vec::new(),
            earlier: Vec::new(),
            later: Vec::new(),
            only_earlier: 0,
            only_later: 0,
            unlabelled: 0,
        };
        let (mut a, mut b) = (0, 0);
        while a < earlier.len() || b < later.len() {
            let (left, right) = (earlier.items.get(a), later.items.get(b));
            let order = match (left, right) {
                (Some(left), Some(right)) => left.cmp(right),
                (Some(_), None) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            match order {
                std::cmp::Ordering::Less => {
                    paired.only_earlier += u64::from(earlier.reference[a] != NO_CLASS);
                    a += 1;
                }
                std::cmp::Ordering::Greater => {
                    paired.only_later += u64::from(later.reference[b] != NO_CLASS);
                    b += 1;
                }
                std::cmp::Ordering::Equal => {
                    match (earlier.wrong(a), later.wrong(b)) {
                        (Some(before), Some(after)) => {
                            paired.items.push(earlier.items[a]);
                            paired.reference.push(earlier.reference[a]);
                            paired.earlier.push(!before);
                            paired.later.push(!after);
                        }
                        _ => paired.unlabelled += 1,
                    }
                    a += 1;
                    b += 1;
                }
            }
        }
        paired
    }

    /// Only these items, in rising order; what was left out beforehand stays counted.
    pub(super) fn only(&self, items: &[i64]) -> Paired {
        let rows = self.rows_of(items);
        Paired {
            items: rows.iter().map(|&row| self.items[row]).collect(),
            reference: rows.iter().map(|&row| self.reference[row]).collect(),
            earlier: rows.iter().map(|&row| self.earlier[row]).collect(),
            later: rows.iter().map(|&row| self.later[row]).collect(),
            only_earlier: self.only_earlier,
            only_later: self.only_later,
            unlabelled: self.unlabelled,
        }
    }

    /// Counts these rows.
    pub(super) fn count(&self, rows: impl Iterator<Item = usize>) -> PairedRuns {
        let mut runs = PairedRuns::default();
        for row in rows {
            *match (self.earlier[row], self.later[row]) {
                (true, true) => &mut runs.both_right,
                (false, true) => &mut runs.fixed,
                (true, false) => &mut runs.regressed,
                (false, false) => &mut runs.both_wrong,
            } += 1;
        }
        runs
    }

    /// The rows of these items.
    pub(super) fn rows_of(&self, items: &[i64]) -> Vec<usize> {
        items.iter().filter_map(|item| self.items.binary_search(item).ok()).collect()
    }

    /// Counts all rows.
    pub(super) fn all(&self) -> PairedRuns {
        self.count(0..self.items.len())
    }
}

/// Which labelled items a run predicted, and which of them right: a bit for each row id. Of many runs their columns would not
/// fit into memory.
pub(super) struct Verdicts {
    labelled: Vec<u64>,
    right: Vec<u64>,
}

impl Verdicts {
    pub(super) fn of(rows: &RunRows) -> Verdicts {
        let most = rows.items.last().map_or(0, |item| *item as usize);
        let words = most / 64 + 1;
        let mut verdicts = Verdicts { labelled: vec![0; words], right: vec![0; words] };
        for (row, item) in rows.items.iter().enumerate() {
            let (word, bit) = (*item as usize / 64, *item as usize % 64);
            if let Some(wrong) = rows.wrong(row) {
                verdicts.labelled[word] |= 1 << bit;
                verdicts.right[word] |= u64::from(!wrong) << bit;
            }
        }
        verdicts
    }

    /// Labelled items.
    pub(super) fn n(&self) -> u64 {
        self.labelled.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Right ones.
    pub(super) fn right(&self) -> u64 {
        self.right.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Counts the labelled items that this run and a later one predicted.
    pub(super) fn against(&self, later: &Verdicts) -> PairedRuns {
        let mut runs = PairedRuns::default();
        let earlier = self.labelled.iter().zip(&self.right);
        for ((seen, a), (seen_later, b)) in earlier.zip(later.labelled.iter().zip(&later.right)) {
            let both = seen & seen_later;
            let count = |word: u64| u64::from((word & both).count_ones());
            runs.both_right += count(a & b);
            runs.fixed += count(!a & b);
            runs.regressed += count(a & !b);
            runs.both_wrong += count(!a & !b);
        }
        runs
    }
}

/// Accuracy of the later run less accuracy of the earlier one, with its paired interval.
pub(super) fn difference(runs: &PairedRuns) -> Figure {
    Figure::of(&runs.accuracy_difference())
}

/// The p value of McNemar's test; none without items.
pub(super) fn p_value(runs: &PairedRuns) -> Option<f64> {
    let McNemar { p_value, .. } = runs.mcnemar();
    (runs.total() > 0).then_some(p_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(items: impl Iterator<Item = i64>, right: impl Fn(i64) -> bool) -> RunRows {
        let items: Vec<i64> = items.collect();
        let label = |item: &i64| if item % 7 == 0 { NO_CLASS } else { 0 };
        RunRows {
            reference: items.iter().map(label).collect(),
            predicted: items.iter().map(|item| u32::from(!right(*item))).collect(),
            score: vec![f64::NAN; items.len()],
            items,
        }
    }

    #[test]
    fn bits_count_as_rows_do() {
        let a = rows((1..400).filter(|item| item % 5 != 0), |item| item % 3 != 0);
        let b = rows((60..900).filter(|item| item % 4 != 0), |item| item % 2 != 0);
        for (a, b) in [(&a, &b), (&b, &a)] {
            assert_eq!(Verdicts::of(a).against(&Verdicts::of(b)), Paired::of(a, b).all());
        }
        let own = Paired::of(&a, &a).all();
        assert_eq!(Verdicts::of(&a).n(), own.total());
        assert_eq!(Verdicts::of(&a).right(), own.both_right);
        assert_eq!(Verdicts::of(&RunRows::default()).n(), 0);
    }
}
