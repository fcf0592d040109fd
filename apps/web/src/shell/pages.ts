import { type Permission, type Role, roleHas } from "@scrip/domain/access";
import {
  Activity,
  ChartColumn,
  Coins,
  Cpu,
  FileText,
  Gauge,
  Layers,
  type LucideIcon,
  Receipt,
  ReceiptText,
  Server,
  Settings,
} from "lucide-react";

interface PageTerms {
  /** The route. */
  readonly to: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The key that opens the page, after `g`. */
  readonly key: string;
  /** The pages about money have a heading of their own in the rail. */
  readonly group?: "billing";
  /** Members whose role lacks it do not see the page. */
  readonly permission?: Permission;
  /** Whether the bottom bar of a phone has no room for it: it is behind "More". */
  readonly isBehindMore?: boolean;
}

/**
 * The pages of an organization. The rail, the bottom bar, the command menu, the keys and the titles follow this list: a
 * new page is one line here, one in `page-words.ts`, a route and a feature.
 */
export const PAGES = [
  { to: "/o/$org", title: "Overview", icon: Gauge, key: "o" },
  { to: "/o/$org/jobs", title: "Jobs", icon: Cpu, key: "j" },
  {
    to: "/o/$org/endpoints",
    title: "Endpoints and storage",
    icon: Server,
    key: "e",
    isBehindMore: true,
  },
  { to: "/o/$org/usage", title: "Usage", icon: ChartColumn, key: "u" },
  {
    to: "/o/$org/activity",
    title: "Activity",
    icon: Activity,
    key: "a",
    group: "billing",
  },
  {
    to: "/o/$org/credits",
    title: "Credits",
    icon: Coins,
    key: "c",
    group: "billing",
    isBehindMore: true,
  },
  {
    to: "/o/$org/plan",
    title: "Plan",
    icon: Layers,
    key: "p",
    group: "billing",
    isBehindMore: true,
  },
  {
    to: "/o/$org/payments",
    title: "Payments",
    icon: Receipt,
    key: "y",
    group: "billing",
    isBehindMore: true,
    permission: "billing:read",
  },
  {
    to: "/o/$org/invoices",
    title: "Invoices",
    icon: ReceiptText,
    key: "i",
    group: "billing",
    isBehindMore: true,
    permission: "billing:read",
  },
  {
    to: "/o/$org/statements",
    title: "Statements",
    icon: FileText,
    key: "t",
    group: "billing",
    isBehindMore: true,
  },
  {
    to: "/o/$org/settings",
    title: "Settings",
    icon: Settings,
    key: "s",
    isBehindMore: true,
  },
] as const satisfies readonly PageTerms[];

export type Page = (typeof PAGES)[number];

/** The page that an organization opens with. Every other path begins with its path. */
export const [HOME] = PAGES;

/** The page that the rail shows at its end, and a phone behind "More", with the pages below it. */
export const SETTINGS = PAGES[PAGES.length - 1] as Extract<(typeof PAGES)[number], { title: "Settings" }>;

/** The pages of the daily work. */
export const WORK_PAGES: readonly Page[] = PAGES.filter((page) => page !== SETTINGS && !isBilling(page));

/** The pages about money. */
export const BILLING_PAGES: readonly Page[] = PAGES.filter(isBilling);

/** The pages in the bottom bar of a phone. */
export const BAR_PAGES: readonly Page[] = PAGES.filter((page: PageTerms) => page.isBehindMore !== true);

/** The pages behind "More" on a phone, except for the settings, which list their own. */
export const MORE_PAGES: readonly Page[] = PAGES.filter((page) => page !== SETTINGS && !BAR_PAGES.includes(page));

/** Whether a member with this role sees a page. */
export const maySee = (
  { permission }: { readonly title: string; readonly permission?: Permission },
  role: Role,
): boolean => permission === undefined || roleHas(role, permission);

function isBilling({ group }: PageTerms): boolean {
  return group === "billing";
}

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
