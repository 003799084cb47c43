import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { within } from './checks.mjs';

const CLOSE_FRAME = 0x88;
const ANSWER_MS = 5_000;
const FIRST_FRAME_MS = 1_000;

/**
 * Asks for an upgrade; tells the status and, if the server closes at once, its close code.
 * `ws` cannot: it ends a socket without the subprotocol by itself.
 */
export function upgrade(url, headers) {
  const answered = new Promise((resolve, reject) => {
    const request = http.get(url.replace(/^ws/, 'http'), { headers: { ...upgradeHeaders(), ...headers }, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode });
    });
    request.on('upgrade', async (response, socket, head) => {
      const protocol = response.headers['sec-websocket-protocol'];
      resolve({ status: response.statusCode, protocol, closeCode: await firstClose(socket, head) });
      socket.destroy();
    });
  });
  return within(ANSWER_MS, 'answer to the handshake', answered);
}

function upgradeHeaders() {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
}

async function firstClose(socket, head) {
  const frame = head.length > 0 ? head : await firstBytes(socket);
  return frame?.[0] === CLOSE_FRAME && frame.length >= 4 ? frame.readUInt16BE(2) : undefined;
}

function firstBytes(socket) {
  const bytes = new Promise((resolve) => socket.once('data', resolve).once('error', () => resolve()).once('close', () => resolve()));
  return within(FIRST_FRAME_MS, 'frame', bytes).catch(() => undefined);
}
