import { setTimeout as sleep } from "node:timers/promises";
import { openTestGateway, type SigningTerms, signedEvent } from "@scrip/payments/testing";
import { afterAll, describe, expect, it } from "vitest";
import { anApi, listen } from "../testing/an-api.ts";
import { WEBHOOK_PATH } from "./serve-webhook.ts";

const SECRET = "whsec_current";
const NEXT_SECRET = "whsec_next";
const MINUTE_MS = 60_000;

const api = await anApi();
const stripe = await openTestGateway({}, [SECRET, NEXT_SECRET]);
afterAll(() => stripe[Symbol.asyncDispose]());
const url = await listen({ ...api.deps, gateway: stripe.gateway });

const post = (to: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${to}${WEBHOOK_PATH}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });

const send = ({ body, signature }: { body: string; signature: string }) =>
  post(url, body, { "stripe-signature": signature });

/** The events in the inbox, and the work that waits for them. */
async function inbox(id: string): Promise<readonly unknown[]> {
  return api.owner.query(
    `SELECT type, livemode, object_id, customer, outcome, kind
      FROM gateway_events LEFT JOIN platform_due ON kind = 'book_event' AND ref = id WHERE id = $1`,
    [id],
  );
}

const count = async (): Promise<number> => (await api.owner.query("SELECT count(*)::int FROM gateway_events"))[0].count;

describe("an event of Stripe", () => {
  it("B1 is stored once with its work, however often it comes at once", async () => {
    const object = { id: "pi_9", object: "payment_intent", customer: "cus_9" };
    const event = signedEvent({ secret: SECRET, object });
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(event)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox(event.id)).toEqual([
      {
        type: "payment_intent.succeeded",
        livemode: false,
        object_id: "pi_9",
        customer: "cus_9",
        outcome: null,
        kind: "book_event",
      },
    ]);
  });

  it("B9 is accepted with both secrets while one replaces the other", async () => {
    for (const secret of [SECRET, NEXT_SECRET]) {
      const event = signedEvent({ secret });
      expect((await send(event)).status).toBe(200);
      expect(await inbox(event.id)).toHaveLength(1);
    }
  });

  it("B10 of a type that Scrip does not know is stored", async () => {
    const event = signedEvent({ secret: SECRET, type: "quote.will_expire", object: { object: "quote" } });
    expect((await send(event)).status).toBe(200);
    expect(await inbox(event.id)).toMatchObject([{ type: "quote.will_expire", object_id: event.id }]);
  });
});

describe("B7 what is refused with 400 leaves no row", () => {
  const other = { secret: "whsec_other" };
  const stale = { secret: SECRET, at: Date.now() - 6 * MINUTE_MS };
  const refused: readonly [string, SigningTerms, (body: string) => string][] = [
    ["forged", other, (body) => body],
    ["stale", stale, (body) => body],
    ["altered", { secret: SECRET }, (body) => body.replace("pi_1", "pi_2")],
    ["with a space more", { secret: SECRET }, (body) => `${body} `],
    ["B8 of the other mode", { secret: SECRET, livemode: true }, (body) => body],
    ["no JSON", { secret: SECRET }, () => "{"],
  ];
  it.each(refused)("%s", async (_name, terms, altered) => {
    const before = await count();
    const { body, signature } = signedEvent(terms);
    expect((await send({ body: altered(body), signature })).status).toBe(400);
    expect(await count()).toBe(before);
  });

  it("without a signature, or with one that is none", async () => {
    const before = await count();
    const { body } = signedEvent({ secret: SECRET });
    expect((await post(url, body)).status).toBe(400);
    expect((await post(url, body, { "stripe-signature": "t=1,v1=00" })).status).toBe(400);
    expect(await count()).toBe(before);
  });
});

it("B10 a body above a megabyte is refused with 413", async () => {
  const large = signedEvent({ secret: SECRET, object: { id: "pi_1", text: "x".repeat(1_100_000) } });
  expect((await send(large)).status).toBe(413);
});

it("a platform that takes no payments has no such address", async () => {
  expect((await post(api.url, "{}")).status).toBe(404);
});

/** Events of the flood; `npm test -- long` sends 500 a second for 20 seconds. */
const FLOOD = Number(process.env.SCRIP_WEBHOOK_FLOOD ?? 1000);

/** Events of a second, in parts of a tenth. */
const PER_SECOND = 500;

it("B10 a flood is stored, and spending goes on", async () => {
  const org = await api.anOrganization({ credit: 1_000_000 });
  let spent = 0;
  const spend = async (): Promise<number> => {
    spent += 1;
    const begun = performance.now();
    await api.ok("charges.create", { org, amount: "1", idempotencyKey: `flood-${spent}` });
    return performance.now() - begun;
  };
  const alone: number[] = [];
  while (alone.length < 50) alone.push(await spend());
  const before = await count();
  const answers: Promise<Response>[] = [];
  const beside: number[] = [];
  while (answers.length < FLOOD) {
    const pause = sleep(100);
    for (let n = 0; n < PER_SECOND / 10; n += 1) answers.push(send(signedEvent({ secret: SECRET })));
    beside.push(await spend());
    await pause;
  }
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await count()).toBe(before + FLOOD);
  const { available } = await api.ok("balance.get", { org });
  expect(available).toBe(String(1_000_000 - spent));
  const quiet = median(alone);
  const busy = median(beside);
  console.info(
    `${FLOOD} events: a charge takes ${busy.toFixed(1)} ms beside them and ${quiet.toFixed(1)} ms alone, ${(busy / quiet).toFixed(1)} times as long`,
  );
});

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
