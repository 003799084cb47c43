use super::*;

fn read(text: &str) -> Option<(String, bool)> {
    Person::read(text).map(|person| (person.name, person.evident))
}

#[test]
fn persons_have_two_to_four_capitalised_words() {
    for plain in [
        "Luke Bonkiewicz",
        "María del Carmen Ruiz",
        "Ludwig van Beethoven",
        "Seán O’Brien",
        "JANE ROE",
        "Анна Каренина",
        "Anne-Marie d'Arcy",
        "Yo-Yo Ma",
        "山田 太郎",
        "김 철수",
        "محمد علي",
        "Benedita Silva dos Arcos",
        "José Ortega y Gasset",
        "Ana Silva e Costa",
        "William (Bill) Roe",
        "Tyra Banks",
        "Per Hansen",
    ] {
        assert_eq!(read(plain), Some((plain.into(), false)));
    }
    for (text, name) in [
        ("Alan M. Green", "Alan M. Green"),
        ("J.-P. Roe", "J.-P. Roe"),
        ("Dr. Jane Roe, Ph.D., MSW", "Jane Roe"),
        ("Jane Roe MD", "Jane Roe"),
        ("Jane Roe, M.A.", "Jane Roe"),
        ("Dr. Ana Díaz, PhD", "Ana Díaz"),
        ("Dra. Ana Díaz", "Ana Díaz"),
        ("Lic. Inés Garceral Lomas", "Inés Garceral Lomas"),
        ("Prof. Dr. med. Almut Rehberg", "Almut Rehberg"),
        ("Univ.-Prof. DI Dr. Jost Wiesner", "Jost Wiesner"),
        ("Dipl.-Ing. Jost Wiesner", "Jost Wiesner"),
        ("Mag. Beate Querloh, MSc", "Beate Querloh"),
        ("Mme Perrine Ostalet", "Perrine Ostalet"),
        ("Professeure Aude Sorbier", "Aude Sorbier"),
        ("Profa. Dra. Benedita Moirense", "Benedita Moirense"),
        ("Dott.ssa Lia Conti", "Lia Conti"),
        ("Prof. ir. Joris van der Plink", "Joris van der Plink"),
        ("Drs. Saskia de Weert", "Saskia de Weert"),
        ("Dr. Roe", "Roe"),
    ] {
        assert_eq!(read(text), Some((name.into(), true)), "{text}");
    }
    assert_eq!(read("John Doe Jr."), Some(("John Doe Jr.".into(), false)));
    assert_eq!(read("Sam Doe, III"), Some(("Sam Doe III".into(), false)));
}

#[test]
fn bodies_are_no_persons() {
    for text in [
        "Mental Health America",
        "Policy Research, Inc.",
        "John D.",
        "SAMHSA",
        "SAMHSA Gains",
        "One Two Three Four Five",
        "jane roe",
        "Team 7",
        "U.S. Digital",
        "New York",
        "",
        "Friends of Rivers",
        "Médecins Sans Frontières",
        "Doctors Without Borders",
        "Tidemarsh Bank",
        "Beispielverband Wasser",
        "Voorbeeldstichting Polders",
        "Casa Editora Exemplo",
        "Institut Exemple",
        "Istituto Esempio",
        "معهد المثال",
        "Johnson & Johnson",
        "Save the Children",
        "Dr.",
        "4-H Council",
        "Route 66",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn inverted_names_are_turned_round() {
    let inverted = |family, given| Person::read_inverted(family, given, &[]).map(|person| person.name);
    for (family, given, name) in [
        ("Green", "Alan M.", "Alan M. Green"),
        ("van der Berg", "Jan", "Jan van der Berg"),
        ("Plink", "Joris van der", "Joris van der Plink"),
        ("Arcos", "Benedita Silva dos", "Benedita Silva dos Arcos"),
        ("Silva dos Arcos", "Benedita", "Benedita Silva dos Arcos"),
        ("Garceral Lomas", "Inés", "Inés Garceral Lomas"),
        ("Hollis", "RA", "RA Hollis"),
        ("Roe", "Dr. Jane", "Jane Roe"),
        ("d'Arcy", "Anne-Marie", "Anne-Marie d'Arcy"),
        ("O’Brien", "S.", "S. O’Brien"),
        ("Каренина", "Анна", "Анна Каренина"),
    ] {
        assert_eq!(inverted(family, given).as_deref(), Some(name));
    }
    let with = |additions: &[&str]| Person::read_inverted("DOE", "John", additions).map(|person| person.name);
    assert_eq!(with(&["Jr."]).as_deref(), Some("John DOE Jr."));
    assert_eq!(with(&["PhD", "Prof."]).as_deref(), Some("John DOE"));
    assert_eq!(with(&["Lakes"]), None);
    for (family, given) in [
        ("Policy Research", "Inc."),
        ("Roe", "PhD"),
        ("Roe", "MD"),
        ("Roe", "van der"),
        ("New York", "NY"),
        ("Los Angeles", "CA"),
        ("Jane Roe", "CEO"),
        ("", "Jane"),
        ("Roe", ""),
    ] {
        assert_eq!(inverted(family, given), None, "{family}, {given}");
    }
}

#[test]
fn initials_behind_a_family_name_are_turned_round() {
    let vancouver = |text| Person::read_vancouver(text).map(|person| (person.name, person.evident));
    for (text, name) in [
        ("Fennick R", "R Fennick"),
        ("Dorrow LA", "LA Dorrow"),
        ("Maëlle K.", "K. Maëlle"),
        ("Piedra A.B.", "A.B. Piedra"),
        ("van der Piedra A.", "A. van der Piedra"),
        ("Ames-Tull KL.", "KL Ames-Tull"),
        ("van der Plink J", "J van der Plink"),
        ("Garceral Lomas I", "I Garceral Lomas"),
        ("Dendle MA", "MA Dendle"),
        ("Roe JP Jr", "JP Roe Jr"),
        ("Hollis R. A.", "R. A. Hollis"),
        ("Петров И. И.", "И. И. Петров"),
    ] {
        assert_eq!(vancouver(text), Some((name.into(), true)), "{text}");
    }
    assert_eq!(vancouver("Example UK"), Some(("UK Example".into(), false)));
    for text in ["JANE ROE", "Example Fund UK", "Jane Roe", "NASA", "X", "Level 42", ""] {
        assert_eq!(vancouver(text), None, "{text}");
    }
}

#[test]
fn names_without_a_blank_are_short() {
    for text in ["张伟", "李娜", "김철수", "佐々木"] {
        assert_eq!(Person::read_unspaced(text).map(|person| person.name).as_deref(), Some(text));
    }
    for text in ["示例大学", "例示里山協会", "예시재단", "张", "Roe", ""] {
        assert_eq!(Person::read_unspaced(text), None, "{text}");
    }
}
