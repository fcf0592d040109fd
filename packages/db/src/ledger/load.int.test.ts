import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger } from "./an-account.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

it("text of people and services is read unchanged, even if it contains the separators of loaded rows", async () => {
  const account = await Account.open(app, ledger);
  const written = ["a,b", "c\nd", 'e"f\\g', "h\tî, {j}"];
  for (const businessKey of written) await account.grant("10", { businessKey });
  const terms = { resource: "gpu.h100-80gb", work: "training", mode: "epochs", unitsMilli: 1000 } as const;
  // A job without labels is between jobs with labels: no text may move to another row.
  const labels = ["a,b", null, "c\nd", 'e"f'].map((label) => ({ project: label, member: label }));
  for (const [n, label] of labels.entries())
    await account.run("startJob", {
      ...terms,
      ...label,
      ref: `${n},\n${written[n]}`,
      estimateMs: null,
      next: { untilMs: 1000 },
    });

  const refs = labels.map((_, n): [string, string] => [account.orgId, `${n},\n${written[n]}`]);
  const look = await ledger.peek(account.orgId, { refs });
  const grants = [...(look?.ledger.grants.values() ?? [])];
  expect(grants.map(({ businessKey }) => businessKey).toSorted()).toEqual(written.toSorted());
  const jobs = [...(look?.ledger.jobs.values() ?? [])].toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  expect(jobs.map(({ ref, project, member }) => ({ ref, project, member }))).toEqual(
    labels.map((label, n) => ({ ref: `${n},\n${written[n]}`, ...label })),
  );
});
