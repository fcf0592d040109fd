import type { Due, DueKind } from "../../world/private-objects.ts";
import type { World } from "../../world/world.ts";
import { expireByItself } from "../checkout/open.ts";
import { finalizeByItself, retryByItself } from "../invoices/advance.ts";
import { settleDelayed } from "../payments/attempt.ts";
import { expireIncomplete } from "../subscriptions/create.ts";
import { renew } from "../subscriptions/renew.ts";
import { cancelByItself } from "../terms/cancel.ts";
import { afterPayment } from "./after-payment.ts";

/** What happens by itself, by kind. A subject that is gone is no error. */
const RUN: Readonly<Record<DueKind, (world: World, subject: string) => void>> = {
  cancel_subscription: cancelByItself,
  expire_checkout: expireByItself,
  expire_incomplete: expireIncomplete,
  finalize_invoice: finalizeByItself,
  renew_subscription: renew,
  retry_invoice: retryByItself,
  settle_payment: (world, id) => {
    const intent = world.find("payment_intent", id);
    if (intent?.status === "processing") afterPayment(world, settleDelayed(world, intent));
  },
};

/** Has happen what is due on a clock, in order of time; the test clock shows the instant of each thing. */
export function runDue(world: World, clock: string | null, until: number): void {
  for (let due = world.nextDue(clock, until); due !== undefined; due = world.nextDue(clock, until)) run(world, due);
}

function run(world: World, due: Due): void {
  const clock = due.clock === null ? undefined : world.find("test_helpers.test_clock", due.clock);
  if (clock !== undefined && clock.frozen_time < due.at) world.amend(clock, { frozen_time: due.at });
  world.done(due);
  RUN[due.kind](world, due.subject);
  world.runLater();
}
