/** A run of vitest over some files, with more rounds than usual. */
export interface VitestRun {
  readonly vitest: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What `npm test -- long` runs: tests of random input, races and crashes, about half an hour on two cores. */
export const LONG_RUNS: readonly VitestRun[] = [
  {
    // How often each of these tries is its own setting.
    vitest: [
      "ledger/model/model.int.test.ts",
      "ledger/races.int.test.ts",
      "ledger/verified/verify.int.test.ts",
      "ledger/verified/verify.property.test.ts",
      "ledger/keys/answers.test.ts",
      "read/lineage/lineage.int.test.ts",
      "billing/taken-back/any-order.int.test.ts",
      "--test-timeout=1200000",
    ],
    env: {
      SCRIP_MODEL_RUNS: "400",
      SCRIP_RACE_ROUNDS: "1000",
      SCRIP_PROPERTY_RUNS: "1500",
      SCRIP_LINEAGE_RUNS: "150",
      SCRIP_PAYMENT_RUNS: "100",
    },
  },
  {
    vitest: ["billing/plans/plan-events.int.test.ts", "--test-timeout=3600000"],
    env: { SCRIP_PLAN_SAMPLES: "500" },
  },
  {
    // Reports its time.
    vitest: ["apps/cli/src/scenario-speed.int.test.ts", "--test-timeout=1200000"],
    env: { SCRIP_SCENARIO_ORGS: "50" },
  },
  {
    // All organizations of the real trace. It is outside the repository, and the test says if it is not there.
    vitest: ["apps/cli/src/replay-real-trace.int.test.ts", "--test-timeout=1200000"],
    env: { SCRIP_REAL_TRACE: "whole" },
  },
  {
    // Reports its time.
    vitest: ["apps/worker/src/ten-years/", "--test-timeout=3600000"],
    env: { SCRIP_TEN_YEARS_ORGS: "200", SCRIP_TEN_YEARS: "10", SCRIP_TEN_YEARS_KILLS: "20" },
  },
  {
    // 10,000 charges with automatic top-up.
    vitest: ["billing/top-up/many-charges.int.test.ts", "--test-timeout=3600000"],
    env: { SCRIP_TOPUP_CHARGES: "10000" },
  },
  {
    // 500 events a second for 20 seconds.
    vitest: ["apps/api/src/stripe/webhook.int.test.ts", "--test-timeout=1200000"],
    env: { SCRIP_WEBHOOK_FLOOD: "10000" },
  },
  {
    // Also the tests of the ledger on a platform and two cells that take longer.
    vitest: ["--project=cells", "--test-timeout=1200000"],
    env: { SCRIP_CELLS_TESTS: "all" },
  },
  {
    // Each test of these starts from nothing, so that it can be repeated.
    vitest: [
      "ledger/crash.int.test.ts",
      "due/crash.int.test.ts",
      "due/model.int.test.ts",
      "ledger/cut-commits.int.test.ts",
      "ledger/killed-postgres.int.test.ts",
      "packages/domain/src/ledger/commands/decide.property.test.ts",
      "packages/domain/src/ledger/commands/job-settles.property.test.ts",
      "packages/domain/src/ledger/outlook/runway.test.ts",
      "packages/domain/src/money/",
      "--repeats=19",
      "--test-timeout=1200000",
    ],
    env: {},
  },
];
