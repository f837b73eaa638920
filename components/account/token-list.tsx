"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { TokenLine } from "#lib/identity/tokens/queries.ts";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { useScopeWords } from "./use-scope-words.ts";

type End = Door<{ tokenId: string }>;

/** The tokens with which programs act for somebody. */
export function TokenList({ tokens, end }: { tokens: readonly TokenLine[]; end: End }) {
  const t = useTranslations("account.tokens");
  return (
    <Card padded={false}>
      {tokens.length === 0 ? (
        <EmptyState title={t("none")} icon="key">
          {t("noneText")}
        </EmptyState>
      ) : (
        <ul aria-label={t("list")} className="divide-y divide-border">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} end={end} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function TokenRow({ token, end }: { token: TokenLine; end: End }) {
  const t = useTranslations("account.tokens");
  const words = useScopeWords();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-words">{token.name}</span>
          <Badge tone={token.expired ? "info" : "good"}>{t(token.expired ? "expired" : "live")}</Badge>
          <span className="text-sm text-muted">{t("tail", { tail: token.tail })}</span>
        </p>
        <ul className="mt-1 list-inside list-disc text-sm">
          {token.scopes.map((scope) => (
            <li key={scope}>{words(scope)}</li>
          ))}
        </ul>
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {t("made")} <Time value={token.createdAt} format="date" />
          </span>
          <span>
            {t("expires")} <Time value={token.expiresAt} format="date" />
          </span>
          {token.lastUsedAt === null ? (
            <span>{t("never")}</span>
          ) : (
            <span>
              {t("lastUsed")} <Time value={token.lastUsedAt} />
            </span>
          )}
        </p>
      </div>
      <EndToken token={token} end={end} />
    </li>
  );
}

function EndToken({ token: { id, name, expired }, end }: { token: TokenLine; end: End }) {
  const t = useTranslations("account.tokens");
  const door = useDoor(end);
  const [asking, setAsking] = useState(false);
  const confirm = async () => {
    // When it is gone this row goes too; a refusal is shown in the dialog.
    const answer = await door.run({ tokenId: id });
    if (answer.ok) setAsking(false);
  };
  if (expired) {
    return (
      <div className="flex flex-col gap-2">
        <Button size="sm" aria-label={t("removeOf", { name })} pending={door.pending} onClick={confirm}>
          {t("remove")}
        </Button>
        <RefusalMessage state={door.state} back="/settings/tokens" />
      </div>
    );
  }
  return (
    <>
      <Button size="sm" aria-label={t("endOf", { name })} onClick={() => setAsking(true)}>
        {t("end")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("endAsk", { name })}
        confirmLabel={t("end")}
        onConfirm={confirm}
      >
        <p>{t("endText")}</p>
        <RefusalMessage state={door.state} back="/settings/tokens" />
      </Confirm>
    </>
  );
}
