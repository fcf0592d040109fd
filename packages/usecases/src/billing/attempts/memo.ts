import type { PaymentAttemptRow } from "@scrip/db/billing";

/** The fields of an attempt that the gateway keeps beside the payment. */
type Kept =
  | "purpose"
  | "way"
  | "net"
  | "tax"
  | "sale"
  | "bonus"
  | "bonusDays"
  | "dayCap"
  | "monthCap"
  | "subscriptionId"
  | "month"
  | "try"
  | "actorType"
  | "actorId"
  | "idempotencyKey"
  | "payloadHash"
  | "createdAt";

/** What an attempt asked for, as the gateway keeps it. */
export type AttemptMemo = Pick<PaymentAttemptRow, Kept>;

/** The gateway keeps 20 pieces of 500 characters. */
const LONGEST = 10_000;

/**
 * Writes what an attempt asks for as one text. The gateway keeps it beside the payment, so that a payment whose attempt a
 * restore lost can still be booked. A sale with very long names is left out: nobody rebuilds that attempt by itself then.
 * @source docs/rules.md#restores
 */
export function attemptMemo(attempt: AttemptMemo): string {
  const { net, tax, bonus, dayCap, monthCap, payloadHash, createdAt } = attempt;
  const plain = {
    purpose: attempt.purpose,
    way: attempt.way,
    net: `${net}`,
    tax: `${tax}`,
    bonus: bonus === null ? null : `${bonus}`,
    bonusDays: attempt.bonusDays,
    dayCap: dayCap === null ? null : `${dayCap}`,
    monthCap: monthCap === null ? null : `${monthCap}`,
    subscriptionId: attempt.subscriptionId,
    month: attempt.month,
    try: attempt.try,
    actorType: attempt.actorType,
    actorId: attempt.actorId,
    idempotencyKey: attempt.idempotencyKey,
    payloadHash: payloadHash?.toString("base64") ?? null,
    createdAt: createdAt.getTime(),
  };
  const whole = inAscii(JSON.stringify({ ...plain, sale: attempt.sale }));
  return whole.length <= LONGEST ? whole : JSON.stringify(plain);
}

/** Reads the text again. @returns `null` if it is no memo, or one without the sale */
export function parseAttemptMemo(text: string | null): AttemptMemo | null {
  const memo = objectIn(text);
  if (memo === null) return null;
  const { purpose, way, sale, actorType } = memo;
  const net = microsIn(memo.net);
  const tax = microsIn(memo.tax);
  const createdAt = numberIn(memo.createdAt);
  if (!isPurpose(purpose) || !isWay(way) || typeof actorType !== "string") return null;
  if (net === null || tax === null || createdAt === null || typeof sale !== "object" || sale === null) return null;
  const payloadHash = textIn(memo.payloadHash);
  return {
    purpose,
    way,
    net,
    tax,
    sale,
    bonus: microsIn(memo.bonus),
    bonusDays: numberIn(memo.bonusDays),
    dayCap: microsIn(memo.dayCap),
    monthCap: microsIn(memo.monthCap),
    subscriptionId: textIn(memo.subscriptionId),
    month: numberIn(memo.month),
    try: numberIn(memo.try),
    actorType,
    actorId: textIn(memo.actorId),
    idempotencyKey: textIn(memo.idempotencyKey),
    payloadHash: payloadHash === null ? null : Buffer.from(payloadHash, "base64"),
    createdAt: new Date(createdAt),
  };
}

/** The gateway cuts the text into pieces, and a cut must not go through a letter. */
function inAscii(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function objectIn(text: string | null): Readonly<Record<string, unknown>> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function isPurpose(value: unknown): value is AttemptMemo["purpose"] {
  return value === "purchase" || value === "auto_topup" || value === "subscription";
}

function isWay(value: unknown): value is AttemptMemo["way"] {
  return value === "page" || value === "saved" || value === "invoice";
}

function microsIn(value: unknown): bigint | null {
  return typeof value === "string" && /^[0-9]{1,18}$/.test(value) ? BigInt(value) : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
