import { defineCatalog, tiered } from "@scrip/domain/catalog";

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }] as const;

/** A catalog with a resource of each price shape, and one with a plain rate. */
export const catalog = defineCatalog({
  ...tiered,
  name: "shapes",
  resources: {
    "gpu.tiers": { title: "Tiers", unit: "hour", price: { kind: "graduated", tiers }, kinds: ["training"] },
    "gpu.volume": { title: "Volume", unit: "hour", price: { kind: "volume", tiers }, kinds: ["training"] },
    "gpu.packages": {
      title: "Packages",
      unit: "hour",
      price: { kind: "package", size: 5, price: "18.00", minimum: "50.00" },
      kinds: ["training"],
    },
    "gpu.plain": { title: "Plain", unit: "hour", rate: "4.00", kinds: ["training"] },
  },
});
