import { defineConfig } from "vitest/config";
import { CITUS_EXCLUDED, CITUS_FOLDERS } from "./packages/db/src/testing/citus-skips.ts";

const sources = "{apps,packages,tooling}/*/src/**";
const needsPostgres = `${sources}/*.int.test.ts`;
const needsBrowser = `${sources}/*.browser.test.ts`;
/** Only for homes in schemas of their own. */
const needsHomesApart = `${sources}/*.homes.test.ts`;
/** Only for a platform and two cells. */
const needsCells = `${sources}/*.cells.test.ts`;
const needsTools = `${sources}/*.check.test.ts`;

/** With the coordinator of a Citus cluster, the project `int` runs its ledger there (docs/scale-out-citus.md). */
const isOnCitus = Boolean(process.env.SCRIP_CITUS_URL);
const onCitus = {
  include: CITUS_FOLDERS.flatMap((path) => [`${path}/**/*.int.test.ts`, `${path}.int.test.ts`]),
  exclude: ["**/node_modules/**", ...CITUS_EXCLUDED],
  setupFiles: ["packages/db/src/testing/skip-on-citus.ts"],
};

export default defineConfig({
  test: {
    // The smallest supported machine has two cores, which PostgreSQL shares. With three workers, pages timed out.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/*.test.ts`],
          exclude: [needsPostgres, needsBrowser, needsTools, needsHomesApart, needsCells, "**/node_modules/**"],
          // Pure rules leave nothing behind: a worker of its own for each file took most of the time.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "checks",
          // Tests of the linters and of the test runner: each starts the tool on a small project.
          include: [needsTools],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "int",
          ...(isOnCitus ? onCitus : { include: [needsPostgres] }),
          // Starts a PostgreSQL server with a migrated template database, which each file clones.
          globalSetup: ["packages/db/src/testing/global-setup.ts"],
          // Processes instead of threads: signals and the heap of a file do not affect the runner.
          pool: "forks",
          // A file owns its database and closes what it opens, so files can share a process. Loading the sources anew
          // for each file took a fifth of the time.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "homes",
          // The core of the tests above once more, with the two homes in two schemas under roles of their own.
          include: [
            "packages/db/src/ledger/{ledger,keys,races}.int.test.ts",
            "packages/db/src/{catalog,notices,organizations}/*.int.test.ts",
            "packages/db/src/access/audit/*.int.test.ts",
            "packages/usecases/src/organizations/killed-creation.int.test.ts",
            "packages/usecases/src/billing/{attempts,events,purchases}/*.int.test.ts",
            needsHomesApart,
          ],
          globalSetup: ["packages/db/src/testing/global-setup.ts"],
          pool: "forks",
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "cells",
          // The tests of the ledger once more, with a platform and two cells on three servers, and organizations over both
          // cells. Left out are those that look into one database: at plans and rows (inline-postings, keys, load, guard,
          // balances, batch-role, write/place-of), at its connections and crashes (group-commit, cut-commits,
          // killed-postgres), and those that damage its rows for `verify` (verified).
          include: [
            "packages/db/src/ledger/{ledger,races}.int.test.ts",
            "packages/db/src/ledger/model/*.int.test.ts",
            ...(process.env.SCRIP_CELLS_TESTS === "all"
              ? [
                  "packages/db/src/ledger/{alerts,budgets,corrections,crash,temporary-refusals}.int.test.ts",
                  "packages/db/src/ledger/budgets/*.int.test.ts",
                ]
              : []),
            needsCells,
          ],
          // Fewer rounds than in the project `int`: the rules are the same, and only the routes differ.
          env: {
            SCRIP_MODEL_RUNS: process.env.SCRIP_MODEL_RUNS ?? "4",
            SCRIP_RACE_ROUNDS: process.env.SCRIP_RACE_ROUNDS ?? "10",
          },
          globalSetup: ["packages/db/src/testing/global-setup.ts"],
          pool: "forks",
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: [needsBrowser],
          // Starts PostgreSQL as above and Chromium, and builds the SPA from the current sources.
          globalSetup: ["packages/db/src/testing/global-setup.ts", "tooling/e2e/src/testing/global-setup.ts"],
          pool: "forks",
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // How long a test waits for a page to show the expected state.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
