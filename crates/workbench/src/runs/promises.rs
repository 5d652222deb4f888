//! What the ceilings of tags promised, against what a later run gained.

use super::paired::{Paired, RunVerdict};
use super::parts::Tagged;
use crate::errors::{self, RunRequest};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::PairedRuns;
use assay_store::Read;
use assay_store::promises::{self, Promise, PromisedTag};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A plan to fix some tags of a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PromiseSet {
    /// Row id of the run whose errors were looked at.
    pub run: i64,
    /// Row ids of the tags.
    pub tags: Vec<i64>,
    /// Free text.
    #[serde(default)]
    pub note: Option<String>,
}

/// Names a promise.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnPromise {
    /// Row id.
    pub promise: i64,
}

/// Which promises.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PromisesWanted {
    /// Of this run only.
    #[serde(default)]
    pub run: Option<i64>,
}

/// What came of one tag of a promise.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GainedTag {
    /// As it was called.
    pub name: String,
    /// Row id of the tag now; none where it is gone.
    pub tag: Option<i64>,
    /// Points of accuracy that it promised: its zero-error ceiling then.
    pub promised: Figure,
    /// Points of accuracy gained on items with it: (fixed - regressed) / n of all items compared, paired.
    pub gained: Figure,
    /// Of the errors of `a` with it, how many are right in `b`.
    pub errors_fixed: Figure,
    /// Whether it gained anything, if the interval of `gained` allows it.
    pub verdict: RunVerdict,
}

/// What came of a promise.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PromiseKept {
    /// The promise.
    pub promise: Promise,
    /// The reference labels changed since it was made, so that it was about other errors.
    pub reference_changed: bool,
    /// Each of its tags. Items may have several, so they do not add up.
    pub tags: Vec<GainedTag>,
}

/// Tags of one promise at most.
const MOST: usize = 200;

pub(crate) fn set(ctx: &Context, request: PromiseSet) -> Result<Promise> {
    let person = ctx.person()?.id;
    let note = request.note.unwrap_or_default().trim().to_owned();
    if request.tags.is_empty() || request.tags.len() > MOST {
        return Err(Error::refused("tags_invalid", format!("choose 1 to {MOST} tags to fix")));
    }
    if note.chars().count() > 10_000 {
        return Err(Error::refused("note_too_long", "the note must be at most 10000 characters"));
    }
    let report = errors::priorities(ctx, RunRequest { run: request.run })?;
    let mut tags: Vec<PromisedTag> = Vec::new();
    for id in &request.tags {
        let row = report.rows.iter().find(|row| row.tag.id == *id);
        let row = row.ok_or_else(|| Error::refused("not_found", format!("there is no tag {id}")))?;
        if tags.iter().any(|known| known.tag_uid == row.tag.uid) {
            continue;
        }
        let ceiling = &row.zero_error_ceiling;
        tags.push(PromisedTag {
            tag_uid: row.tag.uid.clone(),
            name: row.tag.name.clone(),
            ceiling: ceiling.value,
            lower: ceiling.lower,
            upper: ceiling.upper,
            n: ceiling.n,
        });
    }
    let counts = (report.n, report.errors);
    ctx.write(|w| Ok(promises::set(w, person, request.run, &note, counts, tags)?))
}

pub(crate) fn delete(ctx: &Context, request: OnPromise) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(promises::delete(w, person, request.promise)?))
}

pub(crate) fn list(ctx: &Context, request: PromisesWanted) -> Result<Vec<Promise>> {
    ctx.read(|r| Ok(promises::list(r, request.run)?))
}

/// What came of the promises of a run.
pub(super) fn kept(
    r: &Read<'_>,
    run: i64,
    tagged: &[Tagged],
    paired: &Paired,
    reference_revision: i64,
) -> Result<Vec<PromiseKept>> {
    let of = |promise: Promise| PromiseKept {
        reference_changed: promise.reference_revision != reference_revision,
        tags: promise.tags.iter().map(|promised| gained(promised, tagged, paired)).collect(),
        promise,
    };
    Ok(promises::list(r, Some(run))?.into_iter().map(of).collect())
}

fn gained(promised: &PromisedTag, tagged: &[Tagged], paired: &Paired) -> GainedTag {
    let ceiling = Figure {
        value: promised.ceiling,
        lower: promised.lower,
        upper: promised.upper,
        n: promised.n,
        method: None,
        undefined_because: promised
            .ceiling
            .is_none()
            .then(|| "it could not be estimated when the promise was made".to_owned()),
        unreliable_because: None,
    };
    let row = |tag, gained: Figure, errors_fixed, verdict| GainedTag {
        name: promised.name.clone(),
        tag,
        promised: ceiling.clone(),
        gained,
        errors_fixed,
        verdict,
    };
    let nothing = |because: &str, tag| {
        row(tag, Figure::undefined(because, 0), Figure::undefined(because, 0), RunVerdict::Undecided)
    };
    let Some(own) = tagged.iter().find(|own| own.tag.uid == promised.tag_uid) else {
        return nothing("the tag is gone", None);
    };
    if let Some(broken) = &own.broken {
        return nothing(broken, Some(own.tag.id));
    }
    let on_tag = paired.count(own.rows.iter().copied());
    let errors_fixed = Figure::share(on_tag.fixed, on_tag.fixed + on_tag.both_wrong);
    let n = paired.items.len() as u64;
    if own.seen < n {
        let because = format!(
            "not estimable: {} of {n} items were looked at for the tag, and the rest may have been fixed or broken too",
            own.seen
        );
        return row(
            Some(own.tag.id),
            Figure::undefined(&because, own.seen),
            errors_fixed,
            RunVerdict::Undecided,
        );
    }
    // Items without the tag count as unmoved.
    let of_all = PairedRuns {
        both_right: n - on_tag.fixed - on_tag.regressed,
        fixed: on_tag.fixed,
        regressed: on_tag.regressed,
        both_wrong: 0,
    };
    row(Some(own.tag.id), super::paired::difference(&of_all), errors_fixed, of_all.verdict().into())
}
