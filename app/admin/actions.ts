"use server";

import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { invitePerson as issueInvitation } from "#lib/identity/links/issue-link.ts";
import { InvitePerson } from "#lib/identity/schema.ts";
import {
  addModel as connectModel,
  removeModel as disconnectModel,
  testConnection,
  switchModel as turnModel,
} from "#lib/models/manage-models.ts";
import { ModelInput, OneModel, SwitchModel } from "#lib/models/schema.ts";
import { env } from "#lib/platform/env.ts";
import { ok } from "#lib/platform/result.ts";
import { changeSetting as alterSetting } from "#lib/settings/change-setting.ts";
import { ChangeSetting } from "#lib/settings/schema.ts";

const inviteAndShow = refreshing(issueInvitation);

/** The answer holds the link to hand over; the token stands in the fragment, so that no server's log sees it. */
export const invitePerson = formAction(InvitePerson, async (ctx, input) => {
  const link = await inviteAndShow(ctx, input);
  return link.ok
    ? ok({
        link: `${env().appUrl}/join#${link.value.token}`,
        email: input.email,
        expiresAt: link.value.expiresAt.toISOString(),
      })
    : link;
});

export const changeSetting = action(ChangeSetting, refreshing(alterSetting));
export const addModel = action(ModelInput, refreshing(connectModel));
export const switchModel = action(SwitchModel, refreshing(turnModel));
export const removeModel = action(OneModel, refreshing(disconnectModel));
export const testModel = action(OneModel, testConnection);
