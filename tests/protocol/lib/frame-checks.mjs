// The rules of graphql-transport-ws, a frame at a time.
import { assert, pause } from './checks.mjs';
import { CATALOGUE, INVALID, NOT_GRAPHQL, QUERY, hasVersion, nested } from './documents.mjs';
import { Socket } from './socket.mjs';
import { changeCatalogue } from './trigger.mjs';

const KIB = 1024;
const MOST_SUBSCRIPTIONS = 50;
const SLACK_MS = 3_000;

export function frameChecks(url) {
  return { ...initChecks(url), ...malformedChecks(url), ...operationChecks(url), ...limitChecks(url) };
}

/** A check on a socket of its own. */
function onSocket(connect, check) {
  return async () => {
    const socket = await connect();
    try {
      await check(socket);
    } finally {
      socket.end();
    }
  };
}

function initChecks(url) {
  const fresh = (check) => onSocket(() => Socket.open(url), check);
  const ready = (check) => onSocket(() => Socket.ready(url), check);
  const initWait = Number(process.env.INIT_WAIT_MS ?? 15_000);
  return {
    'subscribe before the ack closes with 4401': fresh(async (socket) => {
      socket.subscribe('early', QUERY);
      assert.equal(await socket.closeCode(), 4401);
    }),
    'a second connection_init closes with 4429': ready(async (socket) => {
      socket.say({ type: 'connection_init' });
      assert.equal(await socket.closeCode(), 4429);
    }),
    'a connection_init with a payload is acknowledged': fresh(async (socket) => {
      socket.say({ type: 'connection_init', payload: { client: 'protocol tests' } });
      await socket.hear((message) => message.type === 'connection_ack', 'connection_ack');
    }),
    [`no connection_init in ${initWait} ms closes with 4408`]: fresh(async (socket) => {
      const start = performance.now();
      assert.equal(await socket.closeCode(initWait + SLACK_MS), 4408);
      const waited = performance.now() - start;
      assert.ok(waited > initWait * 0.9, `closed after ${Math.round(waited)} ms already`);
    }),
    ...(process.env.AUTH_REFUSED === '1' && {
      'a refused connection_init closes with 4403': fresh(async (socket) => {
        socket.say({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } });
        assert.equal(await socket.closeCode(), 4403);
      }),
    }),
  };
}

function malformedChecks(url) {
  const frames = {
    'an unknown type': JSON.stringify({ type: 'start', id: '1', payload: { query: QUERY } }),
    'a message without a type': '{}',
    'a JSON array': '[]',
    'invalid JSON': '{"type": "ping"',
    'a binary frame': Buffer.from(JSON.stringify({ type: 'ping' })),
    'subscribe without an id': JSON.stringify({ type: 'subscribe', payload: { query: QUERY } }),
    'subscribe without a query': JSON.stringify({ type: 'subscribe', id: '1', payload: {} }),
  };
  const checks = Object.entries(frames).map(([what, frame]) => [
    `${what} closes with 4400`,
    onSocket(() => Socket.ready(url), async (socket) => {
      socket.send(frame);
      assert.equal(await socket.closeCode(), 4400);
    }),
  ]);
  return Object.fromEntries(checks);
}

function operationChecks(url) {
  const ready = (check) => onSocket(() => Socket.ready(url), check);
  return {
    'a query gives next and complete': ready(async (socket) => {
      socket.subscribe('q', QUERY);
      assert.deepEqual((await socket.hearOf('q', 'next')).payload.data, { __typename: 'Query' });
      await socket.hearOf('q', 'complete');
    }),
    'variables and operationName are used': ready(async (socket) => {
      const query = 'query A { __typename } query B($no: Boolean!) { nodes(ids: []) @skip(if: $no) { id } b: __typename }';
      socket.subscribe('q', query, { operationName: 'B', variables: { no: true } });
      assert.deepEqual((await socket.hearOf('q', 'next')).payload.data, { b: 'Query' });
    }),
    'a validation error gives error, and the socket stays open': ready((socket) => refuses(socket, INVALID)),
    'a syntax error gives error, and the socket stays open': ready((socket) => refuses(socket, NOT_GRAPHQL)),
    '60 nested brackets give error, and the socket stays open': ready((socket) => refuses(socket, nested(60))),
    '20,000 nested brackets give error, and the socket stays open': ready((socket) => refuses(socket, nested(20_000))),
    'an id that is live closes with 4409': ready(async (socket) => {
      socket.subscribe('twice', CATALOGUE);
      socket.subscribe('twice', CATALOGUE);
      assert.equal(await socket.closeCode(), 4409);
    }),
    'complete frees the id': ready(async (socket) => {
      socket.subscribe('again', CATALOGUE);
      socket.complete('again');
      socket.subscribe('again', QUERY);
      await socket.hearOf('again', 'next');
      await socket.hearOf('again', 'complete');
    }),
    'the end of a query and an error free the id': ready(async (socket) => {
      await refuses(socket, INVALID, 'again');
      socket.subscribe('again', QUERY);
      await socket.hearOf('again', 'complete');
      socket.subscribe('again', QUERY);
      await socket.hearOf('again', 'complete');
    }),
    'complete of an id that is not live is ignored': ready(async (socket) => {
      socket.complete('never');
      await socket.mustLive();
    }),
    'after complete no event comes, others get theirs': ready(onlyLiveIdsHear),
    'ping gives pong with the payload, before the ack too': onSocket(() => Socket.open(url), (socket) => socket.mustLive()),
    'ping without a payload gives pong': ready(async (socket) => {
      socket.say({ type: 'ping' });
      await socket.hear((message) => message.type === 'pong', 'pong');
    }),
    'a pong that nobody asked for is ignored': ready(async (socket) => {
      socket.say({ type: 'pong', payload: { unasked: true } });
      await socket.mustLive();
      assert.deepEqual(socket.unheard, []);
    }),
  };
}

async function refuses(socket, query, id = 'refused') {
  socket.subscribe(id, query);
  const { payload } = await socket.hearOf(id, 'error');
  assert.ok(Array.isArray(payload) && typeof payload[0]?.message === 'string', 'the payload is a list of errors');
  await socket.mustLive();
  assert.deepEqual(socket.unheard.filter((message) => message.id === id), [], 'more than an error came');
}

async function onlyLiveIdsHear(socket) {
  socket.subscribe('gone', CATALOGUE);
  socket.subscribe('live', CATALOGUE);
  socket.complete('gone');
  await socket.mustLive();
  await changeCatalogue();
  assert.ok(hasVersion((await socket.hearOf('live', 'next')).payload));
  await pause(200);
  assert.deepEqual(socket.unheard.filter((message) => message.id === 'gone'), []);
}

function limitChecks(url) {
  const ready = (check) => onSocket(() => Socket.ready(url), check);
  return {
    'a message of 200 KiB is read': ready(async (socket) => {
      socket.subscribe('long', QUERY, { extensions: { padding: 'x'.repeat(200 * KIB) } });
      await socket.hearOf('long', 'complete');
    }),
    'a message over 256 KiB closes with 1009 or 4400': ready(async (socket) => {
      socket.subscribe('long', QUERY, { extensions: { padding: 'x'.repeat(257 * KIB) } });
      assert.ok([1009, 4400].includes(await socket.closeCode()));
    }),
    [`subscription ${MOST_SUBSCRIPTIONS + 1} gives error, and the socket stays open`]: ready(oneTooMany),
  };
}

async function oneTooMany(socket) {
  for (let n = 1; n <= MOST_SUBSCRIPTIONS; n += 1) socket.subscribe(`live-${n}`, CATALOGUE);
  await socket.mustLive();
  await refuses(socket, CATALOGUE, 'one-too-many');
  socket.complete('live-1');
  await socket.mustLive();
  socket.subscribe('one-too-many', CATALOGUE);
  await pause(300);
  await socket.mustLive();
  assert.deepEqual(socket.unheard.filter((message) => message.type === 'error'), [], 'a completed one made no room');
}
