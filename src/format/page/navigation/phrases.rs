//! The phrases of a page's frame, in seven languages. All are folded, with `#` for a number.

/// Lines that are the frame's when nothing else stands on them.
#[rustfmt::skip]
pub(super) const PHRASES: &[&str] = &[
    // English
    "back", "back to home", "back to list", "back to main page", "back to previous page", "back to resources", "back to results",
    "back to search results", "back to top", "back to top of page", "bottom of page", "about us", "breadcrumb", "breadcrumbs", "browse",
    "contact", "clear", "clear all", "clear all filters", "clear filters", "click here", "close", "close menu", "contact us",
    "cookie policy", "cookie settings", "cookies", "copy link", "download", "download file", "download now", "download pdf",
    "download resource", "download the pdf", "email", "email this page", "end of page", "enroll", "enroll now", "facebook", "find out more",
    "first", "follow us", "full text", "get the resource", "get started", "go", "go to resource", "go to top", "go to website", "instagram",
    "jump to content", "last", "launch course", "learn more", "linkedin", "load more", "log in", "log out", "login", "main menu",
    "main navigation", "menu", "more details", "more info", "more information", "navigation", "newsletter", "next", "next page", "open",
    "open menu", "open resource", "order now", "preview", "previous", "previous page", "print", "print page", "print this page",
    "print version", "privacy", "privacy notice", "privacy policy", "read article", "read full article", "read more", "read now",
    "read online", "read the full report", "read the report", "register", "register here", "register now", "reset", "reset filters",
    "return to top", "rss", "save", "scroll to top", "search", "search resources", "see all", "see details", "see more", "share",
    "share this", "share this page", "share this resource", "show all", "show details", "show less", "show more", "sign in", "sign up",
    "site map", "sitemap", "skip navigation", "skip to content", "skip to main content", "skip to main navigation", "skip to navigation",
    "skip to search", "submit", "subscribe", "subscribe to our newsletter", "take the course", "terms", "terms and conditions",
    "terms of service", "to top", "toggle navigation", "top", "top of page", "tweet", "twitter", "view", "view all", "view article",
    "view details", "view document", "view file", "view full record", "view item", "view more", "view now", "view online", "view pdf",
    "view publication", "view record", "view report", "view resource", "view the resource", "view webinar", "view website",
    "visit resource", "visit site", "visit website", "watch", "watch now", "watch recording", "watch the recording", "watch the video",
    "watch video", "watch webinar", "whatsapp", "youtube", "add to cart", "add to favorites", "add to list", "bookmark", "cite",
    "cite this", "export", "export citation", "export csv", "export excel", "export ris", "export bibtex", "download csv", "export results", "pdf", "html", "x", "accept", "accept all", "accept cookies", "decline", "reject all",
    "accessibility statement", "all rights reserved", "listen", "listen now", "buy now", "apply", "apply filters", "advanced search",
    "new search", "list view", "grid view", "report a problem", "was this helpful", "give feedback", "feedback", "continue reading",
    "newer posts", "older posts", "watch trailer", "transcript", "play", "like", "add to basket", "add to collection", "read review", "order", "newer",
    "older", "read this", "view source", "view on map", "show abstract", "hide abstract", "view abstract", "full record", "details",
    "request a copy", "download citation", "get it", "get pdf", "open pdf", "enlarge", "listen to the podcast", "start course", "start now",
    "join", "join now", "become a member", "donate now", "go back", "edit",
    // Spanish
    "me gusta", "rechazar", "añadir al carrito", "añadir a la lista", "leer", "consultar", "ver pdf", "escuchar", "inscripción", "apúntate",
    "ampliar", "solicitar", "citar", "acceder", "aceptar", "aceptar cookies", "anterior", "aviso de privacidad", "aviso legal", "buscar",
    "compartir", "contáctanos", "descargar", "descargar documento", "descargar el pdf", "descargar pdf", "guardar", "imprimir",
    "iniciar sesión", "inscríbete", "inscribirse", "ir a inicio", "ir al contenido", "ir al contenido principal", "leer más",
    "mapa del sitio", "mapa web", "más detalles", "más información", "menú", "menú principal", "mostrar más", "política de cookies",
    "política de privacidad", "primera", "registrarse", "regístrate", "saber más", "saltar al contenido", "saltar al contenido principal",
    "seguir leyendo", "síganos", "síguenos", "siguiente", "suscríbete", "suscríbete al boletín", "suscribirse", "última", "ver",
    "ver detalles", "ver documento", "ver ficha", "ver más", "ver publicación", "ver recurso", "ver todo", "ver todos", "ver vídeo",
    "ver video", "volver", "volver al inicio", "volver arriba", "arriba", "subir", "limpiar filtros", "borrar filtros",
    "todos los derechos reservados", "quiénes somos", "conoce más", "contactar", "ver en línea", "comprar",
    // French
    "détail de la recherche", "ajouter le résultat dans votre panier", "ajouter à votre panier", "ajouter dans votre panier", "faire une suggestion",
    "générer le flux rss de la recherche", "tris disponibles",
    "j'aime", "refuser", "tout refuser", "tout accepter", "ajouter au panier", "ajouter à ma liste", "voir le pdf", "écouter", "commander",
    "emprunter", "réserver", "citer", "billet suivant", "billet précédent", "lire plus", "ouvrir", "voir le site", "voir la notice",
    "notice complète", "détails", "accepter", "accepter les cookies", "accéder", "accéder à la ressource", "accéder au contenu",
    "aller au contenu", "aller au contenu principal", "aller au menu", "consulter", "consulter la ressource", "découvrir", "en savoir plus",
    "enregistrer", "envoyer", "haut de page", "imprimer", "inscription", "je m'inscris", "s'inscrire", "lire", "lire la suite",
    "lire l'article", "mentions légales", "menu principal", "nous contacter", "nous suivre", "partager", "plan du site", "plus d'infos",
    "plus d'informations", "politique de confidentialité", "précédent", "page précédente", "page suivante", "rechercher", "recherche",
    "regarder", "retour", "retour à la liste", "retour à l'accueil", "retour en haut", "retour en haut de page", "s'abonner",
    "s'abonner à la newsletter", "se connecter", "suivant", "suivez-nous", "télécharger", "télécharger le document", "télécharger le pdf",
    "télécharger pdf", "tout afficher", "tout voir", "visionner", "voir", "voir la fiche", "voir la ressource", "voir la vidéo",
    "voir le document", "voir plus", "voir tout", "données personnelles", "gestion des cookies", "tous droits réservés", "connexion",
    "effacer les filtres", "réinitialiser", "afficher plus", "charger plus", "qui sommes-nous", "télécharger la ressource",
    // German
    "gefällt mir", "ablehnen", "alle ablehnen", "in den warenkorb", "bestellen", "jetzt bestellen", "anhören", "vormerken", "ausleihen",
    "zitieren", "zum video", "pdf öffnen", "pdf ansehen", "vollanzeige", "zum volltext", "volltext", "zum kurs", "jetzt starten",
    "nach unten", "zum hauptmenü", "abbrechen", "abonnieren", "akzeptieren", "alle akzeptieren", "alle anzeigen", "ansehen", "anmelden",
    "anmeldung", "anschauen", "barrierefreiheit", "cookie-einstellungen", "datenschutz", "datenschutzerklärung", "drucken",
    "folgen sie uns", "herunterladen", "pdf herunterladen", "impressum", "jetzt anmelden", "jetzt ansehen", "jetzt herunterladen",
    "jetzt lesen", "kontakt aufnehmen", "lesen", "mehr", "mehr anzeigen", "mehr dazu", "mehr erfahren", "mehr informationen", "mehr lesen",
    "merken", "nach oben", "newsletter abonnieren", "registrieren", "schließen", "seite drucken", "seitenanfang", "speichern", "suche",
    "suchen", "teilen", "video ansehen", "vorherige", "vorherige seite", "nächste", "nächste seite", "weiter", "weiterlesen",
    "weitere informationen", "zum anfang", "zum download", "zum inhalt", "zum inhalt springen", "zum seitenanfang", "zur navigation",
    "zur startseite", "zurück", "zurück nach oben", "zurück zur übersicht", "zur ressource", "zum artikel", "zum dokument",
    "alle rechte vorbehalten", "filter zurücksetzen", "details anzeigen", "öffnen", "mehr laden", "alles anzeigen", "zur detailseite",
    "teilnehmen", "hauptnavigation", "hauptmenü", "zum hauptinhalt", "zum hauptinhalt springen",
    // Portuguese
    "curtir", "gosto", "rejeitar", "adicionar ao carrinho", "ouvir", "encomendar", "ler", "detalhes", "texto completo", "abrir",
    "participar", "aceitar", "aceitar cookies", "acessar", "acessar recurso", "assinar", "assine a newsletter", "aviso de privacidade",
    "baixar", "baixar pdf", "baixar o pdf", "cadastre-se", "compartilhar", "continuar lendo", "descarregar", "descarregar pdf", "entrar",
    "fale conosco", "inscreva-se", "ir para o conteúdo", "ir para o conteúdo principal", "ir para o menu", "ler mais", "leia mais",
    "mais detalhes", "mais informações", "mapa do site", "mostrar mais", "partilhar", "pesquisar", "política de privacidade", "próxima",
    "próximo", "registe-se", "registre-se", "saber mais", "saiba mais", "salvar", "seguinte", "siga-nos", "subscrever", "termos de uso",
    "todos os direitos reservados", "topo", "ver mais", "ver tudo", "veja mais", "voltar", "voltar ao início", "voltar ao topo",
    "limpar filtros", "carregar mais", "assistir", "assista", "acesse", "quem somos",
    // Italian
    "mi piace", "rifiuta", "rifiuta tutti", "aggiungi al carrello", "ordina", "prenota", "cita", "consulta", "dettagli", "testo completo",
    "apri il pdf", "vedi il video", "partecipa", "accedi", "accetta", "accetta i cookie", "accetta tutti", "approfondisci", "avanti",
    "ascolta", "carica altri", "cerca", "chiudi", "chi siamo", "condividi", "contattaci", "continua", "continua a leggere", "guarda",
    "guarda il video", "indietro", "informativa sulla privacy", "iscriviti", "iscriviti alla newsletter", "leggi", "leggi di più",
    "leggi tutto", "leggi l'articolo", "maggiori informazioni", "mappa del sito", "menu principale", "mostra altro", "mostra tutto",
    "note legali", "pagina precedente", "pagina successiva", "precedente", "registrati", "salta al contenuto", "salva", "scarica",
    "scarica il pdf", "scarica pdf", "scarica il documento", "scopri", "scopri di più", "seguici", "stampa", "successiva", "successivo",
    "torna all'inizio", "torna alla home", "torna indietro", "torna su", "tutti i diritti riservati", "vai al contenuto",
    "vai al contenuto principale", "vai alla risorsa", "vai al menu", "vedi", "vedi tutti", "vedi tutto", "visualizza", "azzera filtri",
    "cancella filtri", "apri", "vedi scheda", "visualizza scheda",
    // Dutch
    "vind ik leuk", "weigeren", "alles weigeren", "in winkelwagen", "in winkelmand", "bestel", "reserveren", "lenen", "citeren",
    "luisteren", "volledige tekst", "bekijk pdf", "bekijk details", "lees het hele artikel", "doe mee", "aanmelden", "abonneren",
    "afdrukken", "accepteren", "alle cookies accepteren", "alles tonen", "alles weergeven", "bekijk", "bekijk alles", "bekijk bron",
    "bekijk de bron", "bekijk de video", "bekijk video", "bekijken", "bewaar", "bewaren", "cookiebeleid", "cookie-instellingen", "deel",
    "deel deze pagina", "delen", "direct naar inhoud", "downloaden", "download de pdf", "inloggen", "inschrijven", "ga naar inhoud",
    "ga naar de inhoud", "lees meer", "lees verder", "lezen", "luister", "meer", "meer info", "meer informatie", "meer laden", "meer lezen",
    "meer tonen", "meer weten", "meld je aan", "naar boven", "naar de inhoud", "naar inhoud", "nieuwsbrief", "naar hoofdinhoud", "over ons",
    "opslaan", "openen", "overslaan en naar de inhoud gaan", "privacybeleid", "privacyverklaring", "print deze pagina", "schrijf je in",
    "schrijf je in voor de nieuwsbrief", "sluiten", "terug", "terug naar boven", "terug naar overzicht", "toon meer", "volg ons",
    "volgende", "volgende pagina", "vorige", "vorige pagina", "zoek", "zoeken", "filters wissen", "wis filters",
    "alle rechten voorbehouden", "registreren", "contact opnemen", "neem contact op",
];

/// The first page of a site: what a menu or a trail begins with.
#[rustfmt::skip]
pub(super) const HOMES: &[&str] = &[
    "home", "home page", "homepage", "start", "inicio", "accueil", "startseite", "início", "página inicial", "página principal",
    "pagina iniziale", "hoofdpagina",
];

/// Words that are the frame's between lines that are.
#[rustfmt::skip]
pub(super) const MENUS: &[&str] = &[
    "about", "account", "acerca de", "actualités", "agenda", "aktuelles", "archive", "articles", "biblioteca", "bibliothek", "bibliothèque",
    "blog", "catalogo", "catálogo", "catalogue", "collections", "contact", "contacto", "contatti", "contato", "courses", "cursos", "data",
    "documents", "donate", "eventi", "events", "eventos", "évènements", "events calendar", "faq", "formations", "formazione", "help",
    "hilfe", "jobs", "kontakt", "kurse", "library", "mediathek", "médiathèque", "members", "membership", "mission", "my account", "news",
    "nieuws", "noticias", "notícias", "notizie", "over", "people", "presse", "press", "programs", "projects", "projekte", "projets",
    "proyectos", "publicaciones", "publications", "publicações", "publikationen", "pubblicazioni", "publicaties", "recursos", "reports",
    "research", "resources", "ressourcen", "ressources", "risorse", "services", "servicios", "serviços", "servizi", "sobre", "staff",
    "support", "team", "temas", "temi", "thema's", "themen", "themes", "thèmes", "topics", "training", "über uns", "veranstaltungen",
    "videos", "webinars", "à propos", "english", "español", "français", "deutsch", "português", "italiano", "nederlands", "en", "es", "fr",
    "de", "pt", "it", "nl", "a–z", "a-z", "bronnen", "cursussen", "evenementen", "shop", "glossary", "nosotros", "who we are", "what we do",
    "our work", "get involved",
];

/// Lines with numbers in them.
#[rustfmt::skip]
pub(super) const COUNTED: &[&str] = &[
    "results (#", "result (#", "search results (#", "résultats (#", "résultat (#", "resultados (#", "resultado (#", "ergebnisse (#",
    "treffer (#", "risultati (#", "risultato (#", "resultaten (#",
    "# min read", "# minute read", "# minutes read", "# result", "# results", "# results found", "# resource", "# resources",
    "# resources found", "# item", "# items", "# items found", "# record", "# records", "# records found", "# entries", "# documents",
    "# publications", "page #", "page # of #", "page # / #", "#–# of #", "#-# of #", "# - # of #", "# – # of #", "# of #",
    "results #–# of #", "results #-# of #", "results # - # of #", "results # – # of #", "# per page", "# comments", "# comment", "# views",
    "# downloads", "download pdf (# mb", "download pdf (# kb", "download (# mb", "download (# kb", "pdf (# mb", "pdf (# kb", "pdf, # mb",
    "pdf, # kb", "download (pdf, # mb", "download (pdf, # kb", "download (pdf", "read (# min", "download (pdf # mb", "download (pdf # kb",
    "view pdf (# mb", "pdf # mb", "pdf # kb", "# resultado", "# resultados", "# resultados encontrados", "# recursos", "página #",
    "página # de #", "#–# de #", "# - # de #", "#-# de #", "resultados #–# de #", "resultados # - # de #", "# documentos", "# registros",
    "# por página", "descargar pdf (# mb", "descargar (# mb", "descargar (pdf, # mb", "baixar pdf (# mb", "# min de lectura",
    "# min de leitura", "# résultat", "# résultats", "# ressources", "page # sur #", "#–# sur #", "# - # sur #", "résultats #–# sur #",
    "# documents trouvés", "# résultats trouvés", "# par page", "télécharger (# mo", "télécharger (pdf, # mo", "télécharger le pdf (# mo",
    "# min de lecture", "# notices", "# treffer", "# ergebnis", "# ergebnisse", "seite #", "seite # von #", "#–# von #", "# - # von #",
    "#-# von #", "# pro seite", "herunterladen (# mb", "herunterladen (pdf, # mb", "treffer #–# von #", "# einträge", "# min lesezeit",
    "ergebnisse #–# von #", "# risultato", "# risultati", "pagina #", "pagina # di #", "#–# di #", "# - # di #", "#-# di #",
    "risultati #–# di #", "# per pagina", "scarica pdf (# mb", "scarica (# mb", "scarica (pdf, # mb", "# min di lettura", "# risorse",
    "# schede", "# resultaat", "# resultaten", "pagina # van #", "#–# van #", "# - # van #", "#-# van #", "resultaten #–# van #",
    "# treffers", "# items gevonden", "# min leestijd",
];

/// Beginnings of lines of the frame.
#[rustfmt::skip]
pub(super) const BEGINNINGS: &[&str] = &[
    "showing #", "showing results", "displaying #", "results #", "sort by", "sorted by", "order by", "filter by", "filtered by", "view as",
    "items per page", "results per page", "share on", "share via", "follow us on", "read more about", "learn more about",
    "find out more about", "read the full", "download the full", "skip to", "you are here", "search for:", "search within",
    "you searched for", "jump to page", "go to page", "log in to", "sign in to", "jump to", "add to", "print this", "sign up for our",
    "subscribe to our", "mostrando #", "mostrando resultados", "ordenar por", "filtrar por", "ordenado por", "compartir en",
    "compartir por", "síguenos en", "leer más sobre", "saber más sobre", "estás en", "usted está aquí", "affichage de #",
    "affichage des résultats", "trier par", "filtrer par", "trié par", "partager sur", "suivez-nous sur", "en savoir plus sur",
    "lire la suite de", "vous êtes ici", "résultats #", "zeige #", "anzeige #", "sortieren nach", "sortiert nach", "filtern nach",
    "teilen auf", "mehr erfahren über", "sie sind hier", "ergebnisse #", "treffer #", "mehr zu", "exibindo #", "a mostrar #",
    "classificar por", "compartilhar no", "compartilhar em", "partilhar no", "siga-nos no", "leia mais sobre", "saiba mais sobre",
    "você está aqui", "está aqui", "visualizzazione di #", "mostra #", "ordina per", "filtra per", "ordinato per", "condividi su",
    "seguici su", "leggi di più su", "scopri di più su", "ti trovi in", "sei in", "risultati #", "resultaten #", "sorteren op",
    "sorteer op", "filteren op", "filter op", "gesorteerd op", "delen op", "deel op", "volg ons op", "lees meer over", "u bent hier",
    "je bent hier", "toont #",
];

/// Lines that the facets of a search begin with.
#[rustfmt::skip]
pub(super) const FACETS: &[&str] = &[
    "filter", "filters", "filter by", "filter results", "filter resources", "filter your search", "refine", "refine by", "refine results",
    "refine search", "refine your search", "narrow by", "narrow results", "narrow your search", "limit to", "facets", "filtrar",
    "filtrar por", "filtros", "refinar", "refinar por", "refinar búsqueda", "filtrer", "filtrer par", "filtres", "affiner",
    "affiner la recherche", "affiner par", "filtern", "filtern nach", "suche eingrenzen", "suche verfeinern", "eingrenzen",
    "refinar pesquisa", "filtra", "filtra per", "filtri", "affina la ricerca", "filteren", "filteren op", "verfijn",
    "verfijn je zoekopdracht", "verfijnen",
];

/// Words of banners about cookies.
#[rustfmt::skip]
pub(super) const BANNERS: &[&str] = &[
    "we use cookies", "uses cookies", "use of cookies to", "our use of cookies", "this site uses", "utilizamos cookies", "usamos cookies",
    "utiliza cookies", "usa cookies", "utilise des cookies", "utilisons des cookies", "verwenden cookies", "verwendet cookies",
    "nutzen cookies", "nutzt cookies", "usiamo i cookie", "utilizziamo i cookie", "utilizza cookie", "utilizza i cookie",
    "utilizziamo cookie", "gebruiken cookies", "gebruikt cookies", "accept all cookies", "cookies to improve", "cookies to ensure",
    "setzen cookies",
];
