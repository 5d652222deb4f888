//! Agreement, consensus and simulation.

use assay_workbench::quality::AgreementWeights;
use clap::ValueEnum;
use std::path::PathBuf;

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
