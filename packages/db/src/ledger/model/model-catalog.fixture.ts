import { defineCatalog, tiered } from "@scrip/domain/catalog";
import { priceBook } from "@scrip/domain/ledger";
import type { Books } from "../run-batch.ts";

/** The catalog of the model test: a job costs less for all its time once it has run for an hour, and never less than $0.50. */
export const modelCatalog = defineCatalog({
  ...tiered,
  resources: {
    ...tiered.resources,
    "gpu.h100-80gb": {
      title: "H100 80GB",
      unit: "hour",
      kinds: ["training"],
      price: { kind: "volume", tiers: [{ upTo: 1, rate: "3.99" }, { rate: "1.99" }], minimum: "0.50" },
    },
  },
});

/** The catalog as every version of the price books. */
export const modelBooks: Books = { ensure: async () => {}, book: (version) => priceBook(version, modelCatalog) };
