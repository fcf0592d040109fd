import { type PaymentMethodRow, type TopUpRow, topUpOf } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing, queryOf } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { saleTotal } from "@scrip/domain/billing/documents";
import type { TaxedTotal } from "@scrip/domain/billing/tax";
import {
  checkTopUp,
  type OutOfRange,
  reviewTopUp,
  type TopUpFacts,
  type TopUpReview,
  type TopUpSettings,
  type TopUpState,
} from "@scrip/domain/billing/top-up";
import type { Deps } from "../../deps.ts";
import { saleOf } from "../account/sale-of.ts";
import { readFacts, settingsOf, stateOf } from "../top-up-state/top-up-scope.ts";
import { defaultTopUp } from "./set-top-up.ts";

type ViewDeps = Pick<Deps, "pages" | "homes" | "books">;

/** Automatic top-up as a member sees it. */
export interface TopUpView {
  readonly settings: TopUpSettings;
  readonly state: TopUpState;
  readonly facts: TopUpFacts;
  readonly method: PaymentMethodRow | null;
}

/** What other settings would do now. */
export interface TopUpPreview {
  readonly outOfRange: OutOfRange | null;
  readonly review: TopUpReview;
  /** What would be paid at once; `null` if nothing is. */
  readonly total: TaxedTotal | null;
  readonly method: PaymentMethodRow | null;
}

/**
 * Automatic top-up of an organization, with what decides about it now.
 * @throws OrganizationMissing
 */
export async function viewTopUp(deps: ViewDeps, orgId: string): Promise<TopUpView> {
  const { row, facts, method, defaults } = await read(deps, orgId);
  return {
    settings: row === null ? defaults : settingsOf(row),
    state: row === null ? { kind: "off" } : stateOf(row),
    facts,
    method,
  };
}

/**
 * What automatic top-up would do now under other settings: a dry run of the same decision, with the tax.
 * @throws OrganizationMissing
 * @source docs/rules.md#automatic-top-up
 */
export async function previewTopUp(deps: ViewDeps, orgId: string, settings: TopUpSettings): Promise<TopUpPreview> {
  const { row, facts, method } = await read(deps, orgId);
  const outOfRange = checkTopUp(settings, facts.purchases);
  const review = reviewTopUp(settings, facts, row === null ? null : stateOf(row));
  const { decision } = review;
  if (outOfRange !== null || decision.kind !== "buy") return { outOfRange, review, total: null, method };
  const sale = await saleOf(deps, orgId, [{ of: "credit", source: "auto_topup", net: decision.amount }]);
  return { outOfRange, review, total: saleTotal(sale).total, method };
}

interface Read {
  readonly row: TopUpRow | null;
  readonly facts: TopUpFacts;
  readonly method: PaymentMethodRow | null;
  readonly defaults: TopUpSettings;
}

function read({ pages, books }: ViewDeps, orgId: string): Promise<Read> {
  return inOrganization(pages, orgId, async (tx) => {
    const organization = await getOrganizationAt(tx, orgId);
    if (organization === null) throw new OrganizationMissing(orgId);
    const catalog = await books.catalogOf(organization.catalogVersion, queryOf(tx));
    const at = { orgId, time: new Date(organization.now), isClosed: false };
    const facts = await readFacts({ tx, organization: at, catalog });
    return { row: await topUpOf(tx, orgId), ...facts, defaults: defaultTopUp({ catalog }) };
  });
}
