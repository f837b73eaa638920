"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Provider, Zone } from "#lib/models/stream.ts";
import type { Door, Refusal } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Card } from "../ui/page.tsx";

type ShownModel = {
  id: string;
  name: string;
  provider: Provider;
  modelId: string;
  baseUrl: string | null;
  zone: Zone;
  /** In and out, in words. */
  price: string;
  enabled: boolean;
  fromEnvironment: boolean;
};

type ModelDoors = {
  test: Door<{ modelId: string }, { milliseconds: number; answer: string }>;
  turn: Door<{ modelId: string; enabled: boolean }>;
  remove: Door<{ modelId: string }>;
};

export function ModelList({ models, doors }: { models: readonly ShownModel[]; doors: ModelDoors }) {
  return (
    <Card padded={false}>
      <ul className="divide-y divide-border">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} doors={doors} />
        ))}
      </ul>
    </Card>
  );
}

function ModelRow({ model, doors }: { model: ShownModel; doors: ModelDoors }) {
  const t = useTranslations("admin.system.models");
  const words = useTranslations("models");
  const test = useDoor(doors.test);
  const turn = useDoor(doors.turn);
  const { name } = model;
  const answered = test.state?.ok ? test.state.value : null;
  const sentence = ({ error }: Refusal) => (words.has(`failure.${error}`) ? words(`failure.${error}`) : null);
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{name}</span>
            <Badge tone={model.enabled ? "good" : "info"}>{t(model.enabled ? "on" : "off")}</Badge>
            <Badge tone="neutral">{words(`zone.${model.zone}`)}</Badge>
          </p>
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            <span>{words(`provider.${model.provider}`)}</span>
            {model.provider !== "librarian" && <span className="break-all">{model.modelId}</span>}
            {model.baseUrl !== null && <span className="break-all">{model.baseUrl}</span>}
            <span title={t("priceHint")}>
              {t("price")}: {model.price}
            </span>
          </p>
          {model.fromEnvironment && model.provider !== "librarian" && (
            <p className="text-sm text-muted">
              {t("environment")}. {t("environmentText")}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            pending={test.pending}
            aria-label={t("testOf", { name })}
            onClick={() => test.run({ modelId: model.id })}
          >
            {words("test.do")}
          </Button>
          {!model.fromEnvironment && (
            <>
              <Button
                size="sm"
                pending={turn.pending}
                aria-label={t(model.enabled ? "switchOffOf" : "switchOnOf", { name })}
                onClick={() => turn.run({ modelId: model.id, enabled: !model.enabled })}
              >
                {t(model.enabled ? "switchOff" : "switchOn")}
              </Button>
              <RemoveModel model={model} remove={doors.remove} />
            </>
          )}
        </div>
      </div>
      {test.pending && (
        <p role="status" className="text-sm text-muted">
          {words("test.running")}
        </p>
      )}
      <RefusalMessage
        state={test.pending ? null : test.state}
        back="/admin/system"
        say={sentence}
        success={answered && words(answered.answer === "" ? "test.answeredNothing" : "test.answered", answered)}
      />
      <RefusalMessage state={turn.state} back="/admin/system" />
    </li>
  );
}

function RemoveModel({ model, remove }: { model: ShownModel; remove: ModelDoors["remove"] }) {
  const t = useTranslations("admin.system.models");
  const door = useDoor(remove);
  const [asking, setAsking] = useState(false);
  const confirm = async () => {
    // When it is gone this row goes too; a refusal is shown in the dialog.
    const answer = await door.run({ modelId: model.id });
    if (answer.ok) setAsking(false);
  };
  return (
    <>
      <Button size="sm" aria-label={t("removeOf", { name: model.name })} onClick={() => setAsking(true)}>
        {t("remove")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("removeAsk", { name: model.name })}
        confirmLabel={t("remove")}
        onConfirm={confirm}
      >
        <p>{t("removeText")}</p>
        <RefusalMessage state={door.state} back="/admin/system" />
      </Confirm>
    </>
  );
}
