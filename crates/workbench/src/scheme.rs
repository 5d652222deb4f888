//! The classes: editing them, and changes that take the work along.

use crate::figures::CoefficientFigure;
use crate::jobs::{JobId, Progress};
use crate::project::record;
use crate::{Context, Error, Result, quality};
use assay_model::{ClassDraft, Question, SchemeChange, SchemeDraft, SplitWork};
use assay_store::events::{self, Event};
use assay_store::scheme::{self, Change, LabelChanges, Moves, Tally};
use assay_store::{Write, project};
use serde::Serialize;
use ts_rs::TS;

/// What a change of classes would do. Nothing was changed.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SchemeForeseen {
    /// What it is, in words.
    pub summary: String,
    /// The question as it would be.
    pub question: Question,
    /// What it would move.
    pub moved: Tally,
    /// What would become of the reference labels.
    pub labels: LabelChanges,
    /// Conflicts without a decision, before.
    pub conflicts_before: i64,
    /// And after.
    pub conflicts_after: i64,
    /// Krippendorff's alpha, before.
    pub agreement_before: CoefficientFigure,
    /// And after.
    pub agreement_after: CoefficientFigure,
    /// The method whose fitted consensus would be dropped: it knows the old classes.
    pub fit_dropped: Option<String>,
}

pub(crate) fn check(_: &Context, request: SchemeDraft) -> Result<Question> {
    Ok(request.complete()?)
}

pub(crate) fn update(ctx: &Context, request: SchemeDraft) -> Result<Question> {
    let person = ctx.person()?.id;
    let mut edited = request.complete()?;
    ctx.write(|w| {
        let before = project::question(w)?;
        (edited.id, edited.key) = (before.id, before.key);
        let stood = scheme::snapshot(w, before.id)?;
        let words = scheme::words(w)?;
        scheme::update_question(w, &edited)?;
        let event = record(w, Some(person), "scheme_update", "classes changed")?;
        let stands = scheme::snapshot(w, before.id)?;
        let value = serde_json::to_value;
        events::change(w, event, "scheme", before.id, &value(&stood)?, &value(&stands)?)?;
        scheme::follow_names(w, event, words)?;
        Ok(project::question(w)?)
    })
}

pub(crate) fn undo_update(w: &Write<'_>, event: &Event) -> Result<()> {
    let before = events::before(w, event.id, "scheme", project::question(w)?.id)?;
    if before.is_null() {
        let message =
            "an older Assay changed these classes, and kept no whole copy of them; change them by hand";
        return Err(Error::refused("not_undoable", message));
    }
    let words = scheme::words(w)?;
    scheme::restore(w, &serde_json::from_value(before)?)?;
    Ok(scheme::put_back_names(w, event.id, event.undone_by.unwrap_or_default(), words)?)
}

/// A job; its result is the question as it is then.
pub(crate) fn change(ctx: &Context, request: SchemeChange) -> Result<JobId> {
    let (own, person) = (ctx.clone(), ctx.person()?.id);
    ctx.workbench.jobs.start(move |progress| -> Result<Question> {
        progress.at("changing", 0, 0);
        own.store()?.write_until(crate::access::now(), &progress.stop(), |w| {
            carry_out(w, person, &request)?;
            Ok(project::question(w)?)
        })
    })
}

pub(crate) fn undo_change(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(scheme::revert(w, event.id, event.undone_by.unwrap_or_default())?)
}

/// A job that carries the change out, counts, and rolls it back: what is foreseen is what happens.
pub(crate) fn foresee(ctx: &Context, request: SchemeChange) -> Result<JobId> {
    let (own, person) = (ctx.clone(), ctx.person()?.id);
    ctx.workbench.jobs.start(move |progress| {
        progress.at("changing", 0, 0);
        rehearse(&own, person, &request, progress)
    })
}

fn rehearse(
    ctx: &Context,
    person: i64,
    request: &SchemeChange,
    progress: &dyn Progress,
) -> Result<SchemeForeseen> {
    ctx.store()?.rehearse_until(crate::access::now(), &progress.stop(), |w| {
        let question = project::question(w)?.id;
        let conflicts_before = project::counts(w)?.conflicts;
        let agreement_before = quality::alpha(w)?;
        let fit = assay_store::consensus::in_force(w, question)?;
        scheme::keep_labels(w)?;
        let (event, summary) = carry_out(w, person, request)?;
        Ok(SchemeForeseen {
            summary,
            question: project::question(w)?,
            moved: scheme::tally(w, event)?,
            labels: scheme::label_changes(w, event)?,
            conflicts_before,
            conflicts_after: project::counts(w)?.conflicts,
            agreement_before,
            agreement_after: quality::alpha(w)?,
            fit_dropped: fit.map(|fit| fit.method),
        })
    })
}

fn carry_out(w: &Write<'_>, person: i64, request: &SchemeChange) -> Result<(i64, String)> {
    let question = project::question(w)?;
    let (change, summary) = plan(&question, request)?;
    let event = record(w, Some(person), "scheme_change", &summary)?;
    scheme::apply(w, event, &change)?;
    Ok((event, summary))
}

fn draft_of(question: &Question) -> Vec<ClassDraft> {
    let draft = |class: &assay_model::Class| ClassDraft {
        id: Some(class.id),
        key: Some(class.key.clone()),
        name: Some(class.name.clone()),
        description: Some(class.description.clone()),
        hotkey: class.hotkey.clone(),
        colour: Some(class.colour.clone()),
    };
    question.classes.iter().map(draft).collect()
}

fn refused<T>(message: impl Into<String>) -> Result<T> {
    Err(Error::refused("scheme_invalid", message))
}

/// Where a class stands, and its name.
fn place(question: &Question, id: i64) -> Result<(usize, &str)> {
    let at = question.classes.iter().position(|class| class.id == id);
    match at {
        Some(at) => Ok((at, &question.classes[at].name)),
        None => refused(format!("there is no class {id} that is offered; reload the classes")),
    }
}

/// Fields left out of `draft` stay as they are in `kept`.
fn over(kept: &ClassDraft, draft: &ClassDraft) -> ClassDraft {
    let draft = draft.clone();
    // A key that was the name follows the name.
    let own_key = kept.key.clone().filter(|_| draft.name.is_none() || kept.key != kept.name);
    ClassDraft {
        id: kept.id,
        key: draft.key.or(own_key),
        name: draft.name.or_else(|| kept.name.clone()),
        description: draft.description.or_else(|| kept.description.clone()),
        hotkey: draft.hotkey.or_else(|| kept.hotkey.clone()),
        colour: draft.colour.or_else(|| kept.colour.clone()),
    }
}

fn plan(question: &Question, request: &SchemeChange) -> Result<(Change, String)> {
    let drafts = draft_of(question);
    let (classes, moves, summary) = match request {
        SchemeChange::Merge { classes, into } => merge(question, drafts, classes, into)?,
        SchemeChange::Split { class, parts, work } => split(question, drafts, *class, parts, work)?,
        SchemeChange::Retire { class, instead } => retire(question, drafts, *class, *instead)?,
    };
    let draft = SchemeDraft { question: Some(question.text.clone()), classes: coloured(classes) };
    let mut edited = draft.complete()?;
    (edited.id, edited.key) = (question.id, question.key.clone());
    Ok((Change { edited, moves }, summary))
}

/// New classes get colours that no other class has, while there are any.
fn coloured(mut classes: Vec<ClassDraft>) -> Vec<ClassDraft> {
    for at in 0..classes.len() {
        if classes[at].colour.is_none() {
            let used = |colour: &str| classes.iter().any(|class| class.colour.as_deref() == Some(colour));
            let free = (0..classes.len()).map(assay_model::tag_colour).find(|colour| !used(colour));
            classes[at].colour = free.map(str::to_owned);
        }
    }
    classes
}

type Planned = (Vec<ClassDraft>, Moves, String);

fn merge(
    question: &Question,
    drafts: Vec<ClassDraft>,
    classes: &[i64],
    into: &ClassDraft,
) -> Result<Planned> {
    let mut from = Vec::new();
    let mut names = Vec::new();
    for id in classes {
        let (_, name) = place(question, *id)?;
        if !from.contains(id) {
            from.push(*id);
            names.push(format!("`{name}`"));
        }
    }
    if from.len() < 2 {
        return refused("a merge needs two classes or more; choose another one");
    }
    let target = match into.id {
        Some(id) if !from.contains(&id) => {
            return refused("the class that they become must be one of them, or a new one; choose again");
        }
        Some(id) => over(&drafts[place(question, id)?.0], into),
        None => ClassDraft { hotkey: into.hotkey.clone(), ..into.clone() },
    };
    // The merged class stands where the first of them stood.
    let mut kept = Vec::new();
    let mut to = 0;
    for draft in drafts {
        if !draft.id.is_some_and(|id| from.contains(&id)) {
            kept.push(draft);
        } else if kept.iter().all(|known: &ClassDraft| *known != target) {
            to = kept.len();
            kept.push(target.clone());
        }
    }
    let name = target.name.clone().or(target.key.clone()).unwrap_or_default();
    let summary = format!("{} merged into `{name}`", names.join(", "));
    Ok((kept, Moves::To { from, to }, summary))
}

fn split(
    question: &Question,
    mut drafts: Vec<ClassDraft>,
    class: i64,
    parts: &[ClassDraft],
    work: &SplitWork,
) -> Result<Planned> {
    let (at, name) = place(question, class)?;
    let [first, others @ ..] = parts else { return refused("a split needs two parts or more; add one") };
    if others.is_empty() {
        return refused("a split needs two parts or more; add one");
    }
    if others.iter().any(|part| part.id.is_some()) {
        return refused("the parts of a split are new classes; leave their ids out");
    }
    drafts[at] = over(&drafts[at], first);
    drafts.splice(at + 1..=at, others.iter().cloned());
    let part = |place: u32| match usize::try_from(place) {
        Ok(place) if place < parts.len() => Ok(at + place),
        _ => refused(format!("there is no part {place}; the parts are counted from 0")),
    };
    let moves = match work {
        SplitWork::Stay => Moves::Nowhere,
        SplitWork::Requeue => Moves::Requeue { class, parts: (at..at + parts.len()).collect() },
        SplitWork::ByField { field, values } => {
            let values: Result<Vec<_>> =
                values.iter().map(|value| Ok((value.value.clone(), part(value.part)?))).collect();
            Moves::ByField { class, field: *field, values: values? }
        }
    };
    let named =
        |part: &ClassDraft| format!("`{}`", part.name.as_deref().or(part.key.as_deref()).unwrap_or(name));
    let summary = format!("`{name}` split into {}", parts.iter().map(named).collect::<Vec<_>>().join(", "));
    Ok((drafts, moves, summary))
}

fn retire(
    question: &Question,
    mut drafts: Vec<ClassDraft>,
    class: i64,
    instead: Option<i64>,
) -> Result<Planned> {
    let (at, name) = place(question, class)?;
    drafts.remove(at);
    let Some(instead) = instead else {
        return Ok((drafts, Moves::Nowhere, format!("`{name}` retired")));
    };
    if instead == class {
        return refused("a class cannot take its own work; choose another one");
    }
    let (_, other) = place(question, instead)?;
    let to = drafts.iter().position(|draft| draft.id == Some(instead)).unwrap_or_default();
    Ok((drafts, Moves::To { from: vec![class], to }, format!("`{name}` retired, its work goes to `{other}`")))
}
