import { createFileRoute } from "@tanstack/react-router";
import { CellsPage } from "../../features/operators/cells/cells-page.tsx";

export const Route = createFileRoute("/operators/cells")({
  staticData: { title: "Cells" },
  component: CellsPage,
});
