import type { Permission } from "@scrip/domain/access";
import {
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
} from "lucide-react";
import { useMemo } from "react";
import { useOrg } from "../data/org.ts";
import { maySee } from "./pages.ts";

interface SettingsTerms {
  /** The route, below `/o/$org/settings`. */
  readonly to: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Other words for the page, for the command menu: also those of other products. */
  readonly words: string;
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
    words: "general workspace team account name id plan rename close delete",
  },
  {
    to: "/o/$org/settings/members",
    title: "Members",
    icon: Users,
    words: "people team users roles permissions invite invitations seats",
    permission: "members:read",
  },
  {
    to: "/o/$org/settings/billing",
    title: "Billing",
    icon: Wallet,
    words: "billing portal payment method credit card subscription plan top up payments invoices receipts statements",
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/billing-details",
    title: "Billing details",
    icon: ReceiptText,
    words: "address invoice company name vat number tax id gst billing email receipt",
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/payment-methods",
    title: "Payment methods",
    icon: CreditCard,
    words: "billing card credit card bank account default expiry add remove billing portal manage cards sepa",
    permission: "billing:read",
  },
  {
    to: "/o/$org/settings/keys",
    title: "Service keys",
    icon: KeyRound,
    words: "api keys tokens secrets scopes ceiling limit spend budget services",
    permission: "keys:read",
  },
  {
    to: "/o/$org/settings/budgets",
    title: "Budgets",
    icon: Gauge,
    words: "budget cap limit spend spending alert threshold quota ceiling project member month day cost control",
  },
  {
    to: "/o/$org/settings/sso",
    title: "Single sign-on",
    icon: LogIn,
    words: "sso saml oidc openid okta entra azure google workspace identity provider domains login enforce",
    permission: "sso:write",
  },
  {
    to: "/o/$org/settings/audit",
    title: "Audit log",
    icon: ScrollText,
    words: "security log events history activity who did what denied compliance",
    permission: "audit:read",
  },
] as const satisfies readonly SettingsTerms[];

type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** The pages of the settings that the member's role may see. */
export function useSettingsPages(): readonly SettingsPage[] {
  const { role } = useOrg();
  return useMemo(() => SETTINGS_PAGES.filter((page) => maySee(page, role)), [role]);
}
