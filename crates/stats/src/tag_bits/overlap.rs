//! Several tags on one error, and which tags to take first.

use rayon::prelude::*;

use super::popcount::count_shared;
use super::{BLOCK, TagBits};
use crate::estimate::Estimate;
use crate::interval::wilson_of_mean;
use crate::priorities::{Looked, NotEstimable, Stratum, TagCounts, tag_figures};

/// One tag among the errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagOverlap {
    /// Wrong rows with the tag, by how many tags they have: one, two, and so on.
    pub by_number: Vec<u64>,
}

/// Tags on the wrong rows where all tags were looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlaps {
    /// The union of all tags: `wrong.seen` are the rows counted here, `wrong.yes` those with a tag.
    pub union: TagCounts,
    /// Each tag.
    pub tags: Vec<TagOverlap>,
}

impl Overlaps {
    /// e_t / E: share of errors with the tag. Wilson.
    ///
    /// # Errors
    /// [`NotEstimable`] as the share of errors of [`tag_figures`].
    pub fn any(&self, tag: usize) -> Result<Estimate, NotEstimable> {
        share_of_errors(&self.union, self.by_number(tag).iter().sum())
    }

    /// Share of errors whose only tag is this one. Wilson.
    ///
    /// # Errors
    /// As [`Overlaps::any`].
    pub fn only(&self, tag: usize) -> Result<Estimate, NotEstimable> {
        share_of_errors(&self.union, self.by_number(tag).first().copied().unwrap_or(0))
    }

    /// Sum of 1/k over the errors with this tag and k in all, as a share of errors; these add up to the share of
    /// errors with a tag. Wilson, conservative.
    ///
    /// # Errors
    /// As [`Overlaps::any`].
    pub fn split(&self, tag: usize) -> Result<Estimate, NotEstimable> {
        let any = self.any(tag)?;
        let parts = self.by_number(tag).iter().zip(1u32..).map(|(&rows, k)| rows as f64 / f64::from(k));
        let value = parts.sum::<f64>() / any.n as f64;
        let interval = wilson_of_mean(value, any.n).ok_or(NotEstimable::EmptyScope)?;
        Ok(Estimate { value, interval: Ok(interval), n: any.n })
    }

    fn by_number(&self, tag: usize) -> &[u64] {
        self.tags.get(tag).map(|tag| tag.by_number.as_slice()).unwrap_or_default()
    }
}

/// One tag of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// Position of the tag.
    pub tag: usize,
    /// Errors with this tag and none of those before.
    pub gained: u64,
    /// Errors with this tag or one before.
    pub covered: u64,
}

/// Tags in the order of what each adds.
#[derive(Clone, Debug, PartialEq)]
pub struct GreedyPlan {
    /// The union of all tags: `wrong.seen` are the rows counted here.
    pub union: TagCounts,
    /// The steps; only those that add an error.
    pub steps: Vec<PlanStep>,
}

impl GreedyPlan {
    /// Share of errors with one of the tags up to a step, from 0. Wilson.
    ///
    /// # Errors
    /// [`NotEstimable`] as the share of errors of [`tag_figures`].
    pub fn share_of_errors(&self, step: usize) -> Result<Estimate, NotEstimable> {
        share_of_errors(&self.union, self.covered(step))
    }

    /// Points gained if every error with one of the tags up to a step went away: the zero-error ceiling of their union.
    ///
    /// # Errors
    /// As [`GreedyPlan::share_of_errors`].
    pub fn zero_error_ceiling(&self, step: usize) -> Result<Estimate, NotEstimable> {
        tag_figures(&with_yes(&self.union, self.covered(step)), None).zero_error_ceiling
    }

    fn covered(&self, step: usize) -> u64 {
        self.steps.get(step).or(self.steps.last()).map_or(0, |step| step.covered)
    }
}

fn with_yes(union: &TagCounts, yes: u64) -> TagCounts {
    TagCounts { wrong: Stratum { yes, ..union.wrong }, right: union.right }
}

fn share_of_errors(union: &TagCounts, yes: u64) -> Result<Estimate, NotEstimable> {
    tag_figures(&with_yes(union, yes), None).share_of_errors
}

impl TagBits<'_> {
    /// How tags share errors: for each tag the errors with it by their number of tags, from which `any`, `only` and
    /// `split` follow.
    ///
    /// Counted are wrong rows where all tags are seen; the drawn ones only, unless all wrong rows are. Numbers of tags by
    /// adding 64 rows at a time with bit-sliced counters. O(tags x rows / 64).
    pub fn overlaps(&self) -> Overlaps {
        let union = self.union_of_all();
        let new = || vec![Vec::new(); self.tags.len()];
        let visit = |mut sums: Vec<Vec<u64>>, block: usize| {
            let mut open = [0; BLOCK];
            let len = self.counted(&union, block, &mut open);
            let yes: Vec<&[u64]> = self.tags.iter().map(|tag| self.block(tag.yes, block)).collect();
            for (word, &open) in open[..len].iter().enumerate().filter(|(_, open)| **open != 0) {
                add_word(&yes, word, open, &mut sums);
            }
            sums
        };
        let join = |mut own: Vec<Vec<u64>>, other: Vec<Vec<u64>>| {
            for (own, other) in own.iter_mut().zip(other) {
                own.resize(own.len().max(other.len()), 0);
                own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
            }
            own
        };
        let sums = (0..self.blocks()).into_par_iter().fold(new, visit).reduce(new, join);
        Overlaps { union, tags: sums.into_iter().map(|by_number| TagOverlap { by_number }).collect() }
    }

    /// Up to `most` tags, each the one that covers most errors not covered yet; of equal ones the first.
    ///
    /// Rows as in [`TagBits::overlaps`]. What k steps cover is at least 1 - 1/e of what the best k tags could
    /// (Nemhauser, Wolsey & Fisher, Mathematical Programming 14, 1978). O(steps x tags x rows / 64).
    pub fn greedy(&self, most: usize) -> GreedyPlan {
        let union = self.union_of_all();
        let mut open = vec![0u64; self.right.len()];
        open.par_chunks_mut(BLOCK).enumerate().for_each(|(block, words)| {
            let mut counted = [0; BLOCK];
            let len = self.counted(&union, block, &mut counted);
            words.copy_from_slice(&counted[..len]);
        });
        let mut left: Vec<usize> = (0..self.tags.len()).collect();
        let mut steps = Vec::new();
        let mut covered = 0;
        while steps.len() < most {
            let gains: Vec<u64> =
                left.par_iter().map(|&tag| count_shared([&open, self.tags[tag].yes])).collect();
            let best = (0..left.len()).max_by_key(|&at| (gains[at], std::cmp::Reverse(at)));
            let Some(at) = best.filter(|&at| gains[at] > 0) else { break };
            let (tag, gained) = (left.remove(at), gains[at]);
            covered += gained;
            steps.push(PlanStep { tag, gained, covered });
            open.iter_mut().zip(self.tags[tag].yes).for_each(|(open, yes)| *open &= !yes);
            left = left
                .into_iter()
                .zip(without(&gains, at))
                .filter(|left| left.1 > 0)
                .map(|left| left.0)
                .collect();
        }
        GreedyPlan { union, steps }
    }

    fn union_of_all(&self) -> TagCounts {
        let all: Vec<usize> = (0..self.tags.len()).collect();
        let none = Stratum { size: 0, seen: 0, yes: 0, looked: Looked::None };
        // Every number is that of a tag.
        self.union(&all).unwrap_or(TagCounts { wrong: none, right: none })
    }

    /// Wrong rows of a block where all tags are seen, of the draw where that is what counts.
    fn counted(&self, union: &TagCounts, block: usize, out: &mut [u64; BLOCK]) -> usize {
        let len = self.scope(block, out);
        let mut keep = |mask: &[u64], flip: u64| {
            out.iter_mut().zip(mask).for_each(|(own, mask)| *own &= mask ^ flip);
        };
        keep(self.block(self.right, block), u64::MAX);
        for seen in self.tags.iter().filter_map(|tag| tag.seen) {
            keep(self.block(seen, block), 0);
        }
        if let (Looked::Random | Looked::Unfinished { .. }, Some(drawn)) = (union.wrong.looked, self.drawn) {
            keep(self.block(drawn, block), 0);
        }
        len
    }
}

/// All but one, in order.
fn without(gains: &[u64], at: usize) -> impl Iterator<Item = u64> {
    gains.iter().enumerate().filter(move |(own, _)| *own != at).map(|(_, &gain)| gain)
}

/// Adds 64 rows: how many tags each has, then each tag by that number.
fn add_word(yes: &[&[u64]], word: usize, open: u64, sums: &mut [Vec<u64>]) {
    // planes[p]: bit p of the number of tags of each row.
    let mut planes = [0u64; usize::BITS as usize];
    let planes = &mut planes[..yes.len().checked_ilog2().map_or(0, |bits| bits as usize + 1)];
    for yes in yes {
        let mut carry = yes[word] & open;
        for plane in planes.iter_mut() {
            if carry == 0 {
                break;
            }
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }
    let mut rest = planes.iter().fold(0, |any, plane| any | plane);
    for number in 1usize.. {
        if rest == 0 {
            break;
        }
        let same = |(p, plane): (usize, &u64)| if number >> p & 1 == 1 { *plane } else { !plane };
        let rows = planes.iter().enumerate().map(same).fold(rest, |rows, plane| rows & plane);
        if rows == 0 {
            continue;
        }
        rest &= !rows;
        for (yes, sums) in yes.iter().zip(sums.iter_mut()) {
            let own = u64::from((yes[word] & rows).count_ones());
            if own > 0 {
                sums.resize(sums.len().max(number), 0);
                sums[number - 1] += own;
            }
        }
    }
}
