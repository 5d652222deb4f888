//! Imports items into a project: `importer PROJECT FILE`. The crash test kills it at random moments.

use assay_workbench::import::ImportKind;
use assay_workbench::jobs::JobState;
use assay_workbench::people::PersonEnter;
use assay_workbench::project::ProjectOpen;
use assay_workbench::{Caller, Config, Workbench, commands};
use serde_json::json;
use std::time::Duration;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (project, file) = (args.next().ok_or("no project")?, args.next().ok_or("no file")?);
    let workbench = Workbench::new(Config { app_dir: None, version: "test" });
    let handle = |path: String| workbench.files().register(path.into()).handle;
    let nobody = Caller::default();
    commands::project_open(&workbench, &nobody, ProjectOpen { file: handle(project), read_only: None })?;
    let person = commands::person_enter(&workbench, &nobody, PersonEnter { name: "Lea".into() })?;
    let caller = Caller { person: Some(person.uid) };
    let request = serde_json::from_value(json!({ "file": handle(file), "kind": ImportKind::Items }))?;
    let job = commands::import_start(&workbench, &caller, request)?;
    loop {
        let status = commands::job_status(&workbench, &caller, job.clone())?;
        match status.state {
            JobState::Running => std::thread::sleep(Duration::from_millis(1)),
            JobState::Done => return Ok(()),
            _ => return Err(status.error.map_or("cancelled".into(), |e| e.message.into())),
        }
    }
}
