import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../../testing/index.ts";
import { appLedger } from "../an-account.test-support.ts";
import { keepSeed, keptSeeds } from "./kept-seeds.fixture.ts";
import { sideBySide } from "./side-by-side.fixture.ts";
import { type Step, steps } from "./step.fixture.ts";

/** Sequences of 60 to 150 commands; a long night may ask for thousands. */
const RUNS = Number(process.env.SCRIP_MODEL_RUNS ?? 10);
/** Shrinking a failure runs it again and again. */
const PATIENCE_MS = 20 * 60_000;

const database = await testDatabase();
const [app, owner] = [await database.open("app"), await database.open("owner")];
// One lane, so that a batch mixes all organizations and a seed gives the same batches again.
const ledger = appLedger(database, { lanes: 1 });
afterAll(() => ledger.close());

const place = { app, owner, ledger, verifyUrl: database.urls.verify };
const property = fc.asyncProperty(steps, (sequence: Step[]) => sideBySide(place, sequence));

it(
  "L1 to L20, L23, L31 PostgreSQL answers and stores what the model does, whatever the sequence",
  async () => {
    for (const { seed, path } of await keptSeeds())
      await fc.assert(property, { seed, path, endOnFailure: true, numRuns: 1 });
    const result = await fc.check(property, { numRuns: RUNS });
    if (!result.failed) return;
    const { seed, counterexamplePath: path } = result;
    if (path !== null) await keepSeed({ seed, path });
    expect.fail(
      `${await fc.asyncDefaultReportMessage(result)}\n\nKept in model-seeds.json: seed ${seed}, path ${path}`,
    );
  },
  PATIENCE_MS,
);
