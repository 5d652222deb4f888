//! Errors, tags and priorities.

use clap::ValueEnum;
use std::path::PathBuf;

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

/// Rows to mark.
#[derive(Debug, clap::Args)]
pub struct TagArgs {
    /// The project.
    pub project: PathBuf,
    /// The run that the filter is about.
    #[arg(long)]
    pub run: String,
    /// Such as: pred != label and prob > 0.9
    #[arg(long = "where", value_name = "FILTER")]
    pub filter: String,
    /// The tag; made where it is new.
    #[arg(long)]
    pub tag: String,
    /// What to mark.
    pub mark: MarkWord,
}

/// Rows to draw.
#[derive(Debug, clap::Args)]
pub struct DrawArgs {
    /// The project.
    pub project: PathBuf,
    /// The run.
    #[arg(long)]
    pub run: String,
    /// From which rows.
    pub from: Stratum,
    /// Only from rows that this finds, such as: pred = spam. They say nothing of the rest.
    #[arg(long = "where", value_name = "FILTER")]
    pub filter: Option<String>,
    /// How many.
    pub size: u32,
    /// Makes the draw repeatable.
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Which suspected labels.
#[derive(Debug, clap::Args)]
pub struct SuspectArgs {
    /// The project.
    pub project: PathBuf,
    /// The run; its scores have to come from a model that did not see these labels.
    #[arg(long)]
    pub run: String,
    /// Only rows that this filter finds.
    #[arg(long = "where", value_name = "FILTER")]
    pub filter: Option<String>,
    /// At most this many; all where left out.
    #[arg(long)]
    pub limit: Option<u32>,
    /// With the estimated number of wrong labels, accuracy and ceiling before and after.
    #[arg(long)]
    pub summary: bool,
}
