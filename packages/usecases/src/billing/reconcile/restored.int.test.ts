import { lastReconciliation } from "@scrip/db/billing";
import { prepareDatabase } from "@scrip/db/boot";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { openReadPool } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { startArchivedPostgres } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import type { ServerMark } from "@scrip/domain/billing/charging";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { openTestGateway } from "@scrip/payments/testing";
import { afterAll, expect, it } from "vitest";
import { createOrganization } from "../../organizations/create-organization.ts";
import { mayCharge, whyNotCharging } from "../charging/may-charge.ts";
import { noteMark, noticeRestore } from "../charging/notice-restore.ts";
import { bookMoneyTaken } from "../taken-back/book-money-taken.ts";
import { aPayer, chargesAt } from "./a-payer.test-support.ts";
import type { PaymentLine } from "./check-payment.ts";
import { reconcileDry } from "./reconcile.ts";
import { reconcileDue } from "./reconcile-due.ts";

const NAMED = { applicationName: "scrip-test" };
const server = await startArchivedPostgres();
const urls = await prepareDatabase(server.url);
const homes = await openHomes({ organizations: urls.app }, NAMED);
const worker = await openHomes({ organizations: urls.worker }, NAMED);
const verify = openReadPool(urls.verify);
const catalogVersion = await publishCatalog(homes, catalogText(tiered), 0);
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: urls.worker, books, lanes: 1 });
const { gateway, local } = await openTestGateway();
afterAll(async () => {
  await ledger.close();
  await verify.end();
  await Promise.all([homes.close(), worker.close(), local.stop()]);
  await server.stop();
});
const deps = { homes: worker, ledger, books, gateway };

const available = async (orgId: string) => {
  const { rows } = await verify.query("SELECT available FROM organizations WHERE org_id = $1", [orgId]);
  return BigInt(rows[0]?.available);
};

it("E13 a database restored from a base backup and the log to before payments finds them, books each once, and charges nothing", async () => {
  const { orgId } = await createOrganization({ homes, books, catalogVersion, allowsTestClocks: false }, "tests", {
    name: "Harbor Lab",
    idempotencyKey: "harbor",
  });
  const payer = await aPayer(deps, local, orgId);
  let known: ServerMark | null = null;
  const note = {
    read: () => Promise.resolve(known),
    write: async (mark: ServerMark) => {
      known = mark;
    },
  };
  await server.baseBackUp();
  // These are in the log alone, and before the point of the restore.
  await payer.pay(usd("20"));
  const sentLater = await payer.want(usd("30"));
  expect(await noticeRestore(worker, note, false)).toBeNull();
  await noteMark(worker, note);
  const { rows: clock } = await verify.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  const point = clock[0]?.now ?? new Date();

  const { attempt: paidLater } = await payer.pay(usd("25"));
  await payer.send(sentLater);
  await local.control.call("POST", "/v1/refunds", { payment_intent: paidLater.paymentId, amount: 500 });
  await bookMoneyTaken(deps, paidLater, paidLater.paymentId ?? "");
  await noteMark(worker, note);
  expect(await available(orgId)).toBe(usd("70"));
  const charged = await chargesAt(local, payer.customer);
  expect(charged).toHaveLength(3);

  await server.restoreTo(point);
  expect(await findings({ urls })).toEqual([]);
  expect(await available(orgId)).toBe(usd("20"));
  expect(await noticeRestore(worker, note, false)).toContain("older");
  expect(await whyNotCharging(homes.platform)).toMatchObject({ reason: "restored" });
  // The attempt was paid in the lost time. Until that is known, it must not be sent.
  expect((await payer.send(sentLater)).attempt.state).toBe("created");

  const dry: string[] = [];
  await reconcileDry(deps, { since: 0 }, ({ found }) => void dry.push(found));
  expect(dry.toSorted()).toEqual(["booked", "known", "rebuilt"]);
  expect(await available(orgId)).toBe(usd("20"));

  const lines: PaymentLine[] = [];
  const onLine = (line: PaymentLine): void => void lines.push(line);
  const now = Date.now();
  expect(await Promise.all([1, 2, 3].map(() => reconcileDue(deps, now, { onLine })))).toEqual([true, true, true]);
  expect(lines.filter(({ found }) => found === "not_booked")).toEqual([]);
  expect(await available(orgId)).toBe(usd("70"));
  expect(await mayCharge(homes)).toBe(true);
  expect(await chargesAt(local, payer.customer)).toEqual(charged);
  expect(await findings({ urls })).toEqual([]);

  // A later run finds nothing to do, and a payment of somebody else on the same account is listed.
  const other = await local.control.call("POST", "/v1/payment_intents", {
    amount: 500,
    currency: "usd",
    customer: payer.customer,
    payment_method: payer.method,
    confirm: true,
    off_session: true,
  });
  await reconcileDue(deps, now);
  const { id: foreign } = other.body as { id: string };
  expect(await lastReconciliation(homes.platform)).toMatchObject({
    why: "regular",
    payments: 4,
    booked: 0,
    findings: [{ payment: foreign, what: "foreign" }],
  });
  expect(await available(orgId)).toBe(usd("70"));
});
