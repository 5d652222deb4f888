//! Error analysis: a run against the reference labels, the sheet, tags, and what to fix next.

mod cells;
mod priorities;
mod report;
mod scope;
mod sheet;
mod tagging;
mod views;

pub use cells::{MarksPaste, MarksRest, OnPrediction, PredictionScores};
pub use priorities::{HlpOffer, PrioritiesReport, PriorityRow, RunRequest, StratumView};
pub use report::{ClassMetric, OnRun, RunReport};
pub use scope::Scope;
pub use sheet::{SheetOpen, SheetPage, SheetRows, SheetView};
pub use tagging::{
    CommentSet, DrawRows, Drawn, MarkPreview, MarkRows, Marked, SheetUndo, TagCreate, TagUpdate,
};
pub use views::{FilterComplete, OnView};

pub(crate) use cells::{paste, prediction, preview_paste, preview_rest, rest};
pub(crate) use priorities::priorities;
pub(crate) use report::{report, runs};
pub(crate) use scope::{Scoped, scoped};
pub(crate) use sheet::{Views, fields, open, rows};
pub(crate) use tagging::{comment, create_tag, draw, mark, preview_mark, redo, tags, undo, update_tag};
pub(crate) use views::{complete, delete_view, save_view, views};
