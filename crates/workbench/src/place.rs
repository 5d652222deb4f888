//! Where a project lies, and what a person should know about it.

use std::path::{Path, PathBuf};

/// Kinds of mounts that lie on another machine, as Linux names them.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "lustre",
    "gpfs",
    "beegfs",
    "ncpfs",
    "9p",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.s3fs",
    "fuse.gvfsd-fuse",
];

/// Services that copy files behind one's back can tear a project that is being written to; over a network, the
/// programs that have it open cannot agree on who writes.
pub(crate) fn warning(path: &Path) -> Option<String> {
    let text = path.to_string_lossy().to_lowercase();
    let services = [
        ("dropbox", "Dropbox"),
        ("onedrive", "OneDrive"),
        ("google drive", "Google Drive"),
        ("googledrive", "Google Drive"),
        ("icloud", "iCloud"),
    ];
    if let Some((_, service)) = services.into_iter().find(|(word, _)| text.contains(word)) {
        return Some(format!(
            "this project lies in a {service} folder; such a service can damage it while it is in use. Move it to a \
             folder that is not synchronised, and share copies"
        ));
    }
    if assay_store::backups::is_backup(path) {
        let message = "this file is a backup of a project; what is done in it is found by nobody who opens the project. \
                       Open the project, and there, under Project, Backups, a copy of this";
        return Some(message.to_owned());
    }
    network(path).map(|kind| {
        format!(
            "this project lies on another machine ({kind}); there, two machines that have it open can damage it, \
             because they cannot see each other's locks. Work on a copy on this machine's own disk"
        )
    })
}

/// The kind of network file system that a path lies on.
fn network(path: &Path) -> Option<String> {
    if cfg!(windows) {
        let remote = path.to_string_lossy().starts_with(r"\\");
        return remote.then(|| "a network share".to_owned());
    }
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // No such list, as on macOS: nothing is known of the place, and nothing is said.
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    kind_of_mount(&mounts, &path).filter(|kind| NETWORK.contains(&kind.as_str()))
}

/// The kind of the innermost mount that holds a path, from lines `device folder kind options ...`.
fn kind_of_mount(mounts: &str, path: &Path) -> Option<String> {
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(1);
        // Blanks in names are written in octal.
        let folder = words.next()?.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        Some((PathBuf::from(folder), words.next()?.to_owned()))
    };
    mounts
        .lines()
        .filter_map(mount)
        .filter(|(folder, _)| path.starts_with(folder))
        // Of two mounts on one folder, the later one is seen.
        .max_by_key(|(folder, _)| folder.components().count())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_says_where_a_file_lies() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nfiler:/homes /home nfs4 rw 0 0\n/dev/sdb1 /home/ada/my\\040disk xfs rw 0 0\n";
        let kind = |path: &str| kind_of_mount(mounts, Path::new(path)).unwrap();
        assert_eq!(kind("/srv/p.assay"), "ext4");
        assert_eq!(kind("/home/ada/p.assay"), "nfs4");
        assert_eq!(kind("/homes/p.assay"), "ext4");
        assert_eq!(kind("/home/ada/my disk/p.assay"), "xfs");
        assert!(NETWORK.contains(&kind("/home/ada/p.assay").as_str()));
    }

    #[test]
    fn synchronised_folders_are_warned_of_and_local_ones_are_not() {
        assert!(warning(Path::new("/home/ada/Dropbox/p.assay")).unwrap().contains("Dropbox"));
        let here = tempfile::tempdir().unwrap();
        assert_eq!(warning(&here.path().join("p.assay")), None);
    }
}
