import { isDeepStrictEqual } from "node:util";
import type { Answer, AnswerByKind, Balance, Command, Id } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";

/** What the row of an entry says that answers say too. Micro-USD. */
export interface TellingEntry {
  readonly seq: number;
  readonly causeId: Id;
  /** The change of available + reserved - owed. */
  readonly net: Micros;
  /** Of the posting that stands in the entry, `null` where none does. */
  readonly firstAmount: Micros | null;
  readonly firstHoldId: Id | null;
  /** What a hold that was charged gave back, where that stands in the entry. */
  readonly firstReleased: Micros | null;
  readonly after: Balance;
}

type Kind = Command["kind"];
/** An answer but for the entry's number and the balance, which all of them end with. */
type Said<K extends Kind = Kind> = Partial<Omit<AnswerByKind[K], "seq" | "balance">>;

/**
 * What has to be stored of the answer to a command: the parts that its last entry does not say, as JSON.
 * @returns `null` where the entry says all of it
 */
export function toStored(kind: Kind, answer: Answer, entry: TellingEntry): string | null {
  const told: Readonly<Record<string, unknown>> = toldBy(kind, entry);
  const { seq: _seq, balance, ...said } = answer;
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(said)) if (!isSame(value, told[name])) rest[name] = value;
  if (!isBalance(balance, entry)) rest.balance = balance;
  return Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
}

/** The answer again, word for word as it was first given. */
export function fromStored(kind: Kind, stored: string | null, entry: TellingEntry): Answer {
  const { balance = balanceOf(entry), ...rest } = stored === null ? {} : JSON.parse(stored);
  return { ...toldBy(kind, entry), ...rest, seq: entry.seq, balance };
}

/** The parts of an answer that can be read off its last entry, or are nearly always so; in the answer's order. */
function toldBy(kind: Kind, entry: TellingEntry): Said {
  switch (kind) {
    case "charge":
      return charged(entry);
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
    case "issueScheduled":
    case "expireGrant":
    case "expireHold":
    case "refundCharge":
    case "revokeGrant":
    case "reinstateGrant":
    case "forgiveDebt":
      return {};
  }
}

const charged = ({ causeId, net }: TellingEntry): Said<"charge"> => ({
  charge: causeId,
  charged: String(-net),
  becameOwed: "0",
});

const placed = ({ causeId, firstAmount }: TellingEntry): Said<"placeHold"> => ({
  hold: causeId,
  state: "open",
  open: String(firstAmount),
  charged: "0",
  released: "0",
});

const settled = ({ firstHoldId, firstReleased, net }: TellingEntry): Said<"settleHold"> => ({
  hold: firstHoldId ?? "",
  state: "settled",
  open: "0",
  charged: String(-net),
  released: String(firstReleased ?? 0n),
});

const issued = ({ causeId, net }: TellingEntry): Said<"issueGrant"> => ({
  grant: causeId,
  state: "issued",
  amount: String(net),
  paidDebt: "0",
});

const worked = ({ net }: TellingEntry): Said<"settleEpoch"> => ({
  job: "",
  ref: "",
  state: "running",
  decision: "continue",
  reason: null,
  missing: null,
  charged: String(-net),
  chargedTotal: "0",
  held: "0",
  becameOwed: "0",
  flags: [],
});

function balanceOf({ after }: TellingEntry): Answer["balance"] {
  return { available: String(after.available), reserved: String(after.reserved), owed: String(after.owed) };
}

/** Credit that has lapsed and was not swept yet is in the entry's available, and in no answer's. */
function isBalance(said: Answer["balance"], { after }: TellingEntry): boolean {
  return (
    said.available === String(after.available) &&
    said.reserved === String(after.reserved) &&
    said.owed === String(after.owed)
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && isDeepStrictEqual(one, other));
}
