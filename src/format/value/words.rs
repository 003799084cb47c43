//! The words that values are read by: names of formats, degrees, titles, particles. All entries are folded.

use std::sync::OnceLock;

use entity::vocabulary::ResourceFormat::{
    self, Brief, Dataset, FactSheet, Guide, Other, Paper, Poster, Presentation, Report, Software, Tool, Toolkit, Webinar,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::name::fold;

/// The words that name a format.
#[rustfmt::skip]
pub(in crate::format) const FORMATS: &[(ResourceFormat, &[&str])] = &[
    (Webinar, &[
        "webinar", "webinar recording", "recorded webinar", "webcast", "seminario web", "webinaire", "webinario", "webinário", "web-seminar", "webseminar",
        "online-seminar", "seminário web", "seminario en línea", "séminaire en ligne", "seminario online",
    ]),
    (Brief, &[
        "brief", "issue brief", "policy brief", "research brief", "nota informativa", "note de synthèse", "note d'information", "informe de políticas",
        "kurzdossier", "beleidsnota", "nota de política", "policy briefing", "briefing",
    ]),
    (Report, &[
        "report", "annual report", "final report", "research report", "technical report", "evaluation report", "progress report", "bericht", "jahresbericht",
        "abschlussbericht", "forschungsbericht", "tätigkeitsbericht", "informe", "informe anual", "informe final", "informe técnico",
        "informe de investigación", "memoria anual", "rapport", "rapport annuel", "rapport final", "rapport d'étude", "rapport de recherche", "rapporto",
        "rapporto annuale", "rapporto finale", "relazione annuale", "relazione finale", "relatório", "relatório anual", "relatório final",
        "relatório técnico", "jaarverslag", "eindrapport", "onderzoeksrapport", "verslag",
    ]),
    (Paper, &[
        "paper", "article", "journal article", "research article", "research paper", "white paper", "working paper", "discussion paper", "conference paper",
        "preprint", "artículo", "artículo científico", "artículo de revista", "documento de trabajo", "ponencia", "article scientifique",
        "article de revue", "document de travail", "artikel", "fachartikel", "zeitschriftenartikel", "zeitschriftenaufsatz", "aufsatz", "arbeitspapier",
        "artigo", "artigo científico", "artigo de periódico", "documento de trabalho", "texto para discussão", "articolo", "articolo scientifico",
        "documento di lavoro", "tijdschriftartikel", "werkdocument",
    ]),
    (Toolkit, &[
        "toolkit", "tool kit", "toolbox", "caja de herramientas", "kit de herramientas", "boîte à outils", "werkzeugkasten", "caixa de ferramentas",
        "kit de ferramentas", "cassetta degli attrezzi", "gereedschapskist",
    ]),
    (Tool, &[
        "tool", "checklist", "worksheet", "template", "herramienta", "lista de verificación", "lista de comprobación", "plantilla", "outil",
        "liste de contrôle", "liste de vérification", "werkzeug", "checkliste", "vorlage", "arbeitsblatt", "ferramenta", "lista de verificação", "strumento",
        "lista di controllo", "hulpmiddel",
    ]),
    (Guide, &[
        "guide", "guidebook", "handbook", "manual", "user guide", "training manual", "leitfaden", "praxisleitfaden", "handbuch", "ratgeber", "handreichung",
        "guía", "guía práctica", "manual de usuario", "guia", "guia prático", "guide pratique", "manuel", "guida", "guida pratica", "manuale", "gids",
        "handleiding", "handboek",
    ]),
    (FactSheet, &[
        "fact sheet", "factsheet", "info sheet", "information sheet", "faltblatt", "merkblatt", "infoblatt", "informationsblatt", "ficha", "ficha técnica",
        "ficha informativa", "hoja informativa", "fiche technique", "fiche d'information", "fiche pratique", "scheda", "scheda informativa",
        "scheda tecnica", "folha informativa", "infoblad",
    ]),
    (Presentation, &[
        "presentation", "slides", "slide deck", "slideshow", "vortrag", "präsentation", "folien", "presentación", "diapositivas", "présentation", "diaporama",
        "apresentação", "presentazione", "presentatie",
    ]),
    (Poster, &["poster", "póster", "pôster", "plakat", "affiche", "cartel", "cartaz"]),
    (Dataset, &[
        "dataset", "data set", "datensatz", "conjunto de datos", "conjunto de dados", "jeu de données", "base de datos", "base de données", "base de dados",
        "insieme di dati", "set di dati", "gegevensset",
    ]),
    (Software, &["software", "logiciel", "programa informático"]),
    (Other, &[
        "book", "infographic", "online course", "podcast", "video", "vídeo", "vidéo", "audio", "áudio", "libro", "livre", "livro", "buch", "boek", "infografía",
        "infographie", "infografik", "infográfico", "infografica", "curso en línea", "cours en ligne", "online-kurs", "onlinekurs", "curso online",
        "corso online", "onlinecursus", "film", "documentary", "documental", "documentaire", "film documentaire", "dokumentarfilm", "documentário", "erklärvideo", "lehrvideo", "tutorial",
    ]),
];

/// Words for kinds of resources that are no format. They name the kind where they stand alone, and may be any word within a title.
#[rustfmt::skip]
pub(in crate::format) const KINDS: &[&str] = &[
    "publication", "resource", "document", "event", "news", "blog", "blog post", "course", "training", "case study", "thesis", "dissertation", "story",
    "press release", "newsletter", "book chapter", "monograph", "brochure", "leaflet", "interview", "project", "commentary", "opinion",
    "publicación", "recurso", "documento", "evento", "noticia", "curso", "tesis", "boletín", "folleto", "capítulo de libro",
    "ressource", "événement", "actualité", "formation", "thèse", "étude de cas", "ouvrage", "chapitre d'ouvrage",
    "publikation", "dokument", "veranstaltung", "kurs", "dissertation", "fallstudie", "buchkapitel", "broschüre", "nachricht",
    "publicação", "notícia", "tese", "dissertação", "capítulo de livro", "cartilha", "boletim",
    "pubblicazione", "risorsa", "notizia", "corso", "tesi", "opuscolo",
    "publicatie", "nieuws", "cursus", "proefschrift", "scriptie", "brochure",
];

/// Words that begin the name of a region and no person's.
pub(in crate::format) const REGION: &[&str] = &["east", "eastern", "new", "north", "northern", "south", "southern", "west", "western"];

/// Words that may stand, in lower case, within a person's name.
#[rustfmt::skip]
pub(in crate::format) static PARTICLES: Words = Words::new(&[
    "'t", "aan", "abu", "af", "al", "ap", "av", "ben", "bin", "bint", "binti", "da", "dal", "dalla", "das", "de", "degli", "dei", "del",
    "dela", "della", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "het", "i", "ibn", "la", "las", "le", "lo", "los",
    "op", "san", "santa", "te", "ten", "ter", "thoe", "till", "uit", "van", "vom", "von", "vor", "y", "zu", "zum", "zur", "’t",
]);

/// Words behind a name that belong to it.
pub(in crate::format) const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "júnior"];

/// Words behind a person's name that do not belong to it, without full stops.
#[rustfmt::skip]
pub(in crate::format) static DEGREES: Words = Words::new(&[
    "aprn", "ba", "beng", "bfa", "bs", "bsc", "bsn", "cadc", "cbe", "cpa", "dds", "dea", "dmin", "dnp", "dphil", "drph", "dsc", "dvm", "edd", "esq",
    "facp", "fhea", "frcp", "frs", "hdr", "jd", "lcsw", "licsw", "llb", "llm", "lmft", "lpc", "ma", "mba", "mbbs", "mbe", "md", "mdiv", "med", "meng",
    "mfa", "mlis", "mls", "mph", "mphil", "mpp", "mres", "ms", "msc", "msn", "msw", "obe", "pgce", "pharmd", "phd", "psyd", "rn",
]);

/// Words before a person's name that do not belong to it, without the full stop at their end.
#[rustfmt::skip]
pub(in crate::format) static HONORIFICS: Words = Words::new(&[
    // English
    "dame", "dr", "hon", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "revd", "sir", "sr",
    // Spanish and Portuguese
    "dra", "doctora", "doutor", "doutora", "eng", "enga", "lcda", "lcdo", "lic", "profa", "profesor", "profesora", "professora", "sra", "srta", "ing",
    // French
    "mlle", "mme", "monsieur", "madame", "professeur", "professeure", "docteur", "docteure",
    // German
    "dipl", "dipl-ing", "dipl.-ing", "dipl.-biol", "dipl.-phys", "dipl.-psych", "frau", "herr", "mag", "maga", "mag.a", "pd", "priv.-doz",
    "univ.-prof", "professorin", "dr.in", "prof.in",
    // Italian
    "avv", "dott", "dott.ssa", "dottor", "dottore", "dottoressa", "prof.ssa", "professore", "professoressa", "signor", "signora",
    // Dutch
    "dhr", "drs", "ir", "mevr", "mevrouw", "mw",
]);

/// Words that end a list of persons after a comma or "and", in lower case and without the full stop at their end.
#[rustfmt::skip]
pub(in crate::format) const OTHERS: &[&str] = &[
    "al", "others", "more", "colleagues", "otros", "otras", "cols", "autres", "coll", "collaborateurs", "andere", "anderen", "weitere", "outros", "outras",
    "altri", "altre", "diğerleri", "andra", "andre", "inni", "др",
];

/// Phrases that end a list of persons, without the full stop at their end.
#[rustfmt::skip]
pub(in crate::format) const AND_OTHERS: &[&str] = &[
    "et al", "et alii", "and others", "and colleagues", "et coll", "et autres", "y otros", "y otras", "y cols", "y col", "e outros", "e outras", "e altri",
    "e altre", "e al", "en anderen", "en andere", "e.a", "e. a", "und andere", "u.a", "u. a", "u.v.a", "et. al", "ve diğerleri", "ve ark", "vd", "m.fl", "m. fl",
    "och andra", "og andre", "i in", "и др", "等", "ほか", "他", "외",
];

/// Words that part the last two names of a list.
pub(in crate::format) static CONJUNCTIONS: Words = Words::new(&[
    "and", "&", "et", "und", "u.", "y", "e", "en", "ve", "och", "og", "i", "oraz", "и", "ed", "＆", "和", "と", "/", "+", "with",
]);

/// Words that no line ends with: what stands on the next line belongs to it.
pub(in crate::format) const CONNECTING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the", "their", "to", "with", "&", "de",
    "der", "des", "und", "et", "y",
];

/// Shortened words that end with a full stop within a sentence.
pub(in crate::format) const ABBREVIATIONS: &[&str] = &[
    "approx", "az", "bd", "co", "corp", "dept", "dhr", "dr", "drs", "ed", "eds", "ep", "etc", "fig", "inc", "ing", "ir", "jr", "kap",
    "ltd", "mevr", "mr", "mrs", "ms", "mw", "n", "nr", "num", "núm", "ref", "no", "prof", "rev", "sr", "st", "vol", "vs",
];

/// True when a list of words holds this folded word. Takes time in proportion to the list: see [`Words`] for long ones.
pub(in crate::format) fn holds(words: &[&str], word: &str) -> bool {
    // Most words differ in their first byte already: comparing it here saves a call.
    let first = word.as_bytes().first();
    words.iter().any(|own| own.len() == word.len() && own.as_bytes().first() == first && *own == word)
}

/// A long list of words, in which one is found in constant time.
pub(in crate::format) struct Words {
    list: &'static [&'static str],
    /// The length of the longest one, in bytes.
    longest: usize,
    set: OnceLock<FxHashSet<&'static str>>,
}

impl Words {
    pub(in crate::format) const fn new(list: &'static [&'static str]) -> Self {
        let (mut longest, mut rest) = (0, list);
        while let [first, more @ ..] = rest {
            if first.len() > longest {
                longest = first.len();
            }
            rest = more;
        }
        Self { list, longest, set: OnceLock::new() }
    }

    /// The length of the longest word, in bytes.
    pub(in crate::format) const fn longest(&self) -> usize {
        self.longest
    }

    /// True when the list holds this word, folded.
    pub(in crate::format) fn hold_folded(&self, word: &str) -> bool {
        // Most words are longer than any of the list.
        !(word.is_ascii() && word.len() > self.longest) && self.hold(&fold(word))
    }

    /// True when the list holds this folded word.
    pub(in crate::format) fn hold(&self, word: &str) -> bool {
        word.len() <= self.longest && self.set.get_or_init(|| self.list.iter().copied().collect()).contains(word)
    }
}

/// The beginnings of folded phrases: they show of most texts at once that these are none of the phrases, without folding them.
pub(in crate::format) struct Beginnings(Vec<bool>);

impl Beginnings {
    /// A beginning is so many letters.
    const LETTERS: usize = 3;

    pub(in crate::format) fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut all = vec![false; 26_usize.pow(Self::LETTERS as u32)];
        for place in phrases.filter_map(|phrase| Self::place(phrase.as_bytes())) {
            if let Some(begins) = all.get_mut(place) {
                *begins = true;
            }
        }
        Self(all)
    }

    /// Returns false when a text, folded, surely begins as none of the phrases does. Costs little.
    pub(in crate::format) fn may_begin(&self, text: &str) -> bool {
        // What is behind the letters may be an accent of the last of them.
        let is_plain = text.as_bytes().get(Self::LETTERS).is_none_or(u8::is_ascii);
        !is_plain || Self::place(text.as_bytes()).and_then(|place| self.0.get(place)).is_none_or(|begins| *begins)
    }

    /// The place of a text's first letters among all; none for a text that begins with other signs.
    fn place(text: &[u8]) -> Option<usize> {
        let first = text.get(..Self::LETTERS)?;
        let letters = first.iter().map(|letter| letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_lowercase() - b'a')));
        letters.rev().try_fold((0, 1), |(place, weight), letter| Some((place + letter? * weight, weight * 26))).map(|(place, _)| place)
    }
}

/// Returns the meaning of each word of a table, in which one is found in constant time. Of two meanings of a word the first one counts.
pub(in crate::format) fn meanings<T: Copy>(table: &[(T, &[&'static str])]) -> FxHashMap<&'static str, T> {
    let mut meanings = FxHashMap::default();
    for (meaning, words) in table {
        for word in *words {
            meanings.entry(*word).or_insert(*meaning);
        }
    }
    meanings
}
