import { createServer } from 'node:http';

/** Listens on a free port of this machine only. */
export async function listen(server) {
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${server.address().port}`;
}

export async function closeServer(server) {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export async function serve(handler) {
  const server = createServer(handler);
  const url = await listen(server);
  return { server, url, stop: () => closeServer(server) };
}

export async function askGraphql(endpoint, query, variables) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** The answer's data; an answer with errors is thrown. */
export async function askForData(endpoint, query, variables) {
  const answer = await askGraphql(endpoint, query, variables);
  if (answer.errors) throw new Error(`${endpoint} answers ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

export async function fetchServiceSdl(endpoint) {
  return (await askForData(endpoint, '{ _service { sdl } }'))._service.sdl;
}

export async function fetchText(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}
