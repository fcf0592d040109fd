import type { GrantsPage } from "@scrip/client";
import type { FailedExpectation, Outcome } from "../outcome/outcome.ts";
import type { OrganizationPlay } from "../play/organization-play.ts";
import type { Played } from "../play/play-scenario.ts";
import type { WorldVerified } from "../play/world.ts";
import { type InvoiceResult, invoiceResult, type PaymentResult, paymentResults } from "./payment-results.ts";

/** The result of `scrip scenario --json`. Amounts are micro-USD as digits, instants in UTC with milliseconds. */
export interface ScenarioResult {
  readonly orgs: Readonly<Record<string, OrganizationResult>>;
  readonly expectations: { readonly held: number; readonly failed: readonly FailedExpectation[] };
  readonly verify: WorldVerified;
  readonly seconds: number;
}

export interface OrganizationResult {
  readonly plan: string;
  readonly state: string;
  readonly balance: { readonly available: string; readonly reserved: string; readonly owed: string };
  readonly grants: readonly GrantResult[];
  /** The paid ones that have begun; the running one with its planned end. */
  readonly periods: readonly PeriodResult[];
  /** What was paid or is on its way; absent where the server takes no payments. */
  readonly payments?: readonly PaymentResult[];
  /** Receipts and credit notes. */
  readonly invoices?: readonly InvoiceResult[];
  readonly steps: readonly Outcome[];
}

interface PeriodResult {
  readonly plan: string;
  readonly interval: string;
  readonly from: string;
  readonly until: string;
}

interface GrantResult {
  readonly source: string;
  readonly kind: string;
  readonly amount: string;
  readonly effectiveAt: string;
  readonly expiresAt: string | null;
  readonly spent: string;
  readonly expired: string;
  readonly revoked: string;
  readonly available: string;
}

/** Whether every expectation held and `verify` found nothing. */
export function hasHeld({ expectations, verify }: ScenarioResult): boolean {
  return expectations.failed.length === 0 && verify.ok;
}

/** Reads what became of the organizations. */
export async function resultOf(
  { organizations }: Played,
  verified: WorldVerified,
  seconds: number,
): Promise<ScenarioResult> {
  const orgs = await Promise.all(
    organizations.map(async (play) => [play.name, await organizationResult(play)] as const),
  );
  const names = new Map(organizations.map(({ name, client }) => [client.org, name]));
  const failed = organizations.flatMap((play) => play.failed).toSorted((a, b) => a.line - b.line);
  return {
    // `fromEntries` defines own properties, so a name such as `__proto__` is safe.
    orgs: Object.fromEntries(orgs),
    expectations: { held: organizations.reduce((sum, { heldExpectations }) => sum + heldExpectations, 0), failed },
    verify: {
      ok: verified.ok,
      findings: verified.findings.map((finding) => ({ ...finding, org: names.get(finding.org ?? "") ?? finding.org })),
    },
    seconds: Math.round(seconds * 10) / 10,
  };
}

async function organizationResult(play: OrganizationPlay): Promise<OrganizationResult> {
  const { client, outcomes } = play;
  const { available, reserved, owed } = await client.balance.get();
  const { plan, state, periods } = await client.plans.get();
  return {
    plan,
    state,
    balance: { available: `${available}`, reserved: `${reserved}`, owed: `${owed}` },
    grants: (await allGrants(client)).map(grantResult),
    periods: periods.map(({ plan: sold, interval, from, until }) => ({ plan: sold, interval, from, until })),
    ...(play.takesPayments && { payments: paymentResults(await play.payments.attempts()) }),
    ...(play.takesPayments && { invoices: (await play.documents()).map(invoiceResult) }),
    steps: outcomes.toSorted((a, b) => a.line - b.line),
  };
}

type Grant = GrantsPage["grants"][number];

/** Every grant, by the instant of its effect, then by id. */
async function allGrants(client: OrganizationPlay["client"]): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  let after: string | undefined;
  do {
    const page = await client.grants.list({ limit: 1000, after });
    grants.push(...page.grants);
    after = page.next ?? undefined;
  } while (after !== undefined);
  // The pages are in the order of ids, and the sort keeps that order for equal instants.
  return grants.toSorted((a, b) => Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt));
}

function grantResult({ source, kind, amount, effectiveAt, expiresAt, ...parts }: Grant): GrantResult {
  return {
    source,
    kind,
    amount: `${amount}`,
    effectiveAt,
    expiresAt,
    spent: `${parts.spent}`,
    expired: `${parts.expired}`,
    revoked: `${parts.revoked}`,
    available: `${parts.available}`,
  };
}
