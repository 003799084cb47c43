//! The words that show a name to be that of a body and no person's.

use super::words::{Words, holds};
use crate::format::label;

/// What is told where a name may be several.
pub(super) const SEVERAL: &str = "This may be several names; it was read as one. Part names by semicolons.";

/// Words that stand within a name of a body and never within a person's, in the singular where the plural only has an "s" more.
#[rustfmt::skip]
static BODIES: Words = Words::new(&[
    // English
    "academy", "administration", "agency", "agencies", "alliance", "america", "american", "archive", "army", "assembly", "associate", "association",
    "authority", "bank", "board", "branch", "bureau", "business", "campaign", "center", "centre", "chamber", "charitable", "charity", "charities", "circle",
    "city", "clearinghouse", "clinic", "club", "co", "coalition", "collaborative", "college", "commission", "committee", "community", "company",
    "confederation", "consortium", "consulting", "cooperative", "corp", "corporation", "council", "county", "court", "department", "dept", "development",
    "directorate", "district", "division", "e.u", "education", "embassy", "facility", "faculty", "federal", "federation", "forum", "foundation", "friends",
    "films", "fund", "funds", "gallery", "government", "group", "guild", "health", "healthcare", "hospital", "hospice", "inc", "incorporated", "industries", "initiative",
    "institute", "institution", "international", "laboratories", "laboratory", "labs", "league", "libraries", "library", "limited", "llc", "llp", "ltd", "media",
    "ministry", "ministries", "mission", "municipality", "museum", "national", "nations", "network", "observatory", "office", "org", "organisation", "organization",
    "outreach", "parliament", "partners", "partnership", "plc", "police", "policy", "press", "production", "program", "programme", "project", "province", "public",
    "publisher", "publishing", "publication", "region", "regional", "registry", "research", "resources", "rights", "school", "science", "scouts",
    "secretariat", "senate", "service", "sheriff", "society", "societies", "solution", "staff", "state", "studies", "studio", "survey", "system", "task",
    "team", "technologies", "technology", "theatre", "training", "trust", "u.k", "u.n", "u.s", "union", "united", "university", "universities", "veteran",
    "volunteers", "watch", "workshop", "youth",
    // Spanish and Portuguese
    "academia", "acción", "administración", "agencia", "agência", "archivo", "arquivo", "asociación", "associação", "ayuntamiento", "banco", "biblioteca",
    "centro", "colectivo", "colegio", "colégio", "comisión", "comissão", "comité", "comitê", "compañía", "companhia", "confederación", "confederação",
    "consejería", "consejo", "conselho", "consorcio", "cooperativa", "corporación", "departamento", "desarrollo", "diputación", "dirección", "direção",
    "editora", "editorial", "educación", "educação", "empresa", "escola", "escuela", "federación", "federação", "fondo", "fundação", "fundación", "fundo",
    "gobierno", "governo", "gremio", "grupo", "instituto", "investigación", "laboratorio", "laboratório", "liga", "ministerio", "ministério", "museo",
    "museu", "nacional", "observatorio", "observatório", "oficina", "organización", "organização", "pesquisa", "prefeitura", "programa", "proyecto",
    "projeto", "rede", "saúde", "secretaria", "secretaría", "servicio", "serviço", "sindicato", "sociedad", "sociedade", "unión", "união",
    "universidad", "universidade", "universitat",
    // French
    "agence", "association", "banque", "bibliothèque", "bureau", "cercle", "collectif", "collège", "comité", "conseil", "coopérative", "département",
    "direction", "éditions", "école", "écoles", "fédération", "fondation", "fonds", "gouvernement", "groupe", "hôpital", "institut", "laboratoire", "ligue",
    "mairie", "ministère", "musée", "nationale", "observatoire", "organisation", "presses", "programme", "projet", "recherche", "réseau", "santé", "secrétariat",
    "société", "syndicat", "université", "universités", "universite",
    // German
    "abteilung", "agentur", "akademie", "amt", "archiv", "ausschuss", "bezirk", "bibliothek", "büro", "dienst", "e.v", "ev", "fakultät", "genossenschaft",
    "gesellschaft", "gemeinde", "gmbh", "gruppe", "hochschule", "kammer", "klinik", "kommission", "krankenhaus", "landkreis", "ministerium",
    "netzwerk", "projekt", "regierung", "schule", "stiftung", "universität", "universitätsklinikum", "verband", "verein", "verlag", "werkstatt", "zentrum",
    // Italian
    "accademia", "agenzia", "archivio", "associazione", "azienda", "banca", "commissione", "comune", "consiglio", "consorzio", "dipartimento", "direzione",
    "federazione", "fondazione", "gruppo", "istituto", "lega", "ministero", "nazionale", "ospedale", "osservatorio", "organizzazione", "politecnico",
    "progetto", "programma", "provincia", "regione", "rete", "ricerca", "scuola", "servizi", "servizio", "società", "ufficio", "unione", "università",
    // Dutch
    "academie", "afdeling", "agentschap", "archief", "bibliotheek", "centrum", "commissie", "dienst", "federatie", "genootschap", "gemeente", "gilde",
    "groep", "hogeschool", "instituut", "kantoor", "maatschappij", "ministerie", "netwerk", "onderzoek", "organisatie", "provincie", "stichting",
    "uitgeverij", "unie", "universiteit", "vereniging", "waterschap", "ziekenhuis",
    // Others
    "bakanlığı", "derneği", "enstitüsü", "fundacja", "institutet", "instytut", "kurumu", "stowarzyszenie", "universitet", "uniwersytet", "üniversitesi", "vakfı",
    "агентство", "академия", "институт", "комитет", "министерство", "общество", "союз", "университет", "фонд", "центр", "جامعة", "جمعية", "صندوق", "لجنة",
    "مركز", "معهد", "منظمة", "مؤسسة", "هيئة", "وزارة",
]);

/// Words that join the words of a body's name, or of a phrase, and of no person's, even when they are capitalised.
const JOINTS: &[&str] = &[
    "against", "every", "for", "für", "of", "ohne", "open", "our", "pour", "sans", "senza", "the", "their", "voor", "with", "without",
    "your",
];

/// The ends of compounds, in languages that write them as one word.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "agentur", "akademie", "archiv", "behörde", "bibliothek", "bund", "fonds", "förderung", "genossenschaft", "genootschap", "gesellschaft", "hochschule",
    "institut", "instituut", "kammer", "maatschappij", "ministerie", "ministerium", "museum", "netzwerk", "netwerk", "rijksdienst", "schule", "stichting", "stiftung",
    "universität", "universiteit", "verband", "verein", "vereniging", "verlag", "zentrum",
    // A body in Chinese, Japanese or Korean ends so.
    "会", "會", "研究所", "研究院", "大学", "大學", "出版社", "基金", "博物館", "博物馆", "公司", "会社", "中心", "センター", "협회", "재단", "학회", "연구소",
    "대학교", "대학", "기금", "박물관", "위원회", "센터",
];

/// True when a word, in lower case and without the stop at its end, stands in no person's name.
pub(super) fn is_of_body(word: &str) -> bool {
    // "Banks" is a family name.
    let singular = word.strip_suffix('s').filter(|singular| singular.len() > 4).unwrap_or(word);
    BODIES.hold(word)
        || (singular.len() < word.len() && BODIES.hold(singular))
        || holds(JOINTS, word)
        || ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// True when a name holds a word that only names of bodies have.
pub(super) fn names_body(name: &str) -> bool {
    name.split([' ', '-', '/']).any(|word| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        !holds(JOINTS, &word) && is_of_body(&word)
    })
}

/// The beginnings of words for a body, as labels are compared, and short ones as a whole.
const NOUNS: &[&str] = &[
    "agen", "authorit", "behord", "colectiv", "collectiv", "collettiv", "corporat", "einrichtung", "entidad", "etablissement", "instantie",
    "instelling", "instit", "korperschaft", "orga", "structure",
];
const SHORT_NOUNS: &[&str] = &["body", "bodies", "ente", "enti", "stelle"];

/// True when a label is a word for bodies: "Organization", "Lead agency", "Corporate author".
pub(super) fn says_bodies(label: &str) -> bool {
    let key = label::key(label);
    let mut words = key.split(' ');
    words.any(|word| holds(SHORT_NOUNS, word) || NOUNS.iter().any(|noun| word.starts_with(noun)))
}

/// Words that a body's name ends with in English, or that "of" and "for" follow.
#[rustfmt::skip]
const LAST: &[&str] = &[
    "academy", "agency", "alliance", "association", "authority", "bank", "board", "charity", "coalition", "college", "commission", "committee", "consortium",
    "corporation", "council", "federation", "foundation", "fund", "institute", "institution", "league", "ministry", "museum", "network", "society", "trust",
    "union", "university",
];
/// Words that a body's name begins with in other languages.
#[rustfmt::skip]
static FIRST: Words = Words::new(&[
    "academia", "agence", "agencia", "agência", "asociación", "associação", "association", "ayuntamiento", "banco", "banque", "bund", "comune", "conseil", "consejo",
    "conselho", "consiglio", "diputación", "federación", "fédération", "fondation", "fondazione", "fondo", "fonds", "fundação", "fundación", "fundo", "gemeente",
    "institut", "instituto", "instituut", "istituto", "kanton", "kreis", "land", "landkreis", "ministère", "ministerie", "ministerio", "ministério", "ministerium",
    "ministero", "provincia", "provincie", "regione", "sociedad", "sociedade", "société", "stadt", "stichting", "stiftung", "universidad", "universidade",
    "universität", "universiteit", "université", "università", "verband", "verein", "vereniging", "waterschap",
    "câmara", "cámara", "communauté", "concello", "département", "diputació", "gobierno", "gouvernement", "governo", "junta", "mairie", "municipio",
    "município", "prefeitura", "région", "región", "região", "ville",
    "ajuntament", "cabildo", "canton", "cantón", "cidade", "città", "ciudad", "commune", "concejo", "freistaat", "generalitat", "hansestadt", "kreisstadt",
    "landeshauptstadt", "landschaft", "magistrat", "métropole", "préfecture", "samtgemeinde", "verbandsgemeinde", "xunta",
]);
/// True when a word, in lower case, begins the name of a body and of no person; `next` is the word behind it. Persons
/// are called Ville and Canton, but not "Ville de".
pub(super) fn begins_body(word: &str, next: &str) -> bool {
    let bound = || matches!(next, "de" | "du" | "des") || next.starts_with("d'") || next.starts_with("d’");
    FIRST.hold(word) && (!matches!(word, "ville" | "canton") || bound())
}

/// Words between the names of two bodies.
const JOINING: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " en ", " / ", " + "];

/// True when a text may be the names of several bodies with commas or "and" between them: two pieces look like a body's whole name each.
pub(super) fn may_be_several(text: &str) -> bool {
    if !text.split(' ').any(|word| word.contains(',') || JOINING.iter().any(|joint| joint.trim_ascii() == word)) {
        return false;
    }
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(character),
            _ => {}
        }
    }
    for joint in JOINING {
        bare = bare.replace(joint, ", ");
    }
    // A slash or a plus between blanks stands in few names of bodies.
    (text.contains(['/', '+']) && (text.contains(" / ") || text.contains(" + ")) && bare.split(", ").any(names_body))
        || bare.split(", ").filter(|piece| is_whole_name(piece)).nth(1).is_some()
}

/// The names of bodies that plus signs part, when each has the shape of one: "Tallow Trust + Zephyr Fund", "ABX + Zephyr Fund".
pub(super) fn summed(text: &str) -> Option<Vec<&str>> {
    if !text.contains(" + ") {
        return None;
    }
    let is_acronym = |name: &str| name.len() > 1 && name.bytes().all(|letter| letter.is_ascii_uppercase());
    let pieces: Vec<&str> = text.split(" + ").map(str::trim).collect();
    pieces.iter().all(|piece| names_body(piece) || is_acronym(piece)).then_some(pieces)
}

/// True when a text alone would be taken for a body's whole name: "Tallow Trust", "University of Weir", "Stiftung Nasses Land".
fn is_whole_name(text: &str) -> bool {
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()).collect();
    let words = match words.split_first() {
        Some((article, rest)) if holds(&["the", "la", "le", "el", "die", "der", "das", "de", "het", "il"], article) => rest,
        _ => &words,
    };
    let capital = |word: &str| word.starts_with(|first: char| first.is_uppercase());
    let named = text.split_whitespace().filter(|word| capital(word)).nth(1).is_some();
    let first = words.first().is_some_and(|word| FIRST.hold(word));
    let last = words.last().is_some_and(|word| holds(LAST, word));
    let followed =
        words.windows(2).any(|pair| matches!(pair, [noun, joint] if holds(LAST, noun) && matches!(joint.as_str(), "of" | "for")));
    let compound = words.iter().any(|word| ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending)));
    named && (first || last || followed || compound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_bodies_are_told_from_one() {
        for text in [
            "Provincie Nieuwmeer, Waterfonds Zuiderlaagte",
            "Zephyr Foundation and Tallow Trust",
            "Zephyr Foundation, the Tallow Trust and Rhea Hollis",
            "Zephyr Foundation (ZF) and Tallow Trust (TT)",
            "Prado Verde Foundation, Valley Trust",
            "Stiftung Nasses Land und Kreis Tarmbek",
            "Fundación Prado Verde y Universidad del Valle",
            "Fondation Pré Vert et Ministère des Eaux",
            "University of Weir, Ministry of Water",
            "School of Health / CIT",
            "Zephyr Foundation + Weir",
        ] {
            assert!(may_be_several(text), "{text}");
        }
        for text in [
            "Policy Research, Inc.",
            "Johnson & Johnson",
            "Ministry of Food, Agriculture and Fisheries",
            "Department of Health and Human Services",
            "Centers for Disease Control and Prevention",
            "Ministry of Education and University Affairs",
            "Ministerio de Ciencia, Innovación y Universidades",
            "Bill & Melinda Gates Foundation",
            "Trust and Safety Foundation",
            "Sloan and Ford Foundation",
            "National Institute for Health and Care Research",
            "Tallow Trust (Weirs and Valley Trust)",
            "Weirs+ Trust",
            "University of Weir, London",
            "",
        ] {
            assert!(!may_be_several(text), "{text}");
        }
    }

    #[test]
    fn some_labels_are_words_for_bodies() {
        for label in
            ["Organization", "Lead agency", "Corporate Author", "Organisme", "Behörde", "Ente responsabile", "Órgão", "Issuing body"]
        {
            assert!(says_bodies(label), "{label}");
        }
        for label in ["Producer", "Made by", "Produced By", "Hergestellt von", "Partners", "producedBy", ""] {
            assert!(!says_bodies(label), "{label}");
        }
    }

    #[test]
    fn plus_signs_part_bodies_only() {
        assert_eq!(summed("Tallow Trust + ABX"), Some(vec!["Tallow Trust", "ABX"]));
        for text in ["Tallow Trust + Weir", "Weirs+ Trust", "Tallow Trust", "Weir + Valley", ""] {
            assert_eq!(summed(text), None, "{text}");
        }
    }
}
