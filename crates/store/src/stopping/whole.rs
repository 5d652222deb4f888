//! All items at once: after an import or a change of policy, and for the check.

use super::cases::{Row, each};
use super::{MILLION, Setup, decided, setup, write};
use crate::error::Result;
use crate::{Read, Write};
use assay_stats::aggregation::{Correction, Record, fit_correction};
use rusqlite::params;
use std::collections::HashMap;

/// Gold items with two judgments or more below which the usual correction holds.
const LEAST_GOLD: usize = 50;

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
