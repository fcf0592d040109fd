/** The backdrop between the page and a dialog or drawer. */
export const VEIL_LOOK =
  "fixed inset-0 z-30 min-h-dvh bg-veil transition-opacity duration-200 data-ending-style:opacity-0 " +
  "data-starting-style:opacity-0";

/** The close button of a dialog or drawer. */
export const CLOSE_LOOK =
  "-m-1 inline-flex size-8 shrink-0 items-center justify-center rounded-base text-muted hover:bg-sunken hover:text-text";

/** A floating list of a menu, a select or a filter. The caller sets its padding. */
export const LIST_LOOK =
  "max-h-[min(var(--available-height),22rem)] max-w-(--available-width) min-w-[max(var(--anchor-width),11rem)] overflow-y-auto overscroll-contain " +
  "rounded-base border border-line bg-raised text-text shadow-float outline-none transition-opacity duration-100 " +
  "data-ending-style:opacity-0 data-starting-style:opacity-0";

/** A line of a floating list. */
export const ITEM_LOOK =
  "flex min-h-8 select-none items-center gap-2 rounded-small px-2 text-14 outline-none data-highlighted:bg-sunken " +
  "data-disabled:text-muted";
