// Event streams as they go over the wire, each operation on a connection of its own.
import { assert, within } from './checks.mjs';
import { CATALOGUE, INVALID, NOT_GRAPHQL, QUERY, hasVersion, nested } from './documents.mjs';
import { ask, firstEvent, wholeStream } from './event-stream.mjs';
import { changeCatalogue } from './trigger.mjs';

const ABORTED_STREAMS = 200;

export function streamChecks(url) {
  const checks = {};
  for (const method of ['POST', 'GET']) {
    Object.assign(checks, {
      [`${method}: a query gives event: next and event: complete`]: () => answersQuery(url, method),
      [`${method}: a validation error comes in the stream`]: () => refuses(url, method, INVALID),
      [`${method}: a syntax error comes in the stream`]: () => refuses(url, method, NOT_GRAPHQL),
      [`${method}: 60 nested brackets give an error in the stream`]: () => refuses(url, method, nested(60)),
      [`${method}: a subscription tells of a change`]: () => tellsOfChange(url, method),
    });
  }
  return {
    ...checks,
    'an abort ends the stream': () => abortEnds(url),
    [`${ABORTED_STREAMS} aborted streams leave no trace`]: () => abortMany(url),
    'without text/event-stream a query is answered with JSON': () => answersJson(url),
    'without text/event-stream a subscription is refused': () => refusesJsonSubscription(url),
  };
}

function mustBeStream(response) {
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream(;\s*charset=utf-8)?$/i);
}

async function completeStream(url, method, query) {
  const response = await ask(url, query, { method });
  mustBeStream(response);
  const events = await wholeStream(response);
  assert.deepEqual(events.map(({ event }) => event), ['next', 'complete']);
  assert.notEqual(events[1].data, undefined, 'event: complete has no data line');
  return JSON.parse(events[0].data);
}

async function answersQuery(url, method) {
  assert.deepEqual((await completeStream(url, method, QUERY)).data, { __typename: 'Query' });
}

async function refuses(url, method, query) {
  const result = await completeStream(url, method, query);
  assert.equal(typeof result.errors[0].message, 'string');
  assert.ok(!('data' in result), 'a request error has no data');
}

/** A subscription's response, for as long as the check takes. */
async function whileSubscribed(url, method, check) {
  const controller = new AbortController();
  const response = await ask(url, CATALOGUE, { method, signal: controller.signal });
  try {
    mustBeStream(response);
    await check(response, controller);
  } finally {
    controller.abort();
  }
}

function tellsOfChange(url, method) {
  return whileSubscribed(url, method, async (response) => {
    const [{ event, data }] = await Promise.all([firstEvent(response), changeCatalogue()]);
    assert.equal(event, 'next');
    assert.ok(hasVersion(JSON.parse(data)));
  });
}

function abortEnds(url) {
  return whileSubscribed(url, 'POST', async (response, controller) => {
    const rest = response.text().then(() => 'ended', (error) => error.name);
    controller.abort();
    assert.equal(await within(2_000, 'end of the stream', rest), 'AbortError');
    await answersQuery(url, 'POST');
  });
}

async function abortMany(url) {
  for (let n = 0; n < ABORTED_STREAMS; n += 1) await whileSubscribed(url, 'POST', () => {});
  await tellsOfChange(url, 'POST');
}

async function answersJson(url) {
  const response = await ask(url, QUERY, { accept: 'application/json' });
  assert.match(response.headers.get('content-type'), /^application\/json/);
  assert.deepEqual((await response.json()).data, { __typename: 'Query' });
}

async function refusesJsonSubscription(url) {
  const response = await ask(url, CATALOGUE, { accept: 'application/json' });
  const body = await within(5_000, 'whole answer', response.json());
  assert.equal(typeof body.errors[0].message, 'string');
}
