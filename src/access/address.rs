//! Finds the address of a client behind proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use crate::policy::Proxies;

/// The most proxies in a row that are followed.
const LONGEST_WAY: usize = 16;

/// The headers in which proxies name the client: the lines of each header, in their order. A line that cannot be read
/// counts as an empty line, so that the header is not taken for missing.
#[derive(Debug, Clone, Copy)]
pub struct Said<X, F> {
    /// `X-Forwarded-For`.
    pub forwarded_for: X,
    /// `Forwarded` (RFC 7239).
    pub forwarded: F,
}

/// Returns the address of the client. It is the address of the connection, or, when that is a trusted proxy, the
/// address in the proxy's header. Each proxy adds the address that it was called from at the right end. So the client
/// is the rightmost address that is no trusted proxy. The client could have written everything left of it.
///
/// A proxy writes one of the two headers, and may pass on the other as the client sent it. When both headers are there
/// and name different clients, one of them is false, and nobody can tell which. Then the address of the proxy is
/// returned.
pub fn client_address<'a, X, F>(peer: IpAddr, said: Said<X, F>, trusted: &[Proxies]) -> IpAddr
where
    X: DoubleEndedIterator<Item = &'a str>,
    F: DoubleEndedIterator<Item = &'a str>,
{
    let peer = peer.to_canonical();
    let forwarded_for = rightmost(peer, said.forwarded_for, parse, trusted);
    match (forwarded_for, rightmost(peer, said.forwarded, node, trusted)) {
        (Some(one), Some(other)) if one != other => peer,
        (one, other) => one.or(other).unwrap_or(peer),
    }
}

/// Returns the client that the elements of a header lead to, or none when there is no such header.
fn rightmost<'a>(
    peer: IpAddr,
    lines: impl DoubleEndedIterator<Item = &'a str>,
    address: fn(&str) -> Option<IpAddr>,
    trusted: &[Proxies],
) -> Option<IpAddr> {
    // An element of `Forwarded` could have a comma in quotes, but trusted proxies write none there. So each element is
    // read alone, and no text of a client to the left of it can change its meaning.
    let mut elements = lines.flat_map(|line| line.split(',')).rev().peekable();
    elements.peek()?;
    let mut client = peer;
    for element in elements.take(LONGEST_WAY) {
        if !trusted.iter().any(|proxies| proxies.contain(client)) {
            break;
        }
        let Some(before) = address(element) else { break };
        client = before;
    }
    Some(client)
}

/// Reads an address as proxies write it. Some add a port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// Returns the address in the `for` of an element of `Forwarded`. Returns none for a malformed element, and for one
/// that hides the address.
fn node(element: &str) -> Option<IpAddr> {
    let mut node = None;
    for pair in element.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=')?;
        let value = match value.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"')?,
            None => value,
        };
        if name.is_empty() || value.contains(['"', '\\']) {
            return None;
        }
        if name.eq_ignore_ascii_case("for") && node.replace(parse(value)?).is_some() {
            return None;
        }
    }
    node
}

/// Returns the network that stands for a client: an IPv6 client chooses the last 64 bits of its address itself.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded_for: &[&str], forwarded: &[&str]) -> String {
        let trusted: Vec<Proxies> = ["10.0.0.0/8", "::1"].map(|text| text.parse().unwrap()).into();
        let said = Said { forwarded_for: forwarded_for.iter().copied(), forwarded: forwarded.iter().copied() };
        client_address(peer.parse().unwrap(), said, &trusted).to_string()
    }

    #[test]
    fn only_proxies_that_are_believed_say_who_asks() {
        let of = |peer: &str, forwarded: &[&str]| client(peer, forwarded, &[]);
        assert_eq!(of("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(of("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9, 198.51.100.7 , 10.2.0.1"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9", "198.51.100.7:4711, 10.2.0.1"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["198.51.100.7, nonsense"]), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &["198.51.100.7", ""]), "10.0.0.1");
        assert_eq!(of("::ffff:10.0.0.1", &["[2001:db8::1]:80"]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn forwarded_is_read_as_the_standard_has_it() {
        let of = |peer: &str, forwarded: &[&str]| client(peer, &[], forwarded);
        assert_eq!(of("192.0.2.1", &["for=198.51.100.7"]), "192.0.2.1");
        assert_eq!(of("10.0.0.1", &["for=198.51.100.7;"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["For=\"198.51.100.7:4711\"; proto=https ;by=10.0.0.1"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["for=\"[2001:db8::1]:80\";host=\"example.org:443\""]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["for=203.0.113.9, for=198.51.100.7", "proto=http;for=10.2.0.1"]), "198.51.100.7");
        for nobody in ["for=unknown", "for=_hidden", "proto=https", "for", "", "for=", "for=198.51.100.7;for=198.51.100.8", "=;for=1.2.3.4"]
        {
            assert_eq!(of("10.0.0.1", &["for=198.51.100.7", nobody]), "10.0.0.1", "{nobody}");
        }
    }

    #[test]
    fn quotes_of_a_client_change_nothing() {
        for broken in ["for=\"x", "for=\"", "for=\\\"", "for=1.2.3.4;host=\"a"] {
            assert_eq!(client("10.0.0.1", &[], &[&format!("{broken}, for=198.51.100.7")]), "198.51.100.7", "{broken}");
        }
        for host in ["a,for=1.2.3.4", "a,for=1.2.3.4;b=", "a,for=1.2.3.4;b=\\\"", "a, for=1.2.3.4;b=\\\"c"] {
            assert_eq!(client("10.0.0.1", &[], &[&format!("for=198.51.100.7;host=\"{host}\"")]), "10.0.0.1", "{host}");
        }
    }

    #[test]
    fn two_headers_that_contradict_each_other_say_nothing() {
        assert_eq!(client("10.0.0.1", &["198.51.100.7"], &["for=198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("10.0.0.1", &["198.51.100.7"], &["for=203.0.113.9"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9"], &["for=198.51.100.7"]), "10.0.0.1");
        // A client that makes the proxy's header unreadable is not believed in the other.
        assert_eq!(client("10.0.0.1", &[""], &["for=203.0.113.9"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9"], &["nonsense"]), "10.0.0.1");
    }

    #[test]
    fn the_way_has_an_end() {
        let way = vec!["10.0.0.9"; LONGEST_WAY].join(",");
        assert_eq!(client("10.0.0.1", &[&format!("198.51.100.7,{}", &way["10.0.0.9,".len()..])], &[]), "198.51.100.7");
        assert_eq!(client("10.0.0.1", &[&format!("198.51.100.7,{way}")], &[]), "10.0.0.9");
    }

    #[test]
    fn an_ipv6_client_is_its_network() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
