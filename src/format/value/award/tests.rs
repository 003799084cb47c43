use super::*;
use proptest::prelude::*;

#[test]
fn numbers_behind_a_name_are_split_off() {
    for (text, name, numbers) in [
        ("National Science Foundation DBI 1156796", "National Science Foundation", &["DBI 1156796"][..]),
        ("National Science Foundation (NSF), grant EF-1029808", "National Science Foundation (NSF)", &["EF-1029808"]),
        ("NSF Awards EF-1029808, EF-1246537", "NSF", &["EF-1029808", "EF-1246537"]),
        ("NSF EF-1029808 and EF-1246537", "NSF", &["EF-1029808", "EF-1246537"]),
        ("NSF EF-1029808, EF-1246537", "NSF", &["EF-1029808", "EF-1246537"]),
        ("National Science Foundation (1546024)", "National Science Foundation", &["1546024"]),
        ("NIH (R01 MH123456)", "NIH", &["R01 MH123456"]),
        ("NIH R01 MH123456", "NIH", &["R01 MH123456"]),
        ("NSF 1156796", "NSF", &["1156796"]),
        ("National Science Foundation [grant number 99]", "National Science Foundation", &["99"]),
        ("National Science Foundation OCE-9900017", "National Science Foundation", &["OCE-9900017"]),
        ("Harrow Tide Fund (HTF), grant HTF/2009/22", "Harrow Tide Fund (HTF)", &["HTF/2009/22"]),
        ("HTF Awards T-101, T-102", "HTF", &["T-101", "T-102"]),
        ("Lanternmakers Trust (LT-55)", "Lanternmakers Trust", &["LT-55"]),
        ("Ministry of Health (grant H-2021-17)", "Ministry of Health", &["H-2021-17"]),
        ("Ministry of Health, grant no. 12345", "Ministry of Health", &["12345"]),
        ("Ministry of Health under grant agreement No 101012345", "Ministry of Health", &["101012345"]),
        ("Example Fund – Grant #77", "Example Fund", &["77"]),
        ("National Science Foundation (NSF; DBI-1156796)", "National Science Foundation (NSF)", &["DBI-1156796"]),
        ("National Science Foundation (NSF grant DEB-1234567)", "National Science Foundation (NSF)", &["DEB-1234567"]),
        ("Fundación Ejemplo Río Claro (ref. RC-2021-044)", "Fundación Ejemplo Río Claro", &["RC-2021-044"]),
        ("Ministerio de Ciencia, proyecto PID2019-104829", "Ministerio de Ciencia", &["PID2019-104829"]),
        ("Agencia Ejemplo (ayuda núm. 12/2020)", "Agencia Ejemplo", &["12/2020"]),
        ("Agence Exemple de la Recherche (AER-19-CE03-0007)", "Agence Exemple de la Recherche", &["AER-19-CE03-0007"]),
        ("Agence Exemple de la Recherche, convention n° 2020-114", "Agence Exemple de la Recherche", &["2020-114"]),
        ("Agence Exemple, convention n°2020-114", "Agence Exemple", &["2020-114"]),
        ("Beispielfonds (Förderkennzeichen 01XM1234A)", "Beispielfonds", &["01XM1234A"]),
        ("Beispielministerium, FKZ: 01UG1234", "Beispielministerium", &["01UG1234"]),
        ("Beispielstiftung, Projektnummer 390661388", "Beispielstiftung", &["390661388"]),
        ("Fundação Exemplo (processo 2018/01234-5)", "Fundação Exemplo", &["2018/01234-5"]),
        ("Fundação Exemplo, projeto nº 4455/19", "Fundação Exemplo", &["4455/19"]),
        ("Fondazione Esempio Acqua Dolce (codice progetto FEA-2017-11)", "Fondazione Esempio Acqua Dolce", &["FEA-2017-11"]),
        ("Nederlandse Voorbeeldraad (NVR), projectnummer 016.Vici.170", "Nederlandse Voorbeeldraad (NVR)", &["016.Vici.170"]),
        ("Example Fund (grants A-1 and A-2)", "Example Fund", &["A-1", "A-2"]),
        ("FAPEX 2018/01234-5", "FAPEX", &["2018/01234-5"]),
        ("DFX (HE 1234/5-1)", "DFX", &["HE 1234/5-1"]),
        ("Example Trust, no. 2019", "Example Trust", &["2019"]),
        ("Fundación Prado Verde (convenio n.º PV-2019/33)", "Fundación Prado Verde", &["PV-2019/33"]),
        ("Fundación Prado Verde (convenio N.º PV-2019/33)", "Fundación Prado Verde", &["PV-2019/33"]),
        ("Fundación Prado Verde (convenio n.º33/2019)", "Fundación Prado Verde", &["33/2019"]),
        ("Fundação Exemplo, projeto n.° 4455/19", "Fundação Exemplo", &["4455/19"]),
        ("Fondazione Esempio (contratto n. 45/2014)", "Fondazione Esempio", &["45/2014"]),
        ("Fondazione Esempio, contratto n. 45/2014", "Fondazione Esempio", &["45/2014"]),
        ("Beispielstiftung (Az. 12/2019)", "Beispielstiftung", &["12/2019"]),
        ("Beispielstiftung (FKZ 01AB12)", "Beispielstiftung", &["01AB12"]),
        ("Beispielstiftung (Nr. 12/2019)", "Beispielstiftung", &["12/2019"]),
        ("Regione Valserena (cod. progetto 2022-FSE-118)", "Regione Valserena", &["2022-FSE-118"]),
        ("Regione Valserena – FSE+ (cod. progetto 2022-FSE-118)", "Regione Valserena – FSE+", &["2022-FSE-118"]),
        ("Fundación Prado Verde (cód. proyecto PV-118)", "Fundación Prado Verde", &["PV-118"]),
        ("Fundação Exemplo (código do projeto FE-118)", "Fundação Exemplo", &["FE-118"]),
        ("Fonds Exemple (code projet FE-118)", "Fonds Exemple", &["FE-118"]),
        ("Stiftung Linde (Projekt-Nr. SL-2019-33)", "Stiftung Linde", &["SL-2019-33"]),
        ("Stiftung Linde, Projekt-Nr. SL-2019-33", "Stiftung Linde", &["SL-2019-33"]),
        ("Stichting Linde (project-nr. SL-2019-33)", "Stichting Linde", &["SL-2019-33"]),
        ("Linde Fund (grant-no. 12)", "Linde Fund", &["12"]),
        ("Sea Fund (SF-1, SF-2)", "Sea Fund", &["SF-1", "SF-2"]),
        ("Sea Fund [SF-3]", "Sea Fund", &["SF-3"]),
        ("Sea Fund: SF-4", "Sea Fund", &["SF-4"]),
        ("Sea Fund, SF-5", "Sea Fund", &["SF-5"]),
        ("Sea Fund – SF-6", "Sea Fund", &["SF-6"]),
        ("Sea Fund (S-7)", "Sea Fund", &["S-7"]),
    ] {
        let found = split(text).unwrap_or_default();
        assert_eq!(
            (found.0.as_str(), found.1.as_slice()),
            (name, numbers.iter().map(|number| (*number).to_owned()).collect::<Vec<_>>().as_slice()),
            "{text}"
        );
    }
}

#[test]
fn other_digits_belong_to_the_name() {
    for text in [
        "Route 66 Fund",
        "4-H Council",
        "Fund 2020",
        "Example Fund (2019)",
        "Example Fund (2019-2021)",
        "Example Fund (2020-05-03)",
        "Example Fund 2019–2021",
        "Ministry of Health (UK)",
        "Ministry of Health (Phase 2)",
        "Horizon 2020",
        "European Commission (H2020)",
        "Example Fund (COVID-19)",
        "Agenda 2030 Trust",
        "Channel 4",
        "Area 51",
        "Example Fund (EUR 250000)",
        "Example Fund ($50,000)",
        "Example Fund (99)",
        "Sea Fund, S-7",
        "Sea Fund (SDG-6)",
        "Sea Fund (PHASE-2)",
        "Sea Fund (4-H)",
        "Sea Fund (Phase-2)",
        "Sea Fund (SF1)",
        "Phase 2",
        "Trust (UK)",
        "Example Foundation, Washington, DC 20001",
        "Grant Thornton Fund",
        "Project 21",
        "Ford Grant",
        "Schalke 04",
        "3M",
        "(DBI-1156796)",
        "",
    ] {
        assert_eq!(split(text), None, "{text}");
    }
}

#[test]
fn numbers_alone_are_told_from_names() {
    assert_eq!(numbers_only("TT-2020-2"), Some(vec!["TT-2020-2".to_owned()]));
    assert_eq!(numbers_only("Grant no. 5"), Some(vec!["5".to_owned()]));
    for text in ["Project 21", "Example Trust", "2020", "NSF", "Fund 2020", ""] {
        assert_eq!(numbers_only(text), None, "{text}");
    }
    assert!(is_suspected("Example Fund grant 123 to J. Roe"));
    for text in ["Sea Fund (SF1)", "Sea Fund (99)", "Sea Fund (SF-1, Tarn)", "Sea Fund [4-H]"] {
        assert!(is_suspected(text), "{text}");
    }
    for text in ["Route 66 Fund", "Sea Fund (2020)", "Sea Fund (2019-2021)", "Sea Fund (H2020)", "Sea Fund (UK)", "Sea Fund (Phase 2)"] {
        assert!(!is_suspected(text), "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_is_invented(text in "([A-Z][a-z]{1,5} |[A-Z]{2,3} |[0-9]{1,7} ?|[-/,;()\\[\\]#:.] ?|grant |no\\. ?|nº|and ){0,12}") {
        let text = crate::name::tidy(&text);
        if let Some((name, numbers)) = split(&text) {
            prop_assert!(!name.is_empty());
            for word in name.split([' ', '(', ')']).chain(numbers.iter().flat_map(|number| number.split(' '))) {
                prop_assert!(text.contains(word), "{word} of {name:?}, {numbers:?}");
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        split(&text);
        numbers_only(&text);
    }
}
