import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { appLedger, findings } from "../an-account.test-support.ts";
import { atTheLimits } from "./at-the-limits.fixture.ts";
import { countFailedTries } from "./failed-tries.fixture.ts";
import { keepSequence, keptSequences, sequenceText } from "./kept-sequences.fixture.ts";
import { modelBooks } from "./model-catalog.fixture.ts";
import { shorten } from "./shorten.fixture.ts";
import { sideBySide } from "./side-by-side.fixture.ts";
import { crowds, running, type Step, steps } from "./step.fixture.ts";

/** The number of sequences of up to 200 commands; set `SCRIP_MODEL_RUNS` to thousands for a long run. */
const RUNS = Number(process.env.SCRIP_MODEL_RUNS ?? 20);
/** The time limit for shortening a failing sequence, which runs it again and again. */
const SHORTENING_MS = 120_000;
const PATIENCE_MS = RUNS * 20_000 + 2 * SHORTENING_MS;

/** Sequences that begin with a balance just below its limit, as credit or as debt. */
const nearTheLimits = fc.tuple(steps, fc.boolean()).map(([sequence, isDebt]) => atTheLimits(sequence, isDebt));

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
// One lane, so that a batch mixes all organizations and a seed gives the same batches again.
const ledger = appLedger(database, { lanes: 1, books: modelBooks });
const failedTries = countFailedTries(ledger);
afterAll(() => ledger.close());

const advance = (orgId: string, to: number) => advanceClock(ledger, orgId, to);
const place = {
  app,
  owner,
  ledger,
  findings: (orgIds: readonly string[]) => findings(database, orgIds),
  advance,
  failedTries,
};

it("PostgreSQL answers and stores the same as the model, in sequences that failed before", async () => {
  let same = 0;
  const kept = await keptSequences();
  for (const { steps: sequence } of kept) same += await sideBySide(place, sequence).then(() => 1);
  expect(same).toBe(kept.length);
});

it(
  "L1 to L20, L23, L31 PostgreSQL answers and stores the same as the model, in random sequences",
  async () => expect(await differenceIn(steps, RUNS)).toBeNull(),
  PATIENCE_MS,
);

it(
  "PostgreSQL answers and stores the same as the model near the limits, and no amount leaves 64 bits",
  async () => expect(await differenceIn(nearTheLimits, Math.ceil(RUNS / 10))).toBeNull(),
  PATIENCE_MS,
);

it(
  "L16 PostgreSQL answers and stores the same as the model, in organizations with many small grants and debts",
  async () => expect(await differenceIn(crowds, Math.ceil(RUNS / 5))).toBeNull(),
  PATIENCE_MS,
);

it(
  "L19 L20 PostgreSQL answers and stores the same as the model, in organizations with endpoints and stored volumes",
  async () => expect(await differenceIn(running, Math.ceil(RUNS / 2))).toBeNull(),
  PATIENCE_MS,
);

/** Runs random sequences. @returns the shortest one that fails, with its error; `null` if none fails */
async function differenceIn(sequences: fc.Arbitrary<Step[]>, numRuns: number): Promise<string | null> {
  const property = fc.asyncProperty(sequences, (sequence) => sideBySide(place, sequence).then(() => {}));
  const found = await fc.check(property, { numRuns, endOnFailure: true });
  if (!found.failed || found.counterexample === null) return null;
  const failed = { steps: found.counterexample[0], error: found.errorInstance as Error };
  const { steps: shortest, error } = await shorten(failed, failing, SHORTENING_MS);
  const { seed, counterexamplePath: path } = found;
  await keepSequence({ seed, steps: shortest });
  const lines = [`seed ${seed}, path ${path}; shortened and kept in model-seeds.json`, ...shortest.map(sequenceText)];
  return `${lines.join("\n")}\n${error.message}`;
}

async function failing(sequence: readonly Step[]): Promise<Error | null> {
  // Resets the counter, which may include tries of the failed run.
  failedTries();
  return sideBySide(place, sequence).then(
    () => null,
    (error: unknown) => error as Error,
  );
}
