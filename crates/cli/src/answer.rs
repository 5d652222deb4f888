//! What a subcommand answers, for programs and for people.

use crate::text;
use serde_json::Value;
use std::io::Write;

/// An answer for programs and for people.
pub struct Answer {
    /// For programs.
    pub json: Value,
    /// For people: lines, then a table.
    pub lines: Vec<String>,
    /// For people.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Bad news.
    pub negative: bool,
}

impl Answer {
    /// Good news.
    pub fn new(json: Value) -> Answer {
        Answer { json, lines: Vec::new(), tables: Vec::new(), negative: false }
    }

    /// With another line for people.
    pub fn line(mut self, line: impl Into<String>) -> Answer {
        self.lines.push(line.into());
        self
    }

    /// With another table for people.
    pub fn table(mut self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Answer {
        let header = header.iter().map(ToString::to_string).collect();
        self.tables.push(std::iter::once(header).chain(rows).collect());
        self
    }

    /// Writes what people read.
    pub fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for line in &self.lines {
            writeln!(out, "{}", text::plain(line))?;
        }
        for (i, table) in self.tables.iter().enumerate() {
            if i > 0 || !self.lines.is_empty() {
                writeln!(out)?;
            }
            text::table(out, table)?;
        }
        Ok(())
    }
}

/// A JSON value as a cell.
pub fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
