import { cellUrlsOf } from "../cell-urls.ts";
import type { Env } from "../env.ts";
import { homeUrlsOf } from "../home-urls.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { type Finding, fault } from "./finding.ts";

/**
 * Looks at everything that can be looked at from here. Changes nothing.
 * @param stripe looks at the account at Stripe
 */
export async function* examine(env: Env, stripe: () => Promise<readonly Finding[]>): AsyncGenerator<Finding> {
  const { lookAtMachine } = await import("./look-at-machine.ts");
  yield* await lookAtMachine(env, Date.now);
  const url = ownerDatabaseUrl(env);
  const { roleUrls } = await import("@scrip/db/connection");
  const { openHomes, openVerifyCells } = await import("@scrip/db/schema");
  const named = { applicationName: "scrip-doctor", poolSize: 1 };
  await using parts = new AsyncDisposableStack();
  const cells = await cellUrlsOf(env, url);
  const owner = await openHomes({ organizations: url, cells }, named).catch((error: Error) => error);
  if (owner instanceof Error) {
    const says = `The database at ${URL.parse(url)?.host} cannot be used: ${owner.message || "it does not answer"}.`;
    yield fault("PostgreSQL", says, "Start it, or correct DATABASE_URL. Everything else needs it.");
  } else {
    parts.defer(() => owner.close());
    const roles = roleUrls(url);
    const urls = {
      app: roles.app,
      worker: env.workerDatabaseUrl ?? roles.worker,
      verify: env.verifyDatabaseUrl ?? roles.verify,
      platform: env.platformDatabaseUrl,
    };
    const { lookAtServer } = await import("./look-at-server.ts");
    const sources = owner.organizations.cells;
    if (cells === undefined) for (const cell of sources) yield* await lookAtServer(cell, Date.now);
    else {
      const { lookAtCells } = await import("./look-at-cells.ts");
      yield* await lookAtCells({ sources, states: owner.guard?.states ?? [], urls: cells, roles: urls });
    }
    const { lookAtRoles } = await import("./look-at-roles.ts");
    const ofRoles = await lookAtRoles(urls);
    yield* ofRoles;
    // Without its schema, everything about work would be a fault of its own.
    if (ofRoles.every(({ state }) => state === "ok")) {
      const worker = await openHomes(await homeUrlsOf(env, urls.worker), named);
      parts.defer(() => worker.close());
      const verify = openVerifyCells(await homeUrlsOf(env, urls.verify));
      parts.defer(() => verify.close());
      const { lookAtWork } = await import("./look-at-work.ts");
      yield* await lookAtWork(worker, verify);
    }
  }
  const { lookOutside } = await import("./look-outside.ts");
  yield* await lookOutside(env, stripe);
}
