use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::{FileFault, FileFaultKind};

/// A text encoding, as the WHATWG Encoding Standard names them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);
    /// UTF-16, little end first.
    pub const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    /// UTF-16, big end first.
    pub const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);

    /// The encoding a label names, in any case: `windows-1252`, `latin1`, `shift_jis`, `utf-16le`.
    pub fn from_label(label: &str) -> Result<Self, FileFault> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self).ok_or_else(|| {
            let message = format!(
                "No encoding is called \"{}\". Names that are known include UTF-8, UTF-16LE, windows-1252, \
                 ISO-8859-2, Shift_JIS and GBK.",
                label.escape_debug()
            );
            FileFault::new(FileFaultKind::UnknownEncoding, None, message)
        })
    }

    /// The encoding's name, for instance `UTF-8`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(crate) fn decoder(self) -> encoding_rs::Decoder {
        self.0.new_decoder_without_bom_handling()
    }

    /// The mark at the start of a file, and its length.
    pub(crate) fn from_mark(head: &[u8]) -> Option<(Self, usize)> {
        encoding_rs::Encoding::for_bom(head).map(|(encoding, length)| (Self(encoding), length))
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Encodings in which these bytes could be text, the likeliest first.
pub(crate) fn candidates(bytes: &[u8], complete: bool) -> Vec<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, complete);
    let guess = Encoding(detector.guess(None, Utf8Detection::Deny));
    // What spreadsheets on western systems write; always worth offering beside the guess.
    let western = Encoding(encoding_rs::WINDOWS_1252);
    if guess == western { vec![western] } else { vec![guess, western] }
}

/// UTF-16 without a mark shows as text in which nearly every other byte is NUL.
pub(crate) fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let pairs = bytes.len().min(4096) / 2;
    let (mut even, mut odd) = (0, 0);
    for pair in bytes.chunks_exact(2).take(pairs) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    if odd * 2 > pairs && even * 10 < pairs {
        Some(Encoding::UTF_16LE)
    } else if even * 2 > pairs && odd * 10 < pairs {
        Some(Encoding::UTF_16BE)
    } else {
        None
    }
}
