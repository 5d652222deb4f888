//! Adaptive overlap: one more judgment while the posterior of the leading class is below the policy's target.
//!
//! Each judgment weighs by its rater's accuracy as known when it came in, which is written beside it and stays. So what
//! an item wants is a function of its own judgments alone: found in a few indexed statements with each label, the same
//! whenever it is computed again, and made from nothing that came later. The rule is walked over the judgments in order,
//! and the first at which it stops is the last one wanted: what a lead asks for beyond does not open it again.

mod cases;
mod whole;

pub(crate) use whole::{differing, everything};

use crate::error::Result;
use crate::{Read, Write, project};
use assay_model::Adaptive;
use assay_stats::aggregation::{Correction, Record, StoppingRule, USUAL_CORRECTION, one_coin_posterior};
use cases::{Case, Row, each};
use rusqlite::{OptionalExtension, params};

/// A whole credit.
const MILLION: f64 = 1e6;

/// What the policy in force asks.
struct Setup {
    least: u32,
    most: u32,
    rule: StoppingRule,
    /// Class ids of each question, in the order of the scheme.
    questions: Vec<(i64, Vec<i64>)>,
    correction: Correction,
}

/// What adaptive overlap says of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decided {
    /// Judgments it was made from.
    pub n: u32,
    /// Of the leading class, corrected.
    pub posterior: f64,
    /// Judgments wanted in all.
    pub wanted: u32,
}

fn setup(r: &Read<'_>) -> Result<Option<Setup>> {
    let policy = project::policy(r)?;
    let Some(Adaptive { most_judgments, target }) = policy.rules.adaptive else { return Ok(None) };
    let Ok(rule) = StoppingRule::new(policy.judgments_per_item, most_judgments, target) else {
        return Ok(None);
    };
    let questions = questions(r)?;
    let correction = correction(r)?.map_or(USUAL_CORRECTION, |(correction, _)| correction);
    Ok(Some(Setup { least: policy.judgments_per_item, most: most_judgments, rule, questions, correction }))
}

/// The classes on offer of each question.
fn questions(r: &Read<'_>) -> Result<Vec<(i64, Vec<i64>)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT q.id, c.id FROM question q JOIN class c ON c.question_id = q.id AND c.retired_at IS NULL
         ORDER BY q.position, q.id, c.position, c.id",
    )?;
    let mut questions: Vec<(i64, Vec<i64>)> = Vec::new();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (question, class) = (row.get(0)?, row.get(1)?);
        match questions.last_mut() {
            Some((last, classes)) if *last == question => classes.push(class),
            _ => questions.push((question, vec![class])),
        }
    }
    Ok(questions)
}

/// What gold says the posteriors must be corrected by, and how many items told; none: the usual correction holds.
pub fn correction(r: &Read<'_>) -> Result<Option<(Correction, i64)>> {
    Ok(r.sql()
        .prepare_cached("SELECT temperature, lapse, gold FROM stopping_correction")?
        .query_row([], |row| Ok((Correction { temperature: row.get(0)?, lapse: row.get(1)? }, row.get(2)?)))
        .optional()?)
}

impl Setup {
    fn place(&self, question: i64, class: i64) -> Option<(usize, u32)> {
        let at = self.questions.iter().position(|(id, _)| *id == question)?;
        let class = self.questions[at].1.iter().position(|id| *id == class)?;
        Some((at, u32::try_from(class).ok()?))
    }

    fn classes(&self, question: usize) -> u32 {
        u32::try_from(self.questions[question].1.len()).unwrap_or(u32::MAX)
    }

    /// Of all questions together, to weigh a rater by: where they differ, the fewest, which claims least.
    fn fewest_classes(&self) -> u32 {
        (0..self.questions.len()).map(|question| self.classes(question)).min().unwrap_or(2)
    }

    fn posterior(&self, rows: &[&Row], question: usize) -> Vec<f64> {
        let said = |row: &&Row| {
            let (_, class) = row.answers.iter().find(|(at, _)| *at == question)?;
            Some((*class, row.accuracy?))
        };
        let judgments: Vec<(u32, f64)> = rows.iter().filter_map(said).collect();
        one_coin_posterior(&judgments, self.classes(question))
    }

    fn corrected(&self, rows: &[&Row], question: usize) -> Vec<f64> {
        let mut row = self.posterior(rows, question);
        self.correction.apply(&mut row);
        row
    }

    /// Of the question in most doubt.
    fn leading(&self, rows: &[&Row]) -> f64 {
        let largest = |row: Vec<f64>| row.into_iter().fold(0.0, f64::max);
        (0..self.questions.len()).map(|q| largest(self.corrected(rows, q))).fold(1.0, f64::min)
    }

    fn decide(&self, case: &Case) -> Option<Decided> {
        let rows: Vec<&Row> = case.rows.iter().filter(|row| row.counted && row.label).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for n in (self.least as usize).max(1)..=rows.len() {
            let posterior = self.leading(&rows[..n]);
            if !self.rule.decide(count(n), &[posterior]).asks() {
                return Some(Decided { n: count(n), posterior, wanted: count(n) });
            }
        }
        let n = count(rows.len());
        let wanted = (n + 1).max(self.least);
        (n > 0).then(|| Decided { n, posterior: self.leading(&rows), wanted })
    }

    /// How right each row is: by gold, else by the posterior once the item is finished.
    fn credits(&self, case: &Case, decided: Option<Decided>) -> Vec<Option<i64>> {
        let given: Vec<&Row> = case.rows.iter().filter(|row| row.counted && row.label).collect();
        let wanted = case.fixed.or(decided.map(|d| d.wanted));
        let finished = wanted.is_some_and(|wanted| given.len() >= wanted as usize);
        let posteriors: Vec<Vec<f64>> = if finished && case.gold.is_none() {
            (0..self.questions.len()).map(|question| self.corrected(&given, question)).collect()
        } else {
            Vec::new()
        };
        let credit = |row: &Row| {
            if !row.counted || row.answers.is_empty() {
                return None;
            }
            if let Some(gold) = &case.gold {
                let right = row.answers.iter().all(|answer| gold.contains(answer));
                return Some(if right { MILLION as i64 } else { 0 });
            }
            if !row.label || posteriors.is_empty() {
                return None;
            }
            let of = |&(question, class): &(usize, u32)| posteriors[question][class as usize];
            let mean = row.answers.iter().map(of).sum::<f64>() / row.answers.len() as f64;
            Some((mean * MILLION).round() as i64)
        };
        case.rows.iter().map(credit).collect()
    }
}

fn record(r: &Read<'_>, person: i64) -> Result<Record> {
    let found: Option<(i64, i64)> = r
        .sql()
        .prepare_cached("SELECT n, credit FROM rater_record WHERE person_id = ?")?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.map_or(Record::default(), as_record))
}

fn as_record((n, credit): (i64, i64)) -> Record {
    Record { n: n as f64, right: credit as f64 / MILLION }
}

fn everyone(r: &Read<'_>) -> Result<Record> {
    let value = |name: &str| -> Result<i64> {
        Ok(r.sql()
            .prepare_cached("SELECT value FROM counter WHERE name = ?")?
            .query_row([name], |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    };
    Ok(as_record((value("credited")?, value("credit")?)))
}

/// What raters of whom nothing is known yet reach by agreeing, whatever the policy's target.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct AgreeingReach {
    /// How right such a rater is taken to be: what is known of all raters together, 0 to 1.
    pub accuracy: f64,
    /// The posterior of the class that 1, 2, ... of them give, corrected.
    pub posteriors: Vec<f64>,
}

/// Agreeing judgments that a policy is told about.
const AGREEING: u32 = 10;

/// What the target of adaptive overlap asks of new raters.
pub fn agreeing(r: &Read<'_>) -> Result<AgreeingReach> {
    let classes = questions(r)?.iter().map(|(_, classes)| classes.len()).min().unwrap_or(2);
    let classes = u32::try_from(classes).unwrap_or(u32::MAX).max(2);
    let correction = correction(r)?.map_or(USUAL_CORRECTION, |(correction, _)| correction);
    let accuracy = Record::default().accuracy(everyone(r)?, classes);
    let reached = |n: u32| {
        let mut row = one_coin_posterior(&vec![(0, accuracy); n as usize], classes);
        correction.apply(&mut row);
        row[0]
    };
    Ok(AgreeingReach { accuracy, posteriors: (1..=AGREEING).map(reached).collect() })
}

/// Brings what adaptive overlap says of one item in line with its judgments.
pub(crate) fn item(w: &Write<'_>, item: i64) -> Result<()> {
    let Some(setup) = setup(w)? else { return Ok(()) };
    let mut case = None;
    each(w, &setup, Some(item), |found| {
        case = Some(found);
        Ok(())
    })?;
    let mut case = match case {
        Some(case) => case,
        None => Case { item, rows: Vec::new(), fixed: None, gold: None },
    };
    for row in case.rows.iter_mut().filter(|row| row.counted && row.accuracy.is_none()) {
        let accuracy = record(w, row.person)?.accuracy(everyone(w)?, setup.fewest_classes());
        w.sql()
            .prepare_cached("UPDATE judgment SET accuracy = ? WHERE id = ?")?
            .execute(params![accuracy, row.id])?;
        row.accuracy = Some(accuracy);
    }
    let decided = setup.decide(&case);
    write(w, item, decided)?;
    for (row, credit) in case.rows.iter().zip(setup.credits(&case, decided)) {
        if row.credit != credit {
            put_credit(w, row, credit)?;
        }
    }
    Ok(())
}

fn write(w: &Write<'_>, item: i64, decided: Option<Decided>) -> Result<()> {
    match decided {
        Some(Decided { n, posterior, wanted }) => w
            .sql()
            .prepare_cached(
                "INSERT INTO stopping (item_id, n, posterior, wanted) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET n = ?2, posterior = ?3, wanted = ?4",
            )?
            .execute(params![item, n, posterior, wanted])?,
        None => w.sql().prepare_cached("DELETE FROM stopping WHERE item_id = ?")?.execute([item])?,
    };
    Ok(())
}

fn put_credit(w: &Write<'_>, row: &Row, credit: Option<i64>) -> Result<()> {
    w.sql()
        .prepare_cached("UPDATE judgment SET credit = ? WHERE id = ?")?
        .execute(params![credit, row.id])?;
    let n = i64::from(credit.is_some()) - i64::from(row.credit.is_some());
    let change = credit.unwrap_or(0) - row.credit.unwrap_or(0);
    w.sql()
        .prepare_cached(
            "INSERT INTO rater_record (person_id, n, credit) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET n = n + ?2, credit = credit + ?3",
        )?
        .execute([row.person, n, change])?;
    w.sql()
        .prepare_cached("DELETE FROM rater_record WHERE person_id = ? AND n = 0")?
        .execute([row.person])?;
    for (name, by) in [("credited", n), ("credit", change)] {
        w.sql()
            .prepare_cached("UPDATE counter SET value = value + ? WHERE name = ?")?
            .execute(params![by, name])?;
    }
    Ok(())
}

/// What adaptive overlap says of an item, with its reason; none where it is off or the item has no judgment.
pub fn reason(r: &Read<'_>, item: i64) -> Result<Option<String>> {
    let Some(setup) = setup(r)? else { return Ok(None) };
    let fixed: Option<u32> = r
        .sql()
        .prepare_cached("SELECT judgments FROM calibration WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))
        .optional()?;
    if let Some(judgments) = fixed {
        return Ok(Some(format!("calibration item, {judgments} judgments whatever they say")));
    }
    let found = decided(r, item)?;
    Ok(found.map(|found| setup.rule.decide(found.n, &[found.posterior]).to_string()))
}

/// What adaptive overlap keeps of an item.
pub fn decided(r: &Read<'_>, item: i64) -> Result<Option<Decided>> {
    Ok(r.sql()
        .prepare_cached("SELECT n, posterior, wanted FROM stopping WHERE item_id = ?")?
        .query_row([item], |row| Ok(Decided { n: row.get(0)?, posterior: row.get(1)?, wanted: row.get(2)? }))
        .optional()?)
}
