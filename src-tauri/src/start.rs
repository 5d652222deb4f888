//! What is decided before the window opens.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

/// Checks that there is a display and settles how WebKit renders.
///
/// # Errors
/// The message to show when no window can be opened.
pub(crate) fn prepare() -> Result<(), String> {
    #[cfg(target_os = "linux")]
    linux::prepare()?;
    Ok(())
}

/// Says something to whoever started the program from a terminal.
#[expect(clippy::print_stderr, reason = "there is no window yet to say it in")]
pub(crate) fn say(message: &str) {
    eprintln!("{message}");
}

/// Opens the log in the folder of application data: one file a day, seven kept.
///
/// `ASSAY_LOG` sets the level as in `RUST_LOG`. Item content is never logged at
/// info level; a panic is logged by its place alone, for its message may quote
/// an item. Without a log the program runs all the same.
pub(crate) fn open_log(app_dir: &Path) -> Option<WorkerGuard> {
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("assay")
        .filename_suffix("log")
        .max_log_files(7)
        .build(app_dir.join("logs"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::try_from_env("ASSAY_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).try_init().ok()?;
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
        before(panic);
    }));
    Some(guard)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    /// Without a GPU, WebKit's DMA-BUF renderer draws 9 frames a second where the
    /// other one draws 60, and it takes 80 MiB more.
    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    pub(super) fn prepare() -> Result<(), String> {
        let display = ["WAYLAND_DISPLAY", "DISPLAY"].map(std::env::var_os);
        if display.iter().flatten().all(|value| value.is_empty()) {
            return Err("Assay needs a display to open its window, and neither DISPLAY nor \
                        WAYLAND_DISPLAY is set. In a terminal, use the command line instead: \
                        assay --help"
                .to_owned());
        }
        let set = std::env::var_os(RENDERER);
        if needs_plain_renderer(set.as_deref(), renders_on_a_gpu()) {
            // A process cannot safely change its own environment once it may have
            // threads, so it starts itself over with the variable set.
            let own = std::env::current_exe().map_err(|error| error.to_string())?;
            let arguments = std::env::args_os().skip(1);
            let error = Command::new(own).args(arguments).env(RENDERER, "1").exec();
            return Err(format!("Assay could not start itself: {error}"));
        }
        Ok(())
    }

    /// What the person set, to whatever value, stays.
    fn needs_plain_renderer(set: Option<&OsStr>, gpu: bool) -> bool {
        set.is_none() && !gpu
    }

    fn renders_on_a_gpu() -> bool {
        if std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value == "1") {
            return false;
        }
        std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
            nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        })
    }

    #[cfg(test)]
    mod tests {
        use super::needs_plain_renderer;
        use std::ffi::OsStr;

        #[test]
        fn the_renderer_is_changed_only_where_no_gpu_renders_and_nobody_chose() {
            for (set, gpu, expected) in [
                (None, false, true),
                (None, true, false),
                (Some("0"), false, false),
                (Some("1"), false, false),
                (Some("0"), true, false),
            ] {
                assert_eq!(needs_plain_renderer(set.map(OsStr::new), gpu), expected);
            }
        }
    }
}
