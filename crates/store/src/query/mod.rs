//! Which rows of the sheet a filter line lets through, and in what order.

mod cells;
mod ids;
mod metadata;
mod names;
mod order;
mod plan;
mod rules;
mod sql;

pub(crate) use names::{Names, Operand};

use crate::Read;
use crate::error::{Result, StoreError};
use assay_model::{Column, Filter, Query};
use plan::Plan;
use rusqlite::types::{Value as Sql, ValueRef};

/// A condition over `prediction p`, `item i`, `reference f` and `item_metadata m`, with its values in order.
pub(crate) struct Compiled {
    pub(crate) condition: String,
    pub(crate) values: Vec<Sql>,
}

/// A filter line as one condition, for a few rows; [`find`] is for many.
pub(crate) fn compile(names: &Names, query: &Query) -> Result<Compiled> {
    let filter = read(names, query.filter.as_deref().unwrap_or_default())?;
    compiled(names, &filter.unwrap_or(Filter::All(Vec::new())))
}

fn compiled(names: &Names, filter: &Filter) -> Result<Compiled> {
    let mut values = Vec::new();
    let condition = sql::condition(names, filter, &mut values)?;
    Ok(Compiled { condition, values })
}

/// Whether a query can be answered; else what is wrong with it, and where.
pub(crate) fn check(r: &Read<'_>, query: &Query) -> Result<()> {
    let names = Names::load(r)?;
    compile(&names, query)?;
    sorts(&names, query).map(drop)
}

/// The item ids of the rows of a run that a query finds, in its order; ties by rising id.
pub(crate) fn find(r: &Read<'_>, run: i64, query: &Query) -> Result<Vec<i64>> {
    let names = Names::load(r)?;
    let filter = read(&names, query.filter.as_deref().unwrap_or_default())?;
    let sorts = sorts(&names, query)?;
    let plan = Plan::new(r, &names, run)?;
    let found = match &filter {
        Some(filter) => plan.find(filter, None)?,
        None => plan.all()?.to_vec(),
    };
    order::sorted(&plan, found, &sorts)
}

/// Asks many filter lines of a run, one after another: which one, and the item ids it finds, rising. A line that cannot be
/// read answers for itself. Asked together they share what each alone would read first, and one
/// walk along the metadata.
pub(crate) fn find_each(
    r: &Read<'_>,
    run: i64,
    lines: &[&str],
    mut found: impl FnMut(usize, Result<Vec<i64>>) -> Result<()>,
) -> Result<()> {
    let names = Names::load(r)?;
    let mut plan = Plan::new(r, &names, run)?;
    let filters: Vec<Result<Option<Filter>>> = lines.iter().map(|line| read(&names, line)).collect();
    let readable: Vec<&Filter> = filters.iter().filter_map(|filter| filter.as_ref().ok()?.as_ref()).collect();
    plan.look_ahead(&readable)?;
    for (place, filter) in filters.into_iter().enumerate() {
        let ids = match filter {
            Ok(Some(filter)) => plan.find(&filter, None),
            Ok(None) => Ok(plan.all()?.to_vec()),
            Err(fault) => Err(fault),
        };
        found(place, ids)?;
    }
    Ok(())
}

/// Those of a few items, a page of them, that a filter line lets through; in any order.
pub(crate) fn among(r: &Read<'_>, names: &Names, run: i64, line: &str, items: &[i64]) -> Result<Vec<i64>> {
    let Some(filter) = read(names, line)? else { return Ok(items.to_vec()) };
    let mut values = Vec::new();
    let condition = sql::condition(names, &filter, &mut values)?;
    Plan::new(r, names, run)?.one_by_one(items, &condition, values)
}

/// Whether a filter line looks at one of these columns, by itself or through the rule of a tag that it names.
///
/// # Errors
/// Where the line, or such a rule, cannot be read.
pub fn looks_at(r: &Read<'_>, line: &str, of: fn(&Column) -> bool) -> Result<bool> {
    fn walk(filter: &Filter, of: fn(&Column) -> bool) -> bool {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().any(|part| walk(part, of)),
            Filter::Not(inner) => walk(inner, of),
            Filter::Compare { column, value, .. } => {
                of(column) || matches!(value, assay_model::Value::Column(column) if of(column))
            }
        }
    }
    Ok(read(&Names::load(r)?, line)?.is_some_and(|filter| walk(&filter, of)))
}

/// Reads a filter line; the rules of tags in it are put in their place. What it gives can be answered.
fn read(names: &Names, line: &str) -> Result<Option<Filter>> {
    let parsed = assay_model::parse_filter(line)
        .map_err(|error| StoreError::Filter { at: error.at, message: error.message })?;
    let Some(filter) = parsed else { return Ok(None) };
    let filter = rules::expand(names, filter)?;
    sql::condition(names, &filter, &mut Vec::new())?;
    Ok(Some(filter))
}

/// The keys of an order: what, and whether the largest comes first.
fn sorts(names: &Names, query: &Query) -> Result<Vec<(Operand, bool)>> {
    let key = |sort: &assay_model::Sort| {
        let column: Column = sort.column.parse().unwrap_or_else(|never| match never {});
        Ok((names.operand(&column, 0)?, sort.descending))
    };
    query.sort.iter().map(key).collect()
}

/// Whether a value, as it is written, holds a text that is in small letters.
fn holds_folded(value: ValueRef<'_>, folded: &str) -> bool {
    match value {
        ValueRef::Integer(number) => number.to_string().contains(folded),
        ValueRef::Real(number) => number.to_string().contains(folded),
        ValueRef::Text(text) => String::from_utf8_lossy(text).to_lowercase().contains(folded),
        ValueRef::Null | ValueRef::Blob(_) => false,
    }
}

/// Functions that filters call: `contains_folded(text, folded)` and `contains_text(fields as JSON, folded)`.
pub(crate) fn add_functions(conn: &rusqlite::Connection) -> rusqlite::Result<()> {
    use rusqlite::functions::FunctionFlags;
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("contains_folded", 2, flags, |ctx| {
        let needle = ctx.get_raw(1).as_str()?;
        Ok(holds_folded(ctx.get_raw(0), needle))
    })?;
    conn.create_scalar_function("searchable", 1, flags, |ctx| {
        Ok(crate::text::searchable(ctx.get_raw(0).as_str()?))
    })?;
    conn.create_scalar_function("contains_text", 2, flags, |ctx| {
        let needle = ctx.get_raw(1).as_str()?;
        let Ok(fields) = ctx.get_raw(0).as_str() else { return Ok(false) };
        crate::text::holds(fields, needle).map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))
    })
}

#[cfg(test)]
mod tests;
