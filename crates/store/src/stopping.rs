//! Adaptive overlap: one more judgment while the posterior of the leading class is below the policy's target.
//!
//! Each judgment weighs by its rater's accuracy as known when it came in, which is written beside it and stays. So what
//! an item wants is a function of its own judgments alone: found in a few indexed statements with each label, the same
//! whenever it is computed again, and made from nothing that came later. The rule is walked over the judgments in order,
//! and the first at which it stops is the last one wanted: what a lead asks for beyond does not open it again.

use crate::error::Result;
use crate::{Read, Write, project};
use assay_model::Adaptive;
use assay_stats::aggregation::{
    Correction, Record, StoppingRule, USUAL_CORRECTION, fit_correction, one_coin_posterior,
};
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

/// A whole credit.
const MILLION: f64 = 1e6;

/// Gold items with two judgments or more below which the usual correction holds.
const LEAST_GOLD: usize = 50;

/// What the policy in force asks.
struct Setup {
    least: u32,
    most: u32,
    rule: StoppingRule,
    /// Class ids of each question, in the order of the scheme.
    questions: Vec<(i64, Vec<i64>)>,
    correction: Correction,
}

/// A judgment that counts, or did when its credit was written.
struct Row {
    id: i64,
    person: i64,
    label: bool,
    counted: bool,
    accuracy: Option<f64>,
    credit: Option<i64>,
    /// Places of question and class.
    answers: Vec<(usize, u32)>,
}

/// An item with its judgments in order.
struct Case {
    item: i64,
    rows: Vec<Row>,
    /// Judgments of a calibration item.
    fixed: Option<u32>,
    /// Acceptable answers, where the item is gold: places of question and class.
    gold: Option<Vec<(usize, u32)>>,
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
    let correction = correction(r)?.map_or(USUAL_CORRECTION, |(correction, _)| correction);
    Ok(Some(Setup { least: policy.judgments_per_item, most: most_judgments, rule, questions, correction }))
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

/// The items of a scope (an SQL condition on `j`) with their judgments, in order of id.
fn each(
    r: &Read<'_>,
    setup: &Setup,
    one: Option<i64>,
    mut visit: impl FnMut(Case) -> Result<()>,
) -> Result<()> {
    let gold = gold(r, setup, one)?;
    let scope = if one.is_some() { "j.item_id = ?1" } else { "?1 IS NULL" };
    let sql = format!(
        "SELECT j.item_id, j.id, j.person_id, j.purpose = 'label', j.counted, j.accuracy, j.credit, a.question_id,
                a.class_id, c.judgments
         FROM judgment j LEFT JOIN judgment_answer a ON a.judgment_id = j.id
         LEFT JOIN calibration c ON c.item_id = j.item_id
         WHERE (j.counted = 1 OR j.credit IS NOT NULL) AND {scope} ORDER BY j.item_id, j.id"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut found = query.query([one])?;
    let mut case: Option<Case> = None;
    while let Some(row) = found.next()? {
        let (item, id): (i64, i64) = (row.get(0)?, row.get(1)?);
        if case.as_ref().is_none_or(|case| case.item != item) {
            let next = Case { item, rows: Vec::new(), fixed: row.get(9)?, gold: gold.get(&item).cloned() };
            if let Some(done) = case.replace(next) {
                visit(done)?;
            }
        }
        let Some(case) = &mut case else { continue };
        if case.rows.last().is_none_or(|last| last.id != id) {
            case.rows.push(Row {
                id,
                person: row.get(2)?,
                label: row.get(3)?,
                counted: row.get(4)?,
                accuracy: row.get(5)?,
                credit: row.get(6)?,
                answers: Vec::new(),
            });
        }
        let answer: (Option<i64>, Option<i64>) = (row.get(7)?, row.get(8)?);
        if let ((Some(question), Some(class)), Some(last)) = (answer, case.rows.last_mut()) {
            last.answers.extend(setup.place(question, class));
        }
    }
    case.map_or(Ok(()), visit)
}

type GoldAnswers = HashMap<i64, Vec<(usize, u32)>>;

fn gold(r: &Read<'_>, setup: &Setup, one: Option<i64>) -> Result<GoldAnswers> {
    let scope = if one.is_some() { "item_id = ?1" } else { "?1 IS NULL" };
    let sql = format!("SELECT item_id, question_id, class_id FROM gold_answer WHERE {scope}");
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([one])?;
    let mut gold = GoldAnswers::new();
    while let Some(row) = rows.next()? {
        gold.entry(row.get(0)?).or_default().extend(setup.place(row.get(1)?, row.get(2)?));
    }
    Ok(gold)
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

/// Brings all of it in line, after an import or a change of policy. Judgments that adaptive overlap meets for the first
/// time weigh by what all judgments until now say of their raters: two rounds of credits, from the pool onwards.
pub(crate) fn everything(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch("DELETE FROM stopping; DELETE FROM stopping_correction;")?;
    let Some(mut setup) = setup(w)? else {
        w.sql().execute_batch(
            "UPDATE judgment SET credit = NULL WHERE credit IS NOT NULL; DELETE FROM rater_record;",
        )?;
        return Ok(());
    };
    weigh_new(w, &setup)?;
    if let Some((correction, gold)) = learn(w, &setup)? {
        w.sql().execute(
            "INSERT INTO stopping_correction (id, temperature, lapse, gold) VALUES (1, ?, ?, ?)",
            params![correction.temperature, correction.lapse, i64::try_from(gold).unwrap_or(i64::MAX)],
        )?;
        setup.correction = correction;
    }
    let mut changed: Vec<(i64, Option<i64>)> = Vec::new();
    each(w, &setup, None, |case| {
        let decided = setup.decide(&case);
        if decided.is_some() {
            write(w, case.item, decided)?;
        }
        let credits = setup.credits(&case, decided);
        let differing = case.rows.iter().zip(credits).filter(|(row, credit)| row.credit != *credit);
        changed.extend(differing.map(|(row, credit)| (row.id, credit)));
        Ok(())
    })?;
    let mut update = w.sql().prepare_cached("UPDATE judgment SET credit = ?2 WHERE id = ?1")?;
    for (id, credit) in changed {
        update.execute(params![id, credit])?;
    }
    w.sql().execute_batch(
        "DELETE FROM rater_record;
         INSERT INTO rater_record (person_id, n, credit) SELECT person_id, n, credit FROM expected_rater_record;",
    )?;
    Ok(())
}

/// Accuracies for judgments that have none.
fn weigh_new(w: &Write<'_>, setup: &Setup) -> Result<()> {
    let missing = "SELECT EXISTS (SELECT 1 FROM judgment WHERE counted = 1 AND accuracy IS NULL)";
    if !w.sql().query_row(missing, [], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    let mut tally: HashMap<i64, Record> = HashMap::new();
    let classes = setup.fewest_classes();
    for _ in 0..2 {
        let (before, all) = (tally.clone(), total(&tally));
        tally.clear();
        each(w, setup, None, |mut case| {
            for row in case.rows.iter_mut().filter(|row| row.accuracy.is_none()) {
                let own = before.get(&row.person).copied().unwrap_or_default();
                row.accuracy = Some(own.accuracy(all, classes));
            }
            let credits = setup.credits(&case, setup.decide(&case));
            for (row, credit) in case.rows.iter().zip(credits) {
                if let Some(credit) = credit {
                    let record = tally.entry(row.person).or_default();
                    record.n += 1.0;
                    record.right += credit as f64 / MILLION;
                }
            }
            Ok(())
        })?;
    }
    let all = total(&tally);
    let mut people =
        w.sql().prepare("SELECT DISTINCT person_id FROM judgment WHERE counted = 1 AND accuracy IS NULL")?;
    let people: Vec<i64> = people.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for person in people {
        let accuracy = tally.get(&person).copied().unwrap_or_default().accuracy(all, classes);
        w.sql().execute(
            "UPDATE judgment SET accuracy = ? WHERE person_id = ? AND counted = 1 AND accuracy IS NULL",
            params![accuracy, person],
        )?;
    }
    Ok(())
}

/// In the order of ids: a sum of floats depends on it.
fn total(tally: &HashMap<i64, Record>) -> Record {
    let mut people: Vec<_> = tally.iter().collect();
    people.sort_unstable_by_key(|(person, _)| **person);
    people.iter().fold(Record::default(), |sum, (_, record)| Record {
        n: sum.n + record.n,
        right: sum.right + record.right,
    })
}

/// The correction that gold items teach, each judged by as many raters as an item gets at most.
fn learn(w: &Write<'_>, setup: &Setup) -> Result<Option<(Correction, usize)>> {
    let [(_, classes)] = setup.questions.as_slice() else { return Ok(None) };
    let k = u32::try_from(classes.len()).unwrap_or(u32::MAX);
    let (mut posteriors, mut truth) = (Vec::new(), Vec::new());
    each(w, setup, None, |case| {
        let rows: Vec<&Row> = case.rows.iter().filter(|row| row.counted).take(setup.most as usize).collect();
        if let (Some([(0, class)]), true) = (case.gold.as_deref(), rows.len() >= 2) {
            posteriors.extend(setup.posterior(&rows, 0));
            truth.push(Some(*class));
        }
        Ok(())
    })?;
    if truth.len() < LEAST_GOLD {
        return Ok(None);
    }
    Ok(fit_correction(&posteriors, k, &truth).ok().map(|correction| (correction, truth.len())))
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

/// Items whose kept decision, and judgments whose credit, differ from a recount.
pub(crate) fn differing(r: &Read<'_>) -> Result<i64> {
    let kept: i64 = r.sql().query_row("SELECT COUNT(*) FROM stopping", [], |row| row.get(0))?;
    let Some(setup) = setup(r)? else {
        let credited = "SELECT COUNT(*) FROM judgment WHERE credit IS NOT NULL";
        return Ok(kept + r.sql().query_row(credited, [], |row| row.get::<_, i64>(0))?);
    };
    let (mut expected, mut wrong) = (0, 0);
    each(r, &setup, None, |case| {
        let found = setup.decide(&case);
        expected += i64::from(found.is_some());
        wrong += i64::from(found != decided(r, case.item)?);
        let credits = setup.credits(&case, found);
        wrong += case.rows.iter().zip(credits).filter(|(row, credit)| row.credit != *credit).count() as i64;
        Ok(())
    })?;
    Ok(wrong + (kept - expected).abs())
}
