use image::{ExtendedColorType, ImageEncoder, ImageError, codecs::png::PngEncoder};

/// A grey picture as a PNG file: one byte a pixel, 0 black, row by row.
pub fn grey_png(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ImageError> {
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(pixels, width, height, ExtendedColorType::L8)?;
    Ok(png)
}
