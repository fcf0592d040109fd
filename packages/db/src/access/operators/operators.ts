import { IsNull } from "typeorm";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import { OperatorEntity } from "./operator.entity.ts";

/** An operator of the platform. */
export interface Operator {
  readonly personId: string;
  readonly madeAt: Date;
}

/** Whether a person is an operator now. Nothing is cached, so a removal takes effect at once. */
export function isOperator(platform: PlatformSource | PlatformTx, personId: string): Promise<boolean> {
  return platform.repository(OperatorEntity).existsBy({ personId, removedAt: IsNull() });
}

/** All operators who are not removed, the oldest first. */
export function listOperators(platform: PlatformSource | PlatformTx): Promise<Operator[]> {
  return platform.repository(OperatorEntity).find({
    where: { removedAt: IsNull() },
    order: { madeAt: "ASC", personId: "ASC" },
    select: { personId: true, madeAt: true },
  });
}

/**
 * Makes a person an operator, also one who was removed. Needs the owner's role.
 * @returns whether the person was none before
 */
export async function makeOperator(tx: PlatformTx, personId: string): Promise<boolean> {
  const made = await tx.query<unknown[]>(
    `INSERT INTO operators (person_id, made_at) VALUES ($1, date_trunc('milliseconds', clock_timestamp()))
      ON CONFLICT (person_id) DO UPDATE SET made_at = excluded.made_at, removed_at = NULL
        WHERE operators.removed_at IS NOT NULL
      RETURNING person_id`,
    [personId],
  );
  return made.length === 1;
}

/**
 * Removes an operator, and withdraws the acts and campaigns for which the operator still waits for approval. Needs the owner's role.
 * @returns whether the person was an operator
 */
export async function removeOperator(tx: PlatformTx, personId: string): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `UPDATE operators SET removed_at = date_trunc('milliseconds', clock_timestamp())
      WHERE person_id = $1 AND removed_at IS NULL`,
    [personId],
  );
  await tx.query("UPDATE staff_acts SET state = 'withdrawn' WHERE asked_by = $1 AND state = 'wanted'", [personId]);
  await tx.query("UPDATE campaigns SET approval = 'withdrawn' WHERE made_by = $1 AND approval = 'wanted'", [personId]);
  return count === 1;
}
