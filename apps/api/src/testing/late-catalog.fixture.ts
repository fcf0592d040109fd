import { defineCatalog, tiered } from "@scrip/domain/catalog";

/** A catalog whose training is charged every half hour and goes on into debt, up to $5. One hour costs $3.60. */
export const catalog = defineCatalog({
  ...tiered,
  name: "late",
  resources: { gpu: { title: "GPU", unit: "hour", rate: "3.60", kinds: ["training"] } },
  policies: {
    ...tiered.policies,
    training: {
      ...tiered.policies.training,
      charging: { kind: "interval", minutes: 30 },
      atZero: { kind: "overdraft", limit: "5.00" },
    },
  },
});
