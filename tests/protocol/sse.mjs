// GraphQL over Server-Sent Events, in the mode of distinct connections, at URL/graphql. Needs TRIGGER.
import { createClient } from 'graphql-sse';
import { assert, runChecks, serverUrl } from './lib/checks.mjs';
import { CATALOGUE, INVALID, QUERY, RESOURCE, hasResource, hasVersion } from './lib/documents.mjs';
import { allResults, eventAfterChange } from './lib/iterate.mjs';
import { streamChecks } from './lib/stream-checks.mjs';

const url = `${serverUrl()}/graphql`;

function clientChecks() {
  const client = createClient({ url, retryAttempts: 0 });
  return {
    'client: a query is answered and ends': async () => {
      assert.deepEqual((await allResults(client, QUERY)).map(({ data }) => data), [{ __typename: 'Query' }]);
    },
    'client: a validation error is an answer with errors': async () => {
      const [{ errors }, ...more] = await allResults(client, INVALID);
      assert.match(errors[0].message, /thereIsNoSuchField/);
      assert.deepEqual(more, []);
    },
    'client: catalogueChanged tells of a change': async () => {
      assert.ok(hasVersion(await eventAfterChange(client, CATALOGUE)));
    },
    'client: resourceChanged tells of a change': async () => {
      assert.ok(hasResource(await eventAfterChange(client, RESOURCE)));
    },
  };
}

await runChecks({ ...clientChecks(), ...streamChecks(url) });
