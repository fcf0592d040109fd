import { Activity, Cpu, Gauge, type LucideIcon } from "lucide-react";

/** A page of an organization that the rail, the command menu and the keys lead to. */
export interface Page {
  readonly to: "/o/$org" | "/o/$org/jobs" | "/o/$org/activity";
  readonly title: string;
  readonly icon: LucideIcon;
  /** After `g`. */
  readonly key: string;
}

export const PAGES: readonly Page[] = [
  { to: "/o/$org", title: "Overview", icon: Gauge, key: "o" },
  { to: "/o/$org/jobs", title: "Jobs", icon: Cpu, key: "j" },
  { to: "/o/$org/activity", title: "Activity", icon: Activity, key: "a" },
];
