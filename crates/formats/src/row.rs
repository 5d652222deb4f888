use serde_json::Value;

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: the key is absent from the JSON object, or `null`. A delimited table cannot say
    /// this; there an empty cell is `Text("")`, quoted or not.
    #[default]
    Missing,
    /// Text.
    Text(String),
    /// A JSON number, boolean, array or object, exactly as written; checked for syntax, depth,
    /// duplicate keys and broken escapes.
    Json(String),
}

impl Cell {
    /// The cell as text, a JSON value as it was written; `None` where it is missing.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Missing => None,
            Self::Text(text) | Self::Json(text) => Some(text),
        }
    }

    /// The cell as text, where there is more than white space in it.
    pub fn filled(&self) -> Option<&str> {
        self.text().filter(|text| !text.trim().is_empty())
    }

    /// The cell as a JSON value. A number beyond the range of an `f64` keeps its digits, as a string.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Missing => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Json(raw) => serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.clone())),
        }
    }

    /// Sets the text and keeps the allocation, since a reader fills one row a million times.
    pub(crate) fn set_text(&mut self, text: &str) {
        match self {
            Self::Text(old) => {
                old.clear();
                old.push_str(text);
            }
            _ => *self = Self::Text(text.to_owned()),
        }
    }
}

/// One row of a table: a cell for each of the reader's columns.
///
/// Hand the same row to [`TableReader::next_row`](crate::TableReader::next_row) again and again; it
/// reuses what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line, counted from 1, where the row starts; of Parquet and of a JSON array the number of the row.
    pub line: u64,
    /// The cells, one for each column the reader knows so far.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column; a column the row does not reach is missing.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Missing)
    }

    /// The text in a column; see [`Cell::text`].
    pub fn text(&self, column: usize) -> Option<&str> {
        self.cell(column).text()
    }

    /// The text in a column, where there is more than white space in it; see [`Cell::filled`].
    pub fn filled(&self, column: usize) -> Option<&str> {
        self.cell(column).filled()
    }

    /// Whether no cell is filled, as in the rows of commas a spreadsheet leaves at the end.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.filled().is_none())
    }
}
