import assert from 'node:assert/strict';
import { READING_LIST_LENGTH, UNKNOWN_ORGANIZATION_SLUG } from './grants.mjs';
import * as queries from './queries.mjs';

const PAGE = 100;

/** What a gateway answers over both subgraphs. `asked` notes what it asks each of them. */
export async function checkCrossings(check, ask, catalogue, asked) {
  const context = {
    catalogue,
    asked,
    ask,
    askForData: (query, variables) => askWithoutErrors(ask, query, variables),
    askForKnown: (query, variables) => askAroundUnknown(ask, query, variables),
  };
  const checks = {
    'from organizations to awards': checkFromColophon,
    'from awards to resources and their producers': checkFromGrants,
    'a list is one batch of many representations': checkBatch,
    'keys of two kinds, slug and id': checkTwoKeys,
    'unknown keys are null, everything else is there': checkUnknownKeys,
    'a neighbour that is null': checkNullNeighbour,
    'variables, aliases, directives and a fragment on the interface Agent': checkAgentFragment,
    'a union of organizations and persons': checkUnion,
    'there and back again': checkRoundTrip,
    'a mistake comes through with its code': checkMistake,
    'a mistake behind a crossing leaves the rest alone': checkMistakeBehindCrossing,
    'a page of 100 resources with citations': checkLargePage,
  };
  for (const [name, run] of Object.entries(checks)) await check(name, () => run(context));
}

async function askWithoutErrors(ask, query, variables) {
  const { data, errors } = await ask(query, variables);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/**
 * The data of an answer that leaves out what Colophon does not know. A gateway may say so in `errors`: the title of what is not there
 * is null, and no title may be. Any other error is a failure.
 */
async function askAroundUnknown(ask, query, variables) {
  const { data, errors = [] } = await ask(query, variables);
  const others = errors.filter(({ message }) => !message.startsWith('Cannot return null for non-nullable field'));
  assert.deepEqual(others, []);
  return data;
}

async function checkFromColophon({ askForData, catalogue }) {
  const { organizations } = await askForData(queries.FROM_COLOPHON);
  const numbers = Object.fromEntries(organizations.nodes.map(({ slug, awards }) => [slug, awards.map(({ number }) => number)]));
  const [first, second, third] = catalogue.organizations;
  assert.equal(organizations.nodes.length, catalogue.organizations.length);
  assert.deepEqual(numbers[first.slug], ['HX-2019-014']);
  assert.deepEqual(numbers[second.slug], ['HX-2020-102']);
  assert.deepEqual(numbers[third.slug], []);
  assert.deepEqual(organizations.nodes.map(({ name }) => name), catalogue.organizations.map(({ name }) => name));
}

async function checkFromGrants({ askForKnown, catalogue }) {
  const { awards } = await askForKnown(queries.FROM_GRANTS);
  const [{ title, year, funder, resources }] = awards;
  assert.deepEqual([title, year, funder.name], ['Peer workers in crisis services', 2019, catalogue.organizations[0].name]);
  assert.deepEqual(resources.map((it) => it.title), [catalogue.resources[0].title, catalogue.resources[1].title]);
  for (const { producers } of resources) {
    assert.equal(producers.edges.length, producers.totalCount);
    assert.ok(producers.edges.every(({ role, node }) => role && node.name));
  }
}

async function checkBatch({ askForData, askForKnown, asked }) {
  asked.colophon.forget();
  await askForKnown(queries.READING_LIST);
  const lengths = asked.colophon.batches().map((batch) => batch.length);
  assert.deepEqual(lengths, [READING_LIST_LENGTH]);

  asked.grants.forget();
  const { resources } = await askForData(queries.LARGE_PAGE, { first: PAGE });
  assert.deepEqual(asked.grants.batches().map((batch) => batch.length), [resources.nodes.length]);
  return `${lengths[0]} to Colophon, ${resources.nodes.length} to grants`;
}

async function checkTwoKeys({ askForData, asked, catalogue }) {
  asked.colophon.forget();
  const { award } = await askForData(queries.TWO_KEYS, { number: 'HX-2019-014' });
  const keys = asked.colophon.batches().flat().map(({ __typename, ...key }) => `${__typename} by ${Object.keys(key)}`);
  assert.deepEqual([...new Set(keys)].sort(), ['Organization by slug', 'Resource by id']);
  assert.equal(award.funder.id, catalogue.organizations[0].id);
  assert.equal(award.resources[0].slug, catalogue.resources[0].slug);
}

async function checkUnknownKeys({ askForKnown, catalogue }) {
  const { training, survey, readingList } = await askForKnown(queries.UNKNOWN_KEYS);
  const [first, , third, fourth] = catalogue.resources;
  assert.deepEqual(training.resources, [{ title: third.title }, null, { title: first.title }]);
  assert.equal(training.funder.name, catalogue.organizations[1].name);
  assert.deepEqual([survey.keyOnly, survey.funder], [{ slug: UNKNOWN_ORGANIZATION_SLUG }, null]);
  assert.deepEqual(survey.resources, [{ title: fourth.title }]);
  const known = Math.min(catalogue.resources.length, READING_LIST_LENGTH / 2);
  readingList.forEach((resource, place) => {
    const isKnown = place % 2 === 0 && place / 2 < known;
    assert.deepEqual(resource, isKnown ? { title: catalogue.resources[place / 2].title } : null, `at ${place}`);
  });
}

async function checkNullNeighbour({ askForData, catalogue }) {
  const { award } = await askForData(queries.TWO_KEYS, { number: 'HX-2021-031' });
  assert.equal(award.funder, null);
  assert.deepEqual(award.resources.map((it) => it && it.slug), [null, catalogue.resources[1].slug]);
}

async function checkAgentFragment({ askForData, catalogue }) {
  const { id, title } = catalogue.resources[0];
  const { found } = await askForData(queries.AGENT_FRAGMENT, { id, minAmount: 1, withNames: false });
  assert.equal(found.heading, title);
  assert.ok(found.makers.nodes.length > 0);
  for (const { kind, agentName, agentNames, grants } of found.makers.nodes) {
    assert.ok(['Organization', 'Person'].includes(kind));
    assert.ok(agentName);
    assert.equal(agentNames, undefined);
    assert.ok(Array.isArray(grants));
  }
}

async function checkUnion({ askForData, catalogue }) {
  const { award } = await askForData(queries.RECIPIENTS, { number: 'HX-2019-014', minAmount: 500_000 });
  const [organization, person] = award.recipients;
  assert.deepEqual(organization, { __typename: 'Organization', name: catalogue.organizations[2].name, awards: [] });
  assert.deepEqual(person, { __typename: 'Person', name: catalogue.persons[0].name, large: [], awards: [{ number: 'HX-2019-014' }] });
}

async function checkRoundTrip({ askForData, catalogue }) {
  const { organization } = await askForData(queries.ROUND_TRIP, { slug: catalogue.organizations[0].slug });
  const [{ number, resources }] = organization.awards;
  assert.equal(number, 'HX-2019-014');
  assert.ok(resources.every(({ title, citations }) => title && citations.length === 2));
}

async function checkMistake({ ask }) {
  const { data, errors } = await ask(queries.MISTAKE, { first: 1000 });
  assert.equal(errors.length, 1, JSON.stringify(errors));
  assert.equal(errors[0].extensions?.code, 'BAD_USER_INPUT', JSON.stringify(errors));
  assert.match(errors[0].message, /1000/);
  assert.equal(data.resources, null);
  assert.equal(data.awards.length, 4);
}

async function checkMistakeBehindCrossing({ ask, catalogue }) {
  const { data, errors } = await ask(queries.MISTAKE_BEHIND_CROSSING, { first: 1000 });
  assert.ok(errors.length > 0);
  assert.ok(errors.every(({ extensions }) => extensions?.code === 'BAD_USER_INPUT'), JSON.stringify(errors));
  const titles = data.award.resources.map(({ title, producers }) => [title, producers]);
  assert.deepEqual(titles, catalogue.resources.slice(0, 2).map(({ title }) => [title, null]));
}

async function checkLargePage({ askForData, catalogue }) {
  const { resources } = await askForData(queries.LARGE_PAGE, { first: PAGE });
  assert.equal(resources.nodes.length, Math.min(PAGE, catalogue.resourceCount));
  for (const { id, title, citations } of resources.nodes) {
    assert.ok(title);
    assert.deepEqual(citations.map(({ text }) => text.endsWith(id)), [true, true]);
  }
  return `${resources.nodes.length} resources`;
}
