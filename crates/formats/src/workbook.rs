//! Writing Excel workbooks (XLSX), row by row: what was written is on disk, not in memory.

use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

use crate::WriteFault;

/// The rows a sheet of Excel holds, the header included.
pub const EXCEL_ROWS: u64 = 1_048_576;
/// The columns a sheet of Excel holds.
pub const EXCEL_COLUMNS: usize = 16_384;
/// The UTF-16 units a cell of Excel holds.
const CELL_TEXT: usize = 32_767;
/// Stands at the end of a text that did not fit.
const CUT: &str = " … [cut: a cell of Excel holds 32,767 characters]";

/// One cell of a workbook. Text is always written as text, whatever it looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SheetCell<'a> {
    /// Nothing.
    Empty,
    /// Text; `YYYY-MM-DD` and `YYYY-MM-DDTHH:MM:SS` stay text too.
    Text(&'a str),
    /// A date or a time in one of these forms; text where it is none.
    Date(&'a str),
    /// A number; one that is not finite is written as text.
    Number(f64),
    /// A share, shown in per cent.
    Share(f64),
    /// Yes or no.
    Truth(bool),
    /// A formula of ours, never of the data, with the value it has.
    Formula {
        /// Without `=`.
        text: &'a str,
        /// What it comes to.
        value: f64,
        /// Shown in per cent.
        share: bool,
    },
    /// A heading.
    Head(&'a str),
}

/// Writes a workbook: sheets one after the other, each row by row from the top.
pub struct WorkbookWriter {
    book: Workbook,
    sheet: Option<Worksheet>,
    rows: u32,
    columns: usize,
    filtered: bool,
    head: Format,
    share: Format,
    date: Format,
    time: Format,
}

impl WorkbookWriter {
    /// An empty workbook; what is written waits in files in `folder`, which go away by themselves.
    pub fn new(folder: &Path) -> Result<Self, WriteFault> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(fault)?;
        Ok(Self {
            book,
            sheet: None,
            rows: 0,
            columns: 0,
            filtered: false,
            head: Format::new().set_bold().set_align(FormatAlign::Top),
            share: Format::new().set_num_format("0.0%"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        })
    }

    /// Starts a sheet with these widths of columns, in characters. With `header`, the first row stays in
    /// view and filters its columns.
    pub fn sheet(&mut self, name: &str, widths: &[f64], header: bool) -> Result<(), WriteFault> {
        self.end_sheet()?;
        if widths.len() > EXCEL_COLUMNS {
            return Err(WriteFault::TooLarge {
                what: "columns",
                found: widths.len() as u64,
                most: EXCEL_COLUMNS as u64,
            });
        }
        let mut sheet = self.book.new_worksheet_with_constant_memory().map_err(fault)?;
        sheet.set_name(name).map_err(fault)?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width).map_err(fault)?;
        }
        if header {
            sheet.set_freeze_panes(1, 0).map_err(fault)?;
        }
        (self.rows, self.columns, self.filtered) = (0, widths.len(), header);
        self.sheet = Some(sheet);
        Ok(())
    }

    /// Writes the next row of the sheet.
    pub fn row(&mut self, cells: &[SheetCell<'_>]) -> Result<(), WriteFault> {
        let Some(sheet) = &mut self.sheet else {
            return Err(WriteFault::Ragged { row: 0, expected: 0, found: cells.len() });
        };
        if u64::from(self.rows) >= EXCEL_ROWS {
            return Err(WriteFault::TooLarge { what: "rows", found: EXCEL_ROWS + 1, most: EXCEL_ROWS });
        }
        if cells.len() > self.columns {
            return Err(WriteFault::Ragged {
                row: u64::from(self.rows),
                expected: self.columns,
                found: cells.len(),
            });
        }
        let row = self.rows;
        for (column, cell) in (0..).zip(cells) {
            let written = match *cell {
                SheetCell::Empty => continue,
                SheetCell::Text("") | SheetCell::Head("") | SheetCell::Date("") => continue,
                SheetCell::Text(text) => sheet.write_string(row, column, fitted(text)),
                SheetCell::Head(text) => {
                    sheet.write_string_with_format(row, column, fitted(text), &self.head)
                }
                SheetCell::Date(text) => match date(text) {
                    Some((when, false)) => sheet.write_datetime_with_format(row, column, &when, &self.date),
                    Some((when, true)) => sheet.write_datetime_with_format(row, column, &when, &self.time),
                    None => sheet.write_string(row, column, fitted(text)),
                },
                SheetCell::Number(number) if number.is_finite() => sheet.write_number(row, column, number),
                SheetCell::Share(number) if number.is_finite() => {
                    sheet.write_number_with_format(row, column, number, &self.share)
                }
                SheetCell::Number(number) | SheetCell::Share(number) => {
                    sheet.write_string(row, column, number.to_string())
                }
                SheetCell::Truth(truth) => sheet.write_boolean(row, column, truth),
                SheetCell::Formula { text, value, share } => {
                    let formula = Formula::new(format!("={text}")).set_result(value.to_string());
                    if share {
                        sheet.write_formula_with_format(row, column, formula, &self.share)
                    } else {
                        sheet.write_formula(row, column, formula)
                    }
                }
            };
            written.map_err(fault)?;
        }
        self.rows += 1;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), WriteFault> {
        let Some(mut sheet) = self.sheet.take() else { return Ok(()) };
        if self.filtered && self.rows > 0 && self.columns > 0 {
            let last = u16::try_from(self.columns - 1).unwrap_or(u16::MAX);
            sheet.autofilter(0, 0, self.rows - 1, last).map_err(fault)?;
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    /// Puts the workbook together.
    pub fn finish<W: Write + Seek + Send>(mut self, out: W) -> Result<(), WriteFault> {
        self.end_sheet()?;
        self.book.save_to_writer(out).map_err(fault)
    }
}

fn fault(error: XlsxError) -> WriteFault {
    match error {
        XlsxError::IoError(error) => WriteFault::Io(error),
        other => WriteFault::Io(std::io::Error::other(other.to_string())),
    }
}

/// A text that fits into a cell; one that does not says so at its end.
fn fitted(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= CELL_TEXT || text.encode_utf16().count() <= CELL_TEXT {
        return text.into();
    }
    let room = CELL_TEXT - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= room
        })
        .collect();
    (kept + CUT).into()
}

/// A date that Excel can hold, and whether it has a time of day.
fn date(text: &str) -> Option<(ExcelDateTime, bool)> {
    let number = |range: std::ops::Range<usize>| -> Option<u16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 10 | 19 | 20) || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    // Excel takes 1900 for a leap year: before March of that year its days are off by one.
    if year <= 1900 {
        return None;
    }
    let day = ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    if bytes.len() == 10 {
        return Some((day, false));
    }
    let clock = matches!(bytes[10], b'T' | b' ') && bytes[13] == b':' && bytes[16] == b':';
    if !clock || (bytes.len() == 20 && bytes[19] != b'Z') {
        return None;
    }
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let when = day.and_hms(hour, u8::try_from(minute).ok()?, f64::from(second)).ok()?;
    (hour < 24).then_some((when, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::Cursor;

    fn book(rows: &[Vec<SheetCell<'_>>]) -> Xlsx<Cursor<Vec<u8>>> {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = WorkbookWriter::new(folder.path()).unwrap();
        writer.sheet("one", &[10.0, 20.0, 8.0, 8.0, 8.0], true).unwrap();
        for row in rows {
            writer.row(row).unwrap();
        }
        let mut out = Cursor::new(Vec::new());
        writer.finish(&mut out).unwrap();
        Xlsx::new(out).unwrap()
    }

    #[test]
    fn cells_keep_their_types_and_text_is_never_a_formula() {
        use SheetCell::*;
        let long = "x".repeat(40_000);
        let mut read = book(&[
            vec![Head("a"), Head("b"), Head("c"), Head("d"), Head("e")],
            vec![Text("=1+1"), Number(0.25), Truth(true), Date("2026-01-31"), Share(0.5)],
            vec![
                Text("+cmd|' /C calc'!A0"),
                Number(f64::NAN),
                Empty,
                Date("31.1.2026"),
                Text("a\u{1}\u{b}b"),
            ],
            vec![
                Text(&long),
                Formula { text: "B2*2", value: 0.5, share: false },
                Truth(false),
                Date("2026-01-31T12:00:00Z"),
                Text(" _x0041_ "),
            ],
        ]);
        let range = read.worksheet_range("one").unwrap();
        let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(1, 0), Data::String("=1+1".into()));
        assert_eq!(cell(1, 1), Data::Float(0.25));
        assert_eq!(cell(1, 2), Data::Bool(true));
        assert!(matches!(cell(1, 3), Data::DateTime(_)), "{:?}", cell(1, 3));
        assert_eq!(cell(2, 0), Data::String("+cmd|' /C calc'!A0".into()));
        assert_eq!(cell(2, 1), Data::String("NaN".into()));
        assert_eq!(cell(2, 3), Data::String("31.1.2026".into()));
        assert_eq!(cell(2, 4), Data::String("a\u{1}\u{b}b".into()));
        let Data::String(cut) = cell(3, 0) else { panic!("{:?}", cell(3, 0)) };
        assert_eq!((cut.encode_utf16().count(), cut.ends_with(CUT)), (CELL_TEXT, true));
        assert_eq!(cell(3, 1), Data::Float(0.5));
        assert!(matches!(cell(3, 3), Data::DateTime(_)));
        assert_eq!(cell(3, 4), Data::String(" _x0041_ ".into()), "what looks like an escape is text");
        let formulas = read.worksheet_formula("one").unwrap();
        let found: Vec<_> = formulas.used_cells().filter(|(_, _, f)| !f.is_empty()).collect();
        assert_eq!(found.len(), 1, "only the formula of ours: {found:?}");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = WorkbookWriter::new(folder.path()).unwrap();
        assert!(writer.sheet("wide", &vec![1.0; EXCEL_COLUMNS + 1], false).is_err());
        writer.sheet("long", &[1.0], false).unwrap();
        assert!(writer.row(&[SheetCell::Empty, SheetCell::Empty]).is_err());
        for _ in 0..EXCEL_ROWS {
            writer.row(&[SheetCell::Empty]).unwrap();
        }
        let fault = writer.row(&[SheetCell::Empty]).unwrap_err();
        assert_eq!(fault.code(), "too_many_rows", "{fault}");
    }

    #[test]
    fn dates_that_excel_cannot_hold_are_none() {
        for text in [
            "2026-13-01",
            "1899-01-01",
            "2026-02-30",
            "2026-01-01T25:00:00",
            "2026-01-01T00:00:00+01",
            "2026/01/01",
            "ä26-01-01",
        ] {
            assert!(date(text).is_none(), "{text}");
        }
        assert!(date("2026-01-01 23:59:59").is_some());
    }
}
