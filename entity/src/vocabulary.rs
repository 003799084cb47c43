//! The closed vocabularies of the catalogue: what columns hold as text, and every layer speaks as a type.

use sea_orm::entity::prelude::*;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        #[repr(u8)]
        pub enum $name {
            $($(#[$variant_doc])* #[sea_orm(string_value = $text)] #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order in which they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's standard term, as the database, JSON and GraphQL spell it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with this standard term; none for any other text.
            pub fn from_term(term: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == term)
            }
        }
    };
}

vocabulary! {
    /// The kinds of node that the catalogue keeps.
    NodeKind {
        /// A brief, webinar, paper, toolkit: what the catalogue is about.
        Resource = "RESOURCE",
        /// An agent that is a body.
        Organization = "ORGANIZATION",
        /// An agent that is a human being.
        Person = "PERSON",
        /// A topic (skos:Concept).
        Keyword = "KEYWORD",
        /// A page or list that presents resources.
        Collection = "COLLECTION",
        /// One run of the importer.
        ImportRun = "IMPORT_RUN",
    }
}

vocabulary! {
    /// The roles of clients. Each role also has the rights of the roles before it.
    Role {
        /// Reads the catalogue.
        Reader = "READER",
        /// Corrects it.
        Curator = "CURATOR",
        /// Runs the server.
        Admin = "ADMIN",
    }
}

vocabulary! {
    /// The formats of resources. `docs/use/model.md` maps them to DataCite's resourceTypeGeneral and to types of
    /// schema.org.
    ResourceFormat {
        /// A recorded or live session.
        Webinar = "WEBINAR",
        /// A short report.
        Brief = "BRIEF",
        /// A report.
        Report = "REPORT",
        /// A scholarly paper.
        Paper = "PAPER",
        /// A set of tools.
        Toolkit = "TOOLKIT",
        /// A single tool, such as a checklist.
        Tool = "TOOL",
        /// A guide or manual.
        Guide = "GUIDE",
        /// A fact sheet.
        FactSheet = "FACT_SHEET",
        /// Slides.
        Presentation = "PRESENTATION",
        /// A poster.
        Poster = "POSTER",
        /// Data.
        Dataset = "DATASET",
        /// A program.
        Software = "SOFTWARE",
        /// A format that this vocabulary has no term for; what was printed is kept.
        Other = "OTHER",
    }
}

vocabulary! {
    /// The kinds of agents: a body or a human being.
    AgentKind {
        /// A body.
        Organization = "ORGANIZATION",
        /// A human being.
        Person = "PERSON",
    }
}

vocabulary! {
    /// The roles of agents in contributions. `PRODUCER`, `AUTHOR` and `PUBLISHER` together are the *producers*.
    ContributionRole {
        /// "Produced By".
        Producer = "PRODUCER",
        /// Wrote it.
        Author = "AUTHOR",
        /// Edited it.
        Editor = "EDITOR",
        /// Published it.
        Publisher = "PUBLISHER",
        /// Distributes it.
        Distributor = "DISTRIBUTOR",
        /// Hosts it.
        Host = "HOST",
    }
}

impl AgentKind {
    /// The kind of node that it is.
    pub const fn node(self) -> NodeKind {
        match self {
            Self::Organization => NodeKind::Organization,
            Self::Person => NodeKind::Person,
        }
    }
}

impl ContributionRole {
    /// Returns true when an agent with this role is a producer of the resource.
    pub const fn is_producer(self) -> bool {
        matches!(self, Self::Producer | Self::Author | Self::Publisher)
    }
}

vocabulary! {
    /// The kinds of fundings.
    FundingKind {
        /// "Supported By", "Funded By".
        Funder = "FUNDER",
        /// "Sponsored By".
        Sponsor = "SPONSOR",
    }
}

vocabulary! {
    /// The kinds of names, as in ROR v2.1.
    AgentNameKind {
        /// The name that is shown.
        Display = "DISPLAY",
        /// Another spelling.
        Alias = "ALIAS",
        /// An acronym.
        Acronym = "ACRONYM",
        /// A name that it had.
        Former = "FORMER",
        /// The name in another language.
        Label = "LABEL",
    }
}

vocabulary! {
    /// The schemes of identifiers that the catalogue knows.
    IdentifierScheme {
        /// Digital Object Identifier.
        Doi = "DOI",
        /// Research Organization Registry.
        Ror = "ROR",
        /// Open Researcher and Contributor ID.
        Orcid = "ORCID",
        /// International Standard Name Identifier (ISO 27729).
        Isni = "ISNI",
        /// A Wikidata item.
        Wikidata = "WIKIDATA",
        /// Crossref Funder Registry.
        CrossrefFunder = "CROSSREF_FUNDER",
        /// An organization's number in a national register, behind the code of the register (org-id.guide).
        OrgId = "ORG_ID",
        /// Global Research Identifier Database, which ROR has replaced.
        Grid = "GRID",
        /// International Standard Book Number (ISO 2108).
        Isbn = "ISBN",
        /// A number of PubMed.
        Pmid = "PMID",
        /// An article of arXiv.
        Arxiv = "ARXIV",
        /// A handle (RFC 3650).
        Handle = "HANDLE",
        /// An item of a repository that is harvested by OAI-PMH.
        Oai = "OAI",
        /// A web address.
        Url = "URL",
        /// An identifier that only its source knows.
        Local = "LOCAL",
    }
}

impl IdentifierScheme {
    /// True when resources have identifiers of this scheme.
    pub const fn is_of_resources(self) -> bool {
        use IdentifierScheme::{Arxiv, Doi, Handle, Isbn, Local, Oai, Pmid, Url};
        matches!(self, Doi | Isbn | Pmid | Arxiv | Handle | Oai | Url | Local)
    }

    /// True when agents of this kind have identifiers of this scheme.
    pub const fn is_of(self, kind: AgentKind) -> bool {
        use IdentifierScheme::{CrossrefFunder, Grid, Isni, Orcid, OrgId, Ror, Wikidata};
        match kind {
            AgentKind::Organization => matches!(self, Ror | Isni | Wikidata | CrossrefFunder | OrgId | Grid),
            AgentKind::Person => matches!(self, Orcid | Isni | Wikidata),
        }
    }
}

vocabulary! {
    /// The methods by which a statement was read from its source.
    ProvenanceMethod {
        /// Taken as it stood in the source.
        Asserted = "ASSERTED",
        /// Brought into the catalogue's form: a year taken out of a title, a bracketed acronym taken off.
        Normalized = "NORMALIZED",
        /// Concluded from the shape of what stood there.
        Inferred = "INFERRED",
        /// Set by a curator.
        Curated = "CURATED",
    }
}

vocabulary! {
    /// The severities of issues.
    IssueSeverity {
        /// Worth knowing; nothing to do.
        Info = "INFO",
        /// Read, but somebody should look.
        Warning = "WARNING",
        /// Not taken.
        Error = "ERROR",
    }
}

vocabulary! {
    /// The states of an import run.
    ImportState {
        /// It runs, or its process died.
        Running = "RUNNING",
        /// It read its file to the end.
        Complete = "COMPLETE",
        /// It stopped before the end.
        Incomplete = "INCOMPLETE",
    }
}

vocabulary! {
    /// The states of a node.
    NodeStatus {
        /// It stands.
        Active = "ACTIVE",
        /// Another node took its place.
        Merged = "MERGED",
    }
}

vocabulary! {
    /// The kinds of relations between two keywords or two organizations.
    RelationKind {
        /// The other is broader (skos:broader).
        Broader = "BROADER",
        /// The two are related (skos:related).
        Related = "RELATED",
        /// The other is the parent body.
        Parent = "PARENT",
        /// The other came after it.
        Successor = "SUCCESSOR",
    }
}

vocabulary! {
    /// The operations of a change on a node.
    Operation {
        /// It is new.
        Created = "CREATED",
        /// It, its names or its edges changed.
        Updated = "UPDATED",
        /// It is gone.
        Deleted = "DELETED",
    }
}

impl Operation {
    /// Returns the operation that this one and a later one make together. A new node that is updated is still new.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        if self == Self::Updated || later == Self::Deleted { later } else { self }
    }
}
