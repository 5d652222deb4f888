//! The window: where it may go, what is dropped on it, and how it closes.

use std::path::PathBuf;
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, DragDropEvent, Emitter as _, Manager as _, Url, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::{Shell, dialogs};

const LABEL: &str = "main";

/// Sent to the page with the handles of the files dropped on the window.
const FILES_DROPPED: &str = "files-dropped";

/// The page returns its leases within 1.5 s and then closes the window itself;
/// a page that has stopped answering must not keep the window open.
const CLOSE_ANYWAY: Duration = Duration::from_millis(2500);

/// Opens the window.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Assay")
        .inner_size(1280.0, 800.0)
        .min_inner_size(880.0, 560.0)
        .on_navigation(|url| is_own_page(url, tauri::is_dev()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let handle = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { .. } => close_anyway(handle.clone()),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            hand_over(handle.clone(), paths.clone());
        }
        _ => {}
    });
    Ok(())
}

/// The interface is one page; links in item text or in a guideline lead nowhere.
fn is_own_page(url: &Url, dev: bool) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => dev,
        _ => false,
    }
}

fn close_anyway(window: WebviewWindow) {
    std::thread::spawn(move || {
        std::thread::sleep(CLOSE_ANYWAY);
        if window.destroy().is_err() {
            tracing::debug!("the window was closed already");
        }
    });
}

fn hand_over(window: WebviewWindow, paths: Vec<PathBuf>) {
    tauri::async_runtime::spawn_blocking(move || {
        let handles = dialogs::register(&window.state::<Shell>().workbench, paths);
        if let Err(error) = window.emit(FILES_DROPPED, handles) {
            tracing::warn!(%error, "dropped files did not reach the page");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_page() {
        for (url, dev, expected) in [
            ("tauri://localhost/index.html", false, true),
            ("http://tauri.localhost/", false, true),
            ("http://localhost:5173/", true, true),
            ("http://localhost:5173/", false, false),
            ("https://example.org/", true, false),
            ("file:///etc/passwd", false, false),
            ("data:text/html,x", false, false),
            ("media://localhost/ab", false, false),
            ("about:blank", false, false),
        ] {
            assert_eq!(is_own_page(&url.parse().unwrap(), dev), expected, "{url}");
        }
    }
}
