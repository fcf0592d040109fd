import type { Catalog, Entitlement, EntitlementValue, Plan } from "./catalog.ts";
import { type CatalogChange, changed, changedEntries, fewerWhom, pathTo, planWhom, WHOM } from "./difference.ts";
import { monthlyWords, priceWords, signupWords, valueWords } from "./words.ts";

/** The changes of plans and of what they allow. */
export function diffPlans(before: Catalog, after: Catalog): CatalogChange[] {
  const titleOf = (catalog: Catalog, id: string): string => catalog.plans[id]?.title ?? id;
  return [
    ...changed("defaultPlan", before.defaultPlan, after.defaultPlan, (old, now) => ({
      what: `New organizations begin on ${titleOf(after, now)}, before on ${titleOf(before, old)}.`,
      whom: WHOM.newOrganizations,
    })),
    ...changed("planOrder", before.planOrder, after.planOrder, (_old, now) => ({
      what: `The plans are, from the lowest to the highest: ${now.map((id) => titleOf(after, id)).join(", ")}.`,
      whom: WHOM.organizations,
    })),
    ...diffEntitlements(before, after),
    ...changedEntries("plans", before.plans, after.plans, {
      added: (_id, { title, price }) => ({
        what: `The plan ${title} is new: ${priceWords(price)}.`,
        whom: planWhom(title),
      }),
      removed: (_id, { title }) => ({
        what: `The plan ${title} is no longer sold.`,
        whom: `Nobody can subscribe to ${title} any more. Who has it keeps it, with its version.`,
      }),
      both: (id, old, now) => diffPlan(after, pathTo("plans", id), old, now),
    }),
  ];
}

function diffEntitlements(before: Catalog, after: Catalog): CatalogChange[] {
  const path = "entitlements";
  return changedEntries<Entitlement>(path, before.entitlements, after.entitlements, {
    added: (_id, { title }) => ({ what: `The entitlement ${title} is new.`, whom: WHOM.organizations }),
    removed: (_id, { title }) => ({
      what: `The entitlement ${title} is gone: it no longer limits anything, and no plan has it as a feature.`,
      whom: WHOM.organizations,
    }),
    both: (id, old, now) => [
      ...changed(`${pathTo(path, id)}.title`, old.title, now.title, (was, is) => ({
        what: `The entitlement ${was} is called ${is}.`,
        whom: WHOM.nobody,
      })),
      ...changed(pathTo(path, id), shapeOf(old), shapeOf(now), (was, is) => ({
        what: `The entitlement ${now.title} is ${is.words}, before ${was.words}.`,
        whom: WHOM.organizations,
      })),
    ],
  });
}

function shapeOf(entitlement: Entitlement): { readonly words: string } {
  const { kind } = entitlement;
  return { words: kind === "choice" ? `a choice of ${entitlement.options.join(", ")}` : `a ${kind}` };
}

function diffPlan(after: Catalog, path: string, old: Plan, now: Plan): CatalogChange[] {
  const { title } = now;
  const whom = planWhom(title);
  const { grants: was } = old;
  const { grants: is } = now;
  return [
    ...changed(`${path}.title`, old.title, title, () => ({
      what: `The plan ${old.title} is called ${title}.`,
      whom: WHOM.nobody,
    })),
    ...changed(`${path}.price`, old.price, now.price, () => ({
      what: `${title} costs ${priceWords(now.price)}, before ${priceWords(old.price)}.`,
      whom,
    })),
    ...changed(`${path}.grants.signup`, was.signup, is.signup, () => ({
      what: `${title} gives credit at signup: ${signupWords(is.signup)}, before ${signupWords(was.signup)}.`,
      whom: WHOM.newOrganizations,
    })),
    ...changed(`${path}.grants.monthly`, was.monthly, is.monthly, () => ({
      what: `${title} gives credit: ${monthlyWords(is.monthly)}, before ${monthlyWords(was.monthly)}.`,
      whom,
    })),
    ...Object.entries(after.entitlements).flatMap(([id, entitlement]) =>
      changed(`${path}.entitlements.${id}`, old.entitlements[id], now.entitlements[id], (from, to) => ({
        what: `${title}: ${entitlement.title} ${valueWords(to)}${from === undefined ? "" : `, before ${valueWords(from)}`}.`,
        whom: isFewer(from, to) ? fewerWhom(title) : whom,
      })),
    ),
  ];
}

function isFewer(from: EntitlementValue | undefined, to: EntitlementValue | undefined): boolean {
  if (from === true) return to !== true;
  return typeof to === "number" && (from === "unlimited" || (typeof from === "number" && to < from));
}
