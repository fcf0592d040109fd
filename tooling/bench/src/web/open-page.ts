import { setTimeout as sleep } from "node:timers/promises";
import type { OpenBrowser } from "@scrip/browser";
import { PROBE, type Probe } from "./probe.ts";
import { type Wire, watchWire } from "./wire.ts";

type Browser = OpenBrowser["browser"];
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** The network between page and server, and the speed of the page's processor. */
export interface Conditions {
  /** The processor is this many times slower than this machine. */
  readonly cpu: number;
  readonly network: "loopback" | "fast 3G";
}

/** This machine over loopback. */
export const UNTHROTTLED: Conditions = { cpu: 1, network: "loopback" };
/** A slow phone on a slow connection, as defined by Lighthouse and the browser's developer tools. */
export const SLOW: Conditions = { cpu: 4, network: "fast 3G" };

const TIMEOUT_MS = 30_000;
const POLL_MS = 100;
const FAST_3G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** A signed-in page in its own browser profile, so with an empty cache. */
export interface BenchPage {
  readonly page: Page;
  readonly wire: Wire;
  /** Reads what the page has recorded so far. */
  readonly probe: () => Promise<Probe>;
  /** Waits until the page's record meets a condition. @throws after half a minute */
  readonly until: (condition: (probe: Probe) => boolean) => Promise<Probe>;
  /** Opens another page in the same profile, with the cache of this one. */
  readonly again: () => Promise<BenchPage>;
  readonly close: () => Promise<void>;
}

export type OpenPage = (conditions?: Conditions) => Promise<BenchPage>;

/** @param cookie of a person who is signed in */
export function openPages(browser: Browser, { url, cookie }: { url: string; cookie: string }): OpenPage {
  return async (conditions = UNTHROTTLED) => {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      locale: "en-US",
      timezoneId: "UTC",
    });
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    const { hostname: domain } = new URL(url);
    await context.addCookies([{ name, value, domain, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
    await context.addInitScript(PROBE);
    const open = async (): Promise<BenchPage> => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      const wire = await watchWire(session);
      if (conditions.cpu > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: conditions.cpu });
      if (conditions.network === "fast 3G") await session.send("Network.emulateNetworkConditions", FAST_3G);
      const probe = (): Promise<Probe> => answered(page.evaluate<Probe>("scripProbe"));
      return {
        page,
        wire,
        probe,
        until: (condition) => until(probe, condition),
        again: open,
        close: () => context.close(),
      };
    };
    return open();
  };
}

/** Rejects if the page does not answer in time. A frozen page is a result, and no reason to wait forever. */
async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const frozen = sleep(TIMEOUT_MS, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`The page did not answer for ${TIMEOUT_MS / 1000} s: it is frozen.`)),
  );
  return Promise.race([answer, frozen]);
}

/** Polls from the driver, because the page's content security policy lets only the driver evaluate code in it. */
async function until(probe: () => Promise<Probe>, condition: (probe: Probe) => boolean): Promise<Probe> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (performance.now() < deadline) {
    const seen = await probe();
    if (condition(seen)) return seen;
    await sleep(POLL_MS);
  }
  throw new Error("The page did not reach the expected state in time.");
}
