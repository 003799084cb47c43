import { composeWithApollo, startApolloGateway } from './apollo.mjs';
import { lookUpCatalogue } from './catalogue.mjs';
import { Checks } from './checks.mjs';
import { compose } from './compose.mjs';
import { checkCrossings } from './crossings.mjs';
import { setDeadline } from './deadline.mjs';
import { checkEntities } from './direct.mjs';
import { startGrants } from './grants.mjs';
import { startHiveGateway } from './hive.mjs';
import { fetchServiceSdl, fetchText } from './http.mjs';
import { startRecorder } from './recorder.mjs';
import { findHiveRouter, missHiveRouter, startHiveRouter } from './router.mjs';

const COMPOSERS = { '@apollo/composition': composeWithApollo, '@theguild/federation-composition': compose };

async function run(checks, colophonUrl) {
  const endpoint = new URL('/graphql', colophonUrl).href;
  const catalogue = await lookUpCatalogue(endpoint);
  const grants = await startGrants(catalogue);
  const asked = { colophon: await startRecorder(endpoint), grants: await startRecorder(grants.endpoint) };
  const colophonSdl = await fetchText(new URL('/schema.graphql', colophonUrl));
  const subgraphs = [
    { name: 'colophon', url: asked.colophon.endpoint, sdl: colophonSdl },
    { name: 'grants', url: asked.grants.endpoint, sdl: await fetchServiceSdl(grants.endpoint) },
  ];
  try {
    await checkSdl(checks, endpoint, colophonSdl);
    await checkEntities(checks.named('direct'), endpoint, catalogue);
    await checkComposition(checks, subgraphs);
    await checkGateway(checks.named('apollo'), () => startApolloGateway(composeWithApollo(subgraphs).supergraphSdl), catalogue, asked);
    await checkGateway(checks.named('hive'), () => startHiveGateway(compose(subgraphs).supergraphSdl), catalogue, asked);
    const router = findHiveRouter();
    if (!router) return missHiveRouter(checks);
    await checkGateway(checks.named('hive-router'), () => startHiveRouter(router, compose(subgraphs).supergraphSdl), catalogue, asked);
  } finally {
    await Promise.all([grants.stop(), asked.colophon.stop(), asked.grants.stop()]);
  }
}

async function checkSdl(checks, endpoint, sdl) {
  await checks.check('/schema.graphql and _service.sdl are the same', async () => {
    if ((await fetchServiceSdl(endpoint)).trim() !== sdl.trim()) throw new Error('they differ');
  });
}

async function checkComposition(checks, subgraphs) {
  for (const [composer, composeSubgraphs] of Object.entries(COMPOSERS)) {
    for (const some of [subgraphs.slice(0, 1), subgraphs]) {
      const names = some.map(({ name }) => name).join(' and ');
      await checks.check(`${composer} composes ${names}`, () => describeHints(composeSubgraphs(some)));
    }
  }
}

function describeHints({ hints }) {
  if (!hints) return 'it gives no hints';
  const codes = [...new Set(hints.map(({ definition }) => definition.code))];
  return [`${hints.length} hints`, ...codes].join(' ');
}

async function checkGateway(check, start, catalogue, asked) {
  let gateway;
  await check('starts', async () => {
    gateway = await start();
  });
  if (!gateway) return;
  try {
    await checkCrossings(check, gateway.ask, catalogue, asked);
  } finally {
    await gateway.stop();
  }
}

const colophonUrl = process.argv[2];
if (!colophonUrl) throw new Error('Usage: node run.mjs COLOPHON_URL');
setDeadline(120);
const checks = new Checks();
try {
  await run(checks, colophonUrl);
} catch (error) {
  checks.fail('run', error);
}
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exit(checks.failed ? 1 : 0);
