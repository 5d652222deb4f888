//! Filter lines and formulas.

use crate::imports::{check_refusal, template};
use crate::scratch;
use assay_model::{
    Column, Comparison, Filter, Formula, Value, filter_place, filter_text, filter_word, parse_filter,
};
use assay_tests::workbench;
use assay_workbench::{Workbench, dispatch};
use serde_json::json;
use std::sync::OnceLock;

/// Longer lines than this are cut: a person types them.
const LONGEST: usize = 4096;

pub(crate) fn run(bytes: &[u8]) {
    let Ok(line) = std::str::from_utf8(&bytes[..bytes.len().min(LONGEST)]) else { return };
    let length = line.chars().count();
    for cursor in (0..=length).step_by(1 + length / 64) {
        let place = filter_place(line, cursor);
        assert!(place.from <= place.to && place.from <= cursor && place.to <= length, "{place:?}");
    }
    match parse_filter(line) {
        Ok(Some(filter)) => {
            let written = written(&filter);
            let again = parse_filter(&written);
            let mut again = again.unwrap_or_else(|error| panic!("{written:?}: {error}"));
            let mut filter = Some(filter);
            again.iter_mut().chain(filter.iter_mut()).for_each(forget);
            assert_eq!(again, filter, "written as {written:?}");
        }
        Ok(None) => assert!(line.trim().is_empty()),
        Err(error) => assert!(error.at <= length && !error.message.is_empty(), "{error:?}"),
    }
    ask(line);
    if let Err(error) = Formula::parse(line) {
        assert!(error.at <= length && !error.message.is_empty(), "{error:?}");
    }
}

/// The line as a view of the sheet: an answer, or a refusal that is about the line.
fn ask(line: &str) {
    static OPEN: OnceLock<Workbench> = OnceLock::new();
    let (bytes, lead) = template();
    let workbench = OPEN.get_or_init(|| {
        let workbench = workbench();
        let path = scratch::file("asked.assay", bytes);
        let file = workbench.files().register(path).handle;
        dispatch(&workbench, lead, "project_open", json!({ "file": file })).expect("the template opens");
        workbench
    });
    let query = json!({ "filter": line, "sort": [] });
    let answers = [
        dispatch(workbench, lead, "sheet_open", json!({ "run": 1, "query": query, "place": "fuzz" })),
        dispatch(workbench, lead, "filter_complete", json!({ "line": line, "cursor": line.len() / 2 })),
    ];
    for error in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        check_refusal(error);
    }
}

fn forget(filter: &mut Filter) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter_mut().for_each(forget),
        Filter::Not(inner) => forget(inner),
        Filter::Compare { at, value_at, .. } => (*at, *value_at) = (0, 0),
    }
}

fn written(filter: &Filter) -> String {
    let joined = |parts: &[Filter], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| format!("({})", written(part))).collect();
        parts.join(word)
    };
    match filter {
        Filter::All(parts) => joined(parts, " and "),
        Filter::Any(parts) => joined(parts, " or "),
        Filter::Not(inner) => format!("not ({})", written(inner)),
        Filter::Compare { column, how, value, .. } => {
            let how = match how {
                Comparison::Equal => "=",
                Comparison::NotEqual => "!=",
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::Greater => ">",
                Comparison::AtLeast => ">=",
                Comparison::Contains => "~",
                Comparison::Lacks => "!~",
            };
            let value = match value {
                Value::Column(column) => name(column),
                Value::Number(_, text) => text.clone(),
                Value::Text(text) => filter_text(text),
                Value::Missing => "missing".to_owned(),
            };
            format!("{} {how} {value}", name(column))
        }
    }
}

fn name(column: &Column) -> String {
    match column {
        Column::Key => "key".into(),
        Column::Split => "split".into(),
        Column::Label => "label".into(),
        Column::Source => "source".into(),
        Column::Prediction => "pred".into(),
        Column::PredictionOf(run) => format!("pred@{}", filter_text(run)),
        Column::Score => "prob".into(),
        Column::Text => "text".into(),
        Column::Comment => "comment".into(),
        Column::Tag(name) => format!("tag:{}", filter_text(name)),
        Column::Named(name) => filter_word(name),
    }
}
