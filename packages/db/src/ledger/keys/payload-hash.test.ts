import { hash } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { payloadHash } from "./payload-hash.ts";

// The hash is stored with every key. With another text for the same payload, existing keys would be refused.
it("C5 the payload of a key is hashed over its fields by name, without id, organization and actor", () => {
  const command = {
    kind: "startJob",
    id: "an id",
    orgId: "an organization",
    actor: { type: "system", id: null },
    ref: "run-1",
    resource: "gpu",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    project: "p",
    member: null,
    next: { untilMs: 60_000, amount: usd("1") },
  };
  const text =
    '[["estimateMs",null],["kind","startJob"],["member",null],["mode","epochs"],["next",[["amount","1000000"],["untilMs",60000]]],' +
    '["project","p"],["ref","run-1"],["resource","gpu"],["unitsMilli",1000],["work","training"]]';
  expect(payloadHash(command as never)).toBe(hash("sha256", text));
});
