//! `assay`: the workbench in a terminal. Parses, calls the command table, renders; no rule of its own.
//!
//! Data go to stdout, progress and messages to stderr. Exit 0: done; 1: a negative finding (rejected rows, a failed
//! check); 2: an error.

mod analysis;
mod answer;
mod args;
mod audit;
mod backups;
mod dashboard;
mod desk;
mod drift;
mod export;
mod guideline;
mod history;
mod human;
mod interrupt;
mod metrics;
mod priorities;
mod quality;
mod run;
mod runs;
mod search;
mod simulate;
mod tags;
mod text;
mod tour;

use args::Args;
use assay_workbench::legible;
use clap::Parser;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ASSAY_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run::run(&args) {
        Ok(run::Outcome::Done) => ExitCode::SUCCESS,
        Ok(run::Outcome::Negative) => ExitCode::from(1),
        Err(error) => {
            // A reader that closed the pipe (`| head`) wants no more, and no complaint either.
            if io_kind(&error) == Some(std::io::ErrorKind::BrokenPipe) {
                return ExitCode::SUCCESS;
            }
            // Nowhere is left to report a failure to write this.
            let _ = report(&error, args.json);
            ExitCode::from(2)
        }
    }
}

fn io_kind(error: &anyhow::Error) -> Option<std::io::ErrorKind> {
    let of_json = || error.downcast_ref::<serde_json::Error>()?.io_error_kind();
    error.downcast_ref::<std::io::Error>().map(std::io::Error::kind).or_else(of_json)
}

fn report(error: &anyhow::Error, json: bool) -> std::io::Result<()> {
    let mut stderr = std::io::stderr().lock();
    match (error.downcast_ref::<assay_workbench::Error>(), json) {
        (Some(known), true) => {
            let wire = serde_json::json!({ "error": { "code": known.code(), "message": known.to_string(), "details": known.details() } });
            writeln!(stderr, "{wire}")
        }
        (Some(known), false) => {
            let (message, line) = (legible::lines(&known.to_string()), known.details()["line"].as_u64());
            // Some messages name their line themselves.
            match line.filter(|line| !message.contains(&format!("line {line}"))) {
                Some(line) => writeln!(stderr, "assay: line {line} of {message}"),
                None => writeln!(stderr, "assay: {message}"),
            }
        }
        (None, true) => writeln!(
            stderr,
            "{}",
            serde_json::json!({ "error": { "code": "failed", "message": error.to_string() } })
        ),
        (None, false) => writeln!(stderr, "assay: {}", legible::lines(&format!("{error:#}"))),
    }
}
