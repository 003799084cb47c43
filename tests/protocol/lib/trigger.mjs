import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { pause } from './checks.mjs';

const run = promisify(exec);
// A server may start a subscription in a task of its own, a moment after it has read the request.
const STARTED_MS = 400;
let runs = 0;

/** Runs the command in TRIGGER; it finds a number in TRIGGER_RUN that is another one each time. */
export async function changeCatalogue() {
  const { TRIGGER } = process.env;
  if (!TRIGGER) throw new Error('TRIGGER is not set: a shell command that changes the catalogue, such as an import');
  runs += 1;
  await pause(STARTED_MS);
  await run(TRIGGER, { env: { ...process.env, TRIGGER_RUN: `${process.pid}${runs}` }, timeout: 20_000 });
}
