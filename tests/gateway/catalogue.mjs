import { askForData } from './http.mjs';

const LOOK_UP = /* GraphQL */ `
  {
    resources(first: 100, orderBy: { field: TITLE }) {
      totalCount
      nodes { id slug title }
    }
    organizations(first: 20, orderBy: { field: NAME }) {
      nodes { id slug name }
    }
    persons(first: 20, orderBy: { field: NAME }) {
      nodes { id slug name }
    }
  }
`;

/** What the catalogue has, so that grants can name things that are there. */
export async function lookUpCatalogue(colophonEndpoint) {
  const { resources, organizations, persons } = await askForData(colophonEndpoint, LOOK_UP);
  const catalogue = {
    resources: resources.nodes,
    resourceCount: resources.totalCount,
    organizations: organizations.nodes,
    persons: persons.nodes,
  };
  requireAtLeast(catalogue, { resources: 4, organizations: 3, persons: 2 });
  return catalogue;
}

function requireAtLeast(catalogue, counts) {
  for (const [kind, count] of Object.entries(counts)) {
    if (catalogue[kind].length < count) {
      throw new Error(`The catalogue has ${catalogue[kind].length} ${kind}; ${count} are needed. Serve the sample page.`);
    }
  }
}
