//! What to fix next: for each tag its share of the errors, its miss rate and its two ceilings.

use crate::figures::Figure;
use crate::human::{self, BaselinePart};
use crate::{Context, Result};
use assay_model::Tag;
use assay_stats::{HumanLevel, Looked, Stratum, TagCounts, TagFigures, tag_figures};
use assay_store::runs::{self, TagCell};
use assay_store::{project, tags};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use ts_rs::TS;

/// Names a run.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// Row id.
    pub run: i64,
}

/// A human level that the chosen baseline has for a tag, to be taken over by a person.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct HlpOffer {
    /// The baseline's name.
    pub baseline: String,
    /// Items with the tag that it rests on.
    pub items: u64,
    /// The level; `n`: judgments.
    pub level: Figure,
}

/// How the rows of one stratum were looked at for a tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct StratumView {
    /// Rows in it.
    pub size: u64,
    /// Rows that count for the estimate.
    pub seen: u64,
    /// Of them with the tag.
    pub yes: u64,
    /// `all`, `random`, `unfinished`, `hand_picked` or `none`.
    pub looked: String,
}

/// One tag.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PriorityRow {
    /// The tag with its importance, ease and human-level figure.
    pub tag: Tag,
    /// What fraction of the errors has it: e_t / E.
    pub share_of_errors: Figure,
    /// What fraction of the items with it is wrong: e_t / n_t.
    pub miss_rate: Figure,
    /// What fraction of all items has it: n_t / N.
    pub share_of_items: Figure,
    /// Points of accuracy gained if every error with it went away: e_t / N.
    pub zero_error_ceiling: Figure,
    /// Accuracy on items with it.
    pub accuracy: Figure,
    /// Human-level accuracy less accuracy, signed; none where no human-level figure is set.
    pub gap: Option<Figure>,
    /// Points gained if the tag reached human level: gap times n_t / N.
    pub hlp_gain: Option<Figure>,
    /// What the chosen baseline says of the tag, where no level is set.
    pub hlp_offer: Option<HlpOffer>,
    /// Wrong rows as looked at.
    pub wrong: StratumView,
    /// Right rows as looked at.
    pub right: StratumView,
}

/// Every tag of a run, in the default order: by HLP gain where it can be had, else by the zero-error ceiling.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PrioritiesReport {
    /// The run.
    pub run: String,
    /// Predicted items with a reference label.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Wrong rows drawn by chance so far.
    pub drawn_wrong: u64,
    /// Right rows drawn by chance so far.
    pub drawn_right: u64,
    /// The tags.
    pub rows: Vec<PriorityRow>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

pub(crate) fn priorities(ctx: &Context, request: RunRequest) -> Result<PrioritiesReport> {
    ctx.read(|r| {
        let run = runs::get(r, request.run)?;
        let (n, errors) = (u64::try_from(run.n).unwrap_or(0), u64::try_from(run.errors).unwrap_or(0));
        let (drawn_wrong, drawn_right) = runs::drawn(r, run.id)?;
        let cells = runs::tag_cells(r, run.id)?;
        let mut rows = Vec::new();
        let mut offers = human::offers(r)?;
        for tag in tags::list(r)? {
            let own: Vec<&TagCell> = cells.iter().filter(|cell| cell.tag == tag.id).collect();
            let counts = TagCounts {
                wrong: stratum(&own, false, errors, drawn_wrong),
                right: stratum(&own, true, n - errors, drawn_right),
            };
            let hlp = tag.hlp.map(|accuracy| HumanLevel { accuracy, n: tag.hlp_n });
            let offer = offers.remove(&tag.id).filter(|_| hlp.is_none());
            rows.push(row(tag, &counts, &tag_figures(&counts, hlp), offer));
        }
        rows.sort_by(order);
        Ok(PrioritiesReport {
            run: run.name,
            n,
            errors,
            drawn_wrong,
            drawn_right,
            rows,
            reference_revision: project::get(r)?.reference_revision,
        })
    })
}

/// How the rows came to be looked at decides what they can say: all of them, a finished random draw, or rows that
/// someone picked, which say nothing about the rest.
fn stratum(cells: &[&TagCell], correct: bool, size: u64, drawn: u64) -> Stratum {
    let own = cells.iter().filter(|cell| cell.correct == Some(correct));
    let sum = |only_drawn: bool| {
        own.clone().filter(|c| !only_drawn || c.drawn).fold((0, 0), |(yes, no), c| (yes + c.yes, no + c.no))
    };
    let (yes, no) = sum(false);
    if yes + no == size {
        return Stratum { size, seen: size, yes, looked: Looked::All };
    }
    let (drawn_yes, drawn_no) = sum(true);
    let seen = drawn_yes + drawn_no;
    if drawn > 0 && seen > 0 {
        let looked = if seen == drawn { Looked::Random } else { Looked::Unfinished { left: drawn - seen } };
        return Stratum { size, seen, yes: drawn_yes, looked };
    }
    let looked = match (yes + no, drawn) {
        (0, _) => Looked::None,
        (_, 0) => Looked::HandPicked,
        (_, drawn) => Looked::Unfinished { left: drawn },
    };
    Stratum { size, seen: yes + no, yes, looked }
}

fn row(
    tag: Tag,
    counts: &TagCounts,
    figures: &TagFigures,
    offer: Option<(String, BaselinePart)>,
) -> PriorityRow {
    let some = |figure: &Option<_>| figure.as_ref().map(Figure::of);
    PriorityRow {
        tag,
        share_of_errors: Figure::of(&figures.share_of_errors),
        miss_rate: Figure::of(&figures.miss_rate),
        share_of_items: Figure::of(&figures.share_of_items),
        zero_error_ceiling: Figure::of(&figures.zero_error_ceiling),
        accuracy: Figure::of(&figures.accuracy),
        gap: some(&figures.gap),
        hlp_gain: some(&figures.hlp_gain),
        hlp_offer: offer.map(|(baseline, part)| HlpOffer { baseline, items: part.items, level: part.level }),
        wrong: stratum_view(&counts.wrong),
        right: stratum_view(&counts.right),
    }
}

fn stratum_view(stratum: &Stratum) -> StratumView {
    let looked = match stratum.looked {
        Looked::All => "all",
        Looked::Random => "random",
        Looked::Unfinished { .. } => "unfinished",
        Looked::HandPicked => "hand_picked",
        Looked::None => "none",
    };
    StratumView { size: stratum.size, seen: stratum.seen, yes: stratum.yes, looked: looked.into() }
}

/// By HLP gain where it can be had, else by the zero-error ceiling, largest first; what cannot be had last.
fn order(a: &PriorityRow, b: &PriorityRow) -> Ordering {
    let key = |row: &PriorityRow| {
        let gain = row.hlp_gain.as_ref().and_then(|gain| gain.value);
        (gain.is_some(), gain.or(row.zero_error_ceiling.value).unwrap_or(f64::NEG_INFINITY))
    };
    let (a_key, b_key) = (key(a), key(b));
    b_key.0.cmp(&a_key.0).then(b_key.1.total_cmp(&a_key.1)).then(a.tag.id.cmp(&b.tag.id))
}
