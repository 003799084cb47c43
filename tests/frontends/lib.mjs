import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = new URL('.', import.meta.url);
const run = promisify(execFile);

/** Makes an empty folder for a tool. It lies where packages are found from; git ignores it. */
export async function folder(name) {
  const path = fileURLToPath(new URL(`.work/${name}/`, HERE));
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}

/** Runs a program of a package in a folder. Fails with what it said. */
export async function tool(path, script, ...args) {
  const program = fileURLToPath(new URL(`node_modules/${script}`, HERE));
  try {
    return (await run(process.execPath, [program, ...args], { cwd: path })).stdout;
  } catch (error) {
    throw new Error(`${script}: ${error.stdout}${error.stderr}`);
  }
}

export function write(path, name, text) {
  return writeFile(`${path}${name}`, text);
}

/** Returns the schema without what a pattern finds: to see that a tool would notice. */
export function spoiled(schema, pattern, replacement = '') {
  const text = schema.replace(pattern, replacement);
  assert.notEqual(text, schema, `the schema has no ${pattern}`);
  return text;
}

/** Fails when `attempt` does not: a check that passes whatever the schema is would check nothing. */
export async function refuses(attempt, words) {
  const error = await attempt().then(() => null, (error) => error);
  assert.ok(error, 'the spoiled schema is taken');
  assert.match(error.message, words);
}

/** Posts a document. Fails when there are errors. */
export async function post(url, query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer;
}
