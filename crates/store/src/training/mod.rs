//! What comes before work and watches over it: the guideline's acceptance, practice, qualification, and monitoring by
//! hidden gold.
//!
//! [`stage`] says where a rater stands; [`crate::tasks`] asks it before it hands anything out, and calls
//! [`answered`] and [`changed`] after a judgment was taken in, corrected or taken back.

mod aside;
mod gate;
mod guideline;
mod monitor;
mod pool;
mod qualification;
mod record;
mod scoring;

pub use aside::{Aside, AsidePreview, set_aside, set_aside_preview, undo_set_aside};
pub use gate::{Gate, Stage, stage};
pub use guideline::{accept, accepted, guideline_body, undo_accept};
pub use monitor::{Watch, policy_changed, resume, rule as monitor_of, undo_resume, watch};
pub use pool::{
    GoldEdit, GoldItem, GoldLook, Pool, divide, gold_item, gold_items, looks_of_passed, pool, remove, set,
    undo_change,
};
pub use qualification::{Attempt, Decision, attempts, decide, start, test, undo_decide, undo_start};
pub use record::{OwnGold, RaterStatus, STREAK_BREAK_MS, own_gold, raters, streak, waiting};
pub use scoring::{Feedback, answered, changed, feedback, may_answer, may_change};

pub(crate) use gate::{draw, fits};
pub(crate) use guideline::worked_under;
