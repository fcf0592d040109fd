import { ATTEMPT_MOVES, ATTEMPT_STATES, type AttemptState } from "@scrip/domain/billing/attempts";
import { expect, it } from "vitest";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const STATES = Object.keys(ATTEMPT_STATES) as AttemptState[];

it("L21 PostgreSQL lets an attempt move as the domain does, and no other way", async () => {
  const rows = await owner.query<{ before: AttemptState; after: AttemptState; may: boolean }[]>(
    `SELECT before, after, attempt_may_move(before, after) AS may
      FROM unnest($1::text[]) AS before, unnest($1::text[]) AS after`,
    [STATES],
  );
  expect(rows).toHaveLength(STATES.length ** 2);
  for (const { before, after, may } of rows)
    expect({ before, after, may }).toEqual({ before, after, may: ATTEMPT_MOVES[before].includes(after) });
});

it("L21 an attempt begins as created, moves along the edges, and is never deleted", async () => {
  const { orgId } = await anOrganization(owner);
  await fillEveryTable(owner, orgId);
  const move = (state: AttemptState) =>
    owner.query(
      `UPDATE payment_attempts SET state = $2, submitted_at = now(), why = CASE WHEN $2 = 'parked' THEN 'amount' END,
          ended_at = CASE WHEN $2 = 'failed' THEN now() END
        WHERE org_id = $1`,
      [orgId, state],
    );
  const refused = (state: AttemptState) => expect(move(state)).rejects.toThrow("payment_attempts");
  for (const state of ["failed", "unknown", "parked"] as const) await refused(state);
  await move("submitted");
  await refused("parked");
  await move("unknown");
  await refused("submitted");
  await move("parked");
  for (const state of ["unknown", "failed", "submitted"] as const) await refused(state);
  await expect(owner.query("DELETE FROM payment_attempts WHERE org_id = $1", [orgId])).rejects.toThrow(
    "payment_attempts",
  );
});
