//! Builds the bundles below `web/` with Node.js and puts them into the program: `OUT_DIR/playground.rs` and `OUT_DIR/explorer.rs` are
//! expressions, the lists of their files, compressed. Without Node.js, or when a build fails, the lists are empty, the program serves its
//! plain query page and pages without scripts instead, and a warning says why.
//!
//! `COLOPHON_SKIP_PLAYGROUND=1` leaves both bundles out; `COLOPHON_REQUIRE_PLAYGROUND=1` makes their absence an error.
//!
//! It also tells the program its version: `PROGRAM_VERSION` is `0.1.0 (1a2b3c4d5 2026-11-30)`, with the commit and its day.
//! `COLOPHON_COMMIT` gives the text in the brackets where the sources came without their history.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use flate2::Compression;
use flate2::write::GzEncoder;

/// The folders of `web/` that Vite makes bundles of.
const BUNDLES: [&str; 2] = ["playground", "explorer"];
/// Entries of `web/` that are no source of the build.
const NOT_SOURCES: [&str; 3] = ["node_modules", "dist", "checks"];
/// How much of a failed command's output is shown, in lines.
const SHOWN_LINES: usize = 12;
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn main() {
    for name in ["COLOPHON_SKIP_PLAYGROUND", "COLOPHON_REQUIRE_PLAYGROUND", "COLOPHON_COMMIT"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rustc-env=PROGRAM_VERSION={}", version(&directory("CARGO_MANIFEST_DIR")));
    let sources = directory("CARGO_MANIFEST_DIR").join("web");
    let out = directory("OUT_DIR");
    let lists = bundles(&sources, &out).unwrap_or_else(|reason| {
        report(&reason);
        BUNDLES.map(|_| "&[]".to_owned()).into()
    });
    for (bundle, list) in BUNDLES.iter().zip(lists) {
        if let Err(error) = fs::write(out.join(format!("{bundle}.rs")), list) {
            println!("cargo::error=the list of the files of {bundle} cannot be written: {error}");
        }
    }
}

/// A directory that cargo names in the environment of every build script.
fn directory(name: &str) -> PathBuf {
    PathBuf::from(env::var_os(name).unwrap_or_default())
}

fn is_on(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| value == "1")
}

/// Returns the version of the package, with the commit where one is known.
fn version(root: &Path) -> String {
    let version = text_of("CARGO_PKG_VERSION").unwrap_or_default();
    match text_of("COLOPHON_COMMIT").or_else(|| archived_commit(root)).or_else(|| checked_out_commit(root)) {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    }
}

/// Returns the text of a variable that is set and not empty.
fn text_of(name: &str) -> Option<String> {
    env::var_os(name).and_then(|text| text.into_string().ok()).filter(|text| !text.trim().is_empty())
}

/// Reads the commit from the file `.commit`. `git archive` writes it there, and so do forges when they pack the sources.
fn archived_commit(root: &Path) -> Option<String> {
    let file = root.join(".commit");
    println!("cargo::rerun-if-changed={}", file.display());
    fs::read_to_string(file).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && !text.starts_with('$'))
}

/// Asks git. A build for development is not asked: it would be built anew after each commit, though no source changed.
fn checked_out_commit(root: &Path) -> Option<String> {
    if text_of("PROFILE").as_deref() != Some("release") {
        return None;
    }
    let git = |arguments: &[&str]| {
        // Sources without their history may lie inside the repository of another project.
        let ceiling = root.parent().unwrap_or(root);
        let output = Command::new("git").args(arguments).current_dir(root).env("GIT_CEILING_DIRECTORIES", ceiling).output().ok()?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (output.status.success() && !said.is_empty()).then_some(said)
    };
    // Each commit and each checkout adds a line to this file.
    let log = root.join(git(&["rev-parse", "--git-path", "logs/HEAD"])?);
    if log.exists() {
        println!("cargo::rerun-if-changed={}", log.display());
    }
    git(&["log", "-1", "--no-show-signature", "--abbrev=9", "--format=%h %cs"])
}

/// Says why there are no bundles: an error where one is required, nothing where none is wanted, else a warning.
fn report(reason: &str) {
    let level = match (is_on("COLOPHON_REQUIRE_PLAYGROUND"), is_on("COLOPHON_SKIP_PLAYGROUND")) {
        (true, _) => "error",
        (false, true) => return,
        (false, false) => "warning",
    };
    println!(
        "cargo::{level}=The playground and the explorer were not built: {}",
        reason.trim_end().replace('\n', &format!("\ncargo::{level}=  "))
    );
    if level == "warning" {
        println!(
            "cargo::warning=The program serves its plain query page, and pages without type-ahead. To try again, touch build.rs and build."
        );
    }
}

/// Builds the bundles and returns the list of the files of each as Rust source, or why that could not be done.
fn bundles(sources: &Path, out: &Path) -> Result<Vec<String>, String> {
    let entries = source_entries(sources)
        .map_err(|error| format!("the folder {} cannot be read: {error}.", sources.display()))
        .inspect(|entries| entries.iter().for_each(|entry| println!("cargo::rerun-if-changed={}", entry.display())))?;
    if is_on("COLOPHON_SKIP_PLAYGROUND") {
        return Err("COLOPHON_SKIP_PLAYGROUND is set.".to_owned());
    }
    check_node()?;
    let web = out.join("web");
    refresh(&entries, &web).map_err(|error| format!("the sources cannot be copied to {}: {error}.", web.display()))?;
    install(&web)?;
    let build = |bundle: &&str| {
        run(Command::new("node").args(["node_modules/vite/bin/vite.js", "build", bundle, "--logLevel", "error"]).current_dir(&web))?;
        pack(&web.join("dist").join(bundle), out, bundle).map_err(|error| format!("the files of {bundle} cannot be compressed: {error}."))
    };
    BUNDLES.iter().map(build).collect()
}

fn source_entries(sources: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = entries(sources)?;
    entries.retain(|entry| !is_named(entry, &NOT_SOURCES));
    Ok(entries)
}

fn is_named(path: &Path, names: &[&str]) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(|name| names.contains(&name))
}

/// What lies directly in `folder`, sorted.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// Vite 8 runs on Node.js 20.19 and later, but not on every 21 and 22.
fn check_node() -> Result<(), String> {
    const WANTED: &str = "Node.js 20.19 or later and npm are needed";
    let version = Command::new("node").arg("--version").output().map_err(|_| format!("{WANTED}, and `node` was not found."))?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let mut numbers = version.trim_start_matches('v').split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    match (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) {
        (20, 19..) | (22, 12..) | (23.., _) => {}
        _ => return Err(format!("{WANTED} (of Node.js 22, 22.12 or later), and `node` is {version}.")),
    }
    match Command::new(NPM).arg("--version").output() {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(format!("{WANTED}, and `npm` was not found.")),
    }
}

/// Makes `web` hold the given sources and the packages installed earlier, nothing else.
fn refresh(sources: &[PathBuf], web: &Path) -> io::Result<()> {
    fs::create_dir_all(web)?;
    for old in entries(web)?.into_iter().filter(|entry| !is_named(entry, &["node_modules"])) {
        if old.is_dir() { fs::remove_dir_all(old)? } else { fs::remove_file(old)? }
    }
    sources.iter().try_for_each(|source| copy(source, web))
}

/// Copies a file, or a folder with all that is in it, into `folder`.
fn copy(source: &Path, folder: &Path) -> io::Result<()> {
    let target = folder.join(source.file_name().unwrap_or_default());
    if source.is_dir() {
        fs::create_dir_all(&target)?;
        entries(source)?.iter().try_for_each(|entry| copy(entry, &target))
    } else {
        fs::write(target, fs::read(source)?)
    }
}

/// Installs the locked packages, unless the ones from an earlier build are of the same lock file.
fn install(web: &Path) -> Result<(), String> {
    // npm empties node_modules first, so the mark is only there after a complete installation.
    let mark = web.join("node_modules").join(".installed-lock");
    let lock = fs::read(web.join("package-lock.json")).map_err(|error| format!("web/package-lock.json cannot be read: {error}."))?;
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(Command::new(NPM).args(["ci", "--ignore-scripts", "--include=dev", "--prefer-offline", "--loglevel=error"]).current_dir(web))?;
    fs::write(mark, lock).map_err(|error| format!("the installed packages cannot be marked: {error}."))
}

/// Runs a command silently; the error is its name and the beginning of what it said.
fn run(command: &mut Command) -> Result<(), String> {
    let line = [command.get_program()].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
    let output = command.env("NO_COLOR", "1").output().map_err(|error| format!("`{line}` cannot be started: {error}."))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8_lossy(&said);
    let said = said.lines().filter(|line| !line.trim().is_empty()).take(SHOWN_LINES).collect::<Vec<_>>().join("\n");
    Err(format!("`{line}` failed ({}).\n{said}", output.status))
}

/// Compresses every file below `dist` into a folder of the bundle and writes the list of them.
fn pack(dist: &Path, out: &Path, bundle: &str) -> io::Result<String> {
    let packed = out.join(bundle);
    if packed.exists() {
        fs::remove_dir_all(&packed)?;
    }
    fs::create_dir_all(&packed)?;
    let mut list = String::from("&[\n");
    for (number, path) in files(dist)?.into_iter().enumerate() {
        let content = fs::read(dist.join(&path))?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&content);
        let etag = format!("\"{:016x}\"", hasher.finish());
        let mut encoder = GzEncoder::new(File::create(packed.join(format!("{number}.gz")))?, Compression::best());
        io::copy(&mut content.as_slice(), &mut encoder)?;
        encoder.finish()?;
        let media_type = media_type(&path);
        let gzip = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{bundle}/{number}.gz\"))");
        // Writing to a string does not fail.
        let _ = writeln!(list, "    File {{ path: {path:?}, media_type: {media_type:?}, gzip: {gzip}, etag: {etag:?} }},");
    }
    list.push_str("]\n");
    Ok(list)
}

/// The paths of all files below `root`, relative to it, with `/`, sorted.
fn files(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in entries(&folder)? {
            let path = format!("{prefix}{}", entry.file_name().unwrap_or_default().to_string_lossy());
            if entry.is_dir() { folders.push((entry, format!("{path}/"))) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

fn media_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(OsStr::to_str) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
