import type { BalanceSeen } from "@scrip/usecases/ledger/get-balance";

export function balanceOnWire({ available, reserved, owed, expiring, ...rest }: BalanceSeen) {
  const spendable = String(available);
  const held = String(reserved);
  return { available: spendable, reserved: held, owed: String(owed), expiring: String(expiring), ...rest };
}
