//! What must hold for any bytes at all, one function for each way into the program.
//!
//! The fuzzer (`npm run fuzz -- TARGET MINUTES`) and the replay of its findings in the test run call the same functions. A
//! function panics where something does not hold: a panic below it, rows that are neither accepted nor rejected, a round
//! trip that changes a value, markup that could act. What is refused must be refused with a code and a message.

mod filter;
mod guideline;
mod imports;
mod pictures;
mod project;
mod scratch;
mod tables;

/// A way in.
#[derive(Debug)]
pub struct Target {
    /// As on the command line, and the folder of its corpus.
    pub name: &'static str,
    /// What the bytes are.
    pub about: &'static str,
    /// Checks everything.
    pub run: fn(&[u8]),
}

/// All ways in.
pub const TARGETS: &[Target] = &[
    Target { name: "csv", about: "a delimited table, in any encoding", run: tables::csv },
    Target { name: "tsv", about: "a table with tabs, quotes or not", run: tables::tsv },
    Target {
        name: "jsonl",
        about: "objects in lines or in an array, nested or spread out",
        run: tables::json,
    },
    Target { name: "parquet", about: "a Parquet file", run: tables::parquet },
    Target { name: "workbook", about: "an Excel workbook, or the XML of its parts", run: tables::workbook },
    Target { name: "items", about: "a file of items, previewed and imported", run: imports::items },
    Target {
        name: "judgments",
        about: "a file of judgments, previewed and imported",
        run: imports::judgments,
    },
    Target {
        name: "predictions",
        about: "a file of predictions, previewed and imported",
        run: imports::predictions,
    },
    Target { name: "filter", about: "a filter line or a formula", run: filter::run },
    Target {
        name: "guideline",
        about: "Markdown; a NUL divides an older text from a newer",
        run: guideline::run,
    },
    Target { name: "images", about: "a picture", run: pictures::run },
    Target { name: "project", about: "a project file, or changes to a sound one", run: project::run },
];

/// Runs the target of this name.
///
/// # Panics
/// Where there is none, and where something does not hold.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    let target = target.unwrap_or_else(|| panic!("no target {name:?}; there are {}", names.join(", ")));
    (target.run)(bytes);
}
