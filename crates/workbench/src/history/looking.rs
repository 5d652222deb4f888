//! Looking at the history: of the project, of an item, of a person, and an item as it was.

use super::why_not;
use crate::{Context, Error, Result};
use assay_store::events::{self, Kind, Listed, Wanted};
use assay_store::past::{self, PastItem, Step};
use assay_store::people;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Events of one page at most.
const PAGE: u32 = 500;

/// Which events.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EventFilter {
    /// Row id of the person who did it.
    pub person: Option<i64>,
    /// By the name of the command; all where empty.
    pub commands: Vec<String>,
    /// The kind of thing it was about.
    pub subject: Option<String>,
    /// Not before this time, in milliseconds since 1970 UTC.
    pub from: Option<i64>,
    /// Not after this time.
    pub until: Option<i64>,
    /// Part of what was done, or of the key of the item.
    pub text: Option<String>,
}

/// A page of the history.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EventsWanted {
    /// Which; all where left out.
    pub filter: Option<EventFilter>,
    /// Older than this event; the newest where left out.
    pub before: Option<i64>,
    /// At most this many, up to 500.
    pub limit: Option<u32>,
}

/// An event and whether it can be taken back.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct EventRow {
    /// What was done.
    #[serde(flatten)]
    pub listed: Listed,
    /// Why it cannot be taken back, whatever happened since; none where it may be tried.
    pub stays: Option<String>,
}

/// A page of the history, newest first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct EventPage {
    /// Newest first.
    pub events: Vec<EventRow>,
    /// There are older ones.
    pub more: bool,
    /// The commands that are in the history at all.
    pub kinds: Vec<Kind>,
}

/// Names a person and a page.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OnPerson {
    /// Who, by uid.
    pub uid: String,
    /// Older than this event; the newest where left out.
    pub before: Option<i64>,
    /// At most this many, up to 500.
    pub limit: Option<u32>,
}

/// What a person did, and what others did with the person or the person's judgments; newest first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PersonEvents {
    /// What the person has done in all.
    pub activity: people::Activity,
    /// Newest first.
    pub events: Vec<EventRow>,
    /// There are older ones.
    pub more: bool,
}

/// An item at a moment: after an event, or at a time; now where both are left out.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ItemMoment {
    /// The item.
    pub item: i64,
    /// In milliseconds since 1970 UTC.
    pub at: Option<i64>,
    /// The last event that had happened.
    pub event: Option<i64>,
}

fn row(listed: Listed) -> EventRow {
    let event = &listed.event;
    let stays = why_not(&listed.root, event.undoes.is_some(), listed.again, event.undone_by.is_some());
    EventRow { stays: stays.map(str::to_owned), listed }
}

fn limited(mut events: Vec<Listed>, limit: u32) -> (Vec<EventRow>, bool) {
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    (events.into_iter().map(row).collect(), more)
}

pub(crate) fn list(ctx: &Context, request: EventsWanted) -> Result<EventPage> {
    let filter = request.filter.unwrap_or_default();
    let limit = request.limit.unwrap_or(100).clamp(1, PAGE);
    let wanted = Wanted {
        person: filter.person,
        commands: filter.commands,
        subject: filter.subject,
        from: filter.from,
        until: filter.until,
        text: filter.text,
        before: request.before,
    };
    ctx.read(|r| {
        let (events, more) = limited(events::page(r, &wanted, limit + 1)?, limit);
        Ok(EventPage { events, more, kinds: events::kinds(r)? })
    })
}

pub(crate) fn person_history(ctx: &Context, request: OnPerson) -> Result<PersonEvents> {
    let limit = request.limit.unwrap_or(100).clamp(1, PAGE);
    ctx.read(|r| {
        let person = people::by_uid(r, &request.uid)?;
        let activity = people::activity(r)?.into_iter().find(|found| found.person.id == person.id);
        let activity = activity.ok_or(Error::NoPerson)?;
        let (events, more) = limited(events::of_person(r, person.id, request.before, limit + 1)?, limit);
        Ok(PersonEvents { activity, events, more })
    })
}

pub(crate) fn item_history(ctx: &Context, request: crate::conflicts::OnItem) -> Result<Vec<Step>> {
    ctx.read(|r| Ok(past::history(r, request.item)?))
}

pub(crate) fn as_of(ctx: &Context, request: ItemMoment) -> Result<PastItem> {
    ctx.read(|r| {
        let moment = match (request.event, request.at) {
            (Some(event), _) => event,
            (None, Some(time)) => events::at(r, time)?,
            (None, None) => events::newest_id(r)?,
        };
        Ok(past::item(r, request.item, moment)?)
    })
}
