import type { ReadJob } from "./typed-job.ts";

/** What a snippet names. */
interface StartCode extends ReadJob {
  readonly org: string;
  readonly resource: string;
}

/** The call that starts the estimated job, through the typed client. */
export function startCode({ org, resource, unitsMilli, estimateMs, epochMs }: StartCode): string {
  const length =
    epochMs === null ? `  mode: "timed",\n  estimateMs: ${digits(estimateMs)},` : epochs(estimateMs, epochMs);
  return `const client = createClient({ url, key }).organization("${org}");

const { decision } = await client.jobs.start({
  job: "run-1",
  resource: "${resource}",
  unitsMilli: ${digits(unitsMilli)},
${length}
});`;
}

const epochs = (estimateMs: number, epochMs: number): string =>
  `  estimateMs: ${digits(estimateMs)},\n  next: { untilMs: ${digits(Math.min(epochMs, estimateMs))} },`;

/** Groups digits as TypeScript does: 3_600_000. */
const digits = (value: number): string => value.toLocaleString("en").replaceAll(",", "_");
