//! One or more scenarios for each command that changes something: proved to be undoable by the contract tests, and
//! killed in the middle by the crash test.

mod base;
pub mod checks;
pub mod leads;
pub mod level;
pub mod lines;
pub mod runs;
pub mod search;
pub mod tagging;
pub mod training;
pub mod work;

use crate::Bench;
pub use base::{as_one, base, class, field, id, label, person, run_id, uid, view};

/// Something that is done to a project.
pub type Act = fn(&Bench);

/// A command, what it needs before, and what does it.
pub type Scenario = (&'static str, (Act, Act));

/// Every scenario; each begins with [`base`].
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    [
        work::SCENARIOS,
        training::SCENARIOS,
        leads::SCENARIOS,
        level::SCENARIOS,
        tagging::SCENARIOS,
        lines::SCENARIOS,
        checks::SCENARIOS,
        runs::SCENARIOS,
        search::SCENARIOS,
    ]
    .into_iter()
    .flatten()
}
