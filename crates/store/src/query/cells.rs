//! A condition on metadata, asked of the values of one row: what [`super::sql`] says, without a statement for each.
//!
//! Asked of a walk along a million rows, thirty conditions cost what one costs in SQL.

use super::sql::{exact, is_date};
use super::{Names, Operand, holds_folded};
use crate::error::{Result, StoreError};
use assay_model::{Column, Comparison, Filter, Value};
use rusqlite::types::{Value as Sql, ValueRef};
use std::cmp::Ordering;
use std::collections::HashSet;

/// Whether a row is found. A comparison with a value that is missing does not hold, so that `not` is simply the rest.
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// Of the value at this place.
    Cell(usize, Cell),
    /// Of the values at two places.
    Pair(usize, Comparison, usize),
}

/// A condition on one value.
pub(super) enum Cell {
    Missing,
    OneOf(Values),
    /// A day, or a time of it.
    Day(String),
    Number(Comparison, Sql),
    /// Texts alone; of dates the day.
    Text(Comparison, String),
    /// Holds this text in small letters.
    Holds(String),
}

/// Numbers and texts to be equal to; the numbers rise.
#[derive(Default)]
pub(super) struct Values {
    numbers: Vec<Sql>,
    texts: HashSet<String>,
}

/// The fields that conditions look at: their place is that of the value in a row.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<i64>);

impl Fields {
    fn place(&mut self, names: &Names, column: &Column, at: usize) -> Result<usize> {
        let Operand::Field(id) = names.operand(column, at)? else {
            return Err(StoreError::Filter { at, message: "this is no field of the metadata".into() });
        };
        Ok(self.0.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        }))
    }
}

impl Test {
    /// A filter on metadata alone as a test.
    pub(super) fn new(names: &Names, filter: &Filter, fields: &mut Fields) -> Result<Test> {
        if let Some(test) = Test::one_of(names, filter, fields)? {
            return Ok(test);
        }
        let mut each = |parts: &[Filter]| -> Result<Vec<Test>> {
            parts.iter().map(|part| Test::new(names, part, fields)).collect()
        };
        match filter {
            Filter::All(parts) => Ok(Test::All(each(parts)?)),
            Filter::Any(parts) => Ok(Test::Any(each(parts)?)),
            Filter::Not(inner) => Ok(Test::Not(Box::new(Test::new(names, inner, fields)?))),
            Filter::Compare { column, how, value, at, value_at } => {
                let place = fields.place(names, column, *at)?;
                // What is different is what is not equal, also where nothing stands.
                let (how, mut negative) = match how {
                    Comparison::NotEqual => (Comparison::Equal, true),
                    Comparison::Lacks => (Comparison::Contains, true),
                    how => (*how, false),
                };
                let test = match value {
                    Value::Column(other) => Test::Pair(place, how, fields.place(names, other, *value_at)?),
                    Value::Missing => {
                        negative |= how != Comparison::Equal;
                        Test::Cell(place, Cell::Missing)
                    }
                    Value::Number(number, text) => Test::Cell(place, Cell::new(how, Some(*number), text)),
                    Value::Text(text) => Test::Cell(place, Cell::new(how, None, text)),
                };
                Ok(if negative { Test::Not(Box::new(test)) } else { test })
            }
        }
    }

    /// Several values of one field, as a look-up; none where the filter is something else.
    fn one_of(names: &Names, filter: &Filter, fields: &mut Fields) -> Result<Option<Test>> {
        let Filter::Any(parts) = filter else { return Ok(None) };
        let [Filter::Compare { column, at, .. }, _, ..] = parts.as_slice() else { return Ok(None) };
        let mut values = Values::default();
        for part in parts {
            match part {
                Filter::Compare { column: other, how: Comparison::Equal, value, .. } if other == column => {
                    match value {
                        Value::Number(number, text) => values.add(Some(*number), text),
                        Value::Text(text) if !is_date(text) => values.add(None, text),
                        _ => return Ok(None),
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(Some(Test::Cell(fields.place(names, column, *at)?, Cell::OneOf(values))))
    }

    /// Whether it holds for the values of a row.
    pub(super) fn holds(&self, row: &[ValueRef<'_>]) -> bool {
        match self {
            Test::All(parts) => parts.iter().all(|part| part.holds(row)),
            Test::Any(parts) => parts.iter().any(|part| part.holds(row)),
            Test::Not(inner) => !inner.holds(row),
            Test::Cell(place, cell) => cell.holds(row[*place]),
            Test::Pair(left, how, right) => match (row[*left], row[*right]) {
                (ValueRef::Null, ValueRef::Null) => *how == Comparison::Equal,
                (ValueRef::Null, _) | (_, ValueRef::Null) => false,
                (left, right) => fits(*how, compared(left, right)),
            },
        }
    }
}

impl Cell {
    fn new(how: Comparison, number: Option<f64>, text: &str) -> Cell {
        match (how, number) {
            (Comparison::Contains, _) => Cell::Holds(text.to_lowercase()),
            (Comparison::Equal, None) if is_date(text) => Cell::Day(text.to_owned()),
            (Comparison::Equal, number) => {
                let mut values = Values::default();
                values.add(number, text);
                Cell::OneOf(values)
            }
            (how, Some(number)) => Cell::Number(how, exact(number, text)),
            (how, None) => Cell::Text(how, text.to_owned()),
        }
    }

    fn holds(&self, value: ValueRef<'_>) -> bool {
        match (self, value) {
            (Cell::Missing, value) => matches!(value, ValueRef::Null),
            (_, ValueRef::Null | ValueRef::Blob(_)) => false,
            (Cell::OneOf(values), value) => values.hold(value),
            (Cell::Day(day), ValueRef::Text(text)) => {
                text.strip_prefix(day.as_bytes()).is_some_and(|rest| matches!(rest, [] | [b'T' | b' ', ..]))
            }
            (Cell::Number(how, number), ValueRef::Integer(_) | ValueRef::Real(_)) => {
                fits(*how, compared(value, number.into()))
            }
            (Cell::Text(how, wanted), ValueRef::Text(text)) => {
                let text = if is_date(wanted) { first_ten(text) } else { text };
                fits(*how, text.cmp(wanted.as_bytes()))
            }
            (Cell::Holds(folded), value) => holds_folded(value, folded),
            (Cell::Day(_) | Cell::Number(..) | Cell::Text(..), _) => false,
        }
    }
}

impl Values {
    /// A value that looks like a number may stand in the file as a number or as text (`007`).
    fn add(&mut self, number: Option<f64>, text: &str) {
        if let Some(number) = number {
            let number = exact(number, text);
            let place =
                self.numbers.partition_point(|known| compared(known.into(), (&number).into()).is_lt());
            self.numbers.insert(place, number);
        }
        self.texts.insert(text.to_owned());
    }

    fn hold(&self, value: ValueRef<'_>) -> bool {
        match value {
            ValueRef::Text(text) => std::str::from_utf8(text).is_ok_and(|text| self.texts.contains(text)),
            value => self.numbers.binary_search_by(|own| compared(own.into(), value)).is_ok(),
        }
    }
}

fn fits(how: Comparison, order: Ordering) -> bool {
    match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
        Comparison::Contains | Comparison::Lacks => false,
    }
}

/// As SQLite orders two values: numbers before texts, texts by their bytes, whole numbers and others exactly.
fn compared(a: ValueRef<'_>, b: ValueRef<'_>) -> Ordering {
    let kind = |value: ValueRef<'_>| match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    };
    match (a, b) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Integer(a), ValueRef::Real(b)) => whole_and_real(a, b),
        (ValueRef::Real(a), ValueRef::Integer(b)) => whole_and_real(b, a).reverse(),
        (ValueRef::Real(a), ValueRef::Real(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
        (ValueRef::Text(a), ValueRef::Text(b)) | (ValueRef::Blob(a), ValueRef::Blob(b)) => a.cmp(b),
        (a, b) => kind(a).cmp(&kind(b)),
    }
}

/// Exact, also above 2^53, where not every whole number is a float.
pub(super) fn whole_and_real(whole: i64, real: f64) -> Ordering {
    if real < i64::MIN as f64 {
        return Ordering::Greater;
    }
    // 2^63: the largest whole number is below it.
    if real >= i64::MAX as f64 {
        return Ordering::Less;
    }
    whole.cmp(&(real as i64)).then_with(|| 0.0_f64.partial_cmp(&real.fract()).unwrap_or(Ordering::Equal))
}

/// The first ten characters, as `substr(text, 1, 10)`.
fn first_ten(text: &[u8]) -> &[u8] {
    let begins = |byte: &u8| byte & 0xC0 != 0x80;
    let end = text.iter().enumerate().filter(|(_, byte)| begins(byte)).nth(10);
    &text[..end.map_or(text.len(), |(at, _)| at)]
}
