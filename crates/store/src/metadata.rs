//! Metadata fields as columns: what searches and comparisons over many items read.

use crate::Read;
use crate::error::{Result, StoreError};
use crate::items;
use crate::tag_rows::seek;
use crate::texts::Texts;
use rusqlite::types::ValueRef;

/// Stands where an item has no text in a field.
pub const NO_WORD: u32 = u32::MAX;

/// Values held by the columns that one walk fills: at most 12 bytes each, beside the texts.
const VALUES_AT_ONCE: usize = 10_000_000;

/// Most columns that one walk fills.
const COLUMNS_AT_ONCE: usize = 64;

/// The values of one field, one for each item asked for.
#[derive(Debug, Clone)]
pub struct Column {
    /// How many items were asked for.
    pub rows: usize,
    /// Numbers; NaN where the item has none. Empty where no item has one.
    pub numbers: Vec<f64>,
    /// Texts as numbers in `texts`; [`NO_WORD`] where the item has none. Empty where no item has one.
    pub words: Vec<u32>,
    /// Every text there is, in the order met.
    pub texts: Texts,
    /// Whether every number is whole.
    pub whole: bool,
}

impl Column {
    fn new(rows: usize) -> Column {
        Column { rows, numbers: Vec::new(), words: Vec::new(), texts: Texts::default(), whole: true }
    }

    fn set(&mut self, at: usize, value: ValueRef<'_>) {
        match value {
            ValueRef::Integer(number) => self.set_number(at, number as f64),
            ValueRef::Real(number) => {
                self.whole &= number.fract() == 0.0;
                self.set_number(at, number);
            }
            ValueRef::Text(text) => {
                if self.words.is_empty() {
                    self.words = vec![NO_WORD; self.rows];
                }
                self.words[at] = self.texts.number(&String::from_utf8_lossy(text));
            }
            ValueRef::Null | ValueRef::Blob(_) => {}
        }
    }

    fn set_number(&mut self, at: usize, number: f64) {
        if self.numbers.is_empty() {
            self.numbers = vec![f64::NAN; self.rows];
        }
        self.numbers[at] = number;
    }

    /// How many items have no value.
    pub fn missing(&self) -> usize {
        let numbers = self.numbers.iter().filter(|number| !number.is_nan()).count();
        // An item has a number or a text, never both.
        self.rows - numbers - self.words.iter().filter(|word| **word != NO_WORD).count()
    }

    /// Whether the values are numbers and nothing else.
    pub fn is_numeric(&self) -> bool {
        self.texts.is_empty()
    }

    /// Every value as text: a number in the list, or none.
    pub fn into_categories(self) -> (Vec<Option<u32>>, Texts) {
        let Column { rows, numbers, words, mut texts, .. } = self;
        let mut of = |row: usize| {
            let word = words.get(row).copied().filter(|word| *word != NO_WORD);
            let number = || numbers.get(row).filter(|number| !number.is_nan());
            word.or_else(|| number().map(|number| texts.number(&number.to_string())))
        };
        let values = (0..rows).map(&mut of).collect();
        (values, texts)
    }
}

/// How many fields to read at once of so many items: more would take more memory, fewer more walks.
pub fn at_once(items: usize) -> usize {
    (VALUES_AT_ONCE / items.max(1)).clamp(1, COLUMNS_AT_ONCE)
}

/// Tells the rows of a query that are of these items, which must rise, each with the item's place among them. The query takes
/// the first and the last item and gives rows by rising item.
fn along(
    query: &mut rusqlite::Statement<'_>,
    wanted: &[i64],
    mut each: impl FnMut(usize, &rusqlite::Row<'_>) -> Result<()>,
) -> Result<()> {
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(()) };
    let mut rows = query.query([first, last])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        at = seek(wanted, at, item);
        if wanted.get(at) == Some(&item) {
            each(at, row)?;
        }
    }
    Ok(())
}

/// Reads fields of these items, which must rise, in one walk.
pub fn columns(r: &Read<'_>, fields: &[i64], wanted: &[i64]) -> Result<Vec<Column>> {
    let known = items::fields(r)?;
    if let Some(none) = fields.iter().find(|field| !known.iter().any(|known| known.id == **field)) {
        return Err(StoreError::not_found("field", *none));
    }
    let mut found: Vec<Column> = fields.iter().map(|_| Column::new(wanted.len())).collect();
    let names: String = fields.iter().map(|field| format!(", f{field}")).collect();
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT item_id{names} FROM item_metadata WHERE item_id BETWEEN ? AND ? ORDER BY item_id"
    ))?;
    along(&mut query, wanted, |at, row| {
        for (place, column) in found.iter_mut().enumerate() {
            column.set(at, row.get_ref(place + 1)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The split of these items, which must rise, as a column of texts.
pub fn splits(r: &Read<'_>, wanted: &[i64]) -> Result<(Vec<Option<u32>>, Texts)> {
    let mut texts = Texts::default();
    let mut values = vec![None; wanted.len()];
    let mut query = r.sql().prepare_cached(
        "SELECT id, split FROM item WHERE id BETWEEN ? AND ? AND split IS NOT NULL ORDER BY id",
    )?;
    along(&mut query, wanted, |at, row| {
        let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        values[at] = Some(texts.number(text));
        Ok(())
    })?;
    Ok((values, texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_of_a_field_share_their_categories() {
        let mut column = Column::new(6);
        let values = [
            ValueRef::Text(b"5"),
            ValueRef::Integer(5),
            ValueRef::Null,
            ValueRef::Real(2.5),
            ValueRef::Text(b"x"),
        ];
        for (at, value) in values.into_iter().enumerate() {
            column.set(at, value);
        }
        assert_eq!(column.missing(), 2);
        assert!(!column.is_numeric() && !column.whole);
        let (codes, texts) = column.into_categories();
        assert_eq!(codes, [Some(0), Some(0), None, Some(2), Some(1), None]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["5", "x", "2.5"]);
    }

    #[test]
    fn a_field_without_values_takes_no_memory() {
        let column = Column::new(1_000);
        assert_eq!((column.missing(), column.numbers.len(), column.words.len()), (1_000, 0, 0));
        assert!(column.into_categories().0.iter().all(Option::is_none));
    }

    #[test]
    fn fewer_fields_are_read_at_once_of_more_items() {
        assert_eq!([0, 1_000, 1_000_000, 100_000_000].map(at_once), [64, 64, 10, 1]);
    }
}
