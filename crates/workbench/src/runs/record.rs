//! Runs as records of experiments.

use crate::{Context, Result};
use assay_store::records::{self, RunRecord};
use assay_store::runs::Run;
use serde::Deserialize;
use ts_rs::TS;

/// A change of what is known of a run; what is left out stays as it is.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RunEdit {
    /// Row id.
    pub run: i64,
    /// New name, unique in the project.
    #[serde(default)]
    pub name: Option<String>,
    /// New record.
    #[serde(default)]
    pub record: Option<RunRecord>,
    /// Keep it out of lists, or list it again.
    #[serde(default)]
    pub archived: Option<bool>,
}

pub(crate) fn edit(ctx: &Context, request: RunEdit) -> Result<Run> {
    let person = ctx.person()?.id;
    let record = request.record.unwrap_or_default();
    ctx.write(|w| {
        Ok(records::edit(w, person, request.run, request.name.as_deref(), &record, request.archived)?)
    })
}
