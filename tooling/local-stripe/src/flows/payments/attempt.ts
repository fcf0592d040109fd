import { DECLINES, type Decline } from "../../cards/behaviour.ts";
import { feeOf, newBalanceTransaction, newCharge } from "../../objects/charge.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { attachMethod } from "./attach.ts";
import { lastErrorOf } from "./decline-error.ts";
import { openDispute } from "./disputes.ts";
import { instrumentOf, markSetUp, wantsAuthentication } from "./instruments.ts";

/** How a payment is tried. */
export interface AttemptOptions {
  readonly isOffSession: boolean;
  /** The customer has just authenticated it. */
  readonly isAuthenticated?: boolean;
  /** Where the customer goes after authenticating. */
  readonly returnUrl?: string | null;
}

const DAY = 24 * 60 * 60;

/**
 * Tries to charge the payment method of an intent.
 * @returns the intent: succeeded, processing, requires_action, or requires_payment_method with the error
 */
export function attemptPayment(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  options: AttemptOptions,
): PaymentIntent {
  const { isOffSession, isAuthenticated = false } = options;
  const instrument = instrumentOf(world, method);
  const tried = world.amend(intent, { payment_method: method.id, last_payment_error: null, next_action: null });
  if (instrument.kind === "delayed") return beginDelayed(world, tried, method);
  const { behaviour, isSetUp } = instrument;
  if (!isAuthenticated && wantsAuthentication(behaviour, isSetUp, isOffSession)) {
    if (isOffSession) return failPayment(world, tried, method, DECLINES.authenticationRequired);
    return askAuthentication(world, tried, options.returnUrl ?? null);
  }
  if (behaviour.decline !== undefined) return failPayment(world, tried, method, behaviour.decline, isAuthenticated);
  return succeed(world, tried, method, isAuthenticated);
}

/** The payment succeeded at the bank: the charge, the money, and the card saved if the intent says so. */
function succeed(world: World, intent: PaymentIntent, method: PaymentMethod, isAuthenticated: boolean): PaymentIntent {
  const created = world.nowOf(intent.customer);
  const charge = newCharge(intent, method, { created, status: "succeeded", isAuthenticated });
  world.create(charge, "charge.succeeded");
  const paid = settled(world, intent, charge);
  saveMethod(world, paid, method, isAuthenticated);
  const instrument = instrumentOf(world, method);
  const dispute = instrument.kind === "card" ? instrument.behaviour.dispute : undefined;
  world.later(() => {
    receiveMoney(world, charge.id);
    if (dispute !== undefined) openDispute(world, world.get("charge", charge.id), dispute);
  });
  return paid;
}

function settled(world: World, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const change = {
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    processing: null,
  } as const;
  return world.become(intent, change, "payment_intent.succeeded");
}

/** With `setup_future_usage` the card belongs to the customer and is set up for later payments. */
function saveMethod(world: World, intent: PaymentIntent, method: PaymentMethod, isAuthenticated: boolean): void {
  if (intent.setup_future_usage === null || intent.customer === null) return;
  attachMethod(world, method, intent.customer);
  const instrument = instrumentOf(world, method);
  const needsNoAuthentication = instrument.kind === "card" && instrument.behaviour.authentication === "never";
  if (isAuthenticated || needsNoAuthentication) markSetUp(world, method);
}

/** The balance transaction comes a little later than the charge, with an event of its own. */
function receiveMoney(world: World, id: string): void {
  const charge = world.get("charge", id);
  const { amount, created, currency, description } = charge;
  const fee = feeOf(amount);
  const facts = {
    amount,
    created,
    currency,
    description,
    source: id,
    fee,
    type: "charge",
    category: "charge",
  } as const;
  const transaction = world.put(newBalanceTransaction(facts));
  world.update(charge, { balance_transaction: transaction.id }, "charge.updated");
}

/** The bank declined: a failed charge, and the intent wants another payment method. */
function failPayment(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  isAuthenticated = false,
): PaymentIntent {
  const created = world.nowOf(intent.customer);
  const charge = newCharge(intent, method, { created, status: "failed", decline, isAuthenticated });
  world.create(charge, "charge.failed");
  return failIntent(world, intent, method, decline, charge.id);
}

/** The intent wants another payment method. An authentication that failed makes no charge. */
export function failIntent(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charge: string | null,
): PaymentIntent {
  const change = {
    status: "requires_payment_method",
    last_payment_error: lastErrorOf(decline, method, charge ?? undefined),
    latest_charge: charge ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    processing: null,
  } as const;
  return world.become(intent, change, "payment_intent.payment_failed");
}

function askAuthentication(world: World, intent: PaymentIntent, returnUrl: string | null): PaymentIntent {
  const page = `${world.baseUrl}/authenticate/${intent.id}`;
  const url = returnUrl === null ? page : `${page}?return=${encodeURIComponent(returnUrl)}`;
  const change = {
    status: "requires_action",
    next_action: { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } },
  } as const;
  return world.become(intent, change, "payment_intent.requires_action");
}

/** The bank takes days. The charge is pending until then. */
function beginDelayed(world: World, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const clock = world.clockOf(intent.customer);
  const created = world.now(clock);
  const charge = newCharge(intent, method, { created, status: "pending", isAuthenticated: false });
  world.create(charge, "charge.pending");
  const change = { status: "processing", latest_charge: charge.id } as const;
  const processing = world.become(intent, change, "payment_intent.processing");
  world.schedule("settle_payment", intent.id, created + world.account.delayedPaymentDays * DAY, clock);
  return processing;
}

/** The bank decided on a delayed payment. @param outcome overrides what the test account would do */
export function settleDelayed(world: World, intent: PaymentIntent, outcome?: "succeeds" | "fails"): PaymentIntent {
  world.unschedule("settle_payment", intent.id);
  const method = world.get("payment_method", intent.payment_method ?? "");
  const charge = world.get("charge", intent.latest_charge ?? "");
  const instrument = instrumentOf(world, method);
  const behaviour = instrument.kind === "delayed" ? instrument.behaviour : undefined;
  const decided = outcome ?? behaviour?.outcome ?? "succeeds";
  if (decided === "stays") return intent;
  if (decided === "succeeds") {
    const paid = world.become(charge, { status: "succeeded", paid: true }, "charge.succeeded");
    const succeeded = settled(world, intent, paid);
    saveMethod(world, succeeded, method, true);
    world.later(() => receiveMoney(world, paid.id));
    return succeeded;
  }
  const decline = behaviour?.failure ?? BANK_DECLINED;
  const change = {
    status: "failed",
    paid: false,
    captured: false,
    amount_captured: 0,
    failure_code: decline.code,
    failure_message: decline.message,
  } as const;
  world.become(charge, change, "charge.failed");
  return failIntent(world, intent, method, decline, charge.id);
}

const BANK_DECLINED: Decline = {
  code: "insufficient_funds",
  message: "The customer's account has insufficient funds to cover this payment.",
};
