// The published client of graphql-transport-ws, as an application uses it.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { assert, pause } from './checks.mjs';
import { CATALOGUE, INVALID, QUERY, RESOURCE, hasResource, hasVersion } from './documents.mjs';
import { allResults, eventAfterChange } from './iterate.mjs';

const KEEP_ALIVE_MS = 150;
const SILENT_SINK = { next() {}, error() {}, complete() {} };

export function clientChecks(url) {
  const withClient = (check, options) => () => useClient(url, check, options);
  return {
    'client: a query is answered and ends': withClient(async (client) => {
      assert.deepEqual((await allResults(client, QUERY)).map(({ data }) => data), [{ __typename: 'Query' }]);
    }),
    'client: a validation error rejects with GraphQL errors': withClient(async (client) => {
      const errors = await allResults(client, INVALID).then(() => assert.fail('it was answered'), (thrown) => thrown);
      assert.match(errors[0].message, /thereIsNoSuchField/);
    }),
    'client: catalogueChanged tells of a change': withClient(async (client) => {
      assert.ok(hasVersion(await eventAfterChange(client, CATALOGUE)));
    }),
    'client: resourceChanged tells of a change': withClient(async (client) => {
      assert.ok(hasResource(await eventAfterChange(client, RESOURCE)));
    }),
    'client: lazy, it connects with the first operation and leaves with the last': () => connectsLazily(url),
    'client: not lazy, it connects at once and stays': () => staysConnected(url),
    'client: keepAlive pings are answered': () => keepsAlive(url),
    'client: many operations share a socket': withClient(async (client) => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => allResults(client, QUERY)));
      assert.ok(answers.every((answer) => answer.length === 1 && answer[0].data.__typename === 'Query'));
    }),
  };
}

async function useClient(url, check, options = {}) {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, onNonLazyError: () => {}, ...options });
  try {
    await check(client);
  } finally {
    await client.dispose();
  }
}

/** Counts what a client tells of its connection. */
function counting() {
  const seen = { connected: 0, closed: 0, pongs: 0, closeCode: undefined };
  const on = {
    connected: () => (seen.connected += 1),
    closed: (event) => {
      seen.closed += 1;
      seen.closeCode = event.code;
    },
    pong: (received) => (seen.pongs += received ? 1 : 0),
  };
  return { seen, on };
}

async function connectsLazily(url) {
  const { seen, on } = counting();
  await useClient(url, async (client) => {
    await pause(200);
    assert.equal(seen.connected, 0, 'it connected without an operation');
    const complete = client.subscribe({ query: CATALOGUE }, SILENT_SINK);
    await allResults(client, QUERY);
    assert.deepEqual([seen.connected, seen.closed], [1, 0], 'the subscription holds the one connection');
    complete();
    await pause(300);
    assert.deepEqual([seen.closed, seen.closeCode], [1, 1000], 'the last completion ends the connection');
  }, { on });
}

async function staysConnected(url) {
  const { seen, on } = counting();
  await useClient(url, async (client) => {
    await pause(300);
    assert.equal(seen.connected, 1);
    await allResults(client, QUERY);
    await pause(200);
    assert.deepEqual([seen.connected, seen.closed], [1, 0]);
  }, { lazy: false, on });
}

async function keepsAlive(url) {
  const { seen, on } = counting();
  await useClient(url, async (client) => {
    await allResults(client, QUERY);
    await pause(8 * KEEP_ALIVE_MS);
    assert.ok(seen.pongs >= 3, `${seen.pongs} pongs came`);
    assert.equal(seen.closed, 0);
  }, { lazy: false, keepAlive: KEEP_ALIVE_MS, on });
}
