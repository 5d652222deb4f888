//! The guideline's versions: what changed, what was judged under each, and what a new one did to agreement.

mod effect;
pub(crate) mod writing;

pub use effect::{
    ConfusionEffect, EffectSpan, EffectVerdict, GuidelineEffect, GuidelineEffectRequest, VersionSide,
};
pub(crate) use effect::{effect, history};

use crate::figures::CoefficientFigure;
use crate::project::{GuidelineView, record, show};
use crate::{Context, Error, Result};
use assay_model::{DifferenceLine, difference};
use assay_store::events::{self, Event};
use assay_store::guidelines::{self, GuidelineVersion};
use assay_store::project::{self, Guideline};
use assay_store::{Read, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

/// Names a version of the guideline.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnVersion {
    /// From 1.
    pub version: i64,
}

/// Two versions of the guideline.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TwoVersions {
    /// The older one; 0 is the empty text before the first.
    pub older: i64,
    /// The newer one.
    pub newer: i64,
}

/// What changed between two versions.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GuidelineDifference {
    /// Lines of both, in order.
    pub lines: Vec<DifferenceLine>,
    /// Lines that only the newer has.
    pub added: usize,
    /// Lines that only the older has.
    pub removed: usize,
}

/// A version with the agreement of what was judged under it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct VersionFigures {
    /// Who, when, how much.
    pub version: GuidelineVersion,
    /// Krippendorff's alpha of the judgments made under it.
    pub alpha: CoefficientFigure,
    /// Share of pairs of judgments of an item that agree.
    pub agreement: CoefficientFigure,
}

/// The guideline's history.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GuidelineHistory {
    /// Newest first.
    pub versions: Vec<VersionFigures>,
    /// Counted judgments of which the version is not known, as with imported ones.
    pub unversioned: u64,
}

/// What `assay guideline` answers.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct GuidelineReport {
    /// Every version.
    #[serde(flatten)]
    pub history: GuidelineHistory,
    /// What one of them did, where asked for.
    pub effect: Option<GuidelineEffect>,
}

pub(crate) fn version(ctx: &Context, request: OnVersion) -> Result<GuidelineView> {
    ctx.read(|r| {
        let body = guidelines::body(r, request.version)?;
        let known = guidelines::versions(r)?.into_iter().find(|each| each.version == request.version);
        let made_at = known.map_or(0, |each| each.made_at);
        Ok(show(Guideline { id: 0, version: request.version, body, made_at }))
    })
}

pub(crate) fn compare(ctx: &Context, request: TwoVersions) -> Result<GuidelineDifference> {
    let (older, newer) =
        ctx.read(|r| Ok((guidelines::body(r, request.older)?, guidelines::body(r, request.newer)?)))?;
    let lines = difference(&older, &newer);
    let count = |side: fn(&DifferenceLine) -> bool| lines.iter().filter(|line| side(line)).count();
    let added = count(|line| line.older.is_none());
    let removed = count(|line| line.newer.is_none());
    Ok(GuidelineDifference { lines, added, removed })
}

/// Publishes the text of an earlier version as a new one.
pub(crate) fn restore(ctx: &Context, request: OnVersion) -> Result<GuidelineView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let body = guidelines::body(w, request.version)?;
        let before = project::guideline(w)?;
        if before.body == body {
            return Err(Error::refused("nothing_to_restore", "the guideline in force has this very text"));
        }
        let published = project::publish_guideline(w, &body, Some(person))?;
        let summary =
            format!("guideline version {} restored as version {}", request.version, published.version);
        let event = record(w, Some(person), "guideline_restore", &summary)?;
        published_by(w, event, &before, &published)?;
        Ok(show(published))
    })
}

/// Notes in an event which version it published.
pub(crate) fn published_by(
    w: &Write<'_>,
    event: i64,
    before: &Guideline,
    published: &Guideline,
) -> Result<()> {
    events::change(w, event, "guideline", 1, &json!(before.body), &json!(published.body))?;
    Ok(events::change(w, event, "guideline_version", 1, &json!(before.version), &json!(published.version))?)
}

/// Takes back the version that an event published: the text before it becomes a new version, because judgments name the
/// one that was in force.
pub(crate) fn undo_publish(w: &Write<'_>, event: &Event) -> Result<()> {
    let Some(former) = events::before(w, event.id, "guideline", 1)?.as_str().map(str::to_owned) else {
        let message =
            "an older Assay published this version; restore the one before it in the guideline's history";
        return Err(Error::refused("not_undoable", message));
    };
    let version = project::guideline(w)?.version;
    let by = event.undone_by.unwrap_or_default();
    let published = project::publish_guideline(w, &former, events::get(w, by)?.person)?;
    Ok(events::change(w, by, "guideline_version", 1, &json!(version), &json!(published.version))?)
}

/// Puts an entry into the guideline and publishes it. Gives the version before and the new one, for [`published_by`].
pub(crate) fn publish_entry(
    w: &Write<'_>,
    person: i64,
    section: &str,
    part: Option<&str>,
    entry: &str,
) -> Result<(Guideline, Guideline)> {
    let before = project::guideline(w)?;
    let body = writing::put(&before.body, section, part, entry);
    let published = project::publish_guideline(w, &body, Some(person))?;
    Ok((before, published))
}

/// The classes of the project's question: ids in order.
fn class_ids(r: &Read<'_>) -> Result<(i64, Vec<i64>)> {
    let question = project::question(r)?;
    Ok((question.id, question.classes.iter().map(|class| class.id).collect()))
}
