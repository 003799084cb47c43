//! The dictionary of labels, by language: singular and plural, masculine and feminine, as pages and sheets spell them, in lower case.

use entity::vocabulary::{
    ContributionRole::{Author, Distributor, Editor, Host, Producer, Publisher},
    FundingKind::{Funder, Sponsor},
};

use super::Label::{self, Award, Description, Format, Identifier, Keywords, Language, License, Made, Paid, Title, Url, Year};

/// Labels and the field that they mean; none for labels that fit no field.
type Words = [(Option<Label>, &'static [&'static str])];

/// The languages, in order of rank: when two of them share a word, the first one gives its meaning.
pub(super) const LANGUAGES: &[&Words] = &[ENGLISH, SPANISH, FRENCH, GERMAN, PORTUGUESE, ITALIAN, DUTCH];

#[rustfmt::skip]
const ENGLISH: &Words = &[
    (Some(Title), &["title", "name", "resource title", "resource name", "publication title", "document title", "full title"]),
    (Some(Made(Producer)), &[
        "produced by", "producer", "producers", "created by", "creator", "creators", "developed by", "developer", "developers",
        "prepared by", "made by", "compiled by", "shared by", "provided by", "provider", "providers", "contributed by", "contributor",
        "contributors", "submitted by", "organization", "organizations", "organisation", "organisations", "agency", "agencies", "source",
        "sources", "partner", "partners", "partner organization", "partner organizations", "in partnership with", "issuing body",
        "issuing agency", "institution", "institutions", "corporate author", "corporate authors", "corporate source", "producing organization", "lead organization",
        "developed in partnership with",
    ]),
    (Some(Made(Author)), &["author", "authors", "authored by", "by", "written by", "author name", "author names", "presenter", "presenters", "presented by"]),
    (Some(Made(Editor)), &["edited by", "editor", "editors"]),
    (Some(Made(Publisher)), &["published by", "publisher", "publishers", "publisher name", "publishing organization"]),
    (Some(Made(Distributor)), &["distributed by", "distributor", "distributors"]),
    (Some(Made(Host)), &["hosted by", "host", "hosts", "host organization"]),
    (Some(Paid(Funder)), &[
        "supported by", "funded by", "funder", "funders", "funding", "funding source", "funding sources", "financed by", "financial support",
        "donor", "donors", "grantmaker", "grantmakers", "grantor", "funding agency", "funding agencies", "funding organization",
        "funding organizations", "funding organisation", "funding organisations", "funding body", "funding bodies", "funder name",
        "sponsoring agency", "sponsoring agencies", "sponsoring organization", "sponsoring organizations", "support", "funding statement",
        "made possible by", "with support from", "with the support of", "funded in part by",
    ]),
    (Some(Paid(Sponsor)), &["sponsored by", "sponsor", "sponsors"]),
    (Some(Award), &[
        "award", "awards", "award number", "award numbers", "award no", "award id", "grant", "grants", "grant number", "grant numbers",
        "grant no", "grant id", "grant award number", "contract number", "project number", "funding number", "contract grant number", "grant contract number", "award grant number",
    ]),
    (Some(Description), &["description", "summary", "abstract", "overview", "synopsis", "about", "about this resource", "about this publication"]),
    (Some(Keywords), &[
        "keyword", "keywords", "key word", "key words", "tag", "tags", "topic", "topics", "subject", "subjects", "theme", "themes", "topic area",
        "topic areas", "category", "categories", "subject area", "subject areas", "subject headings", "subject terms", "topic tags", "focus area",
        "focus areas", "index terms", "descriptors", "author keywords", "topics covered", "tagged", "tagged with", "filed under", "posted in",
    ]),
    (Some(Year), &[
        "year", "date", "published", "published on", "publication date", "date published", "year published", "publication year", "date issued",
        "issued", "date of publication", "year of publication", "issue date", "release date", "released", "date released", "posted", "posted on",
        "publish date", "published date", "date posted", "pub date",
    ]),
    (Some(Format), &[
        "format", "type", "resource type", "resource types", "resource format", "type of resource", "document type", "publication type", "item type",
        "material type", "content type", "media type", "product type",
    ]),
    (Some(Url), &[
        "url", "urls", "link", "links", "website", "web site", "web page", "webpage", "web address", "resource link", "resource url", "landing page",
        "available at", "available from", "access url", "read at", "homepage", "permalink", "uri", "document url",
    ]),
    (Some(Identifier("DOI")), &["doi", "dois", "digital object identifier"]),
    (Some(Identifier("ISBN")), &["isbn", "isbns", "isbn 10", "isbn 13", "isbn (print)", "isbn (online)", "isbn (pdf)", "eisbn", "e isbn", "print isbn"]),
    (Some(Identifier("PMID")), &["pmid", "pubmed id", "pubmed"]),
    (Some(Identifier("ARXIV")), &["arxiv", "arxiv id"]),
    (Some(Identifier("HANDLE")), &["handle", "hdl"]),
    (Some(Language), &["language", "languages", "available languages", "in language"]),
    (Some(License), &[
        "license", "licenses", "licence", "licences", "rights", "usage rights", "rights statement", "terms of use", "copyright", "license type",
        "rights license", "use rights", "reuse",
    ]),
    (None, &[
        "audience", "audiences", "target audience", "intended audience", "length", "page", "pages", "page count", "number of pages", "location",
        "locations", "place", "country", "countries", "region", "regions", "state", "states", "duration", "running time", "contact", "contacts",
        "contact person", "contact email", "email", "phone", "issn", "eissn", "volume", "issue", "edition", "series", "journal", "version",
        "last updated", "last modified", "updated", "updated on", "date updated", "date modified", "modified", "last reviewed", "date added",
        "date created", "date accessed", "accessed", "file size", "size", "cost", "price", "level", "notes", "citation", "suggested citation",
        "how to cite", "status", "accession number", "call number", "report number", "document number", "subtitle", "alternative title",
        "credits", "prerequisites", "geographic coverage", "coverage", "spatial coverage", "temporal coverage", "population", "setting", "venue",
        "views", "downloads", "file type", "file format", "extent", "physical description", "peer reviewed",
    ]),
];

#[rustfmt::skip]
const SPANISH: &Words = &[
    (Some(Title), &["título", "nombre", "título del recurso", "nombre del recurso"]),
    (Some(Made(Producer)), &[
        "elaborado por", "elaborada por", "producido por", "producida por", "creado por", "creada por", "desarrollado por", "desarrollada por",
        "realizado por", "realizada por", "preparado por", "preparada por", "compartido por", "compartida por", "productor", "productora",
        "productores", "productoras", "creador", "creadora", "creadores", "creadoras", "organización", "organizaciones", "organismo",
        "organismos", "agencia", "agencias", "institución", "instituciones", "entidad", "entidades", "fuente", "fuentes", "socio", "socios",
        "socia", "socias", "entidad colaboradora", "entidades colaboradoras", "colaborador", "colaboradora", "colaboradores", "colaboradoras",
        "autor corporativo", "autoría institucional", "en colaboración con",
    ]),
    (Some(Made(Author)), &["autor", "autora", "autores", "autoras", "autor a", "autor(a)", "autor(es)", "autores as", "autoría", "escrito por", "escrita por", "por"]),
    (Some(Made(Editor)), &["editado por", "editada por", "editor", "editora literaria", "editores", "editor literario", "coordinador", "coordinadora", "coordinado por"]),
    (Some(Made(Publisher)), &["editorial", "publicado por", "publicada por", "casa editorial", "editoriales"]),
    (Some(Made(Distributor)), &["distribuidor", "distribuidora", "distribuidores", "distribuido por", "distribuida por"]),
    (Some(Made(Host)), &["alojado por", "anfitrión", "anfitriona"]),
    (Some(Paid(Funder)), &[
        "financiado por", "financiada por", "financiación", "financiamiento", "financiador", "financiadora", "financiadores", "financiadoras",
        "fuente de financiación", "fuentes de financiación", "fuente de financiamiento", "fuentes de financiamiento", "entidad financiadora",
        "entidades financiadoras", "organismo financiador", "agencia financiadora", "donante", "donantes", "con el apoyo de", "con apoyo de",
        "apoyo", "apoyado por", "apoyada por", "apoyo financiero",
    ]),
    (Some(Paid(Sponsor)), &["patrocinado por", "patrocinada por", "patrocinador", "patrocinadora", "patrocinadores", "patrocinadoras"]),
    (Some(Award), &[
        "subvención", "subvenciones", "número de subvención", "número de subvencion", "ayuda", "número de proyecto", "número de ayuda", "n.º de proyecto",
        "convenio", "número de convenio",
    ]),
    (Some(Description), &["descripción", "resumen", "sinopsis", "presentación", "acerca de"]),
    (Some(Keywords), &[
        "palabras clave", "palabra clave", "etiqueta", "etiquetas", "tema", "temas", "materia", "materias", "temática", "temáticas", "categoría",
        "categorías", "área temática", "áreas temáticas", "descriptores", "eje temático", "ejes temáticos",
    ]),
    (Some(Year), &[
        "año", "fecha", "fecha de publicación", "año de publicación", "publicado", "publicada", "publicado el", "publicada el", "fecha de edición",
        "año de edición", "fecha de emisión", "fecha de lanzamiento",
    ]),
    (Some(Format), &["formato", "tipo", "tipo de recurso", "tipo de documento", "tipo de material", "tipo de publicación"]),
    (Some(Url), &["enlace", "enlaces", "sitio web", "página web", "dirección web", "disponible en", "web", "vínculo", "liga"]),
    (Some(Language), &["idioma", "idiomas", "lengua"]),
    (Some(License), &["licencia", "licencias", "derechos", "derechos de uso", "condiciones de uso", "derechos de autor"]),
    (None, &[
        "público", "público objetivo", "público destinatario", "destinatarios", "dirigido a", "páginas", "página", "número de páginas", "extensión",
        "lugar", "ubicación", "localización", "país", "países", "región", "duración", "contacto", "correo electrónico", "teléfono", "última actualización",
        "actualizado", "fecha de actualización", "última modificación", "volumen", "número", "edición", "serie", "colección", "nivel", "precio",
        "cobertura", "ámbito geográfico", "notas", "cita sugerida", "cómo citar", "subtítulo", "revista", "estado", "versión",
    ]),
];

#[rustfmt::skip]
const FRENCH: &Words = &[
    (Some(Title), &["titre", "nom", "intitulé", "titre de la ressource"]),
    (Some(Made(Producer)), &[
        "produit par", "produite par", "élaboré par", "élaborée par", "créé par", "créée par", "réalisé par", "réalisée par", "développé par",
        "développée par", "préparé par", "préparée par", "conçu par", "conçue par", "partagé par", "partagée par", "proposé par", "proposée par",
        "producteur", "productrice", "producteurs", "productrices", "créateur", "créatrice", "créateurs", "créatrices", "organisation",
        "organisations", "organisme", "organismes", "agence", "agences", "institution", "institutions", "partenaire", "partenaires",
        "en partenariat avec", "structure", "auteur institutionnel", "collectivité auteur", "source", "sources",
    ]),
    (Some(Made(Author)), &[
        "auteur", "auteure", "autrice", "auteurs", "auteures", "autrices", "auteur(e)", "auteur(e)s", "auteur·e", "auteur·e·s", "auteur trice",
        "auteurs autrices", "écrit par", "rédigé par", "par", "rédacteur", "rédactrice", "rédacteurs",
    ]),
    (Some(Made(Editor)), &[
        "sous la direction de", "directeur de publication", "directrice de publication", "directeur scientifique", "coordonné par", "coordination",
        "éditeur scientifique", "éditrice scientifique", "éditeurs scientifiques",
    ]),
    (Some(Made(Publisher)), &["éditeur", "éditrice", "éditeurs", "maison d'édition", "publié par", "publiée par", "édité par", "éditée par", "éditions"]),
    (Some(Made(Distributor)), &["diffuseur", "distributeur", "distributeurs", "diffusé par", "distribué par", "distribuée par"]),
    (Some(Made(Host)), &["hébergé par", "hébergée par", "hébergeur", "hôte"]),
    (Some(Paid(Funder)), &[
        "financé par", "financée par", "financement", "financements", "financeur", "financeurs", "financeuse", "bailleur", "bailleur de fonds",
        "bailleurs de fonds", "source de financement", "sources de financement", "organisme de financement", "organismes de financement",
        "organisme financeur", "agence de financement", "donateur", "donateurs", "soutenu par", "soutenue par", "avec le soutien de", "soutien",
        "soutien financier",
    ]),
    (Some(Paid(Sponsor)), &["parrainé par", "parrainée par", "sponsorisé par", "mécène", "mécènes", "parrain", "parrains", "commanditaire", "commanditaires"]),
    (Some(Award), &[
        "subvention", "subventions", "numéro de subvention", "n° de subvention", "convention", "n° de convention", "numéro de convention", "numéro de projet",
        "bourse",
    ]),
    (Some(Description), &["description", "résumé", "présentation", "synopsis", "sommaire", "à propos"]),
    (Some(Keywords), &[
        "mots clés", "mot clé", "mots clefs", "mot clef", "étiquette", "étiquettes", "thème", "thèmes", "sujet", "sujets", "thématique",
        "thématiques", "catégorie", "catégories", "rubrique", "rubriques", "descripteurs", "domaine", "domaines",
    ]),
    (Some(Year), &[
        "année", "date", "date de publication", "année de publication", "publié", "publiée", "publié le", "publiée le", "date de parution", "parution",
        "paru le", "année de parution", "date d'édition", "mis en ligne le", "date de mise en ligne",
    ]),
    (Some(Format), &["format", "type", "type de ressource", "type de document", "type de publication", "nature du document"]),
    (Some(Url), &["lien", "liens", "site", "site web", "site internet", "page web", "adresse web", "adresse", "disponible sur", "accès"]),
    (Some(Language), &["langue", "langues"]),
    (Some(License), &["licence", "licences", "droits", "droits d'utilisation", "conditions d'utilisation", "droits d'auteur"]),
    (None, &[
        "public", "public cible", "publics", "public concerné", "destinataires", "nombre de pages", "longueur", "lieu", "lieux", "localisation", "pays",
        "région", "durée", "contact", "contacts", "courriel", "téléphone", "dernière mise à jour", "mis à jour le", "mise à jour",
        "date de mise à jour", "dernière modification", "volume", "numéro", "édition", "série", "collection", "niveau", "prix", "couverture",
        "notes", "remarques", "citation", "sous-titre", "revue", "périodicité", "cote", "taille", "statut",
    ]),
];

#[rustfmt::skip]
const GERMAN: &Words = &[
    (Some(Title), &["titel", "name", "bezeichnung", "titel der ressource"]),
    (Some(Made(Producer)), &[
        "erstellt von", "produziert von", "entwickelt von", "erarbeitet von", "bereitgestellt von", "geteilt von", "hergestellt von", "produzent",
        "produzentin", "produzenten", "ersteller", "erstellerin", "entwickler", "entwicklerin", "entwickler:innen", "organisation",
        "organisationen", "einrichtung", "einrichtungen", "institution", "institutionen", "behörde", "behörden", "agentur", "quelle", "quellen",
        "partner", "partnerin", "partner:innen", "partnerorganisation", "partnerorganisationen", "anbieter", "anbieterin", "körperschaft", "urheber",
        "urheberin", "in zusammenarbeit mit", "kooperationspartner", "verantwortlich",
    ]),
    (Some(Made(Author)), &[
        "autor", "autorin", "autoren", "autorinnen", "autor:in", "autor:innen", "autor*in", "autor*innen", "autor/in", "autor(in)", "autor_innen",
        "verfasser", "verfasserin", "verfasser:innen", "verfasserinnen", "verfasst von", "geschrieben von", "von", "referent", "referentin",
        "referenten", "autorschaft",
    ]),
    (Some(Made(Editor)), &[
        "herausgeber", "herausgeberin", "herausgeber:in", "herausgeber:innen", "herausgeberinnen", "herausgegeben von", "hrsg", "redaktion", "redakteur",
        "redakteurin", "herausgeber(in)", "herausgeber/in",
    ]),
    (Some(Made(Publisher)), &["verlag", "verlage", "verleger", "verlegerin", "veröffentlicht von", "verlegt von", "publiziert von"]),
    (Some(Made(Distributor)), &["vertrieb", "vertrieben von", "vertrieb durch", "bezugsquelle"]),
    (Some(Made(Host)), &["gastgeber", "gastgeberin", "veranstalter", "veranstalterin", "gehostet von", "bereitgestellt auf"]),
    (Some(Paid(Funder)), &[
        "gefördert durch", "gefördert von", "förderung", "förderer", "förderin", "fördergeber", "fördermittelgeber", "fördermittelgeberin",
        "förderorganisation", "fördereinrichtung", "finanziert durch", "finanziert von", "finanzierung", "geldgeber", "geldgeberin",
        "mittelgeber", "unterstützt durch", "unterstützt von", "unterstützung", "drittmittelgeber", "mit unterstützung von", "spender", "stifter",
        "zuwendungsgeber",
    ]),
    (Some(Paid(Sponsor)), &["sponsor", "sponsoren", "sponsorin", "gesponsert von", "gesponsert durch"]),
    (Some(Award), &["förderkennzeichen", "fördernummer", "förderkennziffer", "projektnummer", "zuwendungsnummer", "bewilligungsnummer", "fkz"]),
    (Some(Description), &["beschreibung", "zusammenfassung", "kurzbeschreibung", "inhalt", "inhaltsangabe", "kurzfassung", "überblick"]),
    (Some(Keywords), &[
        "schlagwort", "schlagwörter", "schlagworte", "stichwort", "stichwörter", "stichworte", "schlüsselwörter", "thema", "themen", "themenfeld",
        "themenfelder", "themenbereich", "themenbereiche", "kategorie", "kategorien", "sachgebiet", "sachgebiete", "rubrik",
    ]),
    (Some(Year), &[
        "jahr", "datum", "erscheinungsjahr", "erscheinungsdatum", "veröffentlicht", "veröffentlicht am", "veröffentlichungsdatum", "veröffentlichungsjahr",
        "publikationsdatum", "publikationsjahr", "erschienen", "erschienen am", "erschienen im", "stand der veröffentlichung",
    ]),
    (Some(Format), &["format", "art", "typ", "medientyp", "medienart", "art der ressource", "ressourcentyp", "dokumenttyp", "publikationsart", "materialart"]),
    (Some(Url), &["webseite", "website", "internetadresse", "internetseite", "webadresse", "verfügbar unter", "abrufbar unter", "verweis"]),
    (Some(Language), &["sprache", "sprachen"]),
    (Some(License), &["lizenz", "lizenzen", "rechte", "nutzungsrechte", "nutzungsbedingungen", "urheberrecht"]),
    (None, &[
        "zielgruppe", "zielgruppen", "publikum", "seiten", "seitenzahl", "umfang", "länge", "ort", "orte", "standort", "standorte", "land", "region",
        "dauer", "laufzeit", "kontakt", "ansprechpartner", "ansprechpartnerin", "e-mail", "telefon", "zuletzt aktualisiert", "aktualisiert",
        "aktualisiert am", "letzte aktualisierung", "letzte änderung", "geändert am", "stand", "band", "heft", "auflage", "ausgabe", "reihe",
        "schriftenreihe", "signatur", "preis", "niveau", "hinweise", "bemerkungen", "zitierweise", "untertitel", "zeitschrift", "fassung",
        "dateigröße",
    ]),
];

#[rustfmt::skip]
const PORTUGUESE: &Words = &[
    (Some(Title), &["título", "nome", "título do recurso"]),
    (Some(Made(Producer)), &[
        "elaborado por", "elaborada por", "produzido por", "produzida por", "criado por", "criada por", "desenvolvido por", "desenvolvida por",
        "realizado por", "preparado por", "compartilhado por", "partilhado por", "produtor", "produtora", "produtores", "criador", "criadora",
        "criadores", "organização", "organizações", "organismo", "agência", "agências", "instituição", "instituições", "entidade", "entidades",
        "fonte", "fontes", "parceiro", "parceira", "parceiros", "parceiras", "em parceria com", "órgão", "órgãos", "autor institucional",
    ]),
    (Some(Made(Author)), &["autor", "autora", "autores", "autoras", "autor(a)", "autor(es)", "autoria", "escrito por", "por"]),
    (Some(Made(Editor)), &["organizador", "organizadora", "organizadores", "editado por", "editor", "editores", "coordenação", "coordenador", "coordenadora"]),
    (Some(Made(Publisher)), &["editora", "editoras", "publicado por", "publicada por"]),
    (Some(Made(Distributor)), &["distribuidor", "distribuidora", "distribuído por"]),
    (Some(Made(Host)), &["hospedado por", "anfitrião"]),
    (Some(Paid(Funder)), &[
        "financiado por", "financiada por", "financiamento", "financiador", "financiadora", "financiadores", "financiadoras",
        "fonte de financiamento", "fontes de financiamento", "agência financiadora", "agências financiadoras", "agência de fomento", "órgão financiador",
        "entidade financiadora", "doador", "doadora", "doadores", "com o apoio de", "com apoio de", "apoio", "apoiado por", "apoiada por",
        "apoio financeiro", "fomento",
    ]),
    (Some(Paid(Sponsor)), &["patrocinado por", "patrocinada por", "patrocinador", "patrocinadora", "patrocinadores", "patrocínio"]),
    (Some(Award), &["subvenção", "número do processo", "processo", "número do projeto", "auxílio", "bolsa", "número da bolsa"]),
    (Some(Description), &["descrição", "resumo", "sinopse", "apresentação", "sobre"]),
    (Some(Keywords), &[
        "palavras chave", "palavra chave", "etiqueta", "etiquetas", "tema", "temas", "assunto", "assuntos", "categoria", "categorias", "área temática",
        "áreas temáticas", "temática", "descritores", "marcadores",
    ]),
    (Some(Year), &[
        "ano", "data", "data de publicação", "data da publicação", "ano de publicação", "publicado em", "publicada em", "publicado", "data de edição",
        "data de lançamento",
    ]),
    (Some(Format), &["formato", "tipo", "tipo de recurso", "tipo de documento", "tipo de material", "tipo de publicação"]),
    (Some(Url), &["ligação", "endereço", "site", "sítio", "página", "página web", "disponível em", "endereço eletrônico", "endereço eletrónico"]),
    (Some(Language), &["idioma", "idiomas", "língua"]),
    (Some(License), &["licença", "licenças", "direitos", "direitos de uso", "direitos autorais", "condições de uso", "termos de uso"]),
    (None, &[
        "público", "público-alvo", "destinatários", "páginas", "número de páginas", "extensão", "local", "localização", "lugar", "país", "países",
        "região", "duração", "carga horária", "contato", "contacto", "e-mail", "telefone", "última atualização", "atualizado em", "atualizado",
        "última modificação", "data de atualização", "volume", "número", "edição", "série", "coleção", "nível", "preço", "cobertura", "notas",
        "observações", "como citar", "subtítulo", "revista", "versão",
    ]),
];

#[rustfmt::skip]
const ITALIAN: &Words = &[
    (Some(Title), &["titolo", "nome", "titolo della risorsa"]),
    (Some(Made(Producer)), &[
        "prodotto da", "prodotta da", "realizzato da", "realizzata da", "creato da", "creata da", "sviluppato da", "sviluppata da", "elaborato da",
        "elaborata da", "preparato da", "condiviso da", "condivisa da", "produttore", "produttrice", "produttori", "creatore", "creatrice",
        "creatori", "organizzazione", "organizzazioni", "ente", "enti", "agenzia", "agenzie", "istituzione", "istituzioni", "istituto", "fonte",
        "fonti", "partner", "in collaborazione con", "collaborazione", "ente produttore",
    ]),
    (Some(Made(Author)), &["autore", "autrice", "autori", "autrici", "autore/trice", "scritto da", "scritta da", "di"]),
    (Some(Made(Editor)), &["curatore", "curatrice", "curatori", "a cura di", "redattore", "redazione"]),
    (Some(Made(Publisher)), &["editore", "editrice", "editori", "casa editrice", "pubblicato da", "pubblicata da", "edito da"]),
    (Some(Made(Distributor)), &["distributore", "distribuito da", "distribuita da"]),
    (Some(Made(Host)), &["ospitato da", "ospitata da"]),
    (Some(Paid(Funder)), &[
        "finanziato da", "finanziata da", "finanziamento", "finanziamenti", "finanziatore", "finanziatori", "finanziatrice", "ente finanziatore",
        "enti finanziatori", "fonte di finanziamento", "fonti di finanziamento", "donatore", "donatori", "sostenuto da", "sostenuta da",
        "con il sostegno di", "con il contributo di", "sostegno", "contributo", "supportato da",
    ]),
    (Some(Paid(Sponsor)), &["sponsorizzato da", "sponsorizzata da", "sponsor", "patrocinato da", "patrocinio"]),
    (Some(Award), &["codice progetto", "numero del progetto", "numero di progetto", "sovvenzione", "numero della sovvenzione", "borsa"]),
    (Some(Description), &["descrizione", "riassunto", "sommario", "sintesi", "abstract", "presentazione"]),
    (Some(Keywords), &[
        "parole chiave", "parola chiave", "etichetta", "etichette", "tema", "temi", "argomento", "argomenti", "soggetto", "soggetti", "categoria",
        "categorie", "area tematica", "aree tematiche", "descrittori",
    ]),
    (Some(Year), &[
        "anno", "data", "data di pubblicazione", "anno di pubblicazione", "pubblicato", "pubblicata", "pubblicato il", "pubblicata il",
        "anno di edizione", "data di uscita",
    ]),
    (Some(Format), &["formato", "tipo", "tipologia", "tipo di risorsa", "tipo di documento", "tipologia di risorsa"]),
    (Some(Url), &["collegamento", "collegamenti", "sito", "sito web", "pagina web", "indirizzo web", "disponibile su", "disponibile all'indirizzo"]),
    (Some(Language), &["lingua", "lingue"]),
    (Some(License), &["licenza", "licenze", "diritti", "diritti d'uso", "diritti d'autore", "condizioni d'uso"]),
    (None, &[
        "pubblico", "destinatari", "rivolto a", "pagine", "numero di pagine", "lunghezza", "luogo", "luoghi", "località", "paese", "paesi", "regione",
        "durata", "contatto", "contatti", "posta elettronica", "telefono", "ultimo aggiornamento", "aggiornato", "aggiornato il",
        "ultima modifica", "volume", "numero", "edizione", "serie", "collana", "livello", "prezzo", "copertura", "come citare", "sottotitolo",
        "rivista", "collocazione", "versione",
    ]),
];

#[rustfmt::skip]
const DUTCH: &Words = &[
    (Some(Title), &["titel", "naam"]),
    (Some(Made(Producer)), &[
        "geproduceerd door", "gemaakt door", "ontwikkeld door", "opgesteld door", "samengesteld door", "gedeeld door", "producent", "producenten",
        "maker", "makers", "ontwikkelaar", "ontwikkelaars", "organisatie", "organisaties", "instelling", "instellingen", "instantie",
        "instanties", "agentschap", "bron", "bronnen", "partner", "partners", "in samenwerking met", "aanbieder",
    ]),
    (Some(Made(Author)), &["auteur", "auteurs", "schrijver", "schrijfster", "schrijvers", "geschreven door", "door"]),
    (Some(Made(Editor)), &["redacteur", "redacteurs", "redactie", "onder redactie van", "geredigeerd door"]),
    (Some(Made(Publisher)), &["uitgever", "uitgevers", "uitgeverij", "uitgegeven door", "gepubliceerd door"]),
    (Some(Made(Distributor)), &["verspreid door", "gedistribueerd door", "verspreider"]),
    (Some(Made(Host)), &["gehost door", "gastheer"]),
    (Some(Paid(Funder)), &[
        "gefinancierd door", "financiering", "financier", "financiers", "financieringsbron", "financieringsbronnen", "subsidiegever",
        "subsidiegevers", "subsidieverstrekker", "gesubsidieerd door", "ondersteund door", "ondersteuning", "met steun van", "mogelijk gemaakt door",
        "donateur", "donateurs",
    ]),
    (Some(Paid(Sponsor)), &["gesponsord door", "sponsor", "sponsors", "sponsoren"]),
    (Some(Award), &["subsidie", "subsidienummer", "projectnummer", "beursnummer", "subsidies"]),
    (Some(Description), &["beschrijving", "samenvatting", "omschrijving", "inhoud", "overzicht"]),
    (Some(Keywords), &[
        "trefwoord", "trefwoorden", "sleutelwoord", "sleutelwoorden", "label", "labels", "onderwerp", "onderwerpen", "thema", "thema's", "categorie",
        "categorieën", "themagebied",
    ]),
    (Some(Year), &[
        "jaar", "datum", "publicatiedatum", "publicatiejaar", "gepubliceerd", "gepubliceerd op", "datum van publicatie", "jaar van uitgave", "verschenen",
        "verschenen op", "uitgavejaar",
    ]),
    (Some(Format), &["formaat", "soort", "type", "type bron", "soort document", "documenttype", "vorm"]),
    (Some(Url), &["koppeling", "webpagina", "webadres", "beschikbaar op", "te vinden op"]),
    (Some(Language), &["taal", "talen"]),
    (Some(License), &["licentie", "licenties", "rechten", "gebruiksrechten", "auteursrecht", "gebruiksvoorwaarden"]),
    (None, &[
        "doelgroep", "doelgroepen", "publiek", "pagina's", "aantal pagina's", "omvang", "lengte", "plaats", "locatie", "locaties", "land", "landen",
        "regio", "duur", "looptijd", "contactpersoon", "telefoon", "laatst bijgewerkt", "bijgewerkt", "bijgewerkt op", "laatst gewijzigd",
        "deel", "nummer", "editie", "druk", "reeks", "niveau", "prijs", "opmerkingen", "ondertitel", "tijdschrift", "versie", "signatuur",
    ]),
];
