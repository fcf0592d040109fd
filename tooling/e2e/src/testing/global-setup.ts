import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { serveBrowser } from "@scrip/browser";
import { cloneTemplate } from "@scrip/db/testing";
import type { TestProject } from "vitest/node";
import { aPerson, type SignedInPerson } from "./a-person.ts";
import { buildWeb } from "./build-web.ts";
import { temporaryDir, webDir } from "./paths.ts";
import { makePlatformKey, startApi } from "./start-api.ts";
import { startStripe } from "./start-stripe.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the SPA that this run tests. */
    scripWebDir: string;
    /** The address of the browser in which all test files open their pages. */
    scripBrowser: string;
    /** The server that all test files share: its address, the address of the database's owner, a platform key, and the owner of the organizations. */
    scripServer: { url: string; ownerUrl: string; key: string; person: SignedInPerson };
  }
}

/** Vitest's `globalSetup`: opens one browser, builds the SPA, and starts one server for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack();
  const [browser, copy] = await Promise.all([serveBrowser(), builtWeb()]);
  opened.defer(() => browser.close());
  opened.defer(() => rm(copy, { recursive: true, force: true }));
  const { scripOwnerUrl, scripTemplate } = project.getProvidedContext();
  const { ownerUrl, drop } = await cloneTemplate(scripOwnerUrl, scripTemplate);
  opened.defer(drop);
  const stripe = await startStripe();
  opened.defer(() => stripe.local.stop());
  const { url, stop } = await startApi({ ownerUrl, webDir: copy, env: stripe.env, port: stripe.port });
  opened.defer(stop);
  project.provide("scripWebDir", copy);
  project.provide("scripBrowser", browser.url);
  project.provide("scripServer", {
    url,
    ownerUrl,
    key: await makePlatformKey(ownerUrl),
    person: await aPerson({ ownerUrl }),
  });
  const whole = opened.move();
  return () => whole.disposeAsync();
}

/** Builds the SPA. @returns the folder of a copy, so that a later build does not change files during the run */
async function builtWeb(): Promise<string> {
  await buildWeb();
  await mkdir(temporaryDir, { recursive: true });
  const copy = await mkdtemp(join(temporaryDir, "web-"));
  await cp(webDir, copy, { recursive: true });
  return copy;
}
