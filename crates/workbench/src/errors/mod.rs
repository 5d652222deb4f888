//! Error analysis: a run against the reference labels, the sheet, tags, and what to fix next.

mod priorities;
mod priority_settings;
mod priority_table;
mod priority_views;
mod report;
mod scope;
mod sheet;
mod tag_table;
mod tagging;
mod what_if;

pub use priorities::{HlpOffer, PrioritiesReport, PrioritiesRequest, PriorityRow, RunRequest};
pub use priority_settings::{LevelView, PrioritySettings};
pub use priority_views::{
    Band, OverlapView, RankView, RanksView, ScoreView, StratumView, WeightedFigures, WeightsView,
};
pub use report::{ClassMetric, OnRun, RunReport};
pub use scope::Scope;
pub use sheet::{SheetOpen, SheetPage, SheetRows, SheetView};
pub use tagging::{
    CommentSet, DrawRows, Drawn, MarkPreview, MarkRows, Marked, SheetUndo, TagCreate, TagUpdate,
};

pub use what_if::{PlanRow, SuspectsView, WhatIf, WhatIfReport};

pub(crate) use priorities::priorities;
pub(crate) use priority_settings::{set as set_priorities, settings, undo_set as undo_priorities};
pub(crate) use priority_table::table as priority_table;
pub(crate) use report::{report, runs};
pub(crate) use scope::{Scoped, scoped};
pub(crate) use sheet::{Views, fields, open, rows};
pub(crate) use tag_table::TagTables;
pub(crate) use tagging::{comment, create_tag, draw, mark, preview_mark, redo, tags, undo, update_tag};
pub(crate) use what_if::what_if;
