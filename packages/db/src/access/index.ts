export { ServiceKeyLookup } from "./service-key-lookup.ts";
export { serviceKeyHash } from "./service-key-text.ts";
export {
  createServiceKey,
  listServiceKeys,
  type NewServiceKey,
  revokeServiceKey,
  type ServiceKey,
} from "./service-keys.ts";
