//! Named lists: collect more like these.

use super::picked::{ItemsWanted, picked};
use crate::{Context, Error, Result};
use assay_store::Write;
use assay_store::collections::{self, Collection};
use assay_store::events::Event;
use serde::Deserialize;
use ts_rs::TS;

/// A new list.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CollectionMake {
    /// Row id of the run that the items are of.
    pub run: i64,
    /// Which items.
    pub wanted: ItemsWanted,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// What to look for.
    #[serde(default)]
    pub note: Option<String>,
    /// How many more like these are wanted.
    #[serde(default)]
    pub target: Option<u64>,
}

/// Names a list.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCollection {
    /// Row id.
    pub collection: i64,
}

/// Every list, newest first.
pub(crate) fn collections(ctx: &Context, (): ()) -> Result<Vec<Collection>> {
    ctx.read(|r| Ok(collections::list(r)?))
}

/// Makes a list.
pub(crate) fn make(ctx: &Context, request: CollectionMake) -> Result<Collection> {
    let person = ctx.person()?.id;
    let name = request.name.trim();
    if name.is_empty() {
        return Err(Error::refused("name_invalid", "a collection needs a name; write one"));
    }
    ctx.write(|w| {
        let (_, items) = picked(w, request.run, &request.wanted)?;
        let note = request.note.as_deref().unwrap_or_default();
        Ok(collections::make(w, person, name, note.trim(), request.target, &items)?)
    })
}

/// Drops a list; its items stay.
pub(crate) fn drop(ctx: &Context, request: OnCollection) -> Result<()> {
    let person = ctx.person()?.id;
    ctx.write(|w| Ok(collections::drop(w, person, request.collection)?))
}

/// Takes the making of a list back, or makes it again.
pub(crate) fn undo_make(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(collections::undo_make(w, event)?)
}

/// Puts a dropped list back, or drops it again.
pub(crate) fn undo_drop(w: &Write<'_>, event: &Event) -> Result<()> {
    Ok(collections::undo_drop(w, event)?)
}
