//! Who gets what, in which order, and what is asked for again.

use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_store::events::{self, Entry, Event};
use assay_store::stopping::{self, AgreeingReach};
use assay_store::tasks::order::{self, ItemOrder, OrderBy};
use assay_store::tasks::requeue;
use assay_store::tasks::rules::{self, AssignmentRule, Attribute, RuleDraft, RuleReach};
use assay_store::{Write, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

/// Further judgments of items.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequeueItems {
    /// Row ids of the items.
    pub items: Vec<i64>,
    /// Judgments beyond the policy's number, 1 to 100.
    pub extra: u32,
    /// Why; it stands beside the item.
    pub reason: String,
}

/// How many items are asked for again.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Requeued {
    /// Items.
    pub items: u64,
    /// The event that undo names.
    pub event: i64,
}

/// What is known of a person.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonAttributes {
    /// Who, by uid.
    pub person: String,
    /// All of it; it replaces what was known.
    pub attributes: Vec<Attribute>,
}

/// Names a rule.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnRule {
    /// Row id.
    pub rule: i64,
}

/// A new order.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderSet {
    /// What comes first.
    pub order: OrderBy,
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    (subject, id): (&str, Option<i64>),
) -> Result<i64> {
    let entry = Entry { person: Some(person), command, summary, subject, subject_id: id, undoes: None };
    Ok(events::record(w, &entry)?)
}

/// One line of text that a person gives.
fn line(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 500 || text.chars().any(char::is_control) {
        return Err(Error::refused("reason_invalid", "give a reason of 1 to 500 characters on one line"));
    }
    Ok(text.to_owned())
}

pub(crate) fn agreeing_reach(ctx: &Context, (): ()) -> Result<AgreeingReach> {
    ctx.read(|r| Ok(stopping::agreeing(r)?))
}

pub(crate) fn requeue(ctx: &Context, request: RequeueItems) -> Result<Requeued> {
    let person = ctx.person()?.id;
    let reason = line(&request.reason)?;
    if request.items.is_empty() {
        return Err(Error::refused("no_items", "choose the items that should be judged again"));
    }
    ctx.write(|w| {
        let mut items = request.items.clone();
        items.sort_unstable();
        items.dedup();
        let summary = format!("{} items asked for again: {reason}", items.len());
        let event = record(w, person, "requeue_items", &summary, ("project", None))?;
        let n = requeue::requeue(w, &items, request.extra, &reason, Some(person), event)?;
        Ok(Requeued { items: n as u64, event })
    })
}

pub(crate) fn undo_requeue(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(requeue::undo_requeue(w, event)?)
}

pub(crate) fn attributes(ctx: &Context, (): ()) -> Result<Vec<PersonAttributes>> {
    ctx.read(|r| {
        let known = rules::all_attributes(r)?;
        let of = |person: assay_model::Person| PersonAttributes {
            person: person.uid,
            attributes: known.iter().filter(|(id, _)| *id == person.id).map(|(_, a)| a.clone()).collect(),
        };
        Ok(people::list(r)?.into_iter().map(of).collect())
    })
}

pub(crate) fn set_attributes(ctx: &Context, request: PersonAttributes) -> Result<PersonAttributes> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let person = people::by_uid(w, &request.person)?;
        let before = rules::attributes(w, person.id)?;
        rules::set_attributes(w, person.id, &request.attributes)?;
        let after = rules::attributes(w, person.id)?;
        let summary = format!("{} has other attributes", person.name);
        let event = record(w, by, "person_attributes_set", &summary, ("person", Some(person.id)))?;
        events::change(w, event, "person_attributes", person.id, &json!(before), &json!(after))?;
        Ok(PersonAttributes { person: person.uid, attributes: after })
    })
}

pub(crate) fn undo_attributes(w: &Write<'_>, event: &Event) -> Result<()> {
    let person = event.subject_id.unwrap_or_default();
    let before: Vec<Attribute> =
        serde_json::from_value(events::before(w, event.id, "person_attributes", person)?)?;
    Ok(rules::set_attributes(w, person, &before)?)
}

pub(crate) fn rules(ctx: &Context, (): ()) -> Result<Vec<AssignmentRule>> {
    ctx.read(|r| Ok(rules::list(r)?))
}

pub(crate) fn preview_rule(ctx: &Context, request: RuleDraft) -> Result<RuleReach> {
    ctx.read(|r| Ok(rules::reach(r, &request)?))
}

/// As the history tells a rule.
fn told(rule: &AssignmentRule) -> String {
    let Attribute { name, value } = &rule.attribute;
    let items = match (&rule.field_name, &rule.field_value) {
        (Some(field), Some(value)) => format!("items with {field} = {value}"),
        _ => "every item".into(),
    };
    match rule.at_least {
        Some(n) => format!("{items}: at least {n} by raters with {name} = {value}"),
        None => format!("{items}: only raters with {name} = {value}"),
    }
}

/// What `event_change` calls a rule: whether it is in force.
const RULE: &str = "assignment_rule";

pub(crate) fn add_rule(ctx: &Context, request: RuleDraft) -> Result<AssignmentRule> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let rule = rules::add(w, &request, Some(by))?;
        let summary = format!("rule made: {}", told(&rule));
        let event = record(w, by, "assignment_rule_add", &summary, ("rule", Some(rule.id)))?;
        events::change(w, event, RULE, rule.id, &json!(false), &json!(true))?;
        Ok(rule)
    })
}

pub(crate) fn retire_rule(ctx: &Context, request: OnRule) -> Result<()> {
    let by = ctx.person()?.id;
    ctx.write(|w| {
        let rule = rules::list(w)?.into_iter().find(|rule| rule.id == request.rule);
        rules::set_retired(w, request.rule, true)?;
        let summary = format!("rule retired: {}", rule.as_ref().map(told).unwrap_or_default());
        let event = record(w, by, "assignment_rule_retire", &summary, ("rule", Some(request.rule)))?;
        Ok(events::change(w, event, RULE, request.rule, &json!(true), &json!(false))?)
    })
}

/// Takes a rule out of force or puts it back, as it was before.
pub(crate) fn undo_rule(w: &Write<'_>, event: &Event) -> Result<()> {
    for (rule, before, _) in events::changes(w, event.id, RULE)? {
        rules::set_retired(w, rule, before != json!(true))?;
    }
    Ok(())
}

pub(crate) fn order(ctx: &Context, (): ()) -> Result<Option<ItemOrder>> {
    ctx.read(|r| Ok(order::in_force(r)?))
}

/// As a job: a million items take their time. One transaction all the same.
pub(crate) fn set_order(ctx: &Context, request: OrderSet) -> Result<JobId> {
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| put_in_order(&own, &request.order, progress))
}

fn put_in_order(ctx: &Context, by: &OrderBy, progress: &dyn Progress) -> Result<Option<ItemOrder>> {
    let person = ctx.person()?.id;
    progress.at("ordering", 0, 0);
    ctx.write(|w| {
        let summary = format!("open items put in order: {}", first(by));
        let event = record(w, person, "order_set", &summary, ("project", None))?;
        let went_on = |done, total| {
            progress.at("ordering", done, total);
            !progress.cancelled()
        };
        match order::set(w, by, Some(person), event, &went_on)? {
            Some(_) => Ok(order::in_force(w)?),
            None => Err(Error::Cancelled),
        }
    })
}

fn first(by: &OrderBy) -> &'static str {
    match by {
        OrderBy::Random => "at random",
        OrderBy::Import => "as they were imported",
        OrderBy::Priority { .. } => "highest priority first",
        OrderBy::Disagreement => "most disagreement first",
        OrderBy::Model { .. } => "what a model is least sure of first",
    }
}

pub(crate) fn undo_order(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(order::undo(w, event)?)
}
