import { randomUUIDv7 } from "node:crypto";
import type { Ledger } from "@scrip/db/ledger";
import { usd } from "@scrip/domain/money";
import { ACTOR } from "./accounts.ts";

/** A typical charge of a metered service, with a resource and a project. */
export const CHARGE = { amount: usd("0.001234"), resource: "gpu.h100-80gb", project: "vision", member: null } as const;

/** A hold with a time to live; three quarters of it are used. */
export const HOLD = { amount: usd("0.01"), settled: usd("0.0075"), ttlMs: 3_600_000 } as const;

/** Makes one charge through the ledger. @throws if the charge is refused */
export async function charge(
  { submit }: Pick<Ledger, "submit">,
  orgId: string,
  key: string = randomUUIDv7(),
): Promise<void> {
  const command = {
    ...CHARGE,
    kind: "charge",
    orgId,
    id: randomUUIDv7(),
    actor: ACTOR,
    onShortfall: "refuse",
  } as const;
  const outcome = await submit(command, key);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

/** Places a hold, then settles a part of it and closes it: two commands. */
export async function holdAndSettle({ submit }: Pick<Ledger, "submit">, orgId: string): Promise<void> {
  const holdId = randomUUIDv7();
  const base = { orgId, actor: ACTOR };
  const placed = await submit(
    { ...base, kind: "placeHold", id: holdId, amount: HOLD.amount, ttlMs: HOLD.ttlMs },
    randomUUIDv7(),
  );
  if (!placed.ok) throw new Error(placed.refusal.message);
  const settled = await submit(
    {
      ...base,
      kind: "settleHold",
      id: randomUUIDv7(),
      holdId,
      amount: HOLD.settled,
      close: true,
      resource: CHARGE.resource,
    } as const,
    randomUUIDv7(),
  );
  if (!settled.ok) throw new Error(settled.refusal.message);
}
