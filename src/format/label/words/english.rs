//! The labels of English pages.

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
        "title", "name", "resource title", "resource name", "publication title", "document title", "full title", "item title",
        "report title", "book title", "course title", "title of publication", "title of resource", "main title", "webinar title",
    ]),
    (Some(Made(Producer)), &[
        "produced by", "producer", "producers", "created by", "creator", "creators", "developed by", "developer", "developers",
        "prepared by", "made by", "compiled by", "shared by", "provided by", "provider", "providers", "contributed by", "contributor",
        "contributors", "submitted by", "organization", "organizations", "organisation", "organisations", "agency", "agencies", "source",
        "sources", "partner", "partners", "partner organization", "partner organizations", "in partnership with", "issuing body",
        "issuing agency", "institution", "institutions", "corporate author", "corporate authors", "corporate source",
        "producing organization", "lead organization", "developed in partnership with", "institutional author", "institutional authors",
        "organizational author", "responsible organization", "responsible organisation", "responsible body", "lead agency",
        "lead organisation", "contributing organization", "contributing organizations", "participating organizations", "data provider",
        "content provider", "collaborator", "collaborators", "corporate creator", "corporate name", "issuing authority",
        "partner organisation", "partner organisations", "originator", "partnering organizations", "created in partnership with",
        "in collaboration with", "resource provider",
    ]),
    (Some(Made(Author)), &[
        "author", "authors", "authored by", "by", "written by", "author name", "author names", "presenter", "presenters", "presented by",
        "primary author", "primary authors", "lead author", "lead authors", "first author", "co author", "co authors", "coauthor",
        "coauthors", "corresponding author", "main author", "personal author", "personal authors", "individual author",
        "individual authors", "speaker", "speakers", "instructor", "instructors", "writer", "writers", "author list", "facilitator",
        "facilitators", "trainer", "trainers", "principal investigator", "principal investigators", "investigator", "investigators",
        "panelist", "panelists",
    ]),
    (Some(Made(Editor)), &[
        "edited by", "editor", "editors", "series editor", "series editors", "volume editor", "volume editors", "editor in chief",
        "guest editor", "guest editors",
    ]),
    (Some(Made(Publisher)), &[
        "published by", "publisher", "publishers", "publisher name", "publishing organization", "imprint", "publishing house",
        "publishing agency", "publishing body", "publishing organisation", "publishing institution", "issued by", "released by",
    ]),
    (Some(Made(Distributor)), &["distributed by", "distributor", "distributors"]),
    (Some(Made(Host)), &["hosted by", "host", "hosts", "host organization"]),
    (Some(Paid(Funder)), &[
        "supported by", "funded by", "funder", "funders", "funding", "funding source", "funding sources", "financed by",
        "financial support", "donor", "donors", "grantmaker", "grantmakers", "grantor", "funding agency", "funding agencies",
        "funding organization", "funding organizations", "funding organisation", "funding organisations", "funding body",
        "funding bodies", "funder name", "sponsoring agency", "sponsoring agencies", "sponsoring organization",
        "sponsoring organizations", "support", "funding statement", "made possible by", "with support from", "with the support of",
        "funded in part by", "funding provided by", "supporter", "supporters", "financial supporter", "funded through", "research funder",
        "research funders", "granting agency", "grant agency", "funding institution", "funding institutions", "funding information",
        "funding acknowledgement", "funding acknowledgements", "funding partner", "funding partners", "financing", "underwritten by",
        "with funding from", "financially supported by", "funder information", "co funded by", "cofunded by", "project funder",
        "project funders", "supported in part by", "grant funder",
    ]),
    (Some(Paid(Sponsor)), &[
        "sponsored by", "sponsor", "sponsors", "sponsorship", "sponsoring body", "corporate sponsors", "project sponsor",
    ]),
    (Some(Award), &[
        "award", "awards", "award number", "award numbers", "award no", "award id", "grant", "grants", "grant number", "grant numbers",
        "grant no", "grant id", "grant award number", "contract number", "project number", "funding number", "contract grant number",
        "grant contract number", "award grant number", "award identifier", "grant reference", "grant ref", "grant reference number",
        "grant agreement", "grant agreement number", "grant agreement no", "funding reference", "funding reference number", "funding id",
        "contract no", "project id", "project code", "project reference", "grant code", "funding award",
    ]),
    (Some(Description), &[
        "description", "summary", "abstract", "overview", "synopsis", "about", "about this resource", "about this publication",
        "about this item", "about this document", "about this report", "about this guide", "about the resource", "resource description",
        "short description", "brief description", "full description", "executive summary", "annotation", "blurb", "item description",
        "resource summary", "abstract note",
    ]),
    (Some(Keywords), &[
        "keyword", "keywords", "key word", "key words", "tag", "tags", "topic", "topics", "subject", "subjects", "theme", "themes",
        "topic area", "topic areas", "category", "categories", "subject area", "subject areas", "subject headings", "subject terms",
        "topic tags", "focus area", "focus areas", "index terms", "descriptors", "author keywords", "topics covered", "tagged",
        "tagged with", "filed under", "posted in", "subject keywords", "subject matter", "mesh terms", "mesh headings", "thematic area",
        "thematic areas", "theme area", "areas of interest", "area of focus", "areas of focus", "related topics", "main topic",
        "main topics", "primary topic", "primary topics", "content tags", "research area", "research areas", "discipline", "disciplines",
        "field of study", "fields of study", "subject category", "subject categories", "key themes", "key topics", "key terms",
        "descriptor", "keyword terms", "topics and tags", "tags and topics", "keywords and tags", "subtopics", "sub topics",
        "manual tags", "automatic tags",
    ]),
    (Some(Year), &[
        "year", "date", "published", "published on", "publication date", "date published", "year published", "publication year",
        "date issued", "issued", "date of publication", "year of publication", "issue date", "release date", "released", "date released",
        "posted", "posted on", "publish date", "published date", "date posted", "pub date", "date of issue", "date of release",
        "date of first publication", "first published", "first published on", "published year", "published online", "date available",
        "copyright date", "copyright year", "release year", "publication date (online)", "publication month", "date of publishing",
        "online publication date", "year of release", "year released", "year issued",
    ]),
    (Some(Format), &[
        "format", "type", "resource type", "resource types", "resource format", "type of resource", "document type", "publication type",
        "item type", "material type", "content type", "media type", "product type", "type of document", "type of publication",
        "type of material", "type of content", "type of item", "material", "genre", "medium", "format type", "type format",
        "resource category", "document format", "content format", "work type", "output type", "publication format", "item format",
        "document category", "kind of resource", "publication category", "resource kind",
    ]),
    (Some(Url), &[
        "url", "urls", "link", "links", "website", "web site", "web page", "webpage", "web address", "resource link", "resource url",
        "landing page", "available at", "available from", "access url", "read at", "homepage", "permalink", "uri", "document url",
        "full text url", "full text link", "download link", "download url", "source url", "source link", "online at", "direct link",
        "external link", "public url", "persistent url", "persistent link", "stable url", "link to resource", "link to publication",
        "link to document", "link to full text", "web link", "weblink", "view at", "access link", "access at", "official url",
        "permanent link", "record url", "external url", "resource website", "project website", "download at", "find it at",
        "read online at",
    ]),
    (Some(Identifier("DOI")), &[
        "doi", "dois", "digital object identifier", "doi link", "doi number", "article doi", "doi url", "publication doi",
        "doi identifier",
    ]),
    (Some(Identifier("ISBN")), &[
        "isbn", "isbns", "isbn 10", "isbn 13", "isbn (print)", "isbn (online)", "isbn (pdf)", "eisbn", "e isbn", "print isbn",
        "isbn number", "online isbn", "ebook isbn", "pdf isbn", "isbn print", "isbn online", "isbn pdf", "isbn ebook", "isbn digital",
    ]),
    (Some(Identifier("PMID")), &["pmid", "pubmed id", "pubmed", "pubmed identifier"]),
    (Some(Identifier("ARXIV")), &["arxiv", "arxiv id"]),
    (Some(Identifier("HANDLE")), &["handle", "hdl", "handle uri", "handle url", "handle net"]),
    (Some(Language), &[
        "language", "languages", "available languages", "in language", "language of text", "document language", "original language",
        "content language", "resource language", "text language", "publication language", "language code", "written in",
        "primary language", "language of resource", "language of publication",
    ]),
    (Some(License), &[
        "license", "licenses", "licence", "licences", "rights", "usage rights", "rights statement", "terms of use", "copyright",
        "license type", "rights license", "use rights", "reuse", "licence type", "license information", "licence information",
        "licensing", "usage terms", "conditions of use", "access rights", "copyright notice", "copyright statement", "copyright status",
        "reuse rights", "creative commons license", "creative commons licence", "cc license", "rights and licensing",
        "rights information", "permissions", "terms and conditions", "license terms", "licence terms",
    ]),
    (None, &[
        "audience", "audiences", "target audience", "intended audience", "length", "page", "pages", "page count", "number of pages",
        "location", "locations", "place", "country", "countries", "region", "regions", "state", "states", "duration", "running time",
        "contact", "contacts", "contact person", "contact email", "email", "phone", "issn", "eissn", "volume", "issue", "edition",
        "series", "journal", "version", "last updated", "last modified", "updated", "updated on", "date updated", "date modified",
        "modified", "last reviewed", "date added", "date created", "date accessed", "accessed", "file size", "size", "cost", "price",
        "level", "notes", "citation", "suggested citation", "how to cite", "status", "accession number", "call number", "report number",
        "document number", "subtitle", "alternative title", "credits", "prerequisites", "geographic coverage", "coverage",
        "spatial coverage", "temporal coverage", "population", "setting", "venue", "views", "downloads", "file type", "file format",
        "extent", "physical description", "peer reviewed",
    ]),
];
