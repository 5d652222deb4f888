//! Whether an image file reaches its end. Decoders make up what is missing, or stop at the first
//! picture of an animation.

use crate::ImageType;

/// Whether the end is there; where the structure is broken before it, that is for the decoder to say.
pub(crate) fn is_whole(image_type: ImageType, bytes: &[u8]) -> bool {
    match image_type {
        ImageType::Jpeg => jpeg(bytes).is_some(),
        ImageType::Gif => gif(bytes).is_some(),
        ImageType::Webp => {
            let size = bytes.get(4..8).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
            bytes.len() as u64 >= u64::from(size) + 8
        }
        // The name and the checksum of the last chunk. What follows it is ignored, as by browsers.
        ImageType::Png => bytes.windows(8).rev().any(|window| window == b"IEND\xAE\x42\x60\x82"),
        // Its rows have a fixed length, so the decoder misses any that are not there.
        ImageType::Bmp => true,
    }
}

/// Walks from marker to marker to the end of the image; a plain search for the end would find that
/// of a thumbnail.
fn jpeg(bytes: &[u8]) -> Option<()> {
    const END: u8 = 0xD9;
    const SCAN: u8 = 0xDA;
    let mut at = 2;
    let mut in_scan = false;
    loop {
        match (*bytes.get(at)?, *bytes.get(at + 1)?) {
            (0xFF, END) => return Some(()),
            // Stuffing and restarts within pixels.
            (0xFF, 0x00 | 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, 0xFF) => at += 1,
            (0xFF, marker) => {
                let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
                at += 2 + usize::from(length);
                in_scan = marker == SCAN;
            }
            _ if in_scan => at += 1,
            _ => return Some(()),
        }
    }
}

/// Walks from block to block to the trailer, so that a missing later picture is noticed too.
fn gif(bytes: &[u8]) -> Option<()> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colours(*bytes.get(10)?);
    loop {
        at = match *bytes.get(at)? {
            b';' => return Some(()),
            b'!' => after_sub_blocks(bytes, at + 2)?,
            b',' => after_sub_blocks(bytes, at + 11 + colours(*bytes.get(at + 9)?))?,
            _ => return Some(()),
        };
    }
}

fn after_sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}
