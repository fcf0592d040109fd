export { type MeterCharge, meterCharges } from "./storage/meter-charges.ts";
