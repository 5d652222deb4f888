//! Metadata, splits and rule tags as the columns of a search.

use super::conditions::text;
use super::{FieldLeftOut, SearchedField};
use crate::errors::Scoped;
use crate::import::holds_an_answer;
use crate::jobs::Progress;
use crate::{Error, Result};
use assay_model::{Column, Query, filter_word};
use assay_stats::{Coded, CodedValue, Codes, SliceColumn, code_categories, code_numbers};
use assay_store::items::Field;
use assay_store::metadata::{self, Column as Values};
use assay_store::query::looks_at;
use assay_store::texts::Texts;
use assay_store::{Read, items, sheet, tags};

/// Numbers are put in at most so many ranges.
const BINS: usize = 10;

/// A text field of which more than this share of the values are different is taken for a key.
const NEARLY_UNIQUE: f64 = 0.5;

/// Categories with fewer rows are joined: no slice of them alone would be large enough.
const COMMON: u64 = 32;

/// A column of the search.
pub(super) struct Found {
    name: String,
    kind: &'static str,
    /// What the left side of a condition says.
    left: String,
    /// What a category of `values` stands for.
    texts: Vec<String>,
    values: Vec<CodedValue>,
    codes: Codes,
}

/// The columns of a search, and what was left out of it.
pub(super) struct Prepared {
    pub(super) columns: Vec<Found>,
    pub(super) left_out: Vec<FieldLeftOut>,
}

impl Found {
    pub(super) fn column(&self) -> SliceColumn<'_> {
        SliceColumn { codes: &self.codes, cardinality: self.values.len() as u32 }
    }

    pub(super) fn view(&self) -> SearchedField {
        SearchedField {
            name: self.name.clone(),
            kind: self.kind.to_owned(),
            values: self.values.len() as u64,
        }
    }

    /// What a code means, as the filter line writes it.
    pub(super) fn condition(&self, code: usize) -> String {
        let left = &self.left;
        match self.values[code] {
            CodedValue::Range { lower: Some(lower), upper: Some(upper) } => {
                format!("{left} >= {lower} and {left} < {upper}")
            }
            CodedValue::Range { lower: Some(lower), upper: None } => format!("{left} >= {lower}"),
            CodedValue::Range { lower: None, upper: Some(upper) } => format!("{left} < {upper}"),
            CodedValue::Range { lower: None, upper: None } => format!("{left} ~ \"\""),
            CodedValue::Number(number) => format!("{left} = {number}"),
            CodedValue::Category(place) if self.kind == "rule" => self.texts[place as usize].clone(),
            CodedValue::Category(place) => format!("{left} = {}", text(&self.texts[place as usize])),
            CodedValue::Rare { .. } => {
                // All that is written and is none of the common ones.
                let common = self.values.iter().filter_map(|value| match value {
                    CodedValue::Category(place) => {
                        Some(format!("{left} != {}", text(&self.texts[*place as usize])))
                    }
                    _ => None,
                });
                std::iter::once(format!("{left} ~ \"\"")).chain(common).collect::<Vec<_>>().join(" and ")
            }
            CodedValue::Missing => format!("{left} !~ \"\""),
        }
    }
}

/// Reads the columns: those named, or every one that is usable.
pub(super) fn prepare(
    r: &Read<'_>,
    scoped: &Scoped,
    wanted: Option<&[String]>,
    progress: &dyn Progress,
) -> Result<Prepared> {
    let fields = items::fields(r)?;
    let rules: Vec<(String, String)> =
        tags::list(r)?.into_iter().filter_map(|tag| Some((tag.name, tag.rule?))).collect();
    if let Some(wanted) = wanted {
        let known = |name: &String| {
            name == "split"
                || fields.iter().any(|field| field.name == *name)
                || rules
                    .iter()
                    .any(|(tag, _)| name.strip_prefix("tag:").is_some_and(|n| n.eq_ignore_ascii_case(tag)))
        };
        if let Some(none) = wanted.iter().find(|name| !known(name)) {
            return Err(Error::refused(
                "field_unknown",
                format!("there is no metadata field, split or rule tag `{none}`; a tag is written tag:NAME"),
            ));
        }
    }
    let asked = |name: &str| wanted.is_none_or(|wanted| wanted.iter().any(|w| w.eq_ignore_ascii_case(name)));
    let mut prepared = Prepared { columns: Vec::new(), left_out: Vec::new() };
    let wanted_fields: Vec<&Field> = fields.iter().filter(|field| asked(&field.name)).collect();
    let total = (wanted_fields.len() + 1 + rules.len()) as u64;
    let mut done = 0;
    let mut step = || {
        progress.at("reading", done, total);
        done += 1;
        if progress.cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    };
    for group in wanted_fields.chunks(metadata::at_once(scoped.rows.len())) {
        let ids: Vec<i64> = group.iter().map(|field| field.id).collect();
        for (field, values) in group.iter().zip(metadata::columns(r, &ids, &scoped.rows.items)?) {
            step()?;
            prepared.field(&field.name, values, wanted.is_some())?;
        }
    }
    step()?;
    if asked("split") && !fields.iter().any(|field| field.name == "split") {
        let (values, texts) = metadata::splits(r, &scoped.rows.items)?;
        if texts.len() > 1 || (texts.len() == 1 && values.iter().any(Option::is_none)) {
            prepared.categories("split", "category", "split".into(), &values, &texts, COMMON)?;
        }
    }
    for (tag, rule) in &rules {
        step()?;
        let name = format!("tag:{tag}");
        if asked(&name) {
            prepared.rule(r, scoped, name, rule)?;
        }
    }
    Ok(prepared)
}

impl Prepared {
    fn leave_out(&mut self, name: &str, because: impl Into<String>) {
        self.left_out.push(FieldLeftOut { name: name.to_owned(), because: because.into() });
    }

    fn field(&mut self, name: &str, values: Values, chosen: bool) -> Result<()> {
        let present = values.rows - values.missing();
        if present == 0 {
            self.leave_out(name, "no row has a value");
            return Ok(());
        }
        if !chosen && holds_an_answer(name) {
            self.leave_out(
                name,
                "holds an answer, so slices of it tell of themselves; searched where it is named",
            );
            return Ok(());
        }
        let left = filter_word(name);
        if values.is_numeric() {
            if !chosen && values.whole && present > 20 && different(&values.numbers) == present {
                self.leave_out(name, format!("a key: all {present} whole numbers differ"));
                return Ok(());
            }
            let coded = code_numbers(&values.numbers, BINS).map_err(refused)?;
            self.add(name, "number", left, Vec::new(), coded);
            return Ok(());
        }
        let (values, texts) = values.into_categories();
        if !chosen && present > 20 && texts.len() as f64 > NEARLY_UNIQUE * present as f64 {
            self.leave_out(name, format!("nearly a key: {} different values in {present} rows", texts.len()));
            return Ok(());
        }
        self.categories(name, "category", left, &values, &texts, COMMON)
    }

    fn categories(
        &mut self,
        name: &str,
        kind: &'static str,
        left: String,
        values: &[Option<u32>],
        texts: &Texts,
        least: u64,
    ) -> Result<()> {
        let mut coded = code_categories(values, texts.len() as u32, least).map_err(refused)?;
        let mut common = Vec::new();
        // Of the texts only those are kept that a condition may name.
        for value in &mut coded.values {
            if let CodedValue::Category(place) = value {
                common.push(texts.get(*place).to_owned());
                *place = common.len() as u32 - 1;
            }
        }
        self.add(name, kind, left, common, coded);
        Ok(())
    }

    fn add(&mut self, name: &str, kind: &'static str, left: String, texts: Vec<String>, coded: Coded) {
        let Coded { codes, values } = coded;
        if values.len() < 2 {
            return self.leave_out(name, "every row has the same value");
        }
        self.columns.push(Found { name: name.to_owned(), kind, left, texts, values, codes: codes.into() });
    }

    /// A rule that looks at the model or at the label would find the errors by themselves.
    fn rule(&mut self, r: &Read<'_>, scoped: &Scoped, name: String, rule: &str) -> Result<()> {
        match looks_at(r, rule, of_the_model) {
            Ok(false) => {}
            Ok(true) => {
                self.leave_out(
                    &name,
                    "its rule looks at the prediction or the label, so it says nothing new",
                );
                return Ok(());
            }
            Err(error) if error.code() == "filter_invalid" => {
                self.leave_out(&name, format!("its rule cannot be read: {error}"));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
        let query = Query { filter: Some(rule.to_owned()), sort: Vec::new() };
        let mut holds = sheet::ids(r, scoped.run.id, &query)?;
        holds.sort_unstable();
        let of = |item: &i64| Some(u32::from(holds.binary_search(item).is_err()));
        let values: Vec<Option<u32>> = scoped.rows.items.iter().map(of).collect();
        // The rule itself, so that the slice goes on meaning the same when the tag is changed.
        let mut texts = Texts::default();
        texts.number(&format!("({rule})"));
        texts.number(&format!("not ({rule})"));
        self.categories(&name, "rule", String::new(), &values, &texts, 1)
    }
}

fn refused(error: assay_stats::InputError) -> Error {
    Error::refused(error.code(), error.to_string())
}

fn different(numbers: &[f64]) -> usize {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.dedup();
    sorted.len()
}

fn of_the_model(column: &Column) -> bool {
    use Column::{Comment, Label, Prediction, PredictionOf, Score, Source};
    matches!(column, Prediction | PredictionOf(_) | Label | Score | Source | Comment)
}
