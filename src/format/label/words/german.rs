//! The labels of German pages.

use entity::vocabulary::{
    ContributionRole::{Author, Distributor, Editor, Host, Producer, Publisher},
    FundingKind::{Funder, Sponsor},
};

use super::{
    super::Label::{Award, Description, Format, Identifier, Keywords, Language, License, Made, Paid, Title, Url, Year},
    Words,
};

#[rustfmt::skip]
pub(super) const WORDS: &Words = &[
    (Some(Title), &[
        "titel", "name", "bezeichnung", "titel der ressource", "haupttitel", "titel der publikation", "titel des dokuments",
        "titel der veröffentlichung",
    ]),
    (Some(Made(Producer)), &[
        "erstellt von", "produziert von", "entwickelt von", "erarbeitet von", "bereitgestellt von", "geteilt von", "hergestellt von",
        "produzent", "produzentin", "produzenten", "ersteller", "erstellerin", "entwickler", "entwicklerin", "entwickler:innen",
        "organisation", "organisationen", "einrichtung", "einrichtungen", "institution", "institutionen", "behörde", "behörden",
        "agentur", "quelle", "quellen", "partner", "partnerin", "partner:innen", "partnerorganisation", "partnerorganisationen",
        "anbieter", "anbieterin", "körperschaft", "urheber", "urheberin", "in zusammenarbeit mit", "kooperationspartner",
        "verantwortlich", "körperschaften", "urhebende körperschaft", "herausgebende institution", "herausgebende organisation",
        "herausgebende einrichtung", "beteiligte institutionen", "beteiligte organisationen", "beteiligte einrichtungen", "bereitsteller",
        "mitwirkende", "beiträger", "projektpartner", "erstellt durch", "entwickelt durch", "verantwortliche stelle",
        "verantwortliche institution", "verantwortliche organisation", "zusammengestellt von", "hersteller", "herstellerin", "träger",
        "in kooperation mit", "kooperation", "urheber:in", "urheber:innen", "ersteller:in", "ersteller:innen", "datenquelle",
        "erarbeitet durch",
    ]),
    (Some(Made(Author)), &[
        "autor", "autorin", "autoren", "autorinnen", "autor:in", "autor:innen", "autor*in", "autor*innen", "autor/in", "autor(in)",
        "autor_innen", "verfasser", "verfasserin", "verfasser:innen", "verfasserinnen", "verfasst von", "geschrieben von", "von",
        "referent", "referentin", "referenten", "autorschaft", "autor(en)", "autoren/innen", "autor(inn)en", "verfasser/in",
        "verfasser(in)", "verfasser(innen)", "hauptautor", "hauptautorin", "erstautor", "erstautorin", "dozent", "dozentin", "dozenten",
        "dozent:innen", "referent:in", "referent:innen", "text von", "autorenschaft", "koautor", "koautorin", "koautoren", "vortragende",
        "vortragender",
    ]),
    (Some(Made(Editor)), &[
        "herausgeber", "herausgeberin", "herausgeber:in", "herausgeber:innen", "herausgeberinnen", "herausgegeben von", "hrsg",
        "redaktion", "redakteur", "redakteurin", "herausgeber(in)", "herausgeber/in", "hg", "hgg", "hrsg von", "herausgeberschaft",
        "herausgebende", "bearbeiter", "bearbeiterin", "bearbeitet von", "redakteure", "redaktion und bearbeitung", "hrsg(g)",
        "reihenherausgeber", "herausgebergremium",
    ]),
    (Some(Made(Publisher)), &[
        "verlag", "verlage", "verleger", "verlegerin", "veröffentlicht von", "verlegt von", "publiziert von", "erschienen bei",
        "veröffentlicht durch", "publizierende institution", "veröffentlichende institution", "publizierende stelle",
        "veröffentlichende stelle", "verlagsname", "verlag/herausgeber",
    ]),
    (Some(Made(Distributor)), &["vertrieb", "vertrieben von", "vertrieb durch", "bezugsquelle"]),
    (Some(Made(Host)), &["gastgeber", "gastgeberin", "veranstalter", "veranstalterin", "gehostet von", "bereitgestellt auf"]),
    (Some(Paid(Funder)), &[
        "gefördert durch", "gefördert von", "förderung", "förderer", "förderin", "fördergeber", "fördermittelgeber",
        "fördermittelgeberin", "förderorganisation", "fördereinrichtung", "finanziert durch", "finanziert von", "finanzierung",
        "geldgeber", "geldgeberin", "mittelgeber", "unterstützt durch", "unterstützt von", "unterstützung", "drittmittelgeber",
        "mit unterstützung von", "spender", "stifter", "zuwendungsgeber", "förderinstitution", "förderinstitutionen",
        "fördernde institution", "fördernde einrichtung", "fördermittel", "förderorganisationen", "gefördert vom", "gefördert aus",
        "gefördert mit mitteln von", "gefördert mit mitteln des", "gefördert mit mitteln der", "finanziert aus", "finanziert aus mitteln",
        "finanzierungsquelle", "finanzierungsquellen", "drittmittel", "kofinanziert durch", "kofinanziert von", "zuwendungsgeberin",
        "zuschussgeber", "förderpartner", "fördergeberin", "geldgeber:innen", "förder:innen", "mittelgeberin", "fördernde stelle",
        "fördermittelgeber:in", "finanzielle unterstützung", "finanzielle förderung", "finanziell unterstützt von",
        "finanziell unterstützt durch", "mit förderung von", "mit finanzieller unterstützung von",
    ]),
    (Some(Paid(Sponsor)), &["sponsor", "sponsoren", "sponsorin", "gesponsert von", "gesponsert durch"]),
    (Some(Award), &[
        "förderkennzeichen", "fördernummer", "förderkennziffer", "projektnummer", "zuwendungsnummer", "bewilligungsnummer", "fkz",
        "projekt nr", "projektnr", "förder nr", "fördernr", "vertragsnummer", "grantnummer", "grant nummer", "bewilligungsnr",
        "zuwendung", "förderkennzeichen fkz", "projektkennung", "projektkennzeichen", "förderkennzahl", "vertrags nr",
    ]),
    (Some(Description), &[
        "beschreibung", "zusammenfassung", "kurzbeschreibung", "inhalt", "inhaltsangabe", "kurzfassung", "überblick", "kurzinhalt",
        "inhaltsbeschreibung", "kurzzusammenfassung", "kurztext", "über diese ressource", "über die publikation", "übersicht",
        "inhaltliche beschreibung", "kurzinfo", "kurzinformation", "beschreibungstext", "über die ressource",
        "inhaltliche zusammenfassung",
    ]),
    (Some(Keywords), &[
        "schlagwort", "schlagwörter", "schlagworte", "stichwort", "stichwörter", "stichworte", "schlüsselwörter", "thema", "themen",
        "themenfeld", "themenfelder", "themenbereich", "themenbereiche", "kategorie", "kategorien", "sachgebiet", "sachgebiete", "rubrik",
        "freie schlagwörter", "sachschlagwörter", "schlüsselbegriffe", "schlüsselwort", "schlüsselworte", "fachgebiet", "fachgebiete",
        "thematik", "themengebiet", "themengebiete", "themenschwerpunkt", "themenschwerpunkte", "deskriptoren", "deskriptor",
        "stichpunkte", "sachgruppe", "sachgruppen", "disziplin", "disziplinen", "fachbereiche", "fachdisziplin", "schlagwort(e)",
        "schlagwörter/tags", "themenkategorie", "hauptthema", "schwerpunktthema",
    ]),
    (Some(Year), &[
        "jahr", "datum", "erscheinungsjahr", "erscheinungsdatum", "veröffentlicht", "veröffentlicht am", "veröffentlichungsdatum",
        "veröffentlichungsjahr", "publikationsdatum", "publikationsjahr", "erschienen", "erschienen am", "erschienen im",
        "stand der veröffentlichung", "jahr der veröffentlichung", "datum der veröffentlichung", "publiziert", "publiziert am",
        "online seit", "online veröffentlicht", "druckjahr", "ausgabejahr", "erscheinungstermin", "erscheinungsmonat",
        "online veröffentlicht am", "herausgegeben am", "veröffentlicht im", "jahr der publikation", "datum der publikation",
    ]),
    (Some(Format), &[
        "format", "art", "typ", "medientyp", "medienart", "art der ressource", "ressourcentyp", "dokumenttyp", "publikationsart",
        "materialart", "dokumentart", "dokumentenart", "dokumententyp", "ressourcenart", "ressourcenformat", "materialtyp",
        "publikationstyp", "publikationsform", "medienformat", "inhaltstyp", "art des materials", "art der publikation",
        "art des dokuments", "art der veröffentlichung", "veröffentlichungsart", "textsorte", "gattung", "angebotsform", "werktyp",
        "literaturtyp", "mediengattung", "ressourcen-typ", "art des mediums", "kategorie der ressource", "art des angebots", "inhaltsart",
    ]),
    (Some(Url), &[
        "webseite", "website", "internetadresse", "internetseite", "webadresse", "verfügbar unter", "abrufbar unter", "verweis",
        "link zur ressource", "link zum dokument", "link zur publikation", "link zum volltext", "online unter", "online verfügbar",
        "online verfügbar unter", "url der ressource", "weblink", "internetlink", "internet", "persistente url", "im internet",
        "zu finden unter", "download unter", "einsehbar unter", "externer link", "link zur website",
    ]),
    (Some(Language), &[
        "sprache", "sprachen", "sprache des dokuments", "originalsprache", "sprache der ressource", "textsprache", "dokumentsprache",
        "sprache des textes", "sprache(n)", "sprache der publikation",
    ]),
    (Some(License), &[
        "lizenz", "lizenzen", "rechte", "nutzungsrechte", "nutzungsbedingungen", "urheberrecht", "lizenztyp", "lizenz (deutsch)", "lizenz (englisch)", "lizenzhinweis",
        "lizenzangabe", "nutzungslizenz", "rechtehinweis", "rechtehinweise", "cc lizenz", "creative commons lizenz", "rechteinformation",
        "nutzungsbestimmungen", "lizenzbedingungen", "zugriffsrechte", "lizenzvertrag", "lizenzart", "urheberrechtshinweis",
        "bedingungen der nutzung",
    ]),
    (Some(Identifier("DOI")), &["doi nummer"]),
    (Some(Identifier("ISBN")), &["isbn (druck)", "isbn druck", "isbn nummer"]),
    (None, &[
        "zielgruppe", "zielgruppen", "publikum", "seiten", "seitenzahl", "umfang", "länge", "ort", "orte", "standort", "standorte",
        "land", "region", "dauer", "laufzeit", "kontakt", "ansprechpartner", "ansprechpartnerin", "e-mail", "telefon",
        "zuletzt aktualisiert", "aktualisiert", "aktualisiert am", "letzte aktualisierung", "letzte änderung", "geändert am", "stand",
        "band", "heft", "auflage", "ausgabe", "reihe", "schriftenreihe", "signatur", "preis", "niveau", "hinweise", "bemerkungen",
        "zitierweise", "untertitel", "zeitschrift", "fassung", "dateigröße",
    ]),
];
