//! From the paths of a command to the files that they mean: files, folders, patterns.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::Input;
use crate::format::FORMATS;

/// Browsers keep the pictures and styles of a saved page in a folder whose name ends so, beside the page.
const BESIDE_PAGES: [&str; 8] = ["_files", "-Dateien", "_fichiers", "_archivos", "_file", "_arquivos", "_ficheiros", "_bestanden"];

/// The files that paths mean.
#[derive(Debug, Default)]
pub struct Files {
    /// The files to read.
    pub inputs: Vec<Input>,
    /// Files and folders in folders that are not read: their names tell of no format.
    pub left_out: Vec<PathBuf>,
    /// Folders that are not read because they belong to saved pages.
    pub beside_pages: Vec<PathBuf>,
}

impl Files {
    /// Returns the files that paths mean, in the order of the paths; those of one folder or pattern by name.
    ///
    /// `-` is standard input. A folder means the files in it and in its folders, but for hidden ones. A path that is not there
    /// is a pattern when it holds `*`, `?` or `[`. A path that means no file is an input too: opening it tells the reason.
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut files = Self::default();
        for path in paths {
            if path == Path::new("-") {
                files.inputs.push(Input::stdin());
                continue;
            }
            let found = matching(path);
            if found.is_empty() {
                files.add(path);
            }
            for path in &found {
                files.add(path);
            }
        }
        files
    }

    /// Adds a file, or the files of a folder.
    fn add(&mut self, path: &Path) {
        let before = self.inputs.len();
        if path.is_dir() {
            self.add_folder(path, "");
        }
        if self.inputs.len() == before {
            self.inputs.push(Input::file(path));
        }
    }

    /// Adds the files of a folder. `within` is its path in the folder that was named, with a `/` behind it.
    fn add_folder(&mut self, folder: &Path, within: &str) {
        let Ok(entries) = std::fs::read_dir(folder) else { return self.left_out.push(folder.to_owned()) };
        let mut entries: Vec<_> = entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            // A link to a folder may lead back to where it stands.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if BESIDE_PAGES.iter().any(|ending| name.ends_with(ending)) {
                    self.beside_pages.push(path);
                } else {
                    self.add_folder(&path, &format!("{within}{name}/"));
                }
            } else if path.is_file() && is_read(&name) {
                self.inputs.push(Input::file(&path).named(format!("{within}{name}")));
            } else {
                self.left_out.push(path);
            }
        }
    }
}

/// Returns true when a file's name tells that it is in some format. Any text may be in `.txt`.
fn is_read(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_text = lower.strip_suffix(".gz").unwrap_or(&lower).rsplit_once('.').is_some_and(|(_, ending)| ending == "txt");
    is_text || FORMATS.iter().any(|format| format.ending_of(&lower).is_some())
}

/// Returns the paths that fit a pattern, by name. None for a path that is there, and for one without the signs of a pattern.
fn matching(path: &Path) -> Vec<PathBuf> {
    let text = path.to_string_lossy();
    if path.exists() || !text.contains(['*', '?', '[']) {
        return Vec::new();
    }
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::default() };
    glob_with(&text, options).map(|found| found.flatten().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    /// The names of the files that paths in a folder mean, and of those that are left out.
    fn found(folder: &TempDir, paths: &[&str]) -> (Vec<String>, Vec<String>) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let files = Files::of(&paths);
        let left_out =
            files.left_out.iter().chain(&files.beside_pages).map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string());
        (files.inputs.into_iter().map(|input| input.name).collect(), left_out.collect())
    }

    #[test]
    fn folders_and_patterns_mean_files() {
        let folder = TempDir::new().unwrap();
        for name in ["b.html", "a.CSV", "logo.png", ".hidden.csv", "deep/c.jsonl.gz", "b_files/frame.html", "empty/x.css", "notes.txt"] {
            let path = folder.path().join("shelf").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let (names, left_out) = found(&folder, &["shelf"]);
        assert_eq!(names, ["a.CSV", "b.html", "deep/c.jsonl.gz", "notes.txt"]);
        assert_eq!(left_out, ["shelf/empty/x.css", "shelf/logo.png", "shelf/b_files"]);
        assert_eq!(found(&folder, &["shelf/*.html", "shelf/notes.txt", "shelf/d*"]).0, ["b.html", "notes.txt", "c.jsonl.gz"]);
        assert_eq!(found(&folder, &["shelf/*.ods", "shelf/empty", "gone.csv"]).0, ["*.ods", "empty", "gone.csv"]);
        assert_eq!(Files::of(&["-".into()]).inputs[0].name, "-");
    }
}
