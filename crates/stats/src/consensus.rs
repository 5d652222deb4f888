//! Consensus by majority, and its accuracy against a truth.

use crate::estimate::{Estimate, Undefined, Unreliable};
use crate::interval::{wilson, wilson_of_mean};
use crate::judgments::{InputError, ItemCounts, Judgments};

/// Majority label of one item. A tie is a tie: no label, never a coin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Majority {
    /// The item has no label.
    None,
    /// One class has more votes than any other.
    Label {
        /// The class.
        class: u32,
        /// Its votes.
        votes: u32,
        /// Labels of the item.
        n: u32,
    },
    /// Several classes share the most votes.
    Tie {
        /// These classes, ascending, two or more.
        classes: Vec<u32>,
        /// Votes of each of them.
        votes: u32,
        /// Labels of the item.
        n: u32,
    },
}

impl Majority {
    /// The class, where there is one.
    pub fn label(&self) -> Option<u32> {
        match self {
            Self::Label { class, .. } => Some(*class),
            Self::None | Self::Tie { .. } => None,
        }
    }

    /// Vote share of the leading class, votes / n; a share of votes, not a probability.
    pub fn vote_share(&self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Label { votes, n, .. } | Self::Tie { votes, n, .. } => {
                Some(f64::from(*votes) / f64::from(*n))
            }
        }
    }

    /// 1 for the right label, 1/t where a t-way tie contains it, else 0; `None` without labels.
    fn score(&self, truth: u32) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Label { class, .. } => Some(f64::from(u8::from(*class == truth))),
            Self::Tie { classes, .. } if classes.contains(&truth) => Some(1.0 / classes.len() as f64),
            Self::Tie { .. } => Some(0.0),
        }
    }
}

/// Majority (plurality) of each item, one entry per declared item, in item order. Repeated judgments of one
/// rater count as given.
pub fn majority(judgments: &Judgments<'_>) -> Vec<Majority> {
    ItemCounts::new(judgments)
        .rows()
        .map(|row| {
            let Some(votes) = row.cells.iter().map(|cell| cell.1).max() else { return Majority::None };
            let classes: Vec<u32> =
                row.cells.iter().filter(|cell| cell.1 == votes).map(|cell| cell.0).collect();
            match classes[..] {
                [class] => Majority::Label { class, votes, n: row.total },
                _ => Majority::Tie { classes, votes, n: row.total },
            }
        })
        .collect()
}

/// Items with a truth and at least one label.
fn scored<'a>(
    consensus: &'a [Majority],
    truth: &'a [Option<u32>],
) -> impl Iterator<Item = (&'a Majority, u32)> {
    consensus
        .iter()
        .zip(truth)
        .filter_map(|(majority, truth)| Some((majority, (*truth)?)))
        .filter(|(majority, _)| **majority != Majority::None)
}

fn share(successes: u64, n: u64) -> Result<Estimate, Undefined> {
    let interval = wilson(successes, n).ok_or(Undefined::NothingScored)?;
    Ok(Estimate { value: successes as f64 / n as f64, interval: Ok(interval), n })
}

/// Accuracy over the decided items: right labels / items with a truth and a majority label. Wilson.
///
/// `truth[i]` is the true class of item i where known. Items beyond the shorter of the two slices have no
/// truth ([`consensus_accuracy`] refuses unequal lengths).
///
/// # Errors
/// [`Undefined::NothingScored`] where no item with a truth is decided.
pub fn accuracy_decided(consensus: &[Majority], truth: &[Option<u32>]) -> Result<Estimate, Undefined> {
    let right_or_wrong: Vec<bool> = scored(consensus, truth)
        .filter_map(|(majority, truth)| majority.label().map(|label| label == truth))
        .collect();
    let right = right_or_wrong.iter().filter(|&&right| right).count() as u64;
    share(right, right_or_wrong.len() as u64)
}

/// Accuracy over all items with a truth and a label, where a t-way tie counts 1/t if it contains the truth:
/// the expected accuracy if ties were broken by a fair die. Compare methods on this one.
///
/// Interval: Wilson where no tie was scored; else Wilson at the mean of the scores, which is conservative:
/// scores in \[0, 1\] with mean p vary at most as much as a proportion p.
///
/// # Errors
/// [`Undefined::NothingScored`] where no item with a truth has a label.
pub fn accuracy_ties_split(consensus: &[Majority], truth: &[Option<u32>]) -> Result<Estimate, Undefined> {
    let mut ties = 0u64;
    let mut scores = Vec::new();
    for (majority, truth) in scored(consensus, truth) {
        ties += u64::from(matches!(majority, Majority::Tie { .. }));
        scores.extend(majority.score(truth));
    }
    let n = scores.len() as u64;
    let sum = scores.iter().sum::<f64>();
    if ties == 0 {
        return share(sum as u64, n);
    }
    let mean = sum / n as f64;
    let interval = wilson_of_mean(mean, n).ok_or(Unreliable::ValueUndefined);
    Ok(Estimate { value: mean, interval, n })
}

/// Coverage: decided items / items with a truth and a label. Wilson.
///
/// # Errors
/// [`Undefined::NothingScored`] where no item with a truth has a label.
pub fn coverage(consensus: &[Majority], truth: &[Option<u32>]) -> Result<Estimate, Undefined> {
    let decided = scored(consensus, truth).filter(|(majority, _)| majority.label().is_some()).count();
    share(decided as u64, scored(consensus, truth).count() as u64)
}

/// How good a consensus is against a truth; the three figures belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConsensusAccuracy {
    /// [`accuracy_decided`].
    pub decided: Result<Estimate, Undefined>,
    /// [`accuracy_ties_split`].
    pub ties_split: Result<Estimate, Undefined>,
    /// [`coverage`].
    pub coverage: Result<Estimate, Undefined>,
    /// Items with a truth and a label.
    pub scored: u64,
    /// Items with a truth and no label, which are not scored.
    pub without_label: u64,
}

/// Accuracy on decided items, accuracy with ties split, and coverage.
///
/// # Errors
/// [`InputError::LengthMismatch`] where the slices differ in length.
pub fn consensus_accuracy(
    consensus: &[Majority],
    truth: &[Option<u32>],
) -> Result<ConsensusAccuracy, InputError> {
    if consensus.len() != truth.len() {
        return Err(InputError::LengthMismatch { first: consensus.len(), other: truth.len() });
    }
    let with_truth = truth.iter().flatten().count() as u64;
    let scored = scored(consensus, truth).count() as u64;
    Ok(ConsensusAccuracy {
        decided: accuracy_decided(consensus, truth),
        ties_split: accuracy_ties_split(consensus, truth),
        coverage: coverage(consensus, truth),
        scored,
        without_label: with_truth - scored,
    })
}
