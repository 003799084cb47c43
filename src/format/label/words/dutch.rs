//! The labels of Dutch pages.

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
        "titel", "naam", "titel publicatie", "titel van de publicatie", "titel van het document", "hoofdtitel", "titel van de bron",
    ]),
    (Some(Made(Producer)), &[
        "geproduceerd door", "gemaakt door", "ontwikkeld door", "opgesteld door", "samengesteld door", "gedeeld door", "producent",
        "producenten", "maker", "makers", "ontwikkelaar", "ontwikkelaars", "organisatie", "organisaties", "instelling", "instellingen",
        "instantie", "instanties", "agentschap", "bron", "bronnen", "partner", "partners", "in samenwerking met", "aanbieder",
        "opsteller", "opstellers", "verantwoordelijke organisatie", "verantwoordelijke instantie", "uitvoerende organisatie",
        "beschikbaar gesteld door", "corporatieve auteur", "samenwerkingspartners", "samenwerkingspartner", "bijdragers", "bijdrager",
        "betrokken organisaties", "betrokken organisatie", "collectieve auteur", "bronhouder", "in opdracht gemaakt door", "aanbieders",
        "partnerorganisatie", "partnerorganisaties", "samenwerking", "bijdragen van", "auteursorganisatie",
        "verantwoordelijke instelling",
    ]),
    (Some(Made(Author)), &[
        "auteur", "auteurs", "schrijver", "schrijfster", "schrijvers", "geschreven door", "door", "hoofdauteur", "hoofdauteurs",
        "eerste auteur", "spreker", "sprekers", "docent", "docenten", "naam auteur", "naam van de auteur", "auteur/auteurs",
        "trainers/sprekers", "medeauteur", "medeauteurs", "onderzoeker", "onderzoekers",
    ]),
    (Some(Made(Editor)), &[
        "redacteur", "redacteurs", "redactie", "onder redactie van", "geredigeerd door", "redacteuren", "redacteur(en)", "eindredactie",
        "eindredacteur", "samensteller", "samenstellers", "hoofdredacteur", "samenstelling", "bewerkt door", "redactie en samenstelling",
    ]),
    (Some(Made(Publisher)), &[
        "uitgever", "uitgevers", "uitgeverij", "uitgegeven door", "gepubliceerd door", "uitgevende instantie", "uitgevende organisatie",
        "uitgegeven bij", "verantwoordelijke uitgever", "naam uitgever", "uitgave van", "uitgever/uitgeverij", "uitgeverij/uitgever",
        "publicerende organisatie", "publicerende instantie",
    ]),
    (Some(Made(Distributor)), &["verspreid door", "gedistribueerd door", "verspreider"]),
    (Some(Made(Host)), &["gehost door", "gastheer"]),
    (Some(Paid(Funder)), &[
        "gefinancierd door", "financiering", "financier", "financiers", "financieringsbron", "financieringsbronnen", "subsidiegever",
        "subsidiegevers", "subsidieverstrekker", "gesubsidieerd door", "ondersteund door", "ondersteuning", "met steun van",
        "mogelijk gemaakt door", "donateur", "donateurs", "gefinancierd vanuit", "gefinancierd met", "gefinancierd uit",
        "medegefinancierd door", "mede gefinancierd door", "cofinanciering", "subsidieverstrekkers", "subsidieverlener",
        "financiering door", "geldschieter", "geldschieters", "financiële steun", "financiële ondersteuning", "met financiële steun van",
        "met subsidie van", "financieel ondersteund door", "bekostigd door", "donoren", "financierende organisatie",
        "financierende instantie", "financieringsinstantie", "mede mogelijk gemaakt door", "betaald door", "fondsenverstrekker",
        "subsidiënt",
    ]),
    (Some(Paid(Sponsor)), &["gesponsord door", "sponsor", "sponsors", "sponsoren", "sponsoring", "met sponsoring van", "hoofdsponsor"]),
    (Some(Award), &[
        "subsidie", "subsidienummer", "projectnummer", "beursnummer", "subsidies", "projectcode", "projectnr", "contractnummer",
        "dossiernummer", "subsidiereferentie", "toekenningsnummer", "grantnummer", "subsidienr", "subsidiekenmerk", "project nr",
        "financieringsnummer",
    ]),
    (Some(Description), &[
        "beschrijving", "samenvatting", "omschrijving", "inhoud", "overzicht", "korte beschrijving", "korte inhoud",
        "inhoudsbeschrijving", "toelichting", "over deze bron", "over deze publicatie", "korte samenvatting", "managementsamenvatting",
        "beschrijving van de bron", "korte omschrijving", "publiekssamenvatting",
    ]),
    (Some(Keywords), &[
        "trefwoord", "trefwoorden", "sleutelwoord", "sleutelwoorden", "label", "labels", "onderwerp", "onderwerpen", "thema", "thema's",
        "categorie", "categorieën", "themagebied", "kernwoorden", "kernwoord", "steekwoorden", "steekwoord", "zoektermen", "zoekwoorden",
        "vakgebied", "vakgebieden", "rubriek", "rubrieken", "aandachtsgebied", "aandachtsgebieden", "domein", "domeinen", "onderwerp(en)",
        "trefwoord(en)", "hoofdonderwerp", "hoofdthema", "thema(s)", "kernthema's", "gerelateerde onderwerpen", "onderwerpen en thema's",
    ]),
    (Some(Year), &[
        "jaar", "datum", "publicatiedatum", "publicatiejaar", "gepubliceerd", "gepubliceerd op", "datum van publicatie",
        "jaar van uitgave", "verschenen", "verschenen op", "uitgavejaar", "publicatie datum", "datum publicatie", "jaar van publicatie",
        "datum uitgave", "uitgegeven op", "uitgegeven in", "uitgiftedatum", "verschijningsdatum", "verschijningsjaar",
        "jaar van verschijnen", "uitgavedatum", "geplaatst op", "datum van uitgave", "publicatie jaar", "gepubliceerd in",
        "jaar publicatie",
    ]),
    (Some(Format), &[
        "formaat", "soort", "type", "type bron", "soort document", "documenttype", "vorm", "type document", "type publicatie",
        "type materiaal", "type inhoud", "publicatietype", "soort publicatie", "soort bron", "soort materiaal", "mediatype",
        "materiaaltype", "documentsoort", "publicatievorm", "brontype", "publicatiesoort", "type medium", "materiaalsoort",
        "soort inhoud", "bronsoort",
    ]),
    (Some(Url), &[
        "koppeling", "webpagina", "webadres", "beschikbaar op", "te vinden op", "link naar bron", "link naar de bron",
        "link naar document", "link naar het document", "link naar publicatie", "link naar de publicatie", "vindplaats",
        "online beschikbaar", "online beschikbaar op", "permanente link", "internetadres", "url van de bron", "raadpleegbaar op",
        "raadpleegbaar via", "beschikbaar via", "te downloaden via", "externe link", "web adres", "te raadplegen via", "te raadplegen op",
    ]),
    (Some(Language), &[
        "taal", "talen", "taal van het document", "taal van de bron", "oorspronkelijke taal", "originele taal", "documenttaal",
        "taal/talen", "taal(en)", "taal van de publicatie", "voertaal",
    ]),
    (Some(License), &[
        "licentie", "licenties", "rechten", "gebruiksrechten", "auteursrecht", "gebruiksvoorwaarden", "licentietype", "gebruikslicentie",
        "toegangsrechten", "licentievoorwaarden", "auteursrechten", "rechtenverklaring", "gebruiksrecht", "soort licentie",
        "licentie-informatie", "rechten en licentie", "creative commons licentie",
    ]),
    (Some(Identifier("ISBN")), &["isbn nummer"]),
    (Some(Identifier("DOI")), &["doi nummer"]),
    (None, &[
        "doelgroep", "doelgroepen", "publiek", "pagina's", "aantal pagina's", "omvang", "lengte", "plaats", "locatie", "locaties", "land",
        "landen", "regio", "duur", "looptijd", "contactpersoon", "telefoon", "laatst bijgewerkt", "bijgewerkt", "bijgewerkt op",
        "laatst gewijzigd", "deel", "nummer", "editie", "druk", "reeks", "niveau", "prijs", "opmerkingen", "ondertitel", "tijdschrift",
        "versie", "signatuur",
    ]),
];
