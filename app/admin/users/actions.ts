"use server";

import { breakGlass as breakOne } from "#lib/access/break-glass.ts";
import { closeGlass as closeOne } from "#lib/access/close-glass.ts";
import { BreakGlass, OneGlass } from "#lib/access/inputs.ts";
import { action, formAction } from "#lib/http/action.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { changeRole as giveRole } from "#lib/identity/people/change-role.ts";
import { endSessionsOfPerson } from "#lib/identity/people/end-sessions-of-person.ts";
import { importPeople as readList } from "#lib/identity/people/import-people.ts";
import { requireFactor as wantFactor } from "#lib/identity/people/require-factor.ts";
import {
  ChangeRole,
  ImportPeople,
  OneInvitation,
  OnePerson,
  RequireFactor,
  SuspendPerson,
} from "#lib/identity/people/schema.ts";
import { suspendPerson as lockOut } from "#lib/identity/people/suspend-person.ts";
import { unlockPerson as letTry } from "#lib/identity/people/unlock-person.ts";
import { withdrawInvitation as takeBack } from "#lib/identity/people/withdraw-invitation.ts";
import { env } from "#lib/platform/env.ts";
import { ok } from "#lib/platform/result.ts";

export const changeRole = action(ChangeRole, refreshing(giveRole));
export const suspendPerson = action(SuspendPerson, refreshing(lockOut));
export const endSessions = action(OnePerson, refreshing(endSessionsOfPerson));
export const requireFactor = action(RequireFactor, refreshing(wantFactor));
export const unlockPerson = action(OnePerson, letTry);
export const withdrawInvitation = action(OneInvitation, refreshing(takeBack));
export const breakGlass = formAction(BreakGlass, refreshing(breakOne));
export const closeGlass = action(OneGlass, refreshing(closeOne));

/** The links are in the answer and nowhere else; their tokens stand in the fragment, so that no server's log sees them. */
export const importPeople = action(ImportPeople, async (ctx, input) => {
  const answer = await readList(ctx, input);
  if (!answer.ok) return answer;
  const { invitations, ...rest } = answer.value;
  const links = invitations.map(({ token, expiresAt, ...person }) => ({
    ...person,
    link: `${env().appUrl}/join#${token}`,
    expiresAt: expiresAt.toISOString(),
  }));
  return ok({ ...rest, links });
});
