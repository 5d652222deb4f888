//! The subcommands that look for something: slices, suspected labels, and what is done with the items.

use crate::answer::{Answer, Json, word};
use crate::args::SuspectArgs;
use crate::desk::Desk;
use crate::text;
use anyhow::{Context as _, Result, bail};
use assay_workbench::commands;
use assay_workbench::slices::{SliceToTag, SlicesFind};
use assay_workbench::suspects::{
    CollectionMake, ExampleFormat, ExamplesExport, ItemsWanted, OnCollection, OnRelabel, RelabelSend,
    SuspectLine, SuspectRow, SuspectsWanted,
};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Value, json};
use std::path::Path;

/// How to search for slices.
#[derive(Debug, clap::Args)]
pub struct SliceArgs {
    /// The run.
    #[arg(long)]
    run: String,
    /// Only rows that this filter finds.
    #[arg(long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// Metadata fields, `split` or tag:NAME, separated by commas; all that are usable where left out.
    #[arg(long, value_delimiter = ',')]
    fields: Option<Vec<String>>,
    /// Weight of the error against the size, above 0 to 1; .95 where left out.
    #[arg(long)]
    alpha: Option<f64>,
    /// Fewest rows of a slice in the part that is searched.
    #[arg(long, value_name = "ROWS")]
    min_support: Option<u64>,
    /// Most conditions of a slice; 3 where left out.
    #[arg(long, value_name = "CONDITIONS")]
    level: Option<u32>,
    /// How many slices; 10 where left out.
    #[arg(short)]
    k: Option<u32>,
    /// Splits the rows.
    #[arg(long)]
    seed: Option<u64>,
    /// Share of the rows set aside for the test; .5 where left out.
    #[arg(long, value_name = "SHARE")]
    test_share: Option<f64>,
    /// Make a tag whose rule is the slice of this place, 1 being the best.
    #[arg(long, value_name = "PLACE")]
    to_tag: Option<usize>,
    /// Name of that tag.
    #[arg(long, requires = "to_tag")]
    tag_name: Option<String>,
}

/// Searches, and makes a tag of a slice where asked.
pub fn slices(desk: &Desk, of: &SliceArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let run = desk.run(&of.run)?;
    let request = SlicesFind {
        run,
        filter: of.filter.clone(),
        fields: of.fields.clone(),
        alpha: of.alpha,
        min_support: of.min_support,
        max_level: of.level,
        k: of.k,
        seed: of.seed,
        test_share: of.test_share,
    };
    let report = desk.wait(commands::slices_find(workbench, caller, request)?)?;
    let rows: Vec<Value> = report["slices"].as_array().cloned().unwrap_or_default();
    let cells = rows.iter().map(|row| {
        vec![
            word(&row["filter"]),
            word(&row["verdict"]).replace('_', " "),
            format!("{} of {}", row["search_errors"], row["search_n"]),
            format!("{} of {}", row["errors"], row["n"]),
            text::percent(&row["error_rate"]),
            text::percent(&row["difference"]),
            format!("{:.2e}", row["adjusted"].as_f64().unwrap_or(1.0)),
        ]
    });
    let cells: Vec<_> = cells.collect();
    let header = [
        "slice",
        "verdict",
        "search: wrong",
        "test: wrong",
        "error rate %",
        "against the rest, points",
        "adjusted p",
    ];
    let mut answer = Answer::new(report.clone())
        .line(format!(
            "{}: error rate {} of {} rows; {} searched, {} tested, {} slices tested together",
            word(&report["run"]),
            text::percent(&report["error_rate"]),
            report["n"],
            report["searched"],
            report["tested"],
            report["looks"]
        ))
        .table(&header, cells);
    for field in report["left_out"].as_array().into_iter().flatten() {
        answer = answer.line(format!("left out: {} ({})", word(&field["name"]), word(&field["because"])));
    }
    if let Some(place) = of.to_tag {
        let row = place.checked_sub(1).and_then(|at| rows.get(at));
        let row = row.with_context(|| format!("there is no slice {place}; {} were found", rows.len()))?;
        let request = SliceToTag {
            run,
            filter: word(&row["filter"]),
            name: of.tag_name.clone(),
            note: Some(format!("slice search, {}", word(&row["verdict"]).replace('_', " "))),
        };
        let tag = commands::slice_to_tag(workbench, caller, request)?;
        answer = answer.line(format!("tag `{}` made: {}", tag.name, word(&row["filter"])));
    }
    Ok(answer)
}

/// Suspects, each serialized as a [`SuspectLine`].
struct Lines(Vec<SuspectRow>);

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(SuspectLine::from))
    }
}

/// A report, its rows as such lines.
struct WithLines(Value, Lines);

impl Serialize for WithLines {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.0.as_object().into_iter().flatten() {
            match key.as_str() {
                "rows" => map.serialize_entry(key, &self.1)?,
                _ => map.serialize_entry(key, value)?,
            }
        }
        map.end()
    }
}

/// Labels that the scores speak against. As JSON a list of [`SuspectLine`], or all that is known.
pub fn suspects(desk: &Desk, of: &SuspectArgs) -> Result<Answer> {
    let request = SuspectsWanted {
        run: desk.run(&of.run)?,
        filter: of.filter.clone(),
        limit: Some(of.limit.unwrap_or(u32::MAX)),
    };
    let mut report = commands::suspects_list(&desk.workbench, &desk.caller, request)?;
    let cells = report.rows.iter().map(|row| {
        vec![
            row.key.clone(),
            row.given.clone(),
            row.suggested.clone(),
            text::short(row.score),
            row.predicted.clone(),
            row.source.clone(),
        ]
    });
    let cells: Vec<_> = cells.collect();
    let list = Lines(std::mem::take(&mut report.rows));
    let json = serde_json::to_value(&report)?;
    let lines = [
        format!(
            "{}: {} of {} labels suspected, about {} wrong (an estimate of the model, without an interval)",
            report.run, report.suspected, report.n, report.estimated
        ),
        format!(
            "ceiling {} -> {} without the {} errors on suspected labels",
            text::percent(&json["ceiling"]),
            text::percent(&json["ceiling_apart"]),
            report.errors_suspected
        ),
        report.caution.clone(),
    ];
    let answer = Answer::new(if of.summary { Json::rows(WithLines(json, list)) } else { Json::rows(list) });
    let answer = lines.into_iter().fold(answer, Answer::line);
    Ok(answer.table(&["item", "given", "suggested", "score", "predicted", "label from"], cells))
}

/// Which items.
#[derive(Debug, clap::Args)]
pub struct WantedArgs {
    /// The run.
    #[arg(long)]
    run: Option<String>,
    /// So many of the most suspected labels.
    #[arg(long, value_name = "N", conflicts_with_all = ["filter", "tag"])]
    suspects: Option<u32>,
    /// What this filter finds.
    #[arg(long = "where", value_name = "FILTER", conflicts_with = "tag")]
    filter: Option<String>,
    /// What has this tag.
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
}

impl WantedArgs {
    fn any(&self) -> bool {
        self.suspects.is_some() || self.filter.is_some() || self.tag.is_some()
    }

    fn run(&self, desk: &Desk) -> Result<i64> {
        desk.run(self.run.as_deref().context("say which run: --run NAME")?)
    }

    fn wanted(&self, desk: &Desk) -> Result<ItemsWanted> {
        let tag = match &self.tag {
            Some(name) => {
                let tags = commands::tag_list(&desk.workbench, &desk.caller, ())?;
                let found = tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name));
                Some(found.with_context(|| format!("there is no tag `{name}`"))?.id)
            }
            None => None,
        };
        Ok(ItemsWanted { items: None, filter: self.filter.clone(), tag, top: self.suspects })
    }
}

/// What to send, or what to show.
#[derive(Debug, clap::Args)]
pub struct RelabelArgs {
    #[command(flatten)]
    wanted: WantedArgs,
    /// So many right rows drawn by chance beside them.
    #[arg(long, value_name = "N", default_value_t = 0)]
    correct: u32,
    /// So many of the other wrong rows drawn by chance beside them.
    #[arg(long, value_name = "N", default_value_t = 0)]
    wrong: u32,
    /// Makes the draw repeatable.
    #[arg(long)]
    seed: Option<u64>,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
    /// Name of what is sent; of what is shown where nothing is sent.
    #[arg(long)]
    name: Option<String>,
    /// Whoever decides sees the label, the suggestion and the prediction.
    #[arg(long)]
    open: bool,
}

/// Sends items, or tells what came of those that were sent.
pub fn relabel(desk: &Desk, of: &RelabelArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    if of.wanted.any() {
        let request = RelabelSend {
            run: of.wanted.run(desk)?,
            wanted: of.wanted.wanted(desk)?,
            extra_correct: Some(of.correct),
            extra_wrong: Some(of.wrong),
            seed: of.seed,
            reason: of.reason.clone(),
            name: of.name.clone(),
            blind: Some(!of.open),
        };
        let report = commands::relabel_send(workbench, caller, request)?;
        return relabelled(&serde_json::to_value(&report)?);
    }
    let lists = commands::relabel_list(workbench, caller, ())?;
    let Some(name) = &of.name else {
        let rows: Vec<_> = lists
            .iter()
            .map(|list| {
                vec![
                    list.name.clone(),
                    list.run_name.clone(),
                    list.decided.to_string(),
                    list.items.to_string(),
                ]
            })
            .collect();
        return Ok(
            Answer::new(serde_json::to_value(&lists)?).table(&["name", "run", "decided", "items"], rows)
        );
    };
    let found = lists.iter().find(|list| list.name.eq_ignore_ascii_case(name));
    let found = found.with_context(|| format!("nothing was sent under the name `{name}`"))?;
    let report = commands::relabel_report(workbench, caller, OnRelabel { relabel: found.id, after: None })?;
    relabelled(&serde_json::to_value(&report)?)
}

fn relabelled(json: &Value) -> Result<Answer> {
    let (sent, figures) = (&json["sent"], &json["figures"]);
    let rows = figures["strata"].as_array().into_iter().flatten().map(|row| {
        vec![
            word(&row["stratum"]),
            word(&row["population"]),
            word(&row["sent"]),
            word(&row["decided"]),
            word(&row["changed"]),
            text::percent(&row["share"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let mut answer = Answer::new(json.clone())
        .line(format!("{}: {} of {} items decided on", word(&sent["name"]), sent["decided"], sent["items"]))
        .line(format!("wrong labels, weighted: {}", text::figure(&figures["label_noise"])))
        .line(format!("accuracy before: {}", text::figure(&figures["accuracy_before"])))
        .line(format!("accuracy now: {}", text::figure(&figures["accuracy_now"])))
        .line(format!("accuracy, weighted: {}", text::figure(&figures["accuracy_weighted"])));
    if figures["only_disagreements"] == true {
        answer = answer.line("corrected only where the model disagreed: accuracy now is too high");
    }
    Ok(answer.table(&["stratum", "stands for", "sent", "decided", "changed", "% changed"], rows))
}

/// What to put in a list.
#[derive(Debug, clap::Args)]
pub struct CollectArgs {
    #[command(flatten)]
    wanted: WantedArgs,
    /// Name of the list.
    #[arg(long)]
    name: Option<String>,
    /// What to look for.
    #[arg(long)]
    note: Option<String>,
    /// How many more like these are wanted.
    #[arg(long, value_name = "N")]
    target: Option<u64>,
    /// Drop the list of this name.
    #[arg(long, value_name = "NAME", conflicts_with = "name")]
    drop: Option<String>,
}

/// Makes, drops or lists named lists.
pub fn collect(desk: &Desk, of: &CollectArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    if let Some(name) = &of.drop {
        commands::collection_drop(workbench, caller, OnCollection { collection: collection(desk, name)? })?;
    } else if of.wanted.any() {
        let request = CollectionMake {
            run: of.wanted.run(desk)?,
            wanted: of.wanted.wanted(desk)?,
            name: of.name.clone().context("a collection needs a name: --name NAME")?,
            note: of.note.clone(),
            target: of.target,
        };
        commands::collection_make(workbench, caller, request)?;
    }
    let lists = commands::collection_list(workbench, caller, ())?;
    let rows = lists.iter().map(|list| {
        vec![
            list.name.clone(),
            list.items.to_string(),
            list.target.map(|n| n.to_string()).unwrap_or_default(),
            list.note.clone(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    Ok(Answer::new(serde_json::to_value(&lists)?).table(&["collection", "items", "wanted", "note"], rows))
}

fn collection(desk: &Desk, name: &str) -> Result<i64> {
    let lists = commands::collection_list(&desk.workbench, &desk.caller, ())?;
    let found = lists.iter().find(|list| list.name.eq_ignore_ascii_case(name));
    Ok(found.with_context(|| format!("there is no collection `{name}`"))?.id)
}

/// Which items to write.
#[derive(Debug, clap::Args)]
pub struct ExampleArgs {
    #[command(flatten)]
    wanted: WantedArgs,
    /// Those of this collection.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["suspects", "filter", "tag"])]
    collection: Option<String>,
}

/// Writes items with what an augmentation needs.
pub fn examples(desk: &Desk, of: &ExampleArgs, output: &Path, force: bool) -> Result<Answer> {
    let format = match output.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => ExampleFormat::Csv,
        Some("jsonl") => ExampleFormat::Jsonl,
        _ => bail!("the file has to end in .csv or .jsonl"),
    };
    let collection = of.collection.as_deref().map(|name| collection(desk, name)).transpose()?;
    let wanted = if collection.is_none() { Some(of.wanted.wanted(desk)?) } else { None };
    let request = ExamplesExport {
        run: of.wanted.run(desk)?,
        wanted,
        collection,
        format,
        file: Some(desk.file(output)),
        replace: Some(force),
    };
    let written = desk.wait(commands::examples_export(&desk.workbench, &desk.caller, request)?)?;
    let line = format!("{} items written to {}", written["rows"], output.display());
    Ok(Answer::new(json!({ "rows": written["rows"], "file": output })).line(line))
}
