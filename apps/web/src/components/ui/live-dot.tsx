import type { Connection } from "../../data/connection.ts";
import { classes } from "./classes.ts";

interface LiveDotProps {
  readonly connection: Connection;
  /** How old the figures are, such as "3 minutes ago"; shown when offline. */
  readonly age?: string;
}

const WORDS: Record<Connection, string> = { live: "Live", connecting: "Connecting", offline: "Offline" };
const LOOKS: Record<Connection, string> = {
  live: "bg-good",
  connecting: "bg-warn breathing",
  offline: "border-2 border-bad bg-transparent",
};

/** Shows whether the page receives live updates. The offline state also differs in shape, not only in colour. */
export function LiveDot({ connection, age }: LiveDotProps) {
  const words = connection === "offline" && age !== undefined ? `Offline, as of ${age}` : WORDS[connection];
  return (
    <span className="inline-flex items-center" title={words}>
      <span aria-hidden="true" className={classes("size-2 rounded-round", LOOKS[connection])} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
