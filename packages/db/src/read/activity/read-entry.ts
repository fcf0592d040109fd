import type { Charge, GrantTerms, Instant, MeterKind } from "@scrip/domain/ledger";
import type { CountedByMonth } from "@scrip/domain/usage/months";
import { serviceKeyName } from "../../access/service-keys.ts";
import type { Homes } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { balanceJson, entriesFound, LINE, LINE_JOINS } from "./entry-lines.ts";
import type { ActivityLine } from "./list-activity.ts";

/** One entry with all its details. Ids are bare UUIDs, amounts digits of micro-USD. */
export interface EntryInFull {
  readonly line: ActivityLine;
  readonly recordedAt: Instant;
  readonly actor: { readonly type: string; readonly id: string | null; readonly name: string | null };
  readonly cause: { readonly type: string; readonly id: string };
  readonly leg: number;
  readonly before: ActivityLine["balance"];
  /** The hash of the entry before; `null` for the first entry. */
  readonly previousHash: string | null;
  readonly charge: ChargeInFull | null;
  /** The grant that the entry is about, and the amount that it was issued with. */
  readonly grant: { readonly grant: GrantPosting["grant"]; readonly amount: string } | null;
  readonly postings: readonly GrantPosting[];
  /** The debt that the charge or the revocation left, and the part of it that is open now. */
  readonly owed: { readonly amount: string; readonly open: string } | null;
  /** The amount that a revocation or a reinstatement names. */
  readonly asked: string | null;
  /** The debts of credit that a settle spent although it was taken back, and the part of them that is open now. */
  readonly takenBack: { readonly amount: string; readonly open: string } | null;
}

/** A charge with rates and amounts as digits, and the quantity of the job that was charged before it. */
export interface ChargeInFull
  extends Pick<Charge, "resource" | "unitsMilli" | "reportedMs" | "chargeableMs">,
    Pick<Charge, "flags"> {
  readonly rate: string | null;
  /** The text of the job's price shape; `null` for a plain rate. */
  readonly price: string | null;
  /** Whether its job ended with it, so that the minimum of a price shape was due. */
  readonly isLast: boolean;
  readonly amount: string;
  /** The chargeable quantity of the report before; 0 for the first one. */
  readonly fromMs: number;
  /** What a charge of an endpoint, of storage, of a usage event or of a minimum is for; `null` for any other. */
  readonly metered: MeteredInFull | null;
}

/** A charge of a meter. Quantities and amounts as digits, in whole units of the meter and in micro-USD. */
export interface MeteredInFull {
  readonly meter: MeterKind;
  readonly price: string | null;
  readonly quantity: string;
  /** The total of the event before a correction; `null` for any other charge. */
  readonly before: string | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly isLate: boolean;
  /** The month meter that counts it: its quantity after and before the charge. */
  readonly month: {
    readonly counts: CountedByMonth;
    readonly quantity: string;
    readonly before: string | null;
    /** Whether the minimum had been charged by then, or was with this charge. */
    readonly isClosed: boolean;
  } | null;
  /** Of storage: the sum of its booking over all projects, and that of the month with it. */
  readonly booking: { readonly amount: string; readonly month: string } | null;
  /** The catalog of the organization, which has the unit of the resource. */
  readonly catalogVersion: number;
}

/** A move of a grant's credit, and the grant. */
export interface GrantPosting {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly grant: Pick<GrantTerms, "id" | "source" | "kind" | "effectiveAt" | "expiresAt">;
}

/**
 * Reads an entry by its number, with its postings, its charge and the hash of the entry before.
 * @returns `null` if the organization has no such entry
 * @throws OrganizationMissing
 */
export async function readEntry(homes: Homes, orgId: string, seq: number): Promise<EntryInFull | null> {
  const entry = await readOrganization(homes.organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: ENTRY, values: [orgId, seq] });
    return (row?.entry ?? null) as StoredEntry | null;
  });
  if (entry === null) return null;
  const { type, id } = entry.actor;
  const name = type === "service_key" && id !== null ? await serviceKeyName(homes.platform, id) : null;
  return { ...entry, actor: { type, id, name } };
}

/** An entry as the organizations' home has it: the names of keys are the platform's. */
interface StoredEntry extends Omit<EntryInFull, "actor"> {
  readonly actor: { readonly type: string; readonly id: string | null };
}

const MONTH = `json_build_object('counts', mm.counts, 'quantity', m.month_quantity::text,
    'before', (SELECT b.month_quantity::text FROM metered_charges b WHERE b.org_id = $1
      AND b.month_meter_id = m.month_meter_id AND b.month_leg = m.month_leg - 1),
    'isClosed', m.meter = 'month' OR EXISTS (SELECT FROM metered_charges b WHERE b.org_id = $1
      AND b.month_meter_id = m.month_meter_id AND b.month_leg < m.month_leg AND b.meter = 'month'))`;

const BOOKING = `
  SELECT json_build_object('amount', sum(b.amount) FILTER (WHERE b.until_at = m.until_at AND b.at = m.at)::text,
      'month', sum(b.amount)::text)
    FROM metered_charges b WHERE b.org_id = $1 AND b.meter = 'storage' AND b.meter_id = m.meter_id
      AND (b.until_at, b.at) <= (m.until_at, m.at)`;

const METERED = `
  SELECT json_build_object('meter', m.meter, 'price', m.price, 'quantity', m.quantity::text,
      'before', CASE WHEN m.meter = 'usage' AND m.leg > 1 THEN (SELECT b.quantity::text FROM metered_charges b
        WHERE b.org_id = $1 AND b.meter = 'usage' AND b.meter_id = m.meter_id AND b.leg = m.leg - 1) END,
      'from', instant_ms(m.from_at), 'until', instant_ms(m.until_at), 'isLate', m.is_late,
      'month', CASE WHEN mm.id IS NOT NULL THEN ${MONTH} END,
      'booking', CASE WHEN m.meter = 'storage' THEN (${BOOKING}) END,
      'catalogVersion', (SELECT catalog_version FROM organizations WHERE org_id = $1))
    FROM metered_charges m LEFT JOIN month_meters mm ON mm.org_id = $1 AND mm.id = m.month_meter_id
    WHERE m.org_id = $1 AND m.id = c.id`;

const CHARGE = `json_build_object('metered', (${METERED}),
    'resource', c.resource, 'rate', c.rate::text, 'price', cj.price,
    'isLast', coalesce(cj.ended_at IS NOT NULL AND cj.charges = c.leg AND coalesce(c.reason, '') NOT IN (
      'platform_fault', 'price_above_limit', 'balance_above_limit'), false), 'unitsMilli', c.units_milli, 'reportedMs', c.reported_ms,
    'chargeableMs', c.chargeable_ms, 'amount', c.amount::text,
    'flags', to_json(array_remove(ARRAY[CASE WHEN c.beyond_hold THEN 'beyond_hold' END,
      CASE WHEN c.after_silence THEN 'after_silence' END], NULL)),
    'fromMs', coalesce((SELECT b.chargeable_ms FROM job_charges b
      WHERE b.org_id = $1 AND b.job_id = c.job_id AND b.leg < c.leg ORDER BY b.leg DESC LIMIT 1), 0))`;

const POSTINGS = `
  SELECT json_agg(json_build_object('from', o.from_bucket, 'to', o.to_bucket, 'amount', o.amount::text,
      'grant', json_build_object('id', og.id, 'source', og.source, 'kind', og.kind,
        'effectiveAt', instant_ms(og.effective_at), 'expiresAt', instant_ms(og.expires_at))) ORDER BY o.n)
    FROM postings o JOIN grants og ON og.org_id = $1 AND og.id = o.grant_id
    WHERE o.org_id = $1 AND o.seq = e.seq`;

const GRANT = `
  SELECT json_build_object('amount', ig.amount::text, 'grant', json_build_object('id', ig.id, 'source', ig.source,
      'kind', ig.kind, 'effectiveAt', instant_ms(ig.effective_at), 'expiresAt', instant_ms(ig.expires_at)))
    FROM grants ig WHERE e.cause_type = 'grant' AND ig.org_id = $1 AND ig.id = e.cause_id`;

const OWED = `
  SELECT json_build_object('amount', o.amount::text, 'open', d.open::text)
    FROM postings o JOIN debts d ON d.org_id = $1 AND d.id = o.debt_id
    WHERE o.org_id = $1 AND o.seq = e.seq AND o.to_bucket = 'owed'
      AND (o.from_bucket = 'charge' OR e.kind = 'grant_revoked')`;

const TAKEN_BACK = `
  SELECT json_build_object('amount', sum(o.amount)::text, 'open', sum(d.open)::text)
    FROM postings o JOIN debts d ON d.org_id = $1 AND d.id = o.debt_id
    WHERE o.org_id = $1 AND o.seq = e.seq AND o.from_bucket = 'reversal' AND e.kind = 'settled' HAVING count(*) > 0`;

const ENTRY = `
  ${entriesFound("SELECT $2::bigint AS seq")}
  SELECT json_build_object(
      'line', ${LINE}, 'recordedAt', instant_ms(e.recorded_at),
      'actor', json_build_object('type', e.actor_type, 'id', e.actor_id),
      'cause', json_build_object('type', e.cause_type, 'id', e.cause_id), 'leg', e.leg,
      'before', ${balanceJson("p")},
      'previousHash', encode(p.hash, 'hex'),
      'charge', CASE WHEN c.id IS NULL THEN NULL ELSE ${CHARGE} END,
      'grant', (${GRANT}), 'postings', coalesce((${POSTINGS}), '[]'), 'owed', (${OWED}),
      'asked', e.asked::text, 'takenBack', (${TAKEN_BACK})) AS entry
    FROM found e ${LINE_JOINS}`;
