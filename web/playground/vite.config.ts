import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const SERVER = process.env.COLOPHON_URL ?? "http://127.0.0.1:8080";
const LICENCES = "licences.txt";

/** Adds what Vite's list of licences lacks: a package that only a worker uses, and what is inside Monaco. */
const otherLicences: Plugin = {
  name: "other-licences",
  writeBundle({ dir = "" }) {
    for (const file of ["picomatch-browser/LICENSE", "monaco-editor/ThirdPartyNotices.txt"]) {
      const text = readFileSync(new URL(`../node_modules/${file}`, import.meta.url), "utf8");
      appendFileSync(join(dir, LICENCES), `\n## ${file}\n\n${text}`);
    }
  },
};

export default defineConfig({
  // Relative: the playground may lie below any path.
  base: "./",
  plugins: [otherLicences],
  build: {
    outDir: "../dist/playground",
    emptyOutDir: true,
    target: "es2022",
    license: { fileName: LICENCES },
    // Monaco comes as one piece of a few megabytes, fetched once and kept.
    chunkSizeWarningLimit: 8192,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  // `npm run dev` shows the page with a Colophon that runs beside it.
  server: { proxy: { "/graphql": SERVER, "/static": SERVER, "/schema.graphql": SERVER } },
});
