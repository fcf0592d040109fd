import { randomUUIDv7 } from "node:crypto";
import type { DueKind } from "@scrip/domain/due";
import type { Actor, Command } from "@scrip/domain/ledger";

/** A row of due work. */
export interface DueWork {
  readonly orgId: string;
  readonly kind: DueKind;
  readonly refId: string;
}

/** The platform itself, as the giver of a command. */
const SYSTEM: Actor = { type: "system", id: null };

/** The command that carries out a piece of due work; it does nothing where it is early or late. */
export function commandOf({ orgId, kind, refId }: DueWork): Command {
  const base = { orgId, id: randomUUIDv7(), actor: SYSTEM };
  switch (kind) {
    case "issue_grant":
      return { ...base, kind: "issueScheduled", grantId: refId };
    case "expire_grant":
      return { ...base, kind: "expireGrant", grantId: refId };
    case "expire_hold":
      return { ...base, kind: "expireHold", holdId: refId };
  }
}
