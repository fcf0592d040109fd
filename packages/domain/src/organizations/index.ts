export { type CloseRefusal, checkClose, type OpenBusiness } from "./close-organization.ts";
export {
  MOST_OWN_ORGANIZATIONS,
  ownCreationKey,
  ownerNameOf,
  PERSONAL_KEY,
  personalName,
} from "./own-organizations.ts";
