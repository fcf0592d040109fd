import type { AttemptProblem, DeliveryState } from "@scrip/domain/notices/webhooks";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A delivery to a webhook. Instants are milliseconds since 1970. */
export interface ListedDelivery {
  readonly delivery: string;
  /** The id of its event. */
  readonly notice: string;
  readonly sequence: number;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly createdAt: number;
  readonly attempts: number;
  /** The status of the last answer. */
  readonly lastStatus: number | null;
  readonly nextAt: number | null;
  readonly endedAt: number | null;
}

/** The conditions on deliveries; a delivery must match all of them. */
export interface DeliveryFilter {
  readonly webhook: string;
  readonly state?: DeliveryState | undefined;
  readonly kind?: string | undefined;
}

/**
 * Reads a page of the deliveries to a webhook, the newest first.
 * @returns `next` is the `before` of the next page
 * @throws OrganizationMissing
 */
export function listDeliveries(
  organizations: OrganizationsSource,
  orgId: string,
  { webhook, state, kind }: DeliveryFilter,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly deliveries: readonly ListedDelivery[]; readonly next: number | null }> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const values = [orgId, webhook, before ?? null, state ?? null, kind ?? null, limit + 1];
    const rows = await query({ text: DELIVERIES, values });
    const deliveries = rows.slice(0, limit).map(({ delivery }) => delivery as ListedDelivery);
    return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.sequence ?? null) : null };
  });
}

const FIELDS = `
  'delivery', d.id, 'notice', d.notice_id, 'sequence', d.sequence, 'kind', d.kind, 'state', d.state,
  'createdAt', instant_ms(d.created_at), 'attempts', d.attempts, 'nextAt', instant_ms(d.next_at),
  'endedAt', instant_ms(d.ended_at), 'lastStatus', (SELECT a.status FROM webhook_attempts AS a
    WHERE a.org_id = d.org_id AND a.delivery_id = d.id AND a.latency_ms IS NOT NULL ORDER BY a.number DESC LIMIT 1)`;

const DELIVERIES = `
  SELECT json_build_object(${FIELDS}) AS delivery FROM webhook_deliveries AS d
    WHERE d.org_id = $1 AND d.webhook_id = $2 AND ($3::bigint IS NULL OR d.sequence < $3)
      AND ($4::text IS NULL OR d.state = $4) AND ($5::text IS NULL OR d.kind = $5)
    ORDER BY d.sequence DESC LIMIT $6`;

/** One try of a delivery. */
export interface ListedTry {
  readonly number: number;
  readonly at: number;
  readonly latencyMs: number | null;
  readonly status: number | null;
  readonly problem: AttemptProblem | null;
  readonly answer: string | null;
}

/** A delivery with what was sent, and its newest tries. */
export interface ReadDelivery extends ListedDelivery {
  readonly webhook: string;
  readonly url: string;
  readonly body: string;
  readonly tries: readonly ListedTry[];
}

/**
 * Reads a delivery with its newest 100 tries.
 * @returns `null` if the organization has none
 * @throws OrganizationMissing
 */
export function readDelivery(
  organizations: OrganizationsSource,
  orgId: string,
  id: string,
): Promise<ReadDelivery | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: DELIVERY, values: [orgId, id] });
    return (row?.delivery as ReadDelivery | undefined) ?? null;
  });
}

const DELIVERY = `
  SELECT json_build_object(${FIELDS}, 'webhook', w.id, 'url', w.url, 'body', d.body,
      'tries', (SELECT coalesce(json_agg(json_build_object('number', a.number, 'at', instant_ms(a.at),
          'latencyMs', a.latency_ms, 'status', a.status, 'problem', a.problem, 'answer', a.answer)
          ORDER BY a.number DESC), '[]'::json)
        FROM (SELECT * FROM webhook_attempts WHERE org_id = d.org_id AND delivery_id = d.id
          ORDER BY number DESC LIMIT 100) AS a)) AS delivery
    FROM webhook_deliveries AS d JOIN webhooks AS w ON w.org_id = d.org_id AND w.id = d.webhook_id
    WHERE d.org_id = $1 AND d.id = $2`;
