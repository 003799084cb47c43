//! The labels of Portuguese pages.

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
        "título", "nome", "título do recurso", "título da publicação", "título do documento", "título principal", "título do relatório",
    ]),
    (Some(Made(Producer)), &[
        "elaborado por", "elaborada por", "produzido por", "produzida por", "criado por", "criada por", "desenvolvido por",
        "desenvolvida por", "realizado por", "preparado por", "compartilhado por", "partilhado por", "produtor", "produtora",
        "produtores", "criador", "criadora", "criadores", "organização", "organizações", "organismo", "agência", "agências",
        "instituição", "instituições", "entidade", "entidades", "fonte", "fontes", "parceiro", "parceira", "parceiros", "parceiras",
        "em parceria com", "órgão", "órgãos", "autor institucional", "entidade responsável", "entidades responsáveis",
        "órgão responsável", "instituição responsável", "autor corporativo", "autores institucionais", "autoria institucional",
        "autoria corporativa", "entidade produtora", "instituição produtora", "produção", "realização", "elaboração", "entidade autora",
        "desenvolvedor", "desenvolvedora", "desenvolvedores", "instituições parceiras", "instituição parceira", "em colaboração com",
        "fornecido por", "órgão produtor", "realizada por", "criadoras", "organização responsável", "instituições participantes",
        "autores corporativos",
    ]),
    (Some(Made(Author)), &[
        "autor", "autora", "autores", "autoras", "autor(a)", "autor(es)", "autoria", "escrito por", "por", "autores principais",
        "autores(as)", "autor/es", "autor pessoal", "nome do autor", "palestrante", "palestrantes", "redigido por", "redigida por",
        "autor(a)(es)", "autoras e autores", "ministrante", "ministrantes", "docente", "docentes", "formador", "formadora", "formadores",
        "escrita por",
    ]),
    (Some(Made(Editor)), &[
        "organizador", "organizadora", "organizadores", "editado por", "editor", "editores", "coordenação", "coordenador", "coordenadora",
        "organizado por", "organizada por", "organizadoras", "coordenadores", "coordenadoras", "coordenado por", "coordenada por",
        "editor responsável", "editores responsáveis", "editor-chefe", "coordenação editorial", "organizadores(as)", "organizador(a)",
    ]),
    (Some(Made(Publisher)), &[
        "editora", "editoras", "publicado por", "publicada por", "entidade editora", "entidades editoras", "publicador", "publicadora",
        "publicado pela", "publicado pelo", "editado pela", "instituição editora", "instituição publicadora", "casa publicadora",
        "casa editora", "editora/publicador", "órgão editor", "editora responsável",
    ]),
    (Some(Made(Distributor)), &["distribuidor", "distribuidora", "distribuído por"]),
    (Some(Made(Host)), &["hospedado por", "anfitrião"]),
    (Some(Paid(Funder)), &[
        "financiado por", "financiada por", "financiamento", "financiador", "financiadora", "financiadores", "financiadoras",
        "fonte de financiamento", "fontes de financiamento", "agência financiadora", "agências financiadoras", "agência de fomento",
        "órgão financiador", "entidade financiadora", "doador", "doadora", "doadores", "com o apoio de", "com apoio de", "apoio",
        "apoiado por", "apoiada por", "apoio financeiro", "fomento", "instituição financiadora", "instituições financiadoras",
        "órgãos financiadores", "agências de fomento", "entidades financiadoras", "financiado pelo", "financiada pelo", "financiado pela",
        "financiada pela", "agência de financiamento", "agências de financiamento", "órgão de fomento", "órgãos de fomento",
        "fontes de fomento", "fonte de fomento", "suporte financeiro", "subsidiado por", "subsidiada por", "financiadores e apoiadores",
        "apoiadores", "apoiador", "com financiamento de", "com o financiamento de", "organismo financiador", "organização financiadora",
        "fonte financiadora", "fontes financiadoras",
    ]),
    (Some(Paid(Sponsor)), &[
        "patrocinado por", "patrocinada por", "patrocinador", "patrocinadora", "patrocinadores", "patrocínio", "patrocinadoras",
        "patrocínios", "entidade patrocinadora", "patrocinado pela",
    ]),
    (Some(Award), &[
        "subvenção", "número do processo", "processo", "número do projeto", "auxílio", "bolsa", "número da bolsa", "número do contrato",
        "número de processo", "nº do processo", "n.º do processo", "código do projeto", "referência do projeto", "número da concessão",
        "termo de outorga", "nº do projeto", "n.º do projeto", "número de projeto", "nº do contrato", "código do financiamento",
        "referência do financiamento", "número do convênio", "número do auxílio",
    ]),
    (Some(Description), &[
        "descrição", "resumo", "sinopse", "apresentação", "sobre", "descrição do recurso", "resumo executivo", "síntese", "sumário",
        "sobre o recurso", "sobre este recurso", "breve descrição", "ementa", "descrição breve", "descrição geral", "sobre a publicação",
        "acerca do recurso", "apresentação do recurso",
    ]),
    (Some(Keywords), &[
        "palavras chave", "palavra chave", "etiqueta", "etiquetas", "tema", "temas", "assunto", "assuntos", "categoria", "categorias",
        "área temática", "áreas temáticas", "temática", "descritores", "marcadores", "palavras chaves", "descritor",
        "área do conhecimento", "áreas do conhecimento", "eixo temático", "eixos temáticos", "cabeçalhos de assunto", "tema principal",
        "temas principais", "áreas de interesse", "linha temática", "temas relacionados", "termos-chave", "assunto principal", "domínio",
        "domínios", "domínio científico", "área de conhecimento", "áreas de conhecimento",
    ]),
    (Some(Year), &[
        "ano", "data", "data de publicação", "data da publicação", "ano de publicação", "publicado em", "publicada em", "publicado",
        "data de edição", "data de lançamento", "data do documento", "data de emissão", "ano de edição", "ano da publicação",
        "data de disponibilização", "data publicação", "ano publicação", "ano de lançamento", "publicado no dia", "data de divulgação",
    ]),
    (Some(Format), &[
        "formato", "tipo", "tipo de recurso", "tipo de documento", "tipo de material", "tipo de publicação", "tipologia",
        "tipologia documental", "tipo de conteúdo", "tipo de mídia", "tipo do documento", "tipo do recurso", "tipo de obra", "gênero",
        "mídia", "formato do recurso", "natureza do documento", "categoria do recurso", "tipologia do recurso", "tipo de multimédia",
        "espécie documental",
    ]),
    (Some(Url), &[
        "ligação", "endereço", "site", "sítio", "página", "página web", "disponível em", "endereço eletrônico", "endereço eletrónico",
        "link de acesso", "link para o recurso", "link do recurso", "link permanente", "url do recurso", "endereço web",
        "disponível online em", "hiperligação", "hiperligações", "link do documento", "ligação permanente", "endereço url",
        "endereço na internet", "link externo", "link para o documento", "link para download", "ligação externa", "endereço do recurso",
    ]),
    (Some(Language), &[
        "idioma", "idiomas", "língua", "idioma do documento", "língua original", "línguas", "idioma do recurso", "idioma da publicação",
        "língua do documento",
    ]),
    (Some(License), &[
        "licença", "licenças", "direitos", "direitos de uso", "direitos autorais", "condições de uso", "termos de uso", "licença de uso",
        "tipo de licença", "direitos de autor", "direitos de acesso", "termos da licença", "termos e condições",
        "condições de utilização", "licença creative commons", "direitos de utilização", "licença de utilização", "condições da licença",
    ]),
    (Some(Identifier("DOI")), &["identificador doi"]),
    (Some(Identifier("ISBN")), &["isbn impresso", "isbn digital", "isbn eletrônico"]),
    (None, &[
        "público", "público-alvo", "destinatários", "páginas", "número de páginas", "extensão", "local", "localização", "lugar", "país",
        "países", "região", "duração", "carga horária", "contato", "contacto", "e-mail", "telefone", "última atualização",
        "atualizado em", "atualizado", "última modificação", "data de atualização", "volume", "número", "edição", "série", "coleção",
        "nível", "preço", "cobertura", "notas", "observações", "como citar", "subtítulo", "revista", "versão",
    ]),
];
