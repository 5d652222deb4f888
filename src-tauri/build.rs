//! Lists the shell's own commands in the app manifest, so that each needs a
//! permission in `capabilities/`.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(&[
        "rpc",
        "pick_open",
        "pick_save",
        "opened_files",
        "closing_is_asked",
    ]);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
