//! Files that are no text at all, told by their first bytes.

use crate::{FileFault, FileFaultKind, Shape};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

const SPREADSHEET: &str = "Open it in a spreadsheet program and save the sheet as CSV (UTF-8).";
const UNPACK: &str = "Unpack it and import the file inside.";
const IMAGES: &str = "To import images, choose the folder they lie in.";
const TABLE: &str = "Export its table as CSV or JSON Lines.";

const DATABASE: &[u8] = b"SQLite format 3\0";

const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (ARCHIVE, "a ZIP archive", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook", SPREADSHEET),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", IMAGES),
    (b"\xFF\xD8\xFF", "a JPEG image", IMAGES),
    (b"GIF87a", "a GIF image", IMAGES),
    (b"GIF89a", "a GIF image", IMAGES),
    (b"RIFF", "a WebP image or a sound", IMAGES),
    (b"%PDF-", "a PDF document", TABLE),
    (b"\x1F\x8B\x08", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (DATABASE, "an SQLite database", TABLE),
    (PARQUET, "a Parquet file", TABLE),
    (b"ARROW1", "an Arrow file", TABLE),
];

const PARQUET: &[u8] = b"PAR1";
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What a file is by its first bytes, where it is a table that is no text.
pub(crate) fn binary_table(path: &Path) -> Option<Shape> {
    // A pipe would wait for whoever writes it.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut head = Vec::new();
    File::open(path).ok()?.take(512).read_to_end(&mut head).ok()?;
    // A column may be called PAR1; what follows the letters in a Parquet file is no text.
    let binary = head.iter().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r' | b'\n'));
    match head.get(..4)? {
        PARQUET if binary => Some(Shape::Parquet),
        ARCHIVE => Some(Shape::Workbook),
        _ => None,
    }
}

/// Whether a file is an SQLite database, as every project is, whatever its name.
pub fn is_database(path: &Path) -> bool {
    let mut head = [0; DATABASE.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == DATABASE
}

/// Whether a text begins with the letters that tell a binary file.
pub(crate) fn begins_as_binary(text: &str) -> bool {
    SIGNATURES.iter().any(|(signature, ..)| text.as_bytes().starts_with(signature))
}

/// Refuses a file whose first bytes are those of a known binary format.
pub(crate) fn refuse_binary(head: &[u8]) -> Result<(), FileFault> {
    for (signature, what, remedy) in SIGNATURES {
        // Some signatures are plain letters, which a header could begin with too.
        let certain = signature.iter().any(|b| !b.is_ascii_graphic() && *b != b' ')
            || head.iter().take(512).any(|b| *b == 0)
            || matches!(*signature, b"%PDF-" | b"GIF87a" | b"GIF89a");
        if head.starts_with(signature) && certain {
            let message = format!("This is {what}, not a text table. {remedy}");
            return Err(FileFault::new(FileFaultKind::BinaryFile, None, message));
        }
    }
    Ok(())
}
