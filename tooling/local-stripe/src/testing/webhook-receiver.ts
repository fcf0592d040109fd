import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Stripe from "stripe";

/** A delivery as the receiver got it. */
export interface Received {
  readonly event: Stripe.Event;
  readonly body: string;
  readonly signature: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Which status the receiver answers with. */
  status: number;
  stop(): Promise<void>;
}

/** Takes webhooks, whatever their signature. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const signature = String(request.headers["stripe-signature"]);
        if (receiver.status === 200) received.push({ event: JSON.parse(body), body, signature });
        response.writeHead(receiver.status).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    status: 200,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** The event, if one of the secrets signed it. */
export function verified({ body, signature }: Received, secret: string): Promise<Stripe.Event> {
  return new Stripe("sk_test_receiver").webhooks.constructEventAsync(body, signature, secret);
}
