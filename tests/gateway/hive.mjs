import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const GRAPHQL = 'http://gateway.invalid/graphql';

/** Hive Gateway in this process. `options` goes to its configuration. Errors are unmasked, so that checks can tell them apart. */
export function startHiveGateway(supergraphSdl, options = {}) {
  const gateway = createGatewayRuntime({ supergraph: supergraphSdl, logging: false, maskedErrors: false, ...options });
  const post = (accept, query, variables, signal) =>
    gateway.fetch(GRAPHQL, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query, variables }),
      signal,
    });
  return {
    ask: async (query, variables) => (await post('application/json', query, variables)).json(),
    subscribe: (query, signal) => post('text/event-stream', query, undefined, signal),
    stop: () => gateway.dispose(),
  };
}
