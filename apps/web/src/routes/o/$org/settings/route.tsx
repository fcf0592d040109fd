import { createFileRoute } from "@tanstack/react-router";
import { SettingsShell } from "../../../../shell/settings-shell.tsx";

export const Route = createFileRoute("/o/$org/settings")({ component: SettingsShell });
