use crate::scheme::ClassDraft;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A change of classes that takes the work along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(optional_fields)]
pub enum SchemeChange {
    /// Several classes become one.
    Merge {
        /// Row ids of the classes, two or more.
        classes: Vec<i64>,
        /// What they become: one of them, where its id is given, or a new one.
        into: ClassDraft,
    },
    /// One class becomes several.
    Split {
        /// Row id of the class.
        class: i64,
        /// Two or more; the first one takes the place of the class, and keeps what goes nowhere else.
        parts: Vec<ClassDraft>,
        /// What becomes of its work.
        work: SplitWork,
    },
    /// A class is offered no more.
    Retire {
        /// Row id of the class.
        class: i64,
        /// The class that takes its work; none: the work stays where it is.
        instead: Option<i64>,
    },
}

/// What becomes of the work of a class that is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SplitWork {
    /// All of it goes to the first part.
    Stay,
    /// Judgments and decisions are taken back, so that the items are judged again; gold accepts every part.
    Requeue,
    /// By a metadata field of the item; items with other values go to the first part.
    ByField {
        /// Row id of the field.
        field: i64,
        /// Which value goes where.
        values: Vec<FieldPart>,
    },
}

/// Items with this value go to this part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPart {
    /// As text.
    pub value: String,
    /// Place among the parts, from 0.
    pub part: u32,
}
