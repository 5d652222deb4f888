//! What can be typed.

mod analysis;
mod project;
mod quality;

pub use analysis::*;
pub use project::*;
pub use quality::*;

use crate::audit::AuditWhat;
use crate::human::BaselineArgs;
use crate::metrics::{ChecksArgs, MetricsArgs};
use crate::runs::{PipelineArgs, RunArgs};
use crate::tags::{PartsWhat, TagsWhat};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Label items, measure agreement, resolve conflicts, find out what a model gets wrong.
#[derive(Debug, Parser)]
#[command(name = "assay", version, max_term_width = 110)]
pub struct Args {
    /// Print JSON on stdout.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts; made a lead on first use. Default: the name you are logged in with.
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub actor: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project.
    New(NewArgs),
    /// Bring a file in.
    Import(ImportArgs),
    /// All coefficients of agreement with interval and n, of a project or of a plain table.
    Agreement {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        of: AgreementArgs,
    },
    /// One label for each item.
    Consensus {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        of: ConsensusArgs,
    },
    /// What fewer judgments would have cost: recorded ones are drawn in random order until a rule stops.
    Replay {
        #[command(flatten)]
        source: Source,
        /// Random orders to average over.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
        repeats: u32,
        /// Draws the orders; a project's own where left out.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Give recorded judgments again through the program's own assignment of work: hidden gold, adaptive overlap, pauses.
    Simulate {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        of: SimulateArgs,
    },
    /// Take the project's consensus, and with it its reference labels, from another method.
    Choose {
        /// The project.
        project: PathBuf,
        /// majority, gold-weighted, dawid-skene, one-coin, glad or mace.
        #[arg(long)]
        method: String,
    },
    /// Every rater against gold.
    Gold {
        /// The project.
        project: PathBuf,
    },
    /// Every rater: where the rater stands, attempts at the qualification, hidden gold and the monitor.
    Raters {
        /// The project.
        project: PathBuf,
    },
    /// Items whose judgments do not support a consensus, worst first.
    Conflicts {
        /// The project.
        project: PathBuf,
        /// The decided ones instead.
        #[arg(long)]
        decided: bool,
        /// At most this many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// How far the work is, what it costs, how good it is, and what asks for attention. Exit 1 where an alarm is active.
    Dashboard {
        /// The project.
        project: PathBuf,
        /// Where days begin, in minutes east of UTC.
        #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
        utc_offset: Option<i32>,
    },
    /// The guideline's versions: who, when, how much was judged under each, and how well the raters agreed.
    Guideline {
        /// The project.
        project: PathBuf,
        /// What this version did to agreement and confusions, against what was judged before it.
        #[arg(long, value_name = "VERSION")]
        effect: Option<i64>,
        /// Compare with the version right before it only, not with all before.
        #[arg(long, requires = "effect")]
        adjacent: bool,
    },
    /// Every audit: plan, verdict and error rate, newest first.
    Audits {
        /// The project.
        project: PathBuf,
    },
    /// Draw an audit, or write its certificate; it is judged in the window.
    Audit {
        /// Which.
        #[command(subcommand)]
        what: AuditWhat,
    },
    /// How often people give the decision of a lead, with runs beside them.
    Human {
        /// The project.
        project: PathBuf,
        /// The draw, by name; the newest where left out, and every decision where there is none.
        #[arg(long, value_name = "NAME")]
        draw: Option<String>,
        /// With the level on each value of this metadata field.
        #[arg(long, value_name = "FIELD")]
        field: Option<String>,
    },
    /// Figures that runs are held against: list them, or change one.
    Baselines {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        change: BaselineArgs,
    },
    /// How right a run is.
    Errors {
        /// The project.
        project: PathBuf,
        /// The run.
        #[arg(long)]
        run: String,
    },
    /// All figures of a run, or of a slice: averages, rankings, losses, calibration; curves, parts and groups.
    Metrics {
        /// The project.
        project: PathBuf,
        /// What of it.
        #[command(flatten)]
        of: MetricsArgs,
    },
    /// Standing checks: what every run has to reach, and whether this one does. Exit 1 where a check fails.
    Checks {
        /// The project.
        project: PathBuf,
        /// Which run, or what changes.
        #[command(flatten)]
        of: ChecksArgs,
    },
    /// What a later run fixed and broke against an earlier one, on the items that both predicted.
    Compare {
        /// The project.
        project: PathBuf,
        /// The earlier run, then the later one.
        #[arg(long = "run", value_name = "NAME", required = true, num_args = 1)]
        runs: Vec<String>,
        /// Only the rows that a filter finds in the sheet of the later run.
        #[arg(long = "where", value_name = "FILTER")]
        filter: Option<String>,
        /// With each value of this metadata field.
        #[arg(long, value_name = "FIELD")]
        field: Option<String>,
    },
    /// All runs by accuracy, each against the best, and which of them cannot be told apart.
    Runs {
        /// The project.
        project: PathBuf,
    },
    /// Rename a run, write its record, or keep it out of lists.
    Run {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        change: RunArgs,
    },
    /// Keep what the ceilings of some tags of a run promise; `compare` tells what came of it. Without tags, the promises.
    Promise {
        /// The project.
        project: PathBuf,
        /// The run whose errors were looked at.
        #[arg(long)]
        run: String,
        #[command(flatten)]
        tags: TagNames,
        /// Free text.
        #[arg(long, requires = "TagNames")]
        note: Option<String>,
    },
    /// Which stage of a pipeline to improve; with --run and --stage, save one first.
    Pipeline {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: PipelineArgs,
    },
    /// What to fix next: each tag's share of the errors, miss rate and ceilings.
    Priorities {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: PrioritiesArgs,
    },
    /// Slices where a run errs more than elsewhere: searched on one part of the rows, tested on the other.
    Slices {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: crate::search::SliceArgs,
    },
    /// Labels that the scores of a run speak against, most suspect first.
    Suspects(SuspectArgs),
    /// Send items to be decided on again, or see what came of them.
    Relabel {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: crate::search::RelabelArgs,
    },
    /// Put items in a named list to collect more like, or list what there is.
    Collect {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: crate::search::CollectArgs,
    },
    /// Write items with text, picture, label and tags, for augmentation: .csv or .jsonl.
    Examples {
        /// The project.
        project: PathBuf,
        #[command(flatten)]
        of: crate::search::ExampleArgs,
        /// The file to write.
        #[arg(short, long = "output", value_name = "OUT")]
        output: PathBuf,
        /// Replace the file where it is there already.
        #[arg(long)]
        force: bool,
    },
    /// Checks between two splits or imports of items; without them, what there is to compare.
    Drift {
        /// The project.
        project: PathBuf,
        /// Two splits, the one that was trained on first.
        #[arg(long, num_args = 2, value_names = ["FIRST", "SECOND"], conflicts_with = "imports")]
        splits: Option<Vec<String>>,
        /// Two imports of items, by number.
        #[arg(long, num_args = 2, value_names = ["FIRST", "SECOND"])]
        imports: Option<Vec<i64>>,
    },
    /// Mark the rows that a filter finds. Marks belong to the items and are shared by runs.
    Tag(TagArgs),
    /// Tags as a whole: list, rule, merge, split, delete.
    Tags {
        /// What.
        #[command(subcommand)]
        what: TagsWhat,
    },
    /// The part of the data that is looked at, and the part that is only counted.
    Parts {
        /// What.
        #[command(subcommand)]
        what: PartsWhat,
    },
    /// Draw rows of a run by chance, so that estimates need not look at all.
    Draw(DrawArgs),
    /// Write a file for other programs: CSV, an Excel workbook or JSON.
    Export {
        #[command(flatten)]
        of: ExportArgs,
        /// The project.
        project: PathBuf,
        /// The file to write; its ending says as what (.xlsx, .json, .jsonl), else CSV.
        #[arg(short, long = "output", value_name = "OUT")]
        output: PathBuf,
    },
    /// Write a run as one page for people: figures with intervals, confusion, classes, priorities, and how they are made.
    Report(ReportArgs),
    /// What was done, newest first.
    History {
        /// The project.
        project: PathBuf,
        /// Only what names this: part of what was done, or of the key of an item.
        #[arg(long)]
        text: Option<String>,
        /// At most this many.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
    },
    /// Take back what an event did; of an undo, do it again.
    Undo {
        /// The project.
        project: PathBuf,
        /// Its number in `assay history`.
        event: i64,
    },
    /// A complete copy, safe while the project is in use.
    Copy {
        /// The project.
        project: PathBuf,
        /// The copy.
        target: PathBuf,
    },
    /// The backups beside a project, the newest first.
    Backups {
        /// The project; it need not open any more.
        project: PathBuf,
    },
    /// Take a backup while others work.
    Backup {
        /// The project.
        project: PathBuf,
    },
    /// Put a backup back, also over a file that cannot be opened. What stood is kept beside the backups.
    Restore {
        /// The project.
        project: PathBuf,
        /// The backup's name in `assay backups`, or its beginning.
        backup: String,
        /// Leave the project alone and write a copy of the backup here.
        #[arg(long, value_name = "FILE")]
        copy: Option<PathBuf>,
    },
    /// Look whether the file is sound, and recount every kept figure.
    Check {
        /// The project.
        project: PathBuf,
    },
    /// Make the sample project.
    Sample {
        /// The new file.
        project: PathBuf,
    },
    /// See the whole loop work on the sample project, in a temporary folder.
    Tour,
}
