//! Addresses of a page: its own, and those of its links, whole and without what follows readers.

use url::Url;

use super::node::{Element, Tree};

/// Parameters that tell who followed a link.
const TRACKING: &[&str] = &["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_hsenc", "_hsmi"];
/// Links are taken out of one another so many times.
const WRAPPED: usize = 3;

/// The address that the links of a page are relative to.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    url: Option<Url>,
    /// The page's own address.
    page: Option<Url>,
}

impl Base {
    /// The address that a page was saved from, or the one that is given; none when nobody says.
    pub(super) fn of(page: &Tree, given: Option<&Url>) -> Self {
        let attribute = |tag: &str, fits: &dyn Fn(Element<'_>) -> bool, name: &str| {
            let mut elements = page.elements().map(|(_, element)| element).filter(|element| element.name() == tag && fits(*element));
            elements.find_map(|element| element.attr(name)).map(str::to_owned)
        };
        let comments = || page.nodes().filter_map(|node| saved_from(node.comment()?));
        let is_canonical = |link: Element<'_>| {
            let mut rel = link.attr("rel").into_iter().flat_map(str::split_ascii_whitespace);
            rel.any(|word| word.eq_ignore_ascii_case("canonical"))
        };
        let is_own = |meta: Element<'_>| meta.attr("property").is_some_and(|name| name.eq_ignore_ascii_case("og:url"));
        let canonical = || attribute("link", &is_canonical, "href").or_else(|| attribute("meta", &is_own, "content"));
        let own = given
            .cloned()
            .or_else(|| comments().find_map(|address| web(&address)))
            .or_else(|| canonical().and_then(|address| web(&address)));
        let base =
            attribute("base", &|_| true, "href").and_then(|base| own.as_ref().map_or_else(|| web(&base), |own| own.join(base.trim()).ok()));
        Self { url: base.filter(is_web).or_else(|| own.clone()), page: own }
    }

    /// The page's own address; none where nobody says it.
    pub(super) fn page(&self) -> Option<String> {
        self.page.clone().and_then(clean).map(String::from)
    }

    /// Returns true when relative links can be read.
    pub(super) const fn is_known(&self) -> bool {
        self.url.is_some()
    }

    /// The whole address of a link, without what follows readers; none for a link that leads to no other page, and for a relative one where
    /// the page's own address is not known.
    pub(super) fn address(&self, link: &str) -> Option<String> {
        let link = link.trim();
        if link.is_empty() || link.starts_with('#') || is_saved_file(link) {
            return None;
        }
        let url = match &self.url {
            Some(base) => base.join(link).ok()?,
            None => Url::parse(link).ok()?,
        };
        let url = clean(url).filter(is_web)?;
        let is_same = |base: &Url| {
            let mut base = base.clone();
            base.set_fragment(None);
            base == url
        };
        (!self.url.as_ref().is_some_and(is_same)).then(|| url.to_string())
    }
}

/// Returns true when a link is relative, and would lead to another page if the page's address were known.
pub(super) fn is_relative(link: &str) -> bool {
    let link = link.trim();
    !link.is_empty() && !link.starts_with('#') && !is_saved_file(link) && Url::parse(link) == Err(url::ParseError::RelativeUrlWithoutBase)
}

/// Reads an address of the web.
pub(super) fn web(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(is_web)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Browsers save the pictures and scripts of a page in a folder beside it: `Page_files/…`.
fn is_saved_file(link: &str) -> bool {
    let link = link.strip_prefix("./").unwrap_or(link);
    let folder = link.split('/').next().unwrap_or_default();
    link.contains('/')
        && (folder.ends_with("_files") || folder.ends_with("-Dateien") || folder.ends_with("_fichiers") || folder.ends_with("_archivos"))
}

/// The address in a comment that a browser writes when it saves a page.
fn saved_from(comment: &str) -> Option<String> {
    let comment = comment.trim();
    if let Some(rest) = comment.strip_prefix("saved from url=(") {
        return rest.split_once(')').map(|(_, address)| address.trim().to_owned());
    }
    // SingleFile writes several lines, one of them with the address.
    let of_single_file = comment.contains("SingleFile").then(|| comment.lines().find_map(|line| line.trim().strip_prefix("url:")));
    of_single_file.flatten().map(|address| address.trim().to_owned())
}

/// An address without its fragment and without what follows readers.
fn clean(mut url: Url) -> Option<Url> {
    for _ in 0..WRAPPED {
        let host = url.host_str().unwrap_or_default();
        let inner = if host.ends_with(".safelinks.protection.outlook.com")
            || (matches!(host, "www.google.com" | "google.com") && url.path() == "/url")
        {
            ["url", "q"].into_iter().find_map(|name| parameter(&url, name))
        } else if matches!(host, "l.facebook.com" | "lm.facebook.com" | "l.instagram.com") {
            parameter(&url, "u")
        } else {
            None
        };
        match inner.as_deref().and_then(web) {
            Some(inner) => url = inner,
            None => break,
        }
    }
    url.set_fragment(None);
    let is_tracking = |name: &str| name.starts_with("utm_") || TRACKING.contains(&name);
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|part| !is_tracking(part.split('=').next().unwrap_or_default())).collect();
        let kept = Some(kept.join("&")).filter(|kept| !kept.is_empty());
        url.set_query(kept.as_deref());
    }
    Some(url)
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::*;

    fn base(page: &str) -> Option<String> {
        Base::of(&tree::parse(page).unwrap(), None).url.map(String::from)
    }

    #[test]
    fn a_page_tells_its_address() {
        for (page, told) in [
            ("<!-- saved from url=(0025)https://example.org/list/ --><html>", Some("https://example.org/list/")),
            ("<html><!--\n Page saved with SingleFile\n url: https://example.org/a\n saved date: x\n-->", Some("https://example.org/a")),
            ("<link rel=canonical href='https://example.org/b'>", Some("https://example.org/b")),
            ("<meta property='og:url' content='https://example.org/c'>", Some("https://example.org/c")),
            ("<base href='/d/'><link rel=canonical href='https://example.org/b'>", Some("https://example.org/d/")),
            ("<base href='https://example.org/d/'>", Some("https://example.org/d/")),
            ("<base href='/d/'>", None),
            ("<link rel=canonical href='javascript:x'>", None),
        ] {
            assert_eq!(base(page).as_deref(), told, "{page}");
        }
    }

    #[test]
    fn links_become_whole_and_clean() {
        let base = Base { url: web("https://example.org/list/"), page: None };
        for (link, address) in [
            ("a?id=1&utm_source=x&fbclid=y#top", Some("https://example.org/list/a?id=1")),
            ("/b?utm_medium=x", Some("https://example.org/b")),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb%3Fgclid%3D1&data=5",
                Some("https://a.example/b"),
            ),
            ("https://www.google.com/url?q=https://a.example/&sa=D", Some("https://a.example/")),
            ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fc&h=1", Some("https://a.example/c")),
            ("#top", None),
            ("", None),
            ("https://example.org/list/#top", None),
            ("mailto:a@example.org", None),
            ("javascript:void(0)", None),
            ("./My page_files/saved.html", None),
        ] {
            assert_eq!(base.address(link).as_deref(), address, "{link}");
        }
        assert_eq!(Base::default().address("a"), None);
        assert!(is_relative("a") && !is_relative("mailto:a@example.org") && !is_relative("#a"));
    }
}
