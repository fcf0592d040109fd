import type { BookStore } from "@scrip/db/catalog";
import type { CellState, Homes, OrganizationsSource, VerifyCells } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import type { PrintDocument } from "@scrip/documents/printed";
import type { Gateway } from "@scrip/domain/billing/gateway";
import type { Actor, BudgetTerms } from "@scrip/domain/ledger";
import type { EntitlementCheck, EntitlementState } from "@scrip/domain/plans/entitlements";
import type { AddressRules } from "./outside/address-rules.ts";
import type { Sealer } from "./outside/sealer.ts";
import type { PlanPayments } from "./payments/plan-payments.ts";

/** The dependencies of the use cases; `main.ts` of a process puts them together. */
export interface Deps {
  readonly ledger: Ledger;
  readonly books: BookStore;
  /** The app's role in both homes, for ordinary transactions. */
  readonly homes: Homes;
  /** The app's role on connections for page reads alone, so that no flood of them delays a command or a key. */
  readonly pages: OrganizationsSource;
  /** The pools of the role that reads all organizations and writes nothing. */
  readonly verify: VerifyCells;
  /** The version of the catalog for new organizations. */
  readonly catalogVersion: number;
  readonly entitlements: Entitlements;
  /** Takes payments; absent where the platform takes none. */
  readonly gateway?: Gateway | undefined;
  /** Makes the files of documents. */
  readonly print?: PrintDocument | undefined;
  /** Collects the price of plans from cards; absent while the platform takes no payments for plans. */
  readonly payments?: PlanPayments | undefined;
  /** Whether nobody is told of changes of plans, as while a scenario is played. */
  readonly isQuiet?: boolean | undefined;
  /** How webhooks are set up. */
  readonly webhooks: WebhookSetup;
  /** What the process knows of its cells; absent in a deployment that names none. */
  readonly cellStates?: (() => readonly CellState[]) | undefined;
  /** Whether organizations may have test clocks: never in production. */
  readonly allowsTestClocks: boolean;
}

/** Which entitlements organizations have, from the cache of the process. */
export interface Entitlements {
  /** @throws RefusedError `organization_not_found`, `unknown_entitlement` */
  check(orgId: string, entitlement: string, count?: number): EntitlementCheck | Promise<EntitlementCheck>;
  /** The plan of an organization, and all its entitlements. @throws RefusedError `organization_not_found` */
  list(orgId: string): Promise<{ readonly plan: string; readonly entitlements: readonly EntitlementState[] }>;
}

/** How webhooks are set up. */
export interface WebhookSetup {
  /** Seals their signing secrets. */
  readonly sealer: Sealer;
  readonly rules: AddressRules;
}

/** The actor of a call, its organization, and the request that it came with. */
export interface Caller {
  readonly orgId: string;
  readonly actor: Actor;
  readonly from: CallOrigin;
  /** The budgets of a service key that has, or had, a ceiling. */
  readonly budgets?: readonly BudgetTerms[];
}

/** The request of a call, for the audit log. */
export interface CallOrigin {
  /** The address of the client, as far as the server trusts its proxies; `null` within the server. */
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** The origin of what the server does by itself. */
export const FROM_WITHIN: CallOrigin = { address: null, userAgent: null, requestId: null };
