//! Images, whole and broken.

mod common;

use std::fs;
use std::io::Cursor;

use assay_formats::{ImageFaultKind, ImageType, inspect_image, sniff_image_type};
use common::{corpus, files};
use image::{DynamicImage, ImageFormat, RgbImage};

const TYPES: [(ImageType, ImageFormat); 5] = [
    (ImageType::Png, ImageFormat::Png),
    (ImageType::Jpeg, ImageFormat::Jpeg),
    (ImageType::Gif, ImageFormat::Gif),
    (ImageType::Webp, ImageFormat::WebP),
    (ImageType::Bmp, ImageFormat::Bmp),
];

fn encoded(format: ImageFormat) -> Vec<u8> {
    let noise =
        |x: u32, y: u32| image::Rgb([(x * 37 + y * 91) as u8, (x * y * 13) as u8, (x ^ (y * 7)) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_fn(33, 21, noise)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn each_type_is_told_by_its_bytes_and_decoded() {
    for (image_type, format) in TYPES {
        let info = inspect_image(&encoded(format)).unwrap();
        assert_eq!((info.image_type, info.width, info.height), (image_type, 33, 21));
    }
}

#[test]
fn an_image_cut_off_anywhere_is_refused() {
    for (image_type, format) in TYPES {
        let bytes = encoded(format);
        let accepted: Vec<_> = (0..bytes.len()).filter(|cut| inspect_image(&bytes[..*cut]).is_ok()).collect();
        assert!(accepted.is_empty(), "{image_type:?} of {} bytes, cut at {accepted:?}", bytes.len());
    }
}

#[test]
fn a_thumbnail_does_not_hide_that_a_jpeg_is_cut_off() {
    let bytes = encoded(ImageFormat::Jpeg);
    let thumbnail = [&[0xFF, 0xE1], &(bytes.len() as u16 + 2).to_be_bytes()[..], &bytes].concat();
    let whole = [&bytes[..2], &thumbnail, &bytes[2..]].concat();
    assert!(inspect_image(&whole).is_ok());
    let fault = inspect_image(&whole[..whole.len() - 40]).unwrap_err();
    assert_eq!(fault.kind(), ImageFaultKind::DamagedImage);
    // What cameras append after the end is no fault.
    assert!(inspect_image(&[&bytes[..], b"trailer"].concat()).is_ok());
}

#[test]
fn what_is_no_image_is_refused() {
    for bytes in [
        &b""[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"BM",
        b"II*\0",
        b"%PDF-1.4",
    ] {
        assert_eq!(sniff_image_type(bytes), None);
        assert_eq!(inspect_image(bytes).unwrap_err().code(), "not_an_image");
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_decoded() {
    let mut png = encoded(ImageFormat::Png);
    for (width, height) in [(40_000_u32, 10_u32), (30_000, 30_000), (u32::MAX, u32::MAX)] {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = checksum(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_ne!(inspect_image(&png).unwrap_err().kind(), ImageFaultKind::NotAnImage);
        if width < u32::MAX {
            assert_eq!(inspect_image(&png).unwrap_err().kind(), ImageFaultKind::ImageTooLarge, "{width}");
        }
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
fn a_picture_that_contradicts_itself_is_damaged() {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], data: &[u8]| {
        png.extend_from_slice(&(data.len() as u32).to_be_bytes());
        png.extend_from_slice(name);
        png.extend_from_slice(data);
        png.extend_from_slice(&checksum(&[name, data].concat()).to_be_bytes());
    };
    // A palette of four colours and a third: the decoder panics over it.
    chunk(b"IHDR", b"\0\0\0\x04\0\0\0\x01\x08\x03\0\0\0");
    chunk(b"PLTE", b"\0\0\0\xff\xff\xff\x80\x80\x80\x48\x44\x52\0");
    chunk(b"tRNS", b"\0\x80");
    chunk(b"IDAT", b"\x78\x01\x01\x05\0\xfa\xff\0\0\x01\x02\x01\0\x0d\0\x05");
    chunk(b"IEND", b"");
    let gif = b"GIF89a\x07\0\0\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for bytes in [&png[..], gif] {
        let fault = inspect_image(bytes).expect_err("no picture");
        assert_eq!(fault.kind(), ImageFaultKind::DamagedImage, "{fault}");
    }
}

#[test]
fn png_suite() {
    let Some(folder) = corpus("png") else { return };
    let images = files(&folder, "png");
    assert!(images.len() > 150);
    let wrong: Vec<_> = images
        .iter()
        .filter(|path| {
            let corrupt = path.file_name().unwrap().to_str().unwrap().starts_with('x');
            inspect_image(&fs::read(path).unwrap()).is_ok() == corrupt
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
