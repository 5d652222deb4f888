//! Files the person points at: by dialog, as program arguments, or dropped on
//! the window. Paths stay here; the page gets handles.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use assay_workbench::{FileHandle, Workbench};
use serde::Deserialize;
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

use crate::Shell;

/// What the page wants opened; it decides the filter and whether a folder or
/// several files may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenKind {
    /// An Assay project.
    Project,
    /// A table of items, judgments or predictions.
    Table,
    /// Image files.
    Images,
    /// A folder.
    Folder,
    /// Text: a guideline in Markdown.
    Text,
    /// Any file.
    Any,
}

impl OpenKind {
    fn filter(self) -> Option<(&'static str, &'static [&'static str])> {
        match self {
            Self::Project => Some(("Assay project", &["assay"])),
            Self::Table => Some(("Tables", &["csv", "tsv", "jsonl", "ndjson", "json", "parquet", "xlsx"])),
            Self::Images => Some(("Images", &["png", "jpg", "jpeg", "gif", "webp", "bmp"])),
            Self::Text => Some(("Text", &["md", "markdown", "txt"])),
            Self::Folder | Self::Any => None,
        }
    }
}

/// Files given when the program was started; the page asks for them once.
#[derive(Debug, Default)]
pub(crate) struct Opened(Mutex<Vec<FileHandle>>);

impl Opened {
    /// Registers the arguments that name something that exists.
    pub(crate) fn from_arguments(workbench: &Workbench) -> Self {
        let paths = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists());
        // The working directory may change later; a handle must not.
        let paths = paths.map(|path| std::path::absolute(&path).unwrap_or(path));
        Self(Mutex::new(register(workbench, paths)))
    }

    fn take(&self) -> Vec<FileHandle> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Registers paths as handles.
pub(crate) fn register(workbench: &Workbench, paths: impl IntoIterator<Item = PathBuf>) -> Vec<FileHandle> {
    paths.into_iter().map(|path| workbench.files().register(path)).collect()
}

/// Asks for files to open; an empty list means the dialog was dismissed.
#[tauri::command]
pub(crate) async fn pick_open(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    kind: OpenKind,
) -> Result<Vec<FileHandle>, ()> {
    let workbench = Arc::clone(&shell.workbench);
    Ok(on_a_thread(move || {
        let mut dialog = dialog(&window);
        if let Some((name, extensions)) = kind.filter() {
            dialog = dialog.add_filter(name, extensions);
        }
        let chosen = match kind {
            OpenKind::Folder => dialog.blocking_pick_folder().into_iter().collect(),
            OpenKind::Images => dialog.blocking_pick_files().unwrap_or_default(),
            _ => dialog.blocking_pick_file().into_iter().collect(),
        };
        register(&workbench, paths(chosen))
    })
    .await
    .unwrap_or_default())
}

/// Asks where to save; nothing means the dialog was dismissed.
#[tauri::command]
pub(crate) async fn pick_save(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    suggested_name: String,
) -> Result<Option<FileHandle>, ()> {
    let workbench = Arc::clone(&shell.workbench);
    Ok(on_a_thread(move || {
        let mut dialog = dialog(&window).set_file_name(&suggested_name);
        if let Some((_, extension)) = suggested_name.rsplit_once('.') {
            dialog = dialog.add_filter(extension, &[extension]);
        }
        let chosen = dialog.blocking_save_file();
        register(&workbench, paths(chosen)).into_iter().next()
    })
    .await
    .unwrap_or_default())
}

/// The files the program was started with.
#[tauri::command]
pub(crate) fn opened_files(shell: State<'_, Shell>) -> Vec<FileHandle> {
    shell.opened.take()
}

fn dialog(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

fn paths(chosen: impl IntoIterator<Item = FilePath>) -> impl Iterator<Item = PathBuf> {
    chosen.into_iter().filter_map(|file| file.into_path().ok())
}

/// The dialogs' blocking calls must stay off the thread that draws the window.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tauri::async_runtime::spawn_blocking(work).await.ok()
}
