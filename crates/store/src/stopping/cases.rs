//! Items with their judgments, as adaptive overlap looks at them.

use super::Setup;
use crate::Read;
use crate::error::Result;
use std::collections::HashMap;

/// A judgment that counts, or did when its credit was written.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) person: i64,
    pub(super) label: bool,
    pub(super) counted: bool,
    pub(super) accuracy: Option<f64>,
    pub(super) credit: Option<i64>,
    /// Places of question and class.
    pub(super) answers: Vec<(usize, u32)>,
}

/// An item with its judgments in order.
pub(super) struct Case {
    pub(super) item: i64,
    pub(super) rows: Vec<Row>,
    /// Judgments of a calibration item.
    pub(super) fixed: Option<u32>,
    /// Acceptable answers, where the item is gold: places of question and class.
    pub(super) gold: Option<Vec<(usize, u32)>>,
}

/// The items of a scope (an SQL condition on `j`) with their judgments, in order of id.
pub(super) fn each(
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
