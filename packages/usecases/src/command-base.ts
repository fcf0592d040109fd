import { newId } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import type { Actor, Command } from "@scrip/domain/ledger";

/** The platform itself, as the actor of a command. */
const SYSTEM: Actor = { type: "system", id: null };

/** The fields of a command that carries out due work. */
export function commandBase({ orgId }: DueWork): Pick<Command, "orgId" | "id" | "actor"> {
  return { orgId, id: newId(), actor: SYSTEM };
}
