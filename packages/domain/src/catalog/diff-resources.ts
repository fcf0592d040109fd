import type { Catalog, Resource } from "./catalog.ts";
import { type CatalogChange, changed, changedEntries, pathTo, WHOM } from "./difference.ts";
import { costWords } from "./words.ts";

/** The changes of resources and of their rates. */
export function diffResources(before: Catalog, after: Catalog): CatalogChange[] {
  return changedEntries<Resource>("resources", before.resources, after.resources, {
    added: (id, resource) => ({
      what: `${resource.title} (${id}) is new: ${costWords(resource)}, for ${resource.kinds.join(", ")}.`,
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
    ...changed(`${path}.${now.price === undefined ? "rate" : "price"}`, costIn(old), costIn(now), () => ({
      what: `${title} costs ${costWords(now)}, before ${costWords(old)}.`,
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

const costIn = ({ rate, price, unit }: Resource) => [rate ?? null, price ?? null, unit];
