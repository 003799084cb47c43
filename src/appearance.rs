//! The settings of the pages for people: public address, name, logo, colours, texts.
//!
//! The address is a flag, a variable or a key; the others are keys of `[site]` in `colophon.toml`. `docs/use/pages.md`
//! shows them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;

/// The lowest contrast of a colour with the paper that it stands on (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// The lowest contrast of the ink: fainter texts are mixed of ink and paper.
const LEAST_INK_CONTRAST: f64 = 9.0;
/// The most characters of a text.
const LONGEST_TEXT: usize = 2_000;
/// The most links.
const MOST_LINKS: usize = 12;

/// The address under which people find this server, for example `https://example.org/catalogue`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    origin: String,
    prefix: String,
}

impl PublicUrl {
    /// Returns scheme, host and port: `https://example.org`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the path, without a slash at its end: `/catalogue`, or nothing.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no public address: write scheme, host and perhaps a path, for example https://example.org/catalogue");
        let scheme = if text.starts_with("https://") { "https://" } else { "http://" };
        let rest = text.strip_prefix(scheme).ok_or_else(wrong)?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') || !host.chars().all(is_host) {
            return Err(wrong());
        }
        let prefix = path.trim_end_matches('/');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        let is_segment = |part: &str| !part.is_empty() && part.chars().all(is_plain) && !part.chars().all(|c| c == '.');
        if !prefix.split('/').skip(1).all(is_segment) {
            return Err(wrong());
        }
        Ok(Self { origin: format!("{scheme}{}", host.to_ascii_lowercase()), prefix: prefix.to_owned() })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A colour, written as `#97382a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour([u8; 3]);

impl Colour {
    /// Returns the relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast of two colours, from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] =
            number.ok_or_else(|| format!("`{text}` is no colour: write six digits, for example #97382a"))?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Some colours of one place. Each is optional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// The background.
    pub paper: Option<Colour>,
    /// Texts.
    pub ink: Option<Colour>,
    /// Links and buttons.
    pub accent: Option<Colour>,
}

/// The three colours of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// The background.
    pub paper: Colour,
    /// Texts.
    pub ink: Colour,
    /// Links and buttons.
    pub accent: Colour,
}

/// The colours of a page on a bright screen.
pub const LIGHT: Colours =
    Colours { paper: Colour([0xfd, 0xfb, 0xf6]), ink: Colour([0x26, 0x22, 0x1e]), accent: Colour([0x97, 0x38, 0x2a]) };
/// The colours of a page on a dark screen.
pub const DARK: Colours =
    Colours { paper: Colour([0x18, 0x16, 0x14]), ink: Colour([0xec, 0xe6, 0xdc]), accent: Colour([0xf0, 0x93, 0x7f]) };

impl Colours {
    /// Puts the colours of an operator over the default ones.
    fn of(name: &str, palette: Palette, default: Self) -> Result<Self, String> {
        let Palette { paper, ink, accent } = palette;
        let colours =
            Self { paper: paper.unwrap_or(default.paper), ink: ink.unwrap_or(default.ink), accent: accent.unwrap_or(default.accent) };
        for (which, colour, least) in [("ink", colours.ink, LEAST_INK_CONTRAST), ("accent", colours.accent, LEAST_CONTRAST)] {
            let contrast = colour.contrast(colours.paper);
            if contrast < least {
                return Err(format!(
                    "`{name}.{which}` ({colour}) on `paper` ({}) has a contrast of {contrast:.1}; people can read it from {least} on",
                    colours.paper
                ));
            }
        }
        Ok(colours)
    }
}

/// A link that every page shows at its foot, for example to an imprint.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLink {
    /// The words.
    pub text: String,
    /// The address: http or https.
    pub url: String,
}

/// The keys of `[site]`. Each is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteLayer {
    /// The name of the catalogue.
    pub name: Option<String>,
    /// A few sentences about it, for the front page. An empty line begins a paragraph.
    pub text: Option<String>,
    /// The file of its logo.
    pub logo: Option<PathBuf>,
    /// Links at the foot of every page.
    #[serde(default)]
    pub links: Vec<FooterLink>,
    /// Colours on a bright screen.
    #[serde(default)]
    pub light: Palette,
    /// Colours on a dark screen.
    #[serde(default)]
    pub dark: Palette,
}

/// The settings of the pages that hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The address under which people find this server.
    pub public_url: Option<PublicUrl>,
    /// The name of the catalogue.
    pub name: String,
    /// A few sentences about it.
    pub text: Option<String>,
    /// The file of its logo.
    pub logo: Option<PathBuf>,
    /// Links at the foot of every page.
    pub links: Vec<FooterLink>,
    /// Colours on a bright screen.
    pub light: Colours,
    /// Colours on a dark screen.
    pub dark: Colours,
}

impl Default for Appearance {
    fn default() -> Self {
        Self { public_url: None, name: "Colophon".to_owned(), text: None, logo: None, links: Vec::new(), light: LIGHT, dark: DARK }
    }
}

impl Appearance {
    /// Puts the keys of a file over the defaults.
    ///
    /// # Errors
    /// A message, when a text is too long, an address is none, or a colour cannot be read on its paper.
    pub fn of(public_url: Option<PublicUrl>, layer: SiteLayer) -> Result<Self, String> {
        let default = Self::default();
        for (key, text) in [("name", &layer.name), ("text", &layer.text)] {
            let length = text.as_ref().map_or(0, |text| text.chars().count());
            if length > LONGEST_TEXT {
                return Err(format!("`{key}` has {length} characters; {LONGEST_TEXT} are the most"));
            }
        }
        if layer.links.len() > MOST_LINKS {
            return Err(format!("there are {} `links`; {MOST_LINKS} are the most", layer.links.len()));
        }
        if let Some(link) = layer.links.iter().find(|link| !is_web_address(&link.url)) {
            return Err(format!("`{}` is no address for a link: it must begin with https:// or http://", link.url));
        }
        Ok(Self {
            public_url,
            name: layer.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or(default.name),
            text: layer.text.filter(|text| !text.trim().is_empty()),
            logo: layer.logo,
            links: layer.links,
            light: Colours::of("light", layer.light, LIGHT)?,
            dark: Colours::of("dark", layer.dark, DARK)?,
        })
    }
}

/// Returns true when a browser may be sent to an address: it begins with `http://` or `https://`, and has a host.
pub fn is_web_address(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    matches!(scheme.as_deref(), Some("http" | "https"))
        && host.starts_with(|c: char| !matches!(c, '/' | '?' | '#' | ':' | '\\'))
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_have_scheme_host_and_path() {
        for (text, origin, prefix) in [
            ("https://example.org", "https://example.org", ""),
            ("https://Example.org/", "https://example.org", ""),
            ("http://[::1]:8080/a/b-c/", "http://[::1]:8080", "/a/b-c"),
            ("https://example.org/catalogue", "https://example.org", "/catalogue"),
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!((url.origin(), url.prefix()), (origin, prefix), "{text}");
        }
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://a b",
            "https://user@example.org",
            "https://example.org/a?b",
            "https://example.org/a#b",
            "https://example.org/a//b",
            "https://example.org/../a",
            "https://example.org/\"",
            "javascript://x",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn colours_that_nobody_can_read_are_refused() {
        for (colours, default) in [(LIGHT, LIGHT), (DARK, DARK)] {
            assert_eq!(Colours::of("light", Palette::default(), default), Ok(colours));
        }
        let of = |text: &str| Appearance::of(None, toml::from_str(text).unwrap());
        assert_eq!(of("[light]\naccent = '#005A9C'").unwrap().light.accent.to_string(), "#005a9c");
        assert!(of("[light]\naccent = '#ffcc00'").unwrap_err().contains("`light.accent` (#ffcc00)"));
        assert!(of("[dark]\nink = '#777777'").unwrap_err().contains("contrast"));
        for text in ["red", "#fff", "#gggggg", "#97382a;", "url(x)"] {
            assert!(
                toml::from_str::<SiteLayer>(&format!("[light]\npaper = '{text}'")).unwrap_err().to_string().contains("no colour"),
                "{text}"
            );
        }
    }

    #[test]
    fn links_lead_to_web_addresses() {
        assert!(is_web_address("https://example.org/a?b#c") && is_web_address("HTTP://example.org"));
        for text in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "https://",
            "https:///x",
            "https:example.org",
            "//example.org",
            "data:,x",
            "https://a b",
        ] {
            assert!(!is_web_address(text), "{text}");
        }
        let layer: SiteLayer = toml::from_str("[[links]]\ntext = 'Imprint'\nurl = 'javascript:alert(1)'").unwrap();
        assert!(Appearance::of(None, layer).unwrap_err().contains("javascript:alert(1)"));
    }
}
