//! Answers for people: aligned tables, figures with their intervals.

use assay_workbench::legible;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes rows as aligned columns; the first row is the header. Columns of numbers stand to the right.
pub fn table(out: &mut dyn Write, rows: &[Vec<String>]) -> io::Result<()> {
    let rows: Vec<Vec<Cow<'_, str>>> =
        rows.iter().map(|row| row.iter().map(|cell| legible::line(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| {
        rows.iter().filter_map(|row| row.get(c)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let numeric = |c: usize| {
        let mut cells =
            rows.iter().skip(1).filter_map(|row| row.get(c)).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some()
            && cells
                .all(|cell| cell.starts_with(|ch: char| ch.is_ascii_digit() || matches!(ch, '-' | '+' | '.')))
    };
    let right: Vec<bool> = (0..columns).map(numeric).collect();
    for row in &rows {
        let mut line = String::new();
        for (c, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[c].saturating_sub(cell.chars().count()));
            let last = c + 1 == row.len();
            match (right[c], last) {
                (true, _) => line.extend([pad.as_str(), cell]),
                (false, true) => line.push_str(cell),
                (false, false) => line.extend([&**cell, pad.as_str()]),
            }
            if !last {
                line.push_str("  ");
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// `.812 [.774, .846]`, or why there is no number.
pub fn figure(figure: &Value) -> String {
    let number = |key: &str| figure[key].as_f64();
    match (number("value"), number("lower"), number("upper")) {
        (Some(v), Some(l), Some(u)) => format!("{} [{}, {}]", short(v), short(l), short(u)),
        (Some(v), ..) => {
            let why = figure["unreliable_because"].as_str().unwrap_or("no interval");
            format!("{} ({why})", short(v))
        }
        _ => match figure["undefined_because"].as_str() {
            // It says so itself.
            Some(why) if why.starts_with("not estimable") => why.to_owned(),
            why => format!("undefined: {}", why.unwrap_or("no reason given")),
        },
    }
}

/// As [`figure`], in percent with one digit; `-` where there is none.
pub fn percent(figure: &Value) -> String {
    let number = |key: &str| figure[key].as_f64().map(|v| v * 100.0);
    match (number("value"), number("lower"), number("upper")) {
        (Some(v), Some(l), Some(u)) => format!("{v:.1} [{l:.1}, {u:.1}]"),
        (Some(v), ..) => format!("{v:.1}"),
        _ => "-".into(),
    }
}

/// Three digits.
pub fn short(value: f64) -> String {
    format!("{value:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_steer_a_terminal_is_shown_as_its_code() {
        let mut out = Vec::new();
        let rows =
            [vec!["a".to_owned(), "b".to_owned()], vec!["\u{1b}[31mred".into(), "x\u{202e}y\nz".into()]];
        table(&mut out, &rows).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 2, "{text:?}");
        assert!(text.contains("\\u{1b}[31mred") && text.contains("x\\u{202e}y\\u{a}z"), "{text:?}");
    }
}
