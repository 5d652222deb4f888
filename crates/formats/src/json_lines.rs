use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead as _, Read as _};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::decode::Decoder;
use crate::json_array::ArrayElements;
use crate::json_value::{Problem, check_depth, check_name, duplicate_key, invalid, read_value};
use crate::scan::too_long;
use crate::{
    Cell, FileFault, FileFaultKind, MAX_COLUMNS, MAX_ROW_BYTES, Row, RowFault, RowFaultKind, RowRead,
};

/// The objects of a JSON Lines file, or of a JSON array, as rows.
pub(crate) struct JsonRows {
    decoder: Decoder,
    /// Where the file is one array; else each line is an object.
    array: Option<ArrayElements>,
    /// Lines read so far; of an array, its objects.
    line: u64,
    text: Vec<u8>,
    columns: Columns,
}

impl JsonRows {
    /// `columns` are those that a look at the start of the file found.
    pub(crate) fn new(decoder: Decoder, is_array: bool, columns: &[String]) -> Self {
        let mut known = Columns::default();
        for name in columns {
            known.add(name.clone());
        }
        let array = is_array.then(ArrayElements::default);
        Self { decoder, array, line: 0, text: Vec::new(), columns: known }
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns.names
    }

    pub(crate) fn decoder(&self) -> &Decoder {
        &self.decoder
    }

    pub(crate) fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        loop {
            if !self.next_line()? {
                return Ok(RowRead::End);
            }
            if !self.text.trim_ascii().is_empty() {
                break;
            }
        }
        row.line = self.line;
        match read_object(&self.text, &mut self.columns, row) {
            Ok(()) => Ok(RowRead::Row),
            Err(Refusal::Row { column, problem: (kind, message) }) => {
                Ok(RowRead::Rejected(RowFault { line: self.line, column, kind, message }))
            }
            Err(Refusal::TooManyColumns) => {
                let message = format!(
                    "With this line the objects have more than {MAX_COLUMNS} different keys. Keys are the \
                     columns of the table; put what varies from row to row into values."
                );
                Err(FileFault::new(FileFaultKind::TooManyColumns, Some(self.line), message))
            }
        }
    }

    fn next_line(&mut self) -> Result<bool, FileFault> {
        if let Some(array) = &mut self.array {
            let found = array.next(&mut self.decoder, &mut self.text)?;
            // An array may be one line: its objects are counted.
            self.line += u64::from(found.is_some());
            return Ok(found.is_some());
        }
        self.text.clear();
        // One byte more than allowed tells a line that is too long from one that just fits.
        let read = (&mut self.decoder).take(MAX_ROW_BYTES + 2).read_until(b'\n', &mut self.text)?;
        if read == 0 {
            return Ok(false);
        }
        self.line += 1;
        let length = self.text.strip_suffix(b"\n").unwrap_or(&self.text).len();
        if length as u64 > MAX_ROW_BYTES {
            return Err(too_long(self.line));
        }
        Ok(true)
    }
}

/// The columns met so far. They are only ever appended, so an index stays good for the whole file.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    indices: HashMap<String, usize>,
    /// For each column, the last row that had it; tells a key that stands twice.
    last_row: Vec<u64>,
    row: u64,
}

impl Columns {
    fn add(&mut self, name: String) {
        self.indices.insert(name.clone(), self.names.len());
        self.names.push(name);
        self.last_row.push(0);
    }
}

enum Refusal {
    Row { column: Option<String>, problem: Problem },
    TooManyColumns,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Row { column: None, problem }
    }
}

fn read_object(text: &[u8], columns: &mut Columns, row: &mut Row) -> Result<(), Refusal> {
    let text = match std::str::from_utf8(text) {
        Ok(text) => text.trim_ascii(),
        Err(_) => return Err((RowFaultKind::InvalidJson, "This is not valid UTF-8.".to_owned()).into()),
    };
    check_depth(text)?;
    if !text.starts_with('{') {
        return Err(match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => {
                let message = "This line is not a JSON object. Write each row as {\"column\": value, ...}.";
                (RowFaultKind::NotAnObject, message.to_owned()).into()
            }
            Err(error) => invalid(&error, "line").into(),
        });
    }
    columns.row += 1;
    row.cells.clear();
    row.cells.resize(columns.names.len(), Cell::Missing);
    let mut object = Object { columns, cells: &mut row.cells, added: Vec::new(), refusal: None };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = deserializer.deserialize_map(&mut object).and_then(|()| deserializer.end());
    let (added, refusal) = (object.added, object.refusal);
    match (parsed, refusal) {
        (Err(_), Some(refusal)) => Err(refusal),
        (Err(error), None) => Err(invalid(&error, "line").into()),
        // Columns are added by sound rows only: a mangled line must not leave its keys behind.
        (Ok(()), _) => {
            for (name, cell) in added {
                columns.add(name);
                row.cells.push(cell);
            }
            Ok(())
        }
    }
}

/// One object on its way into a row.
struct Object<'a> {
    columns: &'a mut Columns,
    cells: &'a mut [Cell],
    added: Vec<(String, Cell)>,
    refusal: Option<Refusal>,
}

impl Object<'_> {
    /// Fills the cell for a key, unless the key has had one.
    fn fill(&mut self, key: Key, raw: &str) -> Result<(), Refusal> {
        let refuse = |name: &str, problem| Err(Refusal::Row { column: Some(name.to_owned()), problem });
        match key {
            Key::Known(index) => {
                let name = &self.columns.names[index];
                if self.columns.last_row[index] == self.columns.row {
                    return refuse(name, duplicate_key(name));
                }
                self.columns.last_row[index] = self.columns.row;
                read_value(raw, &mut self.cells[index]).or_else(|problem| refuse(name, problem))
            }
            Key::New(name) => {
                if self.added.iter().any(|(added, _)| *added == name) {
                    return refuse(&name, duplicate_key(&name));
                }
                check_name(&name).map_err(|problem| Refusal::Row { column: None, problem })?;
                if self.columns.names.len() + self.added.len() >= MAX_COLUMNS {
                    return Err(Refusal::TooManyColumns);
                }
                let mut cell = Cell::Missing;
                read_value(raw, &mut cell).or_else(|problem| refuse(&name, problem))?;
                self.added.push((name, cell));
                Ok(())
            }
        }
    }
}

impl<'de> Visitor<'de> for &mut Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(KeySeed(&self.columns.indices))? {
            let raw: &RawValue = map.next_value()?;
            if let Err(refusal) = self.fill(key, raw.get()) {
                self.refusal = Some(refusal);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}

enum Key {
    Known(usize),
    New(String),
}

/// Looks a key up without keeping it.
struct KeySeed<'a>(&'a HashMap<String, usize>);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(self.0.get(key).map_or_else(|| Key::New(key.to_owned()), |index| Key::Known(*index)))
    }
}
