//! English plurals that follow no rule.
//!
//! Two groups are left out on purpose: plurals of two different words ("bases", "axes", "leaves"), and pairs with
//! different meanings ("people" and "person", "data" and "datum", "media" and "medium").

/// Plurals and their singulars, sorted.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("addenda", "addendum"), ("algae", "alga"), ("alumnae", "alumna"), ("alumni", "alumnus"), ("analyses", "analysis"),
    ("antennae", "antenna"), ("antitheses", "antithesis"), ("apices", "apex"), ("appendices", "appendix"), ("automata", "automaton"),
    ("bacilli", "bacillus"), ("bacteria", "bacterium"), ("beaux", "beau"), ("brethren", "brother"), ("bureaux", "bureau"),
    ("businessmen", "businessman"), ("businesswomen", "businesswoman"), ("cacti", "cactus"), ("calves", "calf"),
    ("catalyses", "catalysis"), ("catharses", "catharsis"), ("chairmen", "chairman"), ("chairwomen", "chairwoman"),
    ("chateaux", "chateau"), ("children", "child"), ("cicatrices", "cicatrix"), ("clansmen", "clansman"), ("clergymen", "clergyman"),
    ("codices", "codex"), ("congressmen", "congressman"), ("congresswomen", "congresswoman"), ("corpora", "corpus"),
    ("councilmen", "councilman"), ("councilwomen", "councilwoman"), ("craftsmen", "craftsman"), ("crises", "crisis"),
    ("criteria", "criterion"), ("curricula", "curriculum"), ("desiderata", "desideratum"), ("diagnoses", "diagnosis"),
    ("dialyses", "dialysis"), ("dice", "die"), ("dwarves", "dwarf"), ("ellipses", "ellipsis"), ("elves", "elf"), ("emphases", "emphasis"),
    ("epiphyses", "epiphysis"), ("errata", "erratum"), ("exegeses", "exegesis"), ("feet", "foot"), ("firemen", "fireman"),
    ("fishermen", "fisherman"), ("foci", "focus"), ("foremen", "foreman"), ("formulae", "formula"), ("freshmen", "freshman"),
    ("fungi", "fungus"), ("ganglia", "ganglion"), ("geese", "goose"), ("genera", "genus"), ("gentlemen", "gentleman"),
    ("godchildren", "godchild"), ("grandchildren", "grandchild"), ("halves", "half"), ("hippopotami", "hippopotamus"),
    ("honoraria", "honorarium"), ("hooves", "hoof"), ("housewives", "housewife"), ("hydrolyses", "hydrolysis"),
    ("hypotheses", "hypothesis"), ("indices", "index"), ("kinsmen", "kinsman"), ("knives", "knife"), ("larvae", "larva"),
    ("laymen", "layman"), ("lice", "louse"), ("lives", "life"), ("loaves", "loaf"), ("loci", "locus"), ("matrices", "matrix"),
    ("memoranda", "memorandum"), ("men", "man"), ("metamorphoses", "metamorphosis"), ("metastases", "metastasis"), ("mice", "mouse"),
    ("midwives", "midwife"), ("millennia", "millennium"), ("minutiae", "minutia"), ("moratoria", "moratorium"), ("narcoses", "narcosis"),
    ("nebulae", "nebula"), ("necroses", "necrosis"), ("nemeses", "nemesis"), ("neuroses", "neurosis"), ("nuclei", "nucleus"),
    ("oases", "oasis"), ("octopi", "octopus"), ("ombudsmen", "ombudsman"), ("ova", "ovum"), ("oxen", "ox"), ("paralyses", "paralysis"),
    ("parentheses", "parenthesis"), ("penknives", "penknife"), ("phenomena", "phenomenon"), ("plateaux", "plateau"), ("podia", "podium"),
    ("policemen", "policeman"), ("policewomen", "policewoman"), ("postmen", "postman"), ("prognoses", "prognosis"),
    ("prostheses", "prosthesis"), ("protozoa", "protozoan"), ("psychoses", "psychosis"), ("quanta", "quantum"), ("radii", "radius"),
    ("referenda", "referendum"), ("salesmen", "salesman"), ("sanatoria", "sanatorium"), ("scarves", "scarf"), ("scleroses", "sclerosis"),
    ("selves", "self"), ("servicemen", "serviceman"), ("servicewomen", "servicewoman"), ("sheaves", "sheaf"), ("shelves", "shelf"),
    ("snowmen", "snowman"), ("spectra", "spectrum"), ("spokesmen", "spokesman"), ("spokeswomen", "spokeswoman"),
    ("sportsmen", "sportsman"), ("sportswomen", "sportswoman"), ("statesmen", "statesman"), ("stepchildren", "stepchild"),
    ("stigmata", "stigma"), ("stimuli", "stimulus"), ("strata", "stratum"), ("syllabi", "syllabus"), ("symbioses", "symbiosis"),
    ("symposia", "symposium"), ("synopses", "synopsis"), ("syntheses", "synthesis"), ("tableaux", "tableau"), ("teeth", "tooth"),
    ("theses", "thesis"), ("thieves", "thief"), ("thromboses", "thrombosis"), ("ultimata", "ultimatum"), ("uteri", "uterus"),
    ("vertebrae", "vertebra"), ("vertices", "vertex"), ("viscera", "viscus"), ("vortices", "vortex"), ("wives", "wife"),
    ("wolves", "wolf"), ("women", "woman"), ("workmen", "workman"), ("yourselves", "yourself"),
];

/// Returns the singular of a folded word, if the word is an irregular plural.
pub(super) fn singular(plural: &str) -> Option<&'static str> {
    let place = IRREGULAR.binary_search_by(|(other, _)| (*other).cmp(plural)).ok()?;
    IRREGULAR.get(place).map(|(_, singular)| *singular)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(IRREGULAR.is_sorted_by(|one, other| one.0 < other.0));
    }
}
