//! Consensus by majority.

use crate::judgments::{ItemCounts, Judgments};

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
