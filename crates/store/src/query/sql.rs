//! Conditions of a filter as SQL. Columns come from what the project knows, values are bound.
//!
//! Aliases: `p` prediction, `i` item, `f` reference, `m` item_metadata.

use super::{Names, Operand};
use crate::error::{Result, StoreError};
use assay_model::{Column, Comparison, Filter, Value};
use rusqlite::types::Value as Sql;

/// Values of one statement at most; SQLite takes 32766.
const VALUES: usize = 30_000;

pub(super) const COMMENT: &str = "(SELECT body FROM comment WHERE item_id = p.item_id)";
pub(super) const PART: &str = "(SELECT part FROM part WHERE item_id = p.item_id)";
/// The rows drawn by chance, given a run; [`DRAWN`] says the same of one row.
pub(super) const DRAWN_ITEMS: &str = "SELECT item_id FROM drawn_row WHERE run_id = ?1";
pub(super) const DRAWN: &str =
    "EXISTS (SELECT 1 FROM drawn_row d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)";

pub(super) fn condition(names: &Names, filter: &Filter, values: &mut Vec<Sql>) -> Result<String> {
    if let Some(found) = one_of(names, filter, values)? {
        return Ok(found);
    }
    match filter {
        Filter::All(parts) => joined(names, parts, " AND ", "1", values),
        Filter::Any(parts) => joined(names, parts, " OR ", "0", values),
        // What is missing is neither equal nor different; `not` still means "the rest of the rows".
        Filter::Not(inner) => Ok(format!("NOT COALESCE({}, 0)", condition(names, inner, values)?)),
        Filter::Compare { column, how, value, at, value_at } => {
            enough(values, *at)?;
            compare(names, column, *how, value, (*at, *value_at), values)
        }
    }
}

/// Several values of one column, as a look-up in a list; none where the filter is something else.
fn one_of(names: &Names, filter: &Filter, values: &mut Vec<Sql>) -> Result<Option<String>> {
    let Filter::Any(parts) = filter else { return Ok(None) };
    let [Filter::Compare { column, at, .. }, _, ..] = parts.as_slice() else { return Ok(None) };
    let sql = match names.operand(column, *at)? {
        Operand::Plain(sql) => sql.to_owned(),
        Operand::Field(id) => format!("m.f{id}"),
        _ => return Ok(None),
    };
    let mut list = Vec::new();
    for part in parts {
        match part {
            Filter::Compare { column: other, how: Comparison::Equal, value, .. } if other == column => {
                match value {
                    Value::Number(number, text) => {
                        list.extend([exact(*number, text), Sql::Text(text.clone())])
                    }
                    Value::Text(text) if !is_date(text) => list.push(Sql::Text(text.clone())),
                    // A time of the day is that day: it is compared for itself.
                    Value::Text(_) | Value::Column(_) | Value::Missing => return Ok(None),
                }
            }
            _ => return Ok(None),
        }
    }
    let places = vec!["?"; list.len()].join(", ");
    values.extend(list);
    enough(values, *at)?;
    Ok(Some(format!("{sql} IN ({places})")))
}

fn enough(values: &[Sql], at: usize) -> Result<()> {
    match values.len() <= VALUES {
        true => Ok(()),
        false => {
            Err(StoreError::Filter { at, message: format!("the filter names more than {VALUES} values") })
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

pub(super) fn compare(
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
        Operand::Tag(place) => tag(names.tags[place].id, how, written, (at, value_at)),
        Operand::Drawn => drawn(how, written, value_at),
        Operand::Part => part(how, written, (at, value_at), values),
        Operand::Text => {
            let found = "contains_text((SELECT fields FROM item_content WHERE item_id = p.item_id), ?)";
            contains(found, how, written, at, values)
        }
        Operand::OtherRun(run) => class(names, &other_run(run), how, written, (at, value_at), values),
        Operand::Class(sql) => class(names, sql, how, written, (at, value_at), values),
        Operand::Plain(sql) => plain(sql, how, value, written, value_at, values),
        Operand::Comment => plain(COMMENT, how, value, written, value_at, values),
        Operand::Field(id) => plain(&format!("m.f{id}"), how, value, written, value_at, values),
    }
}

/// Whether there is no value at all.
pub(super) fn missing(names: &Names, operand: &Operand, lacks: bool) -> String {
    let (is, exists) = if lacks { ("IS NULL", "NOT EXISTS") } else { ("IS NOT NULL", "EXISTS") };
    match operand {
        Operand::Plain(sql) | Operand::Class(sql) => format!("{sql} {is}"),
        Operand::Field(id) => format!("m.f{id} {is}"),
        Operand::OtherRun(run) => format!("{} {is}", other_run(*run)),
        Operand::Tag(at) => format!(
            "{exists} (SELECT 1 FROM mark WHERE tag_id = {} AND item_id = p.item_id)",
            names.tags[*at].id
        ),
        Operand::Part => format!("{PART} {is}"),
        Operand::Comment => format!("{COMMENT} {is}"),
        // Every row is drawn or not.
        Operand::Drawn => if lacks { "0" } else { "1" }.to_owned(),
        Operand::Text => {
            let text = "(SELECT fields FROM item_content WHERE item_id = p.item_id)";
            format!("rtrim(searchable({text}), char(1)) {} ''", if lacks { "=" } else { "<>" })
        }
    }
}

/// The class that another run predicts for the item of a row; null where it does not.
fn other_run(run: i64) -> String {
    format!("(SELECT class_id FROM prediction WHERE run_id = {run} AND item_id = p.item_id)")
}

fn part(
    how: Comparison,
    written: &str,
    (at, value_at): (usize, usize),
    values: &mut Vec<Sql>,
) -> Result<String> {
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
            return Err(StoreError::Filter { at: value_at, message });
        }
    };
    values.push(wanted);
    Ok(format!("{PART} {operator} ?"))
}

pub(super) fn compare_columns(
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
    let class = |operand: &Operand| match operand {
        Operand::Class(sql) => Some((*sql).to_owned()),
        Operand::OtherRun(run) => Some(other_run(*run)),
        _ => None,
    };
    let (first, second) = (names.operand(left, at)?, names.operand(right, right_at)?);
    // A row without one of the two classes is neither equal nor different.
    match (class(&first), class(&second), how) {
        (Some(first), Some(second), Comparison::Equal) => return Ok(format!("{first} = {second}")),
        (Some(first), Some(second), Comparison::NotEqual) => return Ok(format!("{first} <> {second}")),
        _ => {}
    }
    let side = |operand: Operand| match operand {
        Operand::Plain(sql) => Some(sql.to_owned()),
        Operand::Field(id) => Some(format!("m.f{id}")),
        Operand::Comment => Some(COMMENT.to_owned()),
        _ => None,
    };
    let pair = (side(first), side(second));
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

fn tag(id: i64, how: Comparison, written: &str, (at, value_at): (usize, usize)) -> Result<String> {
    let state = format!("(SELECT state FROM mark WHERE tag_id = {id} AND item_id = p.item_id)");
    let wanted = match written {
        "yes" | "1" => "IS 1",
        "no" | "0" => "IS 0",
        "unseen" => "IS NULL",
        _ => return Err(StoreError::Filter { at: value_at, message: "a tag is yes, no or unseen".into() }),
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
    (at, value_at): (usize, usize),
    values: &mut Vec<Sql>,
) -> Result<String> {
    // `label = none`: rows without a reference label.
    let id = names.class(written, value_at)?.map_or(Sql::Null, Sql::Integer);
    let operator = match how {
        Comparison::Equal => "IS",
        Comparison::NotEqual => "IS NOT",
        _ => return Err(StoreError::Filter { at, message: "a class is compared with = or !=".into() }),
    };
    values.push(id);
    Ok(format!("{sql} {operator} ?"))
}

pub(super) fn plain(
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
            values.extend([exact(*number, written), text]);
            Ok(format!("({sql} = ? OR {sql} = ?)"))
        }
        (Comparison::NotEqual, Value::Number(number, _)) => {
            values.extend([exact(*number, written), text]);
            Ok(format!("({sql} IS NOT ? AND {sql} IS NOT ?)"))
        }
        (Comparison::Equal | Comparison::NotEqual, _) if is_date(written) => {
            values.extend([text.clone(), text]);
            let day = format!("({sql} IS ? OR ({} IS ? AND {sql} GLOB '????-??-??[T ]*'))", day(sql));
            Ok(if how == Comparison::Equal { day } else { format!("NOT {day}") })
        }
        (Comparison::Equal | Comparison::NotEqual, _) => {
            values.push(text);
            Ok(format!("{sql} {operator} ?"))
        }
        // SQLite puts every text after every number: compare within a kind.
        (_, Value::Number(number, _)) => {
            values.push(exact(*number, written));
            Ok(format!("(typeof({sql}) IN ('integer', 'real') AND {sql} {operator} ?)"))
        }
        _ => {
            values.push(text);
            let side = if is_date(written) { day(sql) } else { sql.to_owned() };
            Ok(format!("(typeof({sql}) = 'text' AND {side} {operator} ?)"))
        }
    }
}

/// A number as the file would keep it: above 2^53 not every whole number is a float.
pub(super) fn exact(number: f64, written: &str) -> Sql {
    written.parse().map_or(Sql::Real(number), Sql::Integer)
}

/// Whether a value is a day as `2026-01-31`. Dates are texts in the file; written so, they are in the order of the
/// alphabet, and a time of that day (`2026-01-31T08:30`) counts as the day.
pub(super) fn is_date(written: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        written.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let bytes = written.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(0..4) && digits(5..7) && digits(8..10)
}

fn day(sql: &str) -> String {
    format!("substr({sql}, 1, 10)")
}
