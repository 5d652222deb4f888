//! The list of recent projects: belongs to the program, not to a project.

use crate::files::FileHandle;
use crate::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use ts_rs::TS;

const KEPT: usize = 12;

#[derive(Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    name: String,
}

/// A project that was open before.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RecentProject {
    /// The project's name when it was last open.
    pub name: String,
    /// The file.
    pub file: FileHandle,
}

fn list_file(app_dir: &Path) -> PathBuf {
    app_dir.join("recent.json")
}

fn load(app_dir: &Path) -> Vec<Entry> {
    // A list that cannot be read is an empty list: it is only a convenience.
    let text = std::fs::read(list_file(app_dir)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Puts a project first in the list. A list that cannot be written is logged: opening goes on.
pub(crate) fn remember(app_dir: &Path, path: &Path, name: &str) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut entries = load(app_dir);
    entries.retain(|entry| entry.path != path);
    entries.insert(0, Entry { path, name: name.to_owned() });
    entries.truncate(KEPT);
    let written = std::fs::create_dir_all(app_dir).and_then(|()| {
        let json = serde_json::to_vec_pretty(&entries).map_err(std::io::Error::other)?;
        assay_formats::write_atomically(&list_file(app_dir), |file| std::io::Write::write_all(file, &json))
    });
    if let Err(error) = written {
        tracing::warn!(%error, "the list of recent projects could not be written");
    }
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<Vec<RecentProject>> {
    let Some(app_dir) = &ctx.workbench.config.app_dir else { return Ok(Vec::new()) };
    let entries = load(app_dir).into_iter().filter(|entry| entry.path.is_file());
    let entry =
        |entry: Entry| RecentProject { name: entry.name, file: ctx.workbench.files.register(entry.path) };
    Ok(entries.map(entry).collect())
}
