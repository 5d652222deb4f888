//! Codes of a column in no more bytes than they need: most columns have fewer than 256.

/// A code for each row; all in as many bytes as the largest needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Every code is below 256.
    Bytes(Vec<u8>),
    /// Every code is below 65,536.
    Shorts(Vec<u16>),
    /// Some code is larger.
    Words(Vec<u32>),
}

/// Runs the same lines over codes of each width.
macro_rules! of_each_width {
    ($codes:expr, $own:ident => $with:expr) => {
        match $codes {
            $crate::slices::Codes::Bytes($own) => $with,
            $crate::slices::Codes::Shorts($own) => $with,
            $crate::slices::Codes::Words($own) => $with,
        }
    };
}
pub(super) use of_each_width;

impl From<Vec<u32>> for Codes {
    fn from(codes: Vec<u32>) -> Self {
        match codes.iter().max() {
            Some(&most) if most > u32::from(u16::MAX) => Self::Words(codes),
            Some(&most) if most > u32::from(u8::MAX) => {
                Self::Shorts(codes.into_iter().map(|code| code as u16).collect())
            }
            _ => Self::Bytes(codes.into_iter().map(|code| code as u8).collect()),
        }
    }
}

impl Codes {
    /// Number of rows.
    pub fn len(&self) -> usize {
        of_each_width!(self, codes => codes.len())
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Code of a row, which has to be below [`Self::len`].
    pub fn at(&self, row: usize) -> u32 {
        match self {
            Self::Bytes(codes) => codes[row].into(),
            Self::Shorts(codes) => codes[row].into(),
            Self::Words(codes) => codes[row],
        }
    }

    /// Codes of these rows, in the order given.
    pub(super) fn of(&self, rows: &[u32]) -> Self {
        fn taken<T: Copy>(codes: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().map(|&row| codes[row as usize]).collect()
        }
        match self {
            Self::Bytes(codes) => Self::Bytes(taken(codes, rows)),
            Self::Shorts(codes) => Self::Shorts(taken(codes, rows)),
            Self::Words(codes) => Self::Words(taken(codes, rows)),
        }
    }
}

impl FromIterator<u32> for Codes {
    fn from_iter<T: IntoIterator<Item = u32>>(codes: T) -> Self {
        Self::from(codes.into_iter().collect::<Vec<u32>>())
    }
}
