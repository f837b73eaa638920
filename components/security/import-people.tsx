"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { importLimits } from "#lib/identity/numbers.ts";
import type { ImportLine } from "#lib/identity/people/schema.ts";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { TextField } from "../ui/field.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Card } from "../ui/page.tsx";
import { ImportPlan } from "./import-plan.tsx";
import { ImportedLinks } from "./imported-links.tsx";
import type { InvitationLink } from "./links-csv.ts";

export type ImportAnswer = { lines: ImportLine[]; code: string; done: boolean; links: InvitationLink[] };
type ImportPeopleProps = { run: Door<{ text: string; confirm?: string }, ImportAnswer> };

const BACK = "/admin/users/import";

/** Looks at a list first; does it when it is confirmed. The list stays in the browser between the two. */
export function ImportPeople({ run: door }: ImportPeopleProps) {
  const t = useTranslations("admin.people.import");
  const { state, pending, run, clear } = useDoor(door);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<"tooLarge" | "unreadable" | null>(null);
  const [asking, setAsking] = useState(false);
  const answer = state?.ok ? state.value : null;

  const look = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get("file");
    if (!(file instanceof File)) return;
    clear();
    const read = file.size > importLimits.bytes ? "tooLarge" : await file.text().catch(() => "unreadable" as const);
    const wrong = read === "tooLarge" || read === "unreadable" ? read : null;
    setFault(wrong);
    if (wrong !== null) return;
    setText(read);
    await run({ text: read });
  };
  const carryOut = async () => {
    if (answer === null) return;
    await run({ text, confirm: answer.code });
    setAsking(false);
  };

  if (answer?.done) return <ImportedLinks answer={answer} onAnother={clear} />;
  const doable = answer?.lines.some(({ outcome }) => outcome === "invite" || outcome === "change-role") ?? false;
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <form onSubmit={look} className="flex flex-col items-start gap-3">
          <TextField
            className="w-full sm:max-w-md"
            label={t("file")}
            hint={t("format", { rows: importLimits.rows })}
            name="file"
            type="file"
            accept=".csv,text/csv"
            required
            onChange={clear}
          />
          <Button type="submit" variant={answer === null ? "primary" : "secondary"} pending={pending} icon="search">
            {t("check")}
          </Button>
        </form>
      </Card>
      {fault !== null && <FormMessage tone="error">{t(fault)}</FormMessage>}
      {state?.ok === false && <RefusalMessage state={state} back={BACK} />}
      {answer !== null && (
        <>
          <ImportPlan lines={answer.lines} />
          {doable ? (
            <Button variant="primary" className="self-start" onClick={() => setAsking(true)}>
              {t("confirm")}
            </Button>
          ) : (
            <FormMessage tone="info">{t("nothingToDo")}</FormMessage>
          )}
          <Confirm
            open={asking}
            onClose={() => setAsking(false)}
            title={t("confirmAsk")}
            confirmLabel={t("confirm")}
            onConfirm={carryOut}
            variant="primary"
          >
            <p>{t("confirmText")}</p>
          </Confirm>
        </>
      )}
    </div>
  );
}
