import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../../testing/index.ts";
import { appLedger } from "../an-account.test-support.ts";
import { keepSequence, keptSequences, sequenceText } from "./kept-sequences.fixture.ts";
import { sideBySide } from "./side-by-side.fixture.ts";
import { type Step, steps } from "./step.fixture.ts";

/** How many sequences of up to 200 commands; a long night may ask for thousands. */
const RUNS = Number(process.env.SCRIP_MODEL_RUNS ?? 15);
/** A failing sequence is made shorter for so long, by running it again and again. */
const SHRINKING_MS = 90_000;
const PATIENCE_MS = RUNS * 20_000 + SHRINKING_MS;

const database = await testDatabase();
const [app, owner] = [await database.open("app"), await database.open("owner")];
// One lane, so that a batch mixes all organizations and a seed gives the same batches again.
const ledger = appLedger(database, { lanes: 1 });
afterAll(() => ledger.close());

const place = { app, owner, ledger, verifyUrl: database.urls.verify };

it("answers and stores what the model does, in sequences that failed before", async () => {
  let same = 0;
  const kept = await keptSequences();
  for (const { steps: sequence } of kept) same += await sideBySide(place, sequence).then(() => 1);
  expect(same).toBe(kept.length);
});

it(
  "L1 to L20, L23, L31 PostgreSQL answers and stores what the model does, whatever the sequence",
  async () => {
    let failedAt = 0;
    const property = fc.asyncProperty(steps, async (sequence: Step[]) => {
      if (failedAt > 0 && performance.now() - failedAt > SHRINKING_MS) return;
      await sideBySide(place, sequence).catch((error: unknown) => {
        failedAt ||= performance.now();
        throw error;
      });
    });
    const { failed, seed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
      numRuns: RUNS,
    });
    if (!failed || counterexample === null) return;
    const [shortest] = counterexample;
    await keepSequence({ seed, steps: shortest });
    const lines = shortest.map((step, n) => `${n + 1}. ${sequenceText(step)}`).join("\n");
    expect.fail(
      `seed ${seed}, path ${counterexamplePath}; kept in model-seeds.json\n${lines}\n${(errorInstance as Error).message}`,
    );
  },
  PATIENCE_MS,
);
