import { type AuditAction, isAuditAction } from "@scrip/domain/audit-actions";
import type { AuditActor, AuditTarget } from "@scrip/domain/audit-entry";
import type { PlatformSource } from "../../connection/home-source.ts";
import { inPlatform } from "../../connection/in-home.ts";
import type { AuthEventRow } from "../auth-event.entity.ts";
import { appendPlatformAudit } from "./append-platform-audit.ts";

/** Events of one transaction, which locks the platform's log. */
const AT_ONCE = 50;

/**
 * Takes the events of accounts and sessions from their outbox into the platform's audit log, the oldest first. An event
 * and its mark are in one transaction, and a concurrent call skips its rows, so each event gets one entry. Events of
 * addresses without an account get none.
 * @returns the number of entries
 * @source docs/audit.md#events-of-accounts
 */
export async function relayAuthEvents(platform: PlatformSource, signal?: AbortSignal): Promise<number> {
  let relayed = 0;
  while (signal?.aborted !== true) {
    const { events, entries } = await relaySome(platform);
    relayed += entries;
    if (events < AT_ONCE) break;
  }
  return relayed;
}

function relaySome(platform: PlatformSource): Promise<{ events: number; entries: number }> {
  return inPlatform(platform, async (tx) => {
    const events = await tx.query<AuthEventRow[]>(WAITING);
    if (events.length > 0) await tx.query(MARK, [events.map(({ id }) => id)]);
    let entries = 0;
    for (const event of events) {
      const { personId, action } = event;
      if (personId === null || !isAuditAction(action)) continue;
      await appendPlatformAudit(tx, recordOf(event, personId, action));
      entries += 1;
    }
    return { events: events.length, entries };
  });
}

function recordOf(event: AuthEventRow, personId: string, action: AuditAction) {
  const { sessionId, outcome, address, userAgent, requestId, at } = event;
  return {
    ...partiesOf(event, personId),
    action,
    outcome,
    from: { address, userAgent, requestId },
    // The entry has the time of the relay.
    details: { happenedAt: at.toISOString(), ...(sessionId !== null && { session: sessionId }) },
  } as const;
}

/** Nobody knows who failed to sign in, only to which account. */
function partiesOf({ outcome }: AuthEventRow, personId: string): { actor: AuditActor; target: AuditTarget | null } {
  const person = { type: "person", id: personId } as const;
  return outcome === "denied"
    ? { actor: { type: "anonymous", id: null }, target: person }
    : { actor: person, target: null };
}

const WAITING = `
  SELECT id, at, action, person_id AS "personId", session_id AS "sessionId", outcome, address,
      user_agent AS "userAgent", request_id AS "requestId"
    FROM auth_events WHERE relayed_at IS NULL ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
const MARK = "UPDATE auth_events SET relayed_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = ANY ($1)";
