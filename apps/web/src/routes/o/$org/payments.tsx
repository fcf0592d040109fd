import { createFileRoute } from "@tanstack/react-router";
import { PaymentsPage } from "../../../features/billing/payments/payments-page.tsx";

export const Route = createFileRoute("/o/$org/payments")({ component: PaymentsPage });
