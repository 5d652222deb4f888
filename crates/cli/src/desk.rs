//! The workbench as one terminal call uses it.

use crate::args::TagNames;
use crate::interrupt::Interrupt;
use anyhow::{Context as _, Result};
use assay_workbench::jobs::{JobId, JobState};
use assay_workbench::project::{Overview, ProjectOpen};
use assay_workbench::words::Role;
use assay_workbench::{Caller, Config, Error, Workbench, app, commands, people::PersonEnter};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// A workbench and who acts in it.
pub struct Desk {
    /// The workbench.
    pub workbench: Workbench,
    /// Who acts, once a project is open.
    pub caller: Caller,
    actor: String,
}

impl Desk {
    /// With nothing open.
    pub fn new(actor: Option<&str>) -> Desk {
        // A terminal leaves no traces: recent projects belong to the window.
        let config = Config { app_dir: None, version: env!("CARGO_PKG_VERSION") };
        let actor = actor.map_or_else(app::user_name, str::to_owned);
        Desk { workbench: Workbench::new(config), caller: Caller::default(), actor }
    }

    /// Who acts, by name.
    pub fn actor(&self) -> String {
        self.actor.clone()
    }

    /// A handle for a path.
    pub fn file(&self, path: &Path) -> String {
        self.workbench.files().register(path.to_owned()).handle
    }

    /// Opens a project to change it; whoever acts is made a lead on first use.
    pub fn open(&mut self, path: &Path) -> Result<Overview> {
        let overview = self.look(path)?;
        let known = overview.people.iter().any(|p| p.name.eq_ignore_ascii_case(&self.actor));
        if !known && !overview.read_only {
            let name = self.actor.clone();
            let entered = commands::person_enter(&self.workbench, &self.caller, PersonEnter { name })?;
            self.caller.person = Some(entered.uid);
        }
        Ok(overview)
    }

    /// Opens a project to read it, read-only while another program holds it. Whoever is not in it looks as its lead does,
    /// and is not put into it.
    pub fn look(&mut self, path: &Path) -> Result<Overview> {
        let open = |read_only| {
            let request = ProjectOpen { file: self.file(path), read_only: Some(read_only) };
            commands::project_open(&self.workbench, &self.caller, request)
        };
        let overview = match open(false) {
            Err(error) if error.code() == "project_locked" => {
                writeln!(
                    std::io::stderr().lock(),
                    "assay: another program holds the project; it is open read-only"
                )?;
                open(true)?
            }
            other => other?,
        };
        if let Some(kept) = &overview.before_update {
            writeln!(
                std::io::stderr().lock(),
                "assay: the project was of an older version and was brought up to date; as it was, it is kept as {kept}"
            )?;
        }
        let actor = overview.people.iter().find(|p| p.name.eq_ignore_ascii_case(&self.actor));
        let lead = || overview.people.iter().find(|p| p.roles.contains(&Role::Lead) && !p.retired);
        self.caller.person = actor.or_else(lead).map(|person| person.uid.clone());
        Ok(overview)
    }

    /// The row id of a run.
    pub fn run(&self, name: &str) -> Result<i64> {
        let runs = commands::run_list(&self.workbench, &self.caller, ())?;
        let found = runs.iter().find(|run| run.name == name);
        let names = || runs.iter().map(|run| run.name.as_str()).collect::<Vec<_>>().join(", ");
        found.map(|run| run.id).with_context(|| {
            if runs.is_empty() {
                return format!("there is no run `{name}` and no other: import predictions first");
            }
            format!("there is no run `{name}`; the runs are: {}", names())
        })
    }

    /// The row ids of tags.
    pub fn tags(&self, wanted: &TagNames) -> Result<Vec<i64>> {
        let known = commands::tag_list(&self.workbench, &self.caller, ())?;
        let id = |name: &str| {
            let name = name.trim();
            let found = known.iter().find(|tag| tag.name.eq_ignore_ascii_case(name)).map(|tag| tag.id);
            found.with_context(|| {
                let pieces = || known.iter().any(|tag| tag.name.contains(',') && tag.name.contains(name));
                if pieces() {
                    format!("there is no tag `{name}`; name one that holds a comma by itself, with --tag")
                } else {
                    format!("there is no tag `{name}`")
                }
            })
        };
        wanted.names().map(id).collect()
    }

    /// Waits for a job, with progress on stderr where that is a terminal. Ctrl+C cancels it.
    pub fn wait(&self, job: JobId) -> Result<Value> {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        bar.set_style(ProgressStyle::with_template("{msg:12} {wide_bar} {percent:>3} %  {elapsed}")?);
        let mut pause = Duration::from_millis(1);
        let interrupt = Interrupt::listen();
        loop {
            if interrupt.asked() {
                commands::job_cancel(&self.workbench, &self.caller, job.clone())?;
            }
            let status = commands::job_status(&self.workbench, &self.caller, job.clone())?;
            bar.set_length(status.total.max(1));
            bar.set_position(status.done);
            bar.set_message(status.phase.clone());
            match status.state {
                JobState::Running => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(50));
                }
                JobState::Done => {
                    bar.finish_and_clear();
                    return Ok(status.result.unwrap_or(Value::Null));
                }
                JobState::Cancelled => {
                    bar.finish_and_clear();
                    return Err(Error::Cancelled.into());
                }
                JobState::Failed => {
                    bar.finish_and_clear();
                    let error = status.error.context("the job failed without a reason")?;
                    return Err(Error::Job(error).into());
                }
            }
        }
    }
}

/// `target=column` pairs.
pub fn pairs(map: &[String]) -> Result<Option<HashMap<String, String>>> {
    let pair = |pair: &String| {
        let (target, column) =
            pair.split_once('=').with_context(|| format!("`{pair}` is no target=column"))?;
        Ok((target.trim().to_owned(), column.trim().to_owned()))
    };
    let map: HashMap<String, String> = map.iter().map(pair).collect::<Result<_>>()?;
    Ok((!map.is_empty()).then_some(map))
}
