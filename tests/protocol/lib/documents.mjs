export const QUERY = '{ __typename }';
export const INVALID = '{ thereIsNoSuchField }';
export const NOT_GRAPHQL = '{ ';
export const CATALOGUE = 'subscription { catalogueChanged { version } }';
export const RESOURCE = 'subscription { resourceChanged { id } }';

export const nested = (depth) => '{a'.repeat(depth) + '}'.repeat(depth);

const isVersion = (value) => ['string', 'number'].includes(typeof value) && value !== '';

export function hasVersion(result) {
  return !result.errors && isVersion(result.data.catalogueChanged.version);
}

export function hasResource(result) {
  const { id } = result.data.resourceChanged;
  return !result.errors && typeof id === 'string' && id !== '';
}
