//! What the dashboard reads: every judgment once as flat arrays, counts by group, settings, and the rows behind a chart.

mod coverage;
mod rows;
mod scan;
mod settings;

pub use coverage::{Attribute, FieldGroups, ItemState, attributes, groups};
pub use rows::{ItemRow, ItemSelection, ItemStateWanted, JudgmentSelection, items, judgments};
pub use scan::{Decided, NONE, Progress, Scan, progress, scan};
pub use settings::{set_setting, setting};
