"use server";

import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { createToken as makeToken } from "#lib/identity/tokens/create-token.ts";
import { endToken as endOne } from "#lib/identity/tokens/end-token.ts";
import { CreateToken, EndToken } from "#lib/identity/tokens/schema.ts";

/** The answer holds the token: once, and never again. */
export const createToken = formAction(CreateToken, refreshing(makeToken));
export const endToken = action(EndToken, refreshing(endOne));
