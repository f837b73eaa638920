export const events = {
  access: {
    denied: { title: "Zugriff verweigert", text: "Verweigert: {permission} – {reason}." },
  },
  account: {
    created: { title: "Konto angelegt", text: "Ein Konto wurde {by} angelegt, mit der Rolle {role}." },
    invited: { title: "Person eingeladen", text: "Eine Einladung wurde ausgestellt, für die Rolle {role}." },
    "password-changed": { title: "Passwort geändert", text: "Ein Passwort wurde {by} geändert." },
    suspended: { title: "Konto gesperrt", text: "Ein Konto wurde gesperrt." },
    restored: { title: "Konto entsperrt", text: "Ein gesperrtes Konto wurde wieder freigegeben." },
    "email-verified": { title: "E-Mail-Adresse bestätigt", text: "Eine E-Mail-Adresse wurde bestätigt." },
    "email-changed": { title: "E-Mail-Adresse geändert", text: "Eine E-Mail-Adresse wurde geändert." },
    "role-changed": { title: "Rolle geändert", text: "Eine Rolle wurde {by} geändert, von {from} zu {to}." },
    "factor-required": {
      title: "Zweiter Faktor verlangt",
      text: "{required, select, true {Von einer Person wird ein zweiter Faktor verlangt.} other {Von einer Person wird kein zweiter Faktor mehr verlangt.}}",
    },
    unlocked: { title: "Konto freigegeben", text: "Die Wartezeit nach fehlgeschlagenen Anmeldungen wurde aufgehoben." },
    "reset-requested": {
      title: "Neues Passwort angefordert",
      text: "Ein Link für ein neues Passwort wurde angefordert.",
    },
  },
  session: {
    started: { title: "Angemeldet", text: "Angemeldet mit {method}." },
    refused: { title: "Anmeldung abgewiesen", text: "Eine Anmeldung wurde abgewiesen: {reason}." },
    ended: {
      title: "Sitzung beendet",
      text: "{count, plural, one {Eine Sitzung wurde} other {# Sitzungen wurden}} beendet: {reason}.",
      reason: { "signed-out": "abgemeldet" },
    },
    invalid: { title: "Sitzung nicht angenommen", text: "Eine Sitzung wurde nicht angenommen: {reason}." },
    refreshed: { title: "Sitzung fortgesetzt", text: "Eine Sitzung wurde mit dem nächsten Refresh-Token fortgesetzt." },
    "token-reused": {
      title: "Refresh-Token erneut benutzt",
      text: "Ein Refresh-Token wurde ein zweites Mal benutzt; die Sitzung wurde beendet.",
    },
    jumped: {
      title: "Sitzung gesprungen",
      text: "Eine Sitzung tauchte in einem anderen Browser in einem anderen Netz auf und wurde beendet.",
    },
    reported: {
      title: "„Das war ich nicht“",
      text: "Eine Person sagt, dass eine Anmeldung an ihrem Konto nicht ihre war.",
    },
  },
  link: {
    refused: { title: "Link abgewiesen", text: "{purpose} wurde abgewiesen: {reason}." },
  },
  limit: {
    exceeded: {
      title: "Grenze überschritten",
      text: "Über der Grenze von {limit, number} für „{bucket}“: {count, plural, one {# Anfrage} other {# Anfragen}} abgewiesen.",
    },
    "store-lost": {
      title: "Zählspeicher verloren",
      text: "Redis antwortet nicht; dieser Prozess zählt die Grenzen inzwischen selbst ({reason}).",
    },
  },
  request: {
    "cross-site": {
      title: "Anfrage von fremder Website",
      text: "Eine {method}-Anfrage einer anderen Website an {path} wurde abgewiesen.",
    },
  },
  csp: {
    violated: {
      title: "Inhaltsrichtlinie verletzt",
      text: "Ein Browser hat {blocked} auf {page} blockiert ({directive}).",
    },
  },
  conversation: {
    created: { title: "Gespräch begonnen", text: "Ein Gespräch wurde begonnen." },
    deleted: {
      title: "Gespräch gelöscht",
      text: "Ein Gespräch mit {messages, plural, one {# Nachricht} other {# Nachrichten}} wurde gelöscht.",
    },
  },
  reply: {
    requested: {
      title: "Antwort angefordert",
      text: "{modelId} wurde um eine Antwort gebeten ({zone}; {characters, plural, other {# Zeichen}}).",
    },
    failed: { title: "Antwort misslungen", text: "Eine Antwort von {modelId} ist misslungen: {failure}." },
  },
  setting: {
    changed: { title: "Einstellung geändert", text: "Die Einstellung „{key}“ wurde geändert." },
  },
  model: {
    added: { title: "Modell verbunden", text: "Ein Modell wurde verbunden: {provider}, {zone}." },
    changed: {
      title: "Modell geschaltet",
      text: "{enabled, select, true {Ein Modell wurde eingeschaltet.} other {Ein Modell wurde ausgeschaltet.}}",
    },
    removed: { title: "Modell entfernt", text: "Ein Modell wurde entfernt." },
    tested: { title: "Modell getestet", text: "Ein Modell wurde getestet: {outcome}." },
  },
  server: {
    started: { title: "Server gestartet", text: "Der Server ist gestartet, Version {version}." },
    stopped: { title: "Server beendet", text: "Der Server wurde beendet." },
  },
  setup: {
    "link-issued": {
      title: "Einrichtungslink ausgegeben",
      text: "Ein Link für das erste Administrationskonto wurde ausgegeben.",
    },
  },
  "sign-in": {
    throttled: {
      title: "Anmeldung muss warten",
      text: "{what, select, code {Codes} other {Passwörter}} waren zu oft falsch; weitere Versuche müssen warten.",
    },
  },
  factor: {
    added: { title: "Faktor hinzugefügt", text: "Ein Faktor wurde hinzugefügt: {factor}." },
    removed: { title: "Faktor entfernt", text: "Ein Faktor wurde {by} entfernt: {factor}." },
    refused: { title: "Faktor abgewiesen", text: "Ein Faktor wurde abgewiesen ({factor}): {reason}." },
    "reset-requested": {
      title: "Faktor-Rücksetzung angefragt",
      text: "Es wurde darum gebeten, einen verlorenen Faktor zu entfernen.",
    },
    "reset-decided": {
      title: "Faktor-Rücksetzung entschieden",
      text: "{decision, select, done {Ein verlorener Faktor wurde entfernt.} other {Die Entfernung eines verlorenen Faktors wurde abgelehnt.}}",
    },
  },
  oidc: {
    refused: { title: "Anmeldedienst abgewiesen", text: "Eine Anmeldung über {provider} wurde abgewiesen: {reason}." },
    linked: { title: "Anmeldedienst verknüpft", text: "Ein Konto wurde mit {provider} verknüpft." },
  },
  people: {
    imported: {
      title: "Personen eingelesen",
      text: "Eine Liste wurde eingelesen: {invited} eingeladen, {changed} geändert, {skipped} übersprungen.",
    },
  },
  delegation: {
    created: {
      title: "Berechtigung verliehen",
      text: "{permission} wurde für {minutes, plural, one {# Minute} other {# Minuten}} verliehen.",
    },
    ended: { title: "Verliehene Berechtigung beendet", text: "{permission} ist nicht mehr verliehen." },
  },
  glass: {
    broken: {
      title: "Notzugriff genommen",
      text: "Für {minutes, plural, one {# Minute} other {# Minuten}} dürfen Gespräche einer anderen Person gelesen werden.",
    },
    closed: {
      title: "Notzugriff beendet",
      text: "Die Erlaubnis, Gespräche einer anderen Person zu lesen, wurde zurückgegeben.",
    },
    used: { title: "Fremde Inhalte gelesen", text: "Inhalte einer anderen Person wurden mit Notzugriff gelesen." },
  },
  token: {
    created: { title: "API-Token angelegt", text: "Ein API-Token wurde angelegt ({scopes})." },
    ended: { title: "API-Token beendet", text: "Ein API-Token wurde beendet." },
    refused: { title: "API-Token abgewiesen", text: "Ein API-Token wurde abgewiesen: {reason}." },
  },
  address: {
    refused: { title: "Adresse abgewiesen", text: "Eine Regel hat eine Adresse abgewiesen ({area})." },
  },
  "address-rule": {
    added: { title: "Adressregel hinzugefügt", text: "Eine Regel wurde hinzugefügt: {effect} ({area})." },
    removed: { title: "Adressregel entfernt", text: "Eine Adressregel wurde entfernt." },
  },
  mail: {
    failed: {
      title: "Mail nicht gesendet",
      text: "Eine Mail ({kind}) konnte nach {attempts, plural, one {# Versuch} other {# Versuchen}} nicht gesendet werden.",
    },
  },
  word: {
    role: { user: "Standard", premium: "Premium", moderator: "Moderation", admin: "Administration" },
    by: {
      setup: "mit dem Link für das erste Administrationskonto",
      invitation: "auf Einladung",
      "sign-up": "von der Person selbst",
      owner: "von der Person selbst",
      operator: "vom Betrieb",
      oidc: "über einen Anmeldedienst",
      import: "aus einer Liste",
      reset: "mit einem Link aus einer Mail",
      required: "weil es verlangt wurde",
      administrator: "von der Administration",
    },
    method: {
      password: "einem Passwort",
      setup: "dem Link für das erste Administrationskonto",
      invitation: "einer Einladung",
      passkey: "einem Passkey",
      oidc: "einem Anmeldedienst",
      "mail-link": "einem Link aus einer Mail",
    },
    purpose: {
      setup: "Ein Link für das erste Administrationskonto",
      invitation: "Eine Einladung",
      "verify-email": "Ein Link zur Bestätigung einer Adresse",
      "reset-password": "Ein Link für ein neues Passwort",
      "change-email": "Ein Link für eine neue Adresse",
      "sign-in": "Ein Link zum Anmelden",
    },
    reason: {
      "signed-out": "niemand war angemeldet",
      "not-allowed": "die Rolle erlaubt es nicht",
      "stale-sign-in": "die Anmeldung ist zu lange her",
      "wrong-credentials": "Adresse oder Passwort falsch",
      suspended: "das Konto ist gesperrt",
      "password-changed": "das Passwort wurde geändert",
      "too-many": "zu viele zugleich",
      "ended-by-owner": "von der Person selbst beendet",
      operator: "vom Betrieb beendet",
      "unreadable-token": "ihr Token ist unlesbar",
      unknown: "unbekannt",
      ended: "schon beendet",
      idle: "zu lange unbenutzt",
      expired: "abgelaufen",
      used: "schon benutzt",
      "out-of-scope": "das Token erlaubt es nicht",
      throttled: "zu viele Versuche",
      "wrong-factor": "der zweite Faktor war falsch",
      "step-used": "der Schritt wurde schon benutzt",
      "step-expired": "die Anmeldung dauerte zu lange",
      "factor-changed": "ein Faktor wurde geändert",
      "role-changed": "die Rolle wurde geändert",
      "ended-by-administrator": "von der Administration beendet",
      "reported-by-owner": "laut der Person nicht ihre",
      "token-reused": "ihr Refresh-Token wurde zweimal benutzt",
      reused: "ihr Refresh-Token wurde schon benutzt",
      jumped: "sie tauchte in anderem Browser und Netz auf",
      "wrong-code": "der Code war falsch",
      "used-code": "der Code wurde schon benutzt",
      "unknown-credential": "der Passkey ist unbekannt",
      "wrong-origin": "er gilt für eine andere Seite",
      "wrong-challenge": "er beantwortet eine andere Frage",
      "used-challenge": "die Frage wurde schon beantwortet",
      "not-verified": "das Gerät hat nicht geprüft, wer es benutzt",
      counter: "sein Zähler lief rückwärts",
      malformed: "fehlerhafte Form",
    },
    bucket: {
      default: "Aktionen und API",
      pages: "Seiten lesen",
      login: "Passwörter, Codes, Links",
      file_upload: "Hochladen",
      api_calls: "Aufrufe mit API-Token",
      csp_report: "Meldungen von Browsern",
    },
    zone: { local: "hier", private: "im eigenen Netz", external: "außerhalb" },
    provider: {
      librarian: "eingebauter Bibliothekar",
      openai: "OpenAI",
      anthropic: "Anthropic",
      "openai-compatible": "OpenAI-kompatibler Server",
    },
    key: {
      signUp: "wer ein Konto anlegen darf",
      limits: "Ratenbegrenzung",
      defaultModel: "vorgegebenes Modell",
      sessions: "Sitzungsdauer",
      tokens: "Lebensdauer der Token",
      factorRoles: "Rollen mit zweitem Faktor",
    },
    failure: {
      "no-key": "kein Schlüssel",
      "wrong-key": "Schlüssel nicht angenommen",
      quota: "Guthaben aufgebraucht",
      "rate-limited": "sein Server ist ausgelastet",
      "too-long": "zu viel Text",
      unreachable: "sein Server ist nicht zu erreichen",
      "timed-out": "keine Antwort in der Zeit",
      "model-not-found": "seinem Server unbekannt",
      "content-refused": "Inhalt abgelehnt",
      "broken-stream": "die Antwort brach ab",
      failed: "aus unbekanntem Grund",
    },
    outcome: { answered: "es antwortet" },
    factor: {
      totp: "Authenticator-App",
      passkey: "Passkey",
      "recovery-codes": "Wiederherstellungscodes",
      oidc: "Anmeldedienst",
    },
    from: {
      user: "Standard",
      premium: "Premium",
      moderator: "Moderation",
      admin: "Administration",
    },
    to: {
      user: "Standard",
      premium: "Premium",
      moderator: "Moderation",
      admin: "Administration",
    },
    effect: {
      allow: "erlauben",
      block: "sperren",
    },
    area: {
      everything: "alles",
      administration: "die Administration",
    },
  },
};
