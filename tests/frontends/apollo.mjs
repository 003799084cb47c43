// Apollo Client: its cache with abstract types from the schema, and pages that it joins.
import assert from 'node:assert/strict';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { buildSchema, isAbstractType, validate } from 'graphql';
import { refuses, spoiled } from './lib.mjs';

const LIST = gql`
  fragment Named on Node {
    id
    ... on Resource { title }
    ... on Agent { name }
  }
  query List($after: String, $slug: String!) {
    resources(first: 3, after: $after, orderBy: [{ field: TITLE }]) {
      edges { cursor node { ...Named } }
      pageInfo { hasNextPage endCursor }
    }
    organization(slug: $slug) { ...Named }
  }
`;
const TITLE = gql`query Title($id: ID!) { node(id: $id) { id ... on Resource { title } } }`;

/** What tools generate for Apollo's `possibleTypes`. */
function possibleTypes(schema) {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]));
}

async function paged(url, sdl) {
  const schema = buildSchema(sdl);
  assert.deepEqual(validate(schema, LIST).map(({ message }) => message), []);
  const cache = new InMemoryCache({
    possibleTypes: possibleTypes(schema),
    typePolicies: {
      Query: {
        fields: {
          resources: relayStylePagination(['filter', 'orderBy', 'search']),
          node: (_, { args, toReference }) => toReference({ __typename: 'Resource', id: args.id }),
        },
      },
    },
  });
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: `${url}/graphql` }) });
  const slug = 'the-council-of-state-governments-justice-center';
  const query = client.watchQuery({ query: LIST, variables: { slug } });
  const subscription = query.subscribe({});
  let { data } = await client.query({ query: LIST, variables: { slug } });
  assert.equal(data.organization.name, 'The Council of State Governments Justice Center');
  for (let page = 0; page < 5 && data.resources.pageInfo.hasNextPage; page += 1) {
    await query.fetchMore({ variables: { after: data.resources.pageInfo.endCursor } });
    data = cache.readQuery({ query: LIST, variables: { slug } });
  }
  subscription.unsubscribe();
  const nodes = data.resources.edges.map(({ node }) => node);
  assert.deepEqual([nodes.length, new Set(nodes.map(({ id }) => id)).size], [8, 8]);
  // Ids are unique among all types: a node is found again without a request.
  const { id, title } = nodes[7];
  const known = await client.query({ query: TITLE, variables: { id }, fetchPolicy: 'cache-only' });
  assert.deepEqual([known.data.node.id, known.data.node.title], [id, title]);
  client.stop();
}

export const apollo = (url, schema) => ({
  'apollo: pages join, and fragments on interfaces match': () => paged(url, schema),
  'apollo: a type that lost its interface is noticed': () =>
    refuses(() => paged(url, spoiled(schema, 'type Organization implements Agent & Node', 'type Organization implements Node')), /Agent|undefined/),
});
