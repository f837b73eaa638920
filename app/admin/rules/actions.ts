"use server";

import { addRule as addOne } from "#lib/access/address-rules/add-rule.ts";
import { removeRule as removeOne } from "#lib/access/address-rules/remove-rule.ts";
import { AddRule, RemoveRule } from "#lib/access/address-rules/schema.ts";
import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";

export const addRule = formAction(AddRule, refreshing(addOne));
export const removeRule = action(RemoveRule, refreshing(removeOne));
