import type { Catalog } from "./catalog.ts";
import { type CatalogChange, changed, WHOM } from "./difference.ts";

/** The changes of the platform's limits. */
export function diffLimits({ limits: old }: Catalog, { limits: now }: Catalog): CatalogChange[] {
  const whom = WHOM.organizations;
  const range = (of: typeof old.purchases): string => `$${of.minimum} to $${of.maximum}`;
  const bonuses = ({ bonuses: all = [] }: typeof old.purchases): string =>
    all.map(({ preset, amount, days }) => `$${amount} for ${days} days on $${preset}`).join(", ") || "no bonus";
  const methods = ({ methods: all = ["card"] }: typeof old.purchases): string => all.join(", ");
  const topup = ({ threshold, amount, perDay, perMonth }: typeof old.autoTopup): string =>
    `below $${threshold} an amount of $${amount}, at most $${perDay} a day and $${perMonth} a month`;
  const alone = (amount: string | undefined): string => `$${amount ?? "100.00"}`;
  return [
    ...changed("limits.expiringDays", old.expiringDays, now.expiringDays, (was, is) => ({
      what: `Credit counts as expiring ${is} days before its end, before ${was} days.`,
      whom,
    })),
    ...changed("limits.silenceMinutes", old.silenceMinutes, now.silenceMinutes, (was, is) => ({
      what: `An epoch may be silent for ${is} minutes after its declared end, before ${was} minutes.`,
      whom: WHOM.newWork,
    })),
    ...changed("limits.purchases", range(old.purchases), range(now.purchases), (was, is) => ({
      what: `A purchase of credit is ${is}, before ${was}.`,
      whom,
    })),
    ...changed("limits.purchases.presets", old.purchases.presets, now.purchases.presets, (was, is) => ({
      what: `The pages offer purchases of $${is.join(", $")}, before $${was.join(", $")}.`,
      whom,
    })),
    ...changed("limits.purchases.bonuses", bonuses(old.purchases), bonuses(now.purchases), (was, is) => ({
      what: `A purchase comes with ${is}, before with ${was}.`,
      whom,
    })),
    ...changed("limits.purchases.methods", methods(old.purchases), methods(now.purchases), (was, is) => ({
      what: `A purchase is paid by ${is}, before by ${was}.`,
      whom,
    })),
    ...changed("limits.autoTopup", topup(old.autoTopup), topup(now.autoTopup), (was, is) => ({
      what: `Auto top-up begins with: ${is}; before: ${was}.`,
      whom: "Members who switch it on from now on. Settings that exist stay.",
    })),
    ...changed("limits.staffActLimit", old.staffActLimit, now.staffActLimit, (was, is) => ({
      what: `An operator does at most ${alone(is)} alone within 24 hours, before ${alone(was)}.`,
      whom: "Operators.",
    })),
  ];
}
