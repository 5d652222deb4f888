use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::error::ImageError;
use image::{ImageFormat, ImageReader, Limits};
use serde::Serialize;

use crate::image_end::is_whole;

const MAX_SIDE: u32 = 32_768;
const MAX_ALLOC: u64 = 512 * 1024 * 1024;

/// The types of image that Assay shows. SVG is none of them: it can carry scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageType {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// Windows bitmap.
    Bmp,
}

impl ImageType {
    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Bmp => "image/bmp",
        }
    }

    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Bmp => "bmp",
        }
    }

    fn format(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Gif => ImageFormat::Gif,
            Self::Webp => ImageFormat::WebP,
            Self::Bmp => ImageFormat::Bmp,
        }
    }
}

/// An image that has been decoded in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ImageInfo {
    /// The type, by its bytes.
    pub image_type: ImageType,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// Why an image is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImageFaultKind {
    /// Not an image of a type that Assay shows.
    NotAnImage,
    /// Cut off or damaged.
    DamagedImage,
    /// More pixels than can be shown safely.
    ImageTooLarge,
}

/// A fault of an image.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ImageFault {
    kind: ImageFaultKind,
    message: String,
}

impl ImageFault {
    fn new(kind: ImageFaultKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// What class of fault this is.
    pub fn kind(&self) -> ImageFaultKind {
        self.kind
    }

    /// The stable name of the class on the wire.
    pub fn code(&self) -> &'static str {
        match self.kind {
            ImageFaultKind::NotAnImage => "not_an_image",
            ImageFaultKind::DamagedImage => "damaged_image",
            ImageFaultKind::ImageTooLarge => "image_too_large",
        }
    }

    /// What is wrong and what to do.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The type of an image by its first bytes, whatever its name says.
pub fn sniff_image_type(bytes: &[u8]) -> Option<ImageType> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ImageType::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageType::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageType::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageType::Webp),
        // Two letters are little to go by; the reserved fields after the size are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(ImageType::Bmp),
        _ => None,
    }
}

/// Finds an image's type and size, and decodes it in full to see that it is whole. Of an animation,
/// the first picture is decoded.
pub fn inspect_image(bytes: &[u8]) -> Result<ImageInfo, ImageFault> {
    let Some(image_type) = sniff_image_type(bytes) else {
        let message = "This is not a PNG, JPEG, GIF, WebP or BMP image. Convert it to one of these.";
        return Err(ImageFault::new(ImageFaultKind::NotAnImage, message));
    };
    if !is_whole(image_type, bytes) {
        let message = "The image is cut off before its end. Export or download it again.";
        return Err(ImageFault::new(ImageFaultKind::DamagedImage, message));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), image_type.format());
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    // The decoders have panics for what they do not expect; to a person a panic is a damaged file like any other.
    let decoded = catch_unwind(AssertUnwindSafe(|| reader.decode()));
    let image = decoded.map_err(|_| contradiction("its parts do not fit together"))?.map_err(decode_fault)?;
    if image.width() == 0 || image.height() == 0 {
        return Err(contradiction("it has no pixels"));
    }
    Ok(ImageInfo { image_type, width: image.width(), height: image.height() })
}

fn contradiction(what: &str) -> ImageFault {
    let message = format!("The image is damaged: {what}. Export or download it again.");
    ImageFault::new(ImageFaultKind::DamagedImage, message)
}

fn decode_fault(error: ImageError) -> ImageFault {
    match error {
        ImageError::Limits(_) => {
            let message = format!(
                "The image is too large: at most {MAX_SIDE} pixels a side and 512 MiB decoded. Scale it down."
            );
            ImageFault::new(ImageFaultKind::ImageTooLarge, message)
        }
        error => {
            let message = format!("The image is damaged: {error}. Export or download it again.");
            ImageFault::new(ImageFaultKind::DamagedImage, message)
        }
    }
}
