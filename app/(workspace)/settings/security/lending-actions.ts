"use server";

import { delegatePermission } from "#lib/access/delegate-permission.ts";
import { endDelegation as endOne } from "#lib/access/end-delegation.ts";
import { LendPermission, OneDelegation } from "#lib/access/inputs.ts";
import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";

export const lendPermission = formAction(LendPermission, refreshing(delegatePermission));
export const endDelegation = action(OneDelegation, refreshing(endOne));
