import type { MeterPart } from "../../components/ui/meter.tsx";
import type { Grant } from "./burn-order.ts";

/** Where the credit of a grant is. Empty parts are left out, except for the remaining and the used one. */
export function grantParts({ kind, available, held, spent, expired, revoked }: Grant): MeterPart[] {
  const parts: MeterPart[] = [
    { key: "remaining", role: kind === "paid" ? "paid" : "promo", label: "Remaining", micros: available },
    { key: "reserved", role: "reserved", label: "On hold", micros: held },
    { key: "used", role: "used", label: "Used", micros: spent },
    { key: "expired", role: "expiring", label: "Expired", micros: expired },
    { key: "revoked", role: "owed", label: "Revoked", micros: revoked },
  ];
  return parts.filter(({ key, micros }) => key === "remaining" || key === "used" || micros !== "0");
}
