//! A metadata field as a column: what searches and comparisons over many items read.

use crate::Read;
use crate::error::{Result, StoreError};
use crate::items;
use rusqlite::types::ValueRef;
use std::collections::HashMap;

/// Stands where an item has no text in a field.
pub const NO_WORD: u32 = u32::MAX;

/// The values of one field, one for each item asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Numbers; NaN where the item has none.
    pub numbers: Vec<f64>,
    /// Texts as places in `texts`; [`NO_WORD`] where the item has none.
    pub words: Vec<u32>,
    /// Every text there is, in the order met.
    pub texts: Vec<String>,
    /// Whether every number is whole.
    pub whole: bool,
}

impl Column {
    /// How many items have no value.
    pub fn missing(&self) -> usize {
        self.numbers.iter().zip(&self.words).filter(|(x, w)| x.is_nan() && **w == NO_WORD).count()
    }

    /// Whether the values are numbers and nothing else.
    pub fn is_numeric(&self) -> bool {
        self.texts.is_empty()
    }

    /// Every value as text: a place in the list, or none.
    pub fn categories(&self) -> (Vec<Option<u32>>, Vec<String>) {
        let mut texts = self.texts.clone();
        let mut places: HashMap<String, u32> = texts.iter().cloned().zip(0..).collect();
        let values = self.numbers.iter().zip(&self.words).map(|(number, &word)| {
            if word != NO_WORD {
                return Some(word);
            }
            (!number.is_nan()).then(|| {
                let text = number.to_string();
                *places.entry(text).or_insert_with_key(|text| {
                    texts.push(text.clone());
                    texts.len() as u32 - 1
                })
            })
        });
        let values = values.collect();
        (values, texts)
    }
}

/// Reads a field of these items, which must rise.
pub fn column(r: &Read<'_>, field: i64, wanted: &[i64]) -> Result<Column> {
    if !items::fields(r)?.iter().any(|known| known.id == field) {
        return Err(StoreError::not_found("field", field));
    }
    let mut found = Column {
        numbers: vec![f64::NAN; wanted.len()],
        words: vec![NO_WORD; wanted.len()],
        texts: Vec::new(),
        whole: true,
    };
    let mut places: HashMap<String, u32> = HashMap::new();
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(found) };
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT item_id, f{field} FROM item_metadata WHERE f{field} IS NOT NULL AND item_id BETWEEN ? AND ? ORDER BY item_id"
    ))?;
    let mut rows = query.query([first, last])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        while wanted.get(at).is_some_and(|next| *next < item) {
            at += 1;
        }
        if wanted.get(at) != Some(&item) {
            continue;
        }
        match row.get_ref(1)? {
            ValueRef::Integer(number) => found.numbers[at] = number as f64,
            ValueRef::Real(number) => {
                found.numbers[at] = number;
                found.whole &= number.fract() == 0.0;
            }
            ValueRef::Text(text) => {
                let text = String::from_utf8_lossy(text);
                let known = places.get(text.as_ref()).copied();
                found.words[at] = known.unwrap_or_else(|| {
                    let place = found.texts.len() as u32;
                    found.texts.push(text.clone().into_owned());
                    places.insert(text.into_owned(), place);
                    place
                });
            }
            ValueRef::Null | ValueRef::Blob(_) => {}
        }
    }
    Ok(found)
}

/// The split of these items, which must rise, as a column of texts.
pub fn splits(r: &Read<'_>, wanted: &[i64]) -> Result<(Vec<Option<u32>>, Vec<String>)> {
    let mut query = r.sql().prepare_cached("SELECT split FROM item WHERE id = ?")?;
    let mut texts: Vec<String> = Vec::new();
    let mut values = Vec::with_capacity(wanted.len());
    for item in wanted {
        let split: Option<String> = query.query_row([item], |row| row.get(0))?;
        values.push(split.map(|split| {
            let place = texts.iter().position(|known| *known == split);
            place.unwrap_or_else(|| {
                texts.push(split);
                texts.len() - 1
            }) as u32
        }));
    }
    Ok((values, texts))
}
