//! Puts rows in order. Each key becomes one number a row, in the order of what it stands for; the numbers are sorted.

use super::Operand;
use super::cells::whole_and_real;
use super::ids::Places;
use super::plan::Plan;
use crate::error::Result;
use assay_model::{Column, Comparison, Filter, Value};
use rusqlite::params_from_iter;
use rusqlite::types::{Value as Sql, ValueRef};
use std::cmp::Ordering;

/// Of a row without a value, which comes last in either direction.
const LAST: u64 = u64::MAX;

/// The rows (by rising id) in the order of the keys, each with whether the largest comes first.
pub(super) fn sorted(plan: &Plan<'_>, rows: Vec<i64>, keys: &[(Operand, bool)]) -> Result<Vec<i64>> {
    if keys.is_empty() {
        return Ok(rows);
    }
    let mut order: Vec<u32> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
    // The last key first: each pass keeps the order of the one before it among equals.
    for (operand, descending) in keys.iter().rev() {
        let mut numbers = numbers(plan, &rows, operand)?;
        if *descending {
            // LAST stays last.
            numbers
                .iter_mut()
                .filter(|number| **number != LAST)
                .for_each(|number| *number = LAST - 1 - *number);
        }
        let mut pairs: Vec<(u64, u32, u32)> =
            order.iter().zip(0_u32..).map(|(row, place)| (numbers[*row as usize], place, *row)).collect();
        pairs.sort_unstable();
        order = pairs.into_iter().map(|(_, _, row)| row).collect();
    }
    Ok(order.into_iter().map(|row| rows[row as usize]).collect())
}

/// One number a row, below [`LAST`] where it has a value.
fn numbers(plan: &Plan<'_>, rows: &[i64], operand: &Operand) -> Result<Vec<u64>> {
    let all = |table: &str| format!("SELECT {table}");
    match operand {
        Operand::Plain("p.score") => values(
            plan,
            rows,
            &format!("SELECT item_id, score FROM prediction WHERE run_id = {} ORDER BY item_id", plan.run),
            &format!(
                "SELECT j.value, p.score FROM json_each(?) j CROSS JOIN prediction p ON p.run_id = {} AND p.item_id = j.value",
                plan.run
            ),
        ),
        Operand::Plain("f.source") => values(
            plan,
            rows,
            &format!(
                "SELECT item_id, source FROM reference WHERE +question_id = {} ORDER BY item_id",
                plan.question
            ),
            &format!(
                "SELECT j.value, f.source FROM json_each(?) j CROSS JOIN reference f ON f.item_id = j.value AND f.question_id = {}",
                plan.question
            ),
        ),
        Operand::Plain("i.key") if !plan.few(rows.len()) => keys(plan, rows),
        Operand::Plain(column) => values(
            plan,
            rows,
            &all(&format!("i.id, {column} FROM item i ORDER BY i.id")),
            &all(&format!("j.value, {column} FROM json_each(?) j CROSS JOIN item i ON i.id = j.value")),
        ),
        Operand::Field(id) => values(
            plan,
            rows,
            &format!("SELECT item_id, f{id} FROM item_metadata ORDER BY item_id"),
            &format!(
                "SELECT j.value, m.f{id} FROM json_each(?) j CROSS JOIN item_metadata m ON m.item_id = j.value"
            ),
        ),
        Operand::Text => values(
            plan,
            rows,
            "SELECT item_id, fields FROM item_content ORDER BY item_id",
            "SELECT j.value, c.fields FROM json_each(?) j CROSS JOIN item_content c ON c.item_id = j.value",
        ),
        Operand::Class("p.class_id") => values(
            plan,
            rows,
            &format!(
                "SELECT p.item_id, c.position FROM class c CROSS JOIN prediction p ON p.run_id = {} AND p.class_id = c.id",
                plan.run
            ),
            &format!(
                "SELECT j.value, c.position FROM json_each(?) j CROSS JOIN prediction p ON p.run_id = {} AND p.item_id = j.value JOIN class c ON c.id = p.class_id",
                plan.run
            ),
        ),
        Operand::OtherRun(run) => once(
            plan,
            rows,
            &format!(
                "SELECT p.item_id, c.position FROM prediction p JOIN class c ON c.id = p.class_id WHERE p.run_id = {run}"
            ),
        ),
        Operand::Class(_) => values(
            plan,
            rows,
            &format!(
                "SELECT f.item_id, c.position FROM class c CROSS JOIN reference f ON f.question_id = {} AND f.class_id = c.id",
                plan.question
            ),
            &format!(
                "SELECT j.value, c.position FROM json_each(?) j CROSS JOIN reference f ON f.item_id = j.value AND f.question_id = {} JOIN class c ON c.id = f.class_id",
                plan.question
            ),
        ),
        Operand::Comment => once(plan, rows, "SELECT item_id, body FROM comment"),
        Operand::Part => once(plan, rows, "SELECT item_id, part FROM part"),
        Operand::Drawn => marked(plan, rows, Column::Named("drawn".into())),
        Operand::Tag(place) => tag(plan, rows, *place),
    }
}

/// 1 for the rows for which this column is yes, else 0.
fn marked(plan: &Plan<'_>, rows: &[i64], column: Column) -> Result<Vec<u64>> {
    let value = Value::Text("yes".into());
    let named = Filter::Compare { column, how: Comparison::Equal, value, at: 0, value_at: 0 };
    let found = plan.find(&super::rules::expand(plan.names, named)?, Some(rows))?;
    let mut numbers = vec![0; rows.len()];
    let mut places = Places::new(rows);
    for id in found {
        if let Some(place) = places.of(id) {
            numbers[place] = 1;
        }
    }
    Ok(numbers)
}

/// No before yes, then what was not looked at. A rule decides for every row.
fn tag(plan: &Plan<'_>, rows: &[i64], place: usize) -> Result<Vec<u64>> {
    let tag = &plan.names.tags[place];
    if tag.rule.is_none() {
        return once(plan, rows, &format!("SELECT item_id, state FROM mark WHERE tag_id = {}", tag.id));
    }
    marked(plan, rows, Column::Tag(tag.name.clone()))
}

/// As [`values`], for a table that is small or has no better way in.
fn once(plan: &Plan<'_>, rows: &[i64], sql: &str) -> Result<Vec<u64>> {
    values(plan, rows, sql, "")
}

/// Numbers in the order of the values of a column: of every row, or where few are asked for, of those.
fn values(plan: &Plan<'_>, rows: &[i64], all: &str, few: &str) -> Result<Vec<u64>> {
    let asked = (!few.is_empty() && plan.few(rows.len()))
        .then(|| serde_json::to_string(rows).map(Sql::Text))
        .transpose()?;
    let mut query = plan.r.sql().prepare_cached(if asked.is_some() { few } else { all })?;
    let mut found = query.query(params_from_iter(asked))?;
    let mut places = Places::new(rows);
    let mut column = Values::new(rows.len());
    while let Some(row) = found.next()? {
        if let Some(place) = places.of(row.get(0)?) {
            column.set(place, row.get_ref(1)?);
        }
    }
    Ok(column.numbers())
}

/// Keys in their order, from their index.
fn keys(plan: &Plan<'_>, rows: &[i64]) -> Result<Vec<u64>> {
    let mut query = plan.r.sql().prepare_cached("SELECT id FROM item ORDER BY key")?;
    let mut found = query.query([])?;
    let mut numbers = vec![LAST; rows.len()];
    let mut places = Places::new(rows);
    let mut next = 0;
    while let Some(row) = found.next()? {
        if let Some(place) = places.of(row.get(0)?) {
            numbers[place] = next;
            next += 1;
        }
    }
    Ok(numbers)
}

/// A column of values of any kind.
struct Values {
    /// Numbers in an order of their own, texts as places in `spans`.
    kept: Vec<Kept>,
    texts: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Missing,
    Integer(i64),
    Real(f64),
    /// From where to where in `texts`.
    Text(usize, usize),
}

impl Values {
    fn new(rows: usize) -> Values {
        Values { kept: vec![Kept::Missing; rows], texts: String::new() }
    }

    fn set(&mut self, place: usize, value: ValueRef<'_>) {
        self.kept[place] = match value {
            ValueRef::Integer(number) => Kept::Integer(number),
            ValueRef::Real(number) => Kept::Real(number),
            ValueRef::Text(text) => {
                let start = self.texts.len();
                self.texts.push_str(&String::from_utf8_lossy(text));
                Kept::Text(start, self.texts.len())
            }
            ValueRef::Null | ValueRef::Blob(_) => Kept::Missing,
        };
    }

    /// In SQLite's order: numbers before texts, texts by their bytes.
    fn numbers(self) -> Vec<u64> {
        // Whole numbers that a float holds exactly, and floats, are in the order of their bits.
        let plain = |kept: &Kept| match kept {
            Kept::Integer(number) => number.unsigned_abs() < 1 << 53,
            Kept::Text(..) => false,
            Kept::Missing | Kept::Real(_) => true,
        };
        if self.kept.iter().all(plain) {
            let number = |kept: &Kept| match kept {
                Kept::Integer(number) => bits(*number as f64),
                Kept::Real(number) => bits(*number),
                Kept::Missing | Kept::Text(..) => LAST,
            };
            return self.kept.iter().map(number).collect();
        }
        let mut order: Vec<(u64, u32)> = (0..)
            .zip(&self.kept)
            .filter(|(_, kept)| **kept != Kept::Missing)
            .map(|(row, kept)| (self.first(kept), row))
            .collect();
        let compare = |a: &(u64, u32), b: &(u64, u32)| {
            a.0.cmp(&b.0).then_with(|| self.compare(self.kept[a.1 as usize], self.kept[b.1 as usize]))
        };
        order.sort_unstable_by(compare);
        let mut numbers = vec![LAST; self.kept.len()];
        let mut next = 0;
        for (at, one) in order.iter().enumerate() {
            if at > 0 && compare(&order[at - 1], one) != Ordering::Equal {
                next += 1;
            }
            numbers[one.1 as usize] = next;
        }
        numbers
    }

    /// The first bytes of a text, which decide most comparisons; 0 for numbers, which come before every text.
    fn first(&self, kept: &Kept) -> u64 {
        let Kept::Text(start, end) = *kept else { return 0 };
        let mut first = [0_u8; 8];
        let bytes = &self.texts.as_bytes()[start..end];
        let length = bytes.len().min(7);
        first[1..=length].copy_from_slice(&bytes[..length]);
        first[0] = 1;
        u64::from_be_bytes(first)
    }

    fn compare(&self, a: Kept, b: Kept) -> Ordering {
        match (a, b) {
            (Kept::Text(a, end), Kept::Text(b, other)) => self.texts[a..end].cmp(&self.texts[b..other]),
            (Kept::Text(..), _) => Ordering::Greater,
            (_, Kept::Text(..)) => Ordering::Less,
            (Kept::Integer(a), Kept::Integer(b)) => a.cmp(&b),
            (Kept::Integer(a), Kept::Real(b)) => whole_and_real(a, b),
            (Kept::Real(a), Kept::Integer(b)) => whole_and_real(b, a).reverse(),
            (Kept::Real(a), Kept::Real(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Kept::Missing, _) | (_, Kept::Missing) => Ordering::Equal,
        }
    }
}

/// A float as a number with the same order, below [`LAST`]. SQLite keeps no NaN.
fn bits(number: f64) -> u64 {
    // Both zeros are equal.
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
