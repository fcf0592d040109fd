export {
  type CancelPreview,
  type ChangePreview,
  isUpgrade,
  type Payment,
  previewCancel,
  previewChange,
  previewStart,
  previewUndo,
  type RunningPlan,
  type StartPreview,
  type UndoPreview,
} from "./preview.ts";
