//! Tests of searches, and of opening and writing an index.

mod scripts;
mod suggestions;

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use uuid::Uuid;

use self::suggestions::Shelf;
use super::*;

fn moment(change: i64) -> Moment {
    Moment { change, mark: format!("the change {change} of this database") }
}

fn id(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) + 1)
}

/// Tells numbers of nodes up to a thousand.
fn resolve(_: Kind, wanted: &Uuid) -> Option<u32> {
    (0..1_000).find(|number| id(*number) == *wanted)
}

fn resource(number: u32, title: &str, names: &[&str], description: &str) -> Document {
    Document {
        kind: Kind::Resource,
        id: id(number),
        title: title.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        prose: Some(description.to_owned()).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

fn named(kind: Kind, number: u32, name: &str, names: &[&str]) -> Document {
    Document { kind, ..resource(number, name, names, "") }
}

fn index(documents: Vec<Document>) -> Index {
    let index = Index::open(Place::Memory).unwrap();
    index.write(documents, &[]).unwrap();
    index.commit(moment(1)).unwrap();
    index
}

fn searcher(index: &Index) -> Searcher {
    index.searcher(resolve).unwrap()
}

fn library() -> Searcher {
    searcher(&index(vec![
        resource(1, "Responding to Crises", &["peer support", "River Trust"], "How teams respond."),
        resource(2, "A Crisis Intervention Team in the county", &["police", "SAMHSA"], "Evaluating what children’s families say."),
        resource(3, "Naïve analyses", &["evaluation"], "Support for a peer; not peer to peer support."),
        resource(4, "Peer-support roles", &["Peer Support Specialists"], "Interception and interviews."),
        named(Kind::Keyword, 5, "crisis", &["emergencies"]),
        named(Kind::Organization, 6, "Substance Abuse and Mental Health Services Administration", &["SAMHSA"]),
        named(Kind::Organization, 7, "Same Day Health", &[]),
        named(Kind::Person, 8, "Ana Crisis", &[]),
    ]))
}

fn found(searcher: &Searcher, text: &str) -> Vec<u32> {
    searcher.search(Kind::Resource, text, true).unwrap().unwrap().nodes.into_iter().map(|(node, _)| node).collect()
}

#[test]
fn words_are_found_in_every_form_and_text() {
    let library = library();
    assert_eq!(found(&library, "crisis"), [1, 2]);
    assert_eq!(found(&library, "CRISES"), [1, 2]);
    assert_eq!(found(&library, "analysis"), [3]);
    assert_eq!(found(&library, "naive"), [3]);
    assert_eq!(found(&library, "child"), [2]);
    assert_eq!(found(&library, "responds"), [1]);
    assert_eq!(found(&library, "samhsa"), [2]);
    assert_eq!(found(&library, "river crises"), [1]);
    assert_eq!(found(&library, "nowhere-to-be-found"), [] as [u32; 0]);
}

#[test]
fn phrases_stand_together_and_do_not_run_from_text_to_text() {
    let library = library();
    assert_eq!(found(&library, "peer support"), [1, 3, 4]);
    assert_eq!(found(&library, "\"peer support\""), [1, 3, 4]);
    assert_eq!(found(&library, "peer-support"), [1, 3, 4]);
    assert_eq!(found(&library, "\"support specialists\""), [4]);
    assert_eq!(found(&library, "\"crises peer\""), [] as [u32; 0]);
    assert_eq!(found(&library, "\"team respond"), [1]);
    assert_eq!(found(&library, "\"support for a peer\""), [3]);
}

#[test]
fn words_can_be_excluded_and_begun() {
    let library = library();
    assert_eq!(found(&library, "crisis -police"), [1]);
    assert_eq!(found(&library, "-crisis"), [3, 4]);
    assert_eq!(found(&library, "-\"crisis intervention\" -evaluation"), [1, 4]);
    assert_eq!(found(&library, "interc*"), [4]);
    assert_eq!(found(&library, "inter*"), [2, 4]);
    assert_eq!(found(&library, "crisis -inter*"), [1]);
}

#[test]
fn what_nothing_has_is_a_beginning_or_one_mistake() {
    let library = library();
    assert_eq!(found(&library, "intervie"), [4]);
    assert_eq!(found(&library, "polcie"), [2]);
    assert_eq!(found(&library, "cricis"), [1, 2]);
    assert_eq!(found(&library, "xrisis"), [] as [u32; 0]);
    assert_eq!(found(&library, "pol"), [2]);
    assert_eq!(found(&library, "po"), [] as [u32; 0]);
    assert_eq!(found(&library, "\"polcie\""), [2], "a single word in quotes is a word");
    assert_eq!(found(&library, "-polcie"), [1, 2, 3, 4], "what is excluded is meant as it is typed");
}

#[test]
fn each_kind_is_searched_by_itself() {
    let library = library();
    let of = |kind, text| library.search(kind, text, true).unwrap().unwrap().nodes.into_iter().map(|(node, _)| node).collect::<Vec<_>>();
    assert_eq!(of(Kind::Keyword, "crisis"), [5]);
    assert_eq!(of(Kind::Keyword, "emergency"), [5]);
    assert_eq!(of(Kind::Organization, "samhsa"), [6]);
    assert_eq!(of(Kind::Organization, "-samhsa"), [7]);
    assert_eq!(of(Kind::Person, "crises"), [8]);
    assert_eq!(of(Kind::Collection, "-crisis"), [] as [u32; 0]);
}

#[test]
fn the_title_weighs_most() {
    let searcher = searcher(&index(vec![
        resource(1, "Housing first", &[], "Nothing else."),
        resource(2, "A report", &["housing"], "Nothing else."),
        resource(3, "A report", &["reports"], "It is about housing."),
    ]));
    let scores: BTreeMap<u32, i64> = searcher.search(Kind::Resource, "housing", true).unwrap().unwrap().nodes.into_iter().collect();
    assert!(scores[&1] > scores[&2] && scores[&2] > scores[&3] && scores[&3] > 0, "{scores:?}");
}

#[test]
fn snippets_mark_what_was_found() {
    let library = library();
    let marker = |text| library.search(Kind::Resource, text, true).unwrap().unwrap().marker;
    assert_eq!(marker("crisis").snippet("Responding to Crises").unwrap().html, "Responding to <mark>Crises</mark>");
    assert_eq!(marker("polcie").snippet("The police").unwrap().html, "The <mark>police</mark>");
    assert_eq!(marker("interc").snippet("Interception & interviews").unwrap().html, "<mark>Interception</mark> &amp; interviews");
    assert_eq!(marker("-crisis").snippet("Crisis"), None);
}

/// Words that are found or not whatever the rules for words are.
fn document(number: u32) -> impl Strategy<Value = Document> {
    let word = prop::sample::select(vec!["alpha", "beta", "gamma", "delta", "omega", "crisis", "children"]);
    let text = prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "));
    (text.clone(), prop::collection::vec(text.clone(), 0..3), prop::collection::vec(text, 0..3), 0..5_usize)
        .prop_map(move |(title, names, prose, kind)| Document { kind: Kind::ALL[kind.min(1)], id: id(number), title, names, prose })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However an index came to hold its documents, they are found with the same scores.
    #[test]
    fn the_way_makes_no_difference(
        first in prop::collection::vec((0..12_u32).prop_flat_map(document), 0..20),
        then in prop::collection::vec((0..12_u32).prop_flat_map(document), 0..20),
        removed in prop::collection::vec(0..12_u32, 0..6),
    ) {
        let grown = Index::open(Place::Memory).unwrap();
        let mut held: BTreeMap<(Kind, Uuid), Document> = BTreeMap::new();
        for (step, documents) in [first, then].into_iter().enumerate() {
            for documents in documents.chunks(3) {
                grown.write(documents.to_vec(), &[]).unwrap();
                grown.commit(moment(1)).unwrap();
                held.extend(documents.iter().map(|document| ((document.kind, document.id), document.clone())));
            }
            if step == 0 {
                let gone: Vec<(Kind, Uuid)> = removed.iter().map(|number| (Kind::Resource, id(*number))).collect();
                grown.write([], &gone).unwrap();
                held.retain(|key, _| !gone.contains(key));
            }
        }
        grown.commit(moment(2)).unwrap();
        let (grown, built) = (searcher(&grown), searcher(&index(held.values().cloned().collect())));
        let mut digests = [grown.digests().unwrap(), built.digests().unwrap()];
        for digests in &mut digests {
            digests.sort_unstable();
        }
        prop_assert_eq!(&digests[0], &digests[1]);
        for document in held.values() {
            prop_assert_eq!(grown.document(document.kind, &document.id).unwrap().map(|found| found.0), Some(document.digest()));
        }
        for kind in [Kind::Resource, Kind::Organization] {
            for text in ["alpha", "crises child", "\"beta gamma\"", "-alpha", "om*", "delta -\"delta delta\"", "gamme", "bet"] {
                let nodes = |searcher: &Searcher| searcher.search(kind, text, true).unwrap().unwrap().nodes;
                prop_assert_eq!(nodes(&grown), nodes(&built), "{} {:?}", text, kind);
                // Without scores, the same are found; and no more than there are places to look at.
                let listed = grown.search(kind, text, false).unwrap().unwrap().nodes;
                let numbers = |nodes: &[(u32, i64)]| nodes.iter().map(|(node, _)| *node).collect::<Vec<_>>();
                prop_assert_eq!(numbers(&listed), numbers(&nodes(&grown)), "{} {:?}", text, kind);
                if let Some(effort) = grown.effort(kind, text).unwrap() {
                    prop_assert!(effort > 0 && (text.contains('-') || listed.len() <= effort), "{} {:?}", text, kind);
                }
                if let ["alpha"] = [text] {
                    let has = |document: &&Document| {
                        let texts = [&document.title].into_iter().chain(&document.names).chain(&document.prose);
                        document.kind == kind && texts.into_iter().any(|text| text.split(' ').any(|word| word == "alpha"))
                    };
                    prop_assert_eq!(nodes(&grown).len(), held.values().filter(has).count());
                }
            }
        }
    }

    #[test]
    fn no_text_is_a_mistake(text in "\\PC{0,60}|[-\"* a-c:()^~+?\\\\/'’]{0,30}|(AND|OR|NOT| |\"|-|crisis|[a-z]{1,6}\\*?){0,20}") {
        thread_local!(static LIBRARY: Searcher = library());
        LIBRARY.with(|library| {
            for kind in Kind::ALL {
                if let Some(found) = library.search(kind, &text, true).unwrap() {
                    assert!(found.nodes.is_sorted_by(|one, other| one.0 < other.0));
                    found.marker.snippet(&text);
                }
                let shelf = Shelf { names: (0..9).map(|node| (node, vec!["crisis"])).collect(), is_kept: kind == Kind::Resource };
                library.suggest(kind, &text, 3, &shelf).unwrap();
                library.guess(kind, &text, 3, &shelf).unwrap();
            }
        });
    }
}

fn filled(folder: &Path) -> Index {
    let index = Index::open(Place::Folder(folder.to_owned())).unwrap();
    index.write((0..50).map(|number| resource(number, &format!("Crisis {number}"), &["peers"], "Prose.")), &[]).unwrap();
    index.commit(moment(42)).unwrap();
    index
}

#[test]
fn an_index_stays_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    drop(filled(&place));
    let index = Index::open(Place::Folder(place.clone())).unwrap();
    assert_eq!((index.applied(), index.reason()), (Some(moment(42)), None));
    assert_eq!(found(&searcher(&index), "crisis").len(), 50);
    assert!(Place::Folder(place.clone()).size() > 1_000);
    let again = Index::open(Place::Folder(place.clone()));
    assert!(matches!(again, Err(TextError::InUse(_))), "{again:?}");
    let making = Index::making(&place).unwrap();
    index.commit(moment(43)).unwrap();
    assert_eq!(Index::making(&place), Some(making));
    index.clear().unwrap();
    assert_eq!(Index::making(&place), None, "not finished");
    index.commit(moment(44)).unwrap();
    assert!(Index::making(&place).is_some_and(|anew| anew != making));
}

#[test]
fn an_index_that_was_never_finished_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    index.clear().unwrap();
    drop(index);
    let index = Index::open(Place::Folder(folder.path().to_owned())).unwrap();
    assert_eq!((index.applied(), index.reason()), (None, Some("it was never finished")));
}

#[test]
fn whatever_file_is_cut_short_the_index_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let mut cut = 0;
    for file in files.iter().filter(|file| std::fs::metadata(file).unwrap().len() > 0) {
        let copy = tempfile::tempdir().unwrap();
        for other in &files {
            std::fs::copy(other, copy.path().join(other.file_name().unwrap())).unwrap();
        }
        let broken = copy.path().join(file.file_name().unwrap());
        let length = std::fs::metadata(&broken).unwrap().len();
        std::fs::OpenOptions::new().write(true).open(&broken).unwrap().set_len(length / 2).unwrap();
        let index = Index::open(Place::Folder(copy.path().to_owned())).unwrap();
        let name = broken.display();
        // The list of managed files is not read to search; without it everything is as it was.
        if index.applied().is_some() {
            assert!(name.to_string().ends_with(".managed.json"), "{name}");
            continue;
        }
        cut += 1;
        assert!(index.reason().is_some());
        index.write([resource(1, "New", &[], "")], &[]).unwrap();
        index.commit(moment(1)).unwrap();
        assert_eq!(found(&searcher(&index), "new"), [1], "{name}");
    }
    assert!(cut >= 5, "only {cut} files");
}

#[test]
fn a_searcher_stays_as_it_is_while_the_index_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let before = searcher(&index);
    let all: Vec<(Kind, Uuid)> = (0..50).map(|number| (Kind::Resource, id(number))).collect();
    index.write([resource(60, "Crisis of another time", &[], "")], &all).unwrap();
    index.commit(moment(43)).unwrap();
    assert_eq!(found(&searcher(&index), "crisis"), [60]);
    assert_eq!(found(&before, "crisis").len(), 50);
    assert_eq!(before.document(Kind::Resource, &id(60)).unwrap(), None);
}
