//! Reads the sources, for the tests that check how they are written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files with an ending in a folder and in all folders in it, or the one file that is not a folder.
pub fn files(path: &Path, ending: &str) -> Vec<PathBuf> {
    if !path.is_dir() {
        return if path.extension().is_some_and(|own| own == ending) { vec![path.to_owned()] } else { Vec::new() };
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path(), ending)).collect();
    found.sort();
    found
}

/// The paths that one file names, in the code that is not for tests.
#[derive(Default)]
pub struct Names {
    /// Paths of two segments or more: `crate::store::Row`, `std::fs::File`. Paths that begin with `self` or `super` are resolved.
    pub paths: BTreeSet<String>,
    /// Modules in files of their own that are only compiled for tests: `#[cfg(test)] mod fuzz;`.
    pub test_modules: Vec<String>,
    /// The names of the structs, enums, unions and traits that it defines, in its order.
    pub types: Vec<String>,
}

impl Names {
    /// Reads the text of the file that is the module `module`. Comments and strings name nothing. Macros are read like other code.
    pub fn of(text: &str, module: &[&str]) -> Self {
        let mut names = Self::default();
        names.read(text.parse().unwrap_or_else(|_| panic!("{} is not Rust", module.join("::"))), module);
        names
    }

    fn read(&mut self, tokens: TokenStream, module: &[&str]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut for_tests = false;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' && is_group(tokens.get(at + 1), Delimiter::Bracket) => {
                    for_tests |= tokens[at + 1].to_string().replace(' ', "") == "[cfg(test)]";
                    at += 2;
                }
                TokenTree::Ident(word) if word == "mod" && tokens.len() > at + 2 => {
                    let name = tokens[at + 1].to_string();
                    match &tokens[at + 2] {
                        TokenTree::Group(body) if !for_tests => self.read(body.stream(), &[module, &[&name]].concat()),
                        TokenTree::Punct(_) if for_tests => self.test_modules.push(name),
                        _ => {}
                    }
                    at += 3;
                    for_tests = false;
                }
                TokenTree::Ident(word) if is_definition(&word.to_string()) => {
                    if let (Some(TokenTree::Ident(name)), false) = (tokens.get(at + 1), for_tests) {
                        self.types.push(name.to_string());
                    }
                    at += 2;
                    for_tests = false;
                }
                TokenTree::Ident(word) if word == "pub" => at += 1,
                TokenTree::Ident(_) => {
                    at = self.path(&tokens, at, Vec::new(), module);
                    for_tests = false;
                }
                TokenTree::Group(group) => {
                    self.read(group.stream(), module);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Reads the path at a place, and all paths of the braces that it ends with. Returns the place behind it.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize, mut path: Vec<String>, module: &[&str]) -> usize {
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(word)) => path.push(word.to_string()),
                Some(TokenTree::Punct(star)) if star.as_char() == '*' && !path.is_empty() => path.push("*".to_owned()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    for piece in inner.split(|token| is_punct(Some(token), ',')) {
                        self.path(piece, 0, path.clone(), module);
                    }
                    return at + 1;
                }
                // The arguments of a type: `Vec::<crate::Row>::new`.
                _ => {
                    self.keep(&path, module);
                    return at;
                }
            }
            at += 1;
            if !(is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')) {
                self.keep(&path, module);
                return at;
            }
            at += 2;
        }
    }

    fn keep(&mut self, path: &[String], module: &[&str]) {
        if path.len() < 2 {
            return;
        }
        let mut module = module.to_vec();
        let mut rest = path.iter().map(String::as_str).peekable();
        let mut is_own = false;
        while let Some(first) = rest.next_if(|first| matches!(*first, "crate" | "colophon" | "self" | "super")) {
            is_own = true;
            match first {
                "crate" | "colophon" => module.clear(),
                "super" => drop(module.pop()),
                _ => {}
            }
        }
        let before = if is_own { [&["crate"], module.as_slice()].concat() } else { Vec::new() };
        // `use crate::graph::{self}` names `crate::graph`.
        let path: Vec<&str> = before.into_iter().chain(rest.filter(|segment| *segment != "self")).collect();
        self.paths.insert(path.join("::"));
    }
}

fn is_definition(word: &str) -> bool {
    matches!(word, "struct" | "enum" | "union" | "trait")
}

fn is_punct(token: Option<&TokenTree>, expected: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
}

fn is_group(token: Option<&TokenTree>, expected: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == expected)
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let text = r#"
        #![expect(dead_code, reason = "std::env::args")]
        // std::net::TcpStream
        use crate::{graph::{self, list::*}, store::Row as StoreRow};
        #[cfg(test)]
        pub(super) mod fuzz;
        use super::super::clock;
        /// std::net::TcpListener
        fn read(from: &std::fs::File) -> Vec<entity::token::Model> {
            tokio::select! { _ = tokio::time::sleep(later) => "std::net::UdpSocket", }
            self.name.len()
        }
        mod inner { use super::super::limits; pub(super) struct Inner { field: &'static str } enum Either { A, B } }
        #[cfg(test)]
        mod tests { use std::process::Command; struct Hidden; }
        static AFTER: OnceLock<sea_orm::DbErr> = OnceLock::<roaring::Bitmap>::new();
    "#;
    let names = Names::of(text, &["http", "admission"]);
    let expected = [
        "crate::clock",
        "crate::graph",
        "crate::graph::list::*",
        "crate::http::limits",
        "crate::store::Row",
        "entity::token::Model",
        "roaring::Bitmap",
        "sea_orm::DbErr",
        "std::fs::File",
        "tokio::select",
        "tokio::time::sleep",
    ];
    assert_eq!(names.test_modules, ["fuzz"]);
    assert_eq!(names.types, ["Inner", "Either"]);
    assert_eq!(names.paths.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
