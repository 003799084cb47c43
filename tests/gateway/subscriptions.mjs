import assert from 'node:assert/strict';
import { exec } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Checks } from './checks.mjs';
import { compose } from './compose.mjs';
import { setDeadline } from './deadline.mjs';
import { startHiveGateway } from './hive.mjs';
import { fetchServiceSdl } from './http.mjs';
import { findHiveRouter, missHiveRouter, startHiveRouter } from './router.mjs';

const SUBSCRIPTION = 'subscription { catalogueChanged { version } }';
const EVENT_SECONDS = 20;
// A gateway may answer before it has subscribed at the subgraph.
const SETTLING_MILLISECONDS = 1000;

const EVENTS = 'server-sent events';
const SOCKET = 'graphql-transport-ws';

// What each gateway is told, so that it asks Colophon in this way. Without a word both ask for an event stream where they ask everything else.
const HIVE = {
  [EVENTS]: {},
  [SOCKET]: { transportEntries: { colophon: { options: { subscriptions: { kind: 'ws', location: '/graphql/ws' } } } } },
};
const HIVE_ROUTER = {
  [EVENTS]: { subscriptions: { enabled: true } },
  [SOCKET]: { subscriptions: { enabled: true, websocket: { subgraphs: { colophon: { path: '/graphql/ws' } } } } },
};

async function run(checks, colophonUrl, changeCommand) {
  const url = new URL('/graphql', colophonUrl).href;
  const { supergraphSdl } = compose([{ name: 'colophon', url, sdl: await fetchServiceSdl(url) }]);
  for (const [transport, options] of Object.entries(HIVE)) {
    await checks.check(`hive streams over ${transport}`, () => checkStream(startHiveGateway(supergraphSdl, options), changeCommand));
  }
  const router = findHiveRouter();
  if (!router) return missHiveRouter(checks);
  for (const [transport, options] of Object.entries(HIVE_ROUTER)) {
    await checks.check(`hive-router streams over ${transport}`, async () =>
      checkStream(await startHiveRouter(router, supergraphSdl, options), changeCommand),
    );
  }
}

async function checkStream(gateway, changeCommand) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error(`no event in ${EVENT_SECONDS} s`)), EVENT_SECONDS * 1000);
  try {
    const response = await gateway.subscribe(SUBSCRIPTION, abort.signal);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/event-stream/);
    const [answer] = await Promise.all([readFirstEvent(response.body, abort.signal), change(changeCommand)]);
    assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
    assert.notEqual(answer.data?.catalogueChanged?.version ?? null, null, JSON.stringify(answer));
    return `version ${answer.data.catalogueChanged.version}`;
  } finally {
    clearTimeout(timer);
    abort.abort();
    await gateway.stop();
  }
}

async function change(command) {
  if (!command) return;
  await wait(SETTLING_MILLISECONDS);
  await promisify(exec)(command);
}

async function readFirstEvent(body, signal) {
  const reader = body.getReader();
  signal.addEventListener('abort', () => reader.cancel(signal.reason).catch(() => {}));
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw signal.reason ?? new Error(`the stream ends after ${JSON.stringify(text)}`);
    text += decoder.decode(value, { stream: true });
    const [, data] = text.match(/^data: ?(.+)\n/m) ?? [];
    if (data) return JSON.parse(data);
  }
}

const [colophonUrl, changeCommand] = process.argv.slice(2);
if (!colophonUrl) throw new Error('Usage: node subscriptions.mjs COLOPHON_URL [COMMAND_THAT_CHANGES_THE_CATALOGUE]');
setDeadline(120);
const checks = new Checks();
try {
  await run(checks, colophonUrl, changeCommand);
} catch (error) {
  checks.fail('run', error);
}
process.exit(checks.failed ? 1 : 0);
