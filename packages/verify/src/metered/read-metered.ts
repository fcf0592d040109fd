import type pg from "pg";
import { amount, amountOrNull, type Cells, ms, problemOf, readRows, text, whole, wholeOrNull } from "../read.ts";
import type { MeteredRow } from "./metered-row.ts";

/** A metered charge of an organization, or why its row cannot be read. */
export type ReadMetered = { readonly orgId: string } & (
  | { readonly charge: MeteredRow }
  | { readonly id: string; readonly problem: string }
);

/** How many charges of one organization a read returns at most. */
const PAGE = 1_000;

interface Place {
  readonly meter: string;
  readonly meterId: string;
  readonly leg: number;
}

const BEGINNING: Place = { meter: "", meterId: "00000000-0000-0000-0000-000000000000", leg: 0 };

/** Reads the metered charges of organizations, page by page; those of one meter follow each other by leg. */
export async function* readMetered(pool: pg.Pool, orgIds: readonly string[]): AsyncGenerator<ReadMetered[]> {
  let places = new Map<string, Place>(orgIds.map((orgId) => [orgId, BEGINNING]));
  while (places.size > 0) {
    const after = [...places.values()];
    const values = [
      [...places.keys()],
      after.map(({ meter }) => meter),
      after.map(({ meterId }) => meterId),
      after.map(({ leg }) => leg),
      PAGE,
    ];
    const counts = new Map<string, { rows: number; last: Place }>();
    const rows = await readRows(pool, METERED, values);
    for (const [orgId, , meter, meterId, leg] of rows) {
      const rowsBefore = counts.get(text(orgId))?.rows ?? 0;
      const last = { meter: text(meter), meterId: text(meterId), leg: whole(leg) };
      counts.set(text(orgId), { rows: rowsBefore + 1, last });
    }
    places = new Map([...counts].flatMap(([orgId, { rows: count, last }]) => (count < PAGE ? [] : [[orgId, last]])));
    if (rows.length > 0) yield rows.map(readOne);
  }
}

function readOne(row: Cells): ReadMetered {
  const orgId = text(row[0]);
  try {
    return { orgId, charge: readCharge(row) };
  } catch (error) {
    return { orgId, id: row[1] ?? "without id", problem: problemOf(error) };
  }
}

function readCharge([, id, meter, meterId, leg, resource, rate, price, unitsMilli, ...more]: Cells): MeteredRow {
  const [quantity, from, until, charged, isLate, project, member, at, entries, plainEntries, refunded, forgiven] = more;
  const [monthId, monthLeg, monthQuantity] = more.slice(12);
  return {
    id: text(id),
    meter: text(meter),
    meterId: text(meterId),
    leg: whole(leg),
    resource: text(resource),
    rate: amountOrNull(rate),
    price: price ?? null,
    month: monthId == null ? null : { meterId: monthId, leg: whole(monthLeg), quantity: amount(monthQuantity) },
    unitsMilli: wholeOrNull(unitsMilli),
    quantity: amount(quantity),
    from: whole(from),
    until: whole(until),
    amount: amount(charged),
    isLate: isLate === "t",
    project: project ?? null,
    member: member ?? null,
    at: whole(at),
    refunded: amount(refunded),
    forgiven: amount(forgiven),
    entries: whole(entries),
    plainEntries: whole(plainEntries),
  };
}

// A charge and its entry are written in one transaction, so one statement sees both or neither.
const METERED = `
  SELECT r.org_id, m.id, m.meter, m.meter_id, m.leg, m.resource, m.rate, m.price, m.units_milli, m.quantity,
    ${ms("m.from_at")}, ${ms("m.until_at")}, m.amount, m.is_late, m.project, m.member, ${ms("m.at")}, e.all, e.plain,
    (SELECT coalesce(sum(amount), 0) FROM grants WHERE org_id = m.org_id AND charge_id = m.id),
    coalesce((SELECT forgiven FROM debts WHERE org_id = m.org_id AND id = m.id AND charge_id = m.id), 0),
    m.month_meter_id, m.month_leg, m.month_quantity
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[]) WITH ORDINALITY AS r (org_id, meter, meter_id, leg, n)
  CROSS JOIN LATERAL (
    SELECT * FROM metered_charges c
    WHERE c.org_id = r.org_id AND (c.meter, c.meter_id, c.leg) > (r.meter, r.meter_id, r.leg)
    ORDER BY c.meter, c.meter_id, c.leg LIMIT $5) AS m
  CROSS JOIN LATERAL (
    SELECT count(*) AS all, count(charged) AS plain FROM entries
    WHERE org_id = m.org_id AND cause_id = m.id AND cause_type = 'charge') AS e
  ORDER BY r.n, m.meter, m.meter_id, m.leg`;
