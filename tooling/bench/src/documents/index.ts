import { renderDocument } from "@scrip/documents";
import type { PrintedDocument } from "@scrip/documents/printed";
import type { Bench, BenchRequest, BenchResult, Measured } from "../bench.ts";
import { aReceipt, aStatement } from "./samples.ts";

/** Documents that a core must make in an hour. */
const TARGET = 1_000;
const HOUR_MS = 3_600_000;

const MEASURES = [
  { id: "receipt", title: "receipts", document: () => aReceipt() },
  { id: "letters", title: "receipts in four scripts", document: () => aReceipt("Đặng & Søn <Œuvre> 株式会社 한국") },
  { id: "statement", title: "statements of 10 jobs", document: () => aStatement(10) },
  { id: "pages", title: "statements of 500 jobs", document: () => aStatement(500) },
] as const;

export const DOCUMENT_MEASURES: Bench["measures"] = MEASURES;

/** Measures how many PDF files one core makes in an hour, by the processor time that they take. */
export async function benchDocuments({ only, rounds = 5, quick, say, onMeasured }: BenchRequest): Promise<BenchResult> {
  const measures: Measured[] = [];
  for (const { id, title, document } of MEASURES.filter((measure) => only?.includes(measure.id) ?? true)) {
    say(`${id}: ${title}`);
    const measured = await measure(id, title, { document: document(), times: quick ? 2 : 2 * rounds });
    measures.push(measured);
    onMeasured(measured);
  }
  return { postgres: null, measures };
}

async function measure(
  id: string,
  title: string,
  { document, times }: { readonly document: PrintedDocument; readonly times: number },
): Promise<Measured> {
  const first = await timeOf(document);
  let spent = 0;
  let bytes = 0;
  for (let n = 0; n < times; n += 1) {
    const each = await timeOf(document);
    spent += each.ms;
    bytes = each.bytes;
  }
  const value = (times * HOUR_MS) / spent;
  const note = `${(spent / times).toFixed(0)} ms each, ${(bytes / 1000).toFixed(0)} kB; the first one ${first.ms.toFixed(0)} ms`;
  return { id, what: `${title} an hour on one core`, value, target: `value >= ${TARGET}`, ok: value >= TARGET, note };
}

/** Makes a file. @returns the processor time of this process in milliseconds, and the size */
async function timeOf(document: PrintedDocument): Promise<{ readonly ms: number; readonly bytes: number }> {
  const before = process.cpuUsage();
  const { length } = await renderDocument(document);
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, bytes: length };
}
