import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { askGraphql, serve } from './http.mjs';

const START_SECONDS = 20;

/** The program of Hive Router: what HIVE_ROUTER names, or `hive_router` on the PATH; undefined where there is none. */
export function findHiveRouter() {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'hive_router'));
  return [process.env.HIVE_ROUTER || onPath].flat().find(existsSync);
}

/** Says that Hive Router is left out. Where all peers are required, that is a failure. */
export function missHiveRouter(checks) {
  const reason = 'there is no `hive_router` on the PATH, and HIVE_ROUTER names none; docs/operate/federation.md says how it is installed';
  if (process.env.COLOPHON_REQUIRE_PEERS) checks.fail('hive-router', new Error(reason));
  else console.log(`skipped hive-router: ${reason}`);
}

/** Hive Router in a process of its own, which ends with this one. `options` goes to its configuration. Errors are unmasked. */
export async function startHiveRouter(program, supergraphSdl, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'hive-router-'));
  const port = await findFreePort();
  const configuration = {
    supergraph: { source: 'file', path: 'supergraph.graphql' },
    http: { host: '127.0.0.1', port },
    error_masking: { enabled: false },
    ...options,
  };
  await writeFile(join(folder, 'supergraph.graphql'), supergraphSdl);
  await writeFile(join(folder, 'router.config.json'), JSON.stringify(configuration));

  // Without an environment, so that no setting of this machine counts.
  const router = spawn(program, { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => router.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  for (const output of [router.stdout, router.stderr]) output.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => router.once('close', resolve).once('error', resolve));
  const stop = async () => {
    kill();
    await ended;
    process.off('exit', kill);
    await rm(folder, { recursive: true });
  };

  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([untilReady(`${url}/readiness`), ended.then(() => Promise.reject(new Error('it ended')))]);
  } catch (error) {
    await stop();
    throw new Error(`${program} does not start: ${error.message}. ${said}`);
  }
  return {
    ask: (query, variables) => askGraphql(`${url}/graphql`, query, variables),
    subscribe: (query, signal) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
        signal,
      }),
    stop,
  };
}

async function findFreePort() {
  const { server, stop } = await serve();
  const { port } = server.address();
  await stop();
  return port;
}

async function untilReady(url) {
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; await wait(50)) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
  }
  throw new Error(`not ready after ${START_SECONDS} s`);
}
