//! The priorities of a run as a workbook whose figures are formulas over a sheet of counts.

use super::analysis::{FIGURES, figures, priority_columns, priority_row};
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
    "hlp",
    "run_rows",
];

/// The counts behind a row, as numbers.
struct Behind {
    wrong: [f64; 3],
    right: [f64; 3],
    hlp: f64,
}

impl Behind {
    fn of(row: &PriorityRow) -> Behind {
        let part = |s: &crate::errors::StratumView| [s.size as f64, s.seen as f64, s.yes as f64];
        Behind { wrong: part(&row.wrong), right: part(&row.right), hlp: row.tag.hlp.unwrap_or(f64::NAN) }
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
            "gap" => self.hlp - (1.0 - miss),
            _ => (self.hlp - (1.0 - miss)) * (tagged / n),
        }
    }
}

/// The formula of a figure in a row; Excel counts rows from 1.
fn formula(figure: usize, row: usize) -> String {
    let count = |column: char| format!("Counts!{column}{row}");
    let (b, c, d) = (count('B'), count('C'), count('D'));
    let (f, g, h) = (count('F'), count('G'), count('H'));
    let own = |figure: &str| {
        let place = FIGURES.iter().position(|name| *name == figure).unwrap_or_default();
        format!("{}{row}", column(5 + 4 * place))
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
fn column(mut place: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(place % 26).unwrap_or(0)));
        match place / 26 {
            0 => return name,
            rest => place = rest - 1,
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
    book.columns(&priority_columns(), report.rows.len() as u64)?;
    let unplaced = |fault| cannot_write(Path::new(""), &fault);
    for (row, line) in report.rows.iter().zip(2..) {
        let (behind, values, own) = (Behind::of(row), priority_row(row), figures(row));
        let texts: Vec<String> = (0..FIGURES.len()).map(|figure| formula(figure, line)).collect();
        let mut cells: Vec<SheetCell<'_>> = values.iter().map(Value::to_cell).collect();
        for (figure, text) in texts.iter().enumerate() {
            let Some(value) = own[figure].and_then(|figure| figure.value) else { continue };
            // A figure that is made otherwise, by weights or on other rows, stays a number.
            if (behind.value(figure) - value).abs() < 1e-9 {
                cells[5 + 4 * figure] = SheetCell::Formula { text, value, share: true };
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
            row.tag.hlp.map_or(SheetCell::Empty, SheetCell::Share),
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
    vec![
        ("Project", project.to_owned()),
        ("Run", report.run.clone()),
        ("Items with a reference label", report.n.to_string()),
        ("Of them wrong", report.errors.to_string()),
        ("Reference labels", format!("revision {}", report.reference_revision)),
        ("Written", format!("{} by Assay {version}", times::format(now))),
        ("Figures", "Formulas over the sheet Counts: change a count and they follow. A figure that cannot be made of these counts is written as its value.".into()),
        ("Limits", "The columns _lower and _upper are 95 % intervals as the program made them; they do not follow a change of the counts.".into()),
        ("Right to be estimated", "A stratum that was looked at in part stands for all its rows only where it was drawn by chance: see the columns _looked.".into()),
    ]
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
