//! Writes what is made from the command table: `ui/src/generated/commands.ts`. With `--check` it writes nothing and
//! fails where the file differs.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/generated/commands.ts");
    let made = assay_workbench::commands::typescript();
    let message = if std::env::args().any(|arg| arg == "--check") {
        match std::fs::read_to_string(&path) {
            Ok(found) if found == made => return ExitCode::SUCCESS,
            _ => "ui/src/generated/commands.ts is out of date; run `npm run generate`".to_owned(),
        }
    } else {
        match std::fs::write(&path, made) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => format!("{}: {error}", path.display()),
        }
    };
    use std::io::Write as _;
    // Nowhere is left to report a failure to write this.
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::FAILURE
}
