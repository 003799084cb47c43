//! Words around a name that are no part of it: the role of a person behind the name, the place of a publisher before
//! it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    body::names_body,
    words::{CONJUNCTIONS, holds, meanings},
};

/// Roles of persons behind their names, without the full stop at their end.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    // English
    "author", "authors", "comp", "compiler", "contributor", "director", "foreword", "illus", "illustrator", "illustrators", "narrator", "photographer", "preface",
    "presenter", "producer", "publisher", "speaker", "trans", "translator", "translators", "writer",
    // French
    "adaptateur", "adaptatrice", "auteur", "auteure", "auteurs", "autrice", "collaborateur", "collaboratrice", "compositeur", "compositrice", "dessinateur",
    "dessinatrice", "dialoguiste", "dir", "directeur de thèse", "editeur", "illustrateur", "illustratrice", "interprète", "intervieweur", "metteur en scène",
    "metteuse en scène", "narrateur", "narratrice", "photographe", "postfacier", "préfacier", "préfacière", "préface", "réalisateur", "réalisatrice", "scénariste",
    "traducteur", "traductrice", "éditeur",
    // Spanish and Portuguese
    "autor", "autora", "autoras", "autores", "colaborador", "colaboradora", "diretor", "diretora", "fotógrafa", "fotógrafo", "guionista", "ilustrador",
    "ilustradora", "prefaciador", "prologuista", "realizador", "realizadora", "roteirista", "trad", "tradutor", "tradutora", "traductor", "traductora",
    // German
    "autorin", "autoren", "fotograf", "fotografin", "illustratorin", "mitwirkende", "mitwirkender", "regie", "regisseur", "regisseurin", "sprecher",
    "sprecherin", "verfasser", "verfasserin", "verlag", "vorwort", "übers", "übersetzer", "übersetzerin",
    // Italian
    "autore", "autrici", "autori", "curatela", "fotografa", "fotografo", "illustratore", "illustratrice", "prefatore", "regia", "regista", "sceneggiatore",
    "traduttore", "traduttrice",
    // Dutch
    "fotograaf", "illustrator", "medewerker", "schrijfster", "schrijver", "vert", "vertaald", "vertaalster", "vertaler", "voorwoord",
];

/// Roles of editors behind their names, without the full stop.
#[rustfmt::skip]
const EDITOR: &[&str] = &[
    "ed", "editor", "scientific editor", "éd", "editeur scientifique", "éditeur scientifique", "editrice scientifique", "éditrice scientifique",
    "directeur de publication", "directrice de publication", "directeur de la publication", "directrice de la publication", "directeur scientifique",
    "directrice scientifique", "coord", "coordonnateur", "coordonnatrice", "coordinateur", "coordinatrice", "sous la direction de", "editora", "editor literario",
    "compilador", "compiladora", "coordinador", "coordinadora", "coordenador", "coordenadora", "org", "organizador", "organizadora", "editor científico",
    "herausgeber", "herausgeberin", "redakteur", "redakteurin", "a cura di", "curatore", "curatrice", "redacteur", "redactrice", "red",
];

/// Roles of several editors behind the last of their names, without the full stop.
const EDITORS: &[&str] =
    &["eds", "editors", "éds", "editores", "editoras", "hrsg", "hg", "orgs", "organizadores", "coords", "coordinadores", "redactie"];

/// Words before the names of editors, in lower case.
#[rustfmt::skip]
const EDITED_BY: &[&str] = &[
    "edited by", "ed. by", "herausgegeben von", "hrsg. von", "hg. von", "editado por", "coordinado por", "coordenado por", "organizado por", "édité par",
    "dirigé par", "sous la direction de", "a cura di", "sotto la direzione di", "onder redactie van", "geredigeerd door",
];

/// Each role by its word.
static ROLES: LazyLock<FxHashMap<&str, Role>> =
    LazyLock::new(|| meanings(&[(Role::Editors, EDITORS), (Role::Editor, EDITOR), (Role::Other, OTHERS)]));

/// A longer text is no role, in bytes.
const LONGEST: usize = 40;
/// Words for a place that is not known, and for a name that is not, without brackets and full stops.
const UNKNOWN: &[&str] = &["sl", "s l", "sn", "s n", "oo", "o o", "ov", "o v"];
/// The name of a place has at most so many words.
const PLACE_WORDS: usize = 4;

/// A role behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An editor.
    Editor,
    /// One of several editors; the names before belong to the others.
    Editors,
    /// Any other.
    Other,
}

/// The role that a text is the word for. None for any other text.
pub(super) fn role(text: &str) -> Option<Role> {
    let bare = text.trim_end_matches(['.', ']', ')']).trim_start_matches(['(', '[']);
    if bare.len() > LONGEST { None } else { ROLES.get(bare.to_lowercase().as_str()).copied() }
}

/// A name without the roles at its end, behind commas or in brackets, and the last of them: "Jane Roe, Author", "Jane
/// Roe (author and translator)".
pub(super) fn without_role(text: &str) -> (&str, Option<Role>) {
    let (mut name, mut found) = (text, None);
    loop {
        let behind = name.rfind(',').filter(|at| *at > 0);
        let bracket = || name.rfind(['(', '[']).filter(|_| name.ends_with([')', ']']));
        let Some((before, said)) = [behind, bracket()].into_iter().flatten().find_map(|at| {
            let (before, said) = name.split_at_checked(at)?;
            let before = before.trim_end();
            (!before.is_empty()).then_some((before, roles(said.trim_start_matches([',', ' ', '(', '[']))?))
        }) else {
            return (name, found);
        };
        name = before;
        found = found.or(Some(said));
    }
}

/// The names behind the role that stands before them, and that role: "Editors: Jane Roe", "Edited by Jane Roe". None for any other text.
pub(super) fn behind_role(text: &str) -> Option<(Role, &str)> {
    if let Some((label, names)) = text.split_once(':') {
        let role = match role(label.trim_end())? {
            Role::Editor | Role::Editors => Role::Editors,
            Role::Other => Role::Other,
        };
        return Some((role, names.trim_start())).filter(|(_, names)| !names.is_empty());
    }
    // Most names do not hold so many words.
    let ends = text.match_indices(' ').skip(1).take(3);
    let mut parts = ends.filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    parts.find_map(|(words, names)| holds(EDITED_BY, &words.to_lowercase()).then_some((Role::Editors, names)))
}

/// The first of the roles that a text consists of: "author and translator".
fn roles(text: &str) -> Option<Role> {
    if let Some(role) = role(text) {
        return Some(role);
    }
    let mut all = text.split(' ').filter(|word| !CONJUNCTIONS.hold(word)).map(role);
    let first = all.next()??;
    all.all(|role| role.is_some()).then_some(first)
}

/// The name of a publisher behind its place, as library catalogues print it: "Leeds : Example Press, 2019" gives
/// "Example Press". The name is empty where the catalogue says that it is not known, and there is no place where it
/// says that of the place. None for other texts.
pub(super) fn without_place(text: &str) -> Option<(Option<&str>, &str)> {
    if !text.contains(':') {
        return None;
    }
    let (place, name) = text.split_once(" : ")?;
    let plain = |text: &str| text.replace(['[', ']', '.'], "").trim().to_lowercase();
    let known = !holds(UNKNOWN, &plain(place));
    let bare = place.trim_matches(['[', ']', '?']);
    let is_place = bare.starts_with(char::is_uppercase)
        && bare.split(' ').count() <= PLACE_WORDS
        && bare.contains(char::is_lowercase)
        && !bare.contains(|character: char| character.is_numeric() || matches!(character, ':' | ';' | '"' | '“' | '«'))
        && !names_body(bare);
    let is_name = name.starts_with(|first: char| first == '[' || first.is_alphanumeric() && !first.is_lowercase()) && !name.contains(" : ");
    if !is_name || (known && !is_place) {
        return None;
    }
    let is_date = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits == 4 && text.chars().filter(|letter| letter.is_alphabetic()).count() <= 3
    };
    let name = name.rsplit_once(", ").filter(|(_, date)| is_date(date)).map_or(name, |(name, _)| name);
    Some((Some(place).filter(|_| known), if holds(UNKNOWN, &plain(name)) { "" } else { name }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_come_off() {
        for (text, name, role) in [
            ("Solange Maréchaux, Auteur", "Solange Maréchaux", Role::Other),
            ("Solange Maréchaux (Auteur)", "Solange Maréchaux", Role::Other),
            ("Maréchaux, Solange, Metteur en scène", "Maréchaux, Solange", Role::Other),
            ("Musée Exemple (Vaubrun), Editeur scientifique", "Musée Exemple (Vaubrun)", Role::Editor),
            ("Jane Roe, author and translator", "Jane Roe", Role::Other),
            ("Jane Roe, Jan Smit, eds.", "Jane Roe, Jan Smit", Role::Editors),
            ("Jane Roe [ed.]", "Jane Roe", Role::Editor),
            ("Almut Rehberg, Übersetzerin", "Almut Rehberg", Role::Other),
            ("Lia Conti, traduttrice", "Lia Conti", Role::Other),
            ("Saskia de Weert, vertaler", "Saskia de Weert", Role::Other),
            ("Inés Garceral, ilustradora", "Inés Garceral", Role::Other),
            ("Caio Moirense, organizador", "Caio Moirense", Role::Editor),
        ] {
            assert_eq!(without_role(text), (name, Some(role)), "{text}");
        }
        for text in ["Roe, Jane", "Auteur", ", Auteur", "Ministry of Food, Agriculture and Fisheries", "Example Press (London)", ""] {
            assert_eq!(without_role(text), (text, None), "{text}");
        }
    }

    #[test]
    fn roles_stand_before_names() {
        for (text, role, names) in [
            ("Editors: Jane Roe and Jan Smit", Role::Editors, "Jane Roe and Jan Smit"),
            ("Editor: Jane Roe", Role::Editors, "Jane Roe"),
            ("Edited by Jane Roe", Role::Editors, "Jane Roe"),
            ("Sous la direction de Aude Sorbier", Role::Editors, "Aude Sorbier"),
            ("A cura di Lia Conti", Role::Editors, "Lia Conti"),
            ("Authors: Jane Roe", Role::Other, "Jane Roe"),
        ] {
            assert_eq!(behind_role(text), Some((role, names)), "{text}");
        }
        for text in ["Editors:", "Weirs: Jane Roe", "Edited by", "Edited volumes by Jane Roe", "Leeds : Bobbin Press", "Jane Roe", ""] {
            assert_eq!(behind_role(text), None, "{text}");
        }
    }

    #[test]
    fn a_place_stands_before_the_publisher() {
        for (text, name) in [
            ("Leeds : Bobbin Press", "Bobbin Press"),
            ("Vaubrun : Editions du Fuseau, 2019", "Editions du Fuseau"),
            ("Vaubrun : Editions du Fuseau, cop. 2019", "Editions du Fuseau"),
            ("[S.l.] : Films du Carreau", "Films du Carreau"),
            ("New Leeds [Ohio] : Bobbin", "Bobbin"),
            ("Vaubrun : [s.n.]", ""),
        ] {
            assert_eq!(without_place(text).map(|(_, name)| name), Some(name), "{text}");
        }
        for text in [
            "Association Exemple : Section Nord",
            "Bobbin Press",
            "Leeds: Bobbin Press",
            "Leeds : the press",
            "A : B : C",
            "EXB : Institute of Weirs",
        ] {
            assert_eq!(without_place(text), None, "{text}");
        }
    }
}
