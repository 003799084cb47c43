import { serve } from './http.mjs';

/** A proxy that notes what a gateway asks a subgraph. */
export async function startRecorder(endpoint) {
  const requests = [];
  const proxy = await serve(async (request, response) => {
    const body = await readBody(request);
    requests.push(JSON.parse(body));
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: request.headers.accept ?? 'application/json' },
      body,
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') });
    response.end(await answer.text());
  });
  return {
    endpoint: `${proxy.url}/graphql`,
    stop: proxy.stop,
    forget: () => requests.splice(0),
    batches: () => requests.flatMap(representationLists),
  };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Gateways name the variable differently, so it is known by what is in it. */
function representationLists({ variables }) {
  return Object.values(variables ?? {}).filter((value) => Array.isArray(value) && value.some((item) => item?.__typename));
}
