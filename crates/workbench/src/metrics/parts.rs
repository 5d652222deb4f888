//! Part by part: each tag, and each value of a metadata field, against the rest of the rows.

use super::lines::tag_is;
use super::report::confusion;
use super::split::split;
use super::{GapView, LEAST, labelled, place_of, size_of};
use crate::errors::{Scope, Scoped, within};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::{Query, Tag};
use assay_stats::{Confusion, estimate_difference, rate_gaps};
use assay_store::{Read, run_fields, sheet, tags};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Parts of a run, or of a slice of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PartsRequest {
    /// Row id of the run.
    pub run: i64,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Row id of a metadata field; its values come after the tags.
    #[serde(default)]
    pub field: Option<i64>,
    /// Row id of a class whose precision, recall and F1 are told too.
    #[serde(default)]
    pub class: Option<i64>,
    /// Parts with fewer rows get no verdict; 30 where left out.
    #[serde(default)]
    pub least: Option<u64>,
}

/// One class in a part.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassPart {
    /// Of the rows predicted so, how many are.
    pub precision: Figure,
    /// Of the rows that are, how many were found.
    pub recall: Figure,
    /// 2TP / (2TP + FP + FN).
    pub f1: Figure,
    /// Recall less that of the rest.
    pub recall_gap: GapView,
}

/// One part.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PartFigures {
    /// `tag` or `value`.
    pub kind: String,
    /// Row id of the tag.
    pub tag: Option<i64>,
    /// The tag, or the value.
    pub name: String,
    /// The filter line that finds its rows.
    pub filter: String,
    /// Labelled rows in it.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Labelled rows it is held against: for a tag marked by hand those that were looked at and have it not.
    pub rest: u64,
    /// Rows nobody looked at for this tag.
    pub unseen: u64,
    /// Share right.
    pub accuracy: Figure,
    /// Mean F1 of the classes.
    pub macro_f1: Figure,
    /// Accuracy less that of the rest.
    pub accuracy_gap: GapView,
    /// Macro F1 less that of the rest; not tested.
    pub macro_f1_difference: Figure,
    /// The class that was asked for.
    pub class: Option<ClassPart>,
}

/// All parts of a run.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PartsReport {
    /// The run.
    pub run: String,
    /// Labelled rows.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Name of the metadata field.
    pub field: Option<String>,
    /// Key of the class.
    pub class: Option<String>,
    /// Parts with fewer rows get no verdict.
    pub least: u64,
    /// Differences that were tested together.
    pub tests: u64,
    /// Tags first, then the values of the field.
    pub parts: Vec<PartFigures>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

/// A part before its figures.
struct Cut {
    kind: &'static str,
    tag: Option<i64>,
    name: String,
    filter: String,
    inside: Confusion,
    rest: Confusion,
    unseen: u64,
    /// Why it tells nothing about the run.
    because: Option<String>,
}

/// Where a row stands to a part.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    In,
    Out,
    Unseen,
}

pub(crate) fn parts(ctx: &Context, request: PartsRequest) -> Result<PartsReport> {
    ctx.read(|r| {
        let scope = Scope { run: request.run, filter: request.filter.clone() };
        let (found, _) = labelled(r, &scope)?;
        let class = request.class.map(|class| place_of(&found.question, class)).transpose()?;
        let line = request.filter.as_deref();
        let mut cuts = Vec::new();
        for tag in tags::list(r)? {
            cuts.push(of_tag(r, &found, line, tag)?);
        }
        let mut field = None;
        if let Some(id) = request.field {
            let split = split(r, request.run, id, &found.rows)?;
            for (code, (name, own)) in (0..).zip(split.values) {
                let side = |row: usize| if split.codes[row] == code { Side::In } else { Side::Out };
                let filter = within(line, &own);
                cuts.push(cut(&found, ("value", None, name, filter), side, None)?);
            }
            field = Some(split.field);
        }
        let all = confusion(&found.rows, &found.question)?;
        let least = request.least.unwrap_or(LEAST);
        let parts = views(cuts, class, least);
        let tested = |gap: &GapView| u64::from(gap.p_value.is_some());
        let tests = parts.iter().map(|part| {
            tested(&part.accuracy_gap) + part.class.as_ref().map_or(0, |class| tested(&class.recall_gap))
        });
        Ok(PartsReport {
            n: all.total(),
            errors: all.total() - right(&all),
            field,
            class: class.map(|class| found.question.classes[class as usize].key.clone()),
            least,
            tests: tests.sum(),
            parts,
            reference_revision: found.reference_revision,
            run: found.run.name,
        })
    })
}

fn of_tag(r: &Read<'_>, found: &Scoped, line: Option<&str>, tag: Tag) -> Result<Cut> {
    let rows = &found.rows;
    let what = |filter: String| ("tag", Some(tag.id), tag.name.clone(), within(line, &filter));
    if let Some(rule) = &tag.rule {
        let query = Query { filter: Some(rule.clone()), sort: Vec::new() };
        return match sheet::ids(r, found.run.id, &query) {
            Ok(mut ids) => {
                ids.sort_unstable();
                let side = |row: usize| match ids.binary_search(&rows.items[row]) {
                    Ok(_) => Side::In,
                    Err(_) => Side::Out,
                };
                cut(found, what(rule.clone()), side, None)
            }
            // Its rule may name a class or a field that is gone; the other tags are told all the same.
            Err(error) => {
                let because = format!("its rule cannot be read: {error}");
                cut(found, what(rule.clone()), |_| Side::Unseen, Some(because))
            }
        };
    }
    let marks = run_fields::marks(r, tag.id)?;
    let side = |row: usize| match marks.get(&rows.items[row]) {
        Some(true) => Side::In,
        Some(false) => Side::Out,
        None => Side::Unseen,
    };
    let unseen = (0..rows.len()).filter(|&row| side(row) == Side::Unseen).count();
    // Wrong rows are looked at more than right ones: of some of the rows no share of right ones can be told.
    let because = (unseen > 0).then(|| {
        format!(
            "not estimable: {unseen} of {} rows were not looked at for this tag; look at them, or see Priorities for what \
             a random draw tells",
            rows.len()
        )
    });
    cut(found, what(tag_is(&tag.name, "yes")), side, because)
}

fn cut(
    found: &Scoped,
    (kind, tag, name, filter): (&'static str, Option<i64>, String, String),
    side: impl Fn(usize) -> Side,
    because: Option<String>,
) -> Result<Cut> {
    let size = found.question.classes.len();
    let (mut inside, mut rest, mut unseen) = (vec![0; size * size], vec![0; size * size], 0);
    for row in 0..found.rows.len() {
        let cell = found.rows.reference[row] as usize * size + found.rows.predicted[row] as usize;
        match side(row) {
            Side::In => inside[cell] += 1,
            Side::Out => rest[cell] += 1,
            Side::Unseen => unseen += 1,
        }
    }
    let matrix = |counts| {
        Confusion::from_counts(counts, size_of(&found.question))
            .map_err(|e| Error::refused(e.code(), e.to_string()))
    };
    Ok(Cut { kind, tag, name, filter, inside: matrix(inside)?, rest: matrix(rest)?, unseen, because })
}

fn right(confusion: &Confusion) -> u64 {
    let size = confusion.n_classes() as usize;
    (0..size).map(|class| confusion.counts()[class * size + class]).sum()
}

/// Of the rows of a class, how many were found.
fn found_of(confusion: &Confusion, class: u32) -> (u64, u64) {
    let (size, class) = (confusion.n_classes() as usize, class as usize);
    let row = &confusion.counts()[class * size..(class + 1) * size];
    (row[class], row.iter().sum())
}

fn views(cuts: Vec<Cut>, class: Option<u32>, least: u64) -> Vec<PartFigures> {
    let nothing = ((0, 0), (0, 0));
    let pair = |cut: &Cut, of: &dyn Fn(&Confusion) -> (u64, u64)| match cut.because {
        Some(_) => nothing,
        None => (of(&cut.inside), of(&cut.rest)),
    };
    let mut pairs: Vec<_> =
        cuts.iter().map(|cut| pair(cut, &|counts| (right(counts), counts.total()))).collect();
    if let Some(class) = class {
        pairs.extend(cuts.iter().map(|cut| pair(cut, &|counts| found_of(counts, class))));
    }
    // All differences on the screen are tested together.
    let gaps = rate_gaps(&pairs, least);
    let parts = cuts.len();
    let view = |(at, cut): (usize, Cut)| {
        let told = |figure: Figure| match &cut.because {
            Some(why) => Figure::undefined(why, cut.inside.total()),
            None => figure,
        };
        let gap = |gap: usize| {
            let view = GapView::of(&gaps[gap]);
            GapView { difference: told(view.difference.clone()), ..view }
        };
        let (macro_f1, rest_f1) = (cut.inside.macro_f1().estimate, cut.rest.macro_f1().estimate);
        let class = class.map(|class| {
            let own = cut.inside.per_class()[class as usize];
            ClassPart {
                precision: told(Figure::of(&own.precision)),
                recall: told(Figure::of(&own.recall)),
                f1: told(Figure::of(&own.f1)),
                recall_gap: gap(parts + at),
            }
        });
        PartFigures {
            kind: cut.kind.to_owned(),
            tag: cut.tag,
            name: cut.name.clone(),
            filter: cut.filter.clone(),
            n: cut.inside.total(),
            errors: cut.inside.total() - right(&cut.inside),
            rest: cut.rest.total(),
            unseen: cut.unseen,
            accuracy: told(Figure::of(&cut.inside.accuracy())),
            macro_f1: told(Figure::of(&macro_f1)),
            accuracy_gap: gap(at),
            macro_f1_difference: told(Figure::of(&estimate_difference(&macro_f1, &rest_f1))),
            class,
        }
    };
    cuts.into_iter().enumerate().map(view).collect()
}
