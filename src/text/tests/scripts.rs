//! Words of many scripts are found as they are typed.

use super::*;

#[test]
fn letters_and_signs_that_nobody_types_make_no_difference() {
    let searcher = searcher(&index(vec![
        resource(1, "Łódź and Tromsø", &["Ærø Fund"], "Guðrún Þórsdóttir"),
        resource(2, "أَحمد في المدرسة", &["پایگاه\u{200c}داده"], "٢٠٢١"),
        resource(3, "학교에서 배우기", &["서울시립대학교"], "학교는 아이들의 것이다"),
        resource(4, "학교", &[], "숲"),
        resource(5, "Kingʼs College", &[], "Hawaiʻi"),
    ]));
    for (text, wanted) in [
        ("lodz", &[1][..]),
        ("TROMSØ", &[1]),
        ("aero", &[1]),
        ("gudrun thorsdottir", &[1]),
        ("احمد", &[2]),
        ("إحمد", &[2]),
        ("مدرسة", &[]),
        ("المدرسه", &[2]),
        ("پایگاهداده", &[2]),
        ("پایگاه\u{200c}داده", &[2]),
        ("2021", &[2]),
        ("학교", &[3, 4]),
        ("학교는", &[3]),
        ("학교에", &[3]),
        ("학", &[]),
        ("학교 -숲", &[3]),
        ("\"학교에서 배우기\"", &[3]),
        ("king’s", &[5]),
        ("hawaii", &[5]),
    ] {
        assert_eq!(found(&searcher, text), wanted, "{text}");
    }
    let scores: BTreeMap<u32, i64> = searcher.search(Kind::Resource, "학교", true).unwrap().unwrap().nodes.into_iter().collect();
    assert!(scores[&4] > scores[&3], "the form that was typed weighs most: {scores:?}");
    let marked = |typed, text| searcher.search(Kind::Resource, typed, true).unwrap().unwrap().marker.snippet(text).unwrap().html;
    assert_eq!(marked("학교", "학교에서 배우기"), "<mark>학교에서</mark> 배우기");
    assert_eq!(marked("tromso", "Łódź, Tromsø"), "Łódź, <mark>Tromsø</mark>");
    assert_eq!(marked("احمد", "هو أَحمد"), "هو <mark>أَحمد</mark>");
    assert_eq!(marked("thorsdottir", "Guðrún & Þórsdóttir"), "Guðrún &amp; <mark>Þórsdóttir</mark>");
}
