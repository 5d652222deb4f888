//! What a project keeps for its priorities: the formula of a score, the field of weights, and what gaps are to.

use crate::{Context, Error, Result};
use assay_model::{Formula, Tag};
use assay_stats::HumanLevel;
use assay_store::baselines::{self, Baseline, Part, PartKind};
use assay_store::events::{self, Entry, Event};
use assay_store::{Read, Write, dashboard, items, tag_rows};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const NAME: &str = "priorities";

/// What a project keeps for its priorities.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrioritySettings {
    /// A combined score, such as `gain * importance * ease`; none where nobody made one.
    pub formula: Option<String>,
    /// The metadata field that says how much an item counts; none: all count alike.
    pub weight: Option<String>,
    /// Row id of the baseline that gaps and gains are to; none: each tag's own human level.
    pub baseline: Option<i64>,
}

pub(super) fn get(r: &Read<'_>) -> Result<PrioritySettings> {
    match dashboard::setting(r, NAME)? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(PrioritySettings::default()),
    }
}

pub(crate) fn settings(ctx: &Context, (): ()) -> Result<PrioritySettings> {
    ctx.read(get)
}

/// Trimmed; empty is none.
fn clean(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The row id of a numeric metadata field, by name.
pub(super) fn field(r: &Read<'_>, name: &str) -> Result<i64> {
    let known = items::fields(r)?;
    let found = known.iter().find(|field| field.name == name).map(|field| field.id);
    let id = found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|field| field.name.as_str()).collect();
        let message = if names.is_empty() {
            format!("there is no metadata field `{name}`; import items with a column of weights first")
        } else {
            format!("there is no metadata field `{name}`; use one of {}", names.join(", "))
        };
        Error::refused("weight_unknown", message)
    })?;
    if tag_rows::is_numeric(r, id)? {
        Ok(id)
    } else {
        Err(Error::refused(
            "weight_not_numeric",
            format!("`{name}` holds no numbers; choose a field that does"),
        ))
    }
}

pub(crate) fn set(ctx: &Context, request: PrioritySettings) -> Result<PrioritySettings> {
    let person = ctx.person()?.id;
    let settings = PrioritySettings {
        formula: clean(request.formula),
        weight: clean(request.weight),
        baseline: request.baseline,
    };
    if let Some(formula) = &settings.formula {
        Formula::parse(formula)?;
    }
    ctx.write(|w| {
        if let Some(name) = &settings.weight {
            field(w, name)?;
        }
        if let Some(id) = settings.baseline {
            baselines::get(w, id)?;
        }
        let before = dashboard::setting(w, NAME)?;
        let after = serde_json::to_string(&settings)?;
        if before.as_deref().unwrap_or("") != after
            && (before.is_some() || settings != PrioritySettings::default())
        {
            dashboard::set_setting(w, NAME, Some(&after))?;
            let entry = Entry {
                person: Some(person),
                command: "priorities_set",
                summary: "formula, weights and baseline of the priorities set",
                subject: "priorities",
                subject_id: None,
                undoes: None,
            };
            let event = events::record(w, &entry)?;
            events::change(w, event, "priorities", 1, &before.into(), &after.into())?;
        }
        Ok(settings.clone())
    })
}

/// Puts back the settings before an event.
pub(crate) fn undo_set(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(dashboard::set_setting(w, NAME, events::before(w, event.id, "priorities", 1)?.as_str())?)
}

/// The level that the gap of a tag is to.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct LevelView {
    /// Share right, 0 to 1.
    pub value: f64,
    /// What it rests on; taken as exact where nobody knows.
    pub n: Option<u64>,
    /// The baseline; none where it is the tag's own human level.
    pub baseline: Option<String>,
    /// Whether it is about items with the tag; else about all items.
    pub on_tag: bool,
}

/// What gaps are to.
pub(super) struct Levels {
    baseline: Option<(Baseline, Vec<Part>)>,
}

impl Levels {
    pub(super) fn read(r: &Read<'_>, settings: &PrioritySettings) -> Result<Levels> {
        // A retired baseline is out of use: each tag's own level again.
        let known = baselines::list(r)?.into_iter().find(|own| Some(own.id) == settings.baseline);
        let baseline = match known {
            Some(own) => {
                let parts = baselines::parts(r, own.id)?;
                Some((own, parts))
            }
            None => None,
        };
        Ok(Levels { baseline })
    }

    pub(super) fn name(&self) -> Option<String> {
        self.baseline.as_ref().map(|(own, _)| own.name.clone())
    }

    pub(super) fn of(&self, tag: &Tag) -> Option<LevelView> {
        let Some((own, parts)) = &self.baseline else {
            return tag.hlp.map(|value| LevelView { value, n: tag.hlp_n, baseline: None, on_tag: true });
        };
        let part = parts.iter().find(|part| part.kind == PartKind::Tag && part.id == tag.id);
        Some(match part {
            Some(part) => LevelView {
                value: part.measured.value,
                n: Some(part.measured.items),
                baseline: Some(own.name.clone()),
                on_tag: true,
            },
            None => LevelView { value: own.value, n: own.n, baseline: Some(own.name.clone()), on_tag: false },
        })
    }
}

impl LevelView {
    pub(super) fn human(&self) -> HumanLevel {
        HumanLevel { accuracy: self.value, n: self.n }
    }
}
