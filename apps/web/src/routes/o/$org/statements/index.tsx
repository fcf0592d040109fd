import { createFileRoute } from "@tanstack/react-router";
import { StatementsPage } from "../../../../features/billing/statements/statements-page.tsx";

export const Route = createFileRoute("/o/$org/statements/")({ component: StatementsPage });
