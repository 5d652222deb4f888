//! Pictures of the open project, by content id: what the media protocol serves.
//!
//! The project file may come from anywhere, so what it says of a picture is not believed: the type is sniffed from the
//! bytes, and a linked file is read only where it lies in the project's folder, is as long as it was, and has the content
//! that its id names.

use crate::import::content_hash;
use crate::{Error, Result, Workbench};
use assay_formats::sniff_image_type;
use assay_store::media::{self, Content};
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// Bytes for the media protocol.
pub struct Media {
    /// From the allow list of image types, by the content itself.
    pub mime: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Workbench {
    /// A picture of the open project, by content id.
    ///
    /// # Errors
    /// `not_found`, `media_missing` where a linked file is gone or another, `media_type` where the bytes are no picture.
    pub fn media(&self, id: &str) -> Result<Media> {
        let store = self.project().ok_or(Error::NoProject)?;
        let bytes = match store.read(|r| media::get(r, id))? {
            Content::Copied(bytes) => bytes,
            Content::Linked { link, bytes } => linked(store.path(), &link, bytes)
                .filter(|content| content_hash(content) == id)
                .ok_or_else(|| {
                    Error::refused(
                        "media_missing",
                        format!(
                            "the linked picture {link} is missing or was changed; put it back beside the project"
                        ),
                    )
                })?,
        };
        let Some(kind) = sniff_image_type(&bytes) else {
            return Err(Error::refused(
                "media_type",
                "this content is no picture of a type that Assay shows",
            ));
        };
        Ok(Media { mime: kind.mime(), bytes })
    }
}

/// The content of a linked file; none where it is no regular file of this length within the project's folder.
fn linked(project: &Path, link: &str, bytes: u64) -> Option<Vec<u8>> {
    let path = within(project, link)?;
    // Before it is opened: a pipe would wait for whoever writes it, and a device may never end.
    if !std::fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() == bytes) {
        return None;
    }
    let mut content = Vec::new();
    File::open(&path).ok()?.take(bytes.saturating_add(1)).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Where a link leads, if that is below the project's folder, links of the file system followed.
fn within(project: &Path, link: &str) -> Option<PathBuf> {
    let plain = Path::new(link).components().all(|part| matches!(part, Component::Normal(_)));
    if link.is_empty() || link.contains('\0') || !plain {
        return None;
    }
    let folder = folder_of(project)?;
    let path = folder.join(link).canonicalize().ok()?;
    path.starts_with(&folder).then_some(path)
}

/// The folder a project lies in, links of the file system followed.
fn folder_of(project: &Path) -> Option<PathBuf> {
    std::path::absolute(project).ok()?.parent()?.canonicalize().ok()
}

/// How the project's file names another one, where that lies in its folder or below.
pub(crate) fn link_to(project: &Path, file: &Path) -> Option<String> {
    let file = file.canonicalize().ok()?;
    let below = file.strip_prefix(folder_of(project)?).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_below_the_projects_folder_and_to_regular_files_only() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("project");
        std::fs::create_dir_all(folder.join("pictures")).unwrap();
        std::fs::write(outer.path().join("secret.png"), "12345").unwrap();
        std::fs::write(folder.join("pictures/a.png"), "12345").unwrap();
        let project = folder.join("p.assay");
        let long = "a/".repeat(5000);
        let secret = outer.path().join("secret.png").display().to_string();
        for link in [
            "",
            ".",
            "..",
            "../secret.png",
            "pictures/../../secret.png",
            "pictures/../a.png",
            "./../secret.png",
            "%2e%2e/secret.png",
            "%252e%252e%252fsecret.png",
            "..\\secret.png",
            "pictures\\a.png",
            "pictures/a.png\0.txt",
            "file:///etc/passwd",
            "/etc/passwd",
            "//etc/passwd",
            "/dev/zero",
            "\\\\host\\share\\a.png",
            "C:\\a.png",
            "~/a.png",
            "pictures",
            "none.png",
            "．．/secret.png",
            &long,
            &secret,
        ] {
            assert_eq!(linked(&project, link, 5), None, "{link:?}");
        }
        assert_eq!(linked(&project, "pictures/a.png", 5).as_deref(), Some(b"12345".as_slice()));
        assert_eq!(linked(&project, "pictures/a.png", 4), None, "it is longer than it was");
        assert_eq!(linked(&project, "pictures/a.png", 6), None, "it is shorter than it was");
        assert_eq!(link_to(&project, &folder.join("pictures/a.png")).as_deref(), Some("pictures/a.png"));
        assert_eq!(link_to(&project, &outer.path().join("secret.png")), None);
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_pipes_and_devices_lead_nowhere() {
        use std::os::unix::fs::symlink;
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("project");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(outer.path().join("secret.png"), "12345").unwrap();
        let project = folder.join("p.assay");
        symlink(outer.path().join("secret.png"), folder.join("out.png")).unwrap();
        symlink(outer.path(), folder.join("up")).unwrap();
        symlink("/dev/zero", folder.join("zero.png")).unwrap();
        symlink("loop.png", folder.join("loop.png")).unwrap();
        assert!(
            std::process::Command::new("mkfifo").arg(folder.join("pipe.png")).status().unwrap().success()
        );
        for link in ["out.png", "up/secret.png", "zero.png", "loop.png", "pipe.png"] {
            for bytes in [0, 5, u64::MAX] {
                assert_eq!(linked(&project, link, bytes), None, "{link}");
            }
        }
        std::fs::write(folder.join("in.png"), "12345").unwrap();
        symlink(folder.join("in.png"), folder.join("also.png")).unwrap();
        assert_eq!(linked(&project, "also.png", 5).as_deref(), Some(b"12345".as_slice()));
    }
}
