/** The member's time zone, whose midnights begin the days. */
export const ZONE: string = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
