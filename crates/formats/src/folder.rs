use std::fs;
use std::path::{Path, PathBuf};

use crate::{FileFault, FileFaultKind};

/// Also those that are no use to Assay: the user should hear of each that it was refused, and why.
const EXTENSIONS: [&str; 16] = [
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "dib", "svg", "tif", "tiff", "heic", "heif",
    "avif", "ico",
];

/// A file that by its name is an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path within the folder, parts separated by `/`.
    pub relative: String,
    /// Its size.
    pub bytes: u64,
}

/// The image files in a folder and the folders within it, sorted by relative path. Hidden files and
/// folders are passed over, and so are links to folders and links that lead out of the folder.
pub fn list_images(folder: &Path) -> Result<Vec<ImageFile>, FileFault> {
    let unreadable = |path: &Path, error: std::io::Error| {
        let message = format!("The folder {} cannot be read: {error}.", path.display());
        FileFault::new(FileFaultKind::UnreadableFile, None, message)
    };
    let root = fs::canonicalize(folder).map_err(|error| unreadable(folder, error))?;
    let mut found = Vec::new();
    let mut pending = vec![(root.clone(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
            let entry = entry.map_err(|error| unreadable(&folder, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name == "__MACOSX" {
                continue;
            }
            let relative = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(|error| unreadable(&folder, error))?;
            if kind.is_dir() {
                pending.push((entry.path(), format!("{relative}/")));
            } else if is_image_name(&name)
                && let Some(bytes) = size_within(&entry.path(), kind.is_symlink(), &root)
            {
                found.push(ImageFile { path: entry.path(), relative, bytes });
            }
        }
    }
    found.sort_by(|a, b| a.relative.cmp(&b.relative).then_with(|| a.path.cmp(&b.path)));
    Ok(found)
}

fn is_image_name(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The size of a regular file, unless it is a link out of the folder.
fn size_within(path: &Path, link: bool, root: &Path) -> Option<u64> {
    if link && !fs::canonicalize(path).ok()?.starts_with(root) {
        return None;
    }
    let metadata = fs::metadata(path).ok()?;
    metadata.is_file().then_some(metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_order_within_the_folder_only() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("images");
        fs::create_dir_all(root.join("b/.hidden")).unwrap();
        fs::create_dir_all(root.join("__MACOSX")).unwrap();
        for name in [
            "z.PNG",
            "b/2.jpg",
            "b/1.svg",
            "b/.x.png",
            "b/.hidden/x.png",
            "notes.txt",
            "__MACOSX/z.png",
            "png",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        fs::write(outer.path().join("secret.png"), "x").unwrap();
        let mut expected = vec!["b/1.svg", "b/2.jpg", "z.PNG"];
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(outer.path().join("secret.png"), root.join("out.png")).unwrap();
            symlink(root.join("z.PNG"), root.join("in.png")).unwrap();
            symlink(&root, root.join("b/loop")).unwrap();
            symlink(root.join("nowhere"), root.join("dangling.png")).unwrap();
            expected.insert(2, "in.png");
        }
        let listed = list_images(&root).unwrap();
        assert_eq!(listed.iter().map(|image| image.relative.as_str()).collect::<Vec<_>>(), expected);
        assert!(listed.iter().all(|image| image.bytes == 1));
        assert!(list_images(&root.join("none")).is_err());
    }
}
