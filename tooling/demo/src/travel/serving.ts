import { DAY_MS, HOUR_MS, type Step, step } from "./step.ts";

/** Half an hour: an endpoint is charged every five minutes, and each charge is a step of the clock. */
const SHOWING_MS = HOUR_MS / 2;

/** The last evening of the history. */
const LAST_DAY = 41;

/** The endpoints and the volumes of a day. */
export function servingOfDay(day: number): Step[] {
  return [...preview(day), ...search(day), ...volumes(day)];
}

/** A preview that people look at each Friday. */
function preview(day: number): Step[] {
  if (day % 7 !== 4) return [];
  const endpoint = "preview";
  const startMs = day * DAY_MS + 12 * HOUR_MS;
  const terms = { resource: "gpu.l40s", unitsMilli: 2000, project: "planner", member: "chen" } as const;
  return [
    step(startMs, `preview-${day}/start`, (org, idempotencyKey) =>
      org.endpoints.start({ endpoint, ...terms, idempotencyKey }),
    ),
    step(startMs + SHOWING_MS, `preview-${day}/stop`, (org, idempotencyKey) =>
      org.endpoints.stop({ endpoint, idempotencyKey }),
    ),
  ];
}

/** An endpoint that runs when the history ends. Soon after it nobody uses it, so time can move on fast. */
function search(day: number): Step[] {
  const endpoint = "search";
  if (day === LAST_DAY)
    return [
      step(day * DAY_MS + 23 * HOUR_MS, "search/start", (org, idempotencyKey) =>
        org.endpoints.start({
          endpoint,
          resource: "endpoint.cpu-8",
          unitsMilli: 2000,
          project: "field-notes",
          member: "ada",
          idempotencyKey,
        }),
      ),
    ];
  if (day !== LAST_DAY + 1) return [];
  return [
    step(day * DAY_MS + HOUR_MS, "search/rest", (org, idempotencyKey) =>
      org.endpoints.scale({ endpoint, unitsMilli: 0, idempotencyKey }),
    ),
  ];
}

/** Each size in GB, from nine o'clock of a day on. */
const SIZES = [
  {
    volume: "camera-frames",
    project: "perception",
    member: "dina",
    gb: { 1: "400", 9: "900", 22: "1400", 36: "2100" },
  },
  { volume: "field-photos", project: "field-notes", member: "ben", gb: { 2: "80", 16: "140", 30: "210" } },
  { volume: "scratch", project: "planner", member: "chen", gb: { 8: "600", 18: "0", 37: "350" } },
] as const;

function volumes(day: number): Step[] {
  return SIZES.flatMap(({ gb: sizes, ...volume }) =>
    Object.entries(sizes)
      .filter(([from]) => Number(from) === day)
      .map(([, gb]) =>
        step(day * DAY_MS + 9 * HOUR_MS, `${volume.volume}/size/${day}`, (org, idempotencyKey) =>
          org.storage.set({ ...volume, gb, idempotencyKey }),
        ),
      ),
  );
}
