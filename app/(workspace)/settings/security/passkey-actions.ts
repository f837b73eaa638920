"use server";

import { action, formAction } from "#lib/http/action.ts";
import { keepCeremony, takeCeremony } from "#lib/http/keep-ceremony.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { addPasskey } from "#lib/identity/factors/passkeys/add-passkey.ts";
import { beginPasskey } from "#lib/identity/factors/passkeys/begin-enrolment.ts";
import { removePasskey } from "#lib/identity/factors/passkeys/remove-passkey.ts";
import { renamePasskey } from "#lib/identity/factors/passkeys/rename-passkey.ts";
import { AddPasskey, BeginPasskey, RemovePasskey, RenamePasskey } from "#lib/identity/factors/passkeys/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";

export const beginPasskeyEnrolment = action(BeginPasskey, async (ctx) => keepCeremony(await beginPasskey(ctx)));

export const finishPasskeyEnrolment = action(
  AddPasskey,
  refreshing(async (ctx: PersonCtx, input: AddPasskey) => addPasskey(ctx, input, await takeCeremony())),
);

export const renameOwnPasskey = formAction(RenamePasskey, refreshing(renamePasskey));
export const removeOwnPasskey = action(RemovePasskey, refreshing(removePasskey));
