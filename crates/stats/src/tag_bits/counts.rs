//! n_t and e_t of every tag, and of the union of several.

use rayon::prelude::*;

use super::popcount::count_shared;
use super::{BLOCK, Seen, TagBitmaps, TagBits};
use crate::judgments::InputError;
use crate::priorities::TagCounts;

/// Rows in scope of a block.
struct Rows {
    len: usize,
    /// All bits are in scope, so that `all` need not be read.
    whole: bool,
    all: [u64; BLOCK],
    wrong: [u64; BLOCK],
    drawn: [u64; BLOCK],
    drawn_wrong: [u64; BLOCK],
}

impl Rows {
    fn new() -> Self {
        let none = [0; BLOCK];
        Self { len: 0, whole: false, all: none, wrong: none, drawn: none, drawn_wrong: none }
    }

    fn fill(&mut self, bits: &TagBits<'_>, block: usize) {
        self.len = bits.scope(block, &mut self.all);
        self.whole = bits.whole(block);
        for (i, right) in bits.block(bits.right, block).iter().enumerate() {
            self.wrong[i] = self.all[i] & !right;
        }
        if let Some(drawn) = bits.drawn {
            for (i, drawn) in bits.block(drawn, block).iter().enumerate() {
                self.drawn[i] = self.all[i] & drawn;
                self.drawn_wrong[i] = self.wrong[i] & drawn;
            }
        }
    }
}

/// Rows of one tag, all and wrong ones; in order: seen, yes, then of the draw: seen, yes.
#[derive(Clone, Copy, Default)]
struct Sums([[u64; 2]; 4]);

impl Sums {
    fn add(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *own += other;
        }
    }

    /// The strata of a tag, from the rows in scope; where all rows are seen only `yes` was added up.
    fn counts(&self, scope: &Self, all_seen: bool) -> TagCounts {
        let [size, _, drawn, _] = scope.0;
        let [seen, yes, drawn_seen, drawn_yes] = self.0;
        let seen = if all_seen { size } else { seen };
        let wrong = Seen {
            size: size[1],
            seen: seen[1],
            yes: yes[1],
            drawn: drawn[1],
            drawn_seen: drawn_seen[1],
            drawn_yes: drawn_yes[1],
        };
        let other = |pair: [u64; 2]| pair[0] - pair[1];
        let right = Seen {
            size: other(size),
            seen: other(seen),
            yes: other(yes),
            drawn: other(drawn),
            drawn_seen: other(drawn_seen),
            drawn_yes: other(drawn_yes),
        };
        TagCounts { wrong: wrong.stratum(), right: right.stratum() }
    }
}

/// What one thread adds up: rows in scope first, then each tag.
struct Tally {
    rows: Box<Rows>,
    sums: Vec<Sums>,
}

impl Tally {
    fn new(tags: usize) -> Self {
        Self { rows: Box::new(Rows::new()), sums: vec![Sums::default(); tags + 1] }
    }

    /// Starts a block.
    fn begin(&mut self, bits: &TagBits<'_>, block: usize) {
        self.rows.fill(bits, block);
        let rows = &*self.rows;
        let all = count_shared([&rows.all[..rows.len]]);
        let wrong = count_shared([&rows.wrong[..rows.len]]);
        let drawn = if bits.drawn.is_some() {
            [count_shared([&rows.drawn[..rows.len]]), count_shared([&rows.drawn_wrong[..rows.len]])]
        } else {
            [0; 2]
        };
        self.sums[0].add(&Sums([[all, wrong], [0; 2], drawn, [0; 2]]));
    }

    /// Adds one tag on the block.
    fn add(&mut self, tag: usize, seen: Option<&[u64]>, yes: &[u64], has_draw: bool) {
        let rows = &*self.rows;
        let len = rows.len;
        let both =
            |yes: &[u64], masks: [&[u64; BLOCK]; 2]| masks.map(|mask| count_shared([yes, &mask[..len]]));
        let three = |seen: &[u64], masks: [&[u64; BLOCK]; 2]| {
            masks.map(|mask| count_shared([seen, yes, &mask[..len]]))
        };
        let (of_scope, of_draw) = ([&rows.all, &rows.wrong], [&rows.drawn, &rows.drawn_wrong]);
        let mut sums = [[0; 2]; 4];
        match seen {
            Some(seen) => {
                sums[0] = both(seen, of_scope);
                sums[1] = three(seen, of_scope);
                if has_draw {
                    sums[2] = both(seen, of_draw);
                    sums[3] = three(seen, of_draw);
                }
            }
            // Seen in full: what is drawn does not matter.
            None if rows.whole => sums[1] = [count_shared([yes]), count_shared([yes, &rows.wrong[..len]])],
            None => sums[1] = both(yes, of_scope),
        }
        self.sums[tag + 1].add(&Sums(sums));
    }

    fn join(mut self, other: Self) -> Self {
        for (own, other) in self.sums.iter_mut().zip(&other.sums) {
            own.add(other);
        }
        self
    }
}

impl TagBits<'_> {
    /// The counts of every tag by stratum, as [`tag_figures`](crate::tag_figures) takes them.
    ///
    /// A stratum (the wrong or the right rows in scope) that was seen in full counts in full. Else only its drawn rows
    /// count: as a random draw where all of them are seen, as an unfinished one where some are; seen rows without
    /// a seen draw are hand-picked. O(tags x rows / 64).
    pub fn counts(&self) -> Vec<TagCounts> {
        let visit = |mut tally: Tally, block: usize| {
            tally.begin(self, block);
            for (number, tag) in self.tags.iter().enumerate() {
                let seen = tag.seen.map(|seen| self.block(seen, block));
                tally.add(number, seen, self.block(tag.yes, block), self.drawn.is_some());
            }
            tally
        };
        let tally = (0..self.blocks())
            .into_par_iter()
            .fold(|| Tally::new(self.tags.len()), visit)
            .reduce(|| Tally::new(self.tags.len()), Tally::join);
        let of = |(tag, sums): (&TagBitmaps<'_>, &Sums)| sums.counts(&tally.sums[0], tag.seen.is_none());
        self.tags.iter().zip(&tally.sums[1..]).map(of).collect()
    }

    /// The counts of the union of some tags, as if it were one tag: seen where all of them are, yes where one is.
    /// Figures of a set of tags come from it: those of overlapping tags must never be added.
    ///
    /// # Errors
    /// [`InputError::ClassOutOfRange`] where a number is not below that of tags.
    pub fn union(&self, chosen: &[usize]) -> Result<TagCounts, InputError> {
        if let Some(position) = chosen.iter().position(|&tag| tag >= self.tags.len()) {
            let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            let (value, limit) = (number(chosen[position]), number(self.tags.len()));
            return Err(InputError::ClassOutOfRange { position, value, limit });
        }
        let visit = |mut tally: Tally, block: usize| {
            tally.begin(self, block);
            let (mut seen, mut yes) = ([u64::MAX; BLOCK], [0; BLOCK]);
            for &tag in chosen {
                let tag = &self.tags[tag];
                or_into(&mut yes, self.block(tag.yes, block));
                if let Some(own) = tag.seen {
                    and_into(&mut seen, self.block(own, block));
                }
            }
            let len = tally.rows.len;
            tally.add(0, Some(&seen[..len]), &yes[..len], self.drawn.is_some());
            tally
        };
        let new = || Tally::new(1);
        let tally = (0..self.blocks()).into_par_iter().fold(new, visit).reduce(new, Tally::join);
        Ok(tally.sums[1].counts(&tally.sums[0], false))
    }
}

fn or_into(own: &mut [u64], other: &[u64]) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
}

fn and_into(own: &mut [u64], other: &[u64]) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own &= other);
}
