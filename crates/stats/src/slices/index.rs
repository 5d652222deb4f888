//! The table as the search reads it: predicates by number, row by row, and the rows of each predicate.

use std::ops::Range;

use rayon::prelude::*;

use super::codes::{Codes, of_each_width};
use super::score::Stats;
use super::{MOST_CODES, MOST_PREDICATES, Predicate, SliceColumn, SliceError};

/// A predicate with at least this share of the rows is kept as a bitmap, which is then smaller than a list.
const SPARSE: usize = 32;

/// Rows that are numbered by one thread: their cells stay in its cache from column to column.
const ROWS_AT_ONCE: usize = 4_096;

/// Rows of one predicate.
enum Rows {
    List(Vec<u32>),
    Bits(Vec<u64>),
}

/// Predicates that meet the support and have an error, numbered from 1 by column; 0 stands for all others. Columns with
/// more predicates come first, since their combinations die first. 2 bytes a cell for the numbers, at most 4 for the
/// rows.
pub(super) struct Index {
    rows: usize,
    width: usize,
    cells: Vec<u16>,
    of_predicate: Vec<Rows>,
    predicates: Vec<Predicate>,
    places: Vec<u16>,
    stats: Vec<Stats>,
}

/// What is kept of one column.
struct Kept {
    column: usize,
    codes: Vec<(u32, Stats)>,
}

impl Index {
    pub fn new(columns: &[SliceColumn<'_>], errors: &[f64], support: u64) -> Result<Self, SliceError> {
        let kept: Result<Vec<Kept>, SliceError> = columns
            .par_iter()
            .enumerate()
            .map(|(column, given)| Ok(Kept { column, codes: keep(column, given, errors, support)? }))
            .collect();
        let mut kept: Vec<Kept> = kept?.into_iter().filter(|kept| !kept.codes.is_empty()).collect();
        kept.sort_by_key(|kept| (usize::MAX - kept.codes.len(), kept.column));
        let found = kept.iter().map(|kept| kept.codes.len()).sum();
        if found > MOST_PREDICATES {
            return Err(SliceError::TooManyPredicates { found });
        }
        let mut index = Self {
            rows: errors.len(),
            width: kept.len(),
            cells: Vec::new(),
            of_predicate: Vec::new(),
            predicates: vec![Predicate { column: 0, code: 0 }],
            places: vec![0],
            stats: vec![Stats::default()],
        };
        let mut numbers = Vec::with_capacity(kept.len());
        for (place, kept) in kept.iter().enumerate() {
            let mut number = vec![0u16; columns[kept.column].cardinality as usize];
            for &(code, stats) in &kept.codes {
                number[code as usize] = index.predicates.len() as u16;
                index.predicates.push(Predicate { column: kept.column as u32, code });
                index.places.push(place as u16);
                index.stats.push(stats);
            }
            numbers.push((columns[kept.column].codes, number));
        }
        index.number_rows(&numbers);
        index.list_rows();
        Ok(index)
    }

    fn number_rows(&mut self, numbers: &[(&Codes, Vec<u16>)]) {
        self.cells = vec![0; self.rows * self.width];
        if self.width == 0 {
            return;
        }
        let width = self.width;
        self.cells.par_chunks_mut(width * ROWS_AT_ONCE).enumerate().for_each(|(chunk, cells)| {
            let begin = chunk * ROWS_AT_ONCE;
            let rows = begin..begin + cells.len() / width;
            for (place, (codes, number)) in numbers.iter().enumerate() {
                let cells = cells[place..].iter_mut().step_by(width);
                of_each_width!(codes, codes => for (cell, &code) in cells.zip(&codes[rows.clone()]) {
                    *cell = number[code as usize];
                });
            }
        });
    }

    fn list_rows(&mut self) {
        let (rows, width) = (self.rows, self.width);
        let empty = |stats: &Stats| {
            if stats.size as usize * SPARSE >= rows {
                Rows::Bits(vec![0; rows.div_ceil(64)])
            } else {
                Rows::List(Vec::with_capacity(stats.size as usize))
            }
        };
        let cells = &self.cells;
        let fill = |place: usize| {
            let range = self.range_of(place);
            let mut all: Vec<Rows> = self.stats[range.clone()].iter().map(empty).collect();
            for row in 0..rows {
                let number = cells[row * width + place] as usize;
                if number > 0 {
                    match &mut all[number - range.start] {
                        Rows::List(list) => list.push(row as u32),
                        Rows::Bits(words) => words[row / 64] |= 1 << (row % 64),
                    }
                }
            }
            all
        };
        let by_place: Vec<Vec<Rows>> = (0..width).into_par_iter().map(fill).collect();
        let nothing = std::iter::once(Rows::List(Vec::new()));
        self.of_predicate = nothing.chain(by_place.into_iter().flatten()).collect();
    }

    /// Numbers of the predicates of the column at a place.
    pub fn range_of(&self, place: usize) -> Range<usize> {
        let begin = self.places[1..].partition_point(|&other| (other as usize) < place) + 1;
        let end = self.places[1..].partition_point(|&other| (other as usize) <= place) + 1;
        begin..end
    }

    /// Number of predicates.
    pub fn len(&self) -> usize {
        self.predicates.len() - 1
    }

    pub fn predicate(&self, number: u16) -> Predicate {
        self.predicates[number as usize]
    }

    /// Place of the predicate's column in the rows of cells.
    pub fn place(&self, number: u16) -> usize {
        self.places[number as usize] as usize
    }

    pub fn stats(&self, number: u16) -> Stats {
        self.stats[number as usize]
    }

    /// Numbers of a row's predicates at some places.
    pub fn cells(&self, row: u32, places: Range<usize>) -> &[u16] {
        let begin = row as usize * self.width;
        &self.cells[begin + places.start..begin + places.end]
    }

    /// Rows that meet all predicates (one or more), ascending.
    pub fn rows_of(&self, predicates: &[u16], rows: &mut Vec<u32>) {
        rows.clear();
        let shortest = predicates
            .iter()
            .filter_map(|&number| match &self.of_predicate[number as usize] {
                Rows::List(list) => Some((list, number)),
                Rows::Bits(_) => None,
            })
            .min_by_key(|(list, _)| list.len());
        if let Some((list, own)) = shortest {
            let others: Vec<(usize, u16)> =
                predicates.iter().filter(|&&p| p != own).map(|&p| (self.place(p), p)).collect();
            let meets = |row: &u32| {
                let begin = *row as usize * self.width;
                others.iter().all(|&(place, number)| self.cells[begin + place] == number)
            };
            rows.extend(list.iter().copied().filter(meets));
            return;
        }
        let bits = |&number: &u16| match &self.of_predicate[number as usize] {
            Rows::Bits(words) => Some(words.as_slice()),
            Rows::List(_) => None,
        };
        let maps: Vec<&[u64]> = predicates.iter().filter_map(bits).collect();
        let Some((first, others)) = maps.split_first() else { return };
        for (place, &word) in first.iter().enumerate() {
            let mut word = others.iter().fold(word, |word, map| word & map[place]);
            while word != 0 {
                rows.push((place * 64) as u32 + word.trailing_zeros());
                word &= word - 1;
            }
        }
    }
}

/// The codes of a column with enough rows and an error.
fn keep(
    column: usize,
    given: &SliceColumn<'_>,
    errors: &[f64],
    support: u64,
) -> Result<Vec<(u32, Stats)>, SliceError> {
    let SliceColumn { codes, cardinality } = *given;
    if codes.len() != errors.len() {
        return Err(SliceError::ColumnLength { column, found: codes.len(), expected: errors.len() });
    }
    if cardinality > MOST_CODES {
        return Err(SliceError::TooManyCodes { column, cardinality });
    }
    let mut stats = vec![Stats::default(); cardinality as usize];
    of_each_width!(codes, codes => for (row, (&code, &error)) in codes.iter().zip(errors).enumerate() {
        let Some(own) = stats.get_mut(code as usize) else {
            // One of the widths is that of the error.
            #[allow(clippy::useless_conversion)]
            return Err(SliceError::CodeOutOfRange { column, row, code: code.into(), cardinality });
        };
        own.size += 1;
        own.error += error;
        own.largest = own.largest.max(error);
    });
    let enough = |(_, stats): &(u32, Stats)| u64::from(stats.size) >= support && stats.error > 0.0;
    Ok((0..).zip(stats).filter(enough).collect())
}
