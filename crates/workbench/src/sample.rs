//! The sample project: real pictures of digits, real predictions, simulated raters, built through the import commands.

use crate::access::now;
use crate::import::{self, ImportKind, ImportRequest};
use crate::jobs::Silent;
use crate::project::{self, Overview, ProjectCreate};
use crate::{Caller, Context, Error, Needs, Result};
use assay_model::{Policy, SchemeDraft};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::Path;
use ts_rs::TS;

/// 8 x 8 pictures as hexadecimal grey values, with truth; see sample/SOURCE.md for origin and licence (CC BY 4.0).
const DIGITS: &str = include_str!("../sample/digits.csv");
/// Out-of-sample predictions of two models.
const RUNS: [(&str, &str); 2] = [
    ("logreg-14px", include_str!("../sample/predictions_logreg-14px.csv")),
    ("logreg-64px", include_str!("../sample/predictions_logreg-64px.csv")),
];
/// Simulated raters and the chance that each names a digit rightly.
const RATERS: [(&str, f64); 3] =
    [("Ada (simulated)", 0.97), ("Ben (simulated)", 0.94), ("Cleo (simulated)", 0.88)];
/// Items from here on have no judgments: something is left to label.
const LABELLED: usize = 520;
/// Every so many items have a known answer.
const GOLD_EVERY: usize = 12;
const SEED: u64 = 7;

const GUIDELINE: &str = "# Which digit is it?

Name the digit that the writer meant, **not** the one the picture happens to resemble.

| looks like | decide by |
|---|---|
| 1 or 7 | a top bar makes it a **7** |
| 3 or 8 | two closed loops make it an **8** |
| 4 or 9 | a closed top makes it a **9** |
| 5 or 6 | a closed bottom makes it a **6** |

If you cannot tell, choose the likelier one and press **U** (unsure) first.

*The raters Ada, Ben and Cleo of this sample are simulated. Pictures: Optical Recognition of Handwritten Digits
(E. Alpaydin, C. Kaynak), UCI, CC BY 4.0.*
";

/// Where the sample goes.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SampleCreate {
    /// The file (a handle); the default folder where left out.
    pub file: Option<String>,
    /// Who makes it.
    pub person: String,
}

struct Digit {
    key: String,
    label: String,
    pixels: Vec<u8>,
}

fn digits() -> Result<Vec<Digit>> {
    let broken = || Error::refused("sample_broken", "the sample data inside this program cannot be read");
    let mut digits = Vec::new();
    for line in DIGITS.lines().skip(1) {
        let mut cells = line.split(',');
        let (key, label, hex) = (cells.next(), cells.next(), cells.next().unwrap_or_default());
        let byte = |i: usize| hex.get(2 * i..2 * i + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let pixels: Option<Vec<u8>> = (0..64).map(byte).collect();
        digits.push(Digit {
            key: key.ok_or_else(broken)?.to_owned(),
            label: label.ok_or_else(broken)?.to_owned(),
            pixels: pixels.ok_or_else(broken)?,
        });
    }
    Ok(digits)
}

pub(crate) fn create(ctx: &Context, request: SampleCreate) -> Result<Overview> {
    let names: Vec<String> = (0..10).map(|digit| digit.to_string()).collect();
    let made = project::create(
        ctx,
        ProjectCreate {
            name: "Digits (sample)".into(),
            file: request.file,
            scheme: SchemeDraft {
                question: Some("Which digit is it?".into()),
                ..SchemeDraft::of_classes(&names)
            },
            guideline: Some(GUIDELINE.into()),
            policy: Some(Policy {
                judgments_per_item: 3,
                gold_share: 0.1,
                consensus_share: 0.6,
                ..Policy::default()
            }),
            person: request.person,
        },
    )?;
    let folder = tempfile::tempdir().map_err(|e| {
        Error::refused("no_temporary_folder", format!("no temporary folder could be made: {e}"))
    })?;
    let caller = Caller { person: made.people.first().map(|person| person.uid.clone()) };
    let lead = Context::new(&ctx.workbench, &caller, Needs::Project)?;
    let digits = digits()?;
    write_files(folder.path(), &digits)
        .map_err(|e| Error::refused("no_temporary_folder", format!("the sample cannot be unpacked: {e}")))?;
    for (kind, file, run) in [
        (ImportKind::Items, "items.csv", None),
        (ImportKind::Gold, "gold.csv", None),
        (ImportKind::Judgments, "judgments.csv", None),
        (ImportKind::Predictions, "run-0.csv", Some(RUNS[0].0)),
        (ImportKind::Predictions, "run-1.csv", Some(RUNS[1].0)),
    ] {
        let handle = ctx.workbench.files.register(folder.path().join(file)).handle;
        let request = ImportRequest { run: run.map(str::to_owned), ..ImportRequest::reading(&handle, kind) };
        let report = import::run(&lead, request, &Silent)?;
        if report.rejected > 0 {
            return Err(Error::refused(
                "sample_broken",
                format!("{} rows of the sample's {file} were rejected", report.rejected),
            ));
        }
    }
    lead.store()?.write(now(), |w| {
        for (name, _) in RATERS {
            assay_store::people::set_simulated(w, name)?;
        }
        Ok::<_, Error>(())
    })?;
    tags(&lead)?;
    project::overview(&lead, ())
}

/// Two properties that the pixels decide, marked on every row, so that the first look at priorities shows figures.
fn tags(lead: &Context) -> Result<()> {
    use crate::errors::{
        MarkRows, SheetOpen, TagCreate, TagUpdate, create_tag, mark, open, runs, update_tag,
    };
    use assay_model::{Mark, Query, TagEdit};
    let run = runs(lead, ())?.first().map(|run| run.id).unwrap_or_default();
    let rules = [
        ("heavy ink", "brightness < 165", Some((4, 2)), Some((0.97, 200))),
        ("touches the edge", "touches_edge = 1", Some((2, 4)), Some((0.96, 120))),
    ];
    for (name, rule, ranks, hlp) in rules {
        let tag = create_tag(lead, TagCreate { name: name.into() })?;
        let edit = TagEdit {
            importance: ranks.map(|(importance, _)| Some(importance)),
            ease: ranks.map(|(_, ease)| Some(ease)),
            hlp: hlp.map(|(accuracy, _)| Some(accuracy)),
            hlp_n: hlp.map(|(_, n)| Some(n)),
            note: Some(format!("every row where {rule}")),
            ..TagEdit::default()
        };
        update_tag(lead, TagUpdate { tag: tag.id, edit })?;
        for (filter, state) in [(rule.to_owned(), Mark::Yes), (format!("not {rule}"), Mark::No)] {
            let query = Query { filter: Some(filter), sort: Vec::new() };
            let view = open(lead, SheetOpen { run, query, place: None })?;
            let ranges = vec![(0, view.rows)];
            mark(
                lead,
                MarkRows { view: view.view, revision: view.revision, ranges, tag: tag.id, mark: state },
            )?;
        }
    }
    Ok(())
}

fn write_files(folder: &Path, digits: &[Digit]) -> std::io::Result<()> {
    let (mut items, mut gold) =
        (String::from("item,image,brightness,touches_edge\n"), String::from("item,label\n"));
    for (i, digit) in digits.iter().enumerate() {
        let image = format!("{}.png", digit.key);
        let png = assay_formats::grey_png(&digit.pixels, 8, 8).map_err(std::io::Error::other)?;
        std::fs::write(folder.join(&image), png)?;
        let brightness = digit.pixels.iter().map(|p| f64::from(*p)).sum::<f64>() / 64.0;
        let edge = (0..64).any(|p| (p % 8 == 0 || p % 8 == 7) && digit.pixels[p] < 160);
        let _ = writeln!(items, "{},{image},{brightness:.2},{}", digit.key, u8::from(edge));
        if i % GOLD_EVERY == 0 {
            let _ = writeln!(gold, "{},{}", digit.key, digit.label);
        }
    }
    std::fs::write(folder.join("items.csv"), items)?;
    std::fs::write(folder.join("gold.csv"), gold)?;
    std::fs::write(folder.join("judgments.csv"), judgments(digits))?;
    for (i, (_, csv)) in RUNS.iter().enumerate() {
        std::fs::write(folder.join(format!("run-{i}.csv")), csv)?;
    }
    Ok(())
}

/// Days over which the simulated answers were given, the last one yesterday.
const DAYS: u64 = 20;
const DAY_MS: i64 = 86_400_000;

/// When a rater gave the answer to an item, and how long it took: in milliseconds. Fewer on Saturdays and Sundays.
fn made(draw: u64, rater: u64, item: u64, hard: bool) -> (i64, i64) {
    let today = now().div_euclid(DAY_MS);
    let begin = today - DAYS.cast_signed();
    // 1970 began on a Thursday: day 2 was a Saturday.
    let weight =
        |day: u64| if (begin + day.cast_signed() + 3).rem_euclid(7) >= 5 { 1 } else { 4 + (day + rater) % 3 };
    let all: u64 = (0..DAYS).map(weight).sum();
    let (mut left, mut day) = (item * all / LABELLED as u64, 0);
    while left >= weight(day) {
        left -= weight(day);
        day += 1;
    }
    let of_day = draw % 28_800_000;
    let at = (begin + day.cast_signed()) * DAY_MS + 28_800_000 + of_day.cast_signed();
    let unit = (draw >> 40) as f64 / (1_u64 << 24) as f64;
    let seconds =
        (1.6 + 0.4 * rater as f64) * (1.0 / (1.0 - 0.92 * unit)).sqrt() * if hard { 1.9 } else { 1.0 };
    (at, (seconds * 1000.0) as i64)
}

/// Simulated answers: right with the rater's chance, else a digit that is easily taken for it.
fn judgments(digits: &[Digit]) -> String {
    const TAKEN_FOR: [[u8; 2]; 10] =
        [[6, 8], [7, 4], [3, 7], [8, 5], [9, 1], [3, 9], [0, 8], [1, 9], [3, 1], [4, 7]];
    let mut csv = String::from("item,rater,label,time,active_ms\n");
    for (r, (name, skill)) in RATERS.iter().enumerate() {
        for (i, digit) in digits.iter().take(LABELLED).enumerate() {
            let draw = assay_stats::mix(assay_stats::mix(SEED, r as u64), i as u64);
            let unit = (draw >> 11) as f64 / (1_u64 << 53) as f64;
            let truth: usize = digit.label.parse().unwrap_or(0);
            // What fools one rater tends to fool the next: one picture in nine is hard for all.
            let hard = assay_stats::mix(SEED, 1_000_000 + i as u64).is_multiple_of(9);
            let chance = if hard { skill - 0.3 } else { *skill };
            let label = if unit < chance {
                truth.to_string()
            } else {
                TAKEN_FOR[truth][usize::from(draw & 1 == 1)].to_string()
            };
            let (at, active) = made(assay_stats::mix(draw, 1), r as u64, i as u64, hard);
            let _ = writeln!(csv, "{},{name},{label},{at},{active}", digit.key);
        }
    }
    csv
}
