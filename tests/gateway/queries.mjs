export const FROM_COLOPHON = /* GraphQL */ `
  query FromColophon {
    organizations(first: 20, orderBy: { field: NAME }) {
      nodes { slug name awards { number title amount } }
    }
  }
`;

export const FROM_GRANTS = /* GraphQL */ `
  query FromGrants {
    awards {
      title
      year
      funder { name }
      resources {
        title
        producers { totalCount edges { role node { name } } }
      }
    }
  }
`;

export const READING_LIST = /* GraphQL */ `
  query ReadingList {
    readingList { id title year }
  }
`;

export const TWO_KEYS = /* GraphQL */ `
  query TwoKeys($number: ID!) {
    award(number: $number) {
      title
      funder { id slug name }
      resources { id slug title }
    }
  }
`;

export const UNKNOWN_KEYS = /* GraphQL */ `
  query UnknownKeys {
    training: award(number: "HX-2020-102") {
      funder { name }
      resources { title }
    }
    survey: award(number: "HX-2021-007") {
      keyOnly: funder { slug }
      funder { name }
      resources { title }
    }
    readingList { title }
  }
`;

export const AGENT_FRAGMENT = /* GraphQL */ `
  query AgentFragment($id: ID!, $minAmount: Int!, $withNames: Boolean!) {
    found: resource(id: $id) {
      heading: title
      makers: producers(first: 10) {
        nodes {
          kind: __typename
          ...Naming
          ... on Organization { grants: awards { number } }
          ... on Person { grants: awards(minAmount: $minAmount) { number } }
        }
      }
    }
  }

  fragment Naming on Agent {
    agentName: name
    agentNames: names @include(if: $withNames) { value kind }
  }
`;

export const RECIPIENTS = /* GraphQL */ `
  query Recipients($number: ID!, $minAmount: Int!) {
    award(number: $number) {
      recipients {
        __typename
        ... on Agent { name }
        ... on Organization { awards { number } }
        ... on Person {
          large: awards(minAmount: $minAmount) { number }
          awards { number }
        }
      }
    }
  }
`;

export const ROUND_TRIP = /* GraphQL */ `
  query RoundTrip($slug: String!) {
    organization(slug: $slug) {
      name
      awards {
        number
        resources { title citations { text year } producers { nodes { name } } }
      }
    }
  }
`;

export const MISTAKE = /* GraphQL */ `
  query Mistake($first: Int!) {
    resources(first: $first) { totalCount }
    awards { number }
  }
`;

export const MISTAKE_BEHIND_CROSSING = /* GraphQL */ `
  query MistakeBehindCrossing($first: Int!) {
    award(number: "HX-2019-014") {
      resources { title producers(first: $first) { totalCount } }
    }
  }
`;

export const LARGE_PAGE = /* GraphQL */ `
  query LargePage($first: Int!) {
    resources(first: $first, orderBy: { field: TITLE }) {
      nodes { id slug title citations { text year } }
    }
  }
`;
