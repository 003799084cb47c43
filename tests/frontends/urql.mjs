// urql: its normalized cache with the schema, which warns of all that does not fit it.
import assert from 'node:assert/strict';
import { Client, fetchExchange, gql } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { refuses, spoiled } from './lib.mjs';

const LIST = gql`
  fragment Line on Node {
    __typename
    id
    ... on Resource { title year }
    ... on Agent { name }
  }
  query List($after: String) {
    resources(first: 3, after: $after, orderBy: [{ field: YEAR, direction: DESC }, { field: TITLE }]) {
      totalCount
      edges { cursor node { ...Line producers(first: 5) { edges { role node { ...Line } } } } }
      pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
`;
const TITLE = gql`query Title($id: ID!) { node(id: $id) { __typename id ... on Resource { title } } }`;

async function paged(url, sdl) {
  const warnings = [];
  const client = new Client({
    url: `${url}/graphql`,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema: introspectionFromSchema(buildSchema(sdl)),
        logger: (_, message) => warnings.push(message),
        resolvers: { Query: { resources: relayPagination(), node: (_, { id }) => ({ __typename: 'Resource', id }) } },
      }),
      fetchExchange,
    ],
  });
  const ask = async (query, variables, requestPolicy) => {
    const { data, error } = await client.query(query, variables, { requestPolicy }).toPromise();
    assert.equal(error, undefined, String(error));
    return data;
  };
  let list = (await ask(LIST, {})).resources;
  for (let page = 0; page < 5 && list.pageInfo.hasNextPage; page += 1) {
    list = (await ask(LIST, { after: list.pageInfo.endCursor })).resources;
  }
  const ids = list.edges.map(({ node }) => node.id);
  assert.deepEqual([ids.length, new Set(ids).size], [list.totalCount, list.totalCount]);
  const { node } = await ask(TITLE, { id: ids[7] }, 'cache-only');
  assert.equal(node.title, list.edges[7].node.title);
  assert.deepEqual(warnings, []);
}

export const urql = (url, schema) => ({
  'urql: pages join, and nothing does not fit the schema': () => paged(url, schema),
  'urql: a field that the schema does not have is noticed': () =>
    refuses(() => paged(url, spoiled(schema, /(type Resource implements[\s\S]*?)\n\s*title: String!/, '$1')), /title/),
});
