import assert from 'node:assert/strict';
import { exec } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Checks } from './checks.mjs';
import { compose } from './compose.mjs';
import { setDeadline } from './deadline.mjs';
import { startHiveGateway } from './hive.mjs';
import { fetchServiceSdl } from './http.mjs';

const SUBSCRIPTION = 'subscription { catalogueChanged { version } }';
const EVENT_SECONDS = 20;
// A gateway may answer before it has subscribed at the subgraph.
const SETTLING_MILLISECONDS = 1000;

// Without an entry, Hive Gateway asks for `text/event-stream` where it asks everything else.
const TRANSPORTS = {
  'server-sent events': {},
  'graphql-transport-ws': { transportEntries: { colophon: { options: { subscriptions: { kind: 'ws', location: '/graphql/ws' } } } } },
};

async function run(checks, colophonUrl, changeCommand) {
  const url = new URL('/graphql', colophonUrl).href;
  const { supergraphSdl } = compose([{ name: 'colophon', url, sdl: await fetchServiceSdl(url) }]);
  for (const [transport, options] of Object.entries(TRANSPORTS)) {
    await checks.check(`hive streams over ${transport}`, () => checkStream(supergraphSdl, options, changeCommand));
  }
}

async function checkStream(supergraphSdl, options, changeCommand) {
  const gateway = startHiveGateway(supergraphSdl, options);
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
