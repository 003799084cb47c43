// Compares two schemas: `node breaking.mjs OLD NEW`. Prints each change that breaks a query which the old one answers; ends with 1 then.
import { readFile } from 'node:fs/promises';
import { buildASTSchema, findBreakingChanges, parse } from 'graphql';

// The directives of federation are used in these files, and not defined.
const read = async (file) => buildASTSchema(parse(await readFile(file, 'utf8')), { assumeValidSDL: true });

const [old, now] = await Promise.all(process.argv.slice(2, 4).map(read));
for (const { type, description } of findBreakingChanges(old, now)) {
  console.log(`${type}: ${description}`);
  process.exitCode = 1;
}
