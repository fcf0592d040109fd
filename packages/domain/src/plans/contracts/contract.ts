import type { Catalog, Entitlement, EntitlementValue } from "../../catalog/index.ts";
import type { CATALOG_REFUSALS } from "../../catalog/refusals.ts";
import type { GrantKind, Id, Instant } from "../../ledger/index.ts";
import type { Micros } from "../../money/index.ts";
import type { RefusalIn } from "../../refusal/part.ts";
import { ok, type Result, refuse } from "../../result/result.ts";
import { startOfMonth } from "../../time/months.ts";
import type { UnitCost } from "../../usage/prices/index.ts";
import type { PLAN_REFUSALS } from "../refusals.ts";

/** Credit that a contract gives. */
export interface ContractCredit {
  /** Micro-USD. */
  readonly amount: Micros;
  /** Once at the start, or in each month from the start. */
  readonly every: "once" | "month";
  /** Days of 24 hours from the due instant to the expiry; `null` for credit that never expires. */
  readonly days: number | null;
  readonly kind: GrantKind;
}

/** What an operator enters as a contract. It replaces plan, prices and entitlements of one organization. */
export interface ContractTerms {
  readonly plan: string;
  readonly startsAt: Instant;
  /** `null` for a contract without an end. */
  readonly endsAt: Instant | null;
  /** What a unit costs, by resource; the catalog's price applies to every other resource. */
  readonly rates: Readonly<Record<string, UnitCost>>;
  /** Values that replace those of the plan, by entitlement. */
  readonly entitlements: Readonly<Record<string, EntitlementValue>>;
  readonly credits: readonly ContractCredit[];
}

/** A contract is `scheduled` until it starts, then `running`, then `ended`. */
export type ContractState = "scheduled" | "running" | "ended";

/** A contract of an organization. */
export interface Contract extends ContractTerms {
  readonly id: Id;
  readonly state: ContractState;
  /** The month, counted from the start, whose credit comes next. */
  readonly nextMonth: number;
  /** When it ended, or was withdrawn before its start. */
  readonly endedAt: Instant | null;
}

/** Why a contract is refused. */
export type ContractRefusal =
  | RefusalIn<
      typeof PLAN_REFUSALS,
      "unknown_plan" | "contract_in_past" | "contract_overlaps" | "entitlement_not_fitting" | "contract_ended"
    >
  | RefusalIn<typeof CATALOG_REFUSALS, "unknown_resource">;

/** What decides whether a contract can be entered. */
export interface ContractFacts {
  readonly catalog: Catalog;
  /** The contracts of the organization that have not ended. */
  readonly others: readonly Contract[];
  readonly now: Instant;
}

/**
 * Checks the terms of a new contract.
 * @source docs/rules.md#contracts
 */
export function checkContract(
  { catalog, others, now }: ContractFacts,
  terms: ContractTerms,
): Result<null, ContractRefusal> {
  const { plan, startsAt, endsAt, rates, entitlements } = terms;
  if (!Object.hasOwn(catalog.plans, plan))
    return refuse({ code: "unknown_plan", message: `There is no plan "${plan}".`, data: { plan } });
  if (startsAt < now || (endsAt !== null && endsAt <= startsAt)) {
    const message = "A contract starts now or later, and ends after its start.";
    return refuse({ code: "contract_in_past", message, data: { startsAt } });
  }
  const overlapping = others.find((other) => overlap(other, terms));
  if (overlapping !== undefined) {
    const message = "Another contract of the organization has a part of this time. End it first.";
    return refuse({ code: "contract_overlaps", message, data: { contract: overlapping.id } });
  }
  const resource = Object.keys(rates).find((each) => !Object.hasOwn(catalog.resources, each));
  if (resource !== undefined) {
    const message = `The catalog has no resource "${resource}".`;
    return refuse({ code: "unknown_resource", message, data: { resource } });
  }
  const wrong = Object.entries(entitlements).find(([key, value]) => !fits(catalog.entitlements, key, value));
  if (wrong === undefined) return ok(null);
  const [entitlement] = wrong;
  const message = `The catalog has no entitlement "${entitlement}", or it cannot have this value.`;
  return refuse({ code: "entitlement_not_fitting", message, data: { entitlement } });
}

/** When the credit of a contract's next month comes; `null` if none does, or if the contract is not in force. */
export function contractCreditDueAt({ state, startsAt, endsAt, credits, nextMonth }: Contract): Instant | null {
  const comes = nextMonth === 0 ? credits.length > 0 : credits.some(({ every }) => every === "month");
  if (state !== "running" || !comes) return null;
  const dueAt = startOfMonth(startsAt, nextMonth);
  return endsAt !== null && dueAt >= endsAt ? null : dueAt;
}

const DAY_MS = 86_400_000;

/** The terms of a grant of a contract. */
export interface ContractGrant {
  /** Micro-USD. */
  readonly amount: Micros;
  readonly kind: GrantKind;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
  readonly businessKey: string;
}

/**
 * The grants of a contract's next month, which are due.
 * @source docs/rules.md#contracts
 */
export function contractGrants({ id, startsAt, credits, nextMonth }: Contract): ContractGrant[] {
  const dueAt = startOfMonth(startsAt, nextMonth);
  return credits.flatMap(({ amount, every, days, kind }, index) =>
    every === "month" || nextMonth === 0
      ? [
          {
            amount,
            kind,
            effectiveAt: dueAt,
            expiresAt: days === null ? null : dueAt + days * DAY_MS,
            businessKey: `contract:${id}:${index}:${new Date(dueAt).toISOString()}`,
          },
        ]
      : [],
  );
}

function overlap(
  a: Pick<ContractTerms, "startsAt" | "endsAt">,
  b: Pick<ContractTerms, "startsAt" | "endsAt">,
): boolean {
  return a.startsAt < (b.endsAt ?? Number.POSITIVE_INFINITY) && b.startsAt < (a.endsAt ?? Number.POSITIVE_INFINITY);
}

function fits(known: Readonly<Record<string, Entitlement>>, key: string, value: EntitlementValue): boolean {
  const entitlement = Object.hasOwn(known, key) ? known[key] : undefined;
  if (entitlement === undefined) return false;
  if (entitlement.kind === "feature") return typeof value === "boolean";
  if (entitlement.kind === "choice") return entitlement.options.some((option) => option === value);
  return value === "unlimited" || (typeof value === "number" && Number.isSafeInteger(value) && value >= 0);
}
