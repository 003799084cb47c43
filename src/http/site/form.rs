//! The forms in which a thing is given: a page for people, and files for programs. The address names one by its ending,
//! or the client by `Accept` (RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, header};

use crate::http::accept::ranges;

/// A form of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A page.
    Html,
    /// Linked data in the terms of schema.org.
    JsonLd,
    /// The object that exports of its list have.
    Json,
    /// The links of the thing (RFC 9264).
    Linkset,
}

impl Form {
    /// All forms. Of those that a client likes equally, it gets the first.
    pub(super) const ALL: [Self; 4] = [Self::Html, Self::JsonLd, Self::Json, Self::Linkset];

    /// Returns the media type, without parameters.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::JsonLd => "application/ld+json",
            Self::Json => "application/json",
            Self::Linkset => "application/linkset+json",
        }
    }

    /// Returns the value for `Content-Type`.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            other => other.media_type(),
        }
    }

    /// Returns the relation of a page to this form of the same thing; none for the page itself.
    pub(super) const fn rel(self) -> Option<&'static str> {
        match self {
            Self::Html => None,
            Self::JsonLd | Self::Json => Some("describedby"),
            Self::Linkset => Some("linkset"),
        }
    }

    /// Returns its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::JsonLd => "JSON-LD",
            Self::Json => "JSON",
            Self::Linkset => "Linkset",
        }
    }

    /// Returns the ending of the address; empty for the page.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Html => "",
            Self::JsonLd => ".jsonld",
            Self::Json => ".json",
            Self::Linkset => ".linkset",
        }
    }

    /// Returns the slug and the one of some forms that the last part of an address names. No slug has a dot. The form is none
    /// where the client is to choose.
    pub(super) fn named<'a>(part: &'a str, forms: &[Self]) -> Option<(&'a str, Option<Self>)> {
        let Some(dot) = part.find('.') else { return Some((part, None)) };
        let (slug, ending) = part.split_at(dot);
        let form = forms.iter().find(|form| form.ending() == ending)?;
        Some((slug, Some(*form)))
    }

    /// Returns the form that a client prefers among some, or none when it accepts none. Without a preference it is the
    /// first.
    pub(super) fn preferred(headers: &HeaderMap, forms: &[Self]) -> Option<Self> {
        let ranges: Vec<(String, f32)> = ranges(headers, &header::ACCEPT).collect();
        if ranges.is_empty() {
            return forms.first().copied();
        }
        let quality = |form: Self| {
            let name = form.media_type();
            let kind = name.split('/').next().unwrap_or_default();
            let range = |wanted: &str| ranges.iter().find(|(range, _)| range == wanted).map(|(_, quality)| *quality);
            range(name).or_else(|| range(&format!("{kind}/*"))).or_else(|| range("*/*")).unwrap_or(0.0)
        };
        let mut best = None;
        for form in forms {
            let quality = quality(*form);
            if quality > best.map_or(0.0, |(_, quality)| quality) {
                best = Some((*form, quality));
            }
        }
        best.map(|(form, _)| form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_chooses_by_quality() {
        let preferred = |text: &str| Form::preferred(&HeaderMap::from_iter([(header::ACCEPT, text.parse().unwrap())]), &Form::ALL);
        for (text, form) in [
            ("*/*", Some(Form::Html)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Form::Html)),
            ("application/ld+json", Some(Form::JsonLd)),
            ("application/ld+json;q=0.5, text/html;q=0.4", Some(Form::JsonLd)),
            ("application/ld+json;q=0.4, text/html;q=0.5", Some(Form::Html)),
            ("application/ld+json, */*;q=0.1", Some(Form::JsonLd)),
            ("application/*", Some(Form::JsonLd)),
            ("text/html;q=0, */*", Some(Form::JsonLd)),
            ("application/json", Some(Form::Json)),
            ("application/json;q=0.9, application/ld+json", Some(Form::JsonLd)),
            ("application/linkset+json", Some(Form::Linkset)),
            ("text/turtle", None),
            ("text/html;q=0", None),
        ] {
            assert_eq!(preferred(text), form, "{text}");
        }
        assert_eq!(Form::preferred(&HeaderMap::new(), &Form::ALL), Some(Form::Html));
    }

    #[test]
    fn an_ending_names_a_form() {
        let named = |part| Form::named(part, &Form::ALL);
        assert_eq!(named("a-b"), Some(("a-b", None)));
        assert_eq!(named("a-b.jsonld"), Some(("a-b", Some(Form::JsonLd))));
        assert_eq!(named("a-b.json"), Some(("a-b", Some(Form::Json))));
        assert_eq!(named("a-b.linkset"), Some(("a-b", Some(Form::Linkset))));
        assert_eq!((named("a-b.ttl"), named("a.b.jsonld"), Form::named("a-b.json", &[Form::Html])), (None, None, None));
    }
}
