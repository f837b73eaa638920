import { EmptyState } from "#components/ui/empty-state.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { denial } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";
import { deviceWords } from "#lib/identity/device-words.ts";
import { type Device, listSessions } from "#lib/identity/queries.ts";
import type { PersonCtx } from "#lib/platform/context.ts";

/** Where somebody is signed in; addresses and devices only for those who may see where events come from. */
export async function LiveSessions({ ctx, person }: { ctx: PersonCtx; person: { id: string; role: Role } }) {
  const [all, sessions] = await Promise.all([translator("admin"), listSessions(ctx.db, person, ctx.now)]);
  const t = (key: "lastUsed" | "signedIn" | "how" | "device" | "address" | "sessionsTable" | "noSessions") =>
    all(`people.person.${key}`);
  const how = ({ method, secondFactor }: Device) =>
    [
      all(`people.person.method.${method}` as "people.person.method.password"),
      ...(secondFactor === null ? [] : [all(`people.person.second.${secondFactor}` as "people.person.second.totp")]),
    ].join(", ");
  const seesOrigin = denial(ctx.actor, "event.read-origin", {}, ctx.now) === null;
  const columns: Column<Device>[] = [
    {
      key: "used",
      header: t("lastUsed"),
      rowHeader: true,
      nowrap: true,
      cell: ({ lastSeenAt }) => <Time value={lastSeenAt} />,
    },
    { key: "how", header: t("how"), cell: how },
    { key: "signedIn", header: t("signedIn"), nowrap: true, cell: ({ signedInAt }) => <Time value={signedInAt} /> },
  ];
  if (seesOrigin) {
    columns.push(
      {
        key: "device",
        header: t("device"),
        cell: ({ device }) => {
          const { browser, system } = deviceWords(device);
          return [browser, system].filter((word) => word !== null).join(", ") || "–";
        },
      },
      { key: "address", header: t("address"), nowrap: true, cell: ({ address }) => address ?? "–" },
    );
  }
  return (
    <DataTable
      caption={t("sessionsTable")}
      captionHidden
      columns={columns}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
      empty={<EmptyState title={t("noSessions")} />}
    />
  );
}
