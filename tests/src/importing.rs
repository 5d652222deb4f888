//! An import in a program of its own.

use crate::workbench;
use assay_workbench::jobs::JobState;
use assay_workbench::people::PersonEnter;
use assay_workbench::project::ProjectOpen;
use assay_workbench::{Caller, commands};
use serde_json::json;
use std::io::Write as _;
use std::time::Duration;

/// Opens a project, imports a file into it and says how far that is, a line for each phase.
pub fn import(project: &str, kind: &str, file: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let mut say = |line: &str| writeln!(out, "{line}").and_then(|()| out.flush());
    let workbench = workbench();
    let handle = |path: &str| workbench.files().register(path.into()).handle;
    let nobody = Caller::default();
    say("ready")?;
    commands::project_open(&workbench, &nobody, ProjectOpen { file: handle(project), read_only: None })?;
    let person = commands::person_enter(&workbench, &nobody, PersonEnter { name: "Lea".into() })?;
    let caller = Caller { person: Some(person.uid) };
    let request = serde_json::from_value(json!({ "file": handle(file), "kind": kind }))?;
    let job = commands::import_start(&workbench, &caller, request)?;
    let mut phase = String::new();
    loop {
        let status = commands::job_status(&workbench, &caller, job.clone())?;
        match status.state {
            JobState::Running => {
                if status.phase != phase {
                    say(&status.phase)?;
                    phase = status.phase;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            JobState::Done => return Ok(say("done")?),
            _ => return Err(status.error.map_or("cancelled".into(), |e| e.message.into())),
        }
    }
}
