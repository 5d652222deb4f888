//! Writes what is made from the command table: the TypeScript types, the table of roles and the JSON Schemas of what the command line
//! answers. With `--check` it writes nothing and fails where a file differs.

use assay_workbench::{
    audits, checks, commands, conflicts, dashboard, errors, export, guideline, human, import, metrics,
    project, quality, runs, training, words,
};
use schemars::{JsonSchema, schema_for};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn schema<T: JsonSchema>(name: &str) -> (PathBuf, String) {
    let text = serde_json::to_string_pretty(&schema_for!(T)).unwrap_or_default();
    (PathBuf::from(format!("schemas/json/{name}.json")), text + "\n")
}

/// Every made file, relative to the project's root.
fn made() -> Vec<(PathBuf, String)> {
    vec![
        ("ui/src/generated/commands.ts".into(), commands::typescript()),
        ("docs/roles.md".into(), assay_tests::roles::markdown()),
        schema::<words::SchemeDraft>("scheme"),
        schema::<project::Overview>("new"),
        schema::<import::ImportReport>("import"),
        schema::<quality::AgreementReport>("agreement"),
        schema::<Vec<quality::ReplayedRule>>("replay"),
        schema::<assay_workbench::simulate::SimulationReport>("simulate"),
        schema::<quality::ConsensusReport>("consensus"),
        schema::<quality::GoldReport>("gold"),
        schema::<Vec<training::RaterView>>("raters"),
        schema::<conflicts::ConflictQueue>("conflicts"),
        schema::<guideline::GuidelineReport>("guideline"),
        schema::<dashboard::Dashboard>("dashboard"),
        schema::<Vec<audits::AuditRow>>("audits"),
        schema::<human::HumanReport>("human"),
        schema::<Vec<human::BaselineView>>("baselines"),
        schema::<errors::RunReport>("errors"),
        schema::<runs::RunComparison>("compare"),
        schema::<runs::Leaderboard>("runs"),
        schema::<runs::PipelineReport>("pipeline"),
        schema::<errors::PrioritiesReport>("priorities"),
        schema::<metrics::MetricsReport>("metrics"),
        schema::<metrics::CurveReport>("metrics-curve"),
        schema::<metrics::PartsReport>("metrics-parts"),
        schema::<metrics::GapsReport>("metrics-gaps"),
        schema::<checks::ChecksReport>("checks"),
        schema::<assay_workbench::slices::SlicesReport>("slices"),
        schema::<Vec<assay_workbench::suspects::SuspectLine>>("suspects"),
        schema::<assay_workbench::suspects::RelabelReport>("relabel"),
        schema::<assay_workbench::drift::DriftReport>("drift"),
        schema::<errors::Marked>("tag"),
        schema::<errors::Drawn>("draw"),
        schema::<Vec<words::TagCount>>("tags"),
        schema::<errors::PartsView>("parts"),
        schema::<export::Exported>("export"),
        schema::<assay_workbench::history::EventPage>("history"),
        schema::<project::CheckReport>("check"),
    ]
}

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut failed = false;
    for (name, text) in made() {
        let path = root.join(&name);
        let problem = if check {
            let same = std::fs::read_to_string(&path).is_ok_and(|found| found == text);
            (!same).then(|| "out of date; run `npm run generate`".to_owned())
        } else {
            std::fs::write(&path, text).err().map(|e| e.to_string())
        };
        if let Some(problem) = problem {
            use std::io::Write as _;
            // Nowhere is left to report a failure to write this.
            let _ = writeln!(std::io::stderr(), "{}: {problem}", name.display());
            failed = true;
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
