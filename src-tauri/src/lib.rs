//! The desktop shell of Assay.
//!
//! It opens a window, shows the interface in it and passes what the interface
//! asks on to [`assay_workbench::dispatch`]. It translates and holds no rule of
//! its own: what may be done, and by whom, is decided in the workbench.
//!
//! | file | concern |
//! |---|---|
//! | `rpc.rs` | the one command that reaches the workbench |
//! | `dialogs.rs` | file dialogs, program arguments and drops: paths in, handles out |
//! | `media.rs` | `media://localhost/<id>`: images by content id |
//! | `window.rs` | the window: navigation, drops, closing |
//! | `start.rs` | what is decided before the window opens: display, rendering, log |

mod dialogs;
mod media;
mod rpc;
mod start;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use assay_workbench::{Config, Workbench};
use tauri::Manager as _;

/// What every part of the shell shares.
pub(crate) struct Shell {
    pub(crate) workbench: Arc<Workbench>,
    pub(crate) opened: dialogs::Opened,
    pub(crate) closing: window::Closing,
    /// Dropping it flushes the log, so it lives as long as the program.
    _log: Option<tracing_appender::non_blocking::WorkerGuard>,
}

/// Runs the program until its window is closed.
pub fn run() -> ExitCode {
    if let Err(message) = start::prepare() {
        start::say(&message);
        return ExitCode::from(2);
    }
    match build() {
        Ok(app) => {
            // Closing the project moves its log into the one file.
            app.run(|app, event| {
                if matches!(event, tauri::RunEvent::Exit) {
                    app.state::<Shell>().workbench.close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            start::say(&format!("Assay could not start: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn build() -> anyhow::Result<tauri::App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            rpc::rpc,
            dialogs::pick_open,
            dialogs::pick_save,
            dialogs::opened_files,
            window::closing_is_asked,
        ])
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, |context, request, responder| {
            let shell = context.app_handle().state::<Shell>();
            media::answer(Arc::clone(&shell.workbench), &request, responder);
        })
        .setup(|app| {
            let app_dir = app.path().app_data_dir().context("no folder for application data")?;
            std::fs::create_dir_all(&app_dir)
                .with_context(|| format!("the folder {} cannot be made", app_dir.display()))?;
            let log = start::open_log(&app_dir);
            let version = env!("CARGO_PKG_VERSION");
            let workbench = Arc::new(Workbench::new(Config { app_dir: Some(app_dir), version }));
            let opened = dialogs::Opened::from_arguments(&workbench);
            app.manage(Shell { workbench, opened, closing: window::Closing::default(), _log: log });
            window::open(app.handle())?;
            tracing::info!(version, "started");
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window system did not answer")
}
