//! SliceLine, level by level.

use std::ops::Range;

use rayon::prelude::*;

use super::index::Index;
use super::score::{Score, Stats};
use super::top::Top;
use super::{Predicate, Slice, SliceColumn, SliceError, SliceSearch, SlicesFound};

/// Candidates between two looks at the threshold and at the wish to stop.
const BLOCK: u64 = 100_000;

/// The k slices of highest score, exactly: SliceLine (Sagadeeva & Boehm, SIGMOD 2021).
///
/// A slice S fixes the codes of 1 to `max_level` columns. With n rows, errors e_i >= 0 (0 and 1 for right and wrong, or
/// a loss) and their mean m, score(S) = alpha (mean error of S / m - 1) - (1 - alpha)(n / |S| - 1). Taken are slices of
/// at least `min_support` rows with a score above 0, best first; equal scores by fewer predicates, then by the smaller
/// (column, code), in order. With `distinct` those are left out that have the rows of a slice with one predicate less: they
/// would fill the list with copies. The answer does not depend on the number of threads.
///
/// Pruned is what has too few rows, no error, or an upper bound of the score (over all slices inside it) below the
/// k-th best; the bound falls from a slice to the slices inside it, so that nothing better is lost. A pair of a slice and
/// one more predicate is a candidate where both the slice and its sibling with that predicate are left; the sizes
/// and errors of all candidates of a slice come from one pass over its rows, at most n of them for each choice
/// of columns. So the time is at most n (C(columns, 1) + ... + C(columns, `max_level`)), whatever the cardinalities.
///
/// `columns`: one code for each row; `errors`: one for each row. Memory: at most 6 bytes for each row and column, 26 for
/// each code, 24 + 2 `max_level` for each candidate that is left (`most_candidates` at the most), and 8 for each row and
/// thread. `stop` is asked before each slice is combined with others, from several threads.
///
/// # Errors
/// [`SliceError`]: for input that does not fit together, where no row has an error, [`SliceError::TooManyCandidates`]
/// before a level that would pass `most_candidates`, and [`SliceError::Cancelled`] once `stop` answers true.
pub fn find_slices(
    columns: &[SliceColumn<'_>],
    errors: &[f64],
    search: &SliceSearch,
    stop: impl Fn() -> bool + Sync,
) -> Result<SlicesFound, SliceError> {
    check(columns, errors, search)?;
    let score = Score::new(search, errors)?;
    let index = Index::new(columns, errors, search.min_support)?;
    let binary = errors.iter().all(|&error| error == 0.0 || error == 1.0);
    let (slices, candidates, levels) = if binary {
        let wrong: Vec<u64> = errors.iter().map(|&error| 1 | u64::from(error > 0.0) << 32).collect();
        Lattice::<u64> { index, score, search, errors: &wrong, stop: &stop }.descend()?
    } else {
        Lattice::<Sums> { index, score, search, errors, stop: &stop }.descend()?
    };
    Ok(SlicesFound { slices, rows: errors.len() as u64, mean_error: score.mean(), candidates, levels })
}

fn check(columns: &[SliceColumn<'_>], errors: &[f64], search: &SliceSearch) -> Result<(), SliceError> {
    let SliceSearch { k, alpha, min_support, max_level, .. } = *search;
    let refuse = |name, value, must| Err(SliceError::InvalidSetting { name, value, must });
    if !(alpha > 0.0 && alpha <= 1.0) {
        return refuse("alpha", alpha, "has to be above 0 and at most 1");
    }
    for (name, value) in [
        ("the number of slices", k as u64),
        ("the smallest size of a slice", min_support),
        ("the number of conditions", max_level as u64),
    ] {
        if value == 0 {
            return refuse(name, 0.0, "has to be at least 1");
        }
    }
    if errors.is_empty() || columns.is_empty() {
        return Err(SliceError::Empty { rows: errors.len(), columns: columns.len() });
    }
    if u32::try_from(errors.len()).is_err() {
        return Err(SliceError::TooManyRows { rows: errors.len() });
    }
    match errors.iter().position(|error| !(error.is_finite() && *error >= 0.0)) {
        Some(row) => Err(SliceError::InvalidError { row, value: errors[row] }),
        None => Ok(()),
    }
}

/// What is summed up for each candidate of a slice.
trait Cell: Copy + Default + Send + Sync {
    /// Error of one row as it is added.
    type Error: Copy + Sync;
    fn add(&mut self, error: Self::Error);
    fn stats(self) -> Stats;
}

/// Rows in the lower half, wrong ones in the upper half.
impl Cell for u64 {
    type Error = u64;

    fn add(&mut self, error: u64) {
        // Number 0 gathers what no candidate needs, and may run over.
        *self = self.wrapping_add(error);
    }

    fn stats(self) -> Stats {
        let wrong = self >> 32;
        Stats { size: self as u32, error: wrong as f64, largest: if wrong > 0 { 1.0 } else { 0.0 } }
    }
}

#[derive(Clone, Copy, Default)]
struct Sums(Stats);

impl Cell for Sums {
    type Error = f64;

    fn add(&mut self, error: f64) {
        // Likewise.
        self.0.size = self.0.size.wrapping_add(1);
        self.0.error += error;
        self.0.largest = self.0.largest.max(error);
    }

    fn stats(self) -> Stats {
        self.0
    }
}

/// The slices of one level that are left: numbers of predicates, ascending in each and among them.
#[derive(Default)]
struct Level {
    width: usize,
    predicates: Vec<u16>,
    stats: Vec<Stats>,
}

impl Level {
    fn len(&self) -> usize {
        self.stats.len()
    }

    fn slice(&self, at: usize) -> &[u16] {
        &self.predicates[at * self.width..(at + 1) * self.width]
    }

    fn push(&mut self, prefix: &[u16], last: u16, stats: Stats) {
        self.predicates.extend_from_slice(prefix);
        self.predicates.push(last);
        self.stats.push(stats);
    }

    fn retain(&self, keep: impl Fn(Stats) -> bool) -> Self {
        let mut left = Self { width: self.width, ..Self::default() };
        for (at, &stats) in self.stats.iter().enumerate().filter(|(_, stats)| keep(**stats)) {
            left.predicates.extend_from_slice(self.slice(at));
            left.stats.push(stats);
        }
        left
    }
}

/// Slices that differ in the code of their last column only, with the siblings to combine them with.
struct Family {
    members: Range<usize>,
    siblings: Range<usize>,
}

impl Family {
    fn candidates(&self) -> u64 {
        self.members.len() as u64 * self.siblings.len() as u64
    }
}

struct Lattice<'a, C: Cell> {
    index: Index,
    score: Score,
    search: &'a SliceSearch,
    errors: &'a [C::Error],
    stop: &'a (dyn Fn() -> bool + Sync),
}

/// What one thread needs again and again.
struct Scratch<C> {
    cells: Vec<C>,
    rows: Vec<u32>,
    buckets: Vec<Vec<u32>>,
}

impl<C: Cell> Lattice<'_, C> {
    fn descend(&self) -> Result<(Vec<Slice>, u64, usize), SliceError> {
        let mut top = Top::new(self.search.k, 0.0);
        let mut level = Level { width: 1, ..Level::default() };
        for number in 1..=self.index.len() {
            let stats = self.index.stats(number as u16);
            self.offer(&mut top, &[], number as u16, stats, false);
            level.push(&[], number as u16, stats);
        }
        let (mut candidates, mut levels) = (level.len() as u64, 1);
        while level.width < self.search.max_level {
            let threshold = top.threshold();
            level = level.retain(|stats| self.score.may_reach(stats, threshold));
            let families = self.families(&level);
            let coming: u64 = families.iter().map(Family::candidates).sum();
            if coming == 0 {
                break;
            }
            candidates += coming;
            levels += 1;
            if candidates > self.search.most_candidates {
                let limit = self.search.most_candidates;
                return Err(SliceError::TooManyCandidates { level: levels, candidates, limit });
            }
            level = self.next(&level, &families, &mut top)?;
        }
        Ok((top.into_slices(), candidates, levels))
    }

    fn families(&self, level: &Level) -> Vec<Family> {
        let mut families = Vec::new();
        let last = |at: usize| self.index.place(level.slice(at)[level.width - 1]);
        let mut begin = 0;
        while begin < level.len() {
            let prefix = &level.slice(begin)[..level.width - 1];
            let same = |at: &usize| &level.slice(*at)[..level.width - 1] == prefix;
            let end = (begin..level.len()).find(|at| !same(at)).unwrap_or(level.len());
            while begin < end {
                let next = (begin..end).find(|&at| last(at) != last(begin)).unwrap_or(end);
                // Without a prefix the members share no rows: one each, for more to share among threads.
                let step = if level.width == 1 { 1 } else { next - begin };
                let members = (begin..next).step_by(step).map(|at| at..at + step);
                families.extend(members.map(|members| Family { members, siblings: next..end }));
                begin = next;
            }
        }
        families.retain(|family| family.candidates() > 0);
        families
    }

    fn next(&self, level: &Level, families: &[Family], top: &mut Top) -> Result<Level, SliceError> {
        let mut next = Level { width: level.width + 1, ..Level::default() };
        let scratch = || Scratch::<C> {
            cells: vec![C::default(); self.index.len() + 1],
            rows: Vec::new(),
            buckets: Vec::new(),
        };
        let mut rest = families;
        while !rest.is_empty() {
            let mut sum = 0;
            let full = rest.iter().position(|family| {
                sum += family.candidates();
                sum >= BLOCK
            });
            let (block, others) = rest.split_at(full.map_or(rest.len(), |at| at + 1));
            rest = others;
            let threshold = top.threshold();
            let found: Result<Vec<(Top, Level)>, SliceError> = block
                .par_iter()
                .map_init(scratch, |scratch, family| self.expand(level, family, threshold, scratch))
                .collect();
            for (best, mut left) in found? {
                best.into_slices().into_iter().for_each(|slice| top.offer(slice));
                next.predicates.append(&mut left.predicates);
                next.stats.append(&mut left.stats);
            }
        }
        Ok(next)
    }

    /// All candidates of a family: its best, and those whose insides are worth a look.
    fn expand(
        &self,
        level: &Level,
        family: &Family,
        threshold: f64,
        scratch: &mut Scratch<C>,
    ) -> Result<(Top, Level), SliceError> {
        let mut top = Top::new(self.search.k, threshold);
        let mut left = Level { width: level.width + 1, ..Level::default() };
        let number = |at: usize| level.slice(at)[level.width - 1];
        self.fill_buckets(level, family, scratch);
        let first = self.index.place(number(family.siblings.start));
        let last = self.index.place(number(family.siblings.end - 1));
        let touched = self.index.range_of(first).start..self.index.range_of(last).end;
        for (bucket, member) in family.members.clone().enumerate() {
            if (self.stop)() {
                return Err(SliceError::Cancelled);
            }
            if !self.score.may_reach(level.stats[member], top.threshold()) {
                continue;
            }
            let cells = &mut scratch.cells;
            cells[touched.clone()].fill(C::default());
            for &row in &scratch.buckets[bucket] {
                let error = self.errors[row as usize];
                for &number in self.index.cells(row, first..last + 1) {
                    cells[number as usize].add(error);
                }
            }
            let prefix = level.slice(member);
            for sibling in family.siblings.clone() {
                let stats = cells[number(sibling) as usize].stats();
                if u64::from(stats.size) < self.search.min_support || stats.error <= 0.0 {
                    continue;
                }
                let of_parents = [member, sibling].map(|at| level.stats[at].size);
                self.offer(&mut top, prefix, number(sibling), stats, of_parents.contains(&stats.size));
                if left.width < self.search.max_level && self.score.may_reach(stats, top.threshold()) {
                    left.push(prefix, number(sibling), stats);
                }
            }
        }
        Ok((top, left))
    }

    /// The rows of each member.
    fn fill_buckets(&self, level: &Level, family: &Family, scratch: &mut Scratch<C>) {
        let Scratch { rows, buckets, .. } = scratch;
        buckets.resize_with(buckets.len().max(family.members.len()), Vec::new);
        if family.members.len() == 1 {
            return self.index.rows_of(level.slice(family.members.start), &mut buckets[0]);
        }
        let (prefix, begin) = level.slice(family.members.start).split_at(level.width - 1);
        let place = self.index.place(begin[0]);
        let range = self.index.range_of(place);
        let mut of_number = vec![usize::MAX; range.len()];
        for (bucket, member) in family.members.clone().enumerate() {
            buckets[bucket].clear();
            of_number[level.slice(member)[level.width - 1] as usize - range.start] = bucket;
        }
        self.index.rows_of(prefix, rows);
        for &row in rows.iter() {
            let number = self.index.cells(row, place..place + 1)[0] as usize;
            let bucket = number.checked_sub(range.start).map_or(usize::MAX, |at| of_number[at]);
            if let Some(bucket) = buckets.get_mut(bucket) {
                bucket.push(row);
            }
        }
    }

    /// Offers a slice; `copy` where one of its two known parents has the same rows.
    fn offer(&self, top: &mut Top, prefix: &[u16], last: u16, stats: Stats, copy: bool) {
        let score = self.score.of(stats);
        if !top.may_enter(score) || self.search.distinct && copy {
            return;
        }
        let numbers: Vec<u16> = prefix.iter().copied().chain([last]).collect();
        if self.search.distinct && self.is_copy(&numbers, stats.size) {
            return;
        }
        let mut predicates: Vec<Predicate> =
            numbers.into_iter().map(|number| self.index.predicate(number)).collect();
        predicates.sort_unstable();
        top.offer(Slice { predicates, size: stats.size.into(), error_sum: stats.error, score });
    }

    /// Whether leaving out one of the predicates, other than the last two, leaves the rows the same.
    fn is_copy(&self, numbers: &[u16], size: u32) -> bool {
        let mut rows = Vec::new();
        (0..numbers.len().saturating_sub(2)).any(|without| {
            let fewer = [&numbers[..without], &numbers[without + 1..]].concat();
            self.index.rows_of(&fewer, &mut rows);
            rows.len() == size as usize
        })
    }
}
