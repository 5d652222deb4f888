//! How the predictions of a model lie in a file: which columns are whose, told from names, from values, and from the items
//! that the project has.

use super::mapping::{ImportMapping, ScoreMap};
use crate::{Error, Result};
use assay_formats::{names_a_label, prediction_columns, score_of_model};
use assay_model::Question;
use assay_store::{Read, items};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// How predictions lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One model, a column for its answer.
    Table,
    /// One model; the answer is the class with the highest score.
    ScoresOnly,
    /// Scores in an object or a list of each row.
    Nested,
    /// Several models, with columns for each.
    Models,
    /// Columns named like models, told by their values: the output table of Zeno and the like.
    Outputs,
    /// Tasks of Label Studio with their predictions.
    LabelStudio,
}

/// What was understood of a file of predictions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct LayoutView {
    /// How they lie in it.
    pub layout: Layout,
    /// The models whose predictions it has; one at a time is imported.
    pub models: Vec<String>,
    /// The one that the mapping is about.
    pub model: Option<String>,
    /// Of the first rows, how many name an item of the project.
    pub items_known: u64,
    /// The first rows that name an item at all.
    pub items_named: u64,
}

/// A table as far as it was looked at.
pub(crate) struct Seen<'a> {
    pub(crate) columns: &'a [String],
    pub(crate) samples: &'a [Vec<Option<String>>],
}

impl Seen<'_> {
    /// What stands in a column, blanks left out.
    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.samples
            .iter()
            .filter_map(move |row| row.get(column)?.as_deref())
            .map(str::trim)
            .filter(|v| !v.is_empty())
    }
}

/// One model's columns.
struct Model {
    name: String,
    /// Named in the file, not by its column alone.
    named: bool,
    column: usize,
}

/// Classes of the project by what a file may call them.
fn class_of<'q>(question: &'q Question, text: &str) -> Option<&'q str> {
    let text = text.trim();
    let key = |class: &'q assay_model::Class| class.key.as_str();
    let by = |same: &dyn Fn(&str) -> bool| {
        let classes = question.classes.iter();
        classes.clone().find(|c| same(&c.key)).or_else(|| classes.clone().find(|c| same(&c.name))).map(key)
    };
    by(&|name| name == text).or_else(|| by(&|name| name.to_lowercase() == text.to_lowercase()))
}

/// Makes a mapping of what was guessed from names alone. With `must_choose`, several models are refused until one is said.
pub(crate) fn understand(
    r: &Read<'_>,
    question: &Question,
    seen: &Seen<'_>,
    mut mapping: ImportMapping,
    model: Option<&str>,
    must_choose: bool,
) -> Result<(ImportMapping, LayoutView)> {
    let nested = nested_scores(question, seen.columns);
    let mut models = by_name(seen.columns);
    let mut layout = if models.len() > 1 { Layout::Models } else { Layout::Table };
    let guessed_from_label = mapping.prediction.as_deref().is_some_and(names_a_label);
    if models.is_empty() {
        let found = by_values(question, seen, mapping.key.as_deref());
        // From numbers nothing can be told: a code of a group looks the same. But nor can a label be taken for an answer.
        let numbers = question.classes.iter().all(|class| class.key.parse::<f64>().is_ok());
        if numbers && guessed_from_label && must_choose && !found.is_empty() {
            return Err(label_or_answer(mapping.prediction.as_deref().unwrap_or_default(), &found));
        }
        if !numbers && !found.is_empty() {
            (models, layout) = (found, Layout::Outputs);
        }
    }
    let tasks = seen.columns.iter().any(|c| c.starts_with("data."))
        && models.iter().any(|m| is_task(&seen.columns[m.column]));
    if tasks {
        layout = Layout::LabelStudio;
    }
    let chosen = choose(&models, model, must_choose)?;
    if let Some(chosen) = chosen {
        mapping.prediction = Some(seen.columns[chosen.column].clone());
        if chosen.named && layout != Layout::Outputs {
            scores_of(&mut mapping, question, seen.columns, &chosen.name);
        } else if layout == Layout::Models {
            mapping.scores.retain(|score| class_of(question, &score.class).is_some());
        }
    } else if guessed_from_label && !(nested.is_empty() && mapping.scores.is_empty()) {
        // What is true stands beside the scores; the model's answer is the highest of them.
        mapping.prediction = None;
    }
    if mapping.scores.is_empty()
        && chosen.is_none_or(|chosen| !chosen.named || models.len() == 1)
        && !nested.is_empty()
    {
        mapping.scores = nested;
        if layout == Layout::Table {
            layout = Layout::Nested;
        }
    }
    settle(&mut mapping, question);
    if mapping.prediction.is_none() && mapping.scores.len() > 1 && layout == Layout::Table {
        layout = Layout::ScoresOnly;
    }
    let (items_known, items_named) = find_key(r, seen, &mut mapping)?;
    let model = chosen.filter(|chosen| chosen.named).map(|chosen| chosen.name.clone());
    let names = models.iter().map(|model| model.name.clone()).collect();
    Ok((mapping, LayoutView { layout, models: names, model, items_known, items_named }))
}

fn label_or_answer(label: &str, others: &[Model]) -> Error {
    let others = others.iter().map(|model| format!("`{}`", model.name)).collect::<Vec<_>>().join(", ");
    let message = format!(
        "`{label}` may be what is true and not what the model says, and {others} could be the model's answer too; say which column it is (in a terminal: --map pred=COLUMN)"
    );
    Error::refused("model_missing", message)
}

/// As the reader names the columns of a Label Studio task.
fn is_task(column: &str) -> bool {
    column == "pred" || column.starts_with("pred:")
}

fn by_name(columns: &[String]) -> Vec<Model> {
    let model = |(column, name): (usize, String)| match name.is_empty() {
        true => Model { name: columns[column].clone(), named: false, column },
        false => Model { name, named: true, column },
    };
    prediction_columns(columns).into_iter().map(model).collect()
}

/// Columns whose values mostly are classes and that are named like nothing else. Not all need be: a model may answer with
/// something that is no class, and the label beside it must not be taken for its answer then.
fn by_values(question: &Question, seen: &Seen<'_>, key: Option<&str>) -> Vec<Model> {
    let holds_classes = |column: usize| {
        let all = seen.values(column).count();
        let classes = seen.values(column).filter(|value| class_of(question, value).is_some()).count();
        2 * classes > all
    };
    let named = |(column, name): (usize, &String)| Model { name: name.clone(), named: true, column };
    let columns = seen.columns.iter().enumerate();
    columns
        .filter(|(column, name)| Some(name.as_str()) != key && !names_a_label(name) && holds_classes(*column))
        .map(named)
        .collect()
}

fn choose<'m>(models: &'m [Model], wanted: Option<&str>, must: bool) -> Result<Option<&'m Model>> {
    let names = || models.iter().map(|model| model.name.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        let found = models.iter().find(|model| model.name == wanted);
        let found = found.or_else(|| models.iter().find(|model| model.name.eq_ignore_ascii_case(wanted)));
        return found.map(Some).ok_or_else(|| {
            let has = if models.is_empty() {
                "it names no model".to_owned()
            } else {
                format!("it has {}", names())
            };
            Error::refused("model_unknown", format!("the file has no predictions of `{wanted}`; {has}"))
        });
    }
    // The column that names no model is the one that is meant.
    if let Some(plain) = models.iter().find(|model| !model.named) {
        return Ok(Some(plain));
    }
    if models.len() > 1 && must {
        let message = format!(
            "the file has the predictions of {}; say whose to import (in a terminal: --model NAME)",
            names()
        );
        return Err(Error::refused("model_missing", message));
    }
    Ok(models.first())
}

/// The scores that a named model has, in place of those that any model could have.
fn scores_of(mapping: &mut ImportMapping, question: &Question, columns: &[String], model: &str) {
    let mut scores = Vec::new();
    let mut own = None;
    for column in columns.iter().filter(|column| Some(*column) != mapping.prediction.as_ref()) {
        match score_of_model(column, model) {
            Some(None) => own = own.or_else(|| Some(column.clone())),
            Some(Some(class)) => {
                if let Some(class) = place_or_class(question, &class) {
                    scores.push(ScoreMap { column: column.clone(), class: class.to_owned() });
                }
            }
            None => {}
        }
    }
    // Of a single model, scores that name none are its own.
    let only = prediction_columns(columns).len() == 1;
    if !scores.is_empty() || !only {
        mapping.scores = scores;
    }
    if own.is_some() || !only {
        mapping.score = own;
    }
    mapping.scores.retain(|score| Some(&score.column) != mapping.score.as_ref());
}

/// A class by name, or `[i]` by its place.
fn place_or_class<'q>(question: &'q Question, text: &str) -> Option<&'q str> {
    let place = text.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')?.parse::<usize>().ok());
    match place {
        Some(place) if class_of(question, text).is_none() => {
            question.classes.get(place).map(|class| class.key.as_str())
        }
        _ => class_of(question, text),
    }
}

/// Columns that were one value of a row: `scores.cat`, `scores.dog`, or `scores[0]`, `scores[1]` in the order of the classes.
fn nested_scores(question: &Question, columns: &[String]) -> Vec<ScoreMap> {
    let mut groups: BTreeMap<&str, Vec<ScoreMap>> = BTreeMap::new();
    let mut add = |group, column: &String, class: &str| {
        groups.entry(group).or_default().push(ScoreMap { column: column.clone(), class: class.to_owned() });
    };
    for column in columns {
        if let Some((group, _)) = column.rsplit_once('[').filter(|_| column.ends_with(']')) {
            if let Some(class) = place_or_class(question, &column[group.len()..]) {
                add(group, column, class);
            }
            continue;
        }
        // A class may have a dot in its name.
        let splits = column.match_indices('.').map(|(at, _)| (&column[..at], &column[at + 1..]));
        if let Some((group, class)) = splits.filter_map(|(g, c)| Some((g, class_of(question, c)?))).next() {
            add(group, column, class);
        }
    }
    let listed =
        |group: &str| columns.iter().filter(|column| column.starts_with(&format!("{group}["))).count();
    groups.retain(|group, scores| {
        let by_place = scores.first().is_some_and(|score| score.column.ends_with(']'));
        // A list as long as the classes are many; anything else in order is another list.
        scores.len() > 1 && (!by_place || listed(group) == question.classes.len())
    });
    let likely = |group: &str| {
        let group = group.to_lowercase();
        group.contains("prob") || group.contains("score") || group.contains("conf")
    };
    let found = groups.iter().find(|(group, _)| likely(group)).or_else(|| groups.iter().next());
    found.map(|(_, scores)| scores.clone()).unwrap_or_default()
}

/// Scores by the key of their class, each class once.
fn settle(mapping: &mut ImportMapping, question: &Question) {
    let mut known: Vec<&str> = Vec::new();
    for score in &mut mapping.scores {
        if let Some(class) = place_or_class(question, &score.class) {
            score.class = class.to_owned();
        }
    }
    let classes: Vec<String> = mapping.scores.iter().map(|score| score.class.clone()).collect();
    let mut at = 0;
    mapping.scores.retain(|_| {
        let class = classes[at].as_str();
        at += 1;
        let first = !known.contains(&class);
        known.push(class);
        first
    });
}

/// The column whose values are keys of items: the guessed one, unless it names none and another does.
fn find_key(r: &Read<'_>, seen: &Seen<'_>, mapping: &mut ImportMapping) -> Result<(u64, u64)> {
    let count = |column: usize| -> Result<(u64, u64)> {
        let (mut known, mut named) = (0, 0);
        for value in seen.values(column) {
            named += 1;
            known += u64::from(items::id_of_key(r, value)?.is_some());
        }
        Ok((known, named))
    };
    let guessed = mapping.key.as_ref().and_then(|key| seen.columns.iter().position(|column| column == key));
    let mut best = match guessed {
        Some(column) => count(column)?,
        None => (0, 0),
    };
    if best.0 > 0 {
        return Ok(best);
    }
    let taken = |name: &String| {
        Some(name) == mapping.prediction.as_ref() || mapping.scores.iter().any(|score| score.column == *name)
    };
    let mut found = None;
    for (column, name) in seen.columns.iter().enumerate().filter(|(_, name)| !taken(name)) {
        let counted = count(column)?;
        if counted.0 > best.0 {
            (best, found) = (counted, Some(name.clone()));
        }
    }
    if found.is_some() {
        mapping.key = found;
    }
    Ok(best)
}
