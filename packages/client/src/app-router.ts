/** The API's procedures, as types only: nothing of the server is loaded, or checked again. */
export type { AppRouter } from "@scrip/api/router";
