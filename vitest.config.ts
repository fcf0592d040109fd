import { defineConfig } from "vitest/config";

const sources = "{apps,packages,tooling}/*/src/**";
const needsPostgres = `${sources}/*.int.test.ts`;
const needsBrowser = `${sources}/*.browser.test.ts`;

export default defineConfig({
  test: {
    // Two is what the smallest supported machine has; PostgreSQL shares them. With a third, pages came too late.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/*.test.ts`],
          exclude: [needsPostgres, needsBrowser, "**/node_modules/**"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "int",
          include: [needsPostgres],
          // A server of the tests' own and a migrated template, which each file clones.
          globalSetup: ["packages/db/src/testing/global-setup.ts"],
          // Processes and not threads: connections, signals and exits stay with the file that made them.
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: [needsBrowser],
          // PostgreSQL as above, Chromium, and the SPA built from these sources.
          globalSetup: ["packages/db/src/testing/global-setup.ts", "tooling/e2e/src/testing/global-setup.ts"],
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // How long a page may take to come to what a test waits for.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
