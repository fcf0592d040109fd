import type { Actor } from "@scrip/domain/ledger";
import type { Contract } from "@scrip/domain/plans/contracts";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { ContractEntity, type ContractRow } from "./contract.entity.ts";
import { toStoredRates, toUnitCost } from "./contract-rates.ts";

/** The contract of an organization that is in force; `null` if none is. */
export async function runningContract(tx: OrganizationsTx, orgId: string): Promise<Contract | null> {
  const row = await tx.repository(ContractEntity).findOneBy({ orgId, state: "running" });
  return row === null ? null : toContract(row);
}

/** A contract by its id; `null` if the organization has none. */
export async function getContract(tx: OrganizationsTx, orgId: string, id: string): Promise<Contract | null> {
  const row = await tx.repository(ContractEntity).findOneBy({ orgId, id });
  return row === null ? null : toContract(row);
}

/** The contracts of an organization, the newest start first. */
export async function listContracts(tx: OrganizationsTx, orgId: string): Promise<readonly Contract[]> {
  const rows = await tx.repository(ContractEntity).find({ where: { orgId }, order: { startsAt: "DESC", id: "DESC" } });
  return rows.map(toContract);
}

/** Who entered a contract, when and why. */
export interface ContractOrigin {
  readonly actor: Actor;
  readonly reason: string;
  readonly madeAt: Date;
}

/** Writes a new contract. */
export async function insertContract(
  tx: OrganizationsTx,
  orgId: string,
  contract: Contract,
  { actor, reason, madeAt }: ContractOrigin,
): Promise<void> {
  const { id, plan, state, rates, entitlements, credits, nextMonth } = contract;
  await tx.repository(ContractEntity).insert({
    orgId,
    id,
    plan,
    state,
    startsAt: new Date(contract.startsAt),
    endsAt: contract.endsAt === null ? null : new Date(contract.endsAt),
    endedAt: null,
    rates: toStoredRates(rates),
    entitlements: { ...entitlements },
    credits: credits.map(({ amount, every, days, kind }) => ({ amount: String(amount), every, days, kind })),
    nextMonth,
    reason,
    madeByType: actor.type,
    madeById: actor.id,
    madeAt,
  });
}

/** Writes what changed of a contract. */
export async function saveContract(tx: OrganizationsTx, orgId: string, contract: Contract): Promise<void> {
  const { id, state, endsAt, endedAt, nextMonth } = contract;
  const times = {
    endsAt: endsAt === null ? null : new Date(endsAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
  };
  await tx.repository(ContractEntity).update({ orgId, id }, { state, nextMonth, ...times });
}

/** A contract as its row has it. */
export function toContract(row: ContractRow): Contract {
  const { id, plan, state, entitlements, nextMonth } = row;
  return {
    id,
    plan,
    state,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    rates: Object.fromEntries(Object.entries(row.rates).map(([resource, cost]) => [resource, toUnitCost(cost)])),
    entitlements,
    credits: row.credits.map(({ amount, every, days, kind }) => ({ amount: BigInt(amount), every, days, kind })),
    nextMonth,
  };
}
