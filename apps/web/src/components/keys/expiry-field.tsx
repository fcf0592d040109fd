import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

const DAY_MS = 86_400_000;
const EXPIRIES = [
  { value: "never", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
] as const;

/** When a new key expires. */
export type KeyExpiry = (typeof EXPIRIES)[number]["value"];

interface ExpiryFieldProps {
  readonly value: KeyExpiry;
  readonly onChange: (expiry: KeyExpiry) => void;
}

/** Asks when a new key expires. */
export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  return (
    <Field label="Expires">
      <Select value={value} onChange={onChange} options={EXPIRIES} />
    </Field>
  );
}

/** The part of a new key's terms that says when it expires. */
export function expiryOf(expiry: KeyExpiry): { expiresAt?: string } {
  if (expiry === "never") return {};
  return { expiresAt: new Date(Date.now() + Number(expiry) * DAY_MS).toISOString() };
}
