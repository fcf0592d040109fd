import type { Answers } from "../../../data/trpc.ts";
import type { ActTarget } from "../act/act-target.ts";

/** An organization, as an operator sees it. */
export type Seen = Answers["operators"]["organization"];

/** The properties of a part of the page that has buttons for acts. */
export interface PartProps {
  readonly seen: Seen;
  readonly onAct: (target: ActTarget) => void;
}
