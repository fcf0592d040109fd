import { setTimeout as sleep } from "node:timers/promises";
import type { OpenBrowser } from "@scrip/browser";
import { PROBE, type Probe } from "./probe.ts";
import { type Wire, watchWire } from "./wire.ts";

type Browser = OpenBrowser["browser"];
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** What lies between the page and the server, and how fast the page's processor is. */
export interface Conditions {
  /** So many times slower than this machine. */
  readonly cpu: number;
  readonly network: "loopback" | "fast 3G";
}

export const AS_IT_IS: Conditions = { cpu: 1, network: "loopback" };
/** A weak phone on a bad connection, as Lighthouse and the browser's own tools have it. */
export const SLOW: Conditions = { cpu: 4, network: "fast 3G" };

const PATIENCE_MS = 30_000;
const LOOK_MS = 100;
const FAST_3G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** A signed-in page in a browser profile of its own, so with an empty cache. */
export interface BenchPage {
  readonly page: Page;
  readonly wire: Wire;
  /** What the page noted of itself. */
  readonly probe: () => Promise<Probe>;
  /** Waits until the page noted so, half a minute at most. */
  readonly until: (isSo: (probe: Probe) => boolean) => Promise<Probe>;
  /** Another page of the same profile, which has what this one has loaded. */
  readonly again: () => Promise<BenchPage>;
  readonly close: () => Promise<void>;
}

export type OpenPage = (conditions?: Conditions) => Promise<BenchPage>;

export function openPages(browser: Browser, url: string): OpenPage {
  return async (conditions = AS_IT_IS) => {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      locale: "en-US",
      timezoneId: "UTC",
    });
    const answer = await context.request.post("/trpc/session.signIn", {
      headers: { "content-type": "application/json", "x-scrip-client": "web" },
      data: "{}",
    });
    if (!answer.ok()) throw new Error(`the sign-in was refused: ${answer.status()}`);
    await context.addInitScript(PROBE);
    const open = async (): Promise<BenchPage> => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      const wire = await watchWire(session);
      if (conditions.cpu > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: conditions.cpu });
      if (conditions.network === "fast 3G") await session.send("Network.emulateNetworkConditions", FAST_3G);
      const probe = (): Promise<Probe> => answered(page.evaluate<Probe>("scripProbe"));
      return { page, wire, probe, until: (isSo) => until(probe, isSo), again: open, close: () => context.close() };
    };
    return open();
  };
}

/** A page that does not come to answer is frozen: that is a result, and not a reason to wait for ever. */
async function answered<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const frozen = sleep(PATIENCE_MS, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`The page did not answer for ${PATIENCE_MS / 1000} s: it is frozen.`)),
  );
  return Promise.race([asked, frozen]);
}

/** The page's policy lets nothing but the driver evaluate code in it, so it is the driver that asks. */
async function until(probe: () => Promise<Probe>, isSo: (probe: Probe) => boolean): Promise<Probe> {
  const patience = performance.now() + PATIENCE_MS;
  while (performance.now() < patience) {
    const seen = await probe();
    if (isSo(seen)) return seen;
    await sleep(LOOK_MS);
  }
  throw new Error("The page never came to show what was waited for.");
}
