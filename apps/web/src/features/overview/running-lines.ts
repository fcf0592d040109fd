import type { RowLink } from "../../components/ui/table-props.ts";
import type { Answers } from "../../data/trpc.ts";

type Overview = Pick<Answers["overview"]["get"], "running" | "endpoints" | "storage">;

/** One line of the running work: a job, an endpoint, or all that is stored. */
export type RunningLine =
  | { readonly kind: "job"; readonly job: Overview["running"][number] }
  | { readonly kind: "endpoint"; readonly endpoint: Overview["endpoints"][number] }
  | { readonly kind: "storage"; readonly storage: Overview["storage"] };

/** How many lines there are at most. */
const SHOWN = 5;

/** The work that costs most an hour, the dearest first, and last the storage, if it costs anything. */
export function runningLines({ running, endpoints, storage }: Overview): RunningLine[] {
  const work: RunningLine[] = [
    ...running.map((job) => ({ kind: "job" as const, job })),
    ...endpoints.map((endpoint) => ({ kind: "endpoint" as const, endpoint })),
  ];
  const stored: RunningLine[] = storage.perHour === "0" ? [] : [{ kind: "storage", storage }];
  return [...work.toSorted(byPrice).slice(0, SHOWN - stored.length), ...stored];
}

function byPrice(a: RunningLine, b: RunningLine): number {
  const difference = BigInt(perHourOf(b)) - BigInt(perHourOf(a));
  return Number(difference > 0n) - Number(difference < 0n);
}

/** The cost of an hour, in digits of micro-USD. */
export function perHourOf(line: RunningLine): string {
  if (line.kind === "job") return line.job.perHour;
  return line.kind === "endpoint" ? line.endpoint.perHour : line.storage.perHour;
}

/** A key that no other line has. */
export function keyOf(line: RunningLine): string {
  if (line.kind === "job") return line.job.id;
  return line.kind === "endpoint" ? line.endpoint.id : "storage";
}

/** The page of a line. */
export function linkOf(line: RunningLine, org: string): RowLink {
  if (line.kind === "job") return { to: "/o/$org/jobs/$job", params: { org, job: line.job.job } };
  if (line.kind === "storage") return { to: "/o/$org/endpoints", params: { org } };
  return { to: "/o/$org/endpoints/$endpoint", params: { org, endpoint: line.endpoint.endpoint } };
}
