//! Imports a file into a project: `importer PROJECT KIND FILE`. The crash test kills it at random moments.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [project, kind, file] = &args[..] else { return Err("PROJECT KIND FILE".into()) };
    assay_tests::import(project, kind, file)
}
