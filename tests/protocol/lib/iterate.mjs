// What the two published clients, of WebSockets and of event streams, have in common: `iterate`.
import { within } from './checks.mjs';
import { changeCatalogue } from './trigger.mjs';

const ANSWER_MS = 10_000;

/** Every result of an operation that ends. */
export function allResults(client, query) {
  return within(ANSWER_MS, 'answer', collect(client.iterate({ query })));
}

async function collect(results) {
  const collected = [];
  for await (const result of results) collected.push(result);
  return collected;
}

/** The first event of a subscription, after a change of the catalogue. */
export async function eventAfterChange(client, query) {
  const events = client.iterate({ query });
  const [{ value }] = await Promise.all([within(ANSWER_MS, 'event', events.next()), changeCatalogue()]);
  await events.return();
  return value;
}
