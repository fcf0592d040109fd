import { isDeepStrictEqual } from "node:util";
import type { Answer, AnswerByKind, Balance, Command, Id } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";

/** The columns of an entry from which parts of an answer follow. Amounts in micro-USD. */
export interface EntryFacts {
  readonly seq: number;
  readonly causeId: Id;
  /** The change of available + reserved - owed. */
  readonly net: Micros;
  /** The amount of the first posting, if it is stored in the entry; otherwise `null`. */
  readonly firstAmount: Micros | null;
  readonly firstHoldId: Id | null;
  /** The amount that a settled hold released, if that posting is stored in the entry; otherwise `null`. */
  readonly firstReleased: Micros | null;
  readonly after: Balance;
}

type Kind = Command["kind"];
/** The parts of an answer without the number of the entry and the balance, with which all answers end. */
type AnswerParts<K extends Kind = Kind> = Partial<Omit<AnswerByKind[K], "seq" | "balance">>;

/**
 * Selects the parts of an answer to store: those that its last entry does not imply, as JSON.
 * @returns `null` if the entry implies all of it
 */
export function toStored(kind: Kind, answer: Answer, entry: EntryFacts): string | null {
  const implied: Readonly<Record<string, unknown>> = impliedBy(kind, entry);
  const { seq: _seq, balance, ...parts } = answer;
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parts)) if (!isSame(value, implied[name])) rest[name] = value;
  if (!isBalance(balance, entry)) rest.balance = balance;
  return Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
}

/** Restores an answer, word for word as it was first returned. */
export function fromStored(kind: Kind, stored: string | null, entry: EntryFacts): Answer {
  const { balance = balanceOf(entry), ...rest } = stored === null ? {} : JSON.parse(stored);
  return { ...impliedBy(kind, entry), ...rest, seq: entry.seq, balance };
}

/**
 * The parts of an answer that follow from its last entry, or nearly always have these values, in the answer's order.
 */
function impliedBy(kind: Kind, entry: EntryFacts): AnswerParts {
  switch (kind) {
    case "charge":
      return charged(entry);
    case "recordUsage":
      return used(entry);
    case "placeHold":
      return placed(entry);
    case "settleHold":
    case "releaseHold":
    case "voidHold":
      return settled(entry);
    case "issueGrant":
      return issued(entry);
    case "startJob":
    case "settleEpoch":
    case "finishJob":
    case "resumeJob":
      return worked(entry);
    case "startEndpoint":
    case "scaleEndpoint":
    case "stopEndpoint":
      return metered(entry);
    case "issueScheduled":
    case "cancelScheduled":
    case "expireGrant":
    case "expireHold":
    case "refundCharge":
    case "forgiveDebt":
    case "settleEndpoint":
    case "renewSubscription":
    case "creditSubscription":
    case "setStorage":
    case "settleStorage":
    case "settleMinimum":
      return {};
    case "revokeGrant":
      return REVOKED;
    case "reinstateGrant":
      return REINSTATED;
  }
}

const charged = ({ causeId, net }: EntryFacts): AnswerParts<"charge"> => ({
  charge: causeId,
  charged: String(-net),
  becameOwed: "0",
});

const used = ({ causeId, net }: EntryFacts): AnswerParts<"recordUsage"> => ({
  charge: causeId,
  charged: String(-net),
  becameOwed: "0",
  forgiven: "0",
  refunded: "0",
  isLate: false,
});

const placed = ({ causeId, firstAmount }: EntryFacts): AnswerParts<"placeHold"> => ({
  hold: causeId,
  state: "open",
  open: String(firstAmount),
  charged: "0",
  released: "0",
});

const settled = ({ firstHoldId, firstReleased, net }: EntryFacts): AnswerParts<"settleHold"> => ({
  hold: firstHoldId ?? "",
  state: "settled",
  open: "0",
  charged: String(-net),
  released: String(firstReleased ?? 0n),
});

const issued = ({ causeId, net }: EntryFacts): AnswerParts<"issueGrant"> => ({
  grant: causeId,
  state: "issued",
  amount: String(net),
  paidDebt: "0",
  terms: null,
});

const worked = ({ net }: EntryFacts): AnswerParts<"settleEpoch"> => ({
  job: "",
  ref: "",
  state: "running",
  decision: "continue",
  reason: null,
  missing: null,
  budget: null,
  charged: String(-net),
  chargedTotal: "0",
  held: "0",
  becameOwed: "0",
  flags: [],
});

const metered = ({ net }: EntryFacts): AnswerParts<"stopEndpoint"> => ({
  endpoint: "",
  ref: "",
  resource: "",
  unitsMilli: 1000,
  rate: "0",
  state: "running",
  decision: "continue",
  reason: null,
  missing: null,
  charged: String(-net),
  chargedTotal: "0",
  becameOwed: "0",
});

// Stored answers of an older form have no `held` and `lapsed`: they were zero.
const REVOKED: AnswerParts<"revokeGrant"> = {
  grant: "",
  revoked: "0",
  held: "0",
  lapsed: "0",
  debt: null,
  paid: "0",
  becameOwed: "0",
};

const REINSTATED: AnswerParts<"reinstateGrant"> = {
  grant: "",
  forgiven: "0",
  held: "0",
  reinstated: "0",
  refunded: "0",
  grants: [],
};

function balanceOf({ after }: EntryFacts): Answer["balance"] {
  return { available: String(after.available), reserved: String(after.reserved), owed: String(after.owed) };
}

/** Lapsed credit that is not swept yet counts in the entry's `available`, but in no answer's. */
function isBalance(balance: Answer["balance"], { after }: EntryFacts): boolean {
  return (
    balance.available === String(after.available) &&
    balance.reserved === String(after.reserved) &&
    balance.owed === String(after.owed)
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && isDeepStrictEqual(one, other));
}
