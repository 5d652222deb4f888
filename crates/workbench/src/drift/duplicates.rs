//! Items of one part that the other has too: what was learned by heart there is no test here.

use crate::import::fingerprint;
use crate::jobs::Progress;
use crate::{Error, Result};
use assay_store::Read;
use assay_store::parts_of_data::content;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use ts_rs::TS;

/// Two items with the same content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct DuplicatePair {
    /// External key in the first part.
    pub first: String,
    /// External key in the second part.
    pub second: String,
    /// `picture` (the same file), `text` (the same, mark by mark) or `nearly` (but for case, spaces and punctuation).
    pub how: String,
}

/// Items that both parts have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct Duplicates {
    /// Items of the second part with the picture of one of the first.
    pub pictures: u64,
    /// Items of the second part with the text of one of the first, mark by mark (and the same picture, where they have one).
    pub texts: u64,
    /// Items of the second part with nearly the text of one of the first: but for case, spaces and punctuation.
    pub nearly: u64,
    /// The first of them.
    pub pairs: Vec<DuplicatePair>,
}

/// Pairs shown.
const SHOWN: usize = 200;

type Print = [u8; 16];

/// What two items are told apart by; none where an item has none of it.
struct Prints {
    picture: Option<Print>,
    text: Option<Print>,
    nearly: Option<Print>,
}

fn prints(fields: &str, picture: Option<&str>) -> Result<Prints> {
    let fields: Map<String, Value> = serde_json::from_str(fields)?;
    let words = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text: Vec<String> = fields.values().map(words).collect();
    let nearly: Vec<String> = text
        .iter()
        .map(|text| {
            let lower = text.to_lowercase();
            let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(" ")
        })
        .filter(|text| !text.is_empty())
        .collect();
    let own = picture.unwrap_or_default();
    let of = |parts: &[String]| {
        let mut bytes: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        // A caption that many pictures share makes no duplicates.
        bytes.push(own.as_bytes());
        (!parts.is_empty()).then(|| fingerprint(&bytes))
    };
    Ok(Prints {
        picture: picture.map(|hash| fingerprint(&[hash.as_bytes()])),
        text: of(&text),
        nearly: of(&nearly),
    })
}

/// Looks for the items of the second part in the first.
pub(super) fn find(r: &Read<'_>, a: &[i64], b: &[i64], progress: &dyn Progress) -> Result<Duplicates> {
    let mut known: [HashMap<Print, i64>; 3] = Default::default();
    let total = (a.len() + b.len()) as u64;
    let watch = |done: usize| {
        if done.is_multiple_of(1024) {
            progress.at("duplicates", done as u64, total);
            if progress.cancelled() {
                return Err(Error::Cancelled);
            }
        }
        Ok(())
    };
    for (done, item) in a.iter().enumerate() {
        watch(done)?;
        let (_, fields, picture) = content(r, *item)?;
        let prints = prints(&fields, picture.as_deref())?;
        for (known, print) in known.iter_mut().zip([prints.picture, prints.text, prints.nearly]) {
            if let Some(print) = print {
                known.entry(print).or_insert(*item);
            }
        }
    }
    let mut found = Duplicates { pictures: 0, texts: 0, nearly: 0, pairs: Vec::new() };
    for (done, item) in b.iter().enumerate() {
        watch(a.len() + done)?;
        let (key, fields, picture) = content(r, *item)?;
        let prints = prints(&fields, picture.as_deref())?;
        let twin = |at: usize, print: Option<Print>| print.and_then(|print| known[at].get(&print).copied());
        let ways = [
            ("picture", twin(0, prints.picture)),
            ("text", twin(1, prints.text)),
            ("nearly", twin(2, prints.nearly)),
        ];
        let Some((how, first)) = ways.into_iter().find_map(|(how, twin)| Some((how, twin?))) else {
            continue;
        };
        match how {
            "picture" => found.pictures += 1,
            "text" => found.texts += 1,
            _ => found.nearly += 1,
        }
        if found.pairs.len() < SHOWN {
            found.pairs.push(DuplicatePair { first: content(r, first)?.0, second: key, how: how.to_owned() });
        }
    }
    Ok(found)
}
