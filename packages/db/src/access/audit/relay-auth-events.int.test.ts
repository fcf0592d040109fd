import { randomUUIDv7 } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "../../testing/index.ts";
import { writeAuthEvent } from "../auth-events.ts";
import { PlatformAuditDetailsEntity, PlatformAuditEntryEntity } from "./audit.entities.ts";
import { relayAuthEvents } from "./relay-auth-events.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const worker = await database.open("worker");

const ANA = randomUUIDv7();
const event = (some: Partial<Parameters<typeof writeAuthEvent>[1]> = {}) =>
  writeAuthEvent(app.platform, {
    at: new Date("2026-11-29T08:00:00.000Z"),
    action: "session.signed_in",
    personId: ANA,
    sessionId: null,
    outcome: "done",
    address: "192.0.2.7",
    userAgent: "Browser/1",
    requestId: "req-1",
    ...some,
  });
const entries = () => owner.platform.repository(PlatformAuditEntryEntity).find({ order: { seq: "ASC" } });

it("L32 takes each event into the log once, also with four workers at once", async () => {
  for (let count = 0; count < 120; count += 1) await event();
  const counts = await Promise.all(Array.from({ length: 4 }, () => relayAuthEvents(worker.platform)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120);
  expect(await relayAuthEvents(worker.platform)).toBe(0);
  expect(await entries()).toHaveLength(120);
});

it("says who, where and when, to which account a sign-in failed, and nothing of an address without an account", async () => {
  const session = randomUUIDv7();
  await event({ sessionId: session });
  await event({ action: "session.failed", outcome: "denied" });
  await event({ action: "session.failed", outcome: "denied", personId: null });
  expect(await relayAuthEvents(worker.platform)).toBe(2);
  const [signedIn, failed] = (await entries()).slice(-2);
  expect(signedIn).toMatchObject({ action: "session.signed_in", actorType: "person", actorId: ANA, outcome: "done" });
  expect(failed).toMatchObject({ actorType: "anonymous", actorId: null, targetType: "person", targetId: ANA });
  const details = await owner.platform
    .repository(PlatformAuditDetailsEntity)
    .findOneByOrFail({ seq: signedIn?.seq ?? 0 });
  expect(details.details).toEqual({
    address: "192.0.2.7",
    userAgent: "Browser/1",
    requestId: "req-1",
    happenedAt: "2026-11-29T08:00:00.000Z",
    session,
  });
});
