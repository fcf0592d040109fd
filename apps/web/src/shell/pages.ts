import { Activity, Cpu, Gauge, type LucideIcon } from "lucide-react";

interface PageTerms {
  /** The route. */
  readonly to: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The key that opens the page, after `g`. */
  readonly key: string;
}

/**
 * The pages of an organization. The rail, the bottom bar, the command menu, the keys and the titles follow this list: a
 * new page is one line here, a route and a feature.
 */
export const PAGES = [
  { to: "/o/$org", title: "Overview", icon: Gauge, key: "o" },
  { to: "/o/$org/jobs", title: "Jobs", icon: Cpu, key: "j" },
  { to: "/o/$org/activity", title: "Activity", icon: Activity, key: "a" },
] as const satisfies readonly PageTerms[];

export type Page = (typeof PAGES)[number];

/** The page that an organization opens with. Every other path begins with its path. */
export const [HOME] = PAGES;

const withoutSlash = (path: string): string => path.replace(/\/$/, "");

/**
 * Finds the listed page of a route.
 * @param path a route with its parameters, such as `/o/$org/jobs/`
 */
export const pageAt = (path: string): Page | undefined => PAGES.find(({ to }) => to === withoutSlash(path));

/** Finds the listed page above a route, such as Jobs above `/o/$org/jobs/$job`. The home page is above none. */
export function pageAbove(path: string): Page | undefined {
  return PAGES.find((page) => page !== HOME && withoutSlash(path).startsWith(`${page.to}/`));
}
