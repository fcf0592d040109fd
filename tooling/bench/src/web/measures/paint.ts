import type { Measured } from "../../bench.ts";
import { median } from "../../ledger/measure.ts";
import { line } from "../line.ts";
import { type BenchPage, type Conditions, SLOW, UNTHROTTLED } from "../open-page.ts";
import type { WebBench, WebMeasure } from "../web-bench.ts";
import { untilQuiet } from "./weight.ts";

/** How long a person waits for the available balance after opening Overview. */
export const paint: WebMeasure = {
  id: "paint",
  title: "ms from the navigation to the available balance on the screen",
  run: measurePaint,
};

/** Milliseconds from the navigation to the balance, and to the first paint of any content. */
interface PaintTimes {
  readonly balance: number;
  readonly anything: number;
}

async function measurePaint(bench: WebBench): Promise<Measured[]> {
  // The server's first answers are slower than all later ones.
  await once(bench, UNTHROTTLED);
  return [
    ...(await rounds(bench, "", "over loopback", UNTHROTTLED)),
    ...(await rounds(bench, "-slow", "over a fast 3G network, processor 4 x slower", SLOW)),
  ];
}

async function rounds(bench: WebBench, suffix: string, words: string, conditions: Conditions): Promise<Measured[]> {
  const waited: { cold: PaintTimes; warm: PaintTimes }[] = [];
  for (let round = 0; round < bench.rounds; round += 1) waited.push(await once(bench, conditions));
  return (["cold", "warm"] as const).map((cache) => {
    const [balance, anything] = (["balance", "anything"] as const).map((of) => waited.map((both) => both[cache][of]));
    const note = `first contentful paint ${median(anything ?? []).toFixed(0)} ms; balance in each round: ${balance?.map((ms) => ms.toFixed(0)).join(", ")}`;
    const what = `to the available balance, ${cache} cache, ${words}`;
    return line({ id: `paint-${cache}${suffix}`, what, value: median(balance ?? []), unit: "ms", note });
  });
}

/** Opens Overview with an empty cache, then again with a full one. */
async function once(
  { openPage, org }: WebBench,
  conditions: Conditions,
): Promise<{ cold: PaintTimes; warm: PaintTimes }> {
  const first = await openPage(conditions);
  const cold = await waitFor(first, org);
  await untilQuiet(first);
  await first.page.close();
  const warm = await waitFor(await first.again(), org);
  await first.close();
  return { cold, warm };
}

async function waitFor({ page, until }: BenchPage, org: string): Promise<PaintTimes> {
  await page.goto(`/o/${org}`, { waitUntil: "commit" });
  const { from, figures } = await until((probe) => probe.figures.some(({ where }) => where === "page"));
  const balance = (figures.find(({ where }) => where === "page")?.at ?? 0) - from;
  const anything = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
  return { balance, anything };
}
