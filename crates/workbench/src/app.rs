//! What belongs to the program, not to a project.

use crate::{Context, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The program.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct AppInfo {
    /// As in Cargo.toml.
    pub version: String,
    /// The name of whoever is logged in to this machine, as a proposal.
    pub user_name: String,
    /// Where a new project goes when nobody says otherwise, for people.
    pub default_folder: String,
}

pub(crate) fn info(ctx: &Context, (): ()) -> Result<AppInfo> {
    Ok(AppInfo {
        version: ctx.workbench.config.version.to_owned(),
        user_name: user_name(),
        default_folder: crate::project::default_folder().display().to_string(),
    })
}

/// The name of whoever is logged in to this machine.
pub fn user_name() -> String {
    let known = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    known.map(|name| name.trim().to_owned()).find(|name| !name.is_empty()).unwrap_or_else(|| "me".to_owned())
}
