import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import type { Organization } from "../testing/organization.ts";
import { startEndpoint } from "../usage/endpoints/start-endpoint.ts";
import { setStorage } from "../usage/storage/set-storage.ts";
import type { DueRegistry } from "./due-handler.ts";
import { ledgerDue } from "./due-handler.ts";
import { DUE } from "./handlers.ts";
import { moveClock } from "./move-clock.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2027, 5, 1, 12);

/** The same registry, which charges one endpoint in each transaction. */
const ONE_BY_ONE: DueRegistry = {
  ...DUE,
  settle_endpoint: ledgerDue(({ refId }) => ({ kind: "settleEndpoint", endpointId: refId })),
};

const start = ({ caller }: Organization, endpoint: string, resource: string, unitsMilli: number) =>
  startEndpoint(deps, caller, { endpoint, resource, unitsMilli, idempotencyKey: randomUUID() });

/**
 * Three endpoints whose charges fall due at different minutes, one of which falls due with another, beside storage and credit
 * that expires. Credit ends, and later the overdraft.
 */
async function live(registry: DueRegistry): Promise<{ readonly org: Organization; readonly ran: number }> {
  const org = await anOrganization({ credit: "9.00", clockAt: START });
  const { orgId } = org;
  let ran = 0;
  const to = async (ms: number): Promise<void> => {
    const advanced = await moveClock(deps, registry, orgId, START + ms);
    if (typeof advanced === "string") throw new Error(advanced);
    ran += advanced.ran;
  };
  await org.grant("1.00", { source: "code", expiresAt: START + 93 * MINUTE });
  await setStorage(deps, org.caller, { volume: "data", gb: 250_000_000_000n, idempotencyKey: randomUUID() });
  await start(org, "small", "endpoint.cpu-2", 333);
  await start(org, "beside", "endpoint.cpu-8", 1000);
  await to(2 * MINUTE);
  await start(org, "large", "gpu.a100-80gb", 8000);
  await to(13 * HOUR + MINUTE);
  return { org, ran };
}

const ENTRIES = `
  SELECT e.seq, e.at, e.kind, e.available, e.reserved, e.owed, e.net, e.first_amount, m.leg, m.amount, m.quantity, m.from_at, m.until_at
  FROM entries e LEFT JOIN metered_charges m ON m.org_id = e.org_id AND m.id = e.cause_id WHERE e.org_id = $1 ORDER BY e.seq`;
const ENDPOINTS = `
  SELECT ref, state, settled_at, charged, remainder, charges, stopped_at, stop_reason FROM endpoints WHERE org_id = $1 ORDER BY ref`;
// Notices are sent in real time.
const DUE_ROWS =
  "SELECT kind, due_at, on_test_clock FROM due WHERE org_id = $1 AND kind <> 'send_notice' ORDER BY 1, 2";
const NOTICES = "SELECT kind, at FROM notices WHERE org_id = $1 ORDER BY at, kind";
const HEAD = "SELECT seq, at, clock_at, available, owed, has_meters FROM organizations WHERE org_id = $1";

it("L19 an advance charges endpoints as one transaction for each charge would, to the last row", async () => {
  const atOnce = await live(DUE);
  const oneByOne = await live(ONE_BY_ONE);
  for (const sql of [ENTRIES, ENDPOINTS, DUE_ROWS, NOTICES, HEAD])
    expect(await owner.query(sql, [atOnce.org.orgId])).toEqual(await owner.query(sql, [oneByOne.org.orgId]));
  expect(atOnce.ran).toBe(oneByOne.ran);
  const endpoints = await owner.query(ENDPOINTS, [atOnce.org.orgId]);
  expect(endpoints.map(({ stop_reason: reason }: { stop_reason: string }) => reason)).toContain("overdraft_limit");
});
