//! The labels of French pages.

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
        "titre", "nom", "intitulé", "titre de la ressource", "titre du document", "titre de la publication", "titre principal",
        "intitulé de la ressource", "titre du rapport",
    ]),
    (Some(Made(Producer)), &[
        "produit par", "produite par", "élaboré par", "élaborée par", "créé par", "créée par", "réalisé par", "réalisée par",
        "développé par", "développée par", "préparé par", "préparée par", "conçu par", "conçue par", "partagé par", "partagée par",
        "proposé par", "proposée par", "producteur", "productrice", "producteurs", "productrices", "créateur", "créatrice", "créateurs",
        "créatrices", "organisation", "organisations", "organisme", "organismes", "agence", "agences", "institution", "institutions",
        "partenaire", "partenaires", "en partenariat avec", "structure", "auteur institutionnel", "collectivité auteur", "source",
        "sources", "organisme producteur", "organismes producteurs", "organisme responsable", "organisme auteur", "organismes auteurs",
        "collectivité", "auteur collectif", "auteurs collectifs", "auteur moral", "auteurs institutionnels", "structure productrice",
        "organismes partenaires", "contributeur", "contributeurs", "contributrice", "contributrices", "mis à disposition par",
        "fourni par", "établissement", "établissements", "structures", "compilé par", "réalisation", "conception",
        "en collaboration avec", "structure porteuse",
    ]),
    (Some(Made(Author)), &[
        "auteur", "auteure", "autrice", "auteurs", "auteures", "autrices", "auteur(e)", "auteur(e)s", "auteur·e", "auteur·e·s",
        "auteur trice", "auteurs autrices", "écrit par", "rédigé par", "par", "rédacteur", "rédactrice", "rédacteurs", "auteur principal",
        "auteurs principaux", "auteur/autrice", "intervenant", "intervenante", "intervenants", "nom de l'auteur", "autrice/auteur",
        "co-auteur", "co-auteurs", "coauteur", "coauteurs", "auteur personne", "auteurs personnes", "auteur·rice", "auteur·rices",
        "auteur·ice·s",
    ]),
    (Some(Made(Editor)), &[
        "sous la direction de", "directeur de publication", "directrice de publication", "directeur scientifique", "coordonné par",
        "coordination", "éditeur scientifique", "éditrice scientifique", "éditeurs scientifiques", "directeurs scientifiques",
        "directrice scientifique", "dirigé par", "dirigée par", "direction scientifique", "direction d'ouvrage",
        "direction de publication", "coordinateur", "coordinatrice", "coordinateurs", "coordonnateur", "coordonnatrice", "coordinatrices",
        "coordination éditoriale", "éditrices scientifiques",
    ]),
    (Some(Made(Publisher)), &[
        "éditeur", "éditrice", "éditeurs", "maison d'édition", "publié par", "publiée par", "édité par", "éditée par", "éditions",
        "éditeur commercial", "organisme éditeur", "organismes éditeurs", "nom de l'éditeur", "éditeur du document", "édition/éditeur",
        "édité et publié par", "éditeur/diffuseur",
    ]),
    (Some(Made(Distributor)), &["diffuseur", "distributeur", "distributeurs", "diffusé par", "distribué par", "distribuée par"]),
    (Some(Made(Host)), &["hébergé par", "hébergée par", "hébergeur", "hôte"]),
    (Some(Paid(Funder)), &[
        "financé par", "financée par", "financement", "financements", "financeur", "financeurs", "financeuse", "bailleur",
        "bailleur de fonds", "bailleurs de fonds", "source de financement", "sources de financement", "organisme de financement",
        "organismes de financement", "organisme financeur", "agence de financement", "donateur", "donateurs", "soutenu par",
        "soutenue par", "avec le soutien de", "soutien", "soutien financier", "cofinancé par", "cofinancée par", "co-financé par",
        "subventionné par", "subventionnée par", "partenaire financier", "partenaires financiers", "avec le soutien financier de",
        "avec l'appui de", "avec l'aide de", "avec l'appui financier de", "appui financier", "financement par", "agences de financement",
        "organisme subventionnaire", "organismes subventionnaires", "aide financière", "financé avec", "organisme bailleur",
        "organismes financeurs", "appuyé par", "bailleurs",
    ]),
    (Some(Paid(Sponsor)), &[
        "parrainé par", "parrainée par", "sponsorisé par", "mécène", "mécènes", "parrain", "parrains", "commanditaire", "commanditaires",
        "parrainage", "mécénat", "sponsors et mécènes",
    ]),
    (Some(Award), &[
        "subvention", "subventions", "numéro de subvention", "n° de subvention", "convention", "n° de convention", "numéro de convention",
        "numéro de projet", "bourse", "n° de projet", "numéro de contrat", "référence du projet", "code projet", "code du projet",
        "numéro de la subvention", "référence du financement", "numéro de financement", "identifiant du projet", "numéro du projet",
        "n° de contrat", "référence de la subvention", "numéro de bourse", "référence de l'aide",
    ]),
    (Some(Description), &[
        "description", "résumé", "présentation", "synopsis", "sommaire", "à propos", "descriptif", "résumé analytique",
        "présentation de la ressource", "aperçu", "à propos de cette ressource", "à propos de la ressource",
        "description de la ressource", "courte description", "brève description", "texte de présentation", "résumé du document",
        "résumé de l'auteur", "argumentaire",
    ]),
    (Some(Keywords), &[
        "mots clés", "mot clé", "mots clefs", "mot clef", "étiquette", "étiquettes", "thème", "thèmes", "sujet", "sujets", "thématique",
        "thématiques", "catégorie", "catégories", "rubrique", "rubriques", "descripteurs", "domaine", "domaines", "mots matières",
        "vedettes matières", "indexation", "descripteur", "thème principal", "thèmes principaux", "thèmes abordés", "sujets traités",
        "sujets abordés", "champs disciplinaires", "domaine thématique", "domaines thématiques", "matière", "matières",
        "domaines d'intérêt", "mots-clés libres", "thématiques abordées", "termes d'indexation", "sujets principaux", "axe thématique",
        "axes thématiques",
    ]),
    (Some(Year), &[
        "année", "date", "date de publication", "année de publication", "publié", "publiée", "publié le", "publiée le",
        "date de parution", "parution", "paru le", "année de parution", "date d'édition", "mis en ligne le", "date de mise en ligne",
        "date parution", "date de diffusion", "date du document", "année d'édition", "date de sortie", "paru en", "publié en",
        "date de la publication", "année de la publication", "publication le", "année de sortie", "diffusé le",
    ]),
    (Some(Format), &[
        "format", "type", "type de ressource", "type de document", "type de publication", "nature du document", "type de contenu",
        "type de support", "nature", "nature de la ressource", "type documentaire", "catégorie de document", "typologie",
        "typologie documentaire", "type d'ouvrage", "type de média", "nature du contenu", "catégorie de ressource", "forme du document",
    ]),
    (Some(Url), &[
        "lien", "liens", "site", "site web", "site internet", "page web", "adresse web", "adresse", "disponible sur", "accès",
        "lien vers la ressource", "lien vers le document", "lien vers la publication", "lien permanent", "lien url", "adresse url",
        "url de la ressource", "accès en ligne", "url pérenne", "consultable sur", "disponible à l'adresse", "lien externe",
        "lien de téléchargement", "lien internet", "adresse internet", "accès à la ressource", "accès au document",
    ]),
    (Some(Language), &[
        "langue", "langues", "langue du document", "langue originale", "langue de la ressource", "langue de publication",
        "langue du contenu", "langue d'origine",
    ]),
    (Some(License), &[
        "licence", "licences", "droits", "droits d'utilisation", "conditions d'utilisation", "droits d'auteur", "licence d'utilisation",
        "type de licence", "droits d'accès", "droits de reproduction", "mention de droits", "droits de diffusion", "termes d'utilisation",
        "conditions de réutilisation", "licence creative commons", "licence de diffusion", "conditions de la licence",
        "mentions de droits",
    ]),
    (Some(Identifier("DOI")), &["identifiant doi"]),
    (Some(Identifier("ISBN")), &["isbn papier", "isbn numérique", "isbn électronique", "isbn imprimé"]),
    (None, &[
        "public", "public cible", "publics", "public concerné", "destinataires", "nombre de pages", "longueur", "lieu", "lieux",
        "localisation", "pays", "région", "durée", "contact", "contacts", "courriel", "téléphone", "dernière mise à jour",
        "mis à jour le", "mise à jour", "date de mise à jour", "dernière modification", "volume", "numéro", "édition", "série",
        "collection", "niveau", "prix", "couverture", "notes", "remarques", "citation", "sous-titre", "revue", "périodicité", "cote",
        "taille", "statut",
    ]),
];
