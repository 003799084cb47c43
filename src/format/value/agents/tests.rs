use super::*;
use proptest::prelude::*;

fn all(text: &str, authors: bool) -> Agents<ContributionRole> {
    agents(&Part::lines_of(1, text), ContributionRole::Author, authors)
}

fn read(text: &str, authors: bool) -> Vec<String> {
    let sign = |kind| if kind == AgentKind::Person { "P" } else { "O" };
    all(text, authors).mentions.into_iter().map(|mention| format!("{} {}", sign(mention.kind), mention.name)).collect()
}

#[test]
fn towns_and_places_are_no_persons() {
    for (text, expected) in [
        ("Stadt Ahlerode, Amt für Grünflächen", &["O Stadt Ahlerode, Amt für Grünflächen"][..]),
        ("Landkreis Ahlerode", &["O Landkreis Ahlerode"]),
        ("Ville de Vaubrun", &["O Ville de Vaubrun"]),
        ("Ville Virtamo", &["P Ville Virtamo"]),
        ("Câmara Municipal", &["O Câmara Municipal"]),
        ("[S.l.] : Films du Carreau", &["O Films du Carreau"]),
        ("Leeds : Bobbin Press", &["O Leeds : Bobbin Press"]),
        ("prof. dr. K. de Witte; dr. Jane Roe; ir. B. Oosterlo", &["P K. de Witte", "P Jane Roe", "P B. Oosterlo"]),
    ] {
        assert_eq!(read(text, true), expected, "{text}");
    }
    assert_eq!(all("Leeds : Bobbin Press", true).remarks.len(), 1);
    let published = agents(&Part::lines_of(1, "Leeds : Bobbin Press, 2019"), ContributionRole::Publisher, false);
    assert_eq!((published.mentions[0].name.as_str(), published.remarks.len()), ("Bobbin Press", 1));
    assert_eq!(agents(&Part::lines_of(1, "Vaubrun : [s.n.]"), ContributionRole::Publisher, false).mentions.len(), 0);
}

#[test]
fn an_editor_behind_a_name_has_the_role() {
    let roles = |text: &str| all(text, true).mentions.into_iter().map(|mention| (mention.name, mention.role)).collect::<Vec<_>>();
    let (author, editor) = (ContributionRole::Author, ContributionRole::Editor);
    let found = [("Odile Ferrand".to_owned(), editor), ("Solange Marchaud".to_owned(), author)];
    assert_eq!(roles("Odile Ferrand, Directeur de publication ; Solange Marchaud, Auteur"), found);
    assert_eq!(roles("Odile Ferrand, Solange Marchaud, eds."), [("Odile Ferrand".into(), editor), ("Solange Marchaud".into(), editor)]);
}

#[test]
fn lists_of_persons_are_split() {
    let four = ["P Luke Bonkiewicz", "P Alan M. Green", "P Kasey Moyer", "P Joseph Wright"];
    for text in [
        "Luke Bonkiewicz, Alan M. Green, Kasey Moyer, and Joseph Wright",
        "Luke Bonkiewicz, Alan M. Green, Kasey Moyer & Joseph Wright, PhD",
        "Bonkiewicz, Luke; Green, Alan M.; Moyer, Kasey; Wright, Joseph",
        "Luke Bonkiewicz; Alan M. Green; Kasey Moyer; and Joseph Wright",
        "Bonkiewicz, Luke, Alan M. Green, Kasey Moyer, and Joseph Wright",
        "Luke Bonkiewicz¹, Alan M. Green²,³, Kasey Moyer*, Joseph Wright, MD, MPH, et al.",
        "Luke Bonkiewicz\nAlan M. Green\nKasey Moyer\nJoseph Wright",
        "Luke Bonkiewicz | Alan M. Green | Kasey Moyer | Joseph Wright",
    ] {
        assert_eq!(read(text, false), four, "{text}");
        assert_eq!(read(text, true), four, "{text}");
    }
    for (text, expected) in [
        ("Bonkiewicz, L., Green, A. M., & Moyer, K.", &["P L. Bonkiewicz", "P A. M. Green", "P K. Moyer"][..]),
        ("Hollis, R.; Smit, J.", &["P R. Hollis", "P J. Smit"]),
        ("Hollis R; Smit JP", &["P R Hollis", "P JP Smit"]),
        ("Marlow Y, Dendle MA", &["P Y Marlow", "P MA Dendle"]),
        ("Fennick R, Dorrow LA, Ames-Tull K.", &["P R Fennick", "P LA Dorrow", "P K Ames-Tull"]),
        ("Jane Roe and John Doe", &["P Jane Roe", "P John Doe"]),
        ("Ilse Harrow, PhD; Tomas Vane, MD, MPH; Dr. Peri Landon", &["P Ilse Harrow", "P Tomas Vane", "P Peri Landon"]),
        ("Inés Garceral Lomas y Ulises Peñarroya Vidal", &["P Inés Garceral Lomas", "P Ulises Peñarroya Vidal"]),
        ("Maëlle Lenoir-Vasse, Yorick Duchêne et Aude Sorbier", &["P Maëlle Lenoir-Vasse", "P Yorick Duchêne", "P Aude Sorbier"]),
        ("Almut Rehberg und Jost Wiesner", &["P Almut Rehberg", "P Jost Wiesner"]),
        ("Caio Moirense e Benedita Silva dos Arcos", &["P Caio Moirense", "P Benedita Silva dos Arcos"]),
        ("Lia Conti ed Elio Bassi", &["P Lia Conti", "P Elio Bassi"]),
        ("Joris van der Plink en Saskia de Weert", &["P Joris van der Plink", "P Saskia de Weert"]),
        ("Defne Aksuderen, Kerem Tunaköylü ve Sinan Oralgil", &["P Defne Aksuderen", "P Kerem Tunaköylü", "P Sinan Oralgil"]),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
        assert_eq!(read(text, true), expected, "{text}");
    }
}

#[test]
fn the_field_tells_what_the_shape_alone_does_not() {
    for (text, expected) in [
        ("Rhea Hollis, Jan Smit", &["P Rhea Hollis", "P Jan Smit"][..]),
        ("Jane Roe", &["P Jane Roe"]),
        ("Dorrow LA", &["P LA Dorrow"]),
        ("Dorrow LA, Fennick R, et al.", &["P LA Dorrow", "P R Fennick"]),
        ("Garceral Lomas, Inés", &["P Inés Garceral Lomas"]),
        ("Garceral Lomas, Inés María; Peñarroya Vidal, Ulises", &["P Inés María Garceral Lomas", "P Ulises Peñarroya Vidal"]),
        ("Hollis, Rhea, Smit, Jan", &["P Rhea Hollis", "P Jan Smit"]),
        ("Jane Roe; University of Example", &["P Jane Roe", "O University of Example"]),
        ("Sela Nordrum; Tidemarsh Bank", &["P Sela Nordrum", "O Tidemarsh Bank"]),
        ("Ilse Harrow (Fenport University), Tomas Vane (Example Glass Trust)", &["P Ilse Harrow", "P Tomas Vane"]),
        ("Prof. Dr. Almut Rehberg (ORCID: 0009-9999-0000-1011), Dipl.-Ing. Jost Wiesner", &["P Almut Rehberg", "P Jost Wiesner"]),
        ("Jost Wiesner https://orcid.org/0009-9999-0000-2022", &["P Jost Wiesner"]),
        ("Saskia de Weert, Joris van der Plink e.a.", &["P Saskia de Weert", "P Joris van der Plink"]),
        ("Plink, Joris van der", &["P Joris van der Plink"]),
        ("Moirense, Caio; Arcos, Benedita Silva dos", &["P Caio Moirense", "P Benedita Silva dos Arcos"]),
        ("Lenoir-Vasse, Maëlle ; Duchêne, Yorick ; et al.", &["P Maëlle Lenoir-Vasse", "P Yorick Duchêne"]),
        ("Aude Sorbier et coll.", &["P Aude Sorbier"]),
        ("Ulises Peñarroya Vidal, Inés Garceral Lomas y otros", &["P Ulises Peñarroya Vidal", "P Inés Garceral Lomas"]),
        ("张伟、李娜", &["P 张伟", "P 李娜"]),
        ("张伟，李娜", &["P 张伟", "P 李娜"]),
        ("示例大学", &["O 示例大学"]),
        ("محمد علي، سارة حسن", &["P محمد علي", "P سارة حسن"]),
        ("Ministry of Ponds and Canals", &["O Ministry of Ponds and Canals"]),
        ("Marks and Spencer", &["O Marks and Spencer"]),
        ("Médecins Sans Frontières", &["O Médecins Sans Frontières"]),
        ("UNESCO", &["O UNESCO"]),
        ("Rhea Hollis, Director, Example Trust", &["P Rhea Hollis"]),
        ("Rhea Hollis & Associates", &["O Rhea Hollis & Associates"]),
        ("Robert Wood Johnson Foundation", &["O Robert Wood Johnson Foundation"]),
        ("Rhea Hollis on behalf of the Example Group", &["P Rhea Hollis"]),
        ("Jane Roe, University of Example", &["P Jane Roe"]),
        ("Jane Roe, John Doe, and the Example Trust", &["P Jane Roe", "P John Doe", "O Example Trust"]),
    ] {
        assert_eq!(read(text, true), expected, "{text}");
    }
}

#[test]
fn bodies_are_never_split() {
    for body in [
        "John D. and Catherine T. MacArthur Foundation",
        "Policy Research, Inc.",
        "Johnson & Johnson",
        "Marks and Spencer",
        "Ernst & Young",
        "Substance Abuse and Mental Health Services Administration",
        "National Association of Counties, Policy Research, and Partners",
        "Instituto Ejemplo de Mapas y Caminos",
        "Beispielverband Wasser und Boden",
        "Rivers, Lakes, Seas, Towns",
        "Association Exemple des Éclusiers",
        "4-H Council",
        "Example UK",
        "Boston, TX",
        "Jane Roe, CEO",
    ] {
        assert_eq!(read(body, false), [format!("O {body}")]);
    }
}

#[test]
fn a_single_name_is_a_person_with_evidence_only() {
    assert_eq!(read("Open Minds", false), ["O Open Minds"]);
    assert_eq!(read("Petra Quillan", false), ["O Petra Quillan"]);
    assert_eq!(all("Petra Quillan", false).mentions[0].certainty, Certainty::Assumed);
    assert_eq!(all("Example Lamp Society", false).mentions[0].certainty, Certainty::Evident);
    assert_eq!(all("Petra Quillan", true).mentions[0].certainty, Certainty::Shape);
    assert_eq!(read("Roe, Jane", false), ["P Jane Roe"]);
    assert_eq!(read("Jane R. Roe", false), ["P Jane R. Roe"]);
    assert_eq!(read("Jane Roe (0000-0002-1694-233X)", false), ["P Jane Roe"]);
    assert_eq!(read("Alan M. Green; Kasey Moyer", false), ["P Alan M. Green", "P Kasey Moyer"]);
    assert_eq!(read("Green Rivers; Blue Lakes", false), ["O Green Rivers", "O Blue Lakes"]);
}

#[test]
fn empty_pieces_and_repetitions_are_dropped() {
    let league = all("; The Example League;; EXAMPLE LEAGUE (EL); n/a", false).mentions;
    assert_eq!(
        league.iter().map(|mention| (mention.name.as_str(), mention.acronym.as_deref())).collect::<Vec<_>>(),
        [("The Example League", Some("EL"))]
    );
    for nothing in ["None", "-", "et al.", "k. A.", "néant; N/A"] {
        assert_eq!(read(nothing, true), [""; 0], "{nothing}");
    }
}

#[test]
fn what_was_left_out_is_told() {
    let told = |text, authors| all(text, authors).remarks.into_iter().map(|remark| (remark.code, remark.text)).collect::<Vec<_>>();
    assert_eq!(told("Jane Roe, University of Example", true), [(IssueCode::UnsureValue, "University of Example".to_owned())]);
    assert_eq!(told("Jane Roe [0000-0002-1694-2331]", true), [(IssueCode::BadValue, "0000-0002-1694-2331".to_owned())]);
    assert_eq!(
        told("Ministry of Health (grant H-2021-17)", false),
        [(IssueCode::UnsureValue, "Ministry of Health (grant H-2021-17)".to_owned())]
    );
    assert_eq!(told("Jane Roe¹ (University of Example)", true), []);
}

#[test]
fn names_of_known_persons_are_put_in_order() {
    for (text, name) in
        [("Roe, Jane", Some("Jane Roe")), ("Dr. Ana Díaz, PhD", Some("Ana Díaz")), ("Roe, Jane, Jr.", Some("Jane Roe Jr.")), ("Cher", None)]
    {
        assert_eq!(person_name(text).as_deref(), name);
    }
}

proptest! {
    #[test]
    fn nothing_is_invented(text in "([A-Z][a-zé]{1,5} ?|[A-Z]\\. ?|[;,|&()¹*] ?|and |van der |et al\\.|Trust |0000-0002-1694-233X|\\n){0,14}", authors: bool) {
        for mention in all(&text, authors).mentions {
            prop_assert!(!mention.name.is_empty() && !mention.as_printed.is_empty());
            for word in mention.name.split([' ', ',']) {
                prop_assert!(text.contains(word), "{word} of {mention:?}");
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", authors: bool) {
        all(&text, authors);
    }
}

#[test]
fn initials_with_stops_stand_behind_a_family_name() {
    for (text, expected) in [
        ("Piedra A.", &["P A. Piedra"][..]),
        ("Piedra A., Weldrake T.", &["P A. Piedra", "P T. Weldrake"]),
        ("Piedra A.; Weldrake T.", &["P A. Piedra", "P T. Weldrake"]),
        ("Piedra A. B.", &["P A. B. Piedra"]),
        ("Weldrake, T.", &["P T. Weldrake"]),
        ("A. Piedra", &["P A. Piedra"]),
        ("Maëlle K; Jonas B", &["P K Maëlle", "P B Jonas"]),
        ("Marlow Y, Dendle M.", &["P Y Marlow", "P M Dendle"]),
        ("Hollis R. A.", &["P R. A. Hollis"]),
    ] {
        assert_eq!(read(text, true), expected, "{text}");
    }
    for (text, expected) in [
        ("Piedra A. B.", &["P A. B. Piedra"][..]),
        ("Piedra A., Weldrake T.", &["P A. Piedra", "P T. Weldrake"]),
        ("Plan B.", &["O Plan B."]),
        ("Tarn Trust A. B.", &["O Tarn Trust A. B."]),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
    }
}

/// The names that are read, and the codes of what is told.
fn with_codes(text: &str, authors: bool) -> (Vec<String>, Vec<IssueCode>) {
    (read(text, authors), all(text, authors).remarks.into_iter().map(|remark| remark.code).collect())
}

#[test]
fn what_may_be_a_person_becomes_no_body_in_silence() {
    let told = vec![IssueCode::UnsureValue];
    for (text, expected) in [
        ("Weldrake", &["O Weldrake"][..]),
        ("McWeldrake", &["O McWeldrake"]),
        ("ann lee", &["O ann lee"]),
        ("Marks and Spencer", &["O Marks and Spencer"]),
        ("Ann & Bo Lee", &["P Ann Lee", "P Bo Lee"]),
        ("A. and Bo van der Lee", &["P A. van der Lee", "P Bo van der Lee"]),
        ("Sea Org (Ann Lee)", &["O Sea Org", "P Ann Lee"]),
        ("Tarn Trust (Lee, Ann)", &["O Tarn Trust", "P Ann Lee"]),
        ("Ann Lee, Sea Org", &["P Ann Lee"]),
        ("Ann Lee – Sea Org", &["O Ann Lee – Sea Org"]),
        ("Ann Lee (Bo Roe)", &["P Ann Lee"]),
        ("Ann Lee?", &["P Ann Lee"]),
        ("Sea Org + Tarn Trust", &["O Sea Org", "O Tarn Trust"]),
    ] {
        assert_eq!(with_codes(text, true), (expected.iter().map(|name| (*name).to_owned()).collect(), told.clone()), "{text}");
    }
    for text in ["ann lee", "Ann & Bo Lee", "Ann Lee, Sea Org", "Sea Org (Ann Lee)", "Ann Lee - Sea Org"] {
        assert_eq!(with_codes(text, false), (vec![format!("O {text}")], told.clone()), "{text}");
    }
    for text in
        ["SEADOC", "UNESCO", "Sea Org", "Médecins Sans Frontières", "Ville de Vaubrun", "示例大学", "Ministry of Ponds (Costa Rica)"]
    {
        assert_eq!(with_codes(text, true), (vec![format!("O {text}")], vec![]), "{text}");
    }
    for text in ["Weldrake", "Ernst & Young", "Sea Org (Vaubrun)", "John D. and Catherine T. MacArthur Foundation"] {
        assert_eq!(with_codes(text, false), (vec![format!("O {text}")], vec![]), "{text}");
    }
    assert_eq!(with_codes("Ann Lee + Bo Roe", true), (vec!["P Ann Lee".to_owned(), "P Bo Roe".to_owned()], vec![]));
    assert_eq!(with_codes("Ann Lee (University of Weir)", true), (vec!["P Ann Lee".to_owned()], vec![]));
}

#[test]
fn several_persons_share_a_family_name() {
    let told = |text: &str| all(text, true).remarks.len();
    let lees = ["P Ann Lee", "P Bo Lee", "P Cy Lee"];
    // Nothing else can be meant, or the file is to show it.
    assert_eq!(read("A., B. and C. Lee", true), ["P A. Lee", "P B. Lee", "P C. Lee"]);
    assert_eq!(read("Ann, Bo and Cy Lee", true), lees);
    assert_eq!(read("Ann, Bo, and Cy D. Lee", false), ["P Ann Lee", "P Bo Lee", "P Cy D. Lee"]);
    for text in ["A., B. and C. Lee", "Ann, Bo and Cy Lee"] {
        assert_eq!(told(text), 0, "{text}");
    }
    for (text, expected) in [
        ("Ann & Bo & Cy Lee", &lees[..]),
        ("Ann, Bo, Di and Cy Lee", &["P Ann Lee", "P Bo Lee", "P Di Lee", "P Cy Lee"]),
        ("Ann, Bo, Di und Cy van der Lee", &["P Ann van der Lee", "P Bo van der Lee", "P Di van der Lee", "P Cy van der Lee"]),
    ] {
        assert_eq!((read(text, true), told(text)), (expected.iter().map(|name| (*name).to_owned()).collect(), 1), "{text}");
    }
    for (text, expected) in [
        ("Lee, A. and Bo Roe", &["P A. Lee", "P Bo Roe"][..]),
        ("Lee, Ann, Bo Roe and Cy Roe", &["P Ann Lee", "P Bo Roe", "P Cy Roe"]),
        ("Ann Lee, Bo Roe and Cy Roe", &["P Ann Lee", "P Bo Roe", "P Cy Roe"]),
    ] {
        assert_eq!((read(text, true), told(text)), (expected.iter().map(|name| (*name).to_owned()).collect(), 0), "{text}");
    }
    for text in ["Ann, Bo and Cy Lee", "Rivers, Lakes and Salt Marshes"] {
        assert_eq!(with_codes(text, false), (vec![format!("O {text}")], vec![IssueCode::UnsureValue]), "{text}");
    }
    for text in ["Policy, Research and Public Health", "Marlow, Dendle & Partners"] {
        assert_eq!(with_codes(text, false), (vec![format!("O {text}")], vec![]), "{text}");
    }
}

#[test]
fn a_single_word_is_open_where_makers_of_any_kind_stand() {
    let certainty = |text: &str, role, label: &str| {
        let read = agents(&Part::lines_of(1, text), role, is_of_persons(role)).below(label);
        read.mentions.into_iter().map(|mention| mention.certainty).collect::<Vec<_>>()
    };
    let producer = ContributionRole::Producer;
    assert_eq!(certainty("Weldrake", producer, "Made by"), [Certainty::OneWord]);
    assert_eq!(certainty("Weldrake; Tarn Trust; Oakes", producer, ""), [Certainty::OneWord, Certainty::Evident, Certainty::OneWord]);
    for (text, role, label) in [
        ("Weldrake", producer, "Organization"),
        ("Weldrake", ContributionRole::Publisher, "Publisher"),
        ("WELDRAKE", producer, "Made by"),
        ("Universität", producer, "Made by"),
        ("4-H", producer, "Made by"),
    ] {
        assert_eq!(certainty(text, role, label), [Certainty::Evident], "{text}, {label}");
    }
}

#[test]
fn words_for_nobody_make_nobody() {
    for text in ["Anonymous", "Anon.", "Staff", "Varios autores"] {
        for authors in [true, false] {
            assert_eq!(with_codes(text, authors), (vec![], vec![IssueCode::BadValue]), "{text}");
        }
    }
    assert_eq!(with_codes("Unknown", true), (vec![], vec![]));
    assert_eq!(with_codes("Staff College", true), (vec!["O Staff College".to_owned()], vec![]));
}

#[test]
fn an_editor_is_said_before_the_names() {
    let roles =
        |text: &str, authors| all(text, authors).mentions.into_iter().map(|mention| (mention.name, mention.role)).collect::<Vec<_>>();
    let (ann, bo) = ("Ann Lee".to_owned(), "Bo Roe".to_owned());
    for text in ["Editors: Ann Lee and Bo Roe", "Edited by Ann Lee and Bo Roe", "Editors: Ann Lee; Bo Roe", "Hrsg. von Ann Lee, Bo Roe"] {
        for authors in [true, false] {
            let both = [(ann.clone(), ContributionRole::Editor), (bo.clone(), ContributionRole::Editor)];
            assert_eq!(roles(text, authors), both, "{text}");
        }
    }
    let found = [(ann.clone(), ContributionRole::Author), (bo.clone(), ContributionRole::Editor)];
    assert_eq!(roles("Ann Lee; Edited by Bo Roe", true), found);
    assert_eq!(roles("Authors: Ann Lee", true), [(ann, ContributionRole::Author)]);
}

#[test]
fn several_bodies_in_one_name_are_told() {
    for (text, told) in [("Zephyr Foundation and Tallow Trust", 1), ("Policy Research, Inc.", 0), ("Zephyr Foundation; Tallow Trust", 0)] {
        let remarks = all(text, true).remarks;
        assert_eq!(remarks.iter().filter(|remark| remark.code == IssueCode::UnsureValue).count(), told, "{text}");
    }
}
