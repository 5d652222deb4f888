//! Bytes that nobody wrote: no panic, and the same answer twice.

mod common;

use assay_formats::{ReadOptions, Shape, inspect_image};
use common::{dump, file};
use image::{DynamicImage, ImageFormat};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(vec![
        &b"\""[..],
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"1",
        b"{\"a\":",
        b"}",
        b"[",
        b"]",
        b"\\",
        b"\\ud83d",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\0",
        b"\xE9",
        b"\xE2\x82\xAC",
        b"sep=;\n",
        b"null",
        b" ",
    ]);
    prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_rows_or_faults(bytes in bytes()) {
        let file = file("a.txt", bytes);
        let shapes = [None, Some(Shape::JsonLines), Some(Shape::Delimited { delimiter: b',' })];
        for (shape, no_quoting) in shapes.into_iter().flat_map(|shape| [(shape, false), (shape, true)]) {
            let options = ReadOptions { shape, no_quoting, ..ReadOptions::default() };
            prop_assert_eq!(dump(&file.path, &options), dump(&file.path, &options));
        }
    }

    #[test]
    fn a_damaged_image_never_panics(flips in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp] {
            let mut bytes = std::io::Cursor::new(Vec::new());
            DynamicImage::new_rgb8(9, 7).write_to(&mut bytes, format).unwrap();
            let mut bytes = bytes.into_inner();
            for (at, byte) in &flips {
                let at = usize::from(*at) % bytes.len();
                bytes[at] = *byte;
            }
            let _ = inspect_image(&bytes);
        }
    }
}
