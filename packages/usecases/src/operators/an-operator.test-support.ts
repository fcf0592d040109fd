import { randomUUIDv7 } from "node:crypto";
import type { TestSource } from "@scrip/db/testing";
import { makeOperator } from "./make-operator.ts";
import type { OperatorCaller } from "./operator-caller.ts";

/** Makes a person with this name who is an operator. */
export async function anOperator(owner: TestSource, name: string): Promise<OperatorCaller> {
  const personId = randomUUIDv7();
  await owner.query(
    `INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at)
      VALUES ($1, $2, $3, true, now(), now())`,
    [personId, name, `${personId}@operators.example`],
  );
  await makeOperator(owner.platform, personId);
  const from = { address: "192.0.2.7", userAgent: "tests", requestId: `request of ${name}` };
  return { personId, from, origin: "https://credits.example.com" };
}
