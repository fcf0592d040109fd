import type { Permission } from "@scrip/domain/access";
import { z } from "zod";
import { text } from "./values.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** Micro-USD as decimal digits. */
export const micros = z.string().regex(/^\d{1,19}$/);
/** An instant as ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime();
/** An id on the wire, with its prefix. */
export const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_${UUID}$`));
/** A plan: its id in the catalog, and its title at the time of the event. */
export const planRef = z.strictObject({ id: text, title: text });

/** How soon people should act: nothing to do, before something stops, or now. */
export const SEVERITIES = ["info", "warning", "urgent"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What Scrip says about an event of one kind. */
export interface EventSpec<Data extends z.ZodObject = z.ZodObject> {
  /** One sentence: when the event happens. */
  readonly meaning: string;
  /** The values of the event: amounts in micro-USD as digits, ids with a prefix, instants as ISO 8601. */
  readonly data: Data;
  /** The members whose role has this permission see the notice. */
  readonly permission: Permission;
  readonly severity: Severity;
  /** Whether a member gets an e-mail who chose nothing. The inbox always has the notice. */
  readonly email: boolean;
  /** Values as they may be, for the reference and for tests. */
  readonly example: z.infer<Data>;
}

/** Checks that the example of an event has the values that its schema says. */
export function event<const Data extends z.ZodObject>(spec: EventSpec<Data>): EventSpec<Data> {
  return spec;
}
