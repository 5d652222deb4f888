//! Charts as files: the page draws, a person chooses where, this writes.

use crate::files::{self, FileHandle};
use crate::{Context, Error, Result};
use assay_formats::ImageType;
use base64::Engine as _;
use serde::Deserialize;
use ts_rs::TS;

/// Charts are small; more than this is no chart.
const LIMIT: usize = 32 * 1024 * 1024;

/// A drawn chart.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureSave {
    /// The target (a handle).
    pub file: String,
    /// What it is.
    pub content: Picture,
}

/// SVG as text or PNG as base64.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// An SVG document.
    Svg(String),
    /// A PNG file in base64.
    Png(String),
}

pub(crate) fn save(ctx: &Context, request: PictureSave) -> Result<FileHandle> {
    let path = ctx.workbench.files.path(&request.file)?;
    let wrong = |message: &str| Error::refused("picture_invalid", message);
    let bytes = match request.content {
        Picture::Svg(text) if text.trim_start().starts_with("<svg") => text.into_bytes(),
        Picture::Svg(_) => return Err(wrong("this is no SVG document")),
        Picture::Png(text) => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(text);
            let png = |bytes: &Vec<u8>| assay_formats::sniff_image_type(bytes) == Some(ImageType::Png);
            bytes.ok().filter(png).ok_or_else(|| wrong("this is no PNG file in base64"))?
        }
    };
    if bytes.len() > LIMIT {
        return Err(wrong("the picture is larger than 32 MiB"));
    }
    files::write(&path, &bytes)?;
    Ok(ctx.workbench.files.register(path))
}
