//! The one command through which the interface reaches the workbench.

use std::sync::Arc;

use assay_workbench::{Caller, WireError, dispatch};
use serde_json::Value;
use tauri::State;

use crate::Shell;

/// Runs one command of the command table for `person` and returns its answer.
///
/// Commands read and write files, so each runs on a thread where it may block.
#[tauri::command]
pub(crate) async fn rpc(
    shell: State<'_, Shell>,
    command: String,
    request: Value,
    person: Option<String>,
) -> Result<Value, WireError> {
    let workbench = Arc::clone(&shell.workbench);
    let name = command.clone();
    let work = move || dispatch(&workbench, &Caller { person }, &command, request);
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(_) => Err(broke_off(&name)),
    }
}

/// A panic in a command ends that command, never the program. Where it happened
/// is in the log (see [`crate::start::open_log`]).
fn broke_off(command: &str) -> WireError {
    tracing::error!(command, "a command broke off");
    WireError {
        code: "internal".to_owned(),
        message: format!(
            "“{command}” broke off through a fault in Assay. Nothing was changed by it; the log \
             says where it happened."
        ),
        details: Value::Null,
    }
}
