//! The labels of Spanish pages.

use entity::vocabulary::{
    ContributionRole::{Author, Distributor, Editor, Host, Producer, Publisher},
    FundingKind::{Funder, Sponsor},
};

use super::{
    super::Label::{Award, Description, Format, Identifier, Keywords, Language, License, Made, Paid, Title, Url, Year},
    Words,
};

#[rustfmt::skip]
pub(super) const WORDS: &Words = &[
    (Some(Title), &[
        "título", "nombre", "título del recurso", "nombre del recurso", "título del documento", "título de la publicación",
        "título principal", "título del informe",
    ]),
    (Some(Made(Producer)), &[
        "elaborado por", "elaborada por", "producido por", "producida por", "creado por", "creada por", "desarrollado por",
        "desarrollada por", "realizado por", "realizada por", "preparado por", "preparada por", "compartido por", "compartida por",
        "productor", "productora", "productores", "productoras", "creador", "creadora", "creadores", "creadoras", "organización",
        "organizaciones", "organismo", "organismos", "agencia", "agencias", "institución", "instituciones", "entidad", "entidades",
        "fuente", "fuentes", "socio", "socios", "socia", "socias", "entidad colaboradora", "entidades colaboradoras", "colaborador",
        "colaboradora", "colaboradores", "colaboradoras", "autor corporativo", "autoría institucional", "en colaboración con",
        "entidad responsable", "entidades responsables", "organismo responsable", "institución responsable", "autor institucional",
        "autores institucionales", "autores corporativos", "autoría corporativa", "entidad autora", "entidad productora", "compilado por",
        "organización responsable", "proporcionado por", "organismo autor", "organismo productor", "instituciones participantes",
        "entidades participantes",
    ]),
    (Some(Made(Author)), &[
        "autor", "autora", "autores", "autoras", "autor a", "autor(a)", "autor(es)", "autores as", "autoría", "escrito por",
        "escrita por", "por", "autor principal", "autora principal", "autores principales", "autor/es", "autor/a/es", "autor personal",
        "autores personales", "ponente", "ponentes", "nombre del autor", "redactado por", "coautor", "coautores", "autor(a)(es)",
        "autoras y autores",
    ]),
    (Some(Made(Editor)), &[
        "editado por", "editada por", "editor", "editora literaria", "editores", "editor literario", "coordinador", "coordinadora",
        "coordinado por", "coordinadores", "coordinadoras", "coordinación", "coordinación editorial", "editor científico",
        "editores científicos", "editor académico", "edición a cargo de", "editora científica", "compilador", "compiladora",
        "compiladores",
    ]),
    (Some(Made(Publisher)), &[
        "editorial", "publicado por", "publicada por", "casa editorial", "editoriales", "entidad editora", "entidades editoras",
        "organismo editor", "organismos editores", "institución editora", "casa editora", "sello editorial", "publicador", "edita",
        "editorial/editor", "publicación a cargo de",
    ]),
    (Some(Made(Distributor)), &["distribuidor", "distribuidora", "distribuidores", "distribuido por", "distribuida por"]),
    (Some(Made(Host)), &["alojado por", "anfitrión", "anfitriona"]),
    (Some(Paid(Funder)), &[
        "financiado por", "financiada por", "financiación", "financiamiento", "financiador", "financiadora", "financiadores",
        "financiadoras", "fuente de financiación", "fuentes de financiación", "fuente de financiamiento", "fuentes de financiamiento",
        "entidad financiadora", "entidades financiadoras", "organismo financiador", "agencia financiadora", "donante", "donantes",
        "con el apoyo de", "con apoyo de", "apoyo", "apoyado por", "apoyada por", "apoyo financiero", "organismos financiadores",
        "agencia de financiación", "agencias financiadoras", "agencias de financiación", "institución financiadora",
        "instituciones financiadoras", "cofinanciado por", "cofinanciada por", "subvencionado por", "subvencionada por",
        "con la financiación de", "con financiación de", "soporte financiero", "fuente financiadora", "fuentes financiadoras",
        "entidad que financia", "financia", "financiado con", "organización financiadora", "organizaciones financiadoras",
        "organismo de financiación", "entidad de financiación", "ente financiador",
    ]),
    (Some(Paid(Sponsor)), &[
        "patrocinado por", "patrocinada por", "patrocinador", "patrocinadora", "patrocinadores", "patrocinadoras", "patrocina",
        "entidad patrocinadora", "entidades patrocinadoras",
    ]),
    (Some(Award), &[
        "subvención", "subvenciones", "número de subvención", "número de subvencion", "ayuda", "número de proyecto", "número de ayuda",
        "n.º de proyecto", "convenio", "número de convenio", "código de proyecto", "código del proyecto", "número del proyecto",
        "n.º de subvención", "n.º de ayuda", "referencia del proyecto", "número de expediente", "número de contrato",
        "referencia de la ayuda", "código de la ayuda", "beca", "número de beca", "n.º de expediente",
    ]),
    (Some(Description), &[
        "descripción", "resumen", "sinopsis", "presentación", "acerca de", "descripción del recurso", "resumen ejecutivo", "reseña",
        "sumario", "extracto", "acerca del recurso", "sobre el recurso", "sobre este recurso", "breve descripción", "descripción breve",
        "acerca de este recurso", "descripción general",
    ]),
    (Some(Keywords), &[
        "palabras clave", "palabra clave", "etiqueta", "etiquetas", "tema", "temas", "materia", "materias", "temática", "temáticas",
        "categoría", "categorías", "área temática", "áreas temáticas", "descriptores", "eje temático", "ejes temáticos",
        "palabras claves", "temas relacionados", "tema principal", "temas principales", "descriptor", "descriptores temáticos",
        "encabezamientos de materia", "área de conocimiento", "áreas de conocimiento", "línea temática", "líneas temáticas",
        "ámbito temático", "ámbitos temáticos", "disciplina", "disciplinas", "tópico", "tópicos", "términos clave", "campo temático",
        "asunto", "asuntos",
    ]),
    (Some(Year), &[
        "año", "fecha", "fecha de publicación", "año de publicación", "publicado", "publicada", "publicado el", "publicada el",
        "fecha de edición", "año de edición", "fecha de emisión", "fecha de lanzamiento", "fecha publicación", "fecha de aparición",
        "fecha del documento", "fecha de disponibilidad", "año publicación", "año de emisión", "fecha de divulgación",
        "año de la publicación", "fecha de la publicación", "año de lanzamiento", "fecha de publicación en línea",
    ]),
    (Some(Format), &[
        "formato", "tipo", "tipo de recurso", "tipo de documento", "tipo de material", "tipo de publicación", "tipología",
        "tipología documental", "tipo de contenido", "tipo de obra", "tipo documental", "tipo documento", "género", "clase de documento",
        "formato del recurso", "categoría del recurso", "tipología de recurso", "tipo de medio",
    ]),
    (Some(Url), &[
        "enlace", "enlaces", "sitio web", "página web", "dirección web", "disponible en", "web", "vínculo", "liga", "url del recurso",
        "enlace al recurso", "enlace al documento", "enlace permanente", "enlace web", "dirección url", "enlace de descarga",
        "disponible en línea en", "sitio", "enlace a la publicación", "enlace externo", "ver recurso en",
    ]),
    (Some(Language), &[
        "idioma", "idiomas", "lengua", "idioma original", "idioma del documento", "idioma del recurso", "idiomas disponibles", "lenguas",
        "lenguaje", "idioma de publicación",
    ]),
    (Some(License), &[
        "licencia", "licencias", "derechos", "derechos de uso", "condiciones de uso", "derechos de autor", "licencia de uso",
        "tipo de licencia", "términos de uso", "derechos de acceso", "licencia creative commons", "condiciones de reutilización",
        "términos de la licencia", "derechos de reproducción", "licencia de distribución",
    ]),
    (Some(Identifier("DOI")), &["identificador doi"]),
    (Some(Identifier("ISBN")), &["isbn impreso", "isbn digital", "isbn electrónico"]),
    (None, &[
        "público", "público objetivo", "público destinatario", "destinatarios", "dirigido a", "páginas", "página", "número de páginas",
        "extensión", "lugar", "ubicación", "localización", "país", "países", "región", "duración", "contacto", "correo electrónico",
        "teléfono", "última actualización", "actualizado", "fecha de actualización", "última modificación", "volumen", "número",
        "edición", "serie", "colección", "nivel", "precio", "cobertura", "ámbito geográfico", "notas", "cita sugerida", "cómo citar",
        "subtítulo", "revista", "estado", "versión",
    ]),
];
