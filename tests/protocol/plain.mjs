// Reads a schema as tools of clients do: `node plain.mjs FILE`. Prints its root types, and each fault; ends with 1 if there is one.
import { readFile } from 'node:fs/promises';
import { buildSchema, introspectionFromSchema, validateSchema } from 'graphql';

// Unknown directives and types are faults here.
const schema = buildSchema(await readFile(process.argv[2], 'utf8'));
for (const { message } of validateSchema(schema)) {
  console.log(message);
  process.exitCode = 1;
}
introspectionFromSchema(schema);
console.log([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(Boolean).join(' '));
