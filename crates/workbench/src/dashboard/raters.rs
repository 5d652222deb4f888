//! Raters side by side.

use super::gather::{Gathered, Table};
use super::time::TimeSpread;
use crate::{Figure, Result};
use assay_model::Purpose;
use assay_stats as stats;
use assay_store::dashboard::NONE;
use assay_store::{Read, judgments};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// A rater.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RaterRow {
    /// Row id.
    pub person: i64,
    /// Name.
    pub rater: String,
    /// Made up.
    pub simulated: bool,
    /// Judgments that stand, skips aside.
    pub judgments: u64,
    /// Skips of all that was answered; Wilson.
    pub skips: Figure,
    /// Judgments in doubt; Wilson.
    pub unsure: Figure,
    /// Seconds for a judgment.
    pub time: TimeSpread,
    /// Right on gold; Wilson.
    pub gold: Figure,
    /// Judgments that give the majority of the others on the item (leave one out); a tie of t counts 1/t.
    pub others: Figure,
    /// Own items answered again alike.
    pub repeats: Figure,
    /// Newest judgment of known time, in milliseconds since 1970 UTC.
    pub last_at: Option<i64>,
}

#[derive(Default)]
struct Tally {
    judgments: u64,
    skips: u64,
    unsure: u64,
    seconds: Vec<f64>,
    last_at: Option<i64>,
}

pub(super) fn raters(r: &Read<'_>, data: &Gathered) -> Result<Vec<RaterRow>> {
    let mut tallies: Vec<Tally> = data.people.iter().map(|_| Tally::default()).collect();
    let scan = &data.scan;
    for j in 0..scan.len() {
        let Some(tally) = tallies.get_mut(data.rater[j] as usize) else { continue };
        if scan.skipped[j] {
            tally.skips += 1;
        } else {
            tally.judgments += 1;
            tally.unsure += u64::from(scan.unsure[j]);
            if scan.active_ms[j] != NONE {
                tally.seconds.push(scan.active_ms[j] as f64 / 1000.0);
            }
        }
        if scan.made_at[j] != NONE {
            tally.last_at = tally.last_at.max(Some(scan.made_at[j]));
        }
    }
    let gold: HashMap<i64, judgments::GoldRecord> =
        judgments::gold_records(r)?.into_iter().map(|record| (record.person, record)).collect();
    let (others, repeats) = (others(data)?, repeats(data)?);
    let row = |at: usize, tally: Tally| {
        let person = &data.people[at];
        let record = gold.get(&person.id);
        let mut seconds = tally.seconds;
        RaterRow {
            person: person.id,
            rater: person.name.clone(),
            simulated: person.simulated,
            judgments: tally.judgments,
            skips: share(tally.skips, tally.skips + tally.judgments, "nothing answered yet"),
            unsure: share(tally.unsure, tally.judgments, "no judgment yet"),
            time: TimeSpread::of(&mut seconds),
            gold: share(record.map_or(0, |g| g.right), record.map_or(0, |g| g.n), "no gold judged"),
            others: others[at].clone(),
            repeats: repeats[at].clone(),
            last_at: tally.last_at,
        }
    };
    let mut rows: Vec<RaterRow> = tallies
        .into_iter()
        .enumerate()
        .filter(|(at, tally)| {
            tally.judgments + tally.skips > 0 || data.people[*at].roles.contains(&assay_model::Role::Rater)
        })
        .map(|(at, tally)| row(at, tally))
        .collect();
    // A lead who may label and never did is no rater to look at.
    rows.retain(|row| row.judgments + count(&row.skips) > 0 || rater_only(data, row.person));
    rows.sort_by(|a, b| a.rater.cmp(&b.rater));
    Ok(rows)
}

fn count(skips: &Figure) -> u64 {
    skips.n
}

fn rater_only(data: &Gathered, person: i64) -> bool {
    let person = data.people.iter().find(|p| p.id == person);
    person.is_some_and(|p| !p.roles.contains(&assay_model::Role::Lead))
}

fn share(k: u64, n: u64, none: &str) -> Figure {
    if n == 0 { Figure::undefined(none, 0) } else { Figure::share(k, n) }
}

/// Each rater against the others on the same items.
fn others(data: &Gathered) -> Result<Vec<Figure>> {
    let mut table = Table::default();
    for place in 0..data.items.len() {
        if data.votes(place).len() >= 2 {
            table.add(data.votes(place));
        }
    }
    let found = stats::human_against_others(&table.view(data)?);
    let of = |level: &stats::RaterLevel| match &level.accuracy {
        Ok(estimate) => Figure::of::<stats::Undefined>(&Ok(*estimate)),
        Err(_) => Figure::undefined("no item judged by others too", 0),
    };
    Ok(found.raters.iter().map(of).collect())
}

/// Each rater against own earlier answers: scheduled repeats, and imported ones.
fn repeats(data: &Gathered) -> Result<Vec<Figure>> {
    let scan = &data.scan;
    let none = || Figure::undefined("no item answered twice", 0);
    let mut figures: Vec<Figure> = data.people.iter().map(|_| none()).collect();
    let ordinary = |j: usize| matches!(scan.purpose[j], Purpose::Label | Purpose::Repeat);
    let answers = (0..scan.len()).filter(|&j| ordinary(j) && !scan.skipped[j] && scan.class[j] != u32::MAX);
    let mut by: Vec<(u32, i64, i64, usize)> =
        answers.map(|j| (data.rater[j], scan.item[j], scan.made_at[j], j)).collect();
    by.sort_unstable();
    let mut counts = vec![(0_u64, 0_u64); data.people.len()];
    for same in by.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if let ([first, second, ..], Some((alike, n))) = (same, counts.get_mut(same[0].0 as usize)) {
            *n += 1;
            *alike += u64::from(scan.class[first.3] == scan.class[second.3]);
        }
    }
    for (figure, (alike, n)) in figures.iter_mut().zip(counts) {
        if let (true, Some(interval)) = (n > 0, stats::wilson_modified(alike, n)) {
            *figure = Figure::new(alike as f64 / n as f64, Ok(interval), n);
        }
    }
    Ok(figures)
}
