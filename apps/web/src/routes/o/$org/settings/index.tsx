import { createFileRoute } from "@tanstack/react-router";
import { SettingsIndex } from "../../../../shell/settings-index.tsx";

export const Route = createFileRoute("/o/$org/settings/")({ component: SettingsIndex });
