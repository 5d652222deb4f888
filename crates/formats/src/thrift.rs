//! As much of Thrift's compact protocol as it takes to look at a Parquet file before a library does: sizes that lie and
//! schemas nested too deep are refused here, not met in the middle of a recursion or an allocation.

/// Nesting of values that no honest footer has.
const DEPTH: usize = 32;

/// Reads compact Thrift from a slice. `None` wherever the bytes end or make no sense.
pub(crate) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// A field of a struct: its type and number.
#[derive(Clone, Copy)]
struct Field {
    kind: u8,
    id: i16,
}

/// What a page says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageSizes {
    pub(crate) uncompressed: i32,
    pub(crate) compressed: i32,
    /// Bytes of the header itself.
    pub(crate) header: usize,
}

impl<'a> Thrift<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn integer(&mut self) -> Option<i64> {
        let raw = self.varint()?;
        Some((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed())
    }

    fn skip_bytes(&mut self, count: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(count).ok()?)?;
        (end <= self.bytes.len()).then(|| self.at = end)
    }

    /// The next field; `None` inside at the end of the struct.
    fn field(&mut self, last: &mut i16) -> Option<Option<Field>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        let id = match head >> 4 {
            0 => i16::try_from(self.integer()?).ok()?,
            delta => last.checked_add(i16::from(delta))?,
        };
        *last = id;
        Some(Some(Field { kind: head & 0x0f, id }))
    }

    /// The type and number of the elements of a list.
    fn list(&mut self) -> Option<(u8, u64)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            few => u64::from(few),
        };
        Some((head & 0x0f, count))
    }

    fn skip(&mut self, kind: u8, depth: usize, in_list: bool) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        match kind {
            // A truth value of a field stands in its type, in a list it is a byte.
            1 | 2 if !in_list => Some(()),
            1..=3 => self.skip_bytes(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.skip_bytes(8),
            8 => {
                let length = self.varint()?;
                self.skip_bytes(length)
            }
            9 | 10 => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.skip(kind, depth + 1, true))
            }
            11 => {
                let count = self.varint()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                (0..count).try_for_each(|_| {
                    self.skip(kinds >> 4, depth + 1, true)?;
                    self.skip(kinds & 0x0f, depth + 1, true)
                })
            }
            12 => {
                let mut last = 0;
                while let Some(field) = self.field(&mut last)? {
                    self.skip(field.kind, depth + 1, false)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    /// A page header: fields 2 and 3 are its sizes.
    pub(crate) fn page(&mut self) -> Option<PageSizes> {
        let (mut uncompressed, mut compressed, mut last) = (None, None, 0);
        while let Some(field) = self.field(&mut last)? {
            match (field.id, field.kind) {
                (2, 5) => uncompressed = Some(i32::try_from(self.integer()?).ok()?),
                (3, 5) => compressed = Some(i32::try_from(self.integer()?).ok()?),
                _ => self.skip(field.kind, 0, false)?,
            }
        }
        Some(PageSizes { uncompressed: uncompressed?, compressed: compressed?, header: self.at })
    }

    /// Of a footer: how deep its schema is nested and how many elements it has. Field 2 is the schema, a list of
    /// structs in depth-first order whose field 5 is the number of children.
    pub(crate) fn schema(&mut self) -> Option<(usize, u64)> {
        let mut last = 0;
        while let Some(field) = self.field(&mut last)? {
            if (field.id, field.kind) != (2, 9) {
                self.skip(field.kind, 0, false)?;
                continue;
            }
            let (kind, count) = self.list()?;
            if kind != 12 {
                return None;
            }
            // Children still to come, of each open group.
            let (mut open, mut deepest): (Vec<i64>, usize) = (Vec::new(), 0);
            for _ in 0..count {
                let children = self.children()?;
                while open.last() == Some(&0) {
                    open.pop();
                }
                if let Some(left) = open.last_mut() {
                    *left -= 1;
                }
                if children > 0 {
                    open.push(children);
                    deepest = deepest.max(open.len());
                }
            }
            return Some((deepest, count));
        }
        None
    }

    fn children(&mut self) -> Option<i64> {
        let (mut children, mut last) = (0, 0);
        while let Some(field) = self.field(&mut last)? {
            match (field.id, field.kind) {
                (5, 5) => children = self.integer()?,
                _ => self.skip(field.kind, 0, false)?,
            }
        }
        (children >= 0).then_some(children)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_header_is_read_and_nonsense_is_none() {
        // type 0, uncompressed 100, compressed 50, a struct, stop.
        let bytes = [0x15, 0x00, 0x15, 0xc8, 0x01, 0x15, 0x64, 0x2c, 0x15, 0x02, 0x00, 0x00, 0xff];
        let page = Thrift::new(&bytes).page().unwrap();
        assert_eq!(page, PageSizes { uncompressed: 100, compressed: 50, header: 12 });
        for end in 0..12 {
            assert_eq!(Thrift::new(&bytes[..end]).page(), None, "{end}");
        }
        let deep: Vec<u8> = [0x2c].into_iter().chain(std::iter::repeat_n(0x1c, 100_000)).collect();
        assert_eq!(Thrift::new(&deep).page(), None, "nesting ends without recursion without end");
        assert_eq!(Thrift::new(&[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f]).page(), None);
    }
}
