import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type LocalStripe, startLocalStripe } from "@scrip/local-stripe";
import { openSchemas } from "@scrip/stripe-schemas";
import Stripe from "stripe";
import { afterAll, expect } from "vitest";

process.env.STRIPE_SUPPRESS_NOTICES = "true";

/** A local Stripe, the SDK that talks to it, and a merchant to whom its pages lead back. */
export interface StripeWithMerchant {
  readonly local: LocalStripe;
  readonly stripe: Stripe;
  /** The merchant's address, at another origin. Each page of it says its path. */
  readonly merchant: string;
  /** The types of the events that the merchant's webhook got, in order, since the last call. */
  readonly received: () => string[];
  /** The types of the events that happened, in order, since the last call. */
  readonly newEvents: () => string[];
}

/** Starts a local Stripe for a test file. At the end, every event must fit the types of the SDK. */
export async function aLocalStripe(): Promise<StripeWithMerchant> {
  const schemas = await openSchemas();
  const local = await startLocalStripe({ account: { name: "Scrip" } });
  const hooks: string[] = [];
  const server = await aMerchant(hooks);
  const merchant = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { hostname, port } = new URL(local.url);
  const stripe = new Stripe(local.secretKey, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
  });
  await stripe.webhookEndpoints.create({ url: `${merchant}/hook`, enabled_events: ["*"] });
  afterAll(async () => {
    const problems = local.control.events().flatMap((event) => schemas.checkEvent(event));
    await local.stop();
    server.closeAllConnections();
    server.close();
    expect(problems, "differences from the types of the SDK").toEqual([]);
  }, 60_000);
  let seen = 0;
  return {
    local,
    stripe,
    merchant,
    received: () => hooks.splice(0),
    newEvents: () => {
      const types = local.control.events().map(({ type }) => type);
      const fresh = types.slice(seen);
      seen = types.length;
      return fresh;
    },
  };
}

/** Shows the path of each page, and notes the type of each event that it gets. */
async function aMerchant(hooks: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      if (request.method === "POST") hooks.push(JSON.parse(body).type);
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><link rel="icon" href="data:,"><title>Merchant</title><h1>${request.url}</h1>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
