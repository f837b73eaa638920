import { refuseProgram } from "#lib/http/refuse.ts";

/** A program gets an answer it can read, not a page. */
const missing = () => refuseProgram(404, "not-found");

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
