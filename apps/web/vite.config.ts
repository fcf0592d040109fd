import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "./build/compressed.ts";
import { firstLoad } from "./build/first-load.ts";
import { firstTheme } from "./build/first-theme.ts";

const api = process.env.SCRIP_API_URL ?? "http://127.0.0.1:4870";

/** The routes in the first script. Every other page has a script of its own. */
const FIRST_ROUTES: ReadonlySet<string> = new Set(["/o/$org", "/o/$org/"]);

/** React, the router and React Query. */
const FOUNDATION =
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?:react-router|router-core|history|store|react-store|react-query|query-core))\//;

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: "react",
      tmpDir: "node_modules/.tanstack",
      autoCodeSplitting: true,
      addExtensions: true,
      quoteStyle: "double",
      semicolons: true,
      // Every page of an organization needs the shell, and most visits start at the overview. One script saves a round
      // trip, and compresses better than small chunks.
      codeSplittingOptions: { splitBehavior: ({ routeId }) => (FIRST_ROUTES.has(routeId) ? [] : undefined) },
    }),
    react(),
    tailwindcss(),
    firstTheme(),
    firstLoad(),
    compressed(),
  ],
  build: {
    // Maps modules to chunks. A test measures the first load by it; the API does not serve it.
    manifest: true,
    // The oldest browsers with `light-dark()` and `:has()`.
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
          // Both groups contain only what the first page needs at once. All other code comes with the page that needs
          // it.
          groups: [
            // Libraries change rarely, so this chunk stays in the browser's cache across releases.
            { name: "foundation", test: FOUNDATION, tags: ["$initial"], priority: 1 },
            { name: "shell", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  // Finds the packages of all pages at the start. Otherwise each new one would reload the page in development.
  optimizeDeps: { entries: ["index.html", "src/**/*.tsx"] },
  server: {
    strictPort: true,
    // Keeps the host of the page, since the API accepts changes only from its own pages.
    proxy: Object.fromEntries(
      ["/trpc", "/download", "/api/auth", "/docs"].map((path) => [path, { target: api, changeOrigin: false }]),
    ),
  },
});
