import { assert } from './checks.mjs';
import { SUBPROTOCOL } from './socket.mjs';
import { upgrade } from './upgrade.mjs';

export function handshakeChecks(url) {
  const withOrigin = (origin) => upgrade(url, { origin, 'sec-websocket-protocol': SUBPROTOCOL });
  const { host, origin } = new URL(url.replace(/^ws/, 'http'));
  return {
    'the subprotocol is confirmed': async () => {
      const { status, protocol } = await upgrade(url, { 'sec-websocket-protocol': `other, ${SUBPROTOCOL}` });
      assert.deepEqual([status, protocol], [101, SUBPROTOCOL]);
    },
    'another subprotocol is refused': async () => mustBeRefused(await upgrade(url, { 'sec-websocket-protocol': 'graphql-ws' })),
    'a missing subprotocol is refused': async () => mustBeRefused(await upgrade(url, {})),
    'the page of another site is refused with 403': async () => {
      assert.equal((await withOrigin('https://elsewhere.example')).status, 403);
    },
    'a page whose address only begins like ours is refused with 403': async () => {
      assert.equal((await withOrigin(`http://${host}.elsewhere.example`)).status, 403);
    },
    'an opaque origin is refused with 403': async () => {
      assert.equal((await withOrigin('null')).status, 403);
    },
    'the page of the server itself is let in': async () => {
      assert.equal((await withOrigin(origin)).status, 101);
    },
  };
}

function mustBeRefused({ status, closeCode }) {
  const isRefused = (status >= 400 && status < 500) || closeCode === 4406;
  assert.ok(isRefused, `status ${status}, close code ${closeCode}`);
}
