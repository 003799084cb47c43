//! The proxies of `packaging/proxy`, in front of a server, below a path.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::cluster::free_port;
use crate::command::Server;
use crate::peers::is_required;
use crate::socket::Socket;

/// The address that the files of `packaging/proxy` pass requests on to.
const UPSTREAM: &str = "127.0.0.1:8080";
const PATIENCE: Duration = Duration::from_secs(10);

/// A proxy and a server; both are stopped when the test ends.
struct Site {
    proxy: Child,
    address: String,
    _server: Server,
    _folder: TempDir,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.proxy.kill();
        let _ = self.proxy.wait();
    }
}

fn shipped(file: &str, upstream: &str) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/proxy").join(file)).unwrap();
    assert!(text.contains(UPSTREAM));
    text.replace(UPSTREAM, upstream)
}

fn nginx(folder: &Path, address: &str, upstream: &str) -> Command {
    std::fs::write(folder.join("block.conf"), shipped("nginx.conf", upstream)).unwrap();
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let places = places.map(|place| format!("{place}_temp_path {};", folder.join(place).display())).join(" ");
    let main = format!(
        "daemon off; master_process off; pid {pid}; error_log stderr; events {{}}\n\
         http {{ access_log off; {places} server {{ listen {address}; include {block}; }} }}\n",
        pid = folder.join("pid").display(),
        block = folder.join("block.conf").display()
    );
    std::fs::write(folder.join("nginx.conf"), main).unwrap();
    let mut command = Command::new("nginx");
    command.args(["-e", "stderr", "-c"]).arg(folder.join("nginx.conf"));
    command
}

fn caddy(folder: &Path, address: &str, upstream: &str) -> Command {
    let site = shipped("Caddyfile", upstream).replace("\nexample.org {", &format!("\nhttp://{address} {{"));
    std::fs::write(folder.join("Caddyfile"), format!("{{\n\tadmin off\n}}\n{site}")).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("Caddyfile"));
    command.env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    command
}

impl Site {
    /// None where the proxy is not installed and need not be.
    fn start(make: fn(&Path, &str, &str) -> Command) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let address = format!("127.0.0.1:{}", free_port().unwrap());
        let public = format!("http://{address}/catalogue");
        let server =
            Server::start_with(folder.path(), &["--public-url", &public, "--trusted-proxies", "127.0.0.1", "--ping-interval", "1"]);
        let mut command = make(folder.path(), &address, &server.address);
        // Debian keeps the program of nginx where only root looks.
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        let started = command.env("PATH", path).env("HOME", folder.path()).stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut proxy = match started {
            Ok(proxy) => proxy,
            Err(error) => {
                assert!(!is_required(), "{command:?}: {error}");
                return None;
            }
        };
        let began = Instant::now();
        while TcpStream::connect(&address).is_err() {
            assert!(proxy.try_wait().unwrap().is_none() && began.elapsed() < PATIENCE, "{command:?} does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Self { proxy, address, _server: server, _folder: folder })
    }

    /// Sends a request whose head ends with `rest`.
    fn send(&self, line: &str, rest: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: {}\r\n{rest}", self.address).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.send(&format!("GET {path}"), "Connection: close\r\n\r\n").read_to_string(&mut answer).unwrap();
        answer
    }
}

fn a_catalogue_below_a_path(make: fn(&Path, &str, &str) -> Command) {
    let Some(site) = Site::start(make) else { return };

    let page = site.get("/catalogue/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let mut links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| link.starts_with('/'));
    assert!(links.clone().count() > 3 && links.all(|link| link.starts_with("/catalogue/")), "{page}");
    for path in ["/catalogue/explore", "/catalogue/static/style.css", "/catalogue/playground/", "/catalogue/health/ready"] {
        assert!(site.get(path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let moved = site.get("/catalogue");
    assert!(moved.starts_with("HTTP/1.1 30") && moved.to_lowercase().contains("/catalogue/\r\n"), "{moved}");
    assert!(site.get("/catalogue/metrics").starts_with("HTTP/1.1 404"), "the metrics are open");

    // An event stream is not held back: the first sign of life comes while the stream is open.
    let body = r#"{"query":"subscription { catalogueChanged { version } }"}"#;
    let head = format!("Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let lines = BufReader::new(site.send("POST /catalogue/graphql", &head)).lines();
    let head: Vec<String> = lines.map(Result::unwrap).take_while(|line| !line.starts_with(':')).collect();
    assert!(head[0].starts_with("HTTP/1.1 200") && head.iter().any(|line| line.to_lowercase().contains("text/event-stream")), "{head:?}");

    let mut socket = Socket::over(&format!("{}/catalogue", site.address), TcpStream::connect(&site.address).unwrap());
    socket.begin();
}

#[test]
fn nginx_serves_a_catalogue_below_a_path() {
    a_catalogue_below_a_path(nginx);
}

#[test]
fn caddy_serves_a_catalogue_below_a_path() {
    a_catalogue_below_a_path(caddy);
}
