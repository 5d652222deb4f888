//! Long work: started by one command, polled and cancelled by others, so that it works over HTTP as well.

use crate::{Context, Error, Result, WireError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// How long work reports and learns that it should stop.
pub trait Progress: Send + Sync {
    /// `done` of `total` units; `total` 0 where unknown. `phase` is a stable word such as `checking`.
    fn at(&self, phase: &'static str, done: u64, total: u64);
    /// Set once a person asked to stop, for work that looks by itself.
    fn stop(&self) -> Arc<AtomicBool>;
    /// Whether a person asked to stop.
    fn cancelled(&self) -> bool {
        self.stop().load(Ordering::Relaxed)
    }
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn at(&self, _: &'static str, _: u64, _: u64) {}
    fn stop(&self) -> Arc<AtomicBool> {
        Arc::default()
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// At work.
    Running,
    /// `result` is there.
    Done,
    /// `error` is there; nothing was changed.
    Failed,
    /// A person stopped it; nothing was changed.
    Cancelled,
}

/// A job as the interface sees it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct JobStatus {
    /// Where it stands.
    pub state: JobState,
    /// A stable word for what it is doing.
    pub phase: String,
    /// Units done.
    pub done: u64,
    /// Units in all, 0 where unknown.
    pub total: u64,
    /// The answer once done; its shape is that of the command that started the job.
    #[ts(type = "unknown")]
    pub result: Option<Value>,
    /// Why it failed.
    pub error: Option<WireError>,
}

/// Names a job.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct JobId {
    /// The job.
    pub job: String,
}

struct Job {
    cancel: Arc<AtomicBool>,
    done: AtomicU64,
    total: AtomicU64,
    rest: Mutex<(JobState, &'static str, Option<Value>, Option<WireError>)>,
}

impl Progress for Job {
    fn at(&self, phase: &'static str, done: u64, total: u64) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.rest.lock().unwrap_or_else(PoisonError::into_inner).1 = phase;
    }

    fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }
}

/// The jobs of this process.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<HashMap<String, Arc<Job>>>);

impl Jobs {
    /// Runs `work` on a thread of its own.
    pub(crate) fn start<T: Serialize>(
        &self,
        work: impl FnOnce(&dyn Progress) -> Result<T> + Send + 'static,
    ) -> Result<JobId> {
        let job = Arc::new(Job {
            cancel: Arc::default(),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            rest: Mutex::new((JobState::Running, "starting", None, None)),
        });
        let id = uuid::Uuid::new_v4().to_string();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), Arc::clone(&job));
        std::thread::Builder::new()
            .name("assay-job".into())
            .spawn(move || {
                let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&*job)));
                let answer = answer.unwrap_or_else(|_| {
                    Err(Error::refused(
                        "job_panicked",
                        "the work stopped unexpectedly and was undone; see the log",
                    ))
                });
                let answer = answer.and_then(|value| Ok(serde_json::to_value(value)?));
                let mut rest = job.rest.lock().unwrap_or_else(PoisonError::into_inner);
                match answer {
                    Ok(value) => (rest.0, rest.2) = (JobState::Done, Some(value)),
                    Err(error) if error.code() == "cancelled" => rest.0 = JobState::Cancelled,
                    Err(error) => (rest.0, rest.3) = (JobState::Failed, Some(error.into())),
                }
            })
            .map_err(|e| Error::refused("job_not_started", format!("the work could not be started: {e}")))?;
        Ok(JobId { job: id })
    }

    fn job(&self, id: &str) -> Result<Arc<Job>> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(id)
            .cloned()
            .ok_or_else(|| Error::refused("job_unknown", "there is no such job in this session"))
    }
}

/// Where a job stands.
pub(crate) fn status(ctx: &Context, id: JobId) -> Result<JobStatus> {
    let job = ctx.workbench.jobs.job(&id.job)?;
    let rest = job.rest.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(JobStatus {
        state: rest.0,
        phase: rest.1.to_owned(),
        done: job.done.load(Ordering::Relaxed),
        total: job.total.load(Ordering::Relaxed),
        result: rest.2.clone(),
        error: rest.3.clone(),
    })
}

/// Asks a job to stop; it does at its next step and leaves nothing behind.
pub(crate) fn cancel(ctx: &Context, id: JobId) -> Result<()> {
    ctx.workbench.jobs.job(&id.job)?.cancel.store(true, Ordering::Relaxed);
    Ok(())
}
