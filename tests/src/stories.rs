//! What the crash test kills: each scenario, taken back, done again, copied, exported, and others on top of it.

use crate::Bench;
use crate::scenarios::all;
use serde_json::json;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// How many stories there are; larger numbers begin anew.
pub fn count() -> usize {
    all().count()
}

/// Tells one story in a copy of [`crate::scenarios::base`]. The same story does the same in every copy.
pub fn tell(bench: &Bench, number: usize) {
    let known: Vec<_> = all().collect();
    let &(command, (first, act)) = known[number % known.len()];
    first(bench);
    act(bench);
    bench.ok("event_undo", json!({ "event": newest(bench, command) }));
    // What an import brought was removed with it.
    if command != "import" {
        bench.ok("event_undo", json!({ "event": newest(bench, "event_undo") }));
    }
    let copy = bench.workbench.files().register(bench.folder.path().join("copy.assay")).handle;
    bench.ok("project_copy", json!({ "file": copy }));
    bench.export("labels", json!({}));
    for further in [31, 57] {
        let &(command, (first, act)) = known[(number * 7 + further) % known.len()];
        let done = tried(|| {
            first(bench);
            act(bench);
        });
        if done {
            // Refused where the undo of the first story stands in the way; that is an answer too.
            let _ = bench.call("event_undo", json!({ "event": newest(bench, command) }));
        }
    }
}

thread_local! {
    static TRYING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this could be done. Scenarios expect the project that each begins with: on top of another one some are
/// refused, and panic; nobody need read that.
fn tried(work: impl FnOnce()) -> bool {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let tell = take_hook();
        set_hook(Box::new(move |panic| {
            if !TRYING.get() {
                tell(panic);
            }
        }));
    });
    TRYING.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    TRYING.set(false);
    done.is_ok()
}

/// The newest event of a command, not counting undos.
pub fn newest(bench: &Bench, command: &str) -> i64 {
    let page = bench.ok("event_list", json!({ "filter": { "commands": [command] }, "limit": 1 }));
    page["events"][0]["event"]["id"].as_i64().expect("an event")
}
