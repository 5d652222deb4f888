//! A project, and what comes in and goes out.

use super::Weights;
use clap::ValueEnum;
use std::path::PathBuf;

/// A project to make.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The new file.
    pub project: PathBuf,
    /// Classes, separated by commas.
    #[arg(long, value_delimiter = ',', required_unless_present = "scheme")]
    pub classes: Vec<String>,
    /// A scheme as JSON: question and classes with key, name, description, hotkey, colour.
    #[arg(long, value_name = "FILE", conflicts_with = "classes")]
    pub scheme: Option<PathBuf>,
    /// Name of the project; the file's name by default.
    #[arg(long)]
    pub name: Option<String>,
    /// The instructions, Markdown.
    #[arg(long, value_name = "FILE")]
    pub guideline: Option<PathBuf>,
    /// Judgments wanted for each item.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub judgments_per_item: u32,
    /// Share of served items that are hidden gold, 0 to 0.5.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub gold_share: f64,
    /// Raters may not skip.
    #[arg(long)]
    pub no_skip: bool,
}

/// A file to bring in, and how.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// What it holds.
    pub kind: Kind,
    /// The project.
    pub project: PathBuf,
    /// CSV, TSV, JSON lines, a JSON array, Parquet or XLSX; for items also a folder of pictures.
    pub file: PathBuf,
    /// Which column is what, target=column: key=item,text=body.
    #[arg(long, value_delimiter = ',', value_name = "TARGET=COLUMN")]
    pub map: Vec<String>,
    /// Name of the run (predictions); the model's or the file's name by default.
    #[arg(long, value_name = "NAME")]
    pub run: Option<String>,
    /// What is known of the new run (predictions): version, code_commit, dataset_version, hyperparameters, note.
    #[arg(long, value_name = "KEY=VALUE")]
    pub meta: Vec<String>,
    /// Whose predictions, where the file has those of several models.
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// Make items that are not there yet.
    #[arg(long)]
    pub create_items: bool,
    /// Take rows that differ from what is there as corrections.
    #[arg(long)]
    pub update: bool,
    /// Refuse the whole file when any row is rejected.
    #[arg(long)]
    pub strict: bool,
    /// Write the rejected rows with line, column and reason.
    #[arg(long, value_name = "OUT.csv")]
    pub rejected: Option<PathBuf>,
    /// Replace the file of rejected rows where it is there already.
    #[arg(long, requires = "rejected")]
    pub force: bool,
    /// Encoding, where it is neither UTF-8 nor marked: windows-1252, shift_jis, ...
    #[arg(long)]
    pub encoding: Option<String>,
    /// Delimiter, where the guess is wrong: one character, or `tab`.
    #[arg(long)]
    pub delimiter: Option<String>,
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

/// A page to write of a run.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// The project.
    pub project: PathBuf,
    /// The run.
    #[arg(long)]
    pub run: String,
    /// The page to write.
    #[arg(short, long = "output", value_name = "OUT.html")]
    pub output: PathBuf,
    /// Wrong rows shown of each tag. Their text leaves the project with the page.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=5))]
    pub examples: u32,
    /// Replace the file where it is there already.
    #[arg(long)]
    pub force: bool,
}
