// Relay: its compiler with fragments on interfaces, connections and refetched fragments, and its store with the answers.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createOperationDescriptor, Environment, fetchQuery, getSelector, Network, RecordSource, Store } from 'relay-runtime';
import { folder, post, refuses, spoiled, tool, write } from './lib.mjs';

const CONFIG = { src: '.', schema: 'schema.graphql', language: 'javascript', eagerEsModules: false, excludes: ['**/__generated__/**'] };
const SCALARS = { DateTime: 'string', NaiveDate: 'string' };

async function compiled(schema) {
  const path = await folder('relay');
  await write(path, 'schema.graphql', schema);
  await write(path, 'package.json', '{}');
  await write(path, 'relay.config.json', JSON.stringify({ ...CONFIG, customScalarTypes: SCALARS }));
  await copyFile(new URL('relay/queries.js', import.meta.url), `${path}queries.js`);
  await tool(path, 'relay-compiler/cli.js');
  const require = createRequire(path);
  return (name) => require(`${path}__generated__/queries${name}.graphql.js`);
}

/** Pages of a connection grow together in the store, and each node is there once. */
async function paged(url, schema) {
  const artifact = await compiled(schema);
  const network = Network.create(({ text }, variables) => post(url, text, variables));
  const environment = new Environment({ network, store: new Store(new RecordSource()) });
  const ask = async (name, variables) => {
    const request = artifact(name);
    environment.retain(createOperationDescriptor(request, variables));
    return fetchQuery(environment, request, variables).toPromise();
  };
  const read = (name, reference) => environment.lookup(getSelector(artifact(name), reference)).data;

  const data = await ask('StartQuery', { slug: 'the-council-of-state-governments-justice-center' });
  const { id, __typename, name, slug } = read('Caption', data.organization);
  assert.deepEqual({ __typename, name, slug }, {
    __typename: 'Organization',
    name: 'The Council of State Governments Justice Center',
    slug: 'the-council-of-state-governments-justice-center',
  });
  const first = read('Produced', data.organization).produced;
  assert.deepEqual([first.edges.length, first.pageInfo.hasNextPage], [2, true]);
  await ask('ProducedPage', { id, count: 2, cursor: first.pageInfo.endCursor });
  const all = read('Produced', data.organization).produced;
  assert.deepEqual([all.edges.length, all.pageInfo.hasNextPage], [3, false]);
  assert.equal(new Set(all.edges.map(({ cursor }) => cursor)).size, 3);

  let list = read('List', data).resources;
  for (let page = 0; page < 5 && list.pageInfo.hasNextPage; page += 1) {
    await ask('ListPage', { count: 3, cursor: list.pageInfo.endCursor });
    list = read('List', data).resources;
  }
  const ids = list.edges.map(({ node }) => read('Caption', node).id);
  assert.deepEqual([ids.length, new Set(ids).size], [list.totalCount, list.totalCount]);
}

export const relay = (url, schema) => ({
  'relay: pages of connections and refetched fragments': () => paged(url, schema),
  'relay: a page without a cursor at its end is refused': () =>
    refuses(() => compiled(spoiled(schema, /endCursor: String/, 'lastCursor: String')), /endCursor/),
  'relay: no refetching without node(id:)': () =>
    refuses(() => compiled(spoiled(schema, /(type Query \{\s*(?:"""[^"]*""")?\s*)node\(/, '$1nodeNot(')), /node/),
  'relay: no fragment on an interface that a type does not have': () =>
    refuses(() => compiled(spoiled(schema, /type Organization implements Agent & Node/, 'type Organization implements Agent')), /Node/),
});
