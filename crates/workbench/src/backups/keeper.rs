//! The window's own care for the open project, in the background: a backup each day, and a look at every page of a file
//! that was too large to be looked through when it was opened.

use crate::access::now;
use assay_store::backups::{self, Reason};
use assay_store::{Store, StoreError};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long it waits after the opening, so that the first screen has the disk for itself.
const AT_FIRST: Duration = Duration::from_secs(2);
/// How often it looks whether a day has passed.
const AGAIN: Duration = Duration::from_secs(600);

struct Watch {
    stop: Arc<AtomicBool>,
    /// Dropping it wakes the thread, which then ends.
    wake: Sender<()>,
    thread: JoinHandle<()>,
}

/// Watches over at most one project at a time.
#[derive(Default)]
pub(crate) struct Keeper {
    watch: Mutex<Option<Watch>>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Keeper {
    /// What went wrong last and was not mended since.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A backup was taken by hand.
    pub(crate) fn mended(&self) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Ends the watch over the project before, and waits until it holds the file no more.
    pub(crate) fn leave(&self) {
        let before = self.watch.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Watch { stop, wake, thread }) = before {
            stop.store(true, Ordering::Relaxed);
            drop(wake);
            if thread.join().is_err() {
                tracing::error!("the watch over the project broke off");
            }
        }
        self.mended();
    }

    /// Begins to watch over a project.
    pub(crate) fn watch(&self, store: &Arc<Store>) {
        self.leave();
        if store.is_read_only() {
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        let (wake, woken) = channel();
        let rounds = Rounds {
            store: Arc::downgrade(store),
            stop: Arc::clone(&stop),
            trouble: Arc::clone(&self.trouble),
        };
        let thread = std::thread::Builder::new().name("assay-keeper".into()).spawn(move || {
            let mut wait = AT_FIRST;
            while woken.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) && rounds.go(wait == AT_FIRST) {
                wait = AGAIN;
            }
        });
        match thread {
            Ok(thread) => {
                let watch = Watch { stop, wake, thread };
                *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some(watch);
            }
            Err(error) => {
                tracing::warn!(%error, "no backups are taken: the watch over the project did not start")
            }
        }
    }
}

struct Rounds {
    store: Weak<Store>,
    stop: Arc<AtomicBool>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Rounds {
    /// One look; false when there is nothing to watch over any more.
    fn go(&self, first: bool) -> bool {
        let Some(store) = self.store.upgrade() else { return false };
        let went = self.care(&store, first);
        let told = match went {
            Err(StoreError::Cancelled) => return false,
            // Whatever was in the way is gone, or someone took one by hand.
            Ok(()) => None,
            Err(error) => {
                tracing::warn!(code = error.code(), "the watch over the project found trouble");
                Some(error.to_string())
            }
        };
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = told;
        true
    }

    fn care(&self, store: &Store, first: bool) -> Result<(), StoreError> {
        if backups::is_due(store, now())? {
            // A copy is looked through before it gets its name: what is damaged is found, and takes no good one's place.
            let mut go_on = |_, _| !self.stop.load(Ordering::Relaxed);
            return backups::take(store, Reason::Daily, now(), &mut go_on).map(drop);
        }
        if first && store.is_large() {
            store.look_through(&self.stop)?;
        }
        Ok(())
    }
}
