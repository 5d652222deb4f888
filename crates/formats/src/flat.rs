//! Nested values as columns of their own: `{"scores": {"cat": 0.9}}` becomes a column `scores.cat`, a list of numbers
//! `scores[0]`, `scores[1]`, ..., and the predictions of a Label Studio task `pred:MODEL` and `score:MODEL`.

use std::collections::HashMap;

use serde_json::Value;

use crate::json_value::{Problem, check_name, check_text};
use crate::{Cell, FileFault, FileFaultKind, MAX_COLUMNS, Row, RowFault, RowFaultKind};

/// Objects nested deeper stay JSON text.
const DEPTH: usize = 6;
/// Longer lists of numbers are no scores, but vectors.
const LIST: usize = 1000;

/// The columns of a table whose nested values are spread out. They are only ever appended.
#[derive(Debug, Default)]
pub(crate) struct Flat {
    names: Vec<String>,
    places: HashMap<String, usize>,
    pub(crate) row: Row,
}

enum Stop {
    Row(RowFault),
    Columns,
}

fn refused(line: u64, column: Option<&str>, (kind, message): Problem) -> Stop {
    Stop::Row(RowFault { line, column: column.map(str::to_owned), kind, message })
}

impl Flat {
    /// Starting with columns that a look at the start of the file found.
    pub(crate) fn new(columns: &[String]) -> Self {
        let places = columns.iter().cloned().zip(0..).collect();
        Self { names: columns.to_vec(), places, row: Row::default() }
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.names
    }

    /// Spreads the row that was read, with these columns, into `out`.
    pub(crate) fn spread(
        &mut self,
        columns: &[String],
        out: &mut Row,
    ) -> Result<Option<RowFault>, FileFault> {
        let row = std::mem::take(&mut self.row);
        let known = self.names.len();
        out.line = row.line;
        out.cells.clear();
        out.cells.resize(self.names.len(), Cell::Missing);
        let mut filled = Ok(());
        for (name, cell) in columns.iter().zip(&row.cells) {
            filled = match cell {
                Cell::Missing => Ok(()),
                Cell::Json(raw) if raw.starts_with(['{', '[']) => match serde_json::from_str(raw) {
                    Ok(value) => self.value(out, name, &value, 0),
                    Err(_) => self.set(out, name, cell.clone()),
                },
                cell => self.set(out, name, cell.clone()),
            };
            if filled.is_err() {
                break;
            }
        }
        self.row = row;
        match filled {
            Ok(()) => Ok(None),
            Err(Stop::Row(fault)) => {
                // Columns are added by sound rows only.
                for name in self.names.drain(known..) {
                    self.places.remove(&name);
                }
                Ok(Some(fault))
            }
            Err(Stop::Columns) => {
                let message = format!("With this row there are more than {MAX_COLUMNS} different columns.");
                Err(FileFault::new(FileFaultKind::TooManyColumns, Some(out.line), message))
            }
        }
    }

    fn set(&mut self, out: &mut Row, name: &str, cell: Cell) -> Result<(), Stop> {
        let place = match self.places.get(name) {
            Some(place) => *place,
            None if self.names.len() >= MAX_COLUMNS => return Err(Stop::Columns),
            None => {
                check_name(name).map_err(|problem| refused(out.line, None, problem))?;
                self.places.insert(name.to_owned(), self.names.len());
                self.names.push(name.to_owned());
                out.cells.push(Cell::Missing);
                self.names.len() - 1
            }
        };
        if out.cells[place] != Cell::Missing {
            let message = format!("`{name}` stands twice in this row. Keep one of them.");
            let column = Some(name.to_owned());
            return Err(Stop::Row(RowFault {
                line: out.line,
                column,
                kind: RowFaultKind::DuplicateKey,
                message,
            }));
        }
        out.cells[place] = cell;
        Ok(())
    }

    fn value(&mut self, out: &mut Row, name: &str, value: &Value, depth: usize) -> Result<(), Stop> {
        match value {
            Value::Null => Ok(()),
            Value::String(text) => {
                check_text(text).map_err(|problem| refused(out.line, Some(name), problem))?;
                self.set(out, name, Cell::Text(text.clone()))
            }
            Value::Object(object) if depth < DEPTH => object
                .iter()
                .try_for_each(|(key, inner)| self.value(out, &format!("{name}.{key}"), inner, depth + 1)),
            Value::Array(list)
                if name == "predictions" && !list.is_empty() && list.iter().all(is_prediction) =>
            {
                list.iter().try_for_each(|prediction| self.prediction(out, prediction))
            }
            Value::Array(list) if !list.is_empty() && list.iter().all(is_labelled) => {
                list.iter().try_for_each(|one| {
                    let label = one["label"].as_str().unwrap_or_default();
                    self.set(out, &format!("{name}.{label}"), Cell::Json(one["score"].to_string()))
                })
            }
            Value::Array(list) if !list.is_empty() && list.len() <= LIST && list.iter().all(is_number) => {
                list.iter()
                    .enumerate()
                    .try_for_each(|(at, one)| self.value(out, &format!("{name}[{at}]"), one, DEPTH))
            }
            other => self.set(out, name, Cell::Json(other.to_string())),
        }
    }

    /// A prediction of Label Studio: its choice and score under the name of the model.
    fn prediction(&mut self, out: &mut Row, prediction: &Value) -> Result<(), Stop> {
        let model = match &prediction["model_version"] {
            Value::String(name) if !name.trim().is_empty() => format!(":{}", name.trim()),
            Value::Number(number) => format!(":{number}"),
            _ => String::new(),
        };
        let results = prediction["result"].as_array().map(Vec::as_slice).unwrap_or_default();
        let chosen = results.iter().find(|result| result["value"]["choices"].is_array());
        let choices: Vec<&str> = chosen
            .and_then(|result| result["value"]["choices"].as_array())
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if !choices.is_empty() {
            let (name, text) = (format!("pred{model}"), choices.join(", "));
            check_text(&text).map_err(|problem| refused(out.line, Some(&name), problem))?;
            self.set(out, &name, Cell::Text(text))?;
        }
        let own = chosen.map(|result| &result["score"]).filter(|score| score.is_number());
        let score = own.unwrap_or(&prediction["score"]);
        if score.is_number() && !choices.is_empty() {
            self.set(out, &format!("score{model}"), Cell::Json(score.to_string()))?;
        }
        Ok(())
    }
}

fn is_number(value: &Value) -> bool {
    value.is_number() || value.is_null()
}

/// As classification pipelines answer: `{"label": "cat", "score": 0.9}`.
fn is_labelled(value: &Value) -> bool {
    value["label"].is_string() && value["score"].is_number()
}

fn is_prediction(value: &Value) -> bool {
    value["result"].is_array()
}
