import { hash } from "node:crypto";
import { appendPlatformAudit } from "@scrip/db/access";
import { writePlatformDue } from "@scrip/db/claims";
import { inPlatform, newId, type PlatformTx, reach, retrying } from "@scrip/db/connection";
import {
  insertStaffAct,
  lockStaffActs,
  type NewStaffAct,
  type StoredStaffAct,
  staffActByKey,
  sumOfActsAlone,
} from "@scrip/db/operators";
import { organizationNames } from "@scrip/db/organizations";
import { creditExpiry, needsApproval, type StaffAct } from "@scrip/domain/operators";
import type { Deps } from "../deps.ts";
import { refused } from "../refused.ts";
import { mailOtherOperators } from "./mail-other-operators.ts";
import { auditActor, type OperatorCaller, requireOperator } from "./operator-caller.ts";
import { finishingOf, runStaffAct, type StaffActAnswer, type StaffActDeps } from "./run-staff-act.ts";
import { actInWords } from "./staff-act-records.ts";

/** What an operator asks for. */
export interface StaffActRequest {
  readonly org: string;
  readonly idempotencyKey: string;
  readonly act: StaffAct;
  /** 5 to 500 characters, for both audit logs. */
  readonly reason: string;
}

/** An act that ran, with the ledger's answer; or one that did not run, because it waits for approval or was decided. */
export type StaffActOutcome =
  | { readonly stored: StoredStaffAct; readonly answer: StaffActAnswer }
  | { readonly stored: StoredStaffAct; readonly answer: null };

type AskDeps = Pick<Deps, "homes" | "ledger" | "books" | "catalogVersion" | "gateway">;

/**
 * Runs an act of an operator for an organization. An act above the limit of the catalog, alone or with the earlier acts
 * of the same operator within 24 hours, waits for the approval of a second operator instead. The same key and input give
 * the same answer and no second act.
 * @throws RefusedError `operators_only`, `key_reused`, `act_failed`, and the refusals of the ledger's rules
 * @throws OrganizationMissing
 * @source docs/rules.md#acts-of-operators
 */
export async function askStaffAct(
  deps: AskDeps,
  operator: OperatorCaller,
  request: StaffActRequest,
): Promise<StaffActOutcome> {
  const { now, ledger } = await deps.ledger.peek(request.org);
  await deps.books.ensure([deps.catalogVersion]);
  const limit = deps.books.book(deps.catalogVersion).staffActLimit;
  const wanted = {
    id: newId(),
    orgId: request.org,
    act: request.act,
    reason: request.reason,
    askedBy: operator.personId,
    idempotencyKey: request.idempotencyKey,
    payloadHash: payloadHashOf(request),
    creditExpiresAt: creditExpiry(request.act, Math.max(now, ledger.at)),
    origin: operator.from,
  };
  const stored = await retrying(() => inPlatform(deps.homes.platform, (tx) => claim(tx, operator, wanted, limit)));
  reach("staff_act.claimed");
  return outcomeOf(deps, stored);
}

/**
 * Finishes an act that may run, and returns its answer.
 * @throws RefusedError `act_failed` if the ledger's rules refused it before
 */
export async function outcomeOf(deps: StaffActDeps, stored: StoredStaffAct): Promise<StaffActOutcome> {
  if (stored.state === "failed")
    throw refused("act_failed", `The rules refused this act: ${stored.problem}`, {
      act: stored.id,
      reason: stored.problem ?? "",
    });
  if (stored.state !== "running" && stored.state !== "done") return { stored, answer: null };
  const answer = await runStaffAct(deps, stored);
  return { stored: { ...stored, state: "done" }, answer };
}

async function claim(
  tx: PlatformTx,
  operator: OperatorCaller,
  wanted: Omit<NewStaffAct, "needsApproval">,
  limit: bigint,
): Promise<StoredStaffAct> {
  const { id, act, askedBy, orgId, idempotencyKey } = wanted;
  await lockStaffActs(tx, askedBy, orgId);
  await requireOperator(tx, operator);
  const earlier = await staffActByKey(tx, askedBy, idempotencyKey);
  if (earlier !== null) return sameAct(earlier, wanted);
  const before = await sumOfActsAlone(tx, askedBy, orgId);
  const stored = await insertStaffAct(tx, { ...wanted, needsApproval: needsApproval(act.amount, before, limit) });
  if (stored.state === "running") await writePlatformDue(tx, finishingOf(id));
  else await ask(tx, operator, stored);
  return stored;
}

async function ask(tx: PlatformTx, operator: OperatorCaller, stored: StoredStaffAct): Promise<void> {
  const { id, orgId, act, askedBy, reason } = stored;
  const organization = (await organizationNames(tx, [orgId])).get(orgId) ?? orgId;
  await mailOtherOperators(tx, operator.origin, { act: actInWords(act), organization, askedBy, reason });
  await appendPlatformAudit(tx, {
    actor: auditActor(operator),
    action: "approval.asked",
    target: { type: "organization", id: orgId },
    outcome: "done",
    from: operator.from,
    reason,
    details: { act: `act_${id}`, wanted: actInWords(act) },
  });
}

function sameAct(
  { stored, payloadHash }: { readonly stored: StoredStaffAct; readonly payloadHash: string },
  wanted: Pick<NewStaffAct, "payloadHash" | "idempotencyKey">,
): StoredStaffAct {
  if (payloadHash === wanted.payloadHash) return stored;
  const message = "This idempotency key was used for another act before. Use a new key.";
  throw refused("key_reused", message, { operation: "staffAct", key: wanted.idempotencyKey });
}

/** SHA-256 in hex of what the operator asked for. */
function payloadHashOf({ org, act, reason }: StaffActRequest): string {
  const fields = Object.entries(act).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([org, reason, fields], (_key, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return hash("sha256", text, "hex");
}
