//! Counts of tags over the rows of a run, from bitmaps: 64 rows in a word.
//!
//! A bitmap of n rows has n.div_ceil(64) words; row r is bit r mod 64 of word r / 64. Bits past the last row are
//! ignored. Everything is counted in blocks that fit the second cache, on all cores; answers are whole numbers, so
//! that the order of work does not show.

mod counts;
mod overlap;
mod popcount;
mod ranks;
#[cfg(test)]
mod ranks_tests;
mod weighted;

use crate::judgments::InputError;
use crate::priorities::{Looked, Stratum};

pub use overlap::{GreedyPlan, Overlaps, PlanStep, TagOverlap};
pub use ranks::{RankedTag, TagGain, TagRanks};

/// Words of a block: a few bitmaps of 32 KiB. Shorter runs of one bitmap are read slower.
const BLOCK: usize = 4_096;

/// One tag: where it was looked for, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct TagBitmaps<'a> {
    /// Rows where somebody said yes or no; `None` where that is all rows.
    pub seen: Option<&'a [u64]>,
    /// Rows with the tag. Only those that are seen count.
    pub yes: &'a [u64],
}

/// The rows of a run with their tags, as bitmaps.
#[derive(Clone, Debug)]
pub struct TagBits<'a> {
    rows: usize,
    right: &'a [u64],
    scope: Option<&'a [u64]>,
    drawn: Option<&'a [u64]>,
    tags: Vec<TagBitmaps<'a>>,
}

impl<'a> TagBits<'a> {
    /// Takes a run of `rows` rows: `right` where the model is right; `scope` the rows that count (`None`: all); `drawn`
    /// the rows of a random draw within each stratum (wrong, right) (`None`: there was no draw).
    ///
    /// # Errors
    /// [`InputError::LengthMismatch`] where a bitmap has not `rows`.div_ceil(64) words.
    pub fn new(
        rows: usize,
        right: &'a [u64],
        scope: Option<&'a [u64]>,
        drawn: Option<&'a [u64]>,
        tags: Vec<TagBitmaps<'a>>,
    ) -> Result<Self, InputError> {
        let first = rows.div_ceil(64);
        let of_tags = tags.iter().flat_map(|tag| [tag.seen, Some(tag.yes)]);
        let all = [Some(right), scope, drawn].into_iter().chain(of_tags).flatten();
        for bitmap in all {
            if bitmap.len() != first {
                return Err(InputError::LengthMismatch { first, other: bitmap.len() });
            }
        }
        Ok(Self { rows, right, scope, drawn, tags })
    }

    /// Number of tags.
    pub fn n_tags(&self) -> usize {
        self.tags.len()
    }

    /// The tags, in order.
    pub fn tags(&self) -> &[TagBitmaps<'a>] {
        &self.tags
    }

    fn blocks(&self) -> usize {
        self.right.len().div_ceil(BLOCK)
    }

    /// The words of a block of a bitmap.
    fn block<'b>(&self, bitmap: &'b [u64], block: usize) -> &'b [u64] {
        let begin = block * BLOCK;
        &bitmap[begin..(begin + BLOCK).min(bitmap.len())]
    }

    /// Whether all bits of a block are rows in scope.
    fn whole(&self, block: usize) -> bool {
        self.scope.is_none() && (self.rows.is_multiple_of(64) || block + 1 < self.blocks())
    }

    /// Rows of a block in scope.
    fn scope(&self, block: usize, out: &mut [u64; BLOCK]) -> usize {
        let right = self.block(self.right, block);
        match self.scope {
            Some(scope) => out[..right.len()].copy_from_slice(self.block(scope, block)),
            None => out[..right.len()].fill(u64::MAX),
        }
        let rest = self.rows % 64;
        if rest != 0 && block + 1 == self.blocks() {
            out[right.len() - 1] &= (1 << rest) - 1;
        }
        right.len()
    }
}

/// Rows of a stratum: all of them, and those of the draw.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    size: u64,
    seen: u64,
    yes: u64,
    drawn: u64,
    drawn_seen: u64,
    drawn_yes: u64,
}

impl Seen {
    /// The stratum as estimates take it: everything where all was looked at, else the draw alone.
    fn stratum(self) -> Stratum {
        let Self { size, seen, yes, drawn, drawn_seen, drawn_yes } = self;
        let of_draw = |looked| Stratum { size, seen: drawn_seen, yes: drawn_yes, looked };
        if seen == size {
            Stratum { size, seen, yes, looked: Looked::All }
        } else if drawn > 0 && drawn_seen == drawn {
            of_draw(Looked::Random)
        } else if drawn_seen > 0 {
            of_draw(Looked::Unfinished { left: drawn - drawn_seen })
        } else if seen > 0 {
            Stratum { size, seen, yes, looked: Looked::HandPicked }
        } else {
            Stratum { size, seen, yes, looked: Looked::None }
        }
    }
}
