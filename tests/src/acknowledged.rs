//! Commands as a host calls them, and who is told each time one was acknowledged.

use assay_workbench::{Caller, WireError, Workbench};
use serde_json::Value;
use std::cell::RefCell;

type Listener = Box<dyn FnMut()>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Calls a command by name; whoever listens in this thread is told once it worked.
pub fn dispatch(
    workbench: &Workbench,
    caller: &Caller,
    command: &str,
    request: Value,
) -> Result<Value, WireError> {
    let answer = assay_workbench::dispatch(workbench, caller, command, request)?;
    LISTENER.with_borrow_mut(|listener| listener.iter_mut().for_each(|tell| tell()));
    Ok(answer)
}

/// From now on this is called after each command of this thread that worked.
pub fn listen(tell: impl FnMut() + 'static) {
    LISTENER.set(Some(Box::new(tell)));
}

/// Nobody listens in this thread any more.
pub fn stop_listening() {
    LISTENER.set(None);
}
