import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { testDatabase } from "@scrip/db/testing";
import { appLedger, findings } from "@scrip/db/testing/ledger";
import { countFailedTries, type Step, sideBySide, steps } from "@scrip/db/testing/model";
import fc from "fast-check";
import { afterAll, it } from "vitest";
import { DUE } from "./handlers.ts";
import { moveClock } from "./move-clock.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
// The catalogs of the database, as a process reads them.
const books = bookStore((version) => loadCatalog(app.organizations, version));
const ledger = appLedger(database, { lanes: 1, books });
afterAll(() => ledger.close());

// `packages/db/src/ledger/model` has the long runs, with a clock of the tests' own.
it("an advance returns and stores the same as the model, after any sequence of steps", async () => {
  const advance = (orgId: string, to: number) => moveClock({ ledger, homes: app, books }, DUE, orgId, to);
  const failedTries = countFailedTries(ledger);
  const place = {
    app,
    owner,
    ledger,
    findings: (orgIds: readonly string[]) => findings(database, orgIds),
    advance,
    failedTries,
  };
  const property = fc.asyncProperty(steps, (sequence) => sideBySide(place, sequence.filter(hasKnownIds)));
  await fc.assert(property, { numRuns: 4, endOnFailure: true });
}, 120_000);

/**
 * Due work of endpoints and storage makes charges, whose ids the handlers choose and the model can not know. The ledger's
 * own model test runs them with known ids.
 */
function hasKnownIds({ act }: Step): boolean {
  return act.do !== "run" && act.do !== "store";
}
