import { type Role, roleHas } from "@scrip/domain/access";
import { EVENT_KINDS, type EventKind, eventSpec } from "./events.ts";

/** The kinds of events that a member with this role sees. @source docs/rules.md#the-inbox */
export function visibleKinds(role: Role): EventKind[] {
  return EVENT_KINDS.filter((kind) => roleHas(role, eventSpec(kind).permission));
}
