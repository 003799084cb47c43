//! The labels of Italian pages.

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
        "titolo", "nome", "titolo della risorsa", "titolo della pubblicazione", "titolo del documento", "titolo principale",
        "titolo del rapporto",
    ]),
    (Some(Made(Producer)), &[
        "prodotto da", "prodotta da", "realizzato da", "realizzata da", "creato da", "creata da", "sviluppato da", "sviluppata da",
        "elaborato da", "elaborata da", "preparato da", "condiviso da", "condivisa da", "produttore", "produttrice", "produttori",
        "creatore", "creatrice", "creatori", "organizzazione", "organizzazioni", "ente", "enti", "agenzia", "agenzie", "istituzione",
        "istituzioni", "istituto", "fonte", "fonti", "partner", "in collaborazione con", "collaborazione", "ente produttore",
        "ente responsabile", "enti responsabili", "autore collettivo", "autore istituzionale", "autori istituzionali", "ente autore",
        "enti autori", "ente promotore", "enti promotori", "promosso da", "promossa da", "fornito da", "fornita da", "ideato da",
        "compilato da", "partner di progetto", "collaboratori", "soggetto produttore", "soggetto responsabile", "produzione",
        "sviluppatore", "sviluppatori", "enti partner", "ente di riferimento", "a opera di", "istituzione responsabile",
        "organizzazione responsabile",
    ]),
    (Some(Made(Author)), &[
        "autore", "autrice", "autori", "autrici", "autore/trice", "scritto da", "scritta da", "di", "autore/i", "autori/autrici",
        "autore principale", "autori principali", "autore personale", "redatto da", "redatta da", "testi di", "testo di", "relatore",
        "relatori", "relatrice", "relatrici", "docenti", "coautore", "coautori", "nome autore", "nome dell'autore", "autore(i)",
    ]),
    (Some(Made(Editor)), &[
        "curatore", "curatrice", "curatori", "a cura di", "redattore", "redazione", "curatela", "curato da", "curata da", "curatrici",
        "direttore scientifico", "coordinamento", "coordinamento editoriale", "coordinatore", "coordinatori", "coordinamento scientifico",
        "direzione scientifica", "curatore/i", "a cura",
    ]),
    (Some(Made(Publisher)), &[
        "editore", "editrice", "editori", "casa editrice", "pubblicato da", "pubblicata da", "edito da", "ente editore",
        "ente editoriale", "nome editore", "editore/i", "pubblicato dal", "pubblicato dalla", "editore responsabile", "edizioni",
    ]),
    (Some(Made(Distributor)), &["distributore", "distribuito da", "distribuita da"]),
    (Some(Made(Host)), &["ospitato da", "ospitata da"]),
    (Some(Paid(Funder)), &[
        "finanziato da", "finanziata da", "finanziamento", "finanziamenti", "finanziatore", "finanziatori", "finanziatrice",
        "ente finanziatore", "enti finanziatori", "fonte di finanziamento", "fonti di finanziamento", "donatore", "donatori",
        "sostenuto da", "sostenuta da", "con il sostegno di", "con il contributo di", "sostegno", "contributo", "supportato da",
        "soggetto finanziatore", "soggetti finanziatori", "finanziatore/i", "fonte finanziamento", "cofinanziato da", "cofinanziata da",
        "finanziato con", "con il finanziamento di", "con il supporto di", "ente erogatore", "finanziato dal", "finanziato dalla",
        "finanziata dal", "finanziata dalla", "agenzia finanziatrice", "supporto finanziario", "sostegno finanziario", "contributo di",
        "con il contributo del", "con il contributo della", "finanziatrici", "organizzazione finanziatrice", "istituzione finanziatrice",
        "cofinanziatori", "ente finanziante",
    ]),
    (Some(Paid(Sponsor)), &[
        "sponsorizzato da", "sponsorizzata da", "sponsor", "patrocinato da", "patrocinio", "sponsorizzazione", "con il patrocinio di",
        "sponsorizzazioni",
    ]),
    (Some(Award), &[
        "codice progetto", "numero del progetto", "numero di progetto", "sovvenzione", "numero della sovvenzione", "borsa",
        "numero progetto", "codice del progetto", "numero di contratto", "numero contratto", "codice cup", "cup", "numero di grant",
        "codice di finanziamento", "riferimento progetto", "riferimento del progetto", "numero del contratto",
        "codice identificativo del progetto", "numero convenzione",
    ]),
    (Some(Description), &[
        "descrizione", "riassunto", "sommario", "sintesi", "abstract", "presentazione", "descrizione della risorsa", "breve descrizione",
        "riepilogo", "informazioni sulla risorsa", "contenuto", "estratto", "presentazione della risorsa", "descrizione breve", "sinossi",
        "sulla risorsa", "scheda descrittiva",
    ]),
    (Some(Keywords), &[
        "parole chiave", "parola chiave", "etichetta", "etichette", "tema", "temi", "argomento", "argomenti", "soggetto", "soggetti",
        "categoria", "categorie", "area tematica", "aree tematiche", "descrittori", "descrittore", "temi trattati", "argomenti trattati",
        "tematica", "tematiche", "ambito tematico", "ambiti tematici", "ambito disciplinare", "termini di indicizzazione",
        "argomento principale", "tema principale", "temi principali", "settore disciplinare", "settori disciplinari", "area disciplinare",
        "aree disciplinari", "parole-chiave/tag", "voci di soggetto",
    ]),
    (Some(Year), &[
        "anno", "data", "data di pubblicazione", "anno di pubblicazione", "pubblicato", "pubblicata", "pubblicato il", "pubblicata il",
        "anno di edizione", "data di uscita", "data pubblicazione", "anno pubblicazione", "data di emissione", "data di edizione",
        "pubblicato nel", "pubblicata nel", "data del documento", "data di rilascio", "anno di uscita", "data della pubblicazione",
        "anno della pubblicazione", "data di diffusione",
    ]),
    (Some(Format), &[
        "formato", "tipo", "tipologia", "tipo di risorsa", "tipo di documento", "tipologia di risorsa", "tipo di contenuto",
        "tipo di pubblicazione", "tipo documento", "tipologia di documento", "tipologia documento", "tipologia documentaria",
        "tipologia di materiale", "tipologia della risorsa", "genere", "natura del documento", "categoria di risorsa",
        "tipo di materiale", "tipologia di contenuto", "tipo di opera", "tipologia di pubblicazione", "tipo di media",
        "formato della risorsa",
    ]),
    (Some(Url), &[
        "collegamento", "collegamenti", "sito", "sito web", "pagina web", "indirizzo web", "disponibile su", "disponibile all'indirizzo",
        "link alla risorsa", "link al documento", "url della risorsa", "indirizzo internet", "indirizzo url", "disponibile online",
        "disponibile online su", "disponibile in", "collegamento permanente", "accesso online", "consultabile su",
        "link alla pubblicazione", "collegamento alla risorsa", "link esterno", "sito internet", "indirizzo del sito",
    ]),
    (Some(Language), &[
        "lingua", "lingue", "lingua originale", "lingua del documento", "lingua/e", "lingua della risorsa", "lingua di pubblicazione",
        "lingua del testo",
    ]),
    (Some(License), &[
        "licenza", "licenze", "diritti", "diritti d'uso", "diritti d'autore", "condizioni d'uso", "licenza d'uso", "tipo di licenza",
        "termini d'uso", "diritti di utilizzo", "diritti di accesso", "condizioni di utilizzo", "condizioni di licenza",
        "licenza di utilizzo", "licenza creative commons", "termini di utilizzo", "condizioni di riutilizzo",
    ]),
    (Some(Identifier("DOI")), &["identificativo doi", "codice doi"]),
    (Some(Identifier("ISBN")), &["codice isbn", "isbn cartaceo", "isbn stampa", "isbn ebook"]),
    (None, &[
        "pubblico", "destinatari", "rivolto a", "pagine", "numero di pagine", "lunghezza", "luogo", "luoghi", "località", "paese",
        "paesi", "regione", "durata", "contatto", "contatti", "posta elettronica", "telefono", "ultimo aggiornamento", "aggiornato",
        "aggiornato il", "ultima modifica", "volume", "numero", "edizione", "serie", "collana", "livello", "prezzo", "copertura",
        "come citare", "sottotitolo", "rivista", "collocazione", "versione",
    ]),
];
