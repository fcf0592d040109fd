/** Where a key was pressed. In a field letters are text, and in a list they search. */
export function placeOf(target: EventTarget | null): "page" | "dialog" | "elsewhere" {
  if (!(target instanceof Element)) return "page";
  if (target.closest("input, textarea, select, [contenteditable], [role=menu], [role=listbox]") !== null)
    return "elsewhere";
  return target.closest("[role=dialog]") === null ? "page" : "dialog";
}
