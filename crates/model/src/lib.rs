//! The words of Assay as types, and the rules that need no storage.
//!
//! Nothing here does IO, reads a clock or draws at random. The same types cross the bridge to the interface
//! (through `ts-rs`) and come out of the command line as JSON.

mod asking;
mod difference;
mod error;
mod filter;
mod formula;
mod judgment;
mod people;
mod policy;
mod query;
mod reference;
mod scheme;
mod scheme_change;
mod tag;
mod view;

pub use asking::{Reach, clean_words};
pub use difference::{Change, DifferenceLine, DifferencePart, difference};
pub use error::ModelError;
pub use filter::{
    Expected, FilterError, FilterName, FilterPlace, did_you_mean, filter_place, filter_renamed, filter_text,
    filter_word, nearest, parse_filter,
};
pub use formula::{FORMULA_NAMES, Formula, FormulaError, NoScore};
pub use judgment::{Answer, GoldPart, Purpose};
pub use people::{Person, Role};
pub use policy::{
    Adaptive, Calibration, MonitorRule, Policy, QualificationRule, Repeats, ShownToRaters, WorkRules,
};
pub use query::{Column, Comparison, Filter, Query, Sort, Value};
pub use reference::{Cause, ReferenceSource};
pub use scheme::{
    Class, ClassDraft, Question, QuestionKind, Scheme, SchemeDraft, propose_hotkeys, tag_colour,
};
pub use scheme_change::{FieldPart, SchemeChange, SplitWork};
pub use tag::{Mark, Tag, TagEdit};
pub use view::{ColumnLook, Completion, Proposal, ProposalKind, SavedView, SavedViewDraft};
