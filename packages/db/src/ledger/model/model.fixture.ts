import {
  type Accepted,
  type Answer,
  apply,
  type Charge,
  type Command,
  decide,
  type Entry,
  emptyLedger,
  type LedgerRefusal,
  type Meters,
  noBudgets,
  noCorrections,
  noMeters,
  noUsage,
  type OrgLedger,
  priceBook,
} from "@scrip/domain/ledger";
import { isRecorded, refusal } from "@scrip/domain/refusals";
import { type LedgerStorage, noStorage, type SizeChange } from "@scrip/domain/usage/storage";
import type { DueWork } from "../../due/due-work.ts";
import { keyIdOf, underKey } from "../keys/key-id.ts";
import { modelCatalog, STORAGE } from "./model-catalog.fixture.ts";

/** The outcome that a caller receives. */
export type ModelOutcome =
  | { readonly ok: true; readonly answer: Answer; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: LedgerRefusal; readonly replayed: boolean };

/** A charge, and the answer of the command that made it. */
export interface ChargeWithAnswer {
  readonly charge: Charge;
  readonly answer: Answer;
}

const BOOK = priceBook(1, modelCatalog);

/**
 * The reference model of one organization. It keeps everything in memory and decides one command after another on the
 * whole state, so it cannot depend on the rows that the ledger loads.
 */
export class ModelOrganization {
  readonly orgId: string;
  readonly ledger: OrgLedger;
  readonly entries: Entry[] = [];
  readonly charges: ChargeWithAnswer[] = [];
  readonly meters: Meters = noMeters();
  readonly storage: LedgerStorage = noStorage(BOOK.version);
  /** Every size that was reported. */
  readonly sizes: (SizeChange & { readonly reportedAt: number })[] = [];
  /** Due work with its time, by kind and row. */
  readonly due = new Map<string, DueWork & { readonly dueAt: number }>();
  /** Every command that was sent with a key, as it was first sent, whether or not its answer was recorded. */
  readonly sent: { readonly command: Command; readonly key: string }[] = [];
  now: number;
  private readonly known = new Map<string, { readonly payload: string; readonly outcome: ModelOutcome }>();

  constructor(orgId: string, now: number) {
    this.orgId = orgId;
    this.now = now;
    const facts = { corrections: noCorrections(), budgets: noBudgets(), usage: noUsage() };
    const { meters, storage } = this;
    this.ledger = { ...emptyLedger(orgId, BOOK.version), at: now, ...facts, meters, storage, months: new Map() };
    storage.readings.set(STORAGE, { from: Number.NEGATIVE_INFINITY, sizes: new Map(), changes: [] });
  }

  submit(command: Command, key: string | null): ModelOutcome {
    const name = `${command.kind} ${key}`;
    const known = key === null ? undefined : this.known.get(name);
    if (known !== undefined)
      return known.payload === payloadOf(command) ? { ...known.outcome, replayed: true } : reused(command, key);
    const outcome = this.decide(underKey(command, key === null ? null : keyIdOf(command.orgId, command.kind, key)));
    if (key === null) return outcome;
    if (!this.sent.some((earlier) => `${earlier.command.kind} ${earlier.key}` === name))
      this.sent.push({ command, key });
    if (outcome.ok || isRecorded(outcome.refusal.code)) this.known.set(name, { payload: payloadOf(command), outcome });
    return outcome;
  }

  private decide(command: Command): ModelOutcome {
    const decision = decide(this.ledger, command, this.now, { books: () => BOOK });
    if (!decision.ok) return { ok: false, refusal: decision.refusal, replayed: false };
    apply(this.ledger, decision);
    this.note(decision);
    return { ok: true, answer: decision.answer, replayed: false };
  }

  private note({ at, entries, changes, answer }: Accepted): void {
    this.entries.push(...entries);
    for (const charge of changes.charges) this.charges.push({ charge, answer });
    const size = changes.storage?.size ?? null;
    if (size !== null) this.sizes.push({ ...size, reportedAt: at });
    for (const { kind, refId, dueAt } of changes.due)
      if (dueAt === null) this.due.delete(`${kind} ${refId}`);
      else this.due.set(`${kind} ${refId}`, { orgId: this.orgId, kind, refId, dueAt });
  }
}

/** The payload of a command: a reused key must have the same one. */
function payloadOf({ id: _id, actor: _actor, budgets: _budgets, ...payload }: Command): string {
  const sorted = Object.entries(payload)
    .filter(([name]) => name !== "refundId")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
}

function reused(command: Command, key: string | null): ModelOutcome {
  const message =
    "This idempotency key was used before with another payload. Send the same payload again, or use a new key.";
  const data = { operation: command.kind, key: key ?? "" };
  return { ok: false, refusal: refusal("key_reused", message, data), replayed: false };
}
