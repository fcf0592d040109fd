import { createHash } from "node:crypto";
import type { ScripClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import { CreditDesk } from "./credit-desk.ts";
import { runJob } from "./jobs/run-job.ts";
import { type OrganizationPlan, type PopulationTerms, population } from "./population/population.ts";
import { at, type Instant, type Script } from "./script.ts";
import type { Tally } from "./tally.ts";
import { inRealTime } from "./time/real-time.ts";
import { inSimulatedTime } from "./time/simulated-time.ts";
import { noteEndpoints } from "./usage/note-endpoints.ts";
import { noteStorage } from "./usage/note-storage.ts";
import { reportUsage } from "./usage/report-usage.ts";
import { runEndpoint } from "./usage/run-endpoint.ts";
import { runVolume } from "./usage/run-volume.ts";
import { type Organization, World } from "./world.ts";

/** The begin of simulated time. Test clocks start here, whatever the day. */
const SIMULATED_START = Date.UTC(2026, 0, 1);

/** A simulation, and where it takes place. */
export interface Simulation extends PopulationTerms {
  readonly client: ScripClient<Catalog>;
  /** The begin of the organizations' names and of all keys. A run of the same name is the same run. */
  readonly run: string;
  /** Whether organizations are on test clocks, or live by the clock of this machine. */
  readonly isSimulated: boolean;
  /** How many organizations are simulated at once; the result does not depend on it. */
  readonly concurrency: number;
  readonly tally: Tally;
  readonly log: (line: string) => void;
  /** Called with the share of one organization's time that has passed since the last call, in thousandths. */
  readonly onProgress: (thousandths: number) => void;
}

/** What is left of one organization. */
export interface Simulated {
  readonly org: string;
  readonly name: string;
  readonly entries: number;
  /** All charges, by the moves of the entries, in micro-USD. */
  readonly charged: bigint;
  /** SHA-256 over all entries, without ids. The same seed gives the same hash in simulated time. */
  readonly books: string;
}

/**
 * Simulates organizations through the typed client, each on its own clock. In simulated time the same terms always make
 * the same calls in the same order, so the books are the same too.
 */
export async function simulate(simulation: Simulation): Promise<Simulated[]> {
  const plans = population(simulation);
  const results: Simulated[] = [];
  // In real time all organizations live at once.
  const atOnce = simulation.isSimulated ? simulation.concurrency : plans.length;
  const waiting = plans.entries();
  const work = async (): Promise<void> => {
    for (const [place, plan] of waiting) results[place] = await simulateOrganization(simulation, plan);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, plans.length) }, work));
  return results;
}

async function simulateOrganization(simulation: Simulation, plan: OrganizationPlan): Promise<Simulated> {
  const { client, run, isSimulated, tally, log } = simulation;
  const name = `${run}/${plan.name}`;
  tally.called("organizations.create");
  const { org: id } = await client.organizations.create({
    name,
    ...(isSimulated && { testClock: new Date(SIMULATED_START) }),
    idempotencyKey: `${run}/${plan.name}/organization`,
  });
  const org = client.organization(id);
  const world = new World({ org, name: `${run}/`, tally, recovers: "no", log: (line) => log(`${plan.name}: ${line}`) });
  const start = isSimulated ? SIMULATED_START : Date.now();
  await runScripts(simulation, world, scriptsOf(world, plan, start), start);
  await noteEndpoints(world, plan.endpoints);
  if (plan.volumes.length > 0)
    await noteStorage(world, start, start + Math.floor(simulation.lengthMs / simulation.speed));
  return { org: id, name, ...(await readBooks(org)) };
}

/** The scripts of an organization, in the order in which they go on at one instant. */
function scriptsOf(
  world: World,
  { opening, credit, jobs, endpoints, volumes, reports }: OrganizationPlan,
  start: Instant,
): Script[] {
  const desk = new CreditDesk(world, credit);
  return [
    at(start, () => buyOpening(world, opening)),
    ...endpoints.map(({ plan, startsMs }) => runEndpoint(world, desk, plan, start + startsMs)),
    ...volumes.map(({ plan, startsMs }) => runVolume(world, plan, start + startsMs)),
    ...jobs.map(({ plan, startsMs }) => runJob(world, desk, plan, start + startsMs)),
    ...reports.map((plan) => reportUsage(world, plan, start)),
  ];
}

/** The credit with which an organization begins. */
async function buyOpening(world: World, amount: bigint): Promise<void> {
  await world.command("grants.create", "opening", (idempotencyKey) =>
    world.org.grants.create({ source: "purchase", amount, businessKey: "opening", idempotencyKey }),
  );
  world.tally.bought(amount);
}

async function runScripts(
  { isSimulated, lengthMs, speed, tally, onProgress }: Simulation,
  { org }: World,
  scripts: Script[],
  start: Instant,
): Promise<void> {
  const until = start + Math.floor(lengthMs / speed);
  let shown = 0;
  const passed = (now: Instant): void => {
    const share = Math.floor((1000 * (now - start)) / (until - start));
    onProgress(share - shown);
    shown = share;
  };
  if (!isSimulated) {
    const ticking = setInterval(() => passed(Math.min(Date.now(), until)), 1000);
    await Promise.all(scripts.map((script) => inRealTime(script, until))).finally(() => clearInterval(ticking));
  } else {
    const advance = async (to: Instant): Promise<Instant> => {
      tally.called("clocks.advance");
      const moved = await org.clocks.advance({ to: new Date(to) });
      passed(to);
      return Date.parse(moved.at);
    };
    // Each script on its own, so that the order of the calls is always the same.
    const groups = scripts.map((script) => [script]);
    await inSimulatedTime(groups, { now: start, until, advance });
  }
  passed(until);
}

/** Hashes all entries of an organization, without ids, which differ from run to run. */
async function readBooks(org: Organization): Promise<Pick<Simulated, "entries" | "charged" | "books">> {
  const books = createHash("sha256");
  let entries = 0;
  let charged = 0n;
  for await (const { seq, at: time, kind, leg, postings, balance } of org.entries.all()) {
    // Paying a debt spends credit for what was charged before.
    for (const { from, to, amount, debt } of postings)
      if ((to === "spent" && debt === null) || (from === "charge" && to === "owed")) charged += amount;
    const moves = postings.map(({ from, to, amount }) => `${from} ${to} ${amount}`);
    const { available, reserved, owed } = balance;
    books.update(`${[seq, time, kind, leg, ...moves, available, reserved, owed].join(",")}\n`);
    entries += 1;
  }
  return { entries, charged, books: books.digest("hex") };
}
