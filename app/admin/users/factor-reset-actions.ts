"use server";

import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { decideFactorReset as decide } from "#lib/identity/people/decide-factor-reset.ts";
import { requestFactorReset as ask } from "#lib/identity/people/request-factor-reset.ts";
import { DecideFactorReset, RequestFactorReset } from "#lib/identity/people/schema.ts";

export const requestFactorReset = formAction(RequestFactorReset, refreshing(ask));
export const decideFactorReset = action(DecideFactorReset, refreshing(decide));
