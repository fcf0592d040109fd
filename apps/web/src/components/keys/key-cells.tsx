import { Badge } from "../ui/badge.tsx";
import { Time } from "../ui/time.tsx";
import type { Key } from "./key-words.ts";

/** The name of a key, its first characters and its end. */
export function KeyName({ name, prefix, state }: Pick<Key, "name" | "prefix" | "state">) {
  return (
    <span className="flex min-w-0 flex-col py-1">
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium">{name}</span>
        {state !== "valid" && (
          <Badge tone={state === "revoked" ? "bad" : "neutral"}>{state === "revoked" ? "Revoked" : "Expired"}</Badge>
        )}
      </span>
      <span className="truncate font-mono text-12 font-regular text-muted">
        {prefix === null ? "an older key" : `${prefix}…`}
      </span>
    </span>
  );
}

/** When a key was used last. On a phone the cell has no header, so it says what the time is. */
export function LastUse({ lastUsedAt }: Pick<Key, "lastUsedAt">) {
  if (lastUsedAt === null)
    return (
      <span className="text-muted">
        Never<span className="tablet:sr-only"> used</span>
      </span>
    );
  return (
    <>
      <span className="tablet:sr-only">Used </span>
      <Time at={lastUsedAt} />
    </>
  );
}

/** When a key expires. */
export function Expiry({ expiresAt, state }: Pick<Key, "expiresAt" | "state">) {
  if (state === "revoked") return <span className="text-muted">–</span>;
  return expiresAt === null ? <span className="text-muted">Never</span> : <Time at={expiresAt} look="day" />;
}
