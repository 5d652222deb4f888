//! How many labels were changed, by how the items came to be sent, and what that makes of the run's accuracy.

use crate::Result;
use crate::errors::Scoped;
use crate::figures::Figure;
use assay_stats::{AuditStratum, Estimate, Interval, Undefined, error_rate, stratified_error_rate};
use assay_store::relabel::{Relabel, RelabelStratum, SentItem};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// One way in which items came to be sent.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct StratumRow {
    /// Which.
    pub stratum: RelabelStratum,
    /// Rows that the items stand for: themselves where they were chosen, else the rows they were drawn from.
    pub population: u64,
    /// Items sent.
    pub sent: u64,
    /// Of them decided on.
    pub decided: u64,
    /// Of these with another label than before.
    pub changed: u64,
    /// changed / decided: of the drawn with the interval of a random draw from `population`.
    pub share: Figure,
}

/// What a second look found.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct RelabelFigures {
    /// Chosen, right and wrong rows.
    pub strata: Vec<StratumRow>,
    /// Share of wrong labels in the rows that the strata stand for, weighted; MOVER.
    pub label_noise: Figure,
    /// Rows that the strata stand for.
    pub covered: u64,
    /// Rows in scope with a reference label, when the items were sent.
    pub population: u64,
    /// Share right of the run with the labels as they were.
    pub accuracy_before: Figure,
    /// Share right with the labels as they are now.
    pub accuracy_now: Figure,
    /// Share right as the drawn rows tell it, each stratum by its weight.
    pub accuracy_weighted: Figure,
    /// `corrected only where the model disagreed`: accuracy now is too high, because no row that the model got right was
    /// looked at.
    pub only_disagreements: bool,
}

const NOT_DRAWN: &str = "not estimable: send some of these rows, drawn by chance";
const UNFINISHED: &str =
    "not estimable: the chosen items are decided on by rising score; decide on all of them first";

const PASSED_OVER: &str = "not estimable: of the items drawn by chance, some were passed over and later ones decided on; \
                           those that are left would be no sample. Decide on what was passed over first";

/// The figures of what was sent. `scoped` are all rows of the run.
pub(super) fn figures(sent: &Relabel, items: &[SentItem], scoped: &Scoped) -> Result<RelabelFigures> {
    let ids: Vec<i64> = scoped.question.classes.iter().map(|class| class.id).collect();
    let strata: Vec<StratumRow> =
        RelabelStratum::ALL.into_iter().map(|stratum| stratum_row(stratum, sent, items)).collect();
    let covering: Vec<&StratumRow> =
        strata.iter().filter(|row| row.population > 0 && (row.sent > 0)).collect();
    let why_not = covering.iter().find_map(|row| match row.stratum {
        RelabelStratum::Chosen => (row.decided < row.sent).then_some(UNFINISHED),
        drawn => passed_over(drawn, items).then_some(PASSED_OVER),
    });
    let weighted = |hit: &dyn Fn(&SentItem) -> bool| -> std::result::Result<Estimate, Undefined> {
        let of = covering.iter().map(|row| AuditStratum {
            size: row.population,
            judged: row.decided,
            defects: items
                .iter()
                .filter(|each| each.stratum == row.stratum && each.decided.is_some() && hit(each))
                .count() as u64,
        });
        stratified_error_rate(&of.collect::<Vec<_>>())
    };
    let covered = covering.iter().map(|row| row.population).sum();
    let label_noise = if let Some(why) = why_not {
        Figure::undefined(why, 0)
    } else {
        Figure::of(&weighted(&|each| each.decided != Some(each.given)))
    };
    let accuracy_weighted = if covered < sent.population {
        let left = sent.population - covered;
        let because =
            format!("not estimable: {left} rows were neither chosen nor drawn from; draw from them too");
        Figure::undefined(&because, 0)
    } else if let Some(why) = why_not {
        Figure::undefined(why, 0)
    } else {
        Figure::of(&weighted(&|each| each.decided != each.predicted).map(rest))
    };
    let (before, now) = accuracies(items, scoped, &ids);
    let decided = |right: bool| {
        items.iter().any(|each| each.decided.is_some() && (each.predicted == Some(each.given)) == right)
    };
    Ok(RelabelFigures {
        label_noise,
        covered,
        population: sent.population,
        accuracy_before: before,
        accuracy_now: now,
        accuracy_weighted,
        only_disagreements: decided(false) && !decided(true),
        strata,
    })
}

/// 1 less a share.
fn rest(share: Estimate) -> Estimate {
    let turned = |interval: Interval| Interval {
        lower: 1.0 - interval.upper,
        upper: 1.0 - interval.lower,
        ..interval
    };
    Estimate { value: 1.0 - share.value, interval: share.interval.map(turned), n: share.n }
}

fn stratum_row(stratum: RelabelStratum, sent: &Relabel, items: &[SentItem]) -> StratumRow {
    let own: Vec<&SentItem> = items.iter().filter(|each| each.stratum == stratum).collect();
    let decided = own.iter().filter(|each| each.decided.is_some()).count() as u64;
    let changed =
        own.iter().filter(|each| each.decided.is_some_and(|class| class != each.given)).count() as u64;
    let n = own.len() as u64;
    let population = match stratum {
        RelabelStratum::Chosen => n,
        RelabelStratum::Right => sent.right_rows,
        RelabelStratum::Wrong => sent.wrong_rows,
    };
    let share = match stratum {
        // All of them were meant, so there is nothing to infer.
        RelabelStratum::Chosen if decided > 0 => Figure::of::<Undefined>(&Ok(Estimate {
            value: changed as f64 / decided as f64,
            interval: Err(assay_stats::Unreliable::Census),
            n: decided,
        })),
        _ if n == 0 => Figure::undefined(NOT_DRAWN, 0),
        drawn if passed_over(drawn, items) => Figure::undefined(PASSED_OVER, 0),
        _ => Figure::of(&error_rate(changed, decided, Some(population))),
    };
    StratumRow { stratum, population, sent: n, decided, changed, share }
}

/// Whether a drawn item was left out before one that was decided on. The drawn come in random order, so those decided on are
/// a sample of them only as long as nobody chose which.
fn passed_over(stratum: RelabelStratum, items: &[SentItem]) -> bool {
    let mut own = items.iter().filter(|each| each.stratum == stratum).map(|each| each.decided.is_some());
    own.any(|decided| !decided) && own.any(|decided| decided)
}

/// Share right with the labels that the sent items had, and with those they have.
fn accuracies(items: &[SentItem], scoped: &Scoped, ids: &[i64]) -> (Figure, Figure) {
    let given: HashMap<i64, i64> = items.iter().map(|each| (each.item, each.given)).collect();
    let (mut before, mut now, mut n_before, mut n_now) = (0, 0, 0, 0);
    for (row, item) in scoped.rows.items.iter().enumerate() {
        let right_now = scoped.rows.wrong(row).map(|wrong| !wrong);
        let predicted = ids.get(scoped.rows.predicted[row] as usize);
        let right_before = given.get(item).map(|given| predicted == Some(given)).or(right_now);
        if let Some(right) = right_now {
            n_now += 1;
            now += u64::from(right);
        }
        if let Some(right) = right_before {
            n_before += 1;
            before += u64::from(right);
        }
    }
    (Figure::share(before, n_before), Figure::share(now, n_now))
}
