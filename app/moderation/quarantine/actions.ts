"use server";

import { decideQuarantine as decide } from "#lib/documents/decide-quarantine.ts";
import { DecideQuarantine } from "#lib/documents/schema.ts";
import { formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";

export const decideQuarantine = formAction(DecideQuarantine, refreshing(decide));
