//! Turns a filter line and an order into SQL: the only place that does. Columns come from what the project knows,
//! values are bound.

use crate::Read;
use crate::error::{Result, StoreError};
use crate::{items, project, runs, tags};
use assay_model::{Column, Comparison, Filter, Query, Value};
use rusqlite::types::Value as Sql;
use std::collections::HashMap;

/// The names that a filter may use.
pub(crate) struct Names {
    fields: HashMap<String, i64>,
    tags: HashMap<String, i64>,
    classes: HashMap<String, i64>,
    runs: HashMap<String, i64>,
}

/// Compiled SQL over `prediction p JOIN item i`, with its values in order.
pub(crate) struct Compiled {
    pub(crate) condition: String,
    pub(crate) order: String,
    pub(crate) values: Vec<Sql>,
}

impl Names {
    pub(crate) fn load(r: &Read<'_>) -> Result<Names> {
        let fields = items::fields(r)?.into_iter().map(|field| (field.name, field.id)).collect();
        let tags = tags::list(r)?.into_iter().map(|tag| (tag.name.to_lowercase(), tag.id)).collect();
        let mut classes = HashMap::new();
        let question = project::question(r)?;
        let kept = project::kept_classes(r, question.id)?;
        for class in question.classes {
            classes.entry(class.name).or_insert(class.id);
            // A key wins over another class's name.
            classes.insert(class.key, class.id);
        }
        // What is on offer wins over what was retired.
        for class in kept {
            classes.entry(class.name).or_insert(class.id);
            classes.entry(class.key).or_insert(class.id);
        }
        let runs = runs::names(r)?;
        Ok(Names { fields, tags, classes, runs })
    }

    /// What `name` is: a metadata field first, then a tag.
    fn resolve(&self, name: &str, at: usize) -> Result<Operand> {
        if let Some(id) = self.fields.get(name) {
            return Ok(Operand::Plain(format!("m.f{id}")));
        }
        if name == "drawn" {
            return Ok(Operand::Drawn);
        }
        self.tag(name, at).map_err(|_| StoreError::Filter {
            at,
            message: format!("there is no column `{name}`; use key, label, source, pred, pred@\"another run\", prob, text, split, comment, drawn, a metadata field or a tag"),
        })
    }

    fn tag(&self, name: &str, at: usize) -> Result<Operand> {
        let found = self.tags.get(&name.to_lowercase());
        found
            .map(|id| Operand::Tag(*id))
            .ok_or_else(|| StoreError::Filter { at, message: format!("there is no tag `{name}`") })
    }

    /// The class that another run predicts for the item of a row; null where it does not.
    fn prediction_of(&self, name: &str, at: usize) -> Result<String> {
        let Some(run) = self.runs.get(name) else {
            return Err(StoreError::Filter { at, message: format!("there is no run `{name}`") });
        };
        Ok(format!("(SELECT class_id FROM prediction WHERE run_id = {run} AND item_id = p.item_id)"))
    }

    fn operand(&self, column: &Column, at: usize) -> Result<Operand> {
        Ok(match column {
            Column::Key => Operand::Plain("i.key".into()),
            Column::Split => Operand::Plain("i.split".into()),
            Column::Source => Operand::Plain("f.source".into()),
            Column::Score => Operand::Plain("p.score".into()),
            Column::Comment => Operand::Plain("(SELECT body FROM comment WHERE item_id = p.item_id)".into()),
            Column::Label => Operand::Class("f.class_id".into()),
            Column::Prediction => Operand::Class("p.class_id".into()),
            Column::PredictionOf(name) => Operand::Class(self.prediction_of(name, at)?),
            Column::Text => Operand::Text,
            Column::Tag(name) => self.tag(name, at)?,
            Column::Named(name) => self.resolve(name, at)?,
        })
    }
}

/// The left side of a comparison, as SQL.
enum Operand {
    Plain(String),
    Class(String),
    Tag(i64),
    /// Whether the row was drawn by chance to be looked at.
    Drawn,
    Text,
}

const DRAWN: &str = "EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)";

/// Compiles a query.
pub(crate) fn compile(names: &Names, query: &Query) -> Result<Compiled> {
    let mut values = Vec::new();
    let line = query.filter.as_deref().unwrap_or_default();
    let parsed = assay_model::parse_filter(line)
        .map_err(|error| StoreError::Filter { at: error.at, message: error.message })?;
    let condition = match parsed {
        Some(filter) => condition(names, &filter, &mut values)?,
        None => "1".to_owned(),
    };
    let mut order = String::new();
    for sort in &query.sort {
        let column: Column = sort.column.parse().unwrap_or_else(|never| match never {});
        let key = match names.operand(&column, 0)? {
            Operand::Plain(sql) => sql,
            Operand::Class(sql) => format!("(SELECT position FROM class WHERE id = {sql})"),
            Operand::Tag(id) => {
                format!("(SELECT state FROM mark WHERE tag_id = {id} AND item_id = p.item_id)")
            }
            Operand::Drawn => DRAWN.to_owned(),
            Operand::Text => "(SELECT fields FROM item_content WHERE item_id = p.item_id)".to_owned(),
        };
        let direction = if sort.descending { "DESC" } else { "ASC" };
        order.push_str(&format!("{key} {direction} NULLS LAST, "));
    }
    order.push_str("p.item_id");
    Ok(Compiled { condition, order, values })
}

/// The columns that a filter line names; none where it cannot be read.
fn columns_in(line: &str) -> Vec<Column> {
    fn walk(filter: &Filter, found: &mut Vec<Column>) {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| walk(part, found)),
            Filter::Not(inner) => walk(inner, found),
            Filter::Compare { column, value, .. } => {
                found.push(column.clone());
                if let Value::Column(column) = value {
                    found.push(column.clone());
                }
            }
        }
    }
    let mut found = Vec::new();
    if let Ok(Some(filter)) = assay_model::parse_filter(line) {
        walk(&filter, &mut found);
    }
    found
}

/// The other runs that a filter line names.
pub(crate) fn runs_in(line: &str) -> Vec<String> {
    let named = |column| match column {
        Column::PredictionOf(run) => Some(run),
        _ => None,
    };
    columns_in(line).into_iter().filter_map(named).collect()
}

/// Whether a filter line looks at what a run predicts: then the rows it finds depend on how the run did.
pub fn looks_at_predictions(line: &str) -> bool {
    let looks =
        |column: &Column| matches!(column, Column::Prediction | Column::PredictionOf(_) | Column::Score);
    columns_in(line).iter().any(looks)
}

fn condition(names: &Names, filter: &Filter, values: &mut Vec<Sql>) -> Result<String> {
    let joined = |parts: &[Filter], word: &str, values: &mut Vec<Sql>| -> Result<String> {
        let parts: Vec<String> =
            parts.iter().map(|part| condition(names, part, values)).collect::<Result<_>>()?;
        Ok(format!("({})", parts.join(word)))
    };
    match filter {
        Filter::All(parts) => joined(parts, " AND ", values),
        Filter::Any(parts) => joined(parts, " OR ", values),
        // What is missing is neither equal nor different; `not` still means "the rest of the rows".
        Filter::Not(inner) => Ok(format!("NOT COALESCE({}, 0)", condition(names, inner, values)?)),
        Filter::Compare { column, how, value, at } => compare(names, column, *how, value, *at, values),
    }
}

fn compare(
    names: &Names,
    column: &Column,
    how: Comparison,
    value: &Value,
    at: usize,
    values: &mut Vec<Sql>,
) -> Result<String> {
    if let Value::Column(other) = value {
        return compare_columns(names, column, how, other, at);
    }
    let written = match value {
        Value::Number(_, text) | Value::Text(text) => text.as_str(),
        Value::Column(_) => "",
    };
    match names.operand(column, at)? {
        Operand::Tag(id) => tag(id, how, written, at),
        Operand::Drawn => drawn(how, written, at),
        Operand::Text => {
            let found = "contains_text((SELECT fields FROM item_content WHERE item_id = p.item_id), ?)";
            contains(found, how, written, at, values)
        }
        Operand::Class(sql) => class(names, &sql, how, written, at, values),
        Operand::Plain(sql) => plain(&sql, how, value, written, at, values),
    }
}

fn compare_columns(
    names: &Names,
    left: &Column,
    how: Comparison,
    right: &Column,
    at: usize,
) -> Result<String> {
    let verdict =
        matches!((left, right), (Column::Prediction, Column::Label) | (Column::Label, Column::Prediction));
    match (verdict, how) {
        (true, Comparison::Equal) => return Ok("p.correct = 1".into()),
        (true, Comparison::NotEqual) => return Ok("p.correct = 0".into()),
        _ => {}
    }
    match (names.operand(left, at)?, names.operand(right, at)?, how) {
        // A row without one of the two classes is neither equal nor different.
        (Operand::Class(left), Operand::Class(right), Comparison::Equal) => Ok(format!("{left} = {right}")),
        (Operand::Class(left), Operand::Class(right), Comparison::NotEqual) => {
            Ok(format!("{left} <> {right}"))
        }
        (Operand::Plain(left), Operand::Plain(right), _) => {
            Ok(format!("{left} {} {right}", operator(how, at)?))
        }
        _ => Err(StoreError::Filter { at, message: "these two columns cannot be compared".into() }),
    }
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
    let id = match (names.classes.get(written), written) {
        (Some(id), _) => Sql::Integer(*id),
        (None, "none") => Sql::Null,
        (None, _) => {
            return Err(StoreError::Filter { at, message: format!("there is no class `{written}`") });
        }
    };
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
