//! The body of an export: written on a thread of its own, sent as it comes.
//!
//! A failure breaks the connection, so that no client takes a part of a file for the whole. A client that leaves ends the writing.

use std::io::{self, Write};
use std::time::Instant;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::timeout_at;
use tracing::{debug, warn};

use crate::export::{Begun, ExportFailure};

/// So much is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;
/// So many pieces may wait for the client.
const AHEAD: usize = 4;

/// The body of an export, once its first piece is there. Its place is free again when the last piece is taken.
///
/// # Errors
/// The reason, when the export fails before the first piece.
pub(super) async fn of(begun: Begun, place: OwnedSemaphorePermit, deadline: Instant, id: &str) -> Result<Body, io::Error> {
    let (sender, mut pieces) = mpsc::channel::<io::Result<Bytes>>(AHEAD);
    let (handle, id) = (Handle::current(), id.to_owned());
    tokio::task::spawn_blocking(move || {
        let mut pipe = Pipe { sender, handle, deadline, piece: Vec::with_capacity(PIECE) };
        let written = begun.write(&mut pipe, |_| {}).and_then(|rows| Ok(pipe.flush().map(|()| rows)?));
        // Who sees the end of the body may ask for the next export at once.
        drop(place);
        match written {
            Ok(rows) => debug!(rows, request = id, "an export was written"),
            Err(ExportFailure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                debug!(request = id, "the reader of an export has left");
            }
            Err(failure) => {
                warn!(error = %failure, request = id, "an export broke off");
                pipe.fail(io::Error::other(failure));
            }
        }
    });
    let first = pieces.recv().await.transpose()?;
    let rest = stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces)));
    Ok(Body::from_stream(stream::StreamExt::chain(stream::iter(first.map(Ok)), rest)))
}

/// Hands bytes over to the task that answers.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    handle: Handle,
    deadline: Instant,
    piece: Vec<u8>,
}

impl Pipe {
    fn send(&self, piece: io::Result<Bytes>) -> io::Result<()> {
        let sending = timeout_at(self.deadline.into(), self.sender.send(piece));
        match self.handle.block_on(sending) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the reader did not take it in time")),
        }
    }

    /// Ends the body before its end. Of a reader that takes nothing, the connection ends with the body.
    fn fail(self, error: io::Error) {
        let _ = self.handle.block_on(self.sender.send(Err(error)));
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.send(Ok(piece.into()))
    }
}
