//! Project files with any bytes changed: opened and usable, or refused and left as they were.

use crate::imports::{check_refusal, template};
use crate::scratch;
use assay_tests::workbench;
use assay_workbench::{WireError, dispatch};
use serde_json::{Value, json};

const MARK: &[u8] = b"SQLite format 3\0";

pub(crate) fn run(bytes: &[u8]) {
    let (sound, lead) = template();
    let content = if bytes.starts_with(MARK) { bytes.to_vec() } else { changed(sound, bytes) };
    let project = scratch::Project::new(&content);
    let path = &project.0;
    let workbench = workbench();
    let call = |command: &str, request: Value| dispatch(&workbench, lead, command, request);
    let file = workbench.files().register(path.clone()).handle;
    match call("project_open", json!({ "file": file })) {
        Err(error) => {
            refused(&error);
            workbench.close();
            assert!(std::fs::read(path).expect("the file") == content, "refused, and yet written to");
        }
        Ok(_) => {
            for (command, request) in [
                ("project_overview", Value::Null),
                ("project_check", Value::Null),
                ("item_list", json!({ "limit": 10 })),
                ("guideline_get", Value::Null),
                ("tag_list", Value::Null),
                ("run_list", Value::Null),
                ("sheet_open", json!({ "run": 1, "query": { "filter": "pred != label" } })),
                ("quality_agreement", json!({})),
                ("event_list", json!({ "limit": 10 })),
                ("label_queue", Value::Null),
                ("tag_create", json!({ "name": "new" })),
            ] {
                if let Err(error) = call(command, request) {
                    refused(&error);
                }
            }
            workbench.close();
        }
    }
}

/// Damage may come up at any time, so a failure of the file is an answer too; a panic or a nonsense request is none.
fn refused(error: &WireError) {
    assert!(!error.message.is_empty() && !error.message.contains("timed out"), "{error:?}");
    if !matches!(error.code.as_str(), "storage_failed" | "io_failed") {
        check_refusal(error);
    }
}

/// The sound file with changes: six bytes each, a place, what to do there, and a value.
fn changed(sound: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut file = sound.to_vec();
    for change in changes.chunks_exact(6).take(64) {
        let place =
            u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize % file.len().max(1);
        let (how, value) = (change[4], change[5]);
        match how % 5 {
            0 => file[place] = value,
            1 => file[place] ^= value.max(1),
            // A run of bytes, as a bad sector leaves it.
            2 => file.iter_mut().skip(place).take(16 * usize::from(value)).for_each(|byte| *byte = 0),
            // The header and the first page hold what matters most.
            3 => {
                let place = place % 4096.min(file.len());
                file[place] = value;
            }
            _ => file.truncate(place.max(1)),
        }
    }
    file
}
