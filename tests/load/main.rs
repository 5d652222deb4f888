//! Raters at work while a large import runs, small. All of it:
//! `cargo run --release -p assay-tests --bin soak -- load 1000000 50`.

use assay_tests::load::{Load, run};
use std::process::Command;
use std::time::Duration;

#[test]
fn raters_go_on_while_a_large_import_runs() {
    let load = Load { rows: 20_000, raters: 10, think: Duration::from_millis(50) };
    run(&load, Command::new(env!("CARGO_BIN_EXE_importer")));
}
