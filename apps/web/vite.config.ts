import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "./build/compressed.ts";
import { firstLoad } from "./build/first-load.ts";
import { renderBlocking } from "./build/render-blocking.ts";

const api = process.env.SCRIP_API_URL ?? "http://127.0.0.1:4870";

/** What comes with the first script; every other page comes with its own. */
const FIRST_ROUTES: ReadonlySet<string> = new Set(["/o/$org", "/o/$org/"]);

/** React, the router, React Query and tRPC. */
const FOUNDATION =
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|store|react-store|react-query|query-core)|@trpc\/(?:client|server|tanstack-react-query))\//;

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: "react",
      tmpDir: "node_modules/.tanstack",
      autoCodeSplitting: true,
      addExtensions: true,
      quoteStyle: "double",
      semicolons: true,
      // Every page of an organization needs the shell, and most visits begin at the overview: one way there and back
      // less, and less to load in all, since small chunks compress badly.
      codeSplittingOptions: { splitBehavior: ({ routeId }) => (FIRST_ROUTES.has(routeId) ? [] : undefined) },
    }),
    react(),
    tailwindcss(),
    renderBlocking(),
    firstLoad(),
    compressed(),
  ],
  build: {
    // Which chunk is of which page: a test adds up the first load by it. No server shows it.
    manifest: true,
    // What `light-dark()` and `:has()` need.
    target: ["chrome123", "edge123", "firefox121", "safari17.5"],
    // The content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: "hidden",
    reportCompressedSize: false,
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
      output: {
        codeSplitting: {
          // Both are of what the first page needs at once; everything else comes with the page that needs it.
          groups: [
            // Stays in the browser's cache from one release to the next.
            { name: "foundation", test: FOUNDATION, tags: ["$initial"], priority: 1 },
            { name: "shell", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  // The packages of pages that are loaded later are found at once, or each would reload the page in development.
  optimizeDeps: { entries: ["index.html", "src/**/*.tsx"] },
  server: {
    strictPort: true,
    // The API is to see the page's own host: it takes changes only from pages of its own.
    proxy: { "/trpc": { target: api, changeOrigin: false }, "/download": { target: api, changeOrigin: false } },
  },
});
