import { afterAll, afterEach, expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { appLedger, findings } from "../an-account.test-support.ts";
import { countFailedTries } from "./failed-tries.fixture.ts";
import { modelBooks } from "./model-catalog.fixture.ts";
import { sideBySide } from "./side-by-side.fixture.ts";
import { ORGANIZATIONS, type Step } from "./step.fixture.ts";

// The comparison with the model trusts this count: a batch that fails and succeeds in parts has the right answers.
const database = await testDatabase();
const app = await database.open("app");
const ledger = appLedger(database, { lanes: 1, books: modelBooks });
afterAll(() => ledger.close());
const place = {
  app,
  owner: await database.open("owner"),
  ledger,
  findings: (orgIds: readonly string[]) => findings(database, orgIds),
  advance: (orgId: string, to: number) => advanceClock(ledger, orgId, to),
  failedTries: countFailedTries(ledger),
};
const grant = {
  do: "grant",
  amount: 1_000_000n,
  source: "purchase",
  paid: true,
  inMs: 0,
  lastsMs: null,
  sameKey: false,
} as const;
/** One grant for each organization, all in one batch of each cell. */
const steps: Step[] = Array.from({ length: ORGANIZATIONS }, (_, org) => {
  return { org, joins: true, within: false, keyed: true, twice: false, act: grant };
});
const cells = (await database.open("owner")).organizations.cells;
afterEach(async () => {
  for (const cell of cells)
    await cell.query("DROP FUNCTION IF EXISTS fail_at_first CASCADE; DROP SEQUENCE IF EXISTS tries");
});

it("the comparison counts no failed batch if none fails", async () => {
  await expect(sideBySide(place, steps)).resolves.toBeUndefined();
});

it.for(cells.map(({ cell }, index) => ({ name: cell ?? "the database", index })))(
  "the comparison fails if a batch fails in $name and is answered by its parts",
  async ({ index }) => {
    await cells[index]?.query(`
      CREATE SEQUENCE tries;
      CREATE FUNCTION fail_at_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF nextval('tries') = 1 THEN RAISE EXCEPTION 'planned failure'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER fail_at_first BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION fail_at_first()`);
    // The organizations of a run are in cells by chance: one of some runs is in this one.
    const errors: Error[] = [];
    for (let run = 0; run < 40 && errors.length === 0; run += 1)
      await sideBySide(place, steps).catch((error: Error) => errors.push(error));
    expect(errors[0]?.message).toMatch("a batch failed in PostgreSQL and was retried in parts");
  },
);
