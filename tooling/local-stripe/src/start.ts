import type { Server } from "node:http";
import { Control } from "./control/control.ts";
import { answerControl } from "./control/routes.ts";
import { OPERATIONS } from "./operations/index.ts";
import { answerPage } from "./pages/answer-page.ts";
import { Api, type Exchange } from "./server/api.ts";
import { FaultList } from "./server/fault-list.ts";
import { Outbox } from "./server/outbox.ts";
import { RequestLog } from "./server/request-log.ts";
import { Routes } from "./server/routes.ts";
import type { Answerer } from "./server/serve.ts";
import { serve } from "./server/serve.ts";
import { memoryStorage, type Storage } from "./storage/storage.ts";
import { Deliverer } from "./webhooks/deliverer.ts";
import type { Account } from "./world/account.ts";
import { World } from "./world/world.ts";

export interface LocalStripeOptions {
  /** A free port if it is not given. */
  readonly port?: number | undefined;
  /** Where the objects are kept: `memoryStorage` if it is not given, `fileStorage` or `postgresStorage`. */
  readonly storage?: Storage | undefined;
  /** The clock of everything that follows no test clock, in milliseconds. */
  readonly now?: (() => number) | undefined;
  readonly secretKey?: string | undefined;
  readonly account?: Partial<Account> | undefined;
  /** Sees each request that was accepted, with its answer. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

export interface LocalStripe {
  /** The address, `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly secretKey: string;
  /** What a test or a person does to it from outside. */
  readonly control: Control;
  stop(): Promise<void>;
}

/** The key if none is given. */
export const DEFAULT_SECRET_KEY = "sk_test_local";

/** Starts a Stripe on this machine. */
export async function startLocalStripe(options: LocalStripeOptions = {}): Promise<LocalStripe> {
  const { port = 0, storage = memoryStorage, now = Date.now, secretKey = DEFAULT_SECRET_KEY, onExchange } = options;
  const world = new World(now);
  world.account = { ...world.account, ...options.account };
  world.load(await storage.load());
  const deliverer = new Deliverer(world, now);
  const faults = new FaultList();
  const log = new RequestLog(now);
  const outbox = new Outbox(storage, deliverer);
  const routes = new Routes(OPERATIONS);
  const api = new Api({ world, routes, faults, outbox, log, secretKey, realNow: now, onExchange });
  const control = new Control({ world, api, deliverer, faults, log });
  const answerers: Answerer[] = [
    async (request) => (request.path.startsWith("/v1/") ? api.answer(request) : null),
    (request) => answerControl(control, request),
    (request) => answerPage(control, request),
  ];
  const { server, url } = await serve(answerers, port);
  world.baseUrl = url;
  return { url, secretKey, control, stop: () => stop(server, deliverer, faults, storage) };
}

async function stop(server: Server, deliverer: Deliverer, faults: FaultList, storage: Storage): Promise<void> {
  faults.clear();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await deliverer.stop();
  await storage.close();
}
