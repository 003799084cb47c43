//! The words of the pages, each in all languages. Words of the catalogue are never translated.
//!
//! A text may have a place for a number, `{n}`. It has two forms then, for one and for more: `one|more`.

use std::borrow::Borrow;

use super::language::PageLanguage;

/// Declares the texts once: name, English, Spanish, German.
macro_rules! texts {
    ($($name:ident: $english:literal, $spanish:literal, $german:literal;)+) => {
        /// The texts of one language.
        #[derive(Debug)]
        pub(in crate::http) struct PageTexts { pub(super) language: PageLanguage, $(pub(super) $name: &'static str),+ }

        static ENGLISH: PageTexts = PageTexts { language: PageLanguage::English, $($name: $english),+ };
        static SPANISH: PageTexts = PageTexts { language: PageLanguage::Spanish, $($name: $spanish),+ };
        static GERMAN: PageTexts = PageTexts { language: PageLanguage::German, $($name: $german),+ };

        #[cfg(test)]
        const ALL: &[(&str, [&str; 3])] = &[$((stringify!($name), [$english, $spanish, $german])),+];
    };
}

texts! {
    skip: "Skip to the content", "Saltar al contenido", "Zum Inhalt springen";
    home: "Start page", "Inicio", "Startseite";
    menu: "The catalogue", "El catálogo", "Der Katalog";
    search: "Search", "Buscar", "Suchen";
    search_resources: "Search the resources", "Buscar en los recursos", "Ressourcen durchsuchen";
    resource: "Resource", "Recurso", "Ressource";
    resources: "Resources", "Recursos", "Ressourcen";
    organization: "Organization", "Organización", "Organisation";
    organizations: "Organizations", "Organizaciones", "Organisationen";
    person: "Person", "Persona", "Person";
    persons: "Persons", "Personas", "Personen";
    keyword: "Keyword", "Palabra clave", "Schlagwort";
    keywords: "Keywords", "Palabras clave", "Schlagwörter";
    collection: "Collection", "Colección", "Sammlung";
    collections: "Collections", "Colecciones", "Sammlungen";
    n_resources: "{n} resource|{n} resources", "{n} recurso|{n} recursos", "{n} Ressource|{n} Ressourcen";
    n_organizations: "{n} organization|{n} organizations", "{n} organización|{n} organizaciones", "{n} Organisation|{n} Organisationen";
    n_persons: "{n} person|{n} persons", "{n} persona|{n} personas", "{n} Person|{n} Personen";
    n_keywords: "{n} keyword|{n} keywords", "{n} palabra clave|{n} palabras clave", "{n} Schlagwort|{n} Schlagwörter";
    n_collections: "{n} collection|{n} collections", "{n} colección|{n} colecciones", "{n} Sammlung|{n} Sammlungen";
    n_suggestions: "{n} suggestion|{n} suggestions", "{n} sugerencia|{n} sugerencias", "{n} Vorschlag|{n} Vorschläge";
    n_made: "made {n}|made {n}", "hizo {n}|hizo {n}", "erstellte {n}|erstellte {n}";
    n_funded: "funded {n}|funded {n}", "financió {n}|financió {n}", "finanzierte {n}|finanzierte {n}";
    made_by: "Who made it", "Quién lo hizo", "Wer sie gemacht hat";
    producer: "Produced by", "Producido por", "Produziert von";
    author: "Written by", "Escrito por", "Geschrieben von";
    editor: "Edited by", "Editado por", "Herausgegeben von";
    publisher: "Published by", "Publicado por", "Veröffentlicht von";
    distributor: "Distributed by", "Distribuido por", "Vertrieben von";
    host: "Hosted by", "Alojado por", "Bereitgestellt von";
    paid_by: "Who paid for it", "Quién lo pagó", "Wer sie bezahlt hat";
    funder: "Funded by", "Financiado por", "Finanziert von";
    sponsor: "Sponsored by", "Patrocinado por", "Gesponsert von";
    as_sponsor: "as a sponsor", "como patrocinador", "als Sponsor";
    no_maker: "No source says who made it.", "Ninguna fuente dice quién lo hizo.", "Keine Quelle sagt, wer sie gemacht hat.";
    no_funder: "No source says who paid for it.", "Ninguna fuente dice quién lo pagó.", "Keine Quelle sagt, wer sie bezahlt hat.";
    award: "Award", "Subvención", "Förderung";
    about: "What it is about", "De qué trata", "Worum es geht";
    no_keyword: "No source gives keywords.", "Ninguna fuente da palabras clave.", "Keine Quelle nennt Schlagwörter.";
    stands_in: "Where it stands", "Dónde figura", "Wo sie steht";
    highlighted: "highlighted", "destacado", "hervorgehoben";
    as_printed: "printed as", "impreso como", "gedruckt als";
    notes: "Notes", "Notas", "Anmerkungen";
    facts: "Facts", "Datos", "Angaben";
    year: "Year", "Año", "Jahr";
    published: "Published", "Publicado", "Veröffentlicht";
    format: "Format", "Formato", "Format";
    language_of: "Language", "Idioma", "Sprache";
    license: "Licence", "Licencia", "Lizenz";
    identifiers: "Identifiers", "Identificadores", "Kennungen";
    description: "Description", "Descripción", "Beschreibung";
    landing_page: "Address", "Dirección", "Adresse";
    title: "Title", "Título", "Titel";
    added: "Added", "Añadido", "Aufgenommen";
    updated: "Changed", "Modificado", "Geändert";
    open: "Open the resource", "Abrir el recurso", "Ressource öffnen";
    sources: "Where it says so", "Dónde se dice", "Wo es steht";
    sources_hint: "Each small number above leads to the source of the statement that it stands behind.",
        "Cada número pequeño lleva a la fuente de la afirmación que lo precede.",
        "Jede kleine Zahl führt zur Quelle der Aussage, hinter der sie steht.";
    source: "Source", "Fuente", "Quelle";
    line: "line {n}|line {n}", "línea {n}|línea {n}", "Zeile {n}|Zeile {n}";
    asserted: "as printed", "tal como está impreso", "wie gedruckt";
    normalized: "brought into one form", "llevado a una forma única", "in eine einheitliche Form gebracht";
    inferred: "concluded", "deducido", "geschlossen";
    curated: "set by a curator", "fijado por un conservador", "von der Redaktion gesetzt";
    for_programs: "For programs", "Para programas", "Für Programme";
    also: "Other names", "Otros nombres", "Andere Namen";
    acronym: "acronym", "sigla", "Abkürzung";
    former: "former name", "nombre anterior", "früherer Name";
    country: "Country", "País", "Land";
    homepage: "Home page", "Página web", "Webseite";
    kinds: "Kinds", "Tipos", "Arten";
    what_it_made: "What it made", "Lo que hizo", "Was sie gemacht hat";
    what_it_funded: "What it paid for", "Lo que financió", "Was sie bezahlt hat";
    in_roles: "By role", "Por función", "Nach Rolle";
    topics_made: "What its work is about", "De qué trata su trabajo", "Worum es in ihrer Arbeit geht";
    topics_funded: "What its money is for", "Para qué es su dinero", "Wofür ihr Geld ist";
    partners: "Made with", "Hecho con", "Gemacht mit";
    co_funders: "Funded together with", "Financiado junto con", "Gemeinsam finanziert mit";
    funders_of: "Who paid for its work", "Quién pagó su trabajo", "Wer ihre Arbeit bezahlt hat";
    keyword_resources: "What is about it", "Lo que trata de ello", "Was davon handelt";
    keyword_funders: "Who funds it", "Quién lo financia", "Wer es finanziert";
    keyword_producers: "Who works on it", "Quién trabaja en ello", "Wer daran arbeitet";
    cooccurring: "Named together with it", "Nombradas junto con ella", "Zusammen damit genannt";
    broader: "Wider", "Más amplias", "Weiter";
    narrower: "Narrower", "Más específicas", "Enger";
    related: "Related", "Relacionadas", "Verwandt";
    scheme: "Vocabulary", "Vocabulario", "Vokabular";
    sections: "In this collection", "En esta colección", "In dieser Sammlung";
    all: "Show all {n}|Show all {n}", "Mostrar todos: {n}|Mostrar todos: {n}", "Alle zeigen: {n}|Alle zeigen: {n}";
    more: "Show more", "Mostrar más", "Mehr zeigen";
    next: "Next page", "Página siguiente", "Nächste Seite";
    previous: "Previous page", "Página anterior", "Vorige Seite";
    files: "Download", "Descargar", "Herunterladen";
    pages: "Pages", "Páginas", "Seiten";
    nothing: "Nothing was found.", "No se encontró nada.", "Nichts gefunden.";
    nothing_hint: "Try fewer or other words, or take a condition away.",
        "Pruebe con menos palabras u otras, o quite una condición.",
        "Versuchen Sie weniger oder andere Wörter, oder nehmen Sie eine Bedingung weg.";
    conditions: "Only", "Solo", "Nur";
    take_away: "take away", "quitar", "wegnehmen";
    order: "Order", "Orden", "Reihenfolge";
    by_relevance: "Best match first", "Mejor coincidencia primero", "Beste Treffer zuerst";
    by_newest: "Newest first", "Más recientes primero", "Neueste zuerst";
    by_oldest: "Oldest first", "Más antiguos primero", "Älteste zuerst";
    by_title: "By title", "Por título", "Nach Titel";
    by_name: "By name", "Por nombre", "Nach Name";
    by_label: "By label", "Por etiqueta", "Nach Bezeichnung";
    by_resources: "Most resources first", "Con más recursos primero", "Meiste Ressourcen zuerst";
    by_funded: "Most funded first", "Con más financiados primero", "Meiste finanzierte zuerst";
    by_added: "Last added first", "Últimos añadidos primero", "Zuletzt aufgenommene zuerst";
    by_updated: "Last changed first", "Últimos modificados primero", "Zuletzt geänderte zuerst";
    without: "without a statement of", "sin indicación de", "ohne Angabe zu";
    maker: "Made by", "Hecho por", "Gemacht von";
    producers: "Makers", "Autores", "Urheber";
    funders: "Funders", "Financiadores", "Geldgeber";
    ask_funders: "Who funds a topic?", "¿Quién financia un tema?", "Wer finanziert ein Thema?";
    ask_funders_label: "A topic", "Un tema", "Ein Thema";
    ask_funders_button: "Find the topic", "Buscar el tema", "Thema finden";
    ask_maker: "What did an organization make?", "¿Qué hizo una organización?", "Was hat eine Organisation gemacht?";
    ask_maker_label: "An organization", "Una organización", "Eine Organisation";
    ask_maker_button: "Find the organization", "Buscar la organización", "Organisation finden";
    ask_about: "What is there about …?", "¿Qué hay sobre …?", "Was gibt es über …?";
    ask_about_label: "Words in titles, descriptions and notes", "Palabras de títulos, descripciones y notas",
        "Wörter aus Titeln, Beschreibungen und Notizen";
    ask_about_button: "Find resources", "Buscar recursos", "Ressourcen finden";
    for_example: "For example", "Por ejemplo", "Zum Beispiel";
    what_is_here: "What is in here", "Qué hay aquí", "Was hier zu finden ist";
    years: "Years", "Años", "Jahre";
    last_import: "Last import", "Última importación", "Letzter Import";
    n_sources: "{n} source|{n} sources", "{n} fuente|{n} fuentes", "{n} Quelle|{n} Quellen";
    licenses: "Licences", "Licencias", "Lizenzen";
    newest: "Newest in the catalogue", "Lo más nuevo del catálogo", "Neu im Katalog";
    completeness: "How complete it is", "Cuán completo está", "Wie vollständig er ist";
    completeness_hint: "The share of the resources with a statement, and the resources without one.",
        "La proporción de recursos con una indicación, y los recursos sin ella.",
        "Der Anteil der Ressourcen mit einer Angabe, und die Ressourcen ohne eine.";
    stated: "Stated", "Indicado", "Angegeben";
    lacking: "Without", "Sin indicar", "Ohne";
    field: "Statement", "Indicación", "Angabe";
    developers: "For developers", "Para desarrolladores", "Für Entwickler";
    developers_text: "Everything on these pages comes from one GraphQL graph. Each page is there as JSON-LD too, and lists are there as files.",
        "Todo lo que hay en estas páginas viene de un solo grafo GraphQL. Cada página existe también en JSON-LD, y las listas, como archivos.",
        "Alles auf diesen Seiten kommt aus einem GraphQL-Graphen. Jede Seite gibt es auch als JSON-LD, und Listen gibt es als Dateien.";
    playground: "Playground", "Consola de consultas", "Abfragekonsole";
    schema: "Schema", "Esquema", "Schema";
    sitemap: "Sitemap", "Mapa del sitio", "Sitemap";
    intro: "A catalogue of published resources that remembers, for each of them, who made it, who paid for it and what it is about.",
        "Un catálogo de recursos publicados que recuerda, para cada uno, quién lo hizo, quién lo pagó y de qué trata.",
        "Ein Katalog veröffentlichter Ressourcen, der zu jeder festhält, wer sie gemacht hat, wer sie bezahlt hat und worum es geht.";
    empty: "The catalogue is empty. Import a file: `colophon import FILE`.",
        "El catálogo está vacío. Importe un archivo: `colophon import ARCHIVO`.",
        "Der Katalog ist leer. Importieren Sie eine Datei: `colophon import DATEI`.";
    languages: "Languages of these pages", "Idiomas de estas páginas", "Sprachen dieser Seiten";
    made_with: "Made with Colophon", "Hecho con Colophon", "Gemacht mit Colophon";
    not_found: "There is nothing here", "Aquí no hay nada", "Hier ist nichts";
    not_found_text: "The address may be mistyped, or what stood here was taken out of the catalogue.",
        "La dirección puede tener un error, o lo que estaba aquí se retiró del catálogo.",
        "Vielleicht ist die Adresse falsch geschrieben, oder was hier stand, wurde aus dem Katalog genommen.";
    private: "This catalogue is not open to everybody", "Este catálogo no está abierto a todos",
        "Dieser Katalog steht nicht allen offen";
    private_text: "Its operator lets in only those who have a token. Ask the operator for access; programs send the token in the header Authorization.",
        "Su operador solo deja entrar a quienes tienen un token. Pida acceso al operador; los programas envían el token en la cabecera Authorization.",
        "Der Betreiber lässt nur ein, wer ein Token hat. Bitten Sie den Betreiber um Zugang; Programme senden das Token im Kopf Authorization.";
    failed: "This could not be answered", "No se pudo responder", "Das konnte nicht beantwortet werden";
    webinar: "Webinar", "Seminario web", "Webinar";
    brief: "Brief", "Informe breve", "Kurzbericht";
    report: "Report", "Informe", "Bericht";
    paper: "Paper", "Artículo", "Aufsatz";
    toolkit: "Toolkit", "Conjunto de herramientas", "Werkzeugsammlung";
    tool: "Tool", "Herramienta", "Werkzeug";
    guide: "Guide", "Guía", "Leitfaden";
    fact_sheet: "Fact sheet", "Hoja informativa", "Merkblatt";
    presentation: "Presentation", "Presentación", "Präsentation";
    poster: "Poster", "Póster", "Poster";
    dataset: "Dataset", "Conjunto de datos", "Datensatz";
    software: "Software", "Programa", "Software";
    other: "Other", "Otro", "Anderes";
}

impl PageTexts {
    pub(in crate::http) fn of(language: PageLanguage) -> &'static Self {
        match language {
            PageLanguage::English => &ENGLISH,
            PageLanguage::Spanish => &SPANISH,
            PageLanguage::German => &GERMAN,
        }
    }

    /// Returns a number as people of the language write it.
    pub(super) fn number(&self, number: impl Borrow<i64>) -> String {
        self.language.number(*number.borrow())
    }

    /// Returns a text with a number in its place.
    pub(super) fn count(&self, text: &str, number: impl Borrow<i64>) -> String {
        let number = *number.borrow();
        let (one, more) = text.split_once('|').unwrap_or((text, text));
        let form = if number == 1 { one } else { more };
        form.replace("{n}", &self.number(number))
    }

    /// Returns the words for a format.
    pub(super) fn format<'a>(&self, format: &'a str) -> &'a str {
        match format {
            "WEBINAR" => self.webinar,
            "BRIEF" => self.brief,
            "REPORT" => self.report,
            "PAPER" => self.paper,
            "TOOLKIT" => self.toolkit,
            "TOOL" => self.tool,
            "GUIDE" => self.guide,
            "FACT_SHEET" => self.fact_sheet,
            "PRESENTATION" => self.presentation,
            "POSTER" => self.poster,
            "DATASET" => self.dataset,
            "SOFTWARE" => self.software,
            "OTHER" => self.other,
            other => other,
        }
    }

    /// Returns the words for a field of a resource.
    pub(super) fn field_name<'a>(&self, field: &'a str) -> &'a str {
        match field {
            "title" => self.title,
            "year" => self.year,
            "published" => self.published,
            "format" => self.format,
            "description" => self.description,
            "language" => self.language_of,
            "landingPage" => self.landing_page,
            "license" => self.license,
            "identifiers" => self.identifiers,
            "notes" => self.notes,
            "producers" => self.producers,
            "funders" => self.funders,
            "keywords" => self.keywords,
            "collections" => self.collections,
            other => other,
        }
    }

    /// Returns the words for the way in which a statement was read.
    pub(super) fn method<'a>(&self, method: &'a str) -> &'a str {
        match method {
            "ASSERTED" => self.asserted,
            "NORMALIZED" => self.normalized,
            "INFERRED" => self.inferred,
            "CURATED" => self.curated,
            other => other,
        }
    }

    /// Returns the words for a role, a kind of funding, or another condition of a list.
    pub(super) fn condition<'a>(&self, name: &'a str) -> &'a str {
        match name {
            "maker" => self.maker,
            "producer" => self.producer,
            "author" => self.author,
            "editor" => self.editor,
            "publisher" => self.publisher,
            "distributor" => self.distributor,
            "host" => self.host,
            "funder" => self.funder,
            "sponsor" => self.sponsor,
            "keyword" => self.keyword,
            "collection" => self.collection,
            "year" => self.year,
            "format" => self.format,
            "language" => self.language_of,
            "license" => self.license,
            "without" => self.without,
            other => other,
        }
    }
}

/// Returns the name of a language in itself, or its tag where this table has none.
pub(super) fn language_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_have_the_same_places() {
        for (name, texts) in ALL {
            let places = texts.map(|text| (text.matches("{n}").count(), text.matches('|').count()));
            assert!(places.iter().all(|place| *place == places[0]), "{name}: {texts:?}");
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{name}");
        }
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        let texts = PageTexts::of(PageLanguage::English);
        assert_eq!(texts.count(texts.n_resources, 1), "1 resource");
        assert_eq!(texts.count(texts.n_resources, 1_234), "1,234 resources");
        assert_eq!(PageTexts::of(PageLanguage::German).count(GERMAN.n_keywords, 0), "0 Schlagwörter");
    }
}
