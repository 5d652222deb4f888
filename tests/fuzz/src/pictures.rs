//! Pictures.

use assay_formats::{inspect_image, sniff_image_type};

pub(crate) fn run(bytes: &[u8]) {
    inspect(bytes);
    if let Some(mended) = with_checksums(bytes) {
        inspect(&mended);
    }
}

fn inspect(bytes: &[u8]) {
    match inspect_image(bytes) {
        Ok(info) => {
            assert_eq!(sniff_image_type(bytes), Some(info.image_type));
            assert!((1..=32_768).contains(&info.width) && (1..=32_768).contains(&info.height), "{info:?}");
        }
        Err(fault) => assert!(!fault.message().is_empty() && !fault.code().is_empty()),
    }
}

/// The same PNG with the right checksum for each chunk: a change anywhere else would stop at it.
fn with_checksums(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    let mut mended = bytes.to_vec();
    let mut at = 8;
    while let Some(length) = mended.get(at..at + 4) {
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        let end = at.checked_add(8)?.checked_add(length)?;
        let Some(chunk) = mended.get(at + 4..end) else { break };
        let sum = crc(chunk);
        mended.get_mut(end..end + 4)?.copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
    (mended != bytes).then_some(mended)
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}
