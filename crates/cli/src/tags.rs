//! Tags as a whole, and the parts of the data, on the command line.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::text;
use anyhow::{Context as _, Result};
use assay_workbench::commands;
use assay_workbench::errors::{OnTag, PartsDivide, RunRequest, TagCreate, TagMerge};
use assay_workbench::words::{Split, Tag};
use clap::Subcommand;
use std::path::PathBuf;

/// What to do with tags.
#[derive(Debug, Subcommand)]
pub enum TagsWhat {
    /// Every tag with its rows in a run: yes, no, unseen, and looked at before the tag was there.
    List {
        /// The project.
        project: PathBuf,
        /// The run.
        #[arg(long)]
        run: String,
    },
    /// Make a tag that follows from a filter line.
    Rule {
        /// The project.
        project: PathBuf,
        /// Name of the tag.
        name: String,
        /// Such as: pred != label and prob > 0.9
        #[arg(long = "where", value_name = "FILTER")]
        filter: String,
    },
    /// Merge a tag into another: yes wins over no, and no over unseen.
    Merge {
        /// The project.
        project: PathBuf,
        /// The tag that goes.
        tag: String,
        /// The tag that stays.
        into: String,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        preview: bool,
    },
    /// Make a new tag of the rows of a tag that a filter finds.
    Split {
        /// The project.
        project: PathBuf,
        /// The tag.
        tag: String,
        /// The run that the filter is about.
        #[arg(long)]
        run: String,
        /// Which of its rows go to the new tag.
        #[arg(long = "where", value_name = "FILTER")]
        filter: String,
        /// Name of the new tag.
        #[arg(long)]
        into: String,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        preview: bool,
    },
    /// Delete a tag with its marks.
    Delete {
        /// The project.
        project: PathBuf,
        /// The tag.
        tag: String,
    },
}

/// What to do with the parts of the data.
#[derive(Debug, Subcommand)]
pub enum PartsWhat {
    /// How a run does in both parts.
    Show {
        /// The project.
        project: PathBuf,
        /// The run.
        #[arg(long)]
        run: String,
    },
    /// Divide the items by chance into what is looked at and what is only counted.
    Divide {
        /// The project.
        project: PathBuf,
        /// The run whose errors say how large the part to look at has to be.
        #[arg(long)]
        run: String,
        /// Errors to look at, more or less.
        #[arg(long, default_value_t = 100)]
        errors: u32,
        /// A metadata field whose values are not torn apart.
        #[arg(long, value_name = "FIELD")]
        keep: Option<String>,
        /// Only rows that this finds, such as: split = dev
        #[arg(long = "where", value_name = "FILTER")]
        filter: Option<String>,
        /// Makes the division repeatable.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Put the parts together again.
    Join {
        /// The project.
        project: PathBuf,
        /// The run that is told of.
        #[arg(long)]
        run: String,
    },
}

fn named(desk: &Desk, name: &str) -> Result<Tag> {
    let known = commands::tag_list(&desk.workbench, &desk.caller, ())?;
    known
        .into_iter()
        .find(|tag| tag.name.eq_ignore_ascii_case(name))
        .with_context(|| format!("there is no tag `{name}`; `assay tags list` shows them"))
}

/// Lists or changes tags.
pub fn tags(desk: &mut Desk, what: &TagsWhat) -> Result<Answer> {
    match what {
        TagsWhat::List { project, run } => {
            desk.look(project)?;
            list(desk, run)
        }
        TagsWhat::Rule { project, name, filter } => {
            desk.open(project)?;
            let request = TagCreate { name: name.clone(), rule: Some(filter.clone()) };
            let tag = commands::tag_create(&desk.workbench, &desk.caller, request)?;
            Ok(Answer::new(serde_json::to_value(&tag)?).line(format!("{} follows from: {filter}", tag.name)))
        }
        TagsWhat::Merge { project, tag, into, preview } => {
            desk.open(project)?;
            let request = TagMerge { tag: named(desk, tag)?.id, into: named(desk, into)?.id };
            let told = commands::tag_merge_preview(&desk.workbench, &desk.caller, request.clone())?;
            let line = format!(
                "{} items: {} yes, {} no; {} yes with one and no with the other become yes",
                told.items, told.yes, told.no, told.disputed
            );
            let mut answer = Answer::new(serde_json::to_value(&told)?).line(line);
            if !preview {
                let kept = commands::tag_merge(&desk.workbench, &desk.caller, request)?;
                answer = answer.line(format!("{tag} merged into {}", kept.name));
            }
            Ok(answer)
        }
        TagsWhat::Split { project, tag, run, filter, into, preview } => {
            desk.open(project)?;
            let (tag, run) = (named(desk, tag)?.id, desk.run(run)?);
            let request = Split { tag, run, filter: filter.clone(), name: into.clone() };
            let told = commands::tag_split_preview(&desk.workbench, &desk.caller, request.clone())?;
            let line = format!("{} of {} rows go to {into}", told.moved, told.yes);
            if !preview {
                commands::tag_split(&desk.workbench, &desk.caller, request)?;
            }
            Ok(Answer::new(serde_json::to_value(&told)?).line(line))
        }
        TagsWhat::Delete { project, tag } => {
            desk.open(project)?;
            let request = OnTag { tag: named(desk, tag)?.id };
            let told = commands::tag_delete_preview(&desk.workbench, &desk.caller, request.clone())?;
            commands::tag_delete(&desk.workbench, &desk.caller, request)?;
            let line = format!("{tag} deleted, with {} marks yes and {} no", told.yes, told.no);
            Ok(Answer::new(serde_json::to_value(&told)?).line(line))
        }
    }
}

fn list(desk: &Desk, run: &str) -> Result<Answer> {
    let request = RunRequest { run: desk.run(run)? };
    let json = serde_json::to_value(commands::tag_counts(&desk.workbench, &desk.caller, request)?)?;
    let rows = json.as_array().into_iter().flatten().map(|row| {
        let rule = word(if row["fault"].is_null() { &row["tag"]["rule"] } else { &row["fault"] });
        let counts = ["yes", "no", "unseen", "late"].map(|name| word(&row[name]));
        [word(&row["tag"]["name"]), word(&row["tag"]["group"])]
            .into_iter()
            .chain(counts)
            .chain([rule])
            .collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    Ok(Answer::new(json).table(&["tag", "group", "yes", "no", "unseen", "to look at again", "rule"], rows))
}

/// Shows, divides or joins the parts.
pub fn parts(desk: &mut Desk, what: &PartsWhat) -> Result<Answer> {
    let view = match what {
        PartsWhat::Show { project, run } => {
            desk.look(project)?;
            let request = RunRequest { run: desk.run(run)? };
            commands::parts_get(&desk.workbench, &desk.caller, request)?
        }
        PartsWhat::Divide { project, run, errors, keep, filter, seed } => {
            desk.open(project)?;
            let field = keep.as_deref().map(|name| field(desk, name)).transpose()?;
            let request = PartsDivide {
                run: desk.run(run)?,
                filter: filter.clone(),
                field,
                errors: Some(*errors),
                seed: *seed,
            };
            commands::parts_divide(&desk.workbench, &desk.caller, request)?
        }
        PartsWhat::Join { project, run } => {
            desk.open(project)?;
            let request = RunRequest { run: desk.run(run)? };
            commands::parts_join(&desk.workbench, &desk.caller, request)?
        }
    };
    let json = serde_json::to_value(&view)?;
    let Some(division) = &view.division else {
        return Ok(Answer::new(json).line("the items are not divided"));
    };
    let line = format!("{} rows divided by chance, seed {}", division.population, division.seed);
    let rows = [("eyeball", "looked at"), ("blackbox", "only counted")].map(|(part, how)| {
        let of = &json[part];
        vec![
            format!("{part}: {how}"),
            word(&of["rows"]),
            word(&of["errors"]),
            text::figure(&of["accuracy"]),
            word(&of["seen"]),
        ]
    });
    Ok(Answer::new(json.clone()).line(line).table(&["part", "rows", "errors", "accuracy", "opened"], rows))
}

fn field(desk: &Desk, name: &str) -> Result<i64> {
    let known = commands::field_list(&desk.workbench, &desk.caller, ())?;
    let found = known.iter().find(|field| field.name == name);
    found.map(|field| field.id).with_context(|| {
        let names: Vec<&str> = known.iter().map(|field| field.name.as_str()).collect();
        format!("there is no metadata field `{name}`; there are: {}", names.join(", "))
    })
}
