import { defineCatalog, tiered } from "@scrip/domain/catalog";

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }] as const;
const graduated = { kind: "graduated", tiers } as const;
const volume = { kind: "volume", tiers } as const;
const packages = { kind: "package", size: 5, price: "18.00", minimum: "50.00" } as const;

/** A catalog with a resource of each price shape for each kind of work, and one with a plain rate. */
export const catalog = defineCatalog({
  ...tiered,
  name: "shapes",
  policies: { ...tiered.policies, network: { ...tiered.policies.storage, charging: { kind: "once" } } },
  resources: {
    "gpu.tiers": { title: "Tiers", unit: "hour", price: graduated, kinds: ["training"] },
    "gpu.volume": { title: "Volume", unit: "hour", price: volume, kinds: ["training"] },
    "gpu.packages": { title: "Packages", unit: "hour", price: packages, kinds: ["training"] },
    "gpu.plain": { title: "Plain", unit: "hour", rate: "4.00", kinds: ["training", "endpoint"] },
    "endpoint.tiers": { title: "Endpoint tiers", unit: "hour", price: graduated, kinds: ["endpoint"] },
    "endpoint.volume": { title: "Endpoint volume", unit: "hour", price: volume, kinds: ["endpoint"] },
    "endpoint.packages": { title: "Endpoint packages", unit: "hour", price: packages, kinds: ["endpoint"] },
    "network.tiers": { title: "Traffic tiers", unit: "gb", price: graduated, kinds: ["network"] },
    "network.volume": { title: "Traffic volume", unit: "gb", price: volume, kinds: ["network"] },
    "network.packages": { title: "Traffic packages", unit: "gb", price: packages, kinds: ["network"] },
    "network.plain": { title: "Traffic", unit: "gb", rate: "0.05", kinds: ["network"] },
    "export.tiers": { title: "Exports", unit: "each", price: graduated, kinds: ["export"] },
    "storage.tiers": { title: "Storage tiers", unit: "gb-month", price: graduated, kinds: ["storage"] },
    "storage.volume": { title: "Storage volume", unit: "gb-month", price: volume, kinds: ["storage"] },
    "storage.packages": { title: "Storage packages", unit: "gb-month", price: packages, kinds: ["storage"] },
  },
});
