import { type PageParams, pageOf } from "../protocol/lists.ts";
import type { List } from "../wire/objects.ts";
import type { Kind, Kinds } from "../world/kinds.ts";
import type { World } from "../world/world.ts";

/** A page of the objects of a kind that fit, newest first. */
export function listOf<K extends Kind>(
  world: World,
  kind: K,
  params: PageParams,
  fits: (object: Kinds[K]) => boolean,
  url: string,
): List<Kinds[K]> {
  return pageOf(world.all(kind).filter(fits).reverse(), params, url);
}
