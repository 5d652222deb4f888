//! What can be typed.

use crate::audit::AuditWhat;
use crate::human::BaselineArgs;
use crate::metrics::{ChecksArgs, MetricsArgs};
use crate::runs::{PipelineArgs, RunArgs};
use crate::tags::{PartsWhat, TagsWhat};
use assay_workbench::quality::AgreementWeights;
use clap::{Parser, Subcommand, ValueEnum};
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
    New {
        /// The new file.
        project: PathBuf,
        /// Classes, separated by commas.
        #[arg(long, value_delimiter = ',', required_unless_present = "scheme")]
        classes: Vec<String>,
        /// A scheme as JSON: question and classes with key, name, description, hotkey, colour.
        #[arg(long, value_name = "FILE", conflicts_with = "classes")]
        scheme: Option<PathBuf>,
        /// Name of the project; the file's name by default.
        #[arg(long)]
        name: Option<String>,
        /// The instructions, Markdown.
        #[arg(long, value_name = "FILE")]
        guideline: Option<PathBuf>,
        /// Judgments wanted for each item.
        #[arg(long, value_name = "N", default_value_t = 1)]
        judgments_per_item: u32,
        /// Share of served items that are hidden gold, 0 to 0.5.
        #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
        gold_share: f64,
        /// Raters may not skip.
        #[arg(long)]
        no_skip: bool,
    },
    /// Bring a file in.
    Import {
        /// What it holds.
        kind: Kind,
        /// The project.
        project: PathBuf,
        /// CSV, TSV, JSON lines, a JSON array, Parquet or XLSX; for items also a folder of pictures.
        file: PathBuf,
        /// Which column is what, target=column: key=item,text=body.
        #[arg(long, value_delimiter = ',', value_name = "TARGET=COLUMN")]
        map: Vec<String>,
        /// Name of the run (predictions); the model's or the file's name by default.
        #[arg(long, value_name = "NAME")]
        run: Option<String>,
        /// What is known of the new run (predictions): version, code_commit, dataset_version, hyperparameters, note.
        #[arg(long, value_name = "KEY=VALUE")]
        meta: Vec<String>,
        /// Whose predictions, where the file has those of several models.
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
        /// Make items that are not there yet.
        #[arg(long)]
        create_items: bool,
        /// Take rows that differ from what is there as corrections.
        #[arg(long)]
        update: bool,
        /// Refuse the whole file when any row is rejected.
        #[arg(long)]
        strict: bool,
        /// Write the rejected rows with line, column and reason.
        #[arg(long, value_name = "OUT.csv")]
        rejected: Option<PathBuf>,
        /// Replace the file of rejected rows where it is there already.
        #[arg(long, requires = "rejected")]
        force: bool,
        /// Encoding, where it is neither UTF-8 nor marked: windows-1252, shift_jis, ...
        #[arg(long)]
        encoding: Option<String>,
        /// Delimiter, where the guess is wrong: one character, or `tab`.
        #[arg(long)]
        delimiter: Option<String>,
    },
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
    Suspects {
        /// The project.
        project: PathBuf,
        /// The run; its scores have to come from a model that did not see these labels.
        #[arg(long)]
        run: String,
        /// Only rows that this filter finds.
        #[arg(long = "where", value_name = "FILTER")]
        filter: Option<String>,
        /// At most this many; all where left out.
        #[arg(long)]
        limit: Option<u32>,
        /// With the estimated number of wrong labels, accuracy and ceiling before and after.
        #[arg(long)]
        summary: bool,
    },
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
    Tag {
        /// The project.
        project: PathBuf,
        /// The run that the filter is about.
        #[arg(long)]
        run: String,
        /// Such as: pred != label and prob > 0.9
        #[arg(long = "where", value_name = "FILTER")]
        filter: String,
        /// The tag; made where it is new.
        #[arg(long)]
        tag: String,
        /// What to mark.
        mark: MarkWord,
    },
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
    Draw {
        /// The project.
        project: PathBuf,
        /// The run.
        #[arg(long)]
        run: String,
        /// From which rows.
        from: Stratum,
        /// Only from rows that this finds, such as: pred = spam. They say nothing of the rest.
        #[arg(long = "where", value_name = "FILTER")]
        filter: Option<String>,
        /// How many.
        size: u32,
        /// Makes the draw repeatable.
        #[arg(long)]
        seed: Option<u64>,
    },
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
    Report {
        /// The project.
        project: PathBuf,
        /// The run.
        #[arg(long)]
        run: String,
        /// The page to write.
        #[arg(short, long = "output", value_name = "OUT.html")]
        output: PathBuf,
        /// Wrong rows shown of each tag. Their text leaves the project with the page.
        #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=5))]
        examples: u32,
        /// Replace the file where it is there already.
        #[arg(long)]
        force: bool,
    },
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

/// Judgments: a project or a table.
#[derive(Debug, clap::Args)]
pub struct Source {
    /// A project, or a table of item, rater, label.
    pub source: PathBuf,
    /// A table of item and label to score against; never shown to an aggregation.
    #[arg(long, value_name = "gold.csv")]
    pub truth: Option<PathBuf>,
    /// Which column is what (of a table), target=column: rater=worker.
    #[arg(long, value_delimiter = ',', value_name = "TARGET=COLUMN")]
    pub map: Vec<String>,
    /// Encoding of a table.
    #[arg(long)]
    pub encoding: Option<String>,
    /// Delimiter of a table.
    #[arg(long)]
    pub delimiter: Option<String>,
}

/// What of the agreement.
#[derive(Debug, clap::Args)]
pub struct AgreementArgs {
    /// With each pair of raters.
    #[arg(long)]
    pub pairs: bool,
    /// With each class against the rest.
    #[arg(long)]
    pub per_class: bool,
    /// How much two different classes count as agreeing.
    #[arg(long, value_enum, default_value_t = Weights::Nominal)]
    pub weights: Weights,
}

/// What to export, and how.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// What.
    pub what: What,
    /// As what, where the file's ending does not say it.
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Replace the file where it is there already.
    #[arg(long)]
    pub force: bool,
    /// Of CSV. Round-trips; else cells that a spreadsheet would run as formulas are neutralised.
    #[arg(long)]
    pub exact: bool,
    /// The run, for the sheet and the priorities.
    #[arg(long)]
    pub run: Option<String>,
    /// The draw, by name, for the human level; every decision of a lead where left out.
    #[arg(long, value_name = "NAME")]
    pub draw: Option<String>,
    /// Stable pseudonyms in place of people's names. Notes and comments are written as they are.
    #[arg(long)]
    pub pseudonyms: bool,
    /// How different classes count, for the agreement.
    #[arg(long, value_enum)]
    pub weights: Option<Weights>,
}

/// Which priorities, and what if.
#[derive(Debug, clap::Args)]
pub struct PrioritiesArgs {
    /// The run.
    #[arg(long)]
    pub run: String,
    /// Of these rows only, such as: lang = de
    #[arg(long = "where", value_name = "FILTER")]
    pub filter: Option<String>,
    /// A numeric metadata field that says how much an item counts; the project's own where left out.
    #[arg(long, value_name = "FIELD")]
    pub weight: Option<String>,
    /// A combined score, such as: gain * importance * ease
    #[arg(long, value_name = "FORMULA")]
    pub formula: Option<String>,
    #[command(flatten)]
    pub tags: TagNames,
    /// Also the tags (or those that are named) in the order of what each adds.
    #[arg(long)]
    pub plan: bool,
    /// Also with suspected label errors set aside.
    #[arg(long)]
    pub suspects: bool,
}

/// Some tags.
#[derive(Debug, Clone, clap::Args)]
pub struct TagNames {
    /// Tags that are fixed, separated by commas: as if every error with one of them went away; their union, never a sum.
    #[arg(long = "tags", value_name = "TAG,TAG", value_delimiter = ',')]
    listed: Vec<String>,
    /// A tag among them by its whole name, which may hold commas; given once for each.
    #[arg(long = "tag", value_name = "NAME")]
    single: Vec<String>,
}

impl TagNames {
    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.single.is_empty()
    }

    /// Their names as given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.listed.iter().chain(&self.single).map(String::as_str)
    }
}

/// How labels are made.
#[derive(Debug, clap::Args)]
pub struct ConsensusArgs {
    /// majority, gold-weighted, dawid-skene, one-coin, glad or mace; a project's own choice, else the majority, where left
    /// out.
    #[arg(long)]
    pub method: Option<String>,
    /// A table of item and label that the method may know; a project's own gold where left out.
    #[arg(long, value_name = "gold.csv")]
    pub gold: Option<PathBuf>,
    /// With what the method says of each rater.
    #[arg(long)]
    pub raters: bool,
}

/// How much two different classes count as agreeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Weights {
    /// Not at all.
    Nominal,
    /// By the number of classes between them.
    Ordinal,
    /// By their distance in the scheme's order (in a table: numbers by value, else by the alphabet).
    Linear,
    /// By the square of that distance.
    Quadratic,
    /// By the square of the difference of their values; classes are numbers.
    Interval,
    /// By the square of the relative difference of their values; classes are numbers.
    Ratio,
}

impl From<Weights> for AgreementWeights {
    fn from(weights: Weights) -> AgreementWeights {
        match weights {
            Weights::Nominal => AgreementWeights::Nominal,
            Weights::Ordinal => AgreementWeights::Ordinal,
            Weights::Linear => AgreementWeights::Linear,
            Weights::Quadratic => AgreementWeights::Quadratic,
            Weights::Interval => AgreementWeights::Interval,
            Weights::Ratio => AgreementWeights::Ratio,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Things to label.
    Items,
    /// Known answers: may be served as checks, and are the reference label until adjudicated.
    Gold,
    /// Raters' answers.
    Judgments,
    /// A model's answers.
    Predictions,
    /// Marks and comments of an exported error sheet.
    Sheet,
}

/// What to mark.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MarkWord {
    /// It has the tag.
    Yes,
    /// It has not.
    No,
    /// Not looked at.
    Unseen,
}

/// Rows to draw from.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Stratum {
    /// Predictions that differ from the reference label.
    Wrong,
    /// Predictions that equal it.
    Right,
    /// Both, and those without a reference label.
    Any,
}

/// What to export.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum What {
    /// Every item with its reference label, source and confidence.
    Labels,
    /// Every judgment, long form.
    Judgments,
    /// Every rater with totals and gold accuracy.
    Raters,
    /// Every coefficient, and each pair of raters.
    Agreement,
    /// The error sheet of a run.
    Sheet,
    /// The priorities of a run.
    Priorities,
    /// Human level: pooled, by rater, class and tag, and runs beside it.
    Human,
    /// All runs by accuracy, with what is known of them.
    Runs,
}

/// As what to export.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// A table as text.
    Csv,
    /// An Excel workbook: the sheet and the priorities.
    Xlsx,
    /// JSON lines of the sheet, JSON of the priorities.
    Json,
}

/// The rules of a simulation.
#[derive(Debug, clap::Args)]
pub struct SimulateArgs {
    /// Share of the items with a known answer that are hidden gold; the others score.
    #[arg(long, value_name = "SHARE", default_value_t = 0.2)]
    pub known: f64,
    /// Share of served items that are hidden gold.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1)]
    pub gold_share: f64,
    /// Judgments that each item gets at least.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub least: u32,
    /// And at most.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub most: u32,
    /// The posterior of the leading class that is enough; 0: every item gets the least number.
    #[arg(long, default_value_t = 0.95)]
    pub target: f64,
    /// p0: a rater of this accuracy should pass.
    #[arg(long, default_value_t = 0.85)]
    pub acceptable: f64,
    /// p1: a rater of this accuracy should be paused.
    #[arg(long, default_value_t = 0.65)]
    pub unacceptable: f64,
    /// Nobody is tested or paused.
    #[arg(long)]
    pub no_pause: bool,
    /// Judgments of a paused rater are set aside.
    #[arg(long)]
    pub set_aside: bool,
    /// Draws the gold and whose turn it is.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}
