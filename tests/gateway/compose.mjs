import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { fetchServiceSdl } from './http.mjs';

/** A supergraph of the subgraphs `{ name, url, sdl }`. */
export function compose(subgraphs) {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (errors?.length) throw new Error(errors.map(({ message }) => message).join('\n'));
  return { supergraphSdl };
}

/** `NAME=URL`, or `NAME=URL,FILE` where the schema is in a file, as the server need not show it. */
async function fetchSubgraph(argument) {
  const [, name, url, file] = argument.match(/^(\w+)=([^,]+)(?:,(.+))?$/) ?? [];
  if (!name) throw new Error(`${argument} is not NAME=URL or NAME=URL,FILE`);
  return { name, url, sdl: file ? await readFile(file, 'utf8') : await fetchServiceSdl(url) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const subgraphs = await Promise.all(process.argv.slice(2).map(fetchSubgraph));
  if (subgraphs.length === 0) throw new Error('Usage: node compose.mjs NAME=URL[,FILE]…');
  process.stdout.write(compose(subgraphs).supergraphSdl);
}
