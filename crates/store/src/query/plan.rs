//! Answers a filter with sets of item ids: each condition is asked where it is cheapest (an index, one table, or row by
//! row where few rows are left), and the sets are put together here. SQLite alone would walk every row of a join.

use super::ids::{both, either, set, without};
use super::metadata::Ahead;
use super::sql::{DRAWN_ITEMS, compare, compare_columns, missing, plain};
use super::{Names, Operand};
use crate::error::{OrNotFound, Result};
use crate::{Read, text};
use assay_model::{Column, Comparison, Filter, Value};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use std::cell::OnceCell;

/// Rows are looked at one by one where they are fewer than one in this many of the run.
const FEW: usize = 8;

/// What answers the filters of one run.
pub(super) struct Plan<'a> {
    pub(super) r: &'a Read<'a>,
    pub(super) names: &'a Names,
    pub(super) run: i64,
    pub(super) question: i64,
    /// Rows of the run.
    rows: usize,
    all: OnceCell<Vec<i64>>,
    /// Conditions on metadata that were answered ahead.
    pub(super) ahead: Vec<Ahead>,
}

/// A comparison, taken apart.
struct Leaf<'f> {
    column: &'f Column,
    operand: Operand,
    how: Comparison,
    value: &'f Value,
    at: (usize, usize),
}

impl<'a> Plan<'a> {
    pub(super) fn new(r: &'a Read<'a>, names: &'a Names, run: i64) -> Result<Plan<'a>> {
        let sql = "SELECT question_id, predictions FROM run WHERE id = ?";
        let about = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let (question, rows): (i64, i64) =
            r.sql().prepare_cached(sql)?.query_row([run], about).or_not_found("run", run)?;
        let rows = usize::try_from(rows).unwrap_or_default();
        Ok(Plan { r, names, run, question, rows, all: OnceCell::new(), ahead: Vec::new() })
    }

    /// Every row of the run.
    pub(super) fn all(&self) -> Result<&[i64]> {
        if self.all.get().is_none() {
            let sql = "SELECT item_id FROM prediction WHERE run_id = ? ORDER BY item_id";
            let found = self.ask(sql, vec![Sql::Integer(self.run)])?;
            return Ok(self.all.get_or_init(|| found));
        }
        Ok(self.all.get().map_or(&[], Vec::as_slice))
    }

    /// Whether so few rows are better looked at one by one.
    pub(super) fn few(&self, rows: usize) -> bool {
        rows.saturating_mul(FEW) < self.rows
    }

    pub(super) fn ask(&self, sql: &str, values: Vec<Sql>) -> Result<Vec<i64>> {
        let mut query = self.r.sql().prepare_cached(sql)?;
        let rows = query.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rows that a filter lets through, of all or of those given.
    pub(super) fn find(&self, filter: &Filter, within: Option<&[i64]>) -> Result<Vec<i64>> {
        match filter {
            Filter::Not(inner) => self.rest(within, self.find(inner, within)?),
            _ if self.is_metadata(filter) => self.metadata(filter, within),
            Filter::All(parts) => {
                let mut found: Option<Vec<i64>> = None;
                for part in self.grouped(parts, Filter::All) {
                    let scope = found.as_deref().or(within);
                    found = Some(self.find(&part, scope)?);
                }
                found.map_or_else(|| self.rest(within, Vec::new()), Ok)
            }
            Filter::Any(parts) => {
                let mut found = Vec::new();
                for part in self.grouped(parts, Filter::Any) {
                    found = either(&found, &self.find(&part, within)?);
                }
                Ok(found)
            }
            Filter::Compare { column, how, value, at, value_at } => {
                let operand = self.names.operand(column, *at)?;
                self.leaf(&Leaf { column, operand, how: *how, value, at: (*at, *value_at) }, within)
            }
        }
    }

    /// All rows, or those given, but these.
    pub(super) fn rest(&self, within: Option<&[i64]>, but: Vec<i64>) -> Result<Vec<i64>> {
        let whole = match within {
            Some(within) => within,
            None => self.all()?,
        };
        Ok(if but.is_empty() { whole.to_vec() } else { without(whole, &but) })
    }

    /// Ids that may lie outside the run or the rows given.
    pub(super) fn confined(&self, found: Vec<i64>, within: Option<&[i64]>) -> Result<Vec<i64>> {
        let found = set(found);
        if let Some(within) = within {
            return Ok(both(&found, within));
        }
        if !self.few(found.len()) {
            return Ok(both(&found, self.all()?));
        }
        let mut query =
            self.r.sql().prepare_cached("SELECT 1 FROM prediction WHERE run_id = ? AND item_id = ?")?;
        let mut kept = Vec::with_capacity(found.len());
        for id in found {
            if query.exists([self.run, id])? {
                kept.push(id);
            }
        }
        Ok(kept)
    }

    /// The parts of a filter, cheapest first; those of metadata alone are one part, answered in one walk.
    pub(super) fn grouped(&self, parts: &[Filter], join: fn(Vec<Filter>) -> Filter) -> Vec<Filter> {
        let (metadata, mut others): (Vec<Filter>, Vec<Filter>) =
            parts.iter().cloned().partition(|part| self.is_metadata(part));
        others.sort_by_key(|part| self.cost(part));
        match metadata.len() {
            0 => {}
            1 => others.extend(metadata),
            _ => others.push(join(metadata)),
        }
        others.sort_by_key(|part| self.cost(part));
        others
    }

    fn cost(&self, filter: &Filter) -> u8 {
        match filter {
            Filter::Not(inner) => self.cost(inner).saturating_add(1),
            Filter::All(parts) | Filter::Any(parts) => {
                parts.iter().map(|part| self.cost(part)).max().unwrap_or(0).saturating_add(1)
            }
            Filter::Compare { column, how, value, at, .. } => {
                let negative = matches!(how, Comparison::NotEqual | Comparison::Lacks);
                let narrow = matches!(how, Comparison::Equal | Comparison::NotEqual);
                let base = match self.names.operand(column, *at) {
                    Ok(Operand::Field(_)) => 40,
                    Ok(Operand::Text) => match value {
                        Value::Text(text) | Value::Number(_, text) if text.chars().count() > 2 => 2,
                        _ => 60,
                    },
                    Ok(Operand::Plain("f.source")) => 20,
                    Ok(Operand::Plain("i.key" | "i.split")) if !narrow => 20,
                    _ => 0,
                };
                base + u8::from(negative)
            }
        }
    }

    /// Those of a few rows for which a condition on any table holds.
    pub(super) fn one_by_one(&self, rows: &[i64], condition: &str, values: Vec<Sql>) -> Result<Vec<i64>> {
        let rows = Sql::Text(serde_json::to_string(rows)?);
        let sql = format!(
            "SELECT p.item_id FROM json_each(?) j CROSS JOIN prediction p ON p.run_id = ? AND p.item_id = j.value {}
             WHERE {condition}",
            self.joins(condition)
        );
        self.ask(&sql, [rows, Sql::Integer(self.run)].into_iter().chain(values).collect()).map(set)
    }

    /// The tables beside `prediction p` that a condition names.
    fn joins(&self, condition: &str) -> String {
        let mut joins = String::new();
        if condition.contains("i.") {
            joins.push_str(" CROSS JOIN item i ON i.id = p.item_id");
        }
        if condition.contains("f.") {
            let question = self.question;
            joins.push_str(&format!(
                " LEFT JOIN reference f ON f.item_id = p.item_id AND f.question_id = {question}"
            ));
        }
        if condition.contains("m.f") {
            joins.push_str(" LEFT JOIN item_metadata m ON m.item_id = p.item_id");
        }
        joins
    }

    fn leaf(&self, leaf: &Leaf<'_>, within: Option<&[i64]>) -> Result<Vec<i64>> {
        if let Value::Column(other) = leaf.value {
            return self.columns(leaf, other, within);
        }
        // What is not equal, or does not hold a text, is the rest: rows without a value among it.
        let (how, mut negative) = match leaf.how {
            Comparison::NotEqual => (Comparison::Equal, true),
            Comparison::Lacks => (Comparison::Contains, true),
            how => (how, false),
        };
        let written = match leaf.value {
            Value::Text(text) | Value::Number(_, text) => text.as_str(),
            Value::Missing | Value::Column(_) => "",
        };
        let none = match &leaf.operand {
            Operand::Class(_) | Operand::OtherRun(_) => {
                *leaf.value != Value::Missing && self.names.class(written, leaf.at.1)?.is_none()
            }
            Operand::Part => written == "none",
            Operand::Tag(_) => written == "unseen",
            _ => false,
        };
        let present = none || *leaf.value == Value::Missing;
        // Missing is the rest of those that have a value.
        negative ^= present;
        let leaf =
            Leaf { column: leaf.column, operand: leaf.operand.clone(), how, value: leaf.value, at: leaf.at };
        let found = self.positive(&leaf, present, written, within)?;
        if negative { self.rest(within, found) } else { Ok(found) }
    }

    /// Rows with a value (`present`), or with this one.
    fn positive(
        &self,
        leaf: &Leaf<'_>,
        present: bool,
        written: &str,
        within: Option<&[i64]>,
    ) -> Result<Vec<i64>> {
        let run = Sql::Integer(self.run);
        let (sql, values) = match &leaf.operand {
            Operand::Text if present => {
                let condition = missing(self.names, &Operand::Text, false);
                return self.walk(&condition, Vec::new(), within);
            }
            Operand::Text => return self.text(&written.to_lowercase(), within),
            Operand::Drawn => {
                let yes = present || matches!(written, "yes" | "1");
                if !yes || present {
                    // Every row is drawn or not.
                    let drawn = self.ask(DRAWN_ITEMS, vec![run])?;
                    return self.rest(within, if present { Vec::new() } else { set(drawn) });
                }
                (DRAWN_ITEMS.to_owned(), vec![run])
            }
            Operand::Tag(place) => {
                let tag = Sql::Integer(self.names.tags[*place].id);
                let state = match (present, written) {
                    (true, _) => "",
                    (_, "yes" | "1") => " AND state = 1",
                    _ => " AND state = 0",
                };
                (format!("SELECT item_id FROM mark WHERE tag_id = ?{state}"), vec![tag])
            }
            Operand::OtherRun(other) if present => {
                ("SELECT item_id FROM prediction WHERE run_id = ?".to_owned(), vec![Sql::Integer(*other)])
            }
            Operand::OtherRun(other) => {
                let class = self.names.class(written, leaf.at.1)?.map_or(Sql::Null, Sql::Integer);
                let sql = "SELECT item_id FROM prediction WHERE run_id = ? AND class_id = ?";
                (sql.to_owned(), vec![Sql::Integer(*other), class])
            }
            Operand::Part if present => ("SELECT item_id FROM part".to_owned(), Vec::new()),
            Operand::Part => {
                ("SELECT item_id FROM part WHERE part = ?".to_owned(), vec![Sql::Text(written.to_owned())])
            }
            operand => {
                let mut values = Vec::new();
                let condition = match present {
                    true => missing(self.names, operand, false),
                    false => compare(self.names, leaf.column, leaf.how, leaf.value, leaf.at, &mut values)?,
                };
                return self.table(operand, leaf, present, condition, values, within);
            }
        };
        self.confined(self.ask(&sql, values)?, within)
    }

    /// A condition on a column of one table, none of whose rows are found where the value is missing.
    fn table(
        &self,
        operand: &Operand,
        leaf: &Leaf<'_>,
        present: bool,
        condition: String,
        mut values: Vec<Sql>,
        within: Option<&[i64]>,
    ) -> Result<Vec<i64>> {
        let column = match operand {
            Operand::Plain(sql) | Operand::Class(sql) => *sql,
            _ => "c.",
        };
        let walks = matches!(column, "f.source" | "i.key" | "i.split");
        if let Some(within) = within.filter(|within| walks && self.few(within.len())) {
            return self.one_by_one(within, &condition, values);
        }
        let first = match column.get(..2) {
            Some("p.") => Some(self.run),
            Some("f.") => Some(self.question),
            _ => None,
        };
        // The index by class knows no other column: for those the table itself is walked.
        let walked = if column == "f.source" { "+" } else { "" };
        let sql = match column.get(..2) {
            Some("p.") => format!("SELECT p.item_id FROM prediction p WHERE p.run_id = ? AND {condition}"),
            Some("f.") => {
                format!("SELECT f.item_id FROM reference f WHERE {walked}f.question_id = ? AND {condition}")
            }
            Some("i.") => format!("SELECT i.id FROM item i WHERE {condition}"),
            _ => {
                values.clear();
                let condition = match (present, leaf.value) {
                    (true, _) => "1".to_owned(),
                    (false, value) => {
                        let written = match value {
                            Value::Text(text) | Value::Number(_, text) => text.as_str(),
                            _ => "",
                        };
                        plain("c.body", leaf.how, value, written, leaf.at.1, &mut values)?
                    }
                };
                format!("SELECT c.item_id FROM comment c WHERE {condition}")
            }
        };
        let values = first.map(Sql::Integer).into_iter().chain(values).collect();
        let found = self.ask(&sql, values)?;
        match (column.get(..2), within) {
            // These are rows of the run.
            (Some("p."), None) => Ok(set(found)),
            _ => self.confined(found, within),
        }
    }

    /// Two columns compared.
    fn columns(&self, leaf: &Leaf<'_>, other: &Column, within: Option<&[i64]>) -> Result<Vec<i64>> {
        let condition = compare_columns(self.names, leaf.column, leaf.how, other, leaf.at)?;
        if condition.starts_with("p.correct") {
            let sql = format!("SELECT p.item_id FROM prediction p WHERE p.run_id = ? AND {condition}");
            let found = set(self.ask(&sql, vec![Sql::Integer(self.run)])?);
            return Ok(within.map_or_else(|| found.clone(), |within| both(&found, within)));
        }
        if let Some(found) = self.verdict_of_other(leaf, other)? {
            return self.confined(found, within);
        }
        self.walk(&condition, Vec::new(), within)
    }

    /// Where another run is right or wrong, which is kept; none where something else is compared.
    fn verdict_of_other(&self, leaf: &Leaf<'_>, right: &Column) -> Result<Option<Vec<i64>>> {
        let run = match (leaf.column, right) {
            (run @ Column::PredictionOf(_), Column::Label)
            | (Column::Label, run @ Column::PredictionOf(_)) => run,
            _ => return Ok(None),
        };
        let (Operand::OtherRun(run), Comparison::Equal | Comparison::NotEqual) =
            (self.names.operand(run, leaf.at.0)?, leaf.how)
        else {
            return Ok(None);
        };
        let right = i64::from(leaf.how == Comparison::Equal);
        let sql = "SELECT item_id FROM prediction WHERE run_id = ? AND correct = ?";
        self.ask(sql, vec![Sql::Integer(run), Sql::Integer(right)]).map(Some)
    }

    /// A condition for which every row must be looked at.
    fn walk(&self, condition: &str, values: Vec<Sql>, within: Option<&[i64]>) -> Result<Vec<i64>> {
        if let Some(within) = within.filter(|within| self.few(within.len())) {
            return self.one_by_one(within, condition, values);
        }
        let sql = format!(
            "SELECT p.item_id FROM prediction p{} WHERE p.run_id = ? AND {condition}",
            self.joins(condition)
        );
        let values = std::iter::once(Sql::Integer(self.run)).chain(values).collect();
        self.confined(self.ask(&sql, values)?, within)
    }

    /// Rows whose text holds another one, whatever the case.
    fn text(&self, folded: &str, within: Option<&[i64]>) -> Result<Vec<i64>> {
        if let Some((candidates, sure)) = text::holding(self.r, folded)? {
            let candidates = match within {
                Some(within) => both(&candidates, within),
                None => candidates,
            };
            if sure || candidates.is_empty() {
                return self.confined(candidates, within);
            }
            if candidates.len() * 2 < self.rows {
                let mut query =
                    self.r.sql().prepare_cached("SELECT fields FROM item_content WHERE item_id = ?")?;
                let mut found = Vec::new();
                for id in candidates {
                    let mut rows = query.query([id])?;
                    let Some(row) = rows.next()? else { continue };
                    let fields = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                    if text::holds(fields, folded)? {
                        found.push(id);
                    }
                }
                return self.confined(found, within);
            }
        }
        if let Some(within) = within.filter(|within| self.few(within.len())) {
            let condition = "contains_text((SELECT fields FROM item_content WHERE item_id = p.item_id), ?)";
            return self.one_by_one(within, condition, vec![Sql::Text(folded.to_owned())]);
        }
        let sql = "SELECT item_id FROM item_content WHERE contains_text(fields, ?)";
        self.confined(self.ask(sql, vec![Sql::Text(folded.to_owned())])?, within)
    }
}
