//! Where a client asks from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use crate::policy::Proxies;

/// The client's address: that of the connection, or, if that is a proxy that is believed, what it says in `X-Forwarded-For`. Each proxy adds
/// whom it heard from at the right end, so the client is the rightmost address that is no such proxy; what stands left of it anybody can write.
pub fn client_address<'a>(peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>, trusted: &[Proxies]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|proxies| proxies.contain(address));
    let mut client = peer.to_canonical();
    let mut said = forwarded.flat_map(|line| line.split(',')).rev();
    while is_trusted(client) {
        match said.next().and_then(parse) {
            Some(address) => client = address,
            None => break,
        }
    }
    client
}

/// An address as proxies write it: some add a port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// Whom an address stands for: an IPv6 client chooses the last 64 bits of its address itself.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_proxies_that_are_believed_say_who_asks() {
        let trusted: Vec<Proxies> = ["10.0.0.0/8", "::1"].map(|text| text.parse().unwrap()).into();
        let of = |peer: &str, forwarded: &[&str]| client_address(peer.parse().unwrap(), forwarded.iter().copied(), &trusted).to_string();
        assert_eq!(of("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(of("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9, 198.51.100.7 , 10.2.0.1"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9", "198.51.100.7:4711, 10.2.0.1"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["198.51.100.7, nonsense"]), "10.0.0.1");
        assert_eq!(of("::ffff:10.0.0.1", &["[2001:db8::1]:80"]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn an_ipv6_client_is_its_network() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
