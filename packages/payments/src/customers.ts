import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { GatewayBuyer, GatewayCustomers } from "@scrip/domain/billing/gateway";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { ask } from "./errors.ts";
import { toSeconds } from "./instants.ts";
import { setTaxId } from "./tax-ids.ts";

/** How often a test clock is looked at while it moves, and for how long. */
const LOOK_MS = 250;
const LOOKS = 240;

/** How often a clock is set in motion before its move counts as failed. */
const MOVES = 4;

/** Customers, one for each organization. */
export function customers(stripe: Stripe): GatewayCustomers {
  // How far test clocks were seen. They never go back, so a clock that was seen there needs no look.
  const seen = new Map<string, number>();
  return {
    async create(orgId, buyer, clockAt) {
      const testClock = clockAt === null ? null : await makeClock(stripe, orgId, toSeconds(clockAt));
      const params = {
        ...fieldsOf(buyer),
        metadata: { scrip_org: orgId },
        ...(testClock === null ? {} : { test_clock: testClock }),
      };
      // The digest makes a second call with another name or address a second customer, who never pays. Under one key,
      // Stripe would refuse the call for a day.
      const idempotencyKey = `customer:${orgId}:${digest(params)}`;
      const { id } = await ask(stripe.customers.create(params, { idempotencyKey }));
      return { id, testClock };
    },
    async update(customer, buyer) {
      await ask(stripe.customers.update(customer, fieldsOf(buyer)));
    },
    setTaxId: (customer, taxId) => setTaxId(stripe, customer, taxId),
    async moveClock(testClock, to) {
      const seconds = toSeconds(to);
      const last = seen.get(testClock);
      if (last !== undefined && last >= seconds) return;
      if (last !== undefined) await advance(stripe, testClock, seconds);
      // Another process may move the clock at the same time: then it is looked at again.
      for (let time = 0; time < MOVES; time += 1) {
        const { frozen_time } = await readyClock(stripe, testClock);
        seen.set(testClock, frozen_time);
        if (frozen_time >= seconds) return;
        await advance(stripe, testClock, seconds);
      }
      throw new GatewayError("unavailable", `The test clock ${testClock} did not arrive`);
    },
  };
}

/** Sets a clock in motion. A clock that moves already, or is further on, refuses it. */
async function advance(stripe: Stripe, testClock: string, frozen_time: number): Promise<void> {
  try {
    await ask(stripe.testHelpers.testClocks.advance(testClock, { frozen_time }));
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== "refused") throw error;
  }
}

async function makeClock(stripe: Stripe, orgId: string, frozenTime: number): Promise<string> {
  const params = { frozen_time: frozenTime, name: `Scrip ${orgId}` };
  const idempotencyKey = `clock:${orgId}:${frozenTime}`;
  return (await ask(stripe.testHelpers.testClocks.create(params, { idempotencyKey }))).id;
}

/** Waits until a clock has done what falls due on its way. */
async function readyClock(stripe: Stripe, testClock: string): Promise<Stripe.TestHelpers.TestClock> {
  for (let look = 0; look < LOOKS; look += 1) {
    const clock = await ask(stripe.testHelpers.testClocks.retrieve(testClock));
    if (clock.status === "ready") return clock;
    if (clock.status === "internal_failure") break;
    await delay(LOOK_MS);
  }
  throw new GatewayError("unavailable", `The test clock ${testClock} did not arrive`);
}

function fieldsOf({ name, email, address }: GatewayBuyer): Stripe.CustomerUpdateParams & Stripe.CustomerCreateParams {
  return {
    name,
    ...(email === null ? {} : { email }),
    ...(address === null
      ? {}
      : {
          address: {
            line1: address.line1,
            line2: address.line2 ?? "",
            postal_code: address.postalCode ?? "",
            city: address.city,
            state: address.region ?? "",
            country: address.country,
          },
        }),
  };
}

function digest(params: object): string {
  return createHash("sha256").update(JSON.stringify(params)).digest("base64url").slice(0, 22);
}
