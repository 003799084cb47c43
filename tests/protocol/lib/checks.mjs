import assert from 'node:assert/strict';

const WHOLE_RUN_MS = 60_000;

/** The server to test, from the command line, without a slash at its end. */
export function serverUrl() {
  const [url] = process.argv.slice(2);
  if (!URL.canParse(url)) {
    console.error('usage: node NAME.mjs URL    for example http://127.0.0.1:8080');
    process.exit(2);
  }
  return url.replace(/\/+$/, '');
}

/** Runs checks one after the other, a line each, and ends the process: 0 when all are well and it did not take too long. */
export async function runChecks(checks, wholeRunMs = WHOLE_RUN_MS) {
  setTimeout(() => {
    console.log(`not ok the whole run: longer than ${wholeRunMs} ms`);
    process.exit(1);
  }, wholeRunMs).unref();
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (!(await passes(name, check))) failed += 1;
  }
  process.exit(failed === 0 ? 0 : 1);
}

async function passes(name, check) {
  try {
    await check();
    console.log(`ok ${name}`);
    return true;
  } catch (error) {
    console.log(`not ok ${name}: ${oneLine(error)}`);
    return false;
  }
}

function oneLine(thrown) {
  return describe(thrown).replace(/\s+/g, ' ').slice(0, 300);
}

/** The clients also throw events of the socket, and lists of GraphQL errors. */
function describe(thrown) {
  if (typeof thrown?.code === 'number') return `closed with ${thrown.code} ${thrown.reason}`;
  return thrown?.message ?? JSON.stringify(thrown);
}

/** The promise's value, or a failure that names what did not come in time. */
export async function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export { assert };
