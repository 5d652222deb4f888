//! Items: a key, what a rater sees, metadata, a picture.

use super::mapping::{FieldRole, ImportMapping, place};
use super::{Fault, Flags, Importer, Refusal, Verdict};
use crate::media::link_to;
use crate::{Error, Result};
use assay_formats::{Cell as Read_, inspect_image};
use assay_store::imports::{self, NewItem};
use assay_store::media::{self, NewMedia};
use assay_store::{Cell, Read, Write, items};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::PathBuf;

/// Pictures larger than this are refused before they are read.
const MEDIA_LIMIT: u64 = 256 * 1024 * 1024;

#[derive(Clone)]
pub(crate) struct Items {
    mapping: ImportMapping,
    folder: PathBuf,
    project: PathBuf,
    flags: Flags,
    seed: u64,
    key: usize,
    split: Option<usize>,
    image: Option<usize>,
    content: Vec<(usize, String)>,
    metadata: Vec<(usize, String)>,
    known_columns: usize,
    seen: HashSet<u128>,
    fields: Vec<i64>,
    order: Vec<u32>,
    /// No item was there before this import.
    first: Option<bool>,
}

pub(crate) struct ItemRow {
    line: u64,
    key: String,
    split: Option<String>,
    fields: String,
    metadata: Vec<Cell>,
    picture: Option<Picture>,
    digest: [u8; 16],
}

struct Picture {
    /// Where it lies, as the project's file may name it.
    link: Option<String>,
    hash: String,
    mime: &'static str,
    width: u32,
    height: u32,
    content: Vec<u8>,
}

impl Items {
    /// `folder` is where relative paths of pictures start, `project` the project's file.
    pub(crate) fn new(
        mapping: ImportMapping,
        folder: PathBuf,
        project: PathBuf,
        seed: u64,
        flags: Flags,
    ) -> Result<Items> {
        Ok(Items {
            mapping,
            folder,
            project,
            flags,
            seed,
            key: 0,
            split: None,
            image: None,
            content: Vec::new(),
            metadata: Vec::new(),
            known_columns: usize::MAX,
            seen: HashSet::new(),
            fields: Vec::new(),
            order: Vec::new(),
            first: None,
        })
    }

    /// Finds the mapped columns; JSON lines may bring more on the way, which become metadata.
    fn find_columns(&mut self, columns: &[String]) -> Result<()> {
        let find = |column: &Option<String>| place(columns, column.as_ref());
        self.key = find(&self.mapping.key)?.unwrap_or(0);
        (self.split, self.image) = (find(&self.mapping.split)?, find(&self.mapping.image)?);
        for field in &self.mapping.fields {
            let Some(place) = find(&Some(field.column.clone()))? else { continue };
            let list = match field.role {
                FieldRole::Content => &mut self.content,
                FieldRole::Metadata => &mut self.metadata,
                FieldRole::Ignored => continue,
            };
            list.push((place, field.name.clone()));
        }
        if self.content.is_empty() && self.image.is_none() {
            // There has to be something to see.
            self.content.push((self.key, columns.get(self.key).cloned().unwrap_or_default()));
        }
        self.known_columns = columns.len();
        Ok(())
    }

    fn picture(&self, line: u64, column: &str, relative: &str) -> std::result::Result<Picture, Fault> {
        let fault = |code: &str, message: String| Fault::new(line, Some(column), code, message);
        let path = self.folder.join(relative);
        let about = std::fs::metadata(&path)
            .map_err(|e| fault("image_missing", format!("{relative} cannot be read: {e}; check the path")))?;
        if !about.is_file() || about.len() > MEDIA_LIMIT {
            return Err(fault("image_too_large", format!("{relative} is no file of at most 256 MiB")));
        }
        let content = std::fs::read(&path)
            .map_err(|e| fault("image_missing", format!("{relative} cannot be read: {e}; check the path")))?;
        let info =
            inspect_image(&content).map_err(|f| fault(f.code(), format!("{relative}: {}", f.message())))?;
        Ok(Picture {
            link: link_to(&self.project, &path),
            hash: content_hash(&content),
            mime: info.image_type.mime(),
            width: info.width,
            height: info.height,
            content,
        })
    }
}

/// SHA-256, lower-case hexadecimal: names a picture.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A metadata value: a number where the whole cell is a plain one, else text.
fn typed(cell: &Read_) -> Cell {
    let Some(text) = cell.filled() else { return Cell::Null };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let coded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if coded || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return Cell::Text(text.to_owned());
    }
    if let Ok(number) = text.parse::<i64>() {
        return Cell::Integer(number);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Cell::Real(number),
        _ => Cell::Text(text.to_owned()),
    }
}

/// A 128-bit fingerprint, for telling rows apart without keeping them.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut digest = [0; 16];
    digest.copy_from_slice(&hash.finalize()[..16]);
    digest
}

impl Importer for Items {
    type Row = ItemRow;

    fn bytes(row: &ItemRow) -> usize {
        row.picture.as_ref().map_or(0, |picture| picture.content.len())
    }

    fn restart(&mut self, columns: &[String]) {
        if self.known_columns == usize::MAX {
            // A mapping that names a missing column is refused before this; what is left is found.
            let _ = self.find_columns(columns);
        }
        self.seen.clear();
    }

    fn parse(&mut self, row: &assay_formats::Row, columns: &[String]) -> std::result::Result<ItemRow, Fault> {
        while self.known_columns < columns.len() {
            self.metadata.push((self.known_columns, columns[self.known_columns].clone()));
            self.known_columns += 1;
        }
        let key = row.filled(self.key).map(str::trim).unwrap_or_default();
        if key.is_empty() {
            return Err(Fault::new(
                row.line,
                columns.get(self.key).map(String::as_str),
                "key_missing",
                "the item has no key; give each row its own",
            ));
        }
        if key.len() > 1000 || key.chars().any(char::is_control) {
            return Err(Fault::new(
                row.line,
                columns.get(self.key).map(String::as_str),
                "key_invalid",
                "the key is longer than 1000 bytes or holds a control character",
            ));
        }
        let mut content = serde_json::Map::new();
        for (place, name) in &self.content {
            if !matches!(row.cell(*place), Read_::Missing) {
                content.insert(name.clone(), row.cell(*place).to_value());
            }
        }
        let metadata: Vec<Cell> = self.metadata.iter().map(|(place, _)| typed(row.cell(*place))).collect();
        let picture = match self.image.and_then(|place| Some((place, row.filled(place)?))) {
            Some((place, relative)) => {
                Some(self.picture(row.line, columns.get(place).map_or("image", String::as_str), relative)?)
            }
            None => None,
        };
        let fields = serde_json::Value::Object(content).to_string();
        let split = self.split.and_then(|place| row.filled(place)).map(str::to_owned);
        let mut parts = Vec::new();
        for ((_, name), value) in self.metadata.iter().zip(&metadata) {
            if *value != Cell::Null {
                parts.push(format!("{name}={value:?}"));
            }
        }
        parts.sort_unstable();
        let digest = fingerprint(&[
            fields.as_bytes(),
            parts.join("\u{1f}").as_bytes(),
            split.as_deref().unwrap_or("\u{0}").as_bytes(),
            picture.as_ref().map_or("", |p| p.hash.as_str()).as_bytes(),
        ]);
        Ok(ItemRow { line: row.line, key: key.to_owned(), split, fields, metadata, picture, digest })
    }

    fn learn(&mut self, parser: Items) {
        (self.metadata, self.known_columns) = (parser.metadata, parser.known_columns);
    }

    fn judge(&mut self, r: &Read<'_>, row: &ItemRow) -> std::result::Result<Verdict, Refusal> {
        if !self.seen.insert(u128::from_le_bytes(fingerprint(&[row.key.as_bytes()]))) {
            return Err(Fault::new(
                row.line,
                self.mapping.key.as_deref(),
                "duplicate_key",
                format!("the key `{}` is in the file already, further up; give each row its own", row.key),
            )
            .into());
        }
        // The largest imports go into empty projects: a million look-ups in vain are saved.
        let first = match self.first {
            Some(first) => first,
            None => *self.first.insert(items::none(r)?),
        };
        if first {
            return Ok(Verdict::New);
        }
        match items::digest_of_key(r, &row.key)? {
            None => Ok(Verdict::New),
            Some((_, digest, _)) if digest == row.digest => Ok(Verdict::Unchanged),
            Some(_) if self.flags.update => Ok(Verdict::Update),
            Some(_) => Err(Fault::new(
                row.line,
                self.mapping.key.as_deref(),
                "item_differs",
                format!(
                    "the item `{}` is in the project with other content; import with “Correct what is there already” (in a terminal: --update) to change it",
                    row.key
                ),
            )
            .into()),
        }
    }

    fn prepare(&mut self, w: &Write<'_>, import: i64, new: u64) -> Result<()> {
        let names: Vec<String> = self.metadata.iter().map(|(_, name)| name.clone()).collect();
        self.fields = imports::ensure_fields(w, import, &names)?;
        let new = u32::try_from(new)
            .map_err(|_| Error::refused("too_many_items", "one import may bring at most 4 billion items"))?;
        self.order = assay_stats::permutation(new, self.seed);
        Ok(())
    }

    fn insert(&mut self, w: &Write<'_>, import: i64, rows: &[ItemRow], first: u64) -> Result<()> {
        let mut new = Vec::with_capacity(rows.len());
        for (place, row) in self.order.iter().skip(usize::try_from(first).unwrap_or(usize::MAX)).zip(rows) {
            new.push(new_item(w, row, *place)?);
        }
        Ok(imports::insert_items(w, import, &self.fields, &new)?)
    }

    fn update(&mut self, w: &Write<'_>, import: i64, rows: &[ItemRow]) -> Result<()> {
        for row in rows {
            let id = imports::item_of_key(w, &row.key)?;
            imports::update_item(w, import, id, &self.fields, &new_item(w, row, 0)?)?;
        }
        Ok(())
    }
}

fn new_item<'a>(w: &Write<'_>, row: &'a ItemRow, place: u32) -> Result<NewItem<'a>> {
    let media = match &row.picture {
        Some(picture) => Some(media::put(
            w,
            &NewMedia {
                hash: &picture.hash,
                mime: picture.mime,
                width: picture.width,
                height: picture.height,
                content: &picture.content,
                link: picture.link.as_deref(),
            },
        )?),
        None => None,
    };
    Ok(NewItem {
        key: &row.key,
        split: row.split.as_deref(),
        fields: &row.fields,
        metadata: row.metadata.clone(),
        media,
        digest: &row.digest,
        place,
    })
}

/// An item that has nothing but a key, made for judgments, gold or predictions of items not imported yet.
pub(crate) fn bare_digest() -> [u8; 16] {
    fingerprint(&[b"{}", b"", "\u{0}".as_bytes(), b""])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_codes_stay_text() {
        let cases = [
            ("12", Cell::Integer(12)),
            ("-3.50", Cell::Real(-3.5)),
            ("0.25", Cell::Real(0.25)),
            ("0", Cell::Integer(0)),
            ("007", Cell::Text("007".into())),
            ("1e400", Cell::Text("1e400".into())),
            ("NaN", Cell::Text("NaN".into())),
            ("inf", Cell::Text("inf".into())),
            ("+5", Cell::Text("+5".into())),
            ("  ", Cell::Null),
        ];
        for (text, expected) in cases {
            assert_eq!(typed(&Read_::Text(text.into())), expected, "{text}");
        }
    }
}
