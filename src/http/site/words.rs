//! The words of the pages, each in all languages. Words of the catalogue are never translated.
//!
//! A text may have a place for a number, `{n}`. It has two forms then, for one and for more: `one|more`.

use super::language::PageLanguage;

/// Declares the texts once: name, English, Spanish, German.
macro_rules! texts {
    ($($name:ident: $english:literal, $spanish:literal, $german:literal;)+) => {
        /// The texts of one language.
        #[derive(Debug)]
        pub(in crate::http) struct PageTexts { pub(super) language: PageLanguage, $(pub(super) $name: &'static str),+ }

        pub(super) static ENGLISH: PageTexts = PageTexts { language: PageLanguage::English, $($name: $english),+ };
        pub(super) static SPANISH: PageTexts = PageTexts { language: PageLanguage::Spanish, $($name: $spanish),+ };
        pub(super) static GERMAN: PageTexts = PageTexts { language: PageLanguage::German, $($name: $german),+ };

        #[cfg(test)]
        pub(super) const ALL: &[(&str, [&str; 3])] = &[$((stringify!($name), [$english, $spanish, $german])),+];
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
    analysts: "Which funders support which topics", "Qué financiadores apoyan qué temas", "Welche Geldgeber fördern welche Themen";
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
    explore: "Explore", "Explorar", "Erkunden";
    narrow: "Narrow down", "Acotar", "Eingrenzen";
    view_as: "View as", "Ver como", "Zeigen als";
    topics: "Topics", "Temas", "Themen";
    not_stated: "not stated", "sin indicar", "ohne Angabe";
    exclude: "Leave out", "Excluir", "Ausschließen";
    except: "not", "no", "nicht";
    or: "or", "o", "oder";
    only: "Only", "Solo", "Nur";
    any_holds: "One of these at least.", "Al menos uno de estos.", "Mindestens eines davon.";
    all_hold: "All of these together.", "Todos estos a la vez.", "Alle zusammen.";
    make_any: "One is enough", "Basta uno", "Eines genügt";
    make_all: "All together", "Todos a la vez", "Alle zusammen";
    find_value: "Find a value", "Buscar un valor", "Wert suchen";
    by_count: "Most frequent first", "Más frecuentes primero", "Häufigste zuerst";
    by_alphabet: "In alphabetical order", "En orden alfabético", "In alphabetischer Reihenfolge";
    left_out: "{n} more is not shown.|{n} more are not shown.", "{n} más no se muestra.|{n} más no se muestran.",
        "{n} weiterer wird nicht gezeigt.|{n} weitere werden nicht gezeigt.";
    as_table: "As a table", "Como tabla", "Als Tabelle";
    fewer: "Show fewer", "Mostrar menos", "Weniger zeigen";
    from: "From", "Desde", "Von";
    until: "Until", "Hasta", "Bis";
    apply: "Apply", "Aplicar", "Anwenden";
    clear_all: "Begin again with everything", "Empezar de nuevo con todo", "Noch einmal mit allem beginnen";
    called_so: "Called so:", "Con este nombre:", "So heißen:";
    did_you_mean: "Did you mean", "¿Quiso decir", "Meinten Sie";
    searched_in: "Every word was looked for, in any of its forms, in titles, descriptions, notes, keywords and names.",
        "Se buscó cada palabra, en cualquiera de sus formas, en títulos, descripciones, notas, palabras clave y nombres.",
        "Jedes Wort wurde in allen seinen Formen gesucht: in Titeln, Beschreibungen, Notizen, Schlagwörtern und Namen.";
    tried: "This would find something", "Esto encontraría algo", "Das würde etwas finden";
    without_it: "Without", "Sin", "Ohne";
    counted_hint: "A resource may count in several rows.", "Un recurso puede contar en varias filas.",
        "Eine Ressource kann in mehreren Zeilen zählen.";
    share: "Share", "Proporción", "Anteil";
    n_suggestions: "{n} suggestion|{n} suggestions", "{n} sugerencia|{n} sugerencias", "{n} Vorschlag|{n} Vorschläge";
    crosstab: "Crosstab", "Tabla cruzada", "Kreuztabelle";
    network: "Network", "Red", "Netz";
    compare: "Compare", "Comparar", "Vergleichen";
    crosstab_hint: "Each cell counts the resources that have both. A resource may count in several rows and columns.",
        "Cada celda cuenta los recursos que tienen ambas cosas. Un recurso puede contar en varias filas y columnas.",
        "Jede Zelle zählt die Ressourcen, die beides haben. Eine Ressource kann in mehreren Zeilen und Spalten zählen.";
    rows: "Rows", "Filas", "Zeilen";
    columns: "Columns", "Columnas", "Spalten";
    cells_show: "Cells show", "Las celdas muestran", "Zellen zeigen";
    row_share: "Share of the row", "Proporción de la fila", "Anteil an der Zeile";
    swap: "Swap rows and columns", "Cambiar filas por columnas", "Zeilen und Spalten tauschen";
    as_graphql: "As GraphQL", "Como GraphQL", "Als GraphQL";
    all_of: "All", "Todo", "Alle";
    over_years: "Over the years", "A lo largo de los años", "Über die Jahre";
    topics_over_years: "Topics over the years", "Temas a lo largo de los años", "Themen über die Jahre";
    compare_it: "Compare with others", "Comparar con otros", "Mit anderen vergleichen";
    next_rows: "Next rows", "Filas siguientes", "Nächste Zeilen";
    previous_rows: "Previous rows", "Filas anteriores", "Vorige Zeilen";
    next_columns: "Next columns", "Columnas siguientes", "Nächste Spalten";
    previous_columns: "Previous columns", "Columnas anteriores", "Vorige Spalten";
    compare_hint: "Two to five side by side: topics, years, formats, partners, and what they have in common.",
        "De dos a cinco, lado a lado: temas, años, formatos, socios y lo que tienen en común.",
        "Zwei bis fünf nebeneinander: Themen, Jahre, Formate, Partner und was sie gemeinsam haben.";
    compare_add: "Add an organization or a person", "Añadir una organización o una persona", "Organisation oder Person hinzufügen";
    alone: "Without any of the others", "Sin ninguno de los otros", "Ohne einen der anderen";
    in_common: "In common", "En común", "Gemeinsam";
    in_common_hint: "Resources that both have to do with, topics of both, and partners of both.",
        "Recursos que tienen que ver con ambos, temas de ambos y socios de ambos.",
        "Ressourcen, mit denen beide zu tun haben, Themen beider und Partner beider.";
    makers_funded: "Whose work they paid for", "Cuyo trabajo financiaron", "Wessen Arbeit sie bezahlt haben";
    network_makers: "Who works with whom", "Quién trabaja con quién", "Wer mit wem arbeitet";
    network_funders: "Who funds together", "Quiénes financian juntos", "Wer gemeinsam finanziert";
    network_topics: "Topics that go together", "Temas que van juntos", "Themen, die zusammengehören";
    network_hint: "A line joins two that have resources in common; the more, the thicker. The table below has the same pairs.",
        "Una línea une a dos que tienen recursos en común; cuantos más, más gruesa. La tabla de abajo tiene los mismos pares.",
        "Eine Linie verbindet zwei, die gemeinsame Ressourcen haben; je mehr, desto dicker. Die Tabelle darunter hat dieselben Paare.";
    n_pairs: "{n} pair|{n} pairs", "{n} par|{n} pares", "{n} Paar|{n} Paare";
    first_pairs: "the first {n}|the first {n}", "los primeros {n}|los primeros {n}", "die ersten {n}|die ersten {n}";
    no_pairs: "No resource has two of them.", "Ningún recurso tiene dos de ellos.", "Keine Ressource hat zwei davon.";
    together: "Together", "Juntos", "Zusammen";
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
