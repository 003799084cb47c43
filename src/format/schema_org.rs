//! Works described with the terms of schema.org, as web pages and JSON documents hold them: the fields of a record of each.

use serde_json::{Map, Value, json};

/// The types that are works, each with the word for its format; an empty word says nothing.
#[rustfmt::skip]
const WORKS: &[(&str, &str)] = &[
    ("CreativeWork", ""), ("Article", "Article"), ("NewsArticle", "Article"), ("BlogPosting", "Blog"), ("ScholarlyArticle", "Article"), ("TechArticle", "Article"),
    ("MedicalScholarlyArticle", "Article"), ("Report", "Report"), ("LearningResource", ""), ("Course", "Course"), ("VideoObject", "Video"), ("Dataset", "Dataset"),
    ("PresentationDigitalDocument", "Presentation"), ("SoftwareSourceCode", "Software"), ("SoftwareApplication", "Software"), ("Book", "Book"), ("Chapter", ""),
    ("DigitalDocument", ""), ("TextDigitalDocument", ""), ("SpreadsheetDigitalDocument", ""), ("AudioObject", "Audio"), ("PodcastEpisode", "Podcast"),
    ("Guide", "Guide"), ("HowTo", "Guide"), ("Thesis", "Thesis"), ("Legislation", ""), ("MediaObject", ""), ("Quiz", ""), ("Poster", "Poster"), ("Map", ""),
];
/// Fields that say nothing about the work itself, or that others say better.
const TECHNICAL: &[&str] = &[
    "image",
    "thumbnailUrl",
    "mainEntityOfPage",
    "dateModified",
    "dateCreated",
    "uploadDate",
    "contentUrl",
    "embedUrl",
    "wordCount",
    "commentCount",
    "position",
    "url",
    "name",
    "headline",
    "alternativeHeadline",
    "encodingFormat",
    "sameAs",
    "articleBody",
    "text",
    "isAccessibleForFree",
    "duration",
    "articleSection",
    "additionalType",
    "interactionStatistic",
    "potentialAction",
    "distribution",
    "offers",
    "logo",
    "copyrightYear",
    "copyrightHolder",
];

/// The types of a node, without the address of their vocabulary.
pub(super) fn types(node: &Map<String, Value>) -> Vec<&str> {
    let bare = |name: &'_ str| name.rsplit(['/', '#', ':']).next().map(str::len).unwrap_or_default();
    let texts = match node.get("@type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    texts.into_iter().filter_map(|name| name.get(name.len() - bare(name)..)).collect()
}

/// Returns true when a node is a work that has a title.
pub(super) fn is_work(node: &Map<String, Value>) -> bool {
    let is_text = |name: &str| node.get(name).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    (is_text("name") || is_text("headline")) && types(node).iter().any(|name| WORKS.iter().any(|(work, _)| work == name))
}

/// The fields of a work's record, by the names that JSON Lines gives them. `address` makes an address whole; an address that it does not
/// know is none.
pub(super) fn record(mut node: Map<String, Value>, address: &dyn Fn(&str) -> Option<String>) -> Map<String, Value> {
    let mut fields = Map::new();
    let word =
        types(&node).iter().find_map(|name| WORKS.iter().find(|(work, word)| work == name && !word.is_empty())).map(|(_, word)| *word);
    let own_word = node.remove("learningResourceType").map(first).and_then(|value| label(&value));
    put(&mut fields, "format", own_word.or_else(|| word.map(str::to_owned)).map(Value::String));
    let own = node.remove("@id");
    let title =
        ["name", "headline"].into_iter().find_map(|name| node.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()));
    put(&mut fields, "title", title.map(|title| json!(title)));
    let page = node.get("url").cloned().map(first).and_then(|value| link(&value)).or_else(|| own.as_ref().and_then(link));
    put(&mut fields, "url", page.and_then(|page| address(&page)).map(Value::String));
    let description = node.remove("description").or_else(|| node.remove("abstract"));
    put(&mut fields, "description", description.map(first).filter(Value::is_string));
    let published = ["datePublished", "dateCreated", "uploadDate"].into_iter().find_map(|name| node.remove(name));
    put(&mut fields, "year", published.map(first).filter(|value| value.is_string() || value.is_number()));
    let language = node.remove("inLanguage").map(first);
    put(&mut fields, "language", language.and_then(|value| code(&value).or_else(|| label(&value))).map(Value::String));
    let license = node.remove("license").map(first);
    put(&mut fields, "license", license.and_then(|value| link(&value).or_else(|| label(&value))).map(Value::String));
    put(&mut fields, "isbn", node.remove("isbn"));
    identifiers(&mut node, &mut fields);

    // Agents without a name, which a page only points at.
    let mut nameless: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut agents = |node: &mut Map<String, Value>, name: &'static str| -> Vec<Value> {
        let (named, rest): (Vec<_>, Vec<_>) =
            node.remove(name).map(members).unwrap_or_default().into_iter().partition(|value| label(value).is_some());
        nameless.push((name, rest));
        named
    };
    let mut makers = Vec::new();
    for (name, role) in [
        ("author", "author"),
        ("creator", "author"),
        ("producer", "producer"),
        ("provider", "producer"),
        ("sourceOrganization", "producer"),
        ("editor", "editor"),
        ("publisher", "publisher"),
        ("contributor", "producer"),
    ] {
        makers.extend(agents(&mut node, name).into_iter().filter_map(|value| agent(value, &[("role", role)], true)));
    }
    makers.dedup();
    put(&mut fields, "producedBy", Some(Value::Array(makers)));
    let mut payers = Vec::new();
    for (name, kind) in [("funder", "funder"), ("sponsor", "sponsor")] {
        payers.extend(agents(&mut node, name).into_iter().filter_map(|value| agent(value, &[("kind", kind)], false)));
    }
    for grant in node.remove("funding").map(members).unwrap_or_default() {
        payers.extend(funding(grant));
    }
    put(&mut fields, "supportedBy", Some(Value::Array(payers)));
    put(&mut fields, "keywords", node.remove("keywords").map(keywords));
    nameless
        .into_iter()
        .filter(|(_, rest)| !rest.is_empty())
        .for_each(|(name, rest)| drop(node.insert(name.to_owned(), Value::Array(rest))));
    notes(node, &mut fields);
    fields
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    if let Some(value) = value.filter(|value| !is_empty(value)) {
        fields.insert(name.to_owned(), value);
    }
}

fn members(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

/// The first member of a list, or the value itself.
fn first(value: Value) -> Value {
    members(value).into_iter().next().unwrap_or_default()
}

/// The text of a value, or the name of the thing that it is.
fn label(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(thing) => ["name", "alternateName", "legalName"].into_iter().find_map(|name| thing.get(name).and_then(Value::as_str)),
        _ => None,
    };
    text.filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The code of a language.
fn code(value: &Value) -> Option<String> {
    value.get("alternateName").and_then(Value::as_str).map(str::to_owned)
}

/// The address that a value is, or that the thing has.
fn link(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| text.starts_with("http") || text.starts_with('/') || !text.contains(' ')),
        Value::Object(thing) => ["url", "@id"].into_iter().find_map(|name| thing.get(name).and_then(Value::as_str)).map(str::to_owned),
        _ => None,
    }
}

/// Takes the DOI and other identifiers out.
fn identifiers(node: &mut Map<String, Value>, fields: &mut Map<String, Value>) {
    let (mut dois, mut others) = (Vec::new(), Vec::new());
    let is_doi =
        |text: &str| text.contains("doi.org/10.") || text.trim_start_matches("doi:").trim_start_matches("DOI:").trim().starts_with("10.");
    for value in node.remove("identifier").map(members).unwrap_or_default() {
        let text = match &value {
            Value::Object(thing) => thing.get("value").or_else(|| thing.get("url")).or_else(|| thing.get("@id")).and_then(Value::as_str),
            value => value.as_str(),
        };
        match text {
            Some(text) if is_doi(text) => dois.push(json!(text)),
            Some(text) => others.push(json!(text)),
            None => {}
        }
    }
    for value in node.get("sameAs").cloned().map(members).unwrap_or_default() {
        dois.extend(value.as_str().filter(|text| text.contains("doi.org/10.")).map(|text| json!(text)));
    }
    put(fields, "doi", Some(Value::Array(dois)));
    put(fields, "identifiers", Some(Value::Array(others)));
}

/// A maker or a funder: its name, its kind, an identifier that shows in its address.
fn agent(value: Value, more: &[(&str, &str)], has_kind: bool) -> Option<Value> {
    let name = label(&value)?;
    let mut agent = Map::new();
    agent.insert("name".to_owned(), json!(name));
    for (name, text) in more {
        agent.insert((*name).to_owned(), json!(text));
    }
    if let Value::Object(thing) = &value {
        let kind = types(thing).into_iter().find_map(|name| match name {
            "Person" => Some("person"),
            name if name.ends_with("Organization") || matches!(name, "Corporation" | "NGO" | "FundingAgency" | "CollegeOrUniversity") => {
                Some("organization")
            }
            _ => None,
        });
        // A name alone is read by its shape: a list of names may stand in one text.
        if let Some(kind) = kind.filter(|_| has_kind) {
            agent.insert("kind".to_owned(), json!(kind));
        }
        let links = ["@id", "url", "sameAs", "identifier"].into_iter().filter_map(|name| thing.get(name).cloned()).flat_map(members);
        for link in links.filter_map(|link| link.as_str().map(str::to_owned)) {
            if link.contains("orcid.org/") && kind == Some("person") {
                agent.insert("orcid".to_owned(), json!(link));
            } else if link.contains("ror.org/") && kind != Some("person") {
                agent.insert("ror".to_owned(), json!(link));
            }
        }
    }
    Some(Value::Object(agent))
}

/// The funders of a grant, with its number.
fn funding(grant: Value) -> Vec<Value> {
    let Value::Object(mut grant) = grant else {
        return agent(grant, &[], false).into_iter().collect();
    };
    let funders = grant.remove("funder").or_else(|| grant.remove("sponsor")).map(members).unwrap_or_default();
    let number = grant.remove("identifier").map(first).filter(|value| value.is_string() || value.is_number());
    let name = grant.remove("name").filter(Value::is_string);
    let mut award = Map::new();
    put(&mut award, "number", number);
    put(&mut award, "title", name);
    let with_award = |mut funder: Value| {
        if let Value::Object(fields) = &mut funder
            && !award.is_empty()
        {
            fields.insert("award".to_owned(), Value::Object(award.clone()));
        }
        funder
    };
    funders.into_iter().filter_map(|value| agent(value, &[], false)).map(with_award).collect()
}

fn keywords(value: Value) -> Value {
    let keyword = |value: Value| {
        let uri = value.as_object().and_then(|_| link(&value)).filter(|uri| uri.starts_with("http"));
        let label = label(&value)?;
        Some(uri.map_or_else(|| json!(label), |uri| json!({ "label": label, "uri": uri })))
    };
    match value {
        Value::Array(values) => Value::Array(values.into_iter().filter_map(keyword).collect()),
        value => keyword(value).unwrap_or_default(),
    }
}

/// Keeps what else is said of the work in words.
fn notes(node: Map<String, Value>, fields: &mut Map<String, Value>) {
    let mut notes = Map::new();
    for (name, value) in node {
        if name.starts_with('@') || TECHNICAL.contains(&name.as_str()) {
            continue;
        }
        let texts: Vec<String> = members(value)
            .iter()
            .filter_map(|value| label(value).or_else(|| value.as_number().map(ToString::to_string)).or_else(|| link(value)))
            .collect();
        if !texts.is_empty() {
            notes.insert(name, json!(texts));
        }
    }
    if !notes.is_empty() {
        fields.insert("notes".to_owned(), Value::Object(notes));
    }
}
