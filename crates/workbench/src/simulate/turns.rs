//! Whose turn it is, and what is said.

use super::watch::{Standing, Watch};
use super::{Options, Record};
use crate::jobs::Progress;
use crate::{Error, Result};
use assay_model::{Answer, Purpose};
use assay_store::tasks::{self, Said};
use assay_store::training::{self, Aside};
use assay_store::{Store, Write};

/// When the first turn begins: any time will do.
pub(super) const START: i64 = 1_700_000_000_000;

/// Milliseconds between two answers of the project.
const PACE: i64 = 1_000;

/// Answers of a turn.
const TURN: usize = 10;

/// How it ended, by rater.
pub(super) struct End {
    pub(super) standing: Vec<Standing>,
    /// Answers to hidden gold in order, true where right.
    pub(super) gold: Vec<Vec<bool>>,
    pub(super) gold_answers: u64,
}

/// Lets the raters work in turns until nobody is served any more.
pub(super) fn work(
    store: &Store,
    record: &Record,
    options: &Options,
    progress: &dyn Progress,
) -> Result<End> {
    let watch = Watch::new(&options.policy.rules)?;
    let n = record.raters.len();
    let mut end = End { standing: vec![Standing::Open; n], gold: vec![Vec::new(); n], gold_answers: 0 };
    let (mut now, mut done) = (START, 0_u64);
    let total: u64 = record.said.iter().map(|said| said.len() as u64).sum();
    for round in 0_u64.. {
        let before = done;
        // Who has much to say comes often: as many turns as the record asks for, in random order.
        let mut turns: Vec<usize> = (0..n)
            .flat_map(|rater| {
                let turns = if round == 0 { record.said[rater].len().div_ceil(TURN) } else { 1 };
                std::iter::repeat_n(rater, turns)
            })
            .collect();
        let order = assay_stats::permutation(super::size(turns.len()), assay_stats::mix(options.seed, round));
        turns = order.into_iter().map(|at| turns[at as usize]).collect();
        for rater in turns {
            if end.standing[rater].is_paused() {
                continue;
            }
            if progress.cancelled() {
                return Err(Error::Cancelled);
            }
            progress.at("answering", done, total);
            now += PACE * TURN as i64;
            let said = store.write(now, |w| turn(w, record, rater))?;
            done += said.len() as u64;
            let gold: Vec<bool> = said.into_iter().flatten().collect();
            end.gold_answers += gold.len() as u64;
            end.gold[rater].extend(gold);
            end.standing[rater] = watch.standing(&end.gold[rater]);
            if end.standing[rater].is_paused() && options.set_aside {
                store.write(now, |w| training::set_aside(w, None, record.raters[rater], Aside::All))?;
            }
        }
        if done == before {
            break;
        }
    }
    Ok(end)
}

/// Up to so many answers; each says whether it met gold, where it was gold. What has no recorded answer is passed on.
fn turn(w: &Write<'_>, record: &Record, rater: usize) -> Result<Vec<Option<bool>>> {
    let person = record.raters[rater];
    let mut answers = Vec::new();
    while answers.len() < TURN {
        let Some(lease) = tasks::serve(w, person, 1)?.first().copied() else { break };
        let class = record.said[rater].get(&lease.item).copied();
        let answer = |class| Answer { question: record.question, class };
        let said = Said {
            answers: class.map(answer).into_iter().collect(),
            skipped: Some(class.is_none()),
            ..Said::default()
        };
        tasks::submit(w, person, lease.assignment, &uuid::Uuid::now_v7().to_string(), &said)?;
        if let Some(class) = class {
            let gold = (lease.purpose == Purpose::Gold).then(|| record.gold.get(&lease.item) == Some(&class));
            answers.push(gold);
        }
    }
    tasks::release(w, person)?;
    Ok(answers)
}
