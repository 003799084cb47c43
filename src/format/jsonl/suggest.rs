//! Which field a name that is none may mean.

use strsim::jaro_winkler;

use crate::name::fold;

/// Names that are at least so much alike are taken for one with a slip.
const ALIKE: f64 = 0.9;
/// A name is not compared beyond so many characters.
const LONGEST: usize = 40;

/// The names that other systems give a field: without blanks and marks, in lower case.
#[rustfmt::skip]
const SYNONYMS: &[(&str, &[&str])] = &[
    ("title", &["name", "resourcetitle", "resourcename", "documenttitle", "fulltitle", "heading", "titel", "titre", "titulo", "título", "titolo"]),
    ("id", &["identifier", "key", "recordid", "resourceid", "uid", "uuid"]),
    ("description", &["abstract", "summary", "overview", "notes", "descripcion", "resumen", "resume", "résumé", "beschreibung", "descricao", "resumo",
        "descrizione", "samenvatting"]),
    ("year", &["date", "published", "publicationyear", "publicationdate", "datepublished", "pubyear", "issued", "año", "annee", "année", "jahr", "ano", "anno",
        "jaar"]),
    ("format", &["type", "resourcetype", "kind", "documenttype", "medium", "category"]),
    ("url", &["link", "website", "webaddress", "weblink", "href", "landingpage", "homepage", "enlace", "lien", "uri"]),
    ("doi", &["doiurl", "doilink"]),
    ("language", &["lang", "languages", "idioma", "langue", "sprache", "lingua", "taal"]),
    ("producedBy", &["producer", "producers", "author", "authors", "creator", "creators", "organization", "organisation", "organizations", "publisher",
        "developedby", "developer", "createdby", "madeby", "contributors", "autor", "autores", "auteur", "auteurs", "autoren"]),
    ("supportedBy", &["funder", "funders", "fundedby", "funding", "fundingsource", "sponsor", "sponsors", "donor", "donors", "grant", "supporter", "supporters",
        "fundergrantno", "financiador", "financeur", "förderer", "financiamento", "finanziatore"]),
    ("keywords", &["keyword", "tags", "tag", "topics", "topic", "subjects", "subject", "themes", "theme", "categories", "palabrasclave", "motscles",
        "motsclés", "schlagworte", "schlagwörter", "palavraschave", "parolechiave", "trefwoorden"]),
    ("award", &["awards", "awardnumber", "grant", "grantnumber", "awardid", "grantid", "awardno", "grantno", "awardnr", "grantnr", "grantnumbers",
        "awardnumbers", "fundingnumber"]),
    ("name", &["label", "title", "displayname", "fullname"]),
    ("label", &["name", "term", "keyword", "title"]),
    ("uri", &["url", "id", "link"]),
    ("number", &["no", "id", "awardnumber", "grantnumber"]),
    ("ror", &["rorid", "rorurl"]),
    ("orcid", &["orcidid", "orcidurl"]),
    ("role", &["roles", "contribution"]),
    ("kind", &["type"]),
];

/// The one of these fields that a name means, in other words, in other letters, or with a slip.
pub(super) fn suggestion(name: &str, fields: &[&'static str]) -> Option<&'static str> {
    let bare = |name: &str| {
        let name = fold(name);
        let number = if name.trim_end().ends_with(['#', '№']) { "number" } else { "" };
        name.chars().filter(|letter| letter.is_alphanumeric()).chain(number.chars()).take(LONGEST).collect::<String>()
    };
    let wanted = bare(name);
    let alike = |field: &&str| jaro_winkler(&bare(field), &wanted);
    let means = |field: &&&'static str| {
        bare(field) == wanted || SYNONYMS.iter().any(|(own, others)| own == *field && others.contains(&wanted.as_str()))
    };
    fields.iter().find(means).copied().or_else(|| {
        let closest = fields.iter().copied().max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
        (alike(&closest) >= ALIKE && wanted.len() > 2).then_some(closest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[&str] =
        &["title", "id", "description", "year", "format", "url", "doi", "language", "producedBy", "supportedBy", "keywords"];

    #[test]
    fn names_of_other_systems_and_slips_are_understood() {
        for (name, field) in [
            ("producers", "producedBy"),
            ("Produced By", "producedBy"),
            ("produced_by", "producedBy"),
            ("prodcuedBy", "producedBy"),
            ("Title", "title"),
            ("Resource Title", "title"),
            ("tags", "keywords"),
            ("funder", "supportedBy"),
            ("Funder & grant no.", "supportedBy"),
            ("Yaer", "year"),
            ("keyword", "keywords"),
            ("Mots-clés", "keywords"),
            ("descripton", "description"),
            ("Année", "year"),
        ] {
            assert_eq!(suggestion(name, FIELDS), Some(field), "{name}");
        }
        for name in ["colour", "fax", "x", "", "country", "pages", "audience"] {
            assert_eq!(suggestion(name, FIELDS), None, "{name}");
        }
    }
}
