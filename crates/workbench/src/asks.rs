//! Raters ask, leads answer, and the answer reaches whoever meets such an item.

use crate::label::{self, Queue};
use crate::{Context, Error, Result, guideline, history, markdown};
use assay_model::{Reach, clean_words};
use assay_store::asks::{self, Ask, NewAnswer, NewAsk, Note};
use assay_store::events::{self, Event};
use assay_store::{Read, Write, items, project};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The heading under which answers stand in the guideline.
const SECTION: &str = "Questions and answers";

/// A rater's question about the item in view.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AskSend {
    /// Which offer.
    pub assignment: i64,
    /// Made by the sender (a UUID): sending the same one again changes nothing.
    pub uid: String,
    /// Plain text.
    pub body: String,
    /// Time at work on the item, idle time capped, in milliseconds.
    pub active_ms: Option<i64>,
}

/// Which questions.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AskFilter {
    /// The answered ones instead of those that wait.
    pub answered: Option<bool>,
}

/// Names a question.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnAsk {
    /// Row id.
    pub ask: i64,
}

/// Questions of raters.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AskList {
    /// Without an answer.
    pub waiting: i64,
    /// With one.
    pub answered: i64,
    /// Those that wait, oldest first; or the answered ones, newest first.
    pub asks: Vec<Ask>,
}

/// A field whose value the item shares with others.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SharedValue {
    /// Row id of the field.
    pub field: i64,
    /// Its name.
    pub name: String,
    /// The item's value, as text.
    pub value: String,
    /// Items with this value.
    pub items: i64,
}

/// A question with what the lead needs to answer it.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AskView {
    /// The question.
    pub ask: Ask,
    /// The answer that stands, as it is shown; sanitised HTML.
    pub answer_html: Option<String>,
    /// Fields with a value: an answer can be for all items that share it.
    pub shared: Vec<SharedValue>,
    /// Items in all.
    pub items: i64,
}

/// A lead's answer.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AskAnswer {
    /// The question.
    pub ask: i64,
    /// Markdown.
    pub body: String,
    /// Whom it reaches.
    pub reach: Reach,
    /// The field, where it reaches items that share its value.
    pub field: Option<i64>,
    /// Also put it into the guideline, as a new version.
    pub into_guideline: Option<bool>,
}

/// Names an answer.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnAnswer {
    /// Row id.
    pub answer: i64,
}

/// An answer as raters see it: neither who asked nor who answered.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct NoteView {
    /// Row id of the answer.
    pub answer: i64,
    /// The question, plain text.
    pub asked: String,
    /// The answer, sanitised HTML.
    pub html: String,
    /// Whom it reaches.
    pub reach: Reach,
    /// The field whose value the items share.
    pub field: Option<String>,
    /// The value, as text.
    pub value: Option<String>,
    /// External key of the item that was asked about.
    pub item_key: String,
    /// The reader asked.
    pub own: bool,
    /// When it was answered, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

impl From<Note> for NoteView {
    fn from(note: Note) -> NoteView {
        NoteView {
            answer: note.answer,
            html: markdown::render(&note.body),
            asked: note.asked,
            reach: note.reach,
            field: note.field,
            value: note.value,
            item_key: note.item_key,
            own: note.own,
            made_at: note.made_at,
        }
    }
}

/// The notes that a person meets on an item.
pub(crate) fn notes(r: &Read<'_>, item: i64, person: i64) -> Result<Vec<NoteView>> {
    Ok(asks::notes_of_item(r, item, person)?.into_iter().map(NoteView::from).collect())
}

/// Answers to own questions that were not put away yet.
pub(crate) fn answered(r: &Read<'_>, person: i64) -> Result<Vec<NoteView>> {
    Ok(asks::answered(r, person)?.into_iter().map(NoteView::from).collect())
}

/// One transaction: the question, the item set aside, and the offer of the next one.
pub(crate) fn send(ctx: &Context, request: AskSend) -> Result<Queue> {
    let person = ctx.person()?.id;
    let body = clean_words("question", &request.body)?;
    if request.uid.is_empty() || request.uid.len() > 64 {
        return Err(Error::refused(
            "uid_invalid",
            "a question needs an id of 1 to 64 characters, such as a UUID",
        ));
    }
    ctx.write(|w| {
        let asked = NewAsk {
            assignment: request.assignment,
            uid: &request.uid,
            body: &body,
            active_ms: request.active_ms,
        };
        asks::ask(w, person, &asked)?;
        label::queue(w, person)
    })
}

/// Takes the person's newest question back, where that is what was done last. Says whether it was.
pub(crate) fn undo_newest(w: &Write<'_>, person: i64) -> Result<bool> {
    let Some(event) = asks::newest_is_ask(w, person)? else { return Ok(false) };
    let ask = event.subject_id.unwrap_or_default();
    asks::undo_ask(w, ask)?;
    let entry = events::Entry {
        person: Some(person),
        command: "ask_undo",
        summary: &event.summary,
        subject: "ask",
        subject_id: Some(ask),
        undoes: Some(event.id),
    };
    let by = events::record(w, &entry)?;
    events::turn_round(w, event.id, by)?;
    Ok(true)
}

pub(crate) fn undo_send(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(asks::revert(w, event)?)
}

pub(crate) fn list(ctx: &Context, request: AskFilter) -> Result<AskList> {
    ctx.read(|r| {
        let (waiting, answered) = asks::counts(r)?;
        let asks = asks::list(r, request.answered == Some(true), 2_000)?;
        Ok(AskList { waiting, answered, asks })
    })
}

pub(crate) fn get(ctx: &Context, request: OnAsk) -> Result<AskView> {
    ctx.read(|r| {
        let ask = asks::get(r, request.ask)?;
        let shared = items::shared_values(r, ask.item)?;
        Ok(AskView {
            answer_html: ask.answer.as_ref().map(|answer| markdown::render(&answer.body)),
            shared: shared
                .into_iter()
                .map(|(field, value, items)| SharedValue { field: field.id, name: field.name, value, items })
                .collect(),
            items: project::counts(r)?.items,
            ask,
        })
    })
}

pub(crate) fn answer(ctx: &Context, request: AskAnswer) -> Result<AskView> {
    let person = ctx.person()?.id;
    let body = clean_words("answer", &request.body)?;
    ctx.write(|w| {
        let ask = asks::get(w, request.ask)?;
        let published = match request.into_guideline {
            Some(true) => {
                let entry = format!("{}\n\n{body}", guideline::writing::quote(&ask.body));
                Some(guideline::publish_entry(w, person, SECTION, None, &entry)?)
            }
            _ => None,
        };
        let given = NewAnswer {
            ask: request.ask,
            body: &body,
            reach: request.reach,
            field: request.field,
            guideline: published.as_ref().map(|(_, published)| published.id),
        };
        let event = asks::answer(w, person, &given)?;
        match &published {
            Some((before, published)) => guideline::published_by(w, event, before, published),
            None => Ok(()),
        }
    })?;
    get(ctx, OnAsk { ask: request.ask })
}

/// Takes an answer back or gives it again, also in the guideline where it was put into it.
pub(crate) fn undo_answer(w: &Write<'_>, event: &Event) -> Result<()> {
    if asks::undo_answer(w, event)? {
        guideline::undo_publish(w, event)?;
    }
    Ok(())
}

/// Takes the lead's newest answer back. Gives the question.
pub(crate) fn undo(ctx: &Context, (): ()) -> Result<Option<i64>> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        let Some(event) = events::newest(w, person, &["ask_answer"], false)? else { return Ok(None) };
        history::take_back(w, person, event.id)?;
        Ok(event.subject_id)
    })
}

/// Every answer, for whoever labels.
pub(crate) fn answers(ctx: &Context, (): ()) -> Result<Vec<NoteView>> {
    let person = ctx.person()?.id;
    ctx.read(|r| Ok(asks::notes_of_project(r, person, 500)?.into_iter().map(NoteView::from).collect()))
}

/// An answer was read.
pub(crate) fn seen(ctx: &Context, request: OnAnswer) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(asks::put_away(w, person, request.answer)?))
}
