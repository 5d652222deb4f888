//! What a subcommand answers, for programs and for people.

use crate::text;
use assay_workbench::legible;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

/// What programs get.
pub enum Json {
    /// As it is.
    Value(Value),
    /// Many rows, written from where they are: values of them would take ten times their memory.
    Rows(Box<Written>),
}

type Written = dyn Fn(&mut dyn Write) -> serde_json::Result<()>;

impl Json {
    /// What can be serialized, as it is when it is written.
    pub fn rows(rows: impl Serialize + 'static) -> Json {
        Json::Rows(Box::new(move |out: &mut dyn Write| serde_json::to_writer_pretty(out, &rows)))
    }

    /// Writes it, unless there is nothing to say.
    pub fn write(&self, mut out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Json::Value(Value::Null) => return Ok(()),
            Json::Value(value) => serde_json::to_writer_pretty(&mut out, value)?,
            Json::Rows(rows) => rows(&mut *out)?,
        }
        Ok(writeln!(out)?)
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Json {
        Json::Value(value)
    }
}

/// An answer for programs and for people.
pub struct Answer {
    /// For programs.
    pub json: Json,
    /// For people: lines, then a table.
    pub lines: Vec<String>,
    /// For people.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Bad news.
    pub negative: bool,
}

impl Answer {
    /// Good news.
    pub fn new(json: impl Into<Json>) -> Answer {
        Answer { json: json.into(), lines: Vec::new(), tables: Vec::new(), negative: false }
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
            writeln!(out, "{}", legible::line(line))?;
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
