export { checkAccount, type Finding } from "./check.ts";
export { type SetUpStep, setUpAccount } from "./set-up.ts";
export type { WantedAccount } from "./wanted.ts";
