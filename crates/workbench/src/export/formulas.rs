//! The priorities of a run as a workbook whose main figures are formulas over a sheet of counts; the others are values.

use super::priority_table::{self, FIGURES, figures, place};
use super::sinks::{Book, Sink as _, Value};
use super::table::cannot_write;
use crate::errors::{PrioritiesReport, PriorityRow};
use crate::jobs::Progress;
use crate::{Result, times};
use assay_formats::{SheetCell, WorkbookWriter};
use std::path::Path;

/// Where the counts of a tag stand: columns of the sheet `Counts`.
const COUNTS: [&str; 11] = [
    "tag",
    "wrong_rows",
    "wrong_looked_at",
    "wrong_with_tag",
    "wrong_looked",
    "right_rows",
    "right_looked_at",
    "right_with_tag",
    "right_looked",
    "level",
    "run_rows",
];

/// So many of [`FIGURES`] are made of counts alone; the rest needs to know which tags meet on which row.
const LIVE: usize = 7;

/// The counts behind a row, as numbers.
struct Behind {
    wrong: [f64; 3],
    right: [f64; 3],
    level: f64,
}

impl Behind {
    fn of(row: &PriorityRow) -> Behind {
        let part = |s: &crate::errors::StratumView| [s.size as f64, s.seen as f64, s.yes as f64];
        Behind {
            wrong: part(&row.wrong),
            right: part(&row.right),
            level: row.level.as_ref().map_or(f64::NAN, |level| level.value),
        }
    }

    /// What a formula comes to; not a number where it divides by nothing.
    fn value(&self, figure: usize) -> f64 {
        let [wrong, wrong_seen, wrong_yes] = self.wrong;
        let [right, right_seen, right_yes] = self.right;
        let share = wrong_yes / wrong_seen;
        let tagged = wrong * share + right * (right_yes / right_seen);
        let n = wrong + right;
        let miss = wrong * share / tagged;
        match FIGURES[figure] {
            "share_of_errors" => share,
            "miss_rate" => miss,
            "share_of_items" => tagged / n,
            "zero_error_ceiling" => share * wrong / n,
            "accuracy" => 1.0 - miss,
            "gap" => self.level - (1.0 - miss),
            _ => (self.level - (1.0 - miss)) * (tagged / n),
        }
    }
}

/// The formula of a figure in a row; Excel counts rows from 1.
fn formula(figure: usize, row: usize) -> String {
    let count = |column: char| format!("Counts!{column}{row}");
    let (b, c, d) = (count('B'), count('C'), count('D'));
    let (f, g, h) = (count('F'), count('G'), count('H'));
    let own = |figure: &str| {
        let at = FIGURES.iter().position(|name| *name == figure).unwrap_or_default();
        format!("{}{row}", column(place(at)))
    };
    match FIGURES[figure] {
        "share_of_errors" => format!("{d}/{c}"),
        "miss_rate" => format!("{b}*{d}/{c}/({b}*{d}/{c}+{f}*{h}/{g})"),
        "share_of_items" => format!("({b}*{d}/{c}+{f}*{h}/{g})/({b}+{f})"),
        "zero_error_ceiling" => format!("{}*{b}/({b}+{f})", own("share_of_errors")),
        "accuracy" => format!("1-{}", own("miss_rate")),
        "gap" => format!("{}-{}", count('J'), own("accuracy")),
        _ => format!("{}*{}", own("gap"), own("share_of_items")),
    }
}

/// A, B, ..., Z, AA, ...
fn column(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)));
        match at / 26 {
            0 => return name,
            rest => at = rest - 1,
        }
    }
}

/// Writes the sheets `Priorities`, `Counts` and `About`; gives the workbook and its number of tags.
pub(super) fn priorities(
    report: &PrioritiesReport,
    about: &[(&str, String)],
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(WorkbookWriter, u64)> {
    let mut book = Book::new(folder, "Priorities", progress)?;
    book.columns(&priority_table::columns(report), report.rows.len() as u64)?;
    let unplaced = |fault| cannot_write(Path::new(""), &fault);
    for (row, line) in report.rows.iter().zip(2..) {
        let (behind, values, own) = (Behind::of(row), priority_table::cells(report, row), figures(row));
        let texts: Vec<String> = (0..LIVE).map(|figure| formula(figure, line)).collect();
        let mut cells: Vec<SheetCell<'_>> = values.iter().map(Value::to_cell).collect();
        for (figure, text) in texts.iter().enumerate() {
            let Some(value) = own[figure].and_then(|figure| figure.value) else { continue };
            // A figure that is made otherwise, by weights or on other rows, stays a number.
            if (behind.value(figure) - value).abs() < 1e-9 {
                cells[place(figure)] = SheetCell::Formula { text, value, share: true };
            }
        }
        book.writer.row(&cells).map_err(unplaced)?;
    }
    let mut writer = book.writer;
    counts(&mut writer, report).and_then(|()| notes(&mut writer, about)).map_err(unplaced)?;
    Ok((writer, report.rows.len() as u64))
}

type Written = std::result::Result<(), assay_formats::WriteFault>;

fn counts(writer: &mut WorkbookWriter, report: &PrioritiesReport) -> Written {
    writer.sheet("Counts", &[24.0, 12.0, 16.0, 16.0, 14.0, 12.0, 16.0, 16.0, 14.0, 8.0, 12.0], true)?;
    writer.row(&COUNTS.map(SheetCell::Head))?;
    for row in &report.rows {
        let [wrong, wrong_seen, wrong_yes] = Behind::of(row).wrong;
        let [right, right_seen, right_yes] = Behind::of(row).right;
        writer.row(&[
            SheetCell::Text(&row.tag.name),
            SheetCell::Number(wrong),
            SheetCell::Number(wrong_seen),
            SheetCell::Number(wrong_yes),
            SheetCell::Text(&row.wrong.looked),
            SheetCell::Number(right),
            SheetCell::Number(right_seen),
            SheetCell::Number(right_yes),
            SheetCell::Text(&row.right.looked),
            row.level.as_ref().map_or(SheetCell::Empty, |level| SheetCell::Share(level.value)),
            SheetCell::Number(report.n as f64),
        ])?;
    }
    Ok(())
}

fn notes(writer: &mut WorkbookWriter, about: &[(&str, String)]) -> Written {
    writer.sheet("About", &[28.0, 100.0], false)?;
    about.iter().try_for_each(|(what, text)| writer.row(&[SheetCell::Head(what), SheetCell::Text(text)]))
}

/// What a reader of the workbook should know.
pub(super) fn about(
    report: &PrioritiesReport,
    project: &str,
    now: i64,
    version: &str,
) -> Vec<(&'static str, String)> {
    let mut about = vec![
        ("Project", project.to_owned()),
        ("Run", report.run.clone()),
        ("Rows", report.filter.clone().unwrap_or_else(|| "all".to_owned())),
        ("Items with a reference label", report.n.to_string()),
        ("Of them wrong", report.errors.to_string()),
        ("Reference labels", format!("revision {}", report.reference_revision)),
        (
            "Level",
            report.baseline.clone().unwrap_or_else(|| "each tag's own human level, set by hand".to_owned()),
        ),
    ];
    about.extend(report.weights.as_ref().map(|own| ("Weights", own.field.clone())));
    about.extend(report.formula.clone().map(|formula| ("Score", formula)));
    about.extend([
        ("Written", format!("{} by Assay {version}", times::format(now))),
        ("Figures", "Formulas over the sheet Counts: change a count and they follow. A figure that cannot be made of these counts is written as its value.".into()),
        ("Limits", "The columns _lower and _upper are 95 % intervals as the program made them; they do not follow a change of the counts.".into()),
        ("Right to be estimated", "A stratum that was looked at in part stands for all its rows only where it was drawn by chance: see the columns _looked.".into()),
    ]);
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_excel() {
        for (place, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column(place), name);
        }
    }
}
