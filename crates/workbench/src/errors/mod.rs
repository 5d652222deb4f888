//! Error analysis: a run against the reference labels, the sheet, tags, and what to fix next.

mod cells;
mod draws;
mod parts;
mod priorities;
mod priority_settings;
mod priority_views;
mod report;
mod retag;
mod scope;
mod sheet;
mod tag_table;
mod tag_work;
mod tagging;
mod views;
mod what_if;

pub use cells::{MarksPaste, MarksRest, OnPrediction, PredictionScores};
pub use draws::{
    DrawForeseen, DrawList, DrawRows, DrawSize, DrawTag, DrawView, DrawWanted, Drawn, StrataView,
};
pub use parts::{PartView, PartsCompare, PartsDivide, PartsGain, PartsView};
pub use priorities::{HlpOffer, PrioritiesReport, PrioritiesRequest, PriorityRow, RunRequest};
pub use priority_settings::{LevelView, PrioritySettings};
pub use priority_views::{
    Band, OverlapView, RankView, RanksView, ScoreView, StratumView, WeightedFigures, WeightsView,
};
pub use report::{ClassMetric, OnRun, RunReport};
pub use retag::{OnRetag, RetagDisagreement, RetagDraw, RetagMark, RetagNext, RetagTag, RetagView};
pub use scope::Scope;
pub use sheet::{SheetOpen, SheetPage, SheetRows, SheetView};
pub use tag_work::{OnTag, TagMerge};
pub use tagging::{CommentSet, MarkPreview, MarkRows, Marked, SheetUndo, TagCreate, TagUpdate};
pub use views::{FilterComplete, OnView};
pub use what_if::{PlanRow, SuspectsView, WhatIf, WhatIfReport};

pub(crate) use cells::{paste, prediction, preview_paste, preview_rest, rest};
pub(crate) use draws::{draw, draws, foresee_draw};
pub(crate) use parts::{divide, gains, join, opened, parts};
pub(crate) use priorities::priorities;
pub(crate) use priority_settings::{set as set_priorities, settings, undo_set as undo_priorities};
pub(crate) use report::{report, runs};
pub(crate) use retag::{draw_retag, mark_again, retag, retags, undo_mark_again};
pub(crate) use scope::{Scoped, scoped, within};
pub(crate) use sheet::{Views, fields, open, rows};
pub(crate) use tag_table::TagTables;
pub(crate) use tag_work::{
    delete_tag, foresee_tag_delete, foresee_tag_merge, foresee_tag_split, merge_tag, split_tag, tag_counts,
};
pub(crate) use tagging::{comment, create_tag, mark, preview_mark, redo, tags, undo, update_tag};
pub(crate) use views::{complete, delete_view, save_view, views};
pub(crate) use what_if::what_if;

/// A seed drawn by chance; 53 bits, so that it stays exact as a JSON number.
fn new_seed() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().0 >> 11
}
