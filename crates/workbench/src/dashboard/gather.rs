//! What every figure of the dashboard is made from, read once.

use crate::Result;
use assay_model::{Class, Policy, Purpose};
use assay_stats::Judgments;
use assay_store::dashboard::{self, ItemState, NONE, Scan};
use assay_store::{Read, people, project};
use std::collections::HashMap;

/// A judgment whose clock was ahead by more than this is of unknown time, as is one from before 1970.
const CLOCK_ALLOWED_MS: i64 = 86_400_000;

/// A judgment of ordinary work that counts, as the history of its item sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote {
    /// Milliseconds since 1970 UTC, or [`NONE`].
    pub(super) at: i64,
    /// Place in the scheme.
    pub(super) class: u32,
    /// Place in `people`.
    pub(super) rater: u32,
}

pub(super) struct Gathered {
    pub(super) now: i64,
    /// Where the asker's days begin, in milliseconds east of UTC.
    pub(super) offset: i64,
    pub(super) seed: u64,
    pub(super) reference_revision: i64,
    pub(super) policy: Policy,
    pub(super) classes: Vec<Class>,
    pub(super) counts: project::Counts,
    pub(super) people: Vec<assay_model::Person>,
    pub(super) scan: Scan,
    pub(super) of: dashboard::Progress,
    /// By judgment: place of its rater in `people`.
    pub(super) rater: Vec<u32>,
    /// Items with a vote, in order of id.
    pub(super) items: Vec<i64>,
    /// Where the votes of each item begin in `votes`; one more at the end.
    starts: Vec<usize>,
    votes: Vec<Vote>,
}

impl Gathered {
    pub(super) fn read(r: &Read<'_>, now: i64, offset: i64) -> Result<Gathered> {
        let row = project::get(r)?;
        let question = project::question(r)?;
        let ids: Vec<i64> = question.classes.iter().map(|class| class.id).collect();
        let mut scan = dashboard::scan(r, question.id, &ids)?;
        let known = 0..=now + CLOCK_ALLOWED_MS;
        for at in scan.made_at.iter_mut().filter(|at| !known.contains(at)) {
            *at = NONE;
        }
        let mut of = dashboard::progress(r, question.id)?;
        of.decided.retain(|decided| known.contains(&decided.at));
        let people = people::list(r)?;
        let place: HashMap<i64, u32> = people.iter().zip(0..).map(|(person, at)| (person.id, at)).collect();
        let rater: Vec<u32> =
            scan.person.iter().map(|id| place.get(id).copied().unwrap_or(u32::MAX)).collect();
        let (items, starts, votes) = by_item(&scan, &rater);
        Ok(Gathered {
            now,
            offset,
            seed: row.seed.cast_unsigned(),
            reference_revision: row.reference_revision,
            policy: project::policy(r)?,
            classes: question.classes,
            counts: project::counts(r)?,
            of,
            people,
            scan,
            rater,
            items,
            starts,
            votes,
        })
    }

    /// Judgments of ordinary work that an item wants.
    pub(super) fn wanted(&self, item: i64) -> usize {
        let wanted = self.of.others.get(&item).copied().unwrap_or(self.of.wanted);
        usize::try_from(wanted).unwrap_or(0)
    }

    /// The votes of the item at this place, oldest first; those of unknown time come first.
    pub(super) fn votes(&self, place: usize) -> &[Vote] {
        &self.votes[self.starts[place]..self.starts[place + 1]]
    }

    /// How far an item has come; none for gold that is kept for checks and tests.
    pub(super) fn state(&self, item: i64) -> Option<ItemState> {
        if self.of.aside.contains(&item) {
            return None;
        }
        Some(match self.items.binary_search(&item) {
            Ok(place) => {
                let n = self.votes(place).len();
                ItemState { judged: n > 0, complete: n >= self.wanted(item) }
            }
            Err(_) => ItemState::default(),
        })
    }

    /// The start of the local day that a time lies in, in milliseconds since 1970 UTC.
    pub(super) fn day(&self, at: i64) -> i64 {
        self.bucket(at, DAY)
    }

    /// The start of the step of this width that a time lies in; weeks begin on Monday.
    pub(super) fn bucket(&self, at: i64, width: i64) -> i64 {
        // 1970 began on a Thursday.
        let shift = if width % (7 * DAY) == 0 { self.offset - 4 * DAY } else { self.offset };
        (at + shift).div_euclid(width) * width - shift
    }

    /// Whether item and judgment are ordinary work that counts, with a class that is still in use.
    pub(super) fn is_vote(&self, judgment: usize) -> bool {
        is_vote(&self.scan, judgment)
    }
}

pub(super) const HOUR: i64 = 3_600_000;
pub(super) const DAY: i64 = 24 * HOUR;

fn is_vote(scan: &Scan, at: usize) -> bool {
    scan.counted[at] && scan.purpose[at] == Purpose::Label && scan.class[at] != u32::MAX
}

type ByItem = (Vec<i64>, Vec<usize>, Vec<Vote>);

fn by_item(scan: &Scan, rater: &[u32]) -> ByItem {
    let mut rows: Vec<u32> = (0..u32::try_from(scan.len()).unwrap_or(u32::MAX))
        .filter(|&row| is_vote(scan, row as usize))
        .collect();
    // `NONE` is the least number, so what has no time comes first.
    rows.sort_unstable_by_key(|&row| (scan.item[row as usize], scan.made_at[row as usize], row));
    let (mut items, mut starts, mut votes) = (Vec::new(), Vec::new(), Vec::with_capacity(rows.len()));
    for row in rows {
        let row = row as usize;
        if items.last() != Some(&scan.item[row]) {
            items.push(scan.item[row]);
            starts.push(votes.len());
        }
        votes.push(Vote { at: scan.made_at[row], class: scan.class[row], rater: rater[row] });
    }
    starts.push(votes.len());
    (items, starts, votes)
}

/// Votes as the statistics take them.
#[derive(Default)]
pub(super) struct Table {
    item: Vec<u32>,
    rater: Vec<u32>,
    label: Vec<u32>,
    items: u32,
}

impl Table {
    pub(super) fn add(&mut self, votes: &[Vote]) {
        for vote in votes {
            self.item.push(self.items);
            self.rater.push(vote.rater);
            self.label.push(vote.class);
        }
        self.items += 1;
    }

    /// The places that raters and classes have in `data`.
    pub(super) fn view(&self, data: &Gathered) -> Result<Judgments<'_>> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Judgments::new(
            &self.item,
            &self.rater,
            &self.label,
            self.items,
            count(data.people.len()),
            count(data.classes.len()),
        )
        .map_err(|e| crate::Error::refused(e.code(), e.to_string()))
    }
}
