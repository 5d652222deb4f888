//! How often each class is given: in the reference labels, and by each rater against the others on the same items.

use super::gather::Gathered;
use crate::Figure;
use assay_stats::{Interval, IntervalMethod, Unreliable, benjamini_hochberg};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Balance of classes.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassBalance {
    /// In the order of the scheme.
    pub classes: Vec<ClassShare>,
    /// Of the raters with most judgments; each cell that could be tested is in the correction.
    pub deviations: Vec<ClassDeviation>,
    /// Raters in `deviations`, most judgments first.
    pub raters: Vec<String>,
}

/// A class.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassShare {
    /// Class id.
    pub class: i64,
    /// Of the reference labels; Wilson.
    pub references: Figure,
    /// Of all judgments of ordinary work.
    pub judgments: Figure,
}

/// How much more often a rater gives a class than others do on the same items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassDeviation {
    /// Row id of the rater.
    pub person: i64,
    /// Name.
    pub rater: String,
    /// Class id.
    pub class: i64,
    /// Share of this rater's judgments minus the share of the others' on the same items, -1 to 1.
    pub difference: Figure,
    /// Two-sided p value, adjusted for all cells (Benjamini-Hochberg); none where the difference cannot be tested.
    pub adjusted_p: Option<f64>,
}

/// Raters shown.
const MOST_RATERS: usize = 24;
/// Judgments that differ from the others, below which the normal interval of a mean does not hold.
const LEAST_DIFFERING: u64 = 10;

/// Sum and sum of squares of what a rater's judgments exceed the others' by.
#[derive(Default, Clone, Copy)]
struct Sum {
    plain: f64,
    squares: f64,
    differing: u64,
}

pub(super) fn balance(data: &Gathered) -> ClassBalance {
    let shares = shares(data);
    let n_classes = data.classes.len();
    let mut sums: BTreeMap<u32, (u64, Vec<Sum>)> = BTreeMap::new();
    let mut votes_for = vec![0_u32; n_classes];
    for place in 0..data.items.len() {
        let votes = data.votes(place);
        if votes.len() < 2 {
            continue;
        }
        votes.iter().for_each(|vote| votes_for[vote.class as usize] += 1);
        let mut given: Vec<u32> = votes.iter().map(|vote| vote.class).collect();
        given.sort_unstable();
        given.dedup();
        for vote in votes {
            let (n, of) = sums.entry(vote.rater).or_insert_with(|| (0, vec![Sum::default(); n_classes]));
            *n += 1;
            for &class in &given {
                let own = u32::from(class == vote.class);
                let others = f64::from(votes_for[class as usize] - own) / (votes.len() - 1) as f64;
                let more = f64::from(own) - others;
                let sum = &mut of[class as usize];
                sum.plain += more;
                sum.squares += more * more;
                sum.differing += u64::from(more != 0.0);
            }
        }
        votes.iter().for_each(|vote| votes_for[vote.class as usize] = 0);
    }
    let mut most: Vec<(u32, u64, Vec<Sum>)> =
        sums.into_iter().map(|(rater, (n, of))| (rater, n, of)).collect();
    most.sort_by_key(|(rater, n, _)| (std::cmp::Reverse(*n), *rater));
    most.truncate(MOST_RATERS);
    let name = |rater: u32| data.people.get(rater as usize).map_or("", |p| p.name.as_str()).to_owned();
    let raters = most.iter().map(|(rater, ..)| name(*rater)).collect();
    let mut deviations = Vec::new();
    for (rater, n, of) in &most {
        for (class, sum) in data.classes.iter().zip(of) {
            let Some(person) = data.people.get(*rater as usize) else { continue };
            let difference = difference(*sum, *n);
            deviations.push(ClassDeviation {
                person: person.id,
                rater: person.name.clone(),
                class: class.id,
                adjusted_p: super::alarms::p_against(&difference, 0.0),
                difference,
            });
        }
    }
    adjust(&mut deviations);
    ClassBalance { classes: shares, deviations, raters }
}

fn difference(sum: Sum, n: u64) -> Figure {
    let count = n as f64;
    let mean = sum.plain / count;
    let interval = if sum.differing < LEAST_DIFFERING {
        Err(Unreliable::TooFewDisagreements { items: sum.differing, needed: LEAST_DIFFERING })
    } else {
        let variance = (sum.squares - count * mean * mean) / (count - 1.0);
        let half = 1.959_963_984_540_054 * (variance / count).sqrt();
        if half > 1e-9 {
            Ok(Interval {
                lower: (mean - half).max(-1.0),
                upper: (mean + half).min(1.0),
                method: IntervalMethod::Asymptotic,
            })
        } else {
            Err(Unreliable::ZeroWidth)
        }
    };
    Figure::new(mean, interval, n)
}

fn adjust(deviations: &mut [ClassDeviation]) {
    let raw: Vec<f64> = deviations.iter().filter_map(|d| d.adjusted_p).collect();
    // The p values are probabilities, so that nothing is refused.
    let Ok(adjusted) = benjamini_hochberg(&raw) else { return };
    for (deviation, p) in deviations.iter_mut().filter(|d| d.adjusted_p.is_some()).zip(adjusted) {
        deviation.adjusted_p = Some(p);
    }
}

fn shares(data: &Gathered) -> Vec<ClassShare> {
    let references: u64 = data.of.references.iter().map(|(_, n)| n).sum();
    let mut given = vec![0_u64; data.classes.len()];
    for j in (0..data.scan.len()).filter(|&j| data.is_vote(j)) {
        given[data.scan.class[j] as usize] += 1;
    }
    let judged: u64 = given.iter().sum();
    let share =
        |k: u64, n: u64, none: &str| if n == 0 { Figure::undefined(none, 0) } else { Figure::share(k, n) };
    let of = |(class, given): (&assay_model::Class, u64)| {
        let n = data.of.references.iter().find(|(id, _)| *id == class.id).map_or(0, |(_, n)| *n);
        ClassShare {
            class: class.id,
            references: share(n, references, "no reference label yet"),
            judgments: share(given, judged, "no judgment yet"),
        }
    };
    data.classes.iter().zip(given).map(of).collect()
}
