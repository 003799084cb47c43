//! The words that show a name to be that of a body and no person's.

use super::words::holds;

/// Words that stand within a name of a body and never within a person's, in the singular where the plural only has an "s" more.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    // English
    "academy", "administration", "agency", "agencies", "alliance", "america", "american", "archive", "army", "assembly", "associate", "association",
    "authority", "bank", "board", "branch", "bureau", "business", "campaign", "center", "centre", "chamber", "charitable", "charity", "charities", "circle",
    "city", "clearinghouse", "clinic", "club", "co", "coalition", "collaborative", "college", "commission", "committee", "community", "company",
    "confederation", "consortium", "consulting", "cooperative", "corp", "corporation", "council", "county", "court", "department", "dept", "development",
    "directorate", "district", "division", "e.u", "education", "embassy", "facility", "faculty", "federal", "federation", "forum", "foundation", "friends",
    "fund", "funds", "gallery", "government", "group", "guild", "health", "healthcare", "hospital", "hospice", "inc", "incorporated", "industries", "initiative",
    "institute", "institution", "international", "laboratories", "laboratory", "labs", "league", "libraries", "library", "limited", "llc", "llp", "ltd", "media",
    "ministry", "ministries", "mission", "municipality", "museum", "national", "nations", "network", "observatory", "office", "organisation", "organization",
    "outreach", "parliament", "partners", "partnership", "plc", "police", "policy", "press", "program", "programme", "project", "province", "public",
    "publisher", "publishing", "publication", "region", "regional", "registry", "research", "resources", "rights", "school", "science", "scouts",
    "secretariat", "senate", "service", "sheriff", "society", "societies", "solution", "staff", "state", "studies", "studio", "survey", "system", "task",
    "team", "technologies", "technology", "theatre", "training", "trust", "u.k", "u.n", "u.s", "union", "united", "university", "universities", "veteran",
    "volunteers", "watch", "workshop", "youth",
    // Spanish and Portuguese
    "academia", "acción", "administración", "agencia", "agência", "archivo", "arquivo", "asociación", "associação", "ayuntamiento", "banco", "biblioteca",
    "centro", "colectivo", "colegio", "colégio", "comisión", "comissão", "comité", "comitê", "compañía", "companhia", "confederación", "confederação",
    "consejería", "consejo", "conselho", "consorcio", "cooperativa", "corporación", "departamento", "desarrollo", "diputación", "dirección", "direção",
    "editora", "editorial", "educación", "educação", "empresa", "escola", "escuela", "federación", "federação", "fondo", "fundação", "fundación", "fundo",
    "gobierno", "governo", "gremio", "grupo", "instituto", "investigación", "laboratorio", "laboratório", "liga", "ministerio", "ministério", "museo",
    "museu", "nacional", "observatorio", "observatório", "oficina", "organización", "organização", "pesquisa", "prefeitura", "programa", "proyecto",
    "projeto", "rede", "saúde", "secretaria", "secretaría", "servicio", "serviço", "sindicato", "sociedad", "sociedade", "unión", "união",
    "universidad", "universidade", "universitat",
    // French
    "agence", "association", "banque", "bibliothèque", "bureau", "cercle", "collectif", "collège", "comité", "conseil", "coopérative", "département",
    "direction", "éditions", "école", "écoles", "fédération", "fondation", "fonds", "gouvernement", "groupe", "hôpital", "institut", "laboratoire", "ligue",
    "mairie", "ministère", "musée", "nationale", "observatoire", "organisation", "presses", "programme", "projet", "recherche", "réseau", "santé", "secrétariat",
    "société", "syndicat", "université", "universités", "universite",
    // German
    "abteilung", "agentur", "akademie", "amt", "archiv", "ausschuss", "bezirk", "bibliothek", "büro", "dienst", "e.v", "ev", "fakultät", "genossenschaft",
    "gesellschaft", "gemeinde", "gmbh", "gruppe", "hochschule", "kammer", "klinik", "kommission", "krankenhaus", "landkreis", "ministerium",
    "netzwerk", "projekt", "regierung", "schule", "stiftung", "universität", "universitätsklinikum", "verband", "verein", "verlag", "werkstatt", "zentrum",
    // Italian
    "accademia", "agenzia", "archivio", "associazione", "azienda", "banca", "commissione", "comune", "consiglio", "consorzio", "dipartimento", "direzione",
    "federazione", "fondazione", "gruppo", "istituto", "lega", "ministero", "nazionale", "ospedale", "osservatorio", "organizzazione", "politecnico",
    "progetto", "programma", "provincia", "regione", "rete", "ricerca", "scuola", "servizi", "servizio", "società", "ufficio", "unione", "università",
    // Dutch
    "academie", "afdeling", "agentschap", "archief", "bibliotheek", "centrum", "commissie", "dienst", "federatie", "genootschap", "gemeente", "gilde",
    "groep", "hogeschool", "instituut", "kantoor", "maatschappij", "ministerie", "netwerk", "onderzoek", "organisatie", "provincie", "stichting",
    "uitgeverij", "unie", "universiteit", "vereniging", "waterschap", "ziekenhuis",
    // Others
    "bakanlığı", "derneği", "enstitüsü", "fundacja", "institutet", "instytut", "kurumu", "stowarzyszenie", "universitet", "uniwersytet", "üniversitesi", "vakfı",
    "агентство", "академия", "институт", "комитет", "министерство", "общество", "союз", "университет", "фонд", "центр", "جامعة", "جمعية", "صندوق", "لجنة",
    "مركز", "معهد", "منظمة", "مؤسسة", "هيئة", "وزارة",
];

/// Words that join the words of a body's name, or of a phrase, and of no person's, even when they are capitalised.
const JOINTS: &[&str] = &[
    "against", "every", "for", "für", "of", "ohne", "open", "our", "pour", "sans", "senza", "the", "their", "voor", "with", "without",
    "your",
];

/// The ends of compounds, in languages that write them as one word.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "agentur", "akademie", "archiv", "behörde", "bibliothek", "bund", "fonds", "förderung", "genossenschaft", "genootschap", "gesellschaft", "hochschule",
    "institut", "instituut", "kammer", "maatschappij", "ministerie", "ministerium", "museum", "netzwerk", "netwerk", "rijksdienst", "schule", "stichting", "stiftung",
    "universität", "universiteit", "verband", "verein", "vereniging", "verlag", "zentrum",
    // A body in Chinese, Japanese or Korean ends so.
    "会", "會", "研究所", "研究院", "大学", "大學", "出版社", "基金", "博物館", "博物馆", "公司", "会社", "中心", "センター", "협회", "재단", "학회", "연구소",
    "대학교", "대학", "기금", "박물관", "위원회", "센터",
];

/// True when a word, in lower case and without the stop at its end, stands in no person's name.
pub(super) fn is_of_body(word: &str) -> bool {
    // "Banks" is a family name.
    let singular = word.strip_suffix('s').filter(|singular| singular.len() > 4).unwrap_or(word);
    holds(BODIES, word)
        || holds(BODIES, singular)
        || holds(JOINTS, word)
        || ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// True when a name holds a word that only names of bodies have.
pub(super) fn names_body(name: &str) -> bool {
    name.split([' ', '-', '/']).any(|word| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        !holds(JOINTS, &word) && is_of_body(&word)
    })
}
