import type { Permission } from "@scrip/domain/access";
import {
  Bell,
  Building2,
  CreditCard,
  Gauge,
  KeyRound,
  LogIn,
  type LucideIcon,
  ReceiptText,
  ScrollText,
  Users,
  Wallet,
  Webhook,
} from "lucide-react";
import { useMemo } from "react";
import { useOrg } from "../data/org.ts";
import { maySee } from "./pages.ts";

interface SettingsTerms {
  /** The route, below `/o/$org/settings`. */
  readonly to: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Members whose role lacks it do not see the page. */
  readonly permission?: Permission;
}

/**
 * The pages of an organization's settings. The sub-navigation, the "More" of a phone and the command menu follow this
 * list: a new page is one line here, a route that names the same title, and a feature.
 */
export const SETTINGS_PAGES = [
  {
    to: "/o/$org/settings/organization",
    title: "Organization",
    icon: Building2,
  },
  {
    to: "/o/$org/settings/members",
    title: "Members",
    icon: Users,
    permission: "members:read",
  },
  {
    to: "/o/$org/settings/billing",
    title: "Billing",
    icon: Wallet,
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/billing-details",
    title: "Billing details",
    icon: ReceiptText,
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/payment-methods",
    title: "Payment methods",
    icon: CreditCard,
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/keys",
    title: "Service keys",
    icon: KeyRound,
    permission: "keys:read",
  },
  {
    to: "/o/$org/settings/budgets",
    title: "Budgets",
    icon: Gauge,
  },
  {
    to: "/o/$org/settings/alerts",
    title: "Alerts",
    icon: Bell,
  },
  {
    to: "/o/$org/settings/webhooks",
    title: "Webhooks",
    icon: Webhook,
    permission: "webhooks:write",
  },
  {
    to: "/o/$org/settings/sso",
    title: "Single sign-on",
    icon: LogIn,
    permission: "sso:write",
  },
  {
    to: "/o/$org/settings/audit",
    title: "Audit log",
    icon: ScrollText,
    permission: "audit:read",
  },
] as const satisfies readonly SettingsTerms[];

type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** The pages of the settings that the member's role may see. */
export function useSettingsPages(): readonly SettingsPage[] {
  const { role } = useOrg();
  return useMemo(() => SETTINGS_PAGES.filter((page) => maySee(page, role)), [role]);
}
