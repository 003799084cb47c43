// GraphQL Code Generator with its client preset, and TypeScript over what it writes.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { generate } from '@graphql-codegen/cli';
import { folder, post, refuses, spoiled, tool, write } from './lib.mjs';

// A scalar that nobody told of is an error.
const SCALARS = { DateTime: 'string', NaiveDate: 'string' };

async function compiled(schema) {
  const path = await folder('codegen');
  await write(path, 'schema.graphql', schema);
  await write(path, 'package.json', '{ "type": "module" }');
  await copyFile(new URL('codegen/app.ts', import.meta.url), `${path}app.ts`);
  await generate({
    cwd: path,
    silent: true,
    schema: `${path}schema.graphql`,
    documents: [`${path}app.ts`],
    generates: {
      [`${path}gql/`]: {
        preset: 'client',
        config: { documentMode: 'string', strictScalars: true, scalars: SCALARS, useTypeImports: true, enumsAsTypes: true },
      },
    },
    emitLegacyCommonJSImports: false,
  });
  await tool(
    path, 'typescript/bin/tsc', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck', '--types', '', 'app.ts',
  );
  return import(`${path}app.js?${Date.now()}`);
}

export const codegen = (url, schema) => ({
  'codegen: typed documents, fragments and pages': async () => {
    const { titles } = await compiled(schema);
    const all = await titles((query, variables) => post(url, query, variables), { year: { gte: 2015 } });
    const { data } = await post(url, '{ resources(filter: { year: { gte: 2015 } }) { totalCount } }');
    assert.deepEqual([all.length, new Set(all).size], [data.resources.totalCount, data.resources.totalCount]);
    assert.ok(all.length > 3, `${all.length} titles are no pages`);
  },
  'codegen: a scalar that nobody knows is refused': () =>
    refuses(() => compiled(`${spoiled(schema, /createdAt: DateTime!/, 'createdAt: Moment!')}\nscalar Moment`), /Moment/),
  'codegen: a title that may be null is refused': () =>
    refuses(() => compiled(spoiled(schema, /(type Resource implements[\s\S]*?title: String)!/, '$1')), /null/),
});
