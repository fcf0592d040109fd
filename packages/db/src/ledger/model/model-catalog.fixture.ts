import { defineCatalog, tiered } from "@scrip/domain/catalog";
import { priceBook } from "@scrip/domain/ledger";
import type { Books } from "../run-batch.ts";

/** The resource of volumes. */
export const STORAGE = "storage.gb-month";

/**
 * The catalog of the model test: a job costs less for all its time once it has run for an hour, and never less than $0.50.
 * Exports and endpoints with 8 CPUs have prices that count over a month. Endpoints are charged every seven hours, so that an advance of days takes few steps.
 */
export const modelCatalog = defineCatalog({
  ...tiered,
  policies: {
    ...tiered.policies,
    endpoint: { ...tiered.policies.endpoint, charging: { kind: "interval", minutes: 420 } },
  },
  resources: {
    ...tiered.resources,
    "gpu.h100-80gb": {
      title: "H100 80GB",
      unit: "hour",
      kinds: ["training"],
      price: { kind: "volume", tiers: [{ upTo: 1, rate: "3.99" }, { rate: "1.99" }], minimum: "0.50" },
    },
    "endpoint.cpu-8": {
      title: "Endpoint, 8 CPUs",
      unit: "hour",
      kinds: ["endpoint"],
      price: { kind: "graduated", tiers: [{ upTo: 10, rate: "0.32" }, { rate: "0.16" }], minimum: "1.00" },
    },
    export: {
      title: "Model export",
      unit: "each",
      kinds: ["export"],
      price: { kind: "volume", tiers: [{ upTo: 50, rate: "0.05" }, { rate: "0.02" }] },
    },
  },
});

/** The catalog as every version of the price books. */
export const modelBooks: Books = { ensure: async () => {}, book: (version) => priceBook(version, modelCatalog) };
