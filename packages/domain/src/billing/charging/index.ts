export { type FoundMark, RESTORE_STRIDE, type RestoreSign, restoreSign, type ServerMark } from "./restore-sign.ts";
export { type Charging, type ChargingOff, whyOff } from "./why-off.ts";
