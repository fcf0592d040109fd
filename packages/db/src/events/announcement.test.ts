import { randomUUIDv7 } from "node:crypto";
import { expect, it } from "vitest";
import { messagesOf, readMessage } from "./announcement.ts";

it.each([1, 200, 201, 1000])("announces %i organizations in messages that fit into a NOTIFY", (count) => {
  const orgIds = Array.from({ length: count }, () => randomUUIDv7());
  const messages = messagesOf({ orgIds, dueAt: 253_402_300_799_999 });
  expect(messages).toHaveLength(Math.ceil(count / 200));
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThan(8000);
  const read = messages.map(readMessage);
  expect(read.flatMap((each) => each.orgIds)).toEqual(orgIds);
  expect(new Set(read.map(({ dueAt }) => dueAt))).toEqual(new Set([253_402_300_799_999]));
});

it("announces that too many organizations changed to name them", () => {
  expect(messagesOf({ orgIds: "everyone", dueAt: 5 }).map(readMessage)).toEqual([{ orgIds: "everyone", dueAt: 5 }]);
  expect(messagesOf({ orgIds: "everyone", dueAt: null }).map(readMessage)).toEqual([
    { orgIds: "everyone", dueAt: null },
  ]);
});

it.each(["", "nonsense", "- ", "v2 something else", "- 123", "{}"])(
  "reads an unknown message as a change of every organization: %j",
  (message) => {
    expect(readMessage(message)).toEqual({ orgIds: "everyone", dueAt: null });
  },
);
