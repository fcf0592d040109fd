/**
 * A process that is killed between the steps of due work.
 *
 *   node work-in-steps.fixture.ts <run | advance> <claimed | called> <url of its role> <organization> [to]
 */

import { homesOf } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { openDataSource } from "@scrip/db/schema";
import { books } from "@scrip/db/testing/load";
import { moveClock } from "./move-clock.ts";
import { runDue } from "./run-due.ts";
import { holdsExpireInSteps } from "./work-in-steps.test-support.ts";

const [how, lastStep, url = "", orgId = "", to] = process.argv.slice(2);
const registry = holdsExpireInSteps((step) => {
  if (step === lastStep) process.kill(process.pid, "SIGKILL");
});
const ledger = openLedger({ url, books, lanes: 1 });
const source = await openDataSource(url, { applicationName: "scrip-test-steps" });
const deps = { ledger, homes: homesOf(source), books };
if (how === "advance") await moveClock(deps, registry, orgId, Number(to));
else await runDue({ ...deps, queue: await openQueue(source) }, orgId, undefined, registry);
