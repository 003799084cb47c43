// What a Relay application writes. The compiler checks it against the schema, and makes artifacts of it.
import { graphql } from 'relay-runtime';

// A fragment on the interface, one on a type, and one that is refetched by the id of its node, page by page.
export const caption = graphql`
  fragment queriesCaption on Node {
    id
    __typename
    ... on Organization {
      name
    }
    ... on Agent {
      slug
    }
  }
`;

export const produced = graphql`
  fragment queriesProduced on Organization
  @refetchable(queryName: "queriesProducedPage")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    produced(first: $count, after: $cursor) @connection(key: "queries_produced") {
      edges {
        cursor
        node {
          title
          keywords(first: 3) {
            edges {
              labelAsPrinted
              node {
                ...queriesCaption
                label
              }
            }
          }
        }
      }
    }
  }
`;

export const list = graphql`
  fragment queriesList on Query
  @refetchable(queryName: "queriesListPage")
  @argumentDefinitions(count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" }, filter: { type: "ResourceFilter" }) {
    resources(first: $count, after: $cursor, filter: $filter, orderBy: [{ field: YEAR, direction: DESC }, { field: TITLE }])
      @connection(key: "queries_resources", filters: ["filter"]) {
      totalCount
      edges {
        node {
          ...queriesCaption
          title
          year
        }
      }
    }
  }
`;

export const start = graphql`
  query queriesStartQuery($slug: String!, $filter: ResourceFilter) {
    organization(slug: $slug) {
      ...queriesCaption
      ...queriesProduced
      topics(first: 2) {
        edges {
          resourceCount
          node {
            ...queriesCaption
          }
        }
      }
    }
    ...queriesList @arguments(filter: $filter)
  }
`;

export const changes = graphql`
  subscription queriesChangesSubscription {
    catalogueChanged {
      __typename
    }
  }
`;
