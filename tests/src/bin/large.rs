//! Makes a large project: `cargo run --release -p assay-tests --bin large -- FILE.assay [ROWS]`, 1,000,000 rows where not
//! said otherwise.

use std::io::Write as _;
use std::path::PathBuf;

fn main() {
    let mut words = std::env::args().skip(1);
    let file = words.next().map(PathBuf::from);
    let rows = words.next().map_or(Ok(1_000_000), |rows| rows.replace(',', "").parse());
    let (Some(file), Ok(rows)) = (file, rows) else {
        let _ = writeln!(std::io::stderr(), "usage: large FILE.assay [ROWS]");
        std::process::exit(2);
    };
    // So that a file without a folder lies where the program was started.
    let file = std::path::absolute(file).expect("a path");
    let large = assay_tests::large::make(&file, rows);
    for (step, time) in &large.times {
        let _ = writeln!(std::io::stdout(), "{step:<12} {:.1} s", time.as_secs_f64());
    }
    large.workbench.close();
}
