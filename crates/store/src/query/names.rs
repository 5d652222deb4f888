//! The names that a filter line may use, and what they stand for.

use crate::Read;
use crate::error::{Result, StoreError};
use crate::{items, project, runs, tags};
use assay_model::{Column, did_you_mean, filter_word};
use std::collections::HashMap;

/// The columns that every sheet has, and what each holds.
pub(crate) const FIXED: &[(&str, &str)] = &[
    ("pred", "the prediction"),
    ("label", "the reference label"),
    ("prob", "the score of the prediction"),
    ("text", "the text of the item"),
    ("source", "where the reference label came from"),
    ("split", "the split of the item"),
    ("key", "the key of the item"),
    ("comment", "the comment in the sheet"),
    ("drawn", "drawn by chance to be looked at"),
    ("part", "eyeball or blackbox"),
];

/// A tag, as far as filters know it.
pub(crate) struct KnownTag {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// The filter line that decides, in place of marks.
    pub(crate) rule: Option<String>,
}

/// The names that a filter may use.
pub(crate) struct Names {
    pub(crate) fields: Vec<items::Field>,
    pub(crate) tags: Vec<KnownTag>,
    /// Name or key to class id.
    pub(crate) classes: HashMap<String, i64>,
    /// Keys of the classes on offer, with their names, in order.
    pub(crate) offered: Vec<(String, String)>,
    field_ids: HashMap<String, i64>,
    tag_places: HashMap<String, usize>,
    runs: HashMap<String, i64>,
}

/// The left side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    /// A column of SQL: of the prediction (`p.`), the item (`i.`) or the reference label (`f.`).
    Plain(&'static str),
    /// A metadata field.
    Field(i64),
    /// A class: of the reference label (`f.class_id`) or the prediction (`p.class_id`).
    Class(&'static str),
    /// The class that another run predicts.
    OtherRun(i64),
    /// A tag, by its place in the names.
    Tag(usize),
    /// Whether the row was drawn by chance to be looked at.
    Drawn,
    Part,
    Comment,
    Text,
}

impl Names {
    pub(crate) fn load(r: &Read<'_>) -> Result<Names> {
        let fields = items::fields(r)?;
        let field_ids = fields.iter().map(|field| (field.name.clone(), field.id)).collect();
        let tags: Vec<KnownTag> = tags::list(r)?
            .into_iter()
            .map(|tag| KnownTag { id: tag.id, name: tag.name, rule: tag.rule })
            .collect();
        let tag_places = tags.iter().enumerate().map(|(at, tag)| (tag.name.to_lowercase(), at)).collect();
        let mut classes = HashMap::new();
        let question = project::question(r)?;
        let kept = project::kept_classes(r, question.id)?;
        let offered = question.classes.iter().map(|c| (c.key.clone(), c.name.clone())).collect();
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
        Ok(Names { fields, tags, classes, offered, field_ids, tag_places, runs: runs::names(r)? })
    }

    pub(crate) fn operand(&self, column: &Column, at: usize) -> Result<Operand> {
        Ok(match column {
            Column::Key => Operand::Plain("i.key"),
            Column::Split => Operand::Plain("i.split"),
            Column::Source => Operand::Plain("f.source"),
            Column::Score => Operand::Plain("p.score"),
            Column::Comment => Operand::Comment,
            Column::Label => Operand::Class("f.class_id"),
            Column::Prediction => Operand::Class("p.class_id"),
            Column::PredictionOf(name) => {
                let run = self.runs.get(name).ok_or_else(|| {
                    let near = did_you_mean(name, self.runs.keys().map(String::as_str));
                    StoreError::Filter { at, message: format!("there is no run `{name}`{near}") }
                })?;
                Operand::OtherRun(*run)
            }
            Column::Text => Operand::Text,
            Column::Tag(name) => self.tag(name).ok_or_else(|| {
                let near = did_you_mean(name, self.tags.iter().map(|tag| tag.name.as_str()));
                StoreError::Filter { at, message: format!("there is no tag `{name}`{near}") }
            })?,
            Column::Named(name) => self.named(name, at)?,
        })
    }

    /// What `name` is: a metadata field first, then a tag.
    fn named(&self, name: &str, at: usize) -> Result<Operand> {
        if let Some(id) = self.field_ids.get(name) {
            return Ok(Operand::Field(*id));
        }
        match name {
            "drawn" => return Ok(Operand::Drawn),
            "part" => return Ok(Operand::Part),
            _ => {}
        }
        self.tag(name).ok_or_else(|| StoreError::Filter { at, message: self.no_column(name) })
    }

    fn no_column(&self, name: &str) -> String {
        let fixed = FIXED.iter().map(|(name, _)| *name);
        let fields = self.fields.iter().map(|field| field.name.as_str());
        let near =
            did_you_mean(name, fixed.chain(fields).chain(self.tags.iter().map(|tag| tag.name.as_str())));
        if near.is_empty() {
            let known: Vec<&str> = FIXED.iter().map(|(name, _)| *name).collect();
            return format!(
                "there is no column `{name}`; use {}, a metadata field or a tag",
                known.join(", ")
            );
        }
        format!("there is no column `{name}`{near}")
    }

    fn tag(&self, name: &str) -> Option<Operand> {
        let exactly = self.tags.iter().position(|tag| tag.name == name);
        exactly.or_else(|| self.tag_places.get(&name.to_lowercase()).copied()).map(Operand::Tag)
    }

    /// The class of this key or name; none for `none`, which says that there is no class.
    pub(crate) fn class(&self, written: &str, at: usize) -> Result<Option<i64>> {
        match (self.classes.get(written), written) {
            (Some(id), _) => Ok(Some(*id)),
            (None, "none") => Ok(None),
            (None, _) => {
                let near = did_you_mean(written, self.classes.keys().map(String::as_str));
                Err(StoreError::Filter { at, message: format!("there is no class `{written}`{near}") })
            }
        }
    }

    /// The predictions of runs by name, as a filter line writes them.
    pub(crate) fn other_runs(&self) -> Vec<(String, String)> {
        // Of one run alone there is no other.
        let mut runs: Vec<&String> = self.runs.keys().filter(|_| self.runs.len() > 1).collect();
        runs.sort();
        let written = |name: &String| format!("pred@{}", filter_word(name));
        runs.into_iter().map(|name| (written(name), "the prediction of this run".to_owned())).collect()
    }

    /// The columns of a sheet as a filter line writes them, each with a few words about it.
    pub(crate) fn columns(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> =
            FIXED.iter().map(|(name, about)| ((*name).to_owned(), (*about).to_owned())).collect();
        found.extend(self.other_runs());
        found.extend(self.fields.iter().map(|field| (filter_word(&field.name), "metadata".to_owned())));
        for tag in &self.tags {
            let word = filter_word(&tag.name);
            // A field of that name would be meant without `tag:`.
            let plain = !word.starts_with('"')
                && !self.field_ids.contains_key(&tag.name)
                && !FIXED.iter().any(|(name, _)| *name == tag.name);
            let about = if tag.rule.is_some() { "tag by rule" } else { "tag" };
            found.push((if plain { word } else { format!("tag:{word}") }, about.to_owned()));
        }
        found
    }
}
