import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../dist/explorer",
    emptyOutDir: true,
    target: "es2022",
    license: { fileName: "explorer-licences.txt" },
    modulePreload: false,
    rolldownOptions: {
      input: "main.ts",
      // All lie in one folder, and the server tells pages their names.
      output: { entryFileNames: "explorer-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});
