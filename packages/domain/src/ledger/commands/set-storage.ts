import { compileCatalog } from "../../catalog/index.ts";
import { earliestReport, type Reported, reportSize } from "../../usage/storage/report-size.ts";
import type { Volume } from "../../usage/storage/volume.ts";
import { CLOCK_TOLERANCE_MS } from "../jobs/job-facts.ts";
import type { StorageAnswer } from "../state/answer.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import type { Instant } from "../state/ids.ts";
import { bookOf } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import { unknownResource } from "./charge-now.ts";
import type { SetStorage } from "./command.ts";

/**
 * Records the size of a volume from now on, or from an earlier instant. A report of the size that the volume has already
 * changes nothing. It moves no credit; the midnight that ends the day books what it costs.
 * @refuses `unknown_resource`, `not_sold_for_work`, `volume_of_other_resource`, `size_ahead_of_time`,
 *   `size_too_late`
 * @source docs/rules.md#volumes; docs/rules.md#late-sizes
 */
export function setStorage(draft: Draft, command: SetStorage, context: RuleContext): StorageAnswer | RuleRefusal {
  const at = instantOf(draft, command);
  if (typeof at !== "number") return at;
  const known = draft.storage.volumes.get(draft.storage.volumeIds.get(command.ref) ?? "");
  const volume = known === undefined ? newVolume(draft, command, context) : sameVolume(known, command);
  if ("refused" in volume) return volume;
  if (known !== undefined && isSame(known, volume, command, at)) return answerVolume(draft, known);
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return derivedId(command.id, ids);
  };
  const reported = reportSize(draft.storage, { volume, bytes: command.bytes, at, now: draft.at }, newId);
  note(draft, reported);
  return answerVolume(draft, reported.volume);
}

/** The instant that a report is about. Clocks differ: within the tolerance, a time to come is now. */
function instantOf({ at: now }: Draft, { ref, since }: SetStorage): Instant | RuleRefusal {
  const at = since ?? now;
  if (at > now + CLOCK_TOLERANCE_MS)
    return refuse("size_ahead_of_time", "The time of the report is in the future.", { volume: ref, at, now });
  const earliest = earliestReport(now);
  if (at >= earliest) return Math.min(at, now);
  const message = "Storage can be corrected for this month and the last one. The report is about an earlier time.";
  return refuse("size_too_late", message, { volume: ref, at, earliest });
}

function newVolume(draft: Draft, command: SetStorage, context: RuleContext): Volume | RuleRefusal {
  const { id, ref, project, member } = command;
  const book = bookOf(draft.ledger, context.books);
  const resource = command.resource ?? onlyResource([...compileCatalog(book.catalog).resources.keys()], book);
  if (resource === null) {
    const message = `The volume "${ref}" is new, and the catalog has more than one resource of storage. Name its resource.`;
    return refuse("unknown_resource", message, { resource: STORAGE });
  }
  if (book.costOf(resource) === undefined) return unknownResource(resource);
  if (!book.isSoldFor(resource, STORAGE))
    return refuse("not_sold_for_work", `The resource "${resource}" is not sold for ${STORAGE}.`, {
      resource,
      work: STORAGE,
    });
  return { id, ref, resource, project, member, bytes: 0n, changedAt: 0, changes: 0 };
}

const STORAGE = "storage";

/** The one resource of storage that the organization can buy; `null` if there is none, or more than one. */
function onlyResource(resources: readonly string[], book: ReturnType<typeof bookOf>): string | null {
  const sold = resources.filter((each) => book.isSoldFor(each, STORAGE) && book.costOf(each) !== undefined);
  return sold.length === 1 ? (sold[0] ?? null) : null;
}

/** A known volume keeps its resource. It takes the labels that the report gives. */
function sameVolume(known: Volume, { resource, project, member }: SetStorage): Volume | RuleRefusal {
  if (resource !== null && resource !== known.resource) {
    const message = `The volume "${known.ref}" is of the resource "${known.resource}".`;
    return refuse("volume_of_other_resource", message, { volume: known.ref, resource: known.resource });
  }
  return { ...known, project: project ?? known.project, member: member ?? known.member };
}

function isSame(known: Volume, { project, member }: Volume, { bytes }: SetStorage, at: Instant): boolean {
  const isLabelled = project === known.project && member === known.member;
  return isLabelled && at >= known.changedAt && bytes === known.bytes;
}

function note(draft: Draft, reported: Reported): void {
  draft.storageChange = reported;
  for (const { id: refId, dueAt } of reported.meters) draft.due.push({ kind: "settle_storage", refId, dueAt });
  if (reported.meters.some(({ dueAt }) => dueAt !== null)) draft.hasMeters = true;
}

function answerVolume(draft: Draft, { id, ref, resource, bytes, changedAt }: Volume): StorageAnswer {
  return {
    volume: id,
    ref,
    resource,
    bytes: String(bytes),
    since: changedAt,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}
