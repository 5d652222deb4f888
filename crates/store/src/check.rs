//! `assay check`: is the file sound, and does every kept figure equal what it is made from?

use crate::Read;
use crate::error::Result;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Finding {
    /// What was looked at.
    pub what: String,
    /// What is wrong.
    pub message: String,
}

/// A kept table, the view that says what it must hold, and the columns compared.
const KEPT: &[(&str, &str, &str)] = &[
    ("reference", "expected_reference", "item_id, question_id, class_id, source, confidence, n, method"),
    ("run_cell", "expected_run_cell", "run_id, reference_class_id, predicted_class_id, n"),
    ("tag_cell", "expected_tag_cell", "run_id, tag_id, correct, drawn, yes, no"),
    ("person_counter", "expected_person_counter", "person_id, judgments, skips, active_ms"),
    ("counter", "expected_counter", "name, value"),
    ("rater_record", "expected_rater_record", "person_id, n, credit"),
    ("(SELECT id AS item_id, open FROM item)", "expected_open", "item_id, open"),
    (
        "(SELECT p.run_id, p.item_id, p.correct FROM prediction p JOIN run ON run.id = p.run_id AND run.ready = 1)",
        "expected_prediction",
        "run_id, item_id, correct",
    ),
];

/// Rules that must hold whatever happened: a query that counts the rows that break each.
const RULES: &[(&str, &str)] = &[
    (
        "an item has more counted judgments from assignments than policies and leads ever asked for",
        "SELECT COUNT(*) FROM (SELECT j.item_id, COUNT(*) AS n FROM judgment j
           JOIN assignment a ON a.id = j.assignment_id WHERE j.counted = 1 AND j.purpose = 'label' GROUP BY j.item_id) g
         WHERE g.n > (SELECT MAX(MAX(judgments_per_item, COALESCE(rules ->> '$.adaptive.most_judgments', 0),
                                     COALESCE(rules ->> '$.calibration.judgments', 0))) FROM policy)
             + (SELECT COALESCE(SUM(q.extra), 0) FROM requeue q WHERE q.item_id = g.item_id)
             + (SELECT COUNT(*) FROM judgment s WHERE s.item_id = g.item_id
                AND s.id IN (SELECT entity_id FROM event_change WHERE entity = 'set_aside'))",
    ),
    (
        "a person has two standing judgments from the program on one item",
        "SELECT COUNT(*) FROM (SELECT 1 FROM judgment WHERE standing = 1 AND import_id IS NULL
         AND purpose <> 'repeat' GROUP BY item_id, person_id HAVING COUNT(*) > 1)",
    ),
    (
        "a rater holds or has answered more repeats of an item than one",
        "SELECT COUNT(*) FROM (SELECT 1 FROM judgment WHERE standing = 1 AND purpose = 'repeat'
         GROUP BY item_id, person_id HAVING COUNT(*) > 1)",
    ),
    (
        "a judgment counts that does not stand",
        "SELECT COUNT(*) FROM judgment WHERE counted = 1
         AND (standing = 0 OR skipped = 1 OR set_aside = 1 OR purpose = 'repeat')",
    ),
    (
        "a judgment has neither an answer nor is a skip",
        "SELECT COUNT(*) FROM judgment j WHERE skipped = 0
         AND NOT EXISTS (SELECT 1 FROM judgment_answer a WHERE a.judgment_id = j.id)",
    ),
    (
        "a judgment that was asked for has an assignment that is not done",
        "SELECT COUNT(*) FROM judgment j JOIN assignment a ON a.id = j.assignment_id
         WHERE j.standing = 1 AND a.state <> 'done'",
    ),
    (
        "a fitted label is of other judgments than the item has",
        "SELECT COUNT(*) FROM fitted f LEFT JOIN consensus c
         ON c.item_id = f.item_id AND c.question_id = f.question_id WHERE c.n IS NOT f.n",
    ),
    (
        "a decision of a draw for human level is on another item",
        "SELECT COUNT(*) FROM human_draw_item t JOIN adjudication a ON a.id = t.adjudication_id
         WHERE a.item_id <> t.item_id",
    ),
    (
        "a question and its answer do not name each other",
        "SELECT (SELECT COUNT(*) FROM ask a LEFT JOIN answer n ON n.id = a.answer_id
                 WHERE a.answer_id IS NOT NULL AND (n.ask_id <> a.id OR n.standing = 0))
              + (SELECT COUNT(*) FROM answer n WHERE n.standing = 1
                 AND NOT EXISTS (SELECT 1 FROM ask a WHERE a.answer_id = n.id))",
    ),
    (
        "an item has no content",
        "SELECT COUNT(*) FROM item i LEFT JOIN item_content c ON c.item_id = i.id WHERE c.item_id IS NULL",
    ),
    (
        "an item that is open lies behind every cursor and in no queue",
        "SELECT COUNT(*) FROM item i WHERE i.open > 0 AND i.rank < (SELECT rank_end FROM project)
         AND EXISTS (SELECT 1 FROM cursor)
         AND i.rank <= (SELECT MIN(rank) FROM cursor)
         AND NOT EXISTS (SELECT 1 FROM returned t WHERE t.item_id = i.id)
         AND NOT EXISTS (SELECT 1 FROM assignment_rule WHERE retired_at IS NULL)
         AND EXISTS (SELECT 1 FROM cursor c WHERE NOT EXISTS
             (SELECT 1 FROM judgment j WHERE j.item_id = i.id AND j.person_id = c.person_id AND j.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = i.id AND a.person_id = c.person_id AND a.state = 'leased'))",
    ),
    (
        "an attempt at the qualification has a verdict and no end, or an end and no verdict",
        "SELECT COUNT(*) FROM qualification WHERE (verdict = 'open') <> (ended_at IS NULL)",
    ),
    (
        "a rater has two open attempts at the qualification",
        "SELECT COUNT(*) FROM (SELECT 1 FROM qualification WHERE verdict = 'open'
         GROUP BY person_id HAVING COUNT(*) > 1)",
    ),
    (
        "a judgment counts that was set aside",
        "SELECT COUNT(*) FROM judgment WHERE counted = 1 AND set_aside = 1",
    ),
];

/// Everything that is wrong with the file; empty where nothing is.
pub fn check(r: &Read<'_>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut report = |what: &str, message: String| findings.push(Finding { what: what.to_owned(), message });
    let mut integrity = r.sql().prepare("PRAGMA integrity_check(20)")?;
    for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            report("file", line);
        }
    }
    let mut keys = r.sql().prepare("PRAGMA foreign_key_check")?;
    let orphans = keys.query_map([], |row| row.get::<_, String>(0))?.count();
    if orphans > 0 {
        report("file", format!("{orphans} rows point at rows that are not there"));
    }
    let recounts = [
        ("adaptive overlap", crate::stopping::differing(r)?, "items or judgments differ from a recount"),
        (
            "rules",
            crate::tasks::rules::differing(r)?,
            "items keep another number of judgments for raters than a recount",
        ),
        (
            "calibration",
            i64::from(crate::calibration::differs(r)?),
            "draw differs from the one that the policy asks for",
        ),
        ("text search", crate::text::differing(r)?, "items or runs of three letters differ from a recount"),
    ];
    for (what, n, message) in recounts {
        if n > 0 {
            report(what, format!("{n} {message}"));
        }
    }
    let consensus = format!("({})", crate::refresh::expected_consensus("1"));
    let of_consensus =
        ("consensus", consensus.as_str(), "item_id, question_id, class_id, votes, n, conflict, posterior");
    for (kept, expected, columns) in KEPT.iter().chain([&of_consensus]) {
        let differing = format!(
            "SELECT COUNT(*) FROM (
               SELECT * FROM (SELECT {columns} FROM {kept} EXCEPT SELECT {columns} FROM {expected})
               UNION ALL SELECT * FROM (SELECT {columns} FROM {expected} EXCEPT SELECT {columns} FROM {kept}))"
        );
        let rows: i64 = r.sql().query_row(&differing, [], |row| row.get(0))?;
        if rows > 0 {
            let what =
                if expected.starts_with('(') { kept } else { expected.trim_start_matches("expected_") };
            report(what, format!("{rows} kept rows differ from a recount"));
        }
    }
    for (message, query) in RULES {
        let rows: i64 = r.sql().query_row(query, [], |row| row.get(0))?;
        if rows > 0 {
            report("rules", format!("{message} ({rows} times)"));
        }
    }
    Ok(findings)
}
