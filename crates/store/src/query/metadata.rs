//! Conditions on metadata alone: one walk along their table, also for the conditions of many filters.

use super::cells::{Fields, Test};
use super::ids::{Places, both, set};
use super::plan::Plan;
use super::{Compiled, Operand, compiled};
use crate::error::Result;
use assay_model::{Filter, Value};
use rusqlite::types::ValueRef;

/// A condition that was answered ahead, with others in one walk.
pub(super) struct Ahead {
    filter: Filter,
    /// Bit `place % 64` of word `place / 64`: whether the row at that place of all rows is found.
    rows: Vec<u64>,
}

impl Plan<'_> {
    pub(super) fn is_metadata(&self, filter: &Filter) -> bool {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => {
                !parts.is_empty() && parts.iter().all(|part| self.is_metadata(part))
            }
            Filter::Not(inner) => self.is_metadata(inner),
            Filter::Compare { column, value, at, value_at, .. } => {
                let field = |column, at| matches!(self.names.operand(column, at), Ok(Operand::Field(_)));
                field(column, *at)
                    && if let Value::Column(other) = value { field(other, *value_at) } else { true }
            }
        }
    }

    /// The rows that a condition on metadata finds. An item without any has no row in that table.
    pub(super) fn metadata(&self, filter: &Filter, within: Option<&[i64]>) -> Result<Vec<i64>> {
        if let Some(ahead) = self.ahead.iter().find(|ahead| ahead.filter == *filter) {
            let found: Vec<i64> = ahead.among(self.all()?);
            return Ok(within.map_or_else(|| found.clone(), |within| both(&found, within)));
        }
        let Compiled { condition, values } = compiled(self.names, filter)?;
        if let Some(within) = within.filter(|within| self.few(within.len())) {
            return self.one_by_one(within, &condition, values);
        }
        // One condition is weighed sooner within SQLite, which hands over the rows that are found.
        let mut fields = Fields::default();
        let test = Test::new(self.names, filter, &mut fields)?;
        if test.holds(&vec![ValueRef::Null; fields.0.len()]) {
            let sql = format!("SELECT m.item_id FROM item_metadata m WHERE NOT COALESCE({condition}, 0)");
            return self.rest(within, set(self.ask(&sql, values)?));
        }
        let found = self.ask(&format!("SELECT m.item_id FROM item_metadata m WHERE {condition}"), values)?;
        self.confined(found, within)
    }

    /// Tells the values of these fields, row by row, by rising item.
    fn walk_metadata(&self, fields: &Fields, mut each: impl FnMut(i64, &[ValueRef<'_>])) -> Result<()> {
        let columns: String = fields.0.iter().map(|id| format!(", m.f{id}")).collect();
        let sql = format!("SELECT m.item_id{columns} FROM item_metadata m ORDER BY m.item_id");
        let mut query = self.r.sql().prepare_cached(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let values = (1..=fields.0.len()).map(|at| row.get_ref(at));
            each(row.get(0)?, &values.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(())
    }

    /// Answers what these filters ask of metadata in one walk, so that none needs a walk of its own.
    pub(super) fn look_ahead(&mut self, filters: &[&Filter]) -> Result<()> {
        let mut wanted: Vec<Filter> = Vec::new();
        filters.iter().for_each(|filter| self.on_metadata(filter, &mut wanted));
        if wanted.len() < 2 {
            return Ok(());
        }
        let mut fields = Fields::default();
        let all = self.all()?;
        let (mut tests, mut ahead) = (Vec::new(), Vec::new());
        for filter in wanted {
            tests.push(Test::new(self.names, &filter, &mut fields)?);
            ahead.push(Ahead { filter, rows: vec![0; all.len().div_ceil(64)] });
        }
        let nothing = vec![ValueRef::Null; fields.0.len()];
        for (test, one) in tests.iter().zip(&mut ahead) {
            one.rows.fill(if test.holds(&nothing) { u64::MAX } else { 0 });
        }
        let mut places = Places::new(all);
        self.walk_metadata(&fields, |item, row| {
            let Some(place) = places.of(item) else { return };
            for (test, one) in tests.iter().zip(&mut ahead) {
                one.set(place, test.holds(row));
            }
        })?;
        self.ahead = ahead;
        Ok(())
    }

    /// Adds the parts of a filter that are on metadata alone, as [`Plan::find`] takes it apart.
    fn on_metadata(&self, filter: &Filter, wanted: &mut Vec<Filter>) {
        if self.is_metadata(filter) {
            if !wanted.contains(filter) {
                wanted.push(filter.clone());
            }
            return;
        }
        match filter {
            Filter::Not(inner) => self.on_metadata(inner, wanted),
            Filter::All(parts) => {
                self.grouped(parts, Filter::All).iter().for_each(|part| self.on_metadata(part, wanted));
            }
            Filter::Any(parts) => {
                self.grouped(parts, Filter::Any).iter().for_each(|part| self.on_metadata(part, wanted));
            }
            Filter::Compare { .. } => {}
        }
    }
}

impl Ahead {
    fn set(&mut self, place: usize, holds: bool) {
        let (word, mask) = (&mut self.rows[place / 64], 1 << (place % 64));
        *word = if holds { *word | mask } else { *word & !mask };
    }

    /// Those of all rows that are found.
    fn among(&self, all: &[i64]) -> Vec<i64> {
        let found = |place: usize| self.rows[place / 64] >> (place % 64) & 1 == 1;
        all.iter().enumerate().filter(|(place, _)| found(*place)).map(|(_, id)| *id).collect()
    }
}
