use super::*;
use proptest::prelude::*;

#[test]
fn sentences_name_funders_plainly_or_not_at_all() {
    for (text, expected) in [
        ("This report was made possible by a grant from the Larkmoor Foundation.", &[("Larkmoor Foundation", &[][..])][..]),
        (
            "This project was supported by Grant No. 2010-XX-0007 awarded by the Office of Example Aid. The opinions are those of the authors.",
            &[("Office of Example Aid", &["2010-XX-0007"])],
        ),
        ("The study was funded by the Larkmoor Foundation and the Tarn Trust.", &[("Larkmoor Foundation", &[]), ("Tarn Trust", &[])]),
        ("PISCO is funded by the A Foundation and the B Foundation.", &[("A Foundation", &[]), ("B Foundation", &[])]),
        ("Funded by Example League", &[("Example League", &[])]),
        ("This work was supported by the Department of Health and Human Services.", &[("Department of Health and Human Services", &[])]),
        ("This work was supported by NSF under Grant No. 123.", &[("NSF", &["123"])]),
        ("Supported in part by NIH grant R01 MH123456", &[("NIH", &["R01 MH123456"])]),
        ("Grant #2019-1 from the Example Fund", &[("Example Fund", &["2019-1"])]),
        ("Supported by cooperative agreement number NU38OT000123 from the Example Centers", &[("Example Centers", &["NU38OT000123"])]),
        ("Made possible through the generous support of the Example Fund.", &[("Example Fund", &[])]),
        ("$5,000 from Example Fund", &[("Example Fund", &[])]),
        ("Gefördert aus Mitteln des Beispielfonds Moor", &[("Beispielfonds Moor", &[])]),
        ("Apoyo de la Fundación Ejemplo", &[("Fundación Ejemplo", &[])]),
        ("Example Fund generously supported this work.", &[]),
        (
            "The work was funded by the Example Fund (EF), Tarn Trust and Larkmoor Foundation.",
            &[("Example Fund (EF)", &[]), ("Tarn Trust", &[]), ("Larkmoor Foundation", &[])],
        ),
        ("Este trabajo fue financiado por la Fundación Ejemplo Río Claro.", &[("Fundación Ejemplo Río Claro", &[])]),
        ("Elaborado con el apoyo de la Agencia Ejemplo de Cooperación.", &[("Agencia Ejemplo de Cooperación", &[])]),
        ("Ce travail a été financé par l’Agence nationale de l’exemple.", &[("Agence nationale de l’exemple", &[])]),
        ("Avec le soutien de la Fondation Exemple.", &[("Fondation Exemple", &[])]),
        ("Dieses Vorhaben wurde gefördert durch die Beispielstiftung Moor.", &[("Beispielstiftung Moor", &[])]),
        ("Este estudo foi financiado pela Fundação Exemplo das Águas.", &[("Fundação Exemplo das Águas", &[])]),
        ("Questo lavoro è stato finanziato dalla Fondazione Esempio.", &[("Fondazione Esempio", &[])]),
        ("Dit onderzoek is gefinancierd door de Voorbeeldstichting Water.", &[("Voorbeeldstichting Water", &[])]),
        ("We thank our many friends and neighbours for their help.", &[]),
        ("This work was supported by the generous people of our town.", &[]),
        ("This work was supported by the first author's employer.", &[]),
    ] {
        assert!(is_sentence(text), "{text}");
        let found = funders(text);
        let found: Vec<_> =
            found.iter().map(|(name, awards)| (name.as_str(), awards.iter().map(String::as_str).collect::<Vec<_>>())).collect();
        let expected: Vec<_> = expected.iter().map(|(name, awards)| (*name, awards.to_vec())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn names_are_no_sentences() {
    for text in [
        "National Science Foundation",
        "Centre national de la recherche scientifique",
        "Policy Research, Inc.",
        "Bill & Melinda Gates Foundation",
        "Fondo de Ayuda de Emergencia",
        "Fondos de Emergencia",
        "Centre national de la recherche scientifique.",
        "European Union's Horizon 2020 research and innovation programme",
        "Ministerio de Educación y Formación Profesional",
        "Example Support by Design Trust",
        "The Author's League",
    ] {
        assert!(!is_sentence(text), "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_is_invented(text in "((funded|supported) by |grant from |the |and |of |[A-Z][a-z]{1,6} |Foundation |Grant No\\. 5 |[.,;] ){0,20}") {
        let text = crate::name::tidy(&text);
        for (name, _) in funders(&text) {
            prop_assert!(text.contains(&name), "{name}");
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        is_sentence(&text);
        funders(&text);
    }
}
