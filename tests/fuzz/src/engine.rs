//! libFuzzer around the target that `ASSAY_FUZZ_TARGET` names; `npm run fuzz` builds and starts it.
#![no_main]
#![allow(clippy::print_stderr)]

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, OnceLock, PoisonError};

static SAID: Mutex<String> = Mutex::new(String::new());

/// A panic that is caught on its way, as those of the Parquet library are, is no finding; the hook of the engine would take
/// it for one. So the hook only remembers, and what leaves the target aborts.
fn target() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        set_hook(Box::new(|info| {
            *SAID.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
        }));
        std::env::var("ASSAY_FUZZ_TARGET").unwrap_or_default()
    })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let name = target();
    if catch_unwind(AssertUnwindSafe(|| assay_fuzz::run(name, bytes))).is_err() {
        eprintln!("{}", SAID.lock().unwrap_or_else(PoisonError::into_inner));
        std::process::abort();
    }
});
