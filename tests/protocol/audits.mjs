// Every audit of GraphQL over HTTP that `graphql-http` has. What the standard only recommends is asked for too.
import { serverAudits } from 'graphql-http';
import { runChecks, serverUrl } from './lib/checks.mjs';

const EXPECTED_AUDITS = 61;

function asCheck(audit) {
  return async () => {
    const result = await audit.fn();
    if (result.status !== 'ok') throw new Error(await explain(result));
  };
}

async function explain({ status, reason, response }) {
  const body = response.bodyUsed ? '' : await response.text();
  const type = response.headers.get('content-type');
  return `${status}: ${reason}; answered ${response.status} ${type} ${body}`;
}

const audits = serverAudits({ url: `${serverUrl()}/graphql`, fetchFn: fetch });
const checks = Object.fromEntries(audits.map((audit) => [`${audit.id} ${audit.name}`, asCheck(audit)]));
checks[`there are ${EXPECTED_AUDITS} audits`] = () => {
  if (audits.length !== EXPECTED_AUDITS) throw new Error(`there are ${audits.length}`);
};
await runChecks(checks);
