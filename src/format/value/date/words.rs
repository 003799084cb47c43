//! The words that dates are written with. All entries are folded.

/// The names of months, with those that are shortened.
#[rustfmt::skip]
pub(in crate::format) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre", "noviembre", "diciembre",
    "ene", "abr", "ago", "dic",
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    "janv", "févr", "avr", "juil", "déc",
    "januar", "jänner", "februar", "märz", "juni", "juli", "oktober", "dezember", "okt", "dez", "mär",
    "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "fev", "out",
    "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre", "gen", "mag", "giu", "lug", "set", "ott",
    "januari", "februari", "maart", "mei", "augustus", "mrt", "maa",
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık",
];

/// The names of days, with those that are shortened.
#[rustfmt::skip]
pub(in crate::format) const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "segunda", "terça", "quarta",
    "quinta", "sexta", "feira", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "maandag", "dinsdag",
    "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "lun", "mié", "jue", "vie", "sáb", "dom", "mer", "jeu", "ven", "sam", "dim", "die", "mit", "don", "fre", "son", "seg", "ter", "qua", "qui",
    "sex", "gio", "woe", "vri", "zat", "zon", "ma", "di", "wo", "do", "vr", "za", "zo", "mo", "mi", "fr", "sa", "so",
];

/// Other words that dates are written with: of times, of parts of a year, and those that say what happened then.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    // Small words, times of the day
    "of", "de", "del", "den", "der", "am", "im", "in", "le", "il", "el", "the", "at", "on", "op", "du", "en", "em", "um", "uhr", "à", "a", "às", "om", "pm",
    "utc", "gmt", "est", "cet", "st", "nd", "rd", "th", "er", "ère", "e", "o", "t", "z", "h", "s", "º", "ª",
    // About then
    "c", "ca", "circa", "about", "around", "approx", "approximately", "vers", "env", "environ", "um", "gegen", "hacia", "alrededor", "cerca", "rond", "omstreeks",
    // Years and their parts
    "year", "años", "año", "anno", "ano", "année", "jahr", "jaar", "years", "г", "года", "год", "fy", "fiscal", "academic", "school", "ay", "q", "quarter",
    "semester", "term", "trimester", "trimestre", "semestre", "quartal", "kwartaal", "spring", "summer", "autumn", "fall", "winter", "primavera", "verano",
    "otoño", "invierno", "printemps", "été", "automne", "hiver", "frühjahr", "frühling", "sommer", "herbst", "verão", "outono", "inverno", "estate", "autunno",
    "lente", "voorjaar", "zomer", "najaar", "herfst", "early", "mid", "late", "mitte", "anfang", "ende", "week", "month", "mes", "mois", "monat", "mese",
    // Deeds
    "published", "online", "print", "issued", "released", "posted", "updated", "revised", "reprinted", "printed", "copyright", "copr", "dated", "edition", "ed", "publicado",
    "publicada", "edición", "publié", "publiée", "paru", "édition", "veröffentlicht", "erschienen", "auflage", "stand", "edição", "pubblicato", "pubblicata",
    "edizione", "gepubliceerd", "verschenen", "uitgave", "impreso", "imprimé", "first", "reimpresión",
    // Other scripts
    "년", "월", "일", "年", "月", "日", "版",
];
