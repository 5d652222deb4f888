//! All runs by accuracy, each against the best, and which of them cannot be told apart.

use super::paired::{RunVerdict, Verdicts, difference};
use super::parts::adjusted;
use crate::errors::{Scope, scoped};
use crate::figures::Figure;
use crate::{Context, Error, Result, human};
use assay_stats::Confusion;
use assay_store::project;
use assay_store::run_rows::{self, NO_CLASS, RunRows};
use assay_store::runs::{self, Run};
use serde::Serialize;
use ts_rs::TS;

/// A run against the best one.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ToBest {
    /// Accuracy of this run less that of the best, on the items that both predicted; paired interval.
    pub difference: Figure,
    /// Of McNemar's test, corrected over all pairs of runs (Benjamini and Hochberg).
    pub p_adjusted: f64,
    /// Decided only where the interval lies on one side of 0 and the corrected p value is at most .05.
    pub verdict: RunVerdict,
}

/// A run of the leaderboard.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct LeaderRow {
    /// The run with its record.
    pub run: Run,
    /// Share right of the labelled items that it predicted; its n is their number.
    pub accuracy: Figure,
    /// Mean F1 of the classes where it is defined.
    pub macro_f1: Figure,
    /// Share of the labelled items that it predicted.
    pub coverage: Figure,
    /// Against the run of the highest accuracy; none for that run.
    pub to_best: Option<ToBest>,
    /// Letters: runs that share one follow each other by accuracy, and no two of them can be told apart.
    pub bands: String,
}

/// The baseline that runs are held against.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct LeaderboardBaseline {
    /// Its name.
    pub name: String,
    /// Share right.
    pub level: Figure,
}

/// Every run that is not archived and has an item with a reference label, by falling accuracy.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Leaderboard {
    /// The runs.
    pub rows: Vec<LeaderRow>,
    /// Runs without an item with a reference label: nothing can be said of them.
    pub unscored: Vec<Run>,
    /// Archived runs, which are left out.
    pub archived: u64,
    /// Pairs of runs that the p values are corrected over.
    pub pairs: u64,
    /// The chosen baseline.
    pub baseline: Option<LeaderboardBaseline>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

/// Runs compared at most: the pairs grow by the square.
const MOST: usize = 60;
/// The p value up to which two runs are told apart.
const LEVEL: f64 = 0.05;

struct Entry {
    run: Run,
    verdicts: Verdicts,
    right: u64,
    n: u64,
    macro_f1: Figure,
}

pub(crate) fn leaderboard(ctx: &Context, (): ()) -> Result<Leaderboard> {
    ctx.read(|r| {
        let all = runs::list(r)?;
        let archived = all.iter().filter(|run| run.archived_at.is_some()).count() as u64;
        let listed: Vec<Run> = all.into_iter().filter(|run| run.archived_at.is_none()).collect();
        if listed.len() > MOST {
            let message = format!(
                "the leaderboard takes at most {MOST} runs and there are {}; archive some",
                listed.len()
            );
            return Err(Error::refused("too_many_runs", message));
        }
        let classes = project::question_in_figures(r)?.classes.len();
        let (mut entries, mut unscored) = (Vec::new(), Vec::new());
        for run in listed {
            let rows = scoped(r, &Scope { run: run.id, filter: None })?.rows;
            let verdicts = Verdicts::of(&rows);
            let (n, right) = (verdicts.n(), verdicts.right());
            if n == 0 {
                unscored.push(run);
            } else {
                let macro_f1 = macro_f1(&rows, classes);
                entries.push(Entry { run, verdicts, right, n, macro_f1 });
            }
        }
        let share = |entry: &Entry| entry.right as f64 / entry.n as f64;
        entries
            .sort_by(|a, b| share(b).total_cmp(&share(a)).then(b.n.cmp(&a.n)).then(a.run.id.cmp(&b.run.id)));
        let pairs = Pairs::of(&entries)?;
        let bands = bands(entries.len(), |i, j| pairs.apart(i, j));
        let mut rows = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let labelled = run_rows::labelled(r, entry.run.id)?;
            rows.push(LeaderRow {
                run: entry.run.clone(),
                accuracy: Figure::share(entry.right, entry.n),
                macro_f1: entry.macro_f1.clone(),
                coverage: Figure::share(entry.n, labelled.max(entry.n)),
                to_best: (at > 0).then(|| pairs.to_best(at)),
                bands: bands[at].clone(),
            });
        }
        Ok(Leaderboard {
            rows,
            unscored,
            archived,
            pairs: pairs.all.len() as u64,
            baseline: human::chosen_level(r)?.map(|(name, level)| LeaderboardBaseline { name, level }),
            reference_revision: project::get(r)?.reference_revision,
        })
    })
}

fn macro_f1(rows: &RunRows, classes: usize) -> Figure {
    let mut counts = vec![0; classes * classes];
    for (reference, predicted) in rows.reference.iter().zip(&rows.predicted) {
        if *reference != NO_CLASS && *predicted != NO_CLASS {
            counts[*reference as usize * classes + *predicted as usize] += 1;
        }
    }
    match Confusion::from_counts(counts, u32::try_from(classes).unwrap_or(u32::MAX)) {
        Ok(confusion) => Figure::of(&confusion.macro_f1().estimate),
        Err(error) => Figure::undefined(&error.to_string(), 0),
    }
}

/// One pair of places, the earlier being the higher one.
struct Pair {
    places: (usize, usize),
    difference: Figure,
    verdict: RunVerdict,
    p_adjusted: f64,
}

struct Pairs {
    all: Vec<Pair>,
}

impl Pairs {
    fn of(entries: &[Entry]) -> Result<Pairs> {
        let (mut all, mut p_values) = (Vec::new(), Vec::new());
        for (i, higher) in entries.iter().enumerate() {
            for (j, lower) in entries.iter().enumerate().skip(i + 1) {
                let runs = higher.verdicts.against(&lower.verdicts);
                p_values.push(runs.mcnemar().p_value);
                let (difference, verdict) = (difference(&runs), runs.verdict().into());
                all.push(Pair { places: (i, j), difference, verdict, p_adjusted: 1.0 });
            }
        }
        for (pair, p) in all.iter_mut().zip(adjusted(&p_values)?) {
            pair.p_adjusted = p;
            if p > LEVEL {
                pair.verdict = RunVerdict::Undecided;
            }
        }
        Ok(Pairs { all })
    }

    fn apart(&self, i: usize, j: usize) -> bool {
        let pair = self.all.iter().find(|pair| pair.places == (i.min(j), i.max(j)));
        pair.is_some_and(|pair| pair.verdict != RunVerdict::Undecided)
    }

    fn to_best(&self, at: usize) -> ToBest {
        let pair = self.all.iter().find(|pair| pair.places == (0, at));
        match pair {
            Some(pair) => ToBest {
                difference: pair.difference.clone(),
                p_adjusted: pair.p_adjusted,
                verdict: pair.verdict,
            },
            None => ToBest {
                difference: Figure::undefined("there is no other run", 0),
                p_adjusted: 1.0,
                verdict: RunVerdict::Undecided,
            },
        }
    }
}

/// The letters of each of `n` runs in order: the longest stretches in which no two are apart.
fn bands(n: usize, apart: impl Fn(usize, usize) -> bool) -> Vec<String> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for start in 0..n {
        let mut end = start;
        while end + 1 < n && (start..=end).all(|i| !apart(i, end + 1)) {
            end += 1;
        }
        if stretches.last().is_none_or(|(_, last)| end > *last) {
            stretches.push((start, end));
        }
    }
    let letters = |run: usize| {
        let own = stretches.iter().enumerate().filter(|(_, (start, end))| (*start..=*end).contains(&run));
        own.map(|(at, _)| letter(at)).collect()
    };
    (0..n).map(letters).collect()
}

/// a, b, ... z, then a1, b1, ...
fn letter(at: usize) -> String {
    let name = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { name.to_string() } else { format!("{name}{}", at / 26) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_share_a_letter_where_no_two_are_apart() {
        // 0 and 1 cannot be told apart, nor 1 and 2, but 0 and 2 can; 3 is apart from all.
        let apart = |i: usize, j: usize| j == 3 || i == 3 || (i.min(j), i.max(j)) == (0, 2);
        assert_eq!(bands(4, apart), ["a", "ab", "b", "c"]);
        assert_eq!(bands(3, |_, _| false), ["a", "a", "a"]);
        assert_eq!(bands(2, |_, _| true), ["a", "b"]);
        assert_eq!(bands(0, |_, _| true), [""; 0]);
    }
}
