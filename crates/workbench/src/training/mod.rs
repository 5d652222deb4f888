//! What comes before work and watches over it: accepting the guideline, practice, qualification, monitoring; and what
//! leads plan and decide about it.

mod changes;
mod gold;
mod plan;
mod raters;

pub use changes::{LineChange, LineKind};
pub use gold::{DoubtfulGold, GoldDivide, GoldListRequest, GoldPool, GoldSet};
pub use plan::{GoldNeed, MonitorPlanned, MonitorPoint, QualificationPlanned, TestPoint};
pub use raters::{
    AcceptGuideline, AttemptView, Changed, OnRater, QualificationDecide, RaterSetAside, RaterView, WatchView,
};

pub(crate) use changes::changed_since;
pub(crate) use gold::{divide, doubtful, list as gold_list, pool, remove, set};
pub(crate) use plan::{monitor_plan, qualification_plan};
pub(crate) use raters::{accept, decide, list, preview_set_aside, resume, set_aside, start};

use assay_store::Write;
use assay_store::events::Event;

pub(crate) fn undo_accept(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_accept(w, event)?)
}

pub(crate) fn undo_start(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_start(w, event)?)
}

pub(crate) fn undo_decide(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_decide(w, event)?)
}

pub(crate) fn undo_resume(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_resume(w, event)?)
}

pub(crate) fn undo_set_aside(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_set_aside(w, event)?)
}

pub(crate) fn undo_gold(w: &Write<'_>, event: &Event) -> crate::Result<()> {
    Ok(assay_store::training::undo_change(w, event)?)
}
