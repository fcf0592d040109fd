/**
 * A process that charges an organization many times at once. It prints `ready`, waits for a line on its standard
 * input, sends all charges, and prints the number of accepted ones.
 *
 *   node charging.fixture.ts <ledgerAddress for the app's role> <organization> <charges> <micro-USD>
 */
import { randomUUIDv7 } from "node:crypto";
import { once } from "node:events";
import type { ChargeNow } from "@scrip/domain/ledger";
import { ledgerAt } from "./ledger-at.test-support.ts";
import { books } from "./load.test-support.ts";

const [address = "", orgId = "", count = "0", amount = "0"] = process.argv.slice(2);
const ledger = await ledgerAt(address, { books, lanes: 2 });
await ledger.peek(orgId);
process.stdout.write("ready\n");
await once(process.stdin, "data");

const outcomes = await Promise.all(
  Array.from({ length: Number(count) }, () => {
    const labels = { resource: null, project: null, member: null };
    const base = { orgId, id: randomUUIDv7(), actor: { type: "system", id: null } } as const;
    const charge: ChargeNow = { ...base, kind: "charge", amount: BigInt(amount), onShortfall: "refuse", ...labels };
    return ledger.submit(charge, charge.id);
  }),
);
process.stdout.write(`${outcomes.filter(({ ok }) => ok).length}\n`);
await ledger.close();
process.stdin.destroy();
