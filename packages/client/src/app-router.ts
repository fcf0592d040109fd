/** The API's procedures, as types only. The client loads no server code, and the compiler uses the API's built types. */
export type { AppRouter } from "@scrip/api/router";
