import { endRestore, readCharging, serversOf } from "@scrip/db/billing";
import { inPlatform } from "@scrip/db/connection";
import { testDatabase } from "@scrip/db/testing";
import type { ServerMark } from "@scrip/domain/billing/charging";
import { expect, it } from "vitest";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { setPause, setPauseAsOwner } from "../../operators/pause-charging.ts";
import { mayCharge, requireCharging, whyNotCharging } from "./may-charge.ts";
import { type MarkNote, noteMark, noticeRestore } from "./notice-restore.ts";

const database = await testDatabase();
const app = await database.open("app");
const worker = await database.open("worker");
const owner = await database.open("owner");
const bob = await anOperator(owner, "Bob");

/** A note in memory in place of the file of a process. */
function aNote(): MarkNote & { known: ServerMark | null } {
  const note = {
    known: null as ServerMark | null,
    read: () => Promise.resolve(note.known),
    write: (mark: ServerMark) => {
      note.known = mark;
      return Promise.resolve();
    },
  };
  return note;
}

const reconciled = async () =>
  inPlatform(worker.platform, async (tx) => {
    const { restoredSince } = await readCharging(tx);
    return endRestore(tx, restoredSince?.getTime() ?? 0, await serversOf(worker));
  });
const auditOf = async (action: string) =>
  owner.query("SELECT actor_id FROM platform_audit_entries WHERE action = $1 ORDER BY seq", [action]);

it("an operator pauses and resumes charging, with a reason in the audit log, and only once", async () => {
  await setPause({ homes: app }, bob, { isPaused: true, reason: "the bank asks" });
  await setPause({ homes: app }, bob, { isPaused: true, reason: "again" });
  expect(await whyNotCharging(app.platform)).toMatchObject({ reason: "paused", why: "the bank asks" });
  expect(await mayCharge(worker)).toBe(false);
  await expect(requireCharging(app)).rejects.toMatchObject({ refusal: { code: "payment_unavailable" } });
  await setPauseAsOwner(owner.platform, { isPaused: false, reason: "the bank is content" });
  expect(await mayCharge(worker)).toBe(true);
  expect(await auditOf("charging.paused")).toEqual([{ actor_id: bob.personId }]);
  expect(await auditOf("charging.resumed")).toEqual([{ actor_id: null }]);
});

it("only an operator pauses", async () => {
  const nobody = { ...bob, personId: crypto.randomUUID() };
  await expect(setPause({ homes: app }, nobody, { isPaused: true, reason: "no" })).rejects.toMatchObject({
    refusal: { code: "operators_only" },
  });
});

it("E13 a process whose memory does not fit the database keeps charging off until payments are reconciled", async () => {
  const note = aNote();
  expect(await noticeRestore(worker, note, false)).toBeNull();
  await noteMark(worker, note);
  expect(await noticeRestore(app, note, false)).toBeNull();

  const { servers = "", mark = 0 } = note.known ?? {};
  note.known = { servers, mark: mark + 1 };
  expect(await noticeRestore(app, note, false)).toContain("older");
  expect(await whyNotCharging(worker.platform)).toMatchObject({ reason: "restored" });
  // The note fits now, and charging is still off.
  expect(await noticeRestore(worker, note, false)).toBeNull();
  expect(await mayCharge(worker)).toBe(false);
  expect(await reconciled()).toBe(true);
  expect(await mayCharge(worker)).toBe(true);
  expect(await auditOf("charging.restored")).toHaveLength(1);
});

it("E13 a second process that notices the same restore after its reconciliation does not switch charging off again", async () => {
  const note = aNote();
  await noticeRestore(worker, note, false);
  const before = { servers: "7/1", mark: note.known?.mark ?? 0 };
  await owner.query("UPDATE charging SET reconciled_servers = '7/1'");
  note.known = before;
  expect(await noticeRestore(worker, note, false)).toContain("identifier");
  await reconciled();
  note.known = before;
  expect(await noticeRestore(app, note, false)).toBeNull();
  expect(await mayCharge(app)).toBe(true);
});

it("E13 what the operator declares counts without a memory", async () => {
  expect(await noticeRestore(app, null, true)).toContain("SCRIP_RESTORED");
  expect(await mayCharge(app)).toBe(false);
  await reconciled();
});
