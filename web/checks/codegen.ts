import type { CodegenConfig } from "@graphql-codegen/cli";

// The types of what the scripts ask: `npm run types` writes them anew, and `npm run check` fails when they are stale.
const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: ["../explorer/*.graphql", "../playground/catalogue.graphql"],
  generates: {
    "../ui/answers.ts": {
      plugins: ["typescript-operations"],
      config: { useTypeImports: true, skipTypename: true, enumsAsTypes: true, defaultScalarType: "unknown", immutableTypes: true },
    },
  },
};

export default config;
