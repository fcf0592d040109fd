import { type Catalog, CONTRACT_RATE, type Resource } from "./catalog.ts";
import { type CatalogChange, changed, changedEntries, pathTo, WHOM } from "./difference.ts";

/** The changes of resources and of their rates. */
export function diffResources(before: Catalog, after: Catalog): CatalogChange[] {
  return changedEntries<Resource>("resources", before.resources, after.resources, {
    added: (id, resource) => ({
      what: `${resource.title} (${id}) is new: ${rateWords(resource)}, for ${resource.kinds.join(", ")}.`,
      whom: WHOM.newWork,
    }),
    removed: (id, { title }) => ({ what: `${title} (${id}) is no longer sold.`, whom: WHOM.newWork }),
    both: (id, old, now) => diffResource(after, pathTo("resources", id), old, now),
  });
}

function diffResource(after: Catalog, path: string, old: Resource, now: Resource): CatalogChange[] {
  const { title } = now;
  const limitOf = (id: string | undefined): string =>
    id === undefined ? "nothing" : `the plan's ${after.entitlements[id]?.title ?? id}`;
  return [
    ...changed(`${path}.title`, old.title, title, () => ({
      what: `${old.title} is called ${title}.`,
      whom: WHOM.nobody,
    })),
    ...changed(`${path}.rate`, [old.rate, old.unit], [now.rate, now.unit], () => ({
      what: `${title} costs ${rateWords(now)}, before ${rateWords(old)}.`,
      whom: WHOM.newWork,
    })),
    ...changed<readonly string[]>(`${path}.kinds`, old.kinds, now.kinds, (was, is) => ({
      what: `${title} is sold for ${is.join(", ")}, before for ${was.join(", ")}.`,
      whom: WHOM.newWork,
    })),
    ...changed(`${path}.includedBy`, old.includedBy, now.includedBy, (was, is) => ({
      what: `${title}: ${limitOf(is)} is included, before ${limitOf(was)}.`,
      whom: WHOM.organizations,
    })),
  ];
}

/** A rate in words: `$3.99 an hour`, `by contract`. */
function rateWords({ rate, unit }: Resource): string {
  if (rate === CONTRACT_RATE) return "a price by contract";
  const per = { hour: "an hour", "gb-month": "per GB and month", gb: "per GB", each: "each" }[unit];
  return `$${rate} ${per}`;
}
