import type { List } from "../wire/objects.ts";
import { missing } from "./stripe-error.ts";

/** The parameters of every list. */
export interface PageParams {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

interface Bounds {
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

/** A page of a list that is in order. @throws StripeError if the cursor is not in the list */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { limit = 10, starting_after, ending_before }: PageParams,
  url: string,
): List<T> {
  if (ending_before !== undefined) {
    const end = placeOf(all, ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = starting_after === undefined ? 0 : placeOf(all, starting_after, "starting_after") + 1;
  return { object: "list", data: all.slice(start, start + limit), has_more: all.length > start + limit, url };
}

/** A list inside an object, whole. */
export function listIn<T>(data: readonly T[], url: string): List<T> {
  return { object: "list", data, has_more: false, url };
}

function placeOf(all: readonly { readonly id: string }[], id: string, param: string): number {
  const place = all.findIndex((object) => object.id === id);
  if (place === -1) throw missing("object", id, param);
  return place;
}

/** Whether an instant fits the parameter `created` of a list. */
export function isIn(instant: number, bounds: number | Bounds | undefined): boolean {
  if (bounds === undefined) return true;
  if (typeof bounds === "number") return instant === bounds;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = bounds;
  return instant > gt && instant >= gte && instant < lt && instant <= lte;
}

/** Whether a value is the one asked for, or none is asked for. */
export function isAsked<T>(value: T, asked: T | undefined): boolean {
  return asked === undefined || value === asked;
}
