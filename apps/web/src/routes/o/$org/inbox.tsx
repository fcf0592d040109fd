import { createFileRoute } from "@tanstack/react-router";
import { InboxPage } from "../../../features/inbox/inbox-page.tsx";
import { readInboxSearch } from "../../../features/inbox/inbox-search.ts";

export const Route = createFileRoute("/o/$org/inbox")({
  staticData: { title: "Inbox" },
  validateSearch: readInboxSearch,
  component: InboxPage,
});
