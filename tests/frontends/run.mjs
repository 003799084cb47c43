// Tools of frontends over the plain schema of a running server, and their clients over its answers: `node run.mjs URL`.
import { runChecks, serverUrl } from '../protocol/lib/checks.mjs';
import { apollo } from './apollo.mjs';
import { codegen } from './codegen.mjs';
import { relay } from './relay.mjs';
import { urql } from './urql.mjs';

// Compilers start eight times.
const WHOLE_RUN_MS = 300_000;

const url = serverUrl();
const schema = await (await fetch(`${url}/schema.graphql?api`)).text();
await runChecks(Object.assign({}, ...[relay, codegen, apollo, urql].map((checks) => checks(url, schema))), WHOLE_RUN_MS);
