import { randomInt } from "node:crypto";
import { publishCatalog } from "@scrip/db/catalog";
import { catalogText, defineCatalog, tiered } from "@scrip/domain/catalog";
import { PlanDriver } from "@scrip/usecases/plans/a-plan.test-support";
import { RefusedError } from "@scrip/usecases/refused";
import { aScenario } from "@scrip/usecases/testing/a-scenario";
import { expect, it, vi } from "vitest";
import { aWorker, type RunningWorker } from "../testing/a-worker.ts";
import { type Act, type Life, randomLife, randomOf } from "./random-life.test-support.ts";

/** `npm test -- long` has 200 organizations over ten years, and kills a worker 20 times. */
const ORGANIZATIONS = Number(process.env.SCRIP_TEN_YEARS_ORGS ?? 6);
const YEARS = Number(process.env.SCRIP_TEN_YEARS ?? 3);
const KILLS = Number(process.env.SCRIP_TEN_YEARS_KILLS ?? 1);
const SEED = Number(process.env.SCRIP_TEN_YEARS_SEED ?? randomInt(2 ** 31));
/** What one organization asks at most, beside its first subscription. */
const MOST_ACTS = YEARS * 2;
/** Organizations that live at once, as the connections allow. */
const AT_ONCE = 6;

const { free, pro, enterprise } = tiered.plans;
/** `tiered` with a second plan that is for sale, so that there are upgrades and downgrades. */
const TEAM = defineCatalog({
  ...tiered,
  planOrder: ["free", "pro", "team", "enterprise"],
  plans: {
    free,
    pro,
    team: {
      ...pro,
      title: "Team",
      price: { kind: "subscription", monthly: "99.00", yearly: "990.00" },
      grants: { monthly: { amount: "80.00", days: 30, atOnce: true } },
    },
    enterprise,
  },
});

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
// What makes organizations reads the version from here.
Object.assign(deps, { catalogVersion: await publishCatalog(deps.homes, catalogText(TEAM), 1) });

/** The days on which the subscriptions begin: the leap day and the ends of months first. */
const DAYS = ["leap", 31, 30, 29, 28, ...Array.from({ length: 27 }, (_, index) => index + 1)] as const;

it("L25 L26 D3 has one grant for each month, none missed and none twice, while workers are killed", {
  timeout: 3_600_000,
}, async () => {
  const began = performance.now();
  const random = randomOf(SEED);
  const now = Date.now();
  const terms = { now, years: YEARS, most: MOST_ACTS };
  const lives = Array.from({ length: ORGANIZATIONS }, (_, index) =>
    randomLife(random, { ...terms, day: DAYS[index % DAYS.length] ?? 1 }),
  );
  console.info(`seed ${SEED}: ${ORGANIZATIONS} organizations, ${YEARS} years; SCRIP_TEN_YEARS_SEED=${SEED} repeats it`);
  const orgIds: string[] = [];
  const waiting = [...lives.entries()];
  const liveNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, life] = next;
      orgIds[index] = await live(life);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, liveNext));
  const lived = performance.now();
  const total = lives.reduce((sum, { grants }) => sum + grants.length, 0);
  await workedOff(random, total);
  const worked = performance.now();
  for (const [index, { grants }] of lives.entries()) {
    const inOrder = grants.toSorted((one, other) => one.effectiveAt - other.effectiveAt);
    expect(await grantsOf(orgIds[index] ?? ""), `organization ${index} of seed ${SEED}`).toEqual(inOrder);
  }
  const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
  console.info(
    `${total} grants, ${lives.reduce((sum, { acts }) => sum + acts.length, 0)} requests: ${seconds(began, lived)} s; ` +
      `the rest by workers, ${KILLS} killed: ${seconds(lived, worked)} s`,
  );
});

/** Lives on a test clock up to the last request; the rest of the time is for the workers. */
async function live({ startsAt, acts }: Life): Promise<string> {
  const { orgId } = await anOrganization({ clockAt: startsAt });
  const plan = new PlanDriver(deps, orgId);
  for (const act of acts) {
    if (act.before === "advanced") await plan.advanceTo(act.at);
    else await owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [orgId, new Date(act.at)]);
    await ask(plan, act);
  }
  await owner.query("UPDATE organizations SET clock_at = NULL WHERE org_id = $1", [orgId]);
  await owner.query("UPDATE organization_registry SET clock_at = NULL WHERE org_id = $1", [orgId]);
  await owner.query("UPDATE due SET on_test_clock = false WHERE org_id = $1", [orgId]);
  return orgId;
}

/** Asks, and takes a refusal for an answer: the oracle knows which wishes change nothing. */
async function ask(plan: PlanDriver, { wish }: Act): Promise<void> {
  try {
    if (wish.do === "subscribe") await plan.subscribe(wish.plan, wish.interval);
    else if (wish.do === "change") await plan.change(wish);
    else if (wish.do === "cancel") await plan.cancel();
    else await plan.undo();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
}

/** Two workers run all that is due. Some are killed on the way, and others take their place. @param total of all grants */
async function workedOff(random: () => number, total: number): Promise<void> {
  const start = (): Promise<RunningWorker> => aWorker(database);
  const before = await grantsSoFar();
  const shares = Array.from({ length: KILLS }, random).sort((one, other) => one - other);
  const workers = await Promise.all([start(), start()]);
  for (const share of shares) {
    await until(async () => expect(await grantsSoFar()).toBeGreaterThanOrEqual(before + (total - before) * share));
    const killed = random() < 0.5 ? 0 : 1;
    await workers[killed]?.kill();
    // The last heartbeat of its tasks is now a minute old.
    await owner.query("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 min' WHERE state = 'active'");
    workers[killed] = await start();
  }
  await until(async () => expect(await lateWork()).toBe(0));
  for (const worker of workers) await worker.stop();
}

const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 1_200_000, interval: 20 });

async function grantsSoFar(): Promise<number> {
  const [row] = await owner.query("SELECT count(*)::int AS grants FROM grants WHERE source = 'plan'");
  return row.grants;
}

async function lateWork(): Promise<number> {
  const [row] = await owner.query("SELECT count(*)::int AS late FROM due WHERE due_at <= clock_timestamp()");
  return row.late;
}

/** The grants of plans. Ids grow, so those of one instant are in the order in which they were made. */
async function grantsOf(orgId: string) {
  const rows: { effective: Date; expires: Date; amount: string | bigint }[] = await owner.query(
    `SELECT effective_at AS effective, expires_at AS expires, amount FROM grants
      WHERE org_id = $1 AND source = 'plan' ORDER BY effective_at, id`,
    [orgId],
  );
  return rows.map(({ effective, expires, amount }) => ({
    effectiveAt: effective.getTime(),
    expiresAt: expires.getTime(),
    amount: BigInt(amount),
  }));
}
