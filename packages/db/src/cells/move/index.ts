export { endInterruptedMove } from "./end-move.ts";
export {
  type Moved,
  type MoveOptions,
  type MoveProgress,
  moveOrganization,
  type OwnerUrls,
} from "./move-organization.ts";
export { CopyDiffers, type MoveRefusal, MoveRefused } from "./move-refused.ts";
