import {
  type Bucket,
  type CorrectionEntry,
  type Corrections,
  type Debt,
  type GrantTerms,
  needsOf,
  noCorrections,
  noteEntry,
  priceCanFall,
  putDebt,
  type RefundOf,
} from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { Submitted } from "../keys/submitted.ts";
import { eventIdOf } from "./load-usage.ts";
import type { LoadedOrg } from "./loaded.ts";
import type { FallingMonth } from "./months-that-fall.ts";

/**
 * Reads the history that the corrections of a batch need: the grants that paid the named charges and debts, and the
 * amounts already given back. It takes a round trip of its own, which a batch without corrections does not make.
 * @param orgs are locked, so that no entry is added meanwhile
 * @param months whose price may fall
 */
export async function loadCorrections(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
  months: readonly FallingMonth[],
): Promise<void> {
  const named = namedBy(batch, orgs, months);
  if (named.bills.length + named.grants.length + named.meters.length > 0) await loadHistory(query, orgs, named);
  // A correction may name an event, or a report a job, of its own batch, and a month may begin in it: without history yet.
  for (const { command } of batch) {
    const ledger = orgs.get(command.orgId)?.ledger;
    const { usageEvent, jobRef } = needsOf(command);
    const isOfBatch = jobRef !== undefined && ledger?.jobIds.has(jobRef) === false;
    if (ledger !== undefined && (usageEvent !== undefined || isOfBatch)) ledger.corrections ??= noCorrections();
  }
  for (const { orgId } of months) {
    const ledger = orgs.get(orgId)?.ledger;
    if (ledger !== undefined) ledger.corrections ??= noCorrections();
  }
}

async function loadHistory(query: Query, orgs: ReadonlyMap<string, LoadedOrg>, named: Named): Promise<void> {
  const rows = await query({
    name: "ledger-load-corrections",
    text: CORRECTIONS,
    values: [named.bills, named.grants, named.meters].flatMap((pairs) => binaryArrays(["uuid", "uuid"], pairs)),
  });
  const json = JSON.parse(String(rows[0]?.loaded)) as CorrectionsJson;
  for (const [orgId] of [...named.bills, ...named.grants, ...named.meters]) {
    const org = orgs.get(orgId);
    if (org !== undefined) org.ledger.corrections ??= correctionsOf(json, orgId);
  }
  for (const [orgId, ...row] of json.debts ?? []) {
    const ledger = orgs.get(orgId)?.ledger;
    const debt = readDebt(row);
    // An open debt that is named may be behind the first ones, which are loaded already.
    if (ledger !== undefined && debt.open > 0n && !ledger.debts.has(debt.id)) putDebt(ledger, debt);
  }
}

interface Named {
  /** Charges and debts; a charge and the debt that it left have the same id. */
  readonly bills: [orgId: string, id: string][];
  /** Grants that are revoked or reinstated. */
  readonly grants: [orgId: string, id: string][];
  /** Jobs and months whose price may fall. */
  readonly meters: [orgId: string, id: string][];
}

function namedBy(
  batch: readonly Submitted[],
  orgs: ReadonlyMap<string, LoadedOrg>,
  months: readonly FallingMonth[],
): Named {
  const named: Named = { bills: [], grants: [], meters: jobsThatMayFall(batch, orgs) };
  for (const { orgId, meterId } of months) if (meterId !== null) named.meters.push([orgId, meterId]);
  for (const { command } of batch) {
    const { paymentsOf, revocationsOf, usageEvent } = needsOf(command);
    if (usageEvent !== undefined) named.bills.push([command.orgId, eventIdOf(command.orgId, usageEvent)]);
    if (paymentsOf !== undefined) named.bills.push([command.orgId, paymentsOf]);
    if (revocationsOf !== undefined) named.grants.push([command.orgId, revocationsOf]);
  }
  return named;
}

/** The jobs of a batch whose reports pass the end of a tier of a volume price. A job passes few, whatever its length. */
function jobsThatMayFall(batch: readonly Submitted[], orgs: ReadonlyMap<string, LoadedOrg>): Named["meters"] {
  const falling = new Map<string, [orgId: string, id: string]>();
  for (const { command } of batch) {
    if (command.kind !== "settleEpoch" && command.kind !== "finishJob") continue;
    const ledger = orgs.get(command.orgId)?.ledger;
    const job = ledger?.jobs.get(ledger.jobIds.get(command.ref) ?? "");
    if (job !== undefined && priceCanFall(job, job.chargeableMs, command.quantityMs))
      falling.set(job.id, [command.orgId, job.id]);
  }
  return [...falling.values()];
}

/**
 * As PostgreSQL returns it: each row is an array that begins with the organization; amounts are text, instants
 * milliseconds.
 */
interface CorrectionsJson {
  readonly charges: readonly [string, id: string, amount: string][] | null;
  readonly debts: readonly [string, ...DebtRow][] | null;
  readonly grants: readonly TermsRow[] | null;
  readonly entries: readonly EntryRow[] | null;
  /** The charges of jobs with a volume price, of months, and of usage events with their corrections, by leg. */
  readonly meters: readonly [string, meterId: string, chargeId: string][] | null;
}
type DebtRow = [
  ...[id: string, chargeId: string | null, grantId: string | null, amount: string],
  ...[open: string, paid: string, forgiven: string, seq: number],
];
type TermsRow = [
  ...[orgId: string, id: string, source: GrantTerms["source"], kind: GrantTerms["kind"], amount: string],
  ...[effectiveAt: number, expiresAt: number | null, businessKey: string, chargeId: string | null],
  ...[debtId: string | null],
];
type EntryRow = [
  ...[orgId: string, kind: CorrectionEntry["kind"], causeType: CorrectionEntry["causeType"], causeId: string],
  ...[postings: [from: Bucket, to: Bucket, amount: string, grantId: string | null, debtId: string | null][]],
  ...[asked: string | null],
];

function correctionsOf(json: CorrectionsJson, orgId: string): Corrections {
  const corrections = noCorrections();
  const own = <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[] | null): readonly Row[] =>
    (rows ?? []).filter(([of]) => of === orgId);
  for (const [, id, amount] of own(json.charges)) corrections.charges.set(id, BigInt(amount));
  for (const [, meterId, chargeId] of own(json.meters))
    corrections.meters.set(meterId, (corrections.meters.get(meterId) ?? new Set<string>()).add(chargeId));
  for (const [, id, chargeId, grantId, amount] of own(json.debts))
    corrections.debts.set(id, { id, chargeId, grantId, amount: BigInt(amount) });
  const grants = new Map(own(json.grants).map((row) => [row[1], readTerms(row)]));
  for (const [, kind, causeType, causeId, postings, asked] of own(json.entries)) {
    const refundOf = causeType === "grant" ? (grants.get(causeId)?.refundOf ?? null) : null;
    const moves = postings.map(([from, to, amount, grantId, debtId]) => {
      return { from, to, amount: BigInt(amount), grantId, debtId };
    });
    const entry = {
      kind,
      causeType,
      causeId,
      refundOf,
      postings: moves,
      asked: asked === null ? undefined : BigInt(asked),
    };
    noteEntry(corrections, entry, (id) => grants.get(id));
  }
  return corrections;
}

function readDebt([id, , , amount, open, paid, forgiven, seq]: DebtRow): Debt {
  return { id, amount: BigInt(amount), open: BigInt(open), paid: BigInt(paid), forgiven: BigInt(forgiven), seq };
}

function readTerms(row: TermsRow): GrantTerms {
  const [, id, source, kind, amount, effectiveAt, expiresAt, businessKey, chargeId, debtId] = row;
  const terms = { id, source, kind, amount: BigInt(amount), effectiveAt, expiresAt, businessKey };
  const refundOf: RefundOf | null =
    chargeId !== null ? { type: "charge", id: chargeId } : debtId !== null ? { type: "debt", id: debtId } : null;
  return refundOf === null ? terms : { ...terms, refundOf };
}

/** Finds rows by their keys, as in `lock_and_load_heads`, independent of the statistics of the tables. */
const CORRECTIONS = `
  WITH meters AS MATERIALIZED (
    -- Jobs with a volume price, and months: what their price fell by was refunded of all their charges together.
    SELECT a.org_id, a.id FROM unnest($5::uuid[], $6::uuid[]) AS a (org_id, id)
    UNION
    SELECT j.org_id, j.id FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM job_charges WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS c
      CROSS JOIN LATERAL (SELECT * FROM jobs WHERE org_id = c.org_id AND id = c.job_id LIMIT 1) AS j
      WHERE j.price LIKE '{"kind":"volume"%'
    UNION
    SELECT c.org_id, c.month_meter_id FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM metered_charges WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS c
      WHERE c.month_meter_id IS NOT NULL
  ), metered AS MATERIALIZED (
    SELECT c.org_id, c.job_id AS meter_id, c.id, c.leg FROM meters m
      CROSS JOIN LATERAL (SELECT * FROM job_charges WHERE org_id = m.org_id AND job_id = m.id OFFSET 0) AS c
    UNION
    SELECT c.org_id, c.month_meter_id, c.id, c.month_leg FROM meters m
      CROSS JOIN LATERAL (SELECT * FROM metered_charges
        WHERE org_id = m.org_id AND month_meter_id = m.id OFFSET 0) AS c
    UNION
    -- A usage event at a plain rate, with its corrections.
    SELECT s.org_id, s.meter_id, s.id, s.leg FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM metered_charges
        WHERE org_id = a.org_id AND id = a.id AND meter = 'usage' LIMIT 1) AS e
      CROSS JOIN LATERAL (SELECT * FROM metered_charges
        WHERE org_id = e.org_id AND meter = e.meter AND meter_id = e.meter_id OFFSET 0) AS s
      WHERE e.month_meter_id IS NULL
  ), bills AS MATERIALIZED (
    SELECT a.org_id, a.id FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
    UNION
    SELECT org_id, id FROM metered
  ), named_charges AS MATERIALIZED (
    SELECT c.org_id, c.id, c.amount FROM bills AS a
      CROSS JOIN LATERAL (SELECT * FROM charges WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS c
  ), named_debts AS MATERIALIZED (
    SELECT d.* FROM bills AS a
      CROSS JOIN LATERAL (SELECT * FROM debts WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS d
    UNION
    SELECT d.* FROM unnest($3::uuid[], $4::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM debts WHERE org_id = a.org_id AND grant_id = a.id OFFSET 0) AS d
  ), refunds AS MATERIALIZED (
    SELECT g.org_id, g.id FROM named_charges c
      CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = c.org_id AND charge_id = c.id OFFSET 0) AS g
    UNION
    SELECT g.org_id, g.id FROM named_debts d
      CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = d.org_id AND debt_id = d.id OFFSET 0) AS g
  ), picked AS MATERIALIZED (
    SELECT e.org_id, e.seq FROM named_charges c CROSS JOIN LATERAL (
      SELECT * FROM entries WHERE org_id = c.org_id AND cause_id = c.id AND leg = 1 AND cause_type = 'charge' LIMIT 1) AS e
    UNION
    SELECT e.org_id, e.seq FROM refunds r CROSS JOIN LATERAL (
      SELECT * FROM entries WHERE org_id = r.org_id AND cause_id = r.id AND leg = 1 AND cause_type = 'grant' LIMIT 1) AS e
    UNION
    SELECT e.org_id, e.seq FROM unnest($3::uuid[], $4::uuid[]) AS a (org_id, id) CROSS JOIN LATERAL (
      SELECT * FROM entries WHERE org_id = a.org_id AND cause_id = a.id AND cause_type = 'grant'
        AND kind IN ('grant_revoked', 'grant_reinstated') OFFSET 0) AS e
    UNION
    SELECT p.org_id, p.seq FROM named_debts d
      CROSS JOIN LATERAL (SELECT * FROM postings WHERE org_id = d.org_id AND debt_id = d.id OFFSET 0) AS p
  ), moved AS MATERIALIZED (
    SELECT p.* FROM picked k
      CROSS JOIN LATERAL (SELECT * FROM postings WHERE org_id = k.org_id AND seq = k.seq OFFSET 0) AS p
  ), named_grants AS MATERIALIZED (
    SELECT g.* FROM (SELECT org_id, grant_id AS id FROM moved WHERE grant_id IS NOT NULL UNION SELECT * FROM refunds) AS a
      CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
  )
  SELECT json_build_object(
    'meters', (SELECT json_agg(json_build_array(org_id, meter_id, id) ORDER BY meter_id, leg) FROM metered),
    'charges', (SELECT json_agg(json_build_array(org_id, id, amount::text)) FROM named_charges),
    'debts', (SELECT json_agg(json_build_array(org_id, id, charge_id, grant_id, amount::text,
        open::text, paid::text, forgiven::text, seq) ORDER BY seq, id) FROM named_debts),
    'grants', (SELECT json_agg(json_build_array(org_id, id, source, kind, amount::text, instant_ms(effective_at),
        instant_ms(expires_at), business_key, charge_id, debt_id)) FROM named_grants),
    'entries', (SELECT json_agg(json_build_array(e.org_id, e.kind, e.cause_type, e.cause_id,
        coalesce((SELECT json_agg(json_build_array(m.from_bucket, m.to_bucket, m.amount::text, m.grant_id, m.debt_id)
            ORDER BY m.n) FROM moved m WHERE m.org_id = e.org_id AND m.seq = e.seq), '[]'),
        e.asked::text) ORDER BY e.seq)
      FROM picked k
        CROSS JOIN LATERAL (SELECT * FROM entries WHERE org_id = k.org_id AND seq = k.seq LIMIT 1) AS e)
  )::text AS loaded`;
