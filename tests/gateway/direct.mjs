import assert from 'node:assert/strict';
import { askForData, askGraphql } from './http.mjs';

const ENTITIES = /* GraphQL */ `
  query Entities($representations: [_Any!]!) {
    _entities(representations: $representations) {
      __typename
      ... on Resource { id slug title }
      ... on Organization { id slug name }
      ... on Person { id slug name }
      ... on Keyword { id }
      ... on Collection { id }
    }
  }
`;

const KEY_VALUES = /* GraphQL */ `
  {
    resources(first: 20) { nodes { __typename id slug doi } }
    organizations(first: 20) { nodes { __typename id slug ror } }
    persons(first: 20) { nodes { __typename id slug orcid } }
    keywords(first: 20) { nodes { __typename id slug uri } }
    collections(first: 20) { nodes { __typename id slug } }
  }
`;

const BATCH_LENGTH = 100;
const WRONG_VALUES = [7, 1.5, true, null, {}, { a: 1 }, [], ['a'], '', ' ', '\u0000', 'x'.repeat(2000)];

/** What Colophon itself answers as a subgraph. */
export async function checkEntities(check, endpoint, catalogue) {
  const ask = (representations) => askGraphql(endpoint, ENTITIES, { representations });

  await check('every type is found by each of its keys', () => checkEveryKey(endpoint, ask));
  await check('a batch with unknown keys has null only there', () => checkUnknownKeys(ask, catalogue));
  await check('key values of a wrong type give null only there', () => checkWrongValues(ask, catalogue));
  await check('ids of another type give null only there', () => checkIdOfOtherType(ask, catalogue));
  await check('types are mixed in one batch, in order', () => checkMixedTypes(ask, catalogue));
  await check('the same key twice gives the same entity twice', () => checkTwins(ask, catalogue));
  await check('an empty batch gives an empty list', async () => {
    assert.deepEqual((await ask([])).data, { _entities: [] });
  });
  for (const typeName of ['NoSuchType', 'PageInfo', 'Query', '']) {
    await check(`__typename "${typeName}" is an error`, () => checkUnknownType(ask, catalogue, typeName));
  }
}

async function checkUnknownKeys(ask, { resources }) {
  const representations = Array.from({ length: BATCH_LENGTH }, (_, place) => {
    const { id, slug } = resources[place % resources.length];
    if (place % 5 === 3) return { __typename: 'Resource', slug: `no-such-resource-${place}` };
    return place % 2 ? { __typename: 'Resource', slug } : { __typename: 'Resource', id };
  });
  const { data, errors } = await ask(representations);
  assert.equal(errors, undefined);
  assert.equal(data._entities.length, BATCH_LENGTH);
  data._entities.forEach((entity, place) => {
    const expected = place % 5 === 3 ? null : { __typename: 'Resource', ...resources[place % resources.length] };
    assert.deepEqual(entity, expected, `at ${place}`);
  });
}

async function checkWrongValues(ask, { organizations }) {
  const [known] = organizations;
  const wrong = ['id', 'slug', 'ror'].flatMap((key) => WRONG_VALUES.map((value) => ({ __typename: 'Organization', [key]: value })));
  const representations = wrong.flatMap((one) => [one, { __typename: 'Organization', slug: known.slug }]);
  const { data, errors } = await ask(representations);
  assert.equal(errors, undefined, JSON.stringify(errors));
  data._entities.forEach((entity, place) => {
    const expected = place % 2 ? { __typename: 'Organization', ...known } : null;
    assert.deepEqual(entity, expected, `at ${JSON.stringify(representations[place]).slice(0, 80)}`);
  });
}

async function checkIdOfOtherType(ask, { organizations, resources, persons }) {
  const { data, errors } = await ask([
    { __typename: 'Resource', id: organizations[0].id },
    { __typename: 'Organization', id: resources[0].id },
    { __typename: 'Organization', slug: persons[0].slug },
    { __typename: 'Person', id: persons[0].id },
  ]);
  assert.equal(errors, undefined);
  assert.deepEqual(data._entities, [null, null, null, { __typename: 'Person', ...persons[0] }]);
}

async function checkMixedTypes(ask, { organizations, resources, persons }) {
  const { data, errors } = await ask([
    { __typename: 'Person', slug: persons[1].slug },
    { __typename: 'Resource', id: resources[1].id },
    { __typename: 'Organization', slug: organizations[1].slug },
    { __typename: 'Resource', slug: resources[2].slug },
  ]);
  assert.equal(errors, undefined);
  assert.deepEqual(data._entities, [
    { __typename: 'Person', ...persons[1] },
    { __typename: 'Resource', ...resources[1] },
    { __typename: 'Organization', ...organizations[1] },
    { __typename: 'Resource', ...resources[2] },
  ]);
}

async function checkTwins(ask, { resources }) {
  const [{ id }] = resources;
  const { data } = await ask([{ __typename: 'Resource', id }, { __typename: 'Resource', id }]);
  assert.deepEqual(data._entities.map((entity) => entity.id), [id, id]);
}

async function checkUnknownType(ask, { resources }, typeName) {
  const answer = await ask([
    { __typename: 'Resource', id: resources[0].id },
    { __typename: typeName, id: resources[0].id },
  ]);
  assert.ok(answer.errors?.length > 0, `no error, but ${JSON.stringify(answer)}`);
  assert.ok(answer.errors[0].message, 'the error has no message');
}

async function checkEveryKey(endpoint, ask) {
  const lists = await askForData(endpoint, KEY_VALUES);
  const known = Object.values(lists).flatMap(({ nodes }) => nodes);
  const expected = known.flatMap(({ __typename, ...keys }) =>
    Object.entries(keys)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => ({ representation: { __typename, [key]: value }, id: keys.id })),
  );
  const { data, errors } = await ask(expected.map(({ representation }) => representation));
  assert.equal(errors, undefined, JSON.stringify(errors));
  data._entities.forEach((entity, place) => {
    const { representation, id } = expected[place];
    assert.deepEqual([entity?.__typename, entity?.id], [representation.__typename, id], JSON.stringify(representation));
  });
  return [...new Set(expected.map(({ representation }) => Object.keys(representation)[1]))].join(' ');
}
