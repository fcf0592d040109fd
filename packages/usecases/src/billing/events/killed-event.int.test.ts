import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { platformDue } from "@scrip/db/due";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { aShop } from "../testing/a-shop.ts";
import { bookEvent } from "./book-event.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const PROGRAM = fileURLToPath(new URL("./killed-event.fixture.ts", import.meta.url));

it("B5 an event whose process was killed before its answer is booked once, and its repeat changes nothing", async () => {
  const { orgId, caller } = await anOrganization({ clockAt: null });
  const purchase = await shop.buy(caller);
  await shop.pay(purchase);
  const completed = shop.stripe.local.control.events().find((event) => event.type === "checkout.session.completed");
  if (completed === undefined) throw new Error("The page was not completed");
  const { id, type, created, data } = completed;
  const { id: objectId, customer } = data.object as { id: string; customer: string };
  const event = {
    id,
    type,
    livemode: false,
    createdAt: created * 1000,
    objectId,
    customer,
    payload: { id, type, data },
  };
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), JSON.stringify(event)];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  expect(signal).toBe("SIGKILL");

  const available = async () => (await shop.deps.ledger.peek(orgId)).ledger.balance.available;
  expect(await available()).toBe(0n);
  expect(await platformDue(shop.deps.homes.platform, ["book_event"])).toEqual([{ kind: "book_event", ref: id }]);
  await bookEvent(shop.deps, id);
  expect(await available()).toBe(usd("25.00"));
  await shop.deliver(orgId);
  expect(await available()).toBe(usd("25.00"));
  expect(await shop.charged(orgId)).toHaveLength(1);
});
