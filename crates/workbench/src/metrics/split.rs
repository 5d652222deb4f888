//! The rows of a run by the values of a metadata field.

use crate::{Error, Result};
use assay_model::filter_word;
use assay_stats::{CodedValue, code_categories, code_numbers};
use assay_store::run_rows::RunRows;
use assay_store::{Read, run_fields};
use serde_json::Value;
use std::collections::HashMap;

/// Values of a field that get a row of their own; the rarest beyond are joined.
const MOST: usize = 50;
/// Different numbers that are taken as they are; more are put in bins.
const NUMBERS: usize = 12;

/// The values of a field, and which row has which.
pub(super) struct Split {
    /// The field's name.
    pub field: String,
    /// One for each value: as shown, and the filter line that finds its rows.
    pub values: Vec<(String, String)>,
    /// Place in `values` of each row.
    pub codes: Vec<u32>,
}

/// How rows without a value are called.
pub(crate) const NO_VALUE: &str = "no value";

/// Rows that have a value of the column which is none of these; `written` writes a value as a filter line reads it.
pub(crate) fn any_other(column: &str, common: &[&str], written: &dyn Fn(&str) -> String) -> String {
    if common.is_empty() {
        return format!("{column} is present");
    }
    let common: Vec<String> = common.iter().map(|value| written(value)).collect();
    format!("{column} is present and {column} not in ({})", common.join(", "))
}

fn common_of<'a>(names: &'a [String]) -> impl Fn(&CodedValue) -> Option<&'a str> {
    move |value| match value {
        CodedValue::Category(place) => names.get(*place as usize).map(String::as_str),
        _ => None,
    }
}

/// Numbers in bins, categories with the rarest joined, rows without a value apart.
pub(super) fn split(r: &Read<'_>, run: i64, field: i64, rows: &RunRows) -> Result<Split> {
    let name = run_fields::field(r, field)?.name;
    let given = run_fields::values(r, run, field, &rows.items)?;
    let known = || given.iter().filter(|value| !value.is_null());
    if known().next().is_some() && known().all(Value::is_number) {
        return numbers(name, &given);
    }
    categories(name, &given)
}

fn invalid(e: assay_stats::InputError) -> Error {
    Error::refused(e.code(), e.to_string())
}

fn numbers(field: String, given: &[Value]) -> Result<Split> {
    let numbers: Vec<f64> = given.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect();
    let coded = code_numbers(&numbers, NUMBERS).map_err(invalid)?;
    let column = filter_word(&field);
    let value = |value: &CodedValue| match value {
        CodedValue::Number(x) => (x.to_string(), format!("{column} = {x}")),
        CodedValue::Range { lower, upper } => {
            let (low, high) =
                (lower.map(|x| format!("{column} >= {x}")), upper.map(|x| format!("{column} < {x}")));
            let shown = match (lower, upper) {
                (None, Some(upper)) => format!("below {upper}"),
                (Some(lower), None) => format!("{lower} and more"),
                (Some(lower), Some(upper)) => format!("{lower} to <{upper}"),
                (None, None) => "any number".to_owned(),
            };
            let parts: Vec<String> = [low, high].into_iter().flatten().collect();
            (shown, if parts.is_empty() { format!("{column} is present") } else { parts.join(" and ") })
        }
        _ => (NO_VALUE.to_owned(), format!("{column} is missing")),
    };
    Ok(Split { values: coded.values.iter().map(value).collect(), codes: coded.codes, field })
}

fn categories(field: String, given: &[Value]) -> Result<Split> {
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<u64> = Vec::new();
    let mut codes: Vec<Option<u32>> = Vec::with_capacity(given.len());
    for value in given {
        let text = match value {
            Value::Null => {
                codes.push(None);
                continue;
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let place = *places.entry(text.clone()).or_insert(next);
        if place == next {
            names.push(text);
            counts.push(0);
        }
        counts[place as usize] += 1;
        codes.push(Some(place));
    }
    let mut largest = counts.clone();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    // Of equally rare values all are joined, or none.
    let least = largest.get(MOST).map_or(1, |beyond| beyond + 1);
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let coded = code_categories(&codes, count, least).map_err(invalid)?;
    let column = filter_word(&field);
    let common: Vec<&str> = coded.values.iter().filter_map(common_of(&names)).collect();
    let value = |value: &CodedValue| match value {
        CodedValue::Category(place) => {
            let name = &names[*place as usize];
            (name.clone(), format!("{column} = {}", filter_word(name)))
        }
        CodedValue::Rare { categories } => {
            (format!("{categories} rarer values"), any_other(&column, &common, &filter_word))
        }
        _ => (NO_VALUE.to_owned(), format!("{column} is missing")),
    };
    Ok(Split { values: coded.values.iter().map(value).collect(), codes: coded.codes, field })
}
