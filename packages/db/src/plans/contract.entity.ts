import type { EntitlementValue } from "@scrip/domain/catalog";
import type { ContractState } from "@scrip/domain/plans/contracts";
import { checks, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";
import type { StoredRates } from "./contract-rates.ts";

/** The credit of a contract, as JSON: amounts in digits. */
export interface StoredCredit {
  readonly amount: string;
  readonly every: "once" | "month";
  readonly days: number | null;
  readonly kind: "promotional" | "paid";
}

/** A contract of an organization. */
export interface ContractRow {
  orgId: string;
  id: string;
  plan: string;
  state: ContractState;
  startsAt: Date;
  endsAt: Date | null;
  endedAt: Date | null;
  rates: StoredRates;
  /** Values that replace those of the plan. */
  entitlements: Record<string, EntitlementValue>;
  credits: StoredCredit[];
  /** The month, counted from the start, whose credit comes next. */
  nextMonth: number;
  reason: string;
  madeByType: string;
  madeById: string | null;
  madeAt: Date;
}

export const ContractEntity = organizationEntity<ContractRow>({
  name: "contract",
  tableName: "contracts",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "contracts_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "contracts_pkey" },
    plan: { type: "text", update: false },
    state: { type: "text" },
    startsAt: { ...instantColumn, update: false },
    endsAt: { ...instantColumn, nullable: true },
    endedAt: { ...instantColumn, nullable: true },
    rates: { type: "jsonb", update: false },
    entitlements: { type: "jsonb", update: false },
    credits: { type: "jsonb", update: false },
    nextMonth: { type: "integer", default: 0 },
    reason: { type: "text", update: false },
    madeByType: { type: "text", update: false },
    madeById: { type: "uuid", update: false, nullable: true },
    madeAt: { ...instantColumn, update: false },
  },
  foreignKeys: [toOrganization("contracts_organization_fkey")],
  indices: [{ name: "contracts_one_running", columns: ["orgId"], unique: true, where: "state = 'running'" }],
  checks: checks("contracts_state", "contracts_interval", "contracts_months", "contracts_made_by"),
  exclusions: [{ name: "contracts_apart", expression: "as in the migration" }],
});
