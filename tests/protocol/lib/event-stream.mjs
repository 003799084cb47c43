import { within } from './checks.mjs';

const ANSWER_MS = 10_000;

/** Asks as a client of event streams does; the caller aborts what does not end. */
export function ask(url, query, { method = 'POST', accept = 'text/event-stream', signal } = {}) {
  const headers = { accept };
  const response = method === 'GET'
    ? fetch(`${url}?${new URLSearchParams({ query })}`, { headers, signal })
    : fetch(url, { method, signal, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return within(ANSWER_MS, 'response', response);
}

/** The events of a stream that ends. */
export async function wholeStream(response) {
  const text = await within(ANSWER_MS, 'end of the stream', response.text());
  return text.split(/\r?\n\r?\n/).map(parseEvent).filter(({ event }) => event !== undefined);
}

/** The first event of a stream, whatever comes after it. */
export async function firstEvent(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  return within(ANSWER_MS, 'event', readEvent(reader));
}

async function readEvent(reader) {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the stream ended without an event: ${text}`);
    text += value;
    const whole = text.split(/\r?\n\r?\n/).slice(0, -1).map(parseEvent).find(({ event }) => event !== undefined);
    if (whole) return whole;
  }
}

/** `data` stays undefined without a `data` line: a browser's EventSource drops such an event. */
function parseEvent(block) {
  const parsed = {};
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field) parsed[field] = field in parsed ? `${parsed[field]}\n${value}` : value;
  }
  return parsed;
}
