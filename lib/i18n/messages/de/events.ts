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
  word: {
    role: { user: "Standard", premium: "Premium", moderator: "Moderation", admin: "Administration" },
    by: {
      setup: "mit dem Link für das erste Administrationskonto",
      invitation: "auf Einladung",
      "sign-up": "von der Person selbst",
      owner: "von der Person selbst",
      operator: "vom Betrieb",
    },
    method: {
      password: "einem Passwort",
      setup: "dem Link für das erste Administrationskonto",
      invitation: "einer Einladung",
    },
    purpose: { setup: "Ein Link für das erste Administrationskonto", invitation: "Eine Einladung" },
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
    key: { signUp: "wer ein Konto anlegen darf", limits: "Ratenbegrenzung", defaultModel: "vorgegebenes Modell" },
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
  },
};
