//! Found slices tested on rows that the search did not see.

use super::{Codes, Predicate, Slice, SliceColumn, SliceError, SliceSearch, SlicesFound, find_slices};
use crate::compare::{Alternative, benjamini_hochberg, fisher_exact, proportion_difference};
use crate::estimate::{Estimate, Undefined};
use crate::interval::wilson;
use crate::sampling::{mix, sample};

/// False discovery rate of the verdicts.
const LEVEL: f64 = 0.05;

/// Rows to search and rows to test, each ascending; together all rows, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halves {
    /// Rows for the search.
    pub search: Vec<u32>,
    /// Rows for the test.
    pub test: Vec<u32>,
}

/// Splits the rows by chance: about `test_share` of the wrong ones and of the right ones are set aside for the test.
///
/// Wrong and right rows are drawn apart, so that both parts have the same error rate, to the row, and with few errors
/// neither is left without. That does no harm to the test: Fisher's is conditional on how many tested rows are wrong,
/// and given that number the draw is as random as a plain one. Rows that belong together (frames of one film, items
/// of one author) make the parts depend on each other; let one row stand for them, or split them yourself.
///
/// # Errors
/// [`SliceError`] where `test_share` is not inside (0, 1), or there are more than 4,294,967,295 rows.
pub fn halves(wrong: &[bool], test_share: f64, seed: u64) -> Result<Halves, SliceError> {
    if !(test_share > 0.0 && test_share < 1.0) {
        let must = "has to lie between 0 and 1";
        return Err(SliceError::InvalidSetting { name: "the share to test", value: test_share, must });
    }
    if u32::try_from(wrong.len()).is_err() {
        return Err(SliceError::TooManyRows { rows: wrong.len() });
    }
    let mut tested = vec![false; wrong.len()];
    for (stratum, which) in [(0, false), (1, true)] {
        let rows: Vec<usize> = (0..wrong.len()).filter(|&row| wrong[row] == which).collect();
        let n = (rows.len() as f64 * test_share).round() as u64;
        for at in sample(rows.len() as u64, n, mix(seed, stratum)) {
            tested[rows[at as usize]] = true;
        }
    }
    let rows = |which: bool| (0u32..).zip(&tested).filter(|row| *row.1 == which).map(|row| row.0).collect();
    Ok(Halves { search: rows(false), test: rows(true) })
}

/// Whether the model errs more on a slice than on the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SliceVerdict {
    /// The adjusted p value is below .05 and the interval of the difference lies above 0.
    Worse,
    /// Not shown on these rows.
    Undecided,
}

impl SliceVerdict {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Undecided => "undecided",
        }
    }
}

/// A slice on the tested rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliceTest {
    /// Tested rows in the slice.
    pub size: u64,
    /// Wrong ones among them.
    pub errors: u64,
    /// errors / size. Wilson.
    pub error_rate: Result<Estimate, Undefined>,
    /// Error rate of the tested rows outside. Wilson.
    pub rest_rate: Result<Estimate, Undefined>,
    /// Error rate of the slice minus that of the rest. Newcombe.
    pub difference: Result<Estimate, Undefined>,
    /// Fisher's exact test, one-sided: is the slice worse than the rest? 1 where one of them has no row.
    pub p_value: f64,
    /// The p value adjusted over all slices tested (Benjamini & Hochberg).
    pub adjusted: f64,
    /// The verdict.
    pub verdict: SliceVerdict,
}

/// Tests slices on `rows`, which the search must not have seen; answers in the order given.
///
/// Each slice against the rest of the rows by Fisher's exact test, one-sided; the p values are adjusted together, so that
/// of the slices called worse 5 % or fewer are expected to be no worse. Slices that overlap are dependent; nested ones
/// positively, which the adjustment allows (Benjamini & Yekutieli, Annals of Statistics 29, 2001).
///
/// # Errors
/// [`SliceError`] where columns differ in length, a predicate names no column or a row is none.
pub fn test_slices(
    columns: &[SliceColumn<'_>],
    wrong: &[bool],
    rows: &[u32],
    slices: &[Slice],
) -> Result<Vec<SliceTest>, SliceError> {
    for (column, given) in columns.iter().enumerate() {
        if given.codes.len() != wrong.len() {
            let (found, expected) = (given.codes.len(), wrong.len());
            return Err(SliceError::ColumnLength { column, found, expected });
        }
    }
    if let Some(&value) = rows.iter().find(|&&row| row as usize >= wrong.len()) {
        return Err(SliceError::OutOfRange { what: "row", value, limit: wrong.len() });
    }
    let errors = rows.iter().filter(|&&row| wrong[row as usize]).count() as u64;
    let mut tests = Vec::with_capacity(slices.len());
    for slice in slices {
        let predicates = &slice.predicates;
        if let Some(none) = predicates.iter().find(|p| p.column as usize >= columns.len()) {
            let (value, limit) = (none.column, columns.len());
            return Err(SliceError::OutOfRange { what: "column", value, limit });
        }
        let meets = |row: &&u32| {
            let holds = |p: &Predicate| columns[p.column as usize].codes.at(**row as usize) == p.code;
            predicates.iter().all(holds)
        };
        let (mut size, mut of_slice) = (0, 0);
        for &row in rows.iter().filter(meets) {
            size += 1;
            of_slice += u64::from(wrong[row as usize]);
        }
        tests.push(test(of_slice, size, errors, rows.len() as u64));
    }
    let p_values: Vec<f64> = tests.iter().map(|test| test.p_value.min(1.0)).collect();
    // Fisher's p values are probabilities.
    let adjusted = benjamini_hochberg(&p_values).unwrap_or_else(|_| vec![1.0; tests.len()]);
    for (test, adjusted) in tests.iter_mut().zip(adjusted) {
        let above = test.difference.is_ok_and(|d| d.interval.is_ok_and(|interval| interval.lower > 0.0));
        test.adjusted = adjusted;
        test.verdict = if adjusted < LEVEL && above { SliceVerdict::Worse } else { SliceVerdict::Undecided };
    }
    Ok(tests)
}

fn test(errors: u64, size: u64, all_errors: u64, rows: u64) -> SliceTest {
    let (rest, rest_errors) = (rows - size, all_errors - errors);
    let rate = |k: u64, n: u64| {
        let interval = wilson(k, n).ok_or(Undefined::SliceEmpty)?;
        Ok(Estimate { value: k as f64 / n as f64, interval: Ok(interval), n })
    };
    SliceTest {
        size,
        errors,
        error_rate: rate(errors, size),
        rest_rate: rate(rest_errors, rest),
        difference: proportion_difference(errors, size, rest_errors, rest).map_err(|_| Undefined::SliceEmpty),
        p_value: fisher_exact(errors, size - errors, rest_errors, rest - rest_errors, Alternative::Greater),
        adjusted: 1.0,
        verdict: SliceVerdict::Undecided,
    }
}

/// Slices found on one part of the rows, tested on the other.
#[derive(Clone, Debug, PartialEq)]
pub struct TestedSlices {
    /// What the search found on its part.
    pub found: SlicesFound,
    /// The same slices, in the same order, on the other part.
    pub tests: Vec<SliceTest>,
    /// Rows tested.
    pub rows_tested: u64,
}

/// [`find_slices`] on one part of the rows, [`test_slices`] on the other, split by [`halves`].
///
/// `columns` and `wrong` are of all rows; the smallest size in `search` counts rows of the part searched.
///
/// # Errors
/// As those three.
pub fn find_and_test_slices(
    columns: &[SliceColumn<'_>],
    wrong: &[bool],
    search: &SliceSearch,
    test_share: f64,
    seed: u64,
    stop: impl Fn() -> bool + Sync,
) -> Result<TestedSlices, SliceError> {
    for (column, given) in columns.iter().enumerate() {
        if given.codes.len() != wrong.len() {
            let (found, expected) = (given.codes.len(), wrong.len());
            return Err(SliceError::ColumnLength { column, found, expected });
        }
    }
    let Halves { search: searched, test: tested } = halves(wrong, test_share, seed)?;
    let taken: Vec<Codes> = columns.iter().map(|column| column.codes.of(&searched)).collect();
    let part: Vec<SliceColumn<'_>> = taken
        .iter()
        .zip(columns)
        .map(|(codes, column)| SliceColumn { codes, cardinality: column.cardinality })
        .collect();
    let errors: Vec<f64> = searched.iter().map(|&row| f64::from(u8::from(wrong[row as usize]))).collect();
    let found = find_slices(&part, &errors, search, stop)?;
    let tests = test_slices(columns, wrong, &tested, &found.slices)?;
    Ok(TestedSlices { found, tests, rows_tested: tested.len() as u64 })
}
