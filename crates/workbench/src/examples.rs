//! A decided item becomes an example in the guideline.

use crate::guideline::{self, writing};
use crate::project::GuidelineView;
use crate::{Context, Error, Result};
use assay_model::clean_words;
use assay_store::events::{self, Entry, Event};
use assay_store::examples::{self, NewExample};
use assay_store::items::{self, Item};
use assay_store::{Write, project};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

/// The heading under which examples stand in the guideline.
const SECTION: &str = "Examples";

/// Characters of an item that are quoted.
const QUOTED: usize = 600;

/// Which item becomes an example.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExampleAdd {
    /// The decided item.
    pub item: i64,
    /// Why this is the answer; the decision's own rationale where left out.
    pub rationale: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ExampleAdded {
    /// Row id of the example.
    pub example: i64,
    /// The guideline that holds it.
    pub guideline: GuidelineView,
}

pub(crate) fn add(ctx: &Context, request: ExampleAdd) -> Result<ExampleAdded> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let question = project::question(w)?;
        let item = items::get(w, request.item)?;
        let Some((adjudication, class_id, written)) = examples::decision(w, request.item, question.id)?
        else {
            return Err(Error::refused("not_decided", "decide on this item first, then make it an example"));
        };
        let Some(class) = question.classes.iter().find(|class| class.id == class_id) else {
            return Err(Error::refused(
                "class_unknown",
                "its class is not offered any more; decide anew first",
            ));
        };
        let rationale = match &request.rationale {
            Some(text) if !text.trim().is_empty() => clean_words("rationale", text)?,
            _ => written,
        };
        let entry = entry(&item, &rationale);
        let (before, published) = guideline::publish_entry(w, person, SECTION, Some(&class.name), &entry)?;
        let example = NewExample {
            item: item.id,
            question: question.id,
            class: class_id,
            adjudication,
            guideline: published.id,
            rationale: &rationale,
        };
        let id = examples::add(w, person, &example)?;
        let summary = format!("`{}` became an example of {}", item.key, class.name);
        let event = Entry {
            person: Some(person),
            command: "example_add",
            summary: &summary,
            subject: "example",
            subject_id: Some(id),
            undoes: None,
        };
        let event = events::record(w, &event)?;
        events::change(w, event, "example", id, &json!(false), &json!(true))?;
        guideline::published_by(w, event, &before, &published)?;
        Ok(ExampleAdded { example: id, guideline: crate::project::show(published) })
    })
}

/// Takes an example back, or makes it one again; what the guideline said before becomes a new version.
pub(crate) fn undo_add(w: &Write<'_>, event: &Event) -> Result<()> {
    for (id, before, _) in events::changes(w, event.id, "example")? {
        if before == json!(true) {
            examples::put_back(w, id)?;
        } else {
            examples::remove(w, id)?;
        }
    }
    guideline::undo_publish(w, event)
}

/// The item as a quotation or a picture, its key and the rationale. Nothing of it can act as Markdown.
fn entry(item: &Item, rationale: &str) -> String {
    let mut parts = Vec::new();
    if let Some(media) = &item.media {
        parts.push(format!("![{}](media:{})", writing::escape(&item.key).replace('\n', " "), media.id));
    }
    let texts: Vec<(&String, String)> =
        item.fields.iter().filter_map(|(name, value)| Some((name, words(value)?))).collect();
    let named = texts.len() > 1;
    let text = texts.iter().map(|(name, text)| if named { format!("{name}: {text}") } else { text.clone() });
    let text = text.collect::<Vec<_>>().join("\n\n");
    if !text.trim().is_empty() {
        parts.push(writing::quote(&shortened(&text)));
    }
    let key = writing::escape(&item.key).replace('\n', " ");
    parts.push(match writing::escape(rationale) {
        none if none.is_empty() => format!("*{key}*"),
        why => format!("*{key}*: {why}"),
    });
    parts.join("\n\n")
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}\u{2026}", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
