// GraphQL over WebSocket (graphql-transport-ws) at URL/graphql/ws. Needs TRIGGER; knows INIT_WAIT_MS and AUTH_REFUSED=1.
import { runChecks, serverUrl } from './lib/checks.mjs';
import { clientChecks } from './lib/client-checks.mjs';
import { frameChecks } from './lib/frame-checks.mjs';
import { handshakeChecks } from './lib/handshake-checks.mjs';

const url = `${serverUrl().replace(/^http/, 'ws')}/graphql/ws`;
await runChecks({ ...clientChecks(url), ...handshakeChecks(url), ...frameChecks(url) });
