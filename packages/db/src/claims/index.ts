export { isClaimOpen, markDone, type PlatformWork, takeClaim, writePlatformDue } from "./claim.ts";
