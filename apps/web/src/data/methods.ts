import { queryClient } from "./query-client.ts";
import { type Answers, trpc, trpcClient } from "./trpc.ts";

/** A payment method of an organization. */
export type PaymentMethod = Answers["billing"]["methods"]["list"]["methods"][number];

/** The payment methods, the default one first. */
export const methodsQuery = (org: string) => trpc.billing.methods.list.queryOptions({ org });

/** Automatic top-up of an organization. */
export type TopUp = Answers["billing"]["topUp"]["get"];

/** Automatic top-up as it stands. It changes with the credit. */
export const topUpQuery = (org: string) => trpc.billing.topUp.get.queryOptions({ org }, { meta: { live: true } });

/** Settings of automatic top-up as they are sent. */
export type TopUpInput = Omit<Parameters<typeof trpcClient.billing.topUp.set.mutate>[0], "org">;

/** What automatic top-up would do now under other settings. */
export const topUpPreviewQuery = (org: string, input: TopUpInput) =>
  trpc.billing.topUp.preview.queryOptions({ org, ...input });

/** Shows a new list of payment methods, and reads again what depends on it. */
export async function showMethods(org: string, answer: Answers["billing"]["methods"]["list"]): Promise<void> {
  queryClient.setQueryData(methodsQuery(org).queryKey, answer);
  await queryClient.invalidateQueries({ queryKey: topUpQuery(org).queryKey });
}

/** Opens a page of the payment service in this tab. */
async function openGatewayPage(page: Promise<{ readonly url: string }>): Promise<void> {
  location.assign((await page).url);
}

/** Opens the page that adds a payment method. */
export const addMethod = (org: string) => openGatewayPage(trpcClient.billing.methods.add.mutate({ org }));

/** Opens the payment service's own pages. */
export const openPortal = (org: string) => openGatewayPage(trpcClient.billing.methods.portal.mutate({ org }));
