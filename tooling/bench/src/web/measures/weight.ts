import { statSync } from "node:fs";
import { join } from "node:path";
import type { Measured } from "../../bench.ts";
import { line } from "../line.ts";
import type { BenchPage } from "../open-page.ts";
import type { WebBench, WebMeasure } from "../web-bench.ts";
import type { PageRequest } from "../wire.ts";

const KB = 1000;
const LARGEST = 10;
/** A page without any request for this long is loaded completely. */
const QUIET_MS = 1000;

/** How much a person downloads. */
export const weight: WebMeasure = {
  id: "weight",
  title: "kB of the first load of Overview, and what the other pages add",
  run: measureWeight,
};

async function measureWeight(bench: WebBench): Promise<Measured[]> {
  const { wire, painted } = await load(bench, `/o/${bench.org}`, "page");
  const all = wire.requests;
  const first = all.filter(({ at }) => at <= painted);
  const code = codeOf(first);
  const charts = codeOf(all).filter((path) => path.includes("credit-history-card"));
  const rest = codeOf(all).filter((path) => !code.includes(path) && !charts.includes(path));
  const kB = (paths: readonly string[], form: "gz" | "br"): number => sizeOf(bench.dir, paths, form) / KB;
  const brotli = (paths: readonly string[]): string => `${kB(paths, "br").toFixed(1)} kB brotli`;
  const sized = (paths: readonly string[], id: string, what: string, atMost?: number): Measured =>
    line(
      { id, what, value: kB(paths, "gz"), unit: "kB gzip", note: `${brotli(paths)}: ${named(bench, paths)}` },
      atMost,
    );
  const lines = [
    sized(code, "weight-first", "JS and CSS until the available balance is painted", 150),
    sized([...code, ...rest], "weight-page", "JS and CSS of all of Overview but its chart", 150),
    sized(charts, "weight-chart", "the chart, loaded after that"),
    ...(["js", "css", "html", "data", "other"] as const).map((kind) => overTheWire(first, kind)),
  ];
  const pages = { jobs: "jobs", job: `jobs/${bench.jobs[0]}`, activity: "activity", explained: "activity?entry=5" };
  for (const [id, path] of Object.entries(pages)) {
    const page = await load(bench, `/o/${bench.org}/${path}`);
    const more = codeOf(page.wire.requests).filter((file) => !code.includes(file));
    lines.push(sized(more, `weight-${id}`, `what /${path.replace(/train.*/, "JOB")} adds to that first load`));
  }
  return lines;
}

/** Opens a page with an empty cache, and waits until it makes no more requests. */
async function load({ openPage }: WebBench, path: string, shows: "page" | "bar" = "bar") {
  const opened = await openPage();
  await opened.page.goto(path);
  const { figures } = await opened.until((probe) => probe.figures.some(({ where }) => where === shows));
  await untilQuiet(opened);
  await opened.close();
  return { wire: opened.wire, painted: figures.find(({ where }) => where === "page")?.at ?? 0 };
}

export async function untilQuiet({ page, wire }: Pick<BenchPage, "page" | "wire">): Promise<void> {
  for (let seen = -1; seen !== wire.requests.length; ) {
    seen = wire.requests.length;
    await page.waitForTimeout(QUIET_MS);
  }
}

const codeOf = (requests: readonly PageRequest[]): string[] => [
  ...new Set(requests.filter(({ kind }) => kind === "js" || kind === "css").map(({ path }) => path)),
];

function sizeOf(dir: string, paths: readonly string[], form: "gz" | "br"): number {
  return paths.reduce((sum, path) => sum + statSync(join(dir, `${path}.${form}`)).size, 0);
}

/** Names the largest files with their sizes, largest first. */
function named({ dir }: WebBench, paths: readonly string[]): string {
  const sizes = paths.map((path) => ({ path, bytes: sizeOf(dir, [path], "gz") })).sort((a, b) => b.bytes - a.bytes);
  const texts = sizes.map(({ path, bytes }) => `${path.replace("/assets/", "")} ${(bytes / KB).toFixed(1)}`);
  const others = texts.length - LARGEST;
  return others > 0 ? `${texts.slice(0, LARGEST).join(", ")} and ${others} more` : texts.join(", ");
}

function overTheWire(requests: readonly PageRequest[], kind: PageRequest["kind"]): Measured {
  const ofKind = requests.filter((request) => request.kind === kind);
  const note = `${ofKind.length} requests${kind === "data" ? `: ${ofKind.map(({ path }) => path.slice(6)).join("; ")}` : ""}`;
  const value = ofKind.reduce((sum, { bytes }) => sum + bytes, 0) / KB;
  return line({ id: `wire-${kind}`, what: `${kind} over the wire until then, with heads`, value, unit: "kB", note });
}
