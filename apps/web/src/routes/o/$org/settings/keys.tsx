import { createFileRoute } from "@tanstack/react-router";
import { KeysPage } from "../../../../features/keys/keys-page.tsx";

export const Route = createFileRoute("/o/$org/settings/keys")({
  staticData: { title: "Service keys" },
  component: KeysPage,
});
