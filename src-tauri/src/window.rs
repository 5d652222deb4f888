//! The window: where it may go, what is dropped on it, and how it closes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, DragDropEvent, Emitter as _, Manager as _, State, Url, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::{Shell, dialogs};

const LABEL: &str = "main";

/// WebView2 and Android serve the page as `http://tauri.localhost`, the others as `tauri://localhost`.
const OVER_HTTP: bool = cfg!(any(windows, target_os = "android"));

/// Of the development server, as `devUrl` in tauri.conf.json has it.
const DEV_PORT: u16 = 5173;

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
        .on_navigation(|url| is_own_page(url, tauri::is_dev(), OVER_HTTP))
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

/// The interface is one page; links in item text or in a guideline lead nowhere. A port is another server, and where the page
/// has a scheme of its own, `http://tauri.localhost` is one too.
fn is_own_page(url: &Url, dev: bool, over_http: bool) -> bool {
    match (url.scheme(), url.host_str(), url.port()) {
        ("tauri", Some("localhost"), None) => !over_http,
        ("http" | "https", Some("tauri.localhost"), None) => over_http,
        ("http", Some("localhost"), Some(DEV_PORT)) => dev,
        _ => false,
    }
}

/// How often the page said that it asks the person first.
#[derive(Debug, Default)]
pub(crate) struct Closing(AtomicU64);

impl Closing {
    fn asked(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The page answers, and asks the person whether to leave what is not saved: then it closes the window itself, or not.
#[tauri::command]
pub(crate) fn closing_is_asked(shell: State<'_, Shell>) {
    shell.closing.0.fetch_add(1, Ordering::Relaxed);
}

fn close_anyway(window: WebviewWindow) {
    let asked = window.state::<Shell>().closing.asked();
    std::thread::spawn(move || {
        std::thread::sleep(CLOSE_ANYWAY);
        if window.state::<Shell>().closing.asked() != asked {
            return;
        }
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
        for (url, dev, over_http, expected) in [
            ("tauri://localhost/index.html", false, false, true),
            ("tauri://localhost/index.html", false, true, false),
            ("tauri://localhost:8080/", false, false, false),
            ("tauri://elsewhere/", false, false, false),
            ("http://tauri.localhost/", false, true, true),
            // Where the page has its own scheme, this is whatever listens on this machine.
            ("http://tauri.localhost/", false, false, false),
            ("http://tauri.localhost:8080/", false, true, false),
            ("http://tauri.localhost@example.org/", false, true, false),
            ("http://tauri.localhost.example.org/", false, true, false),
            ("http://localhost:5173/", true, false, true),
            ("http://localhost:5173/", false, false, false),
            ("http://localhost:8080/", true, false, false),
            ("http://localhost/", true, false, false),
            ("https://example.org/", true, false, false),
            ("file:///etc/passwd", false, false, false),
            ("file://localhost/etc/passwd", false, false, false),
            ("data:text/html,x", false, false, false),
            ("blob:tauri://localhost/0", false, false, false),
            ("javascript:alert(1)", false, false, false),
            ("media://localhost/ab", false, false, false),
            ("ipc://localhost/rpc", false, false, false),
            ("asset://localhost/etc/passwd", false, false, false),
            ("about:blank", false, false, false),
            ("about:srcdoc", false, false, false),
        ] {
            assert_eq!(is_own_page(&url.parse().unwrap(), dev, over_http), expected, "{url}");
        }
    }
}
