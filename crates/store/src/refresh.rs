//! Keeps what the screens count in line with what people did.
//!
//! The views `expected_*` of the schema, and `expected_consensus`, define every kept table. [`item`] brings one item in line, in the
//! transaction of a judgment; [`everything`] rebuilds all, after an import or a change of policy; [`crate::check`]
//! compares.

use crate::error::Result;
use crate::tasks::rules;
use crate::{Write, calibration, stopping};
use rusqlite::{OptionalExtension, params};
use std::sync::LazyLock;

/// The votes of the counted judgments from ordinary work; `scope` is an SQL condition on `j`, such as one item.
pub(crate) fn votes(scope: &str) -> String {
    format!(
        "SELECT j.item_id, a.question_id, a.class_id, COUNT(*) AS votes
         FROM judgment j CROSS JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE j.counted = 1 AND j.purpose = 'label' AND {scope}
         GROUP BY j.item_id, a.question_id, a.class_id"
    )
}

/// What `consensus` must hold: what the fit in force says, else the majority. `hi` and `lo` pack votes and class into
/// one number, so that one pass finds the largest class id and the smallest among those with the most votes: they
/// differ at a tie. An item that adaptive overlap gives no more judgments and that is still in doubt is a lead's to decide.
pub(crate) fn expected_consensus(scope: &str) -> String {
    format!(
        "SELECT v.item_id, v.question_id,
                CASE WHEN f.item_id IS NOT NULL THEN f.class_id WHEN first = last THEN first END AS class_id,
                hi >> 32 AS votes, v.n,
                CASE WHEN f.item_id IS NOT NULL
                     THEN f.class_id IS NULL OR f.posterior < (SELECT consensus_share FROM policy_in_force)
                     ELSE v.n >= 2 AND (first <> last
                          OR (hi >> 32) < (SELECT consensus_share FROM policy_in_force) * v.n - 1e-9
                          OR COALESCE(s.n >= s.wanted AND s.posterior <
                                      (SELECT rules ->> '$.adaptive.target' FROM policy_in_force), 0))
                END AS conflict, f.posterior
         FROM (SELECT item_id, question_id, hi, n, hi & 4294967295 AS last, 4294967295 - (lo & 4294967295) AS first
               FROM (SELECT item_id, question_id, MAX((votes << 32) + class_id) AS hi,
                            MAX((votes << 32) + 4294967295 - class_id) AS lo, SUM(votes) AS n
                     FROM ({}) GROUP BY item_id, question_id)) v
         LEFT JOIN fitted f ON f.item_id = v.item_id AND f.question_id = v.question_id
         LEFT JOIN stopping s ON s.item_id = v.item_id",
        votes(scope)
    )
}

static CONSENSUS_OF_ITEM: LazyLock<String> = LazyLock::new(|| insert_consensus("j.item_id = ?1"));

fn insert_consensus(scope: &str) -> String {
    format!(
        "INSERT INTO consensus (item_id, question_id, class_id, votes, n, conflict, posterior) {}",
        expected_consensus(scope)
    )
}

/// One row of a kept table that a consensus or reference comes to.
#[derive(PartialEq)]
struct Kept {
    question: i64,
    class: Option<i64>,
    confidence: f64,
    n: i64,
}

/// As [`item`], after the item's judgments changed: what a fit said of it holds no more.
pub fn judged(w: &Write<'_>, id: i64) -> Result<()> {
    w.sql().prepare_cached("DELETE FROM fitted WHERE item_id = ?")?.execute([id])?;
    item(w, id)
}

/// Brings consensus, reference label, open judgments and every figure that hangs on them in line for one item.
pub fn item(w: &Write<'_>, item: i64) -> Result<()> {
    consensus(w, item)?;
    let before = references(w, item)?;
    w.sql().prepare_cached("DELETE FROM reference WHERE item_id = ?")?.execute([item])?;
    w.sql()
        .prepare_cached(
            "INSERT INTO reference (item_id, question_id, class_id, source, confidence, n, method)
             SELECT item_id, question_id, class_id, source, confidence, n, method FROM expected_reference WHERE item_id = ?",
        )?
        .execute([item])?;
    let after = references(w, item)?;
    if before != after {
        w.sql()
            .prepare_cached("UPDATE project SET reference_revision = reference_revision + 1")?
            .execute([])?;
        add_to_counter(w, "references", after.len() as i64 - before.len() as i64)?;
        let class =
            |kept: &[Kept], question| kept.iter().find(|k| k.question == question).and_then(|k| k.class);
        let mut questions: Vec<i64> = before.iter().chain(&after).map(|kept| kept.question).collect();
        questions.sort_unstable();
        questions.dedup();
        for question in questions {
            predictions(w, item, question, class(&before, question), class(&after, question))?;
        }
    }
    open(w, item)
}

fn consensus(w: &Write<'_>, item: i64) -> Result<()> {
    let complete = "SELECT COUNT(*) FROM consensus c JOIN wanted w ON w.item_id = c.item_id
                    WHERE c.item_id = ? AND c.n >= w.n";
    let before: i64 = w.sql().prepare_cached(complete)?.query_row([item], |row| row.get(0))?;
    stopping::item(w, item)?;
    w.sql().prepare_cached("DELETE FROM consensus WHERE item_id = ?")?.execute([item])?;
    w.sql().prepare_cached(&CONSENSUS_OF_ITEM)?.execute([item])?;
    let after: i64 = w.sql().prepare_cached(complete)?.query_row([item], |row| row.get(0))?;
    add_to_counter(w, "complete", after - before)
}

fn references(w: &Write<'_>, item: i64) -> Result<Vec<Kept>> {
    let mut query = w.sql().prepare_cached(
        "SELECT question_id, class_id, confidence, n FROM reference WHERE item_id = ? ORDER BY 1",
    )?;
    let rows = query.query_map([item], |row| {
        Ok(Kept { question: row.get(0)?, class: row.get(1)?, confidence: row.get(2)?, n: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn add_to_counter(w: &Write<'_>, name: &str, change: i64) -> Result<()> {
    if change != 0 {
        w.sql()
            .prepare_cached("UPDATE counter SET value = value + ? WHERE name = ?")?
            .execute(params![change, name])?;
    }
    Ok(())
}

/// Moves the item's predictions from one cell of each run to another.
fn predictions(
    w: &Write<'_>,
    item: i64,
    question: i64,
    before: Option<i64>,
    after: Option<i64>,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let mut query = w.sql().prepare_cached(
        "SELECT p.run_id, p.class_id FROM run CROSS JOIN prediction p ON p.run_id = run.id AND p.item_id = ?
         WHERE run.ready = 1 AND run.question_id = ?",
    )?;
    let found: Vec<(i64, i64)> = query
        .query_map([item, question], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (run, predicted) in found {
        for (reference, change) in [(before, -1), (after, 1)] {
            if let Some(reference) = reference {
                run_cell(w, run, reference, predicted, change)?;
            }
        }
        let verdict = |reference: Option<i64>| reference.map(|class| class == predicted);
        if verdict(before) != verdict(after) {
            w.sql()
                .prepare_cached("UPDATE prediction SET correct = ? WHERE run_id = ? AND item_id = ?")?
                .execute(params![verdict(after), run, item])?;
            move_marks(w, run, item, verdict(before), verdict(after))?;
        }
    }
    Ok(())
}

fn run_cell(w: &Write<'_>, run: i64, reference: i64, predicted: i64, change: i64) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO run_cell (run_id, reference_class_id, predicted_class_id, n) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET n = n + excluded.n",
        )?
        .execute(params![run, reference, predicted, change])?;
    w.sql()
        .prepare_cached(
            "DELETE FROM run_cell WHERE run_id = ? AND reference_class_id = ? AND predicted_class_id = ? AND n = 0",
        )?
        .execute(params![run, reference, predicted])?;
    Ok(())
}

/// How a prediction's verdict is written in `tag_cell.correct`.
pub(crate) fn verdict_code(correct: Option<bool>) -> i64 {
    correct.map_or(2, i64::from)
}

fn move_marks(w: &Write<'_>, run: i64, item: i64, before: Option<bool>, after: Option<bool>) -> Result<()> {
    let mut query = w.sql().prepare_cached(
        "SELECT m.tag_id, m.state FROM tag t CROSS JOIN mark m ON m.tag_id = t.id AND m.item_id = ?",
    )?;
    let marks: Vec<(i64, i64)> =
        query.query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (tag, state) in marks {
        tag_cell(w, run, item, tag, verdict_code(before), state, -1)?;
        tag_cell(w, run, item, tag, verdict_code(after), state, 1)?;
    }
    Ok(())
}

/// Adds one mark to, or takes it from, the counts of a run.
pub(crate) fn tag_cell(
    w: &Write<'_>,
    run: i64,
    item: i64,
    tag: i64,
    correct: i64,
    state: i64,
    change: i64,
) -> Result<()> {
    let drawn: bool = w
        .sql()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM draw_item WHERE run_id = ? AND item_id = ?)")?
        .query_row([run, item], |row| row.get(0))?;
    let counts = if state == 1 { (change, 0) } else { (0, change) };
    add_to_tag_cell(w, run, tag, correct, drawn, counts)
}

/// Adds to the counts of yes and no of a tag in a run.
pub(crate) fn add_to_tag_cell(
    w: &Write<'_>,
    run: i64,
    tag: i64,
    correct: i64,
    drawn: bool,
    (yes, no): (i64, i64),
) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET yes = yes + excluded.yes, no = no + excluded.no",
        )?
        .execute(params![run, tag, correct, drawn, yes, no])?;
    w.sql()
        .prepare_cached(
            "DELETE FROM tag_cell WHERE run_id = ? AND tag_id = ? AND correct = ? AND drawn = ? AND yes = 0 AND no = 0",
        )?
        .execute(params![run, tag, correct, drawn])?;
    Ok(())
}

/// Recounts the judgments still wanted, and how many of them rules keep. An item that opens again after cursors passed it,
/// to anyone, joins the returned queue.
pub(crate) fn open(w: &Write<'_>, item: i64) -> Result<()> {
    let counted: Option<(i64, i64, i64)> = w
        .sql()
        .prepare_cached(
            "SELECT e.open, i.open, i.reserved FROM expected_open e JOIN item i ON i.id = e.item_id WHERE e.item_id = ?",
        )?
        .query_row([item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((open, before, kept)) = counted else { return Ok(()) };
    if open != before {
        w.sql().prepare_cached("UPDATE item SET open = ? WHERE id = ?")?.execute([open, item])?;
        add_to_counter(w, "open", i64::from(open > 0) - i64::from(before > 0))?;
    }
    rules::reserve(w, item)?;
    let reserved: i64 = w
        .sql()
        .prepare_cached("SELECT reserved FROM item WHERE id = ?")?
        .query_row([item], |row| row.get(0))?;
    let opened = open > before || open - reserved > before - kept;
    // What is closed again leaves the queue: every rater walks along it, and adaptive overlap puts most items there.
    if opened || (open == 0 && before > 0) {
        w.sql().prepare_cached("DELETE FROM returned WHERE item_id = ?")?.execute([item])?;
    }
    if opened {
        w.sql().prepare_cached("INSERT INTO returned (item_id) VALUES (?)")?.execute([item])?;
    }
    Ok(())
}

/// Rebuilds every kept table from the judgments, gold, decisions, predictions and marks.
pub fn everything(w: &Write<'_>) -> Result<()> {
    calibration::draw(w)?;
    stopping::everything(w)?;
    w.sql().execute("DELETE FROM consensus", [])?;
    w.sql().execute(&insert_consensus("1"), [])?;
    w.sql().execute_batch(
        "DELETE FROM reference;
         INSERT INTO reference (item_id, question_id, class_id, source, confidence, n, method)
         SELECT item_id, question_id, class_id, source, confidence, n, method FROM expected_reference;
         UPDATE project SET reference_revision = reference_revision + 1;
         UPDATE prediction SET correct = e.correct FROM expected_prediction e
         WHERE e.run_id = prediction.run_id AND e.item_id = prediction.item_id
           AND e.correct IS NOT prediction.correct;",
    )?;
    queues(w)?;
    cells(w)?;
    counters(w)
}

/// After an import of items: some may join the calibration items, and rules may hold for them, or for those that changed.
pub(crate) fn items_came(w: &Write<'_>) -> Result<()> {
    calibration::draw(w)?.into_iter().try_for_each(|id| item(w, id))?;
    if !rules::list(w)?.is_empty() {
        queues(w)?;
    }
    Ok(())
}

/// Recounts what is open. Cursors start again, because any item may have opened behind them.
pub(crate) fn queues(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "UPDATE item SET open = e.open FROM expected_open e WHERE e.item_id = item.id AND e.open <> item.open;
         UPDATE cursor SET rank = 0, gold_rank = 0, returned_id = (SELECT COALESCE(MAX(id), 0) FROM returned);
         DELETE FROM returned;",
    )?;
    rules::reserve_all(w)?;
    // The caller may not rebuild the totals.
    w.sql().execute(
        "UPDATE counter SET value = e.value FROM expected_counter e WHERE e.name = counter.name AND e.name = 'open'",
        [],
    )?;
    Ok(())
}

/// Rebuilds the confusion matrices and the counts of marks of every run.
pub fn cells(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "DELETE FROM run_cell;
         INSERT INTO run_cell (run_id, reference_class_id, predicted_class_id, n)
         SELECT run_id, reference_class_id, predicted_class_id, n FROM expected_run_cell;
         DELETE FROM tag_cell;
         INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell;",
    )?;
    Ok(())
}

/// Brings the runs that an import brought or changed in line with the reference labels.
pub fn predictions_of_import(w: &Write<'_>, import: i64) -> Result<()> {
    for sql in [
        "UPDATE prediction SET correct = e.correct FROM expected_prediction e
         WHERE e.run_id = prediction.run_id AND e.item_id = prediction.item_id
           AND prediction.run_id IN (SELECT id FROM run WHERE import_id = ?1)
           AND e.run_id IN (SELECT id FROM run WHERE import_id = ?1)
           AND e.correct IS NOT prediction.correct",
        "DELETE FROM run_cell WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1)",
        "INSERT INTO run_cell (run_id, reference_class_id, predicted_class_id, n)
         SELECT run_id, reference_class_id, predicted_class_id, n FROM expected_run_cell
         WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1)",
        "DELETE FROM tag_cell WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1)",
        "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell
         WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1)",
    ] {
        w.sql().execute(sql, [import])?;
    }
    Ok(())
}

/// Rebuilds the totals.
pub fn counters(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "DELETE FROM person_counter;
         INSERT INTO person_counter (person_id, judgments, skips, active_ms)
         SELECT person_id, judgments, skips, active_ms FROM expected_person_counter;
         DELETE FROM counter;
         INSERT INTO counter (name, value) SELECT name, value FROM expected_counter;",
    )?;
    Ok(())
}
