//! Ctrl+C while a job runs cancels it, so that it can clean up; pressed again, or at any other time, it ends the program.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static LISTENING: Once = Once::new();
static JOB_RUNS: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// As a shell reports a program that Ctrl+C ended.
const ENDED: i32 = 130;

/// While this lives, the first Ctrl+C is a request.
pub struct Interrupt(());

impl Interrupt {
    /// Listens from now on.
    pub fn listen() -> Interrupt {
        LISTENING.call_once(|| {
            let heard = || {
                if !JOB_RUNS.load(Ordering::SeqCst) || ASKED.swap(true, Ordering::SeqCst) {
                    std::process::exit(ENDED);
                }
            };
            // Without a handler Ctrl+C ends the program at once, and the next opening cleans up.
            let _ = ctrlc::set_handler(heard);
        });
        JOB_RUNS.store(true, Ordering::SeqCst);
        Interrupt(())
    }

    /// Whether Ctrl+C was pressed.
    pub fn asked(&self) -> bool {
        ASKED.load(Ordering::SeqCst)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        JOB_RUNS.store(false, Ordering::SeqCst);
        ASKED.store(false, Ordering::SeqCst);
    }
}
