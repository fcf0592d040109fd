import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** The conditions on usage events; an event must match all of them. */
export interface EventFilter {
  readonly resource?: string | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  readonly source?: string | undefined;
}

/** The last event of a page. */
export interface EventPlace {
  /** When it arrived. */
  readonly at: Instant;
  readonly id: string;
}

/** A usage event. Ids are bare UUIDs; the amount is digits of micro-USD. */
export interface UsageEvent {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly resource: string;
  /** Millionths of the unit, in digits. */
  readonly quantity: string;
  readonly charged: string;
  readonly eventAt: Instant;
  readonly arrivedAt: Instant;
  readonly isLate: boolean;
  readonly project: string | null;
  readonly member: string | null;
  /** The first event, if this one corrects it. */
  readonly corrects: { readonly id: string; readonly name: string } | null;
}

/**
 * Reads a page of usage events, the last arrived first. An index in this order finds its rows.
 * @throws OrganizationMissing
 */
export async function listEvents(
  organizations: OrganizationsSource,
  orgId: string,
  { resource, project, member, source }: EventFilter,
  { after, limit }: { readonly after: EventPlace | undefined; readonly limit: number },
): Promise<{ readonly events: readonly UsageEvent[]; readonly next: EventPlace | null }> {
  const place = after === undefined ? [null, null] : [new Date(after.at).toISOString(), after.id];
  const labels = [resource ?? null, project ?? null, member ?? null, source ?? null];
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: EVENTS, values: [orgId, ...place, ...labels, limit + 1] });
    const events = rows.slice(0, limit).map(({ event }) => event as UsageEvent);
    const last = events.at(-1);
    return { events, next: rows.length > limit && last !== undefined ? { at: last.arrivedAt, id: last.id } : null };
  });
}

const EVENTS = `
  SELECT json_build_object('id', e.id, 'source', e.source, 'name', e.name, 'resource', e.resource,
      'quantity', e.quantity::text, 'charged', e.amount::text, 'eventAt', instant_ms(e.from_at),
      'arrivedAt', instant_ms(e.at), 'isLate', e.is_late, 'project', e.project, 'member', e.member,
      'corrects', CASE WHEN e.leg > 1 THEN json_build_object('id', e.meter_id, 'name', (SELECT f.name
        FROM metered_charges f WHERE f.org_id = e.org_id AND f.id = e.meter_id)) END) AS event
    FROM metered_charges e
    WHERE e.org_id = $1 AND e.meter = 'usage' AND ($2::timestamptz IS NULL OR (e.at, e.id) < ($2, $3::uuid))
      AND ($4::text IS NULL OR e.resource = $4) AND ($5::text IS NULL OR e.project = $5)
      AND ($6::text IS NULL OR e.member = $6) AND ($7::text IS NULL OR e.source = $7)
    ORDER BY e.at DESC, e.id DESC LIMIT $8`;
