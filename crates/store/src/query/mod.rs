//! Turns a filter line and an order into SQL: the only place that does. Columns come from what the project knows,
//! values are bound.

mod names;
mod rules;

pub(crate) use names::{Names, Operand};

use crate::Read;
use crate::error::{Result, StoreError};
use assay_model::{Column, Comparison, Filter, Query, Value};
use rusqlite::types::Value as Sql;

/// Compiled SQL over `prediction p JOIN item i`, with its values in order.
pub(crate) struct Compiled {
    pub(crate) condition: String,
    pub(crate) order: String,
    pub(crate) values: Vec<Sql>,
}

/// Whether a query can be answered; else what is wrong with it, and where.
pub(crate) fn check(r: &Read<'_>, query: &Query) -> Result<()> {
    compile(&Names::load(r)?, query).map(drop)
}

/// Reads a filter line; the rules of tags in it are put in their place.
pub(crate) fn read(names: &Names, line: &str) -> Result<Option<Filter>> {
    let parsed = assay_model::parse_filter(line)
        .map_err(|error| StoreError::Filter { at: error.at, message: error.message })?;
    parsed.map(|filter| rules::expand(names, filter)).transpose()
}

const PART: &str = "(SELECT part FROM part WHERE item_id = p.item_id)";
const DRAWN: &str = "EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)";

/// Compiles a query.
pub(crate) fn compile(names: &Names, query: &Query) -> Result<Compiled> {
    let mut values = Vec::new();
    let line = query.filter.as_deref().unwrap_or_default();
    let condition = match read(names, line)? {
        Some(filter) => condition(names, &filter, &mut values)?,
        None => "1".to_owned(),
    };
    let mut order = String::new();
    for sort in &query.sort {
        let column: Column = sort.column.parse().unwrap_or_else(|never| match never {});
        let key = match names.operand(&column, 0)? {
            Operand::Plain(sql) => sql.to_owned(),
            Operand::Field(id) => format!("m.f{id}"),
            Operand::Class(sql) => format!("(SELECT position FROM class WHERE id = {sql})"),
            Operand::Tag(at) => {
                format!(
                    "(SELECT state FROM mark WHERE tag_id = {} AND item_id = p.item_id)",
                    names.tags[at].id
                )
            }
            Operand::Part => PART.to_owned(),
            Operand::Drawn => DRAWN.to_owned(),
            Operand::Text => "(SELECT fields FROM item_content WHERE item_id = p.item_id)".to_owned(),
        };
        let direction = if sort.descending { "DESC" } else { "ASC" };
        order.push_str(&format!("{key} {direction} NULLS LAST, "));
    }
    order.push_str("p.item_id");
    Ok(Compiled { condition, order, values })
}

fn condition(names: &Names, filter: &Filter, values: &mut Vec<Sql>) -> Result<String> {
    match filter {
        Filter::All(parts) => joined(names, parts, " AND ", "1", values),
        Filter::Any(parts) => joined(names, parts, " OR ", "0", values),
        // What is missing is neither equal nor different; `not` still means "the rest of the rows".
        Filter::Not(inner) => Ok(format!("NOT COALESCE({}, 0)", condition(names, inner, values)?)),
        Filter::Compare { column, how, value, at, value_at } => {
            compare(names, column, *how, value, (*at, *value_at), values)
        }
    }
}

/// Conditions joined by a word. SQLite takes no deep tree of terms: halves are put in parentheses.
fn joined(names: &Names, parts: &[Filter], word: &str, empty: &str, values: &mut Vec<Sql>) -> Result<String> {
    match parts {
        [] => Ok(empty.to_owned()),
        [only] => condition(names, only, values),
        _ => {
            let (left, right) = parts.split_at(parts.len() / 2);
            let left = joined(names, left, word, empty, values)?;
            Ok(format!("({left}{word}{})", joined(names, right, word, empty, values)?))
        }
    }
}

fn compare(
    names: &Names,
    column: &Column,
    how: Comparison,
    value: &Value,
    (at, value_at): (usize, usize),
    values: &mut Vec<Sql>,
) -> Result<String> {
    let operand = names.operand(column, at)?;
    let written = match value {
        Value::Column(other) => return compare_columns(names, column, how, other, (at, value_at)),
        Value::Missing => return Ok(missing(names, &operand, how == Comparison::Equal)),
        Value::Number(_, text) | Value::Text(text) => text.as_str(),
    };
    match operand {
        Operand::Tag(place) => tag(names.tags[place].id, how, written, value_at),
        Operand::Drawn => drawn(how, written, value_at),
        Operand::Part => part(how, written, value_at, values),
        Operand::Text => {
            let found = "contains_text((SELECT fields FROM item_content WHERE item_id = p.item_id), ?)";
            contains(found, how, written, value_at, values)
        }
        Operand::Class(sql) => class(names, sql, how, written, value_at, values),
        Operand::Plain(sql) => plain(sql, how, value, written, value_at, values),
        Operand::Field(id) => plain(&format!("m.f{id}"), how, value, written, value_at, values),
    }
}

/// Whether there is no value at all.
fn missing(names: &Names, operand: &Operand, lacks: bool) -> String {
    let (is, exists) = if lacks { ("IS NULL", "NOT EXISTS") } else { ("IS NOT NULL", "EXISTS") };
    match operand {
        Operand::Plain(sql) | Operand::Class(sql) => format!("{sql} {is}"),
        Operand::Field(id) => format!("m.f{id} {is}"),
        Operand::Tag(at) => format!(
            "{exists} (SELECT 1 FROM mark WHERE tag_id = {} AND item_id = p.item_id)",
            names.tags[*at].id
        ),
        Operand::Part => format!("{PART} {is}"),
        // Every row is drawn or not.
        Operand::Drawn => if lacks { "0" } else { "1" }.to_owned(),
        Operand::Text => {
            let text = "(SELECT fields FROM item_content WHERE item_id = p.item_id)";
            format!("rtrim(searchable({text}), char(1)) {} ''", if lacks { "=" } else { "<>" })
        }
    }
}

fn part(how: Comparison, written: &str, at: usize, values: &mut Vec<Sql>) -> Result<String> {
    let operator = match how {
        Comparison::Equal => "IS",
        Comparison::NotEqual => "IS NOT",
        _ => return Err(StoreError::Filter { at, message: "part is compared with = or !=".into() }),
    };
    let wanted = match written {
        "eyeball" | "blackbox" => Sql::Text(written.to_owned()),
        "none" => Sql::Null,
        _ => {
            let near = assay_model::did_you_mean(written, ["eyeball", "blackbox"]);
            let message = format!("part is eyeball, blackbox or none{near}");
            return Err(StoreError::Filter { at, message });
        }
    };
    values.push(wanted);
    Ok(format!("{PART} {operator} ?"))
}

fn compare_columns(
    names: &Names,
    left: &Column,
    how: Comparison,
    right: &Column,
    (at, right_at): (usize, usize),
) -> Result<String> {
    let verdict =
        matches!((left, right), (Column::Prediction, Column::Label) | (Column::Label, Column::Prediction));
    match (verdict, how) {
        (true, Comparison::Equal) => return Ok("p.correct = 1".into()),
        (true, Comparison::NotEqual) => return Ok("p.correct = 0".into()),
        _ => {}
    }
    let side = |operand: Operand| match operand {
        Operand::Plain(sql) => Some(sql.to_owned()),
        Operand::Field(id) => Some(format!("m.f{id}")),
        _ => None,
    };
    let pair = (side(names.operand(left, at)?), side(names.operand(right, right_at)?));
    let (Some(left), Some(right)) = pair else {
        return Err(StoreError::Filter { at, message: "these two columns cannot be compared".into() });
    };
    Ok(format!("{left} {} {right}", operator(how, at)?))
}

fn operator(how: Comparison, at: usize) -> Result<&'static str> {
    Ok(match how {
        Comparison::Equal => "IS",
        Comparison::NotEqual => "IS NOT",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
        Comparison::Contains | Comparison::Lacks => {
            return Err(StoreError::Filter { at, message: "~ needs text on its right side".into() });
        }
    })
}

fn tag(id: i64, how: Comparison, written: &str, at: usize) -> Result<String> {
    let state = format!("(SELECT state FROM mark WHERE tag_id = {id} AND item_id = p.item_id)");
    let wanted = match written {
        "yes" | "1" => "IS 1",
        "no" | "0" => "IS 0",
        "unseen" => "IS NULL",
        _ => return Err(StoreError::Filter { at, message: "a tag is yes, no or unseen".into() }),
    };
    match how {
        Comparison::Equal => Ok(format!("{state} {wanted}")),
        Comparison::NotEqual => Ok(format!("NOT ({state} {wanted})")),
        _ => Err(StoreError::Filter { at, message: "a tag is compared with = or !=".into() }),
    }
}

fn drawn(how: Comparison, written: &str, at: usize) -> Result<String> {
    let wanted = match (written, how) {
        ("yes" | "1", Comparison::Equal) | ("no" | "0", Comparison::NotEqual) => "",
        ("no" | "0", Comparison::Equal) | ("yes" | "1", Comparison::NotEqual) => "NOT ",
        _ => {
            return Err(StoreError::Filter {
                at,
                message: "drawn is yes or no, compared with = or !=".into(),
            });
        }
    };
    Ok(format!("{wanted}{DRAWN}"))
}

fn contains(call: &str, how: Comparison, text: &str, at: usize, values: &mut Vec<Sql>) -> Result<String> {
    values.push(Sql::Text(text.to_lowercase()));
    match how {
        Comparison::Contains => Ok(call.to_owned()),
        Comparison::Lacks => Ok(format!("NOT {call}")),
        _ => Err(StoreError::Filter { at, message: "text is searched with ~ or !~".into() }),
    }
}

fn class(
    names: &Names,
    sql: &str,
    how: Comparison,
    written: &str,
    at: usize,
    values: &mut Vec<Sql>,
) -> Result<String> {
    // `label = none`: rows without a reference label.
    let id = names.class(written, at)?.map_or(Sql::Null, Sql::Integer);
    let operator = match how {
        Comparison::Equal => "IS",
        Comparison::NotEqual => "IS NOT",
        _ => return Err(StoreError::Filter { at, message: "a class is compared with = or !=".into() }),
    };
    values.push(id);
    Ok(format!("{sql} {operator} ?"))
}

fn plain(
    sql: &str,
    how: Comparison,
    value: &Value,
    written: &str,
    at: usize,
    values: &mut Vec<Sql>,
) -> Result<String> {
    if matches!(how, Comparison::Contains | Comparison::Lacks) {
        return contains(&format!("contains_folded({sql}, ?)"), how, written, at, values);
    }
    let text = Sql::Text(written.to_owned());
    let operator = operator(how, at)?;
    match (how, value) {
        // A value that looks like a number may stand in the file as a number or as text (`007`).
        (Comparison::Equal, Value::Number(number, _)) => {
            values.extend([Sql::Real(*number), text]);
            Ok(format!("({sql} = ? OR {sql} = ?)"))
        }
        (Comparison::NotEqual, Value::Number(number, _)) => {
            values.extend([Sql::Real(*number), text]);
            Ok(format!("({sql} IS NOT ? AND {sql} IS NOT ?)"))
        }
        (Comparison::Equal | Comparison::NotEqual, _) => {
            values.push(text);
            Ok(format!("{sql} {operator} ?"))
        }
        // SQLite puts every text after every number: compare within a kind.
        (_, Value::Number(number, _)) => {
            values.push(Sql::Real(*number));
            Ok(format!("(typeof({sql}) IN ('integer', 'real') AND {sql} {operator} ?)"))
        }
        _ => {
            values.push(text);
            Ok(format!("(typeof({sql}) = 'text' AND {sql} {operator} ?)"))
        }
    }
}

/// Functions that filters call: `contains_folded(text, folded)` and `contains_text(fields as JSON, folded)`.
pub(crate) fn add_functions(conn: &rusqlite::Connection) -> rusqlite::Result<()> {
    use rusqlite::functions::FunctionFlags;
    use rusqlite::types::ValueRef;
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("contains_folded", 2, flags, |ctx| {
        let needle = ctx.get_raw(1).as_str()?;
        Ok(match ctx.get_raw(0) {
            ValueRef::Null => false,
            ValueRef::Integer(number) => number.to_string().contains(needle),
            ValueRef::Real(number) => number.to_string().contains(needle),
            ValueRef::Text(_) => ctx.get_raw(0).as_str()?.to_lowercase().contains(needle),
            ValueRef::Blob(_) => false,
        })
    })?;
    conn.create_scalar_function("searchable", 1, flags, |ctx| {
        Ok(crate::text::searchable(ctx.get_raw(0).as_str()?))
    })?;
    conn.create_scalar_function("contains_text", 2, flags, |ctx| {
        let needle = ctx.get_raw(1).as_str()?;
        let Ok(json) = ctx.get_raw(0).as_str() else { return Ok(false) };
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(json).map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))?;
        Ok(fields.values().any(|value| match value {
            serde_json::Value::String(text) => text.to_lowercase().contains(needle),
            other => other.to_string().to_lowercase().contains(needle),
        }))
    })
}
