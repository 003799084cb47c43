import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { pathToFileURL } from 'node:url';
import { lookUpCatalogue } from './catalogue.mjs';
import { serve } from './http.mjs';

export const UNKNOWN_RESOURCE_ID = 'cAAAAAAAAAAAAAAAAAAAAAA';
export const UNKNOWN_ORGANIZATION_SLUG = 'a-fund-that-the-catalogue-does-not-know';
export const READING_LIST_LENGTH = 100;

// The type is called Grant because Colophon has a type Award of its own, without a key.
const TYPES = parse(/* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])

  type Query {
    awards: [Grant!]!
    award(number: ID!): Grant
    "A hundred resources; Colophon knows some of them."
    readingList: [Resource]!
  }

  type Grant @key(fields: "number") {
    number: ID!
    title: String!
    year: Int!
    "In US dollars."
    amount: Int!
    funder: Organization
    resources: [Resource]!
    "Who receives the money."
    recipients: [Recipient!]!
  }

  union Recipient = Organization | Person

  type Organization @key(fields: "slug") {
    slug: String!
    awards: [Grant!]
  }

  type Person @key(fields: "slug") {
    slug: String!
    awards(minAmount: Int! = 0): [Grant!]
  }

  type Resource @key(fields: "id") {
    id: ID!
    citations: [Citation!]!
  }

  type Citation {
    text: String!
    year: Int!
  }
`);

/** Serves the subgraph; its grants name resources, organizations and persons of the catalogue. */
export async function startGrants(catalogue) {
  const schema = buildSubgraphSchema({ typeDefs: TYPES, resolvers: makeResolvers(catalogue) });
  const { url, stop } = await serve(createYoga({ schema, logging: false, graphiql: false }));
  return { endpoint: `${url}/graphql`, stop };
}

function makeResolvers(catalogue) {
  const grants = makeGrants(catalogue);
  const readingList = makeReadingList(catalogue);
  return {
    Query: {
      awards: () => grants,
      award: (_, { number }) => grants.find((grant) => grant.number === number) ?? null,
      readingList: () => readingList,
    },
    Grant: {
      __resolveReference: ({ number }) => grants.find((grant) => grant.number === number) ?? null,
    },
    Organization: {
      __resolveReference: ({ slug }) => ({ slug }),
      awards: ({ slug }) => grants.filter(({ funder }) => funder?.slug === slug),
    },
    Person: {
      __resolveReference: ({ slug }) => ({ slug }),
      awards: ({ slug }, { minAmount }) => grantsReceivedBy(slug, grants).filter(({ amount }) => amount >= minAmount),
    },
    Resource: {
      __resolveReference: ({ id }) => ({ id }),
      citations: ({ id }) => makeCitations(id),
    },
  };
}

function makeGrants({ resources, organizations, persons }) {
  return [
    {
      number: 'HX-2019-014',
      title: 'Peer workers in crisis services',
      year: 2019,
      amount: 420_000,
      funder: organization(organizations[0].slug),
      resources: [resource(resources[0].id), resource(resources[1].id)],
      recipients: [organization(organizations[2].slug), person(persons[0].slug)],
    },
    {
      number: 'HX-2020-102',
      title: 'Training for supervisors of peer workers',
      year: 2020,
      amount: 96_500,
      funder: organization(organizations[1].slug),
      resources: [resource(resources[2].id), resource(UNKNOWN_RESOURCE_ID), resource(resources[0].id)],
      recipients: [person(persons[1].slug)],
    },
    {
      number: 'HX-2021-007',
      title: 'A survey of county programmes',
      year: 2021,
      amount: 55_000,
      funder: organization(UNKNOWN_ORGANIZATION_SLUG),
      resources: [resource(resources[3].id)],
      recipients: [organization(organizations[0].slug)],
    },
    {
      number: 'HX-2021-031',
      title: 'An anonymous gift',
      year: 2021,
      amount: 10_000,
      funder: null,
      resources: [null, resource(resources[1].id)],
      recipients: [],
    },
  ];
}

function makeReadingList({ resources }) {
  const unknown = Array.from({ length: READING_LIST_LENGTH }, (_, place) => `cUnknown${String(place).padStart(15, '0')}`);
  // Every other one is known as long as there are any, so that known and unknown ones alternate.
  return unknown.map((id, place) => resource((place % 2 === 0 && resources[place / 2]?.id) || id));
}

function grantsReceivedBy(slug, grants) {
  return grants.filter(({ recipients }) => recipients.some((it) => it.__typename === 'Person' && it.slug === slug));
}

function makeCitations(resourceId) {
  return [
    { text: `Annual review of peer support, on ${resourceId}`, year: 2022 },
    { text: `Notes on practice, on ${resourceId}`, year: 2023 },
  ];
}

const resource = (id) => ({ __typename: 'Resource', id });
const organization = (slug) => ({ __typename: 'Organization', slug });
const person = (slug) => ({ __typename: 'Person', slug });

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const colophonUrl = process.argv[2];
  if (!colophonUrl) throw new Error('Usage: node grants.mjs COLOPHON_URL');
  const grants = await startGrants(await lookUpCatalogue(new URL('/graphql', colophonUrl)));
  console.log(grants.endpoint);
}
