import { createFileRoute } from "@tanstack/react-router";
import { PlatformKeysPage } from "../../features/operators/keys/platform-keys-page.tsx";

export const Route = createFileRoute("/operators/keys")({
  staticData: { title: "Platform keys" },
  component: PlatformKeysPage,
});
