import type { Balance, Plan } from "@scrip/client";
import { formatUsd } from "@scrip/domain/money";
import type { StepOf } from "../file/step.ts";
import type { FailedExpectation } from "../outcome/outcome.ts";
import type { OrganizationPlay } from "./organization-play.ts";

type Field = Exclude<keyof StepOf<"expect">, "do" | "line" | "at" | "org">;
type Shown = string | number | null;

/** What was read of an organization; `null` if the expectation does not need it. */
interface Looked {
  readonly balance: Balance | null;
  readonly plan: Plan | null;
}

/** Compares an expectation with the organization. @returns the fields that differ */
export async function checkExpectations(
  play: OrganizationPlay,
  step: StepOf<"expect">,
): Promise<readonly FailedExpectation[]> {
  const needsBalance = ["available", "reserved", "owed"].some((field) => Object.hasOwn(step, field));
  const balance = needsBalance ? await play.client.balance.get() : null;
  const needsPlan = step.plan !== undefined || step.state !== undefined;
  const plan = needsPlan ? await play.client.plans.get() : null;
  const failed: FailedExpectation[] = [];
  for (const field of FIELDS) {
    if (step[field] === undefined) continue;
    const expected = shown(step[field]);
    const actual = shown(await actualOf(play, field, { balance, plan }));
    if (actual !== expected) failed.push({ line: step.line, field, expected, actual });
  }
  return failed;
}

const FIELDS = [
  "available",
  "reserved",
  "owed",
  "plan",
  "state",
  "grants",
  "refused",
  "attempts",
  "invoices",
] as const satisfies readonly Field[];

async function actualOf(play: OrganizationPlay, field: Field, { balance, plan }: Looked): Promise<Shown | bigint> {
  if (field === "available" || field === "reserved" || field === "owed") return balance?.[field] ?? 0n;
  if (field === "refused") return play.lastCode;
  if (field === "grants") return countOpenGrants(play);
  if (field === "plan" || field === "state") return plan?.[field] ?? null;
  if (!play.takesPayments) return "not_available";
  return field === "attempts" ? (await play.payments.attempts()).length : (await play.documents()).length;
}

async function countOpenGrants({ client }: OrganizationPlay): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await client.grants.list({ open: true, limit: 1000, after });
    count += page.grants.length;
    after = page.next ?? undefined;
  } while (after !== undefined);
  return count;
}

/** Money as decimal text with at least two decimals, as a scenario writes it. */
function shown(value: Shown | bigint): Shown {
  return typeof value === "bigint" ? formatUsd(value).replaceAll(/[$,]/g, "") : value;
}
