export const errors = {
  "invalid-input":
    "Etwas fehlt oder ist anders geschrieben, als es sein muss. Bitte die Felder prüfen und noch einmal senden.",
  "signed-out": "Die Sitzung ist beendet. Nach einer neuen Anmeldung geht es weiter.",
  "stale-sign-in":
    "Dafür darf die Anmeldung höchstens 15 Minuten her sein. Bitte neu anmelden und es dann wiederholen.",
  "not-allowed": "Ihre Rolle erlaubt das nicht. Die Administration kann helfen.",
  "not-found": "Das gibt es nicht, oder es gehört jemand anderem.",
  failed:
    "Auf dem Server ist etwas schiefgegangen. Bitte noch einmal versuchen; geschieht es wieder, hilft die Person weiter, die diese Instanz betreibt.",
  unavailable: "Der Server kann gerade nicht antworten. Bitte gleich noch einmal versuchen.",
  unreached: "Der Server ist nicht zu erreichen. Bitte die Verbindung prüfen und es noch einmal versuchen.",
  "cross-site":
    "Diese Anfrage kam von einer anderen Website und wurde abgewiesen. Bitte die Seite hier öffnen und es noch einmal versuchen.",
  "too-large": "Das ist zu groß zum Senden. Bitte kürzen und noch einmal senden.",
  "too-many-attempts": "Zu viele Versuche. Bitte eine Minute warten und es dann noch einmal versuchen.",
  "too-many-requests": "Das ging etwas zu schnell. Bitte kurz warten und es dann noch einmal versuchen.",

  "wrong-credentials":
    "E-Mail-Adresse und Passwort passen nicht zusammen, oder das Konto ist gesperrt. Bitte beides prüfen und noch einmal versuchen.",
  "wrong-password": "Das aktuelle Passwort stimmt nicht. Bitte noch einmal eingeben.",
  "password-length": "Das Passwort ist zu kurz oder zu lang. Unter dem Feld steht, wie lang es sein muss.",
  "password-weak":
    "Das Passwort ist zu leicht zu erraten. Ein paar Wörter, die nicht zusammengehören, sind leicht zu merken und schwer zu erraten.",
  "password-breached":
    "Dieses Passwort steht in einer Liste von Passwörtern, die anderswo gestohlen wurden. Bitte ein anderes wählen.",
  "password-same": "Das ist das jetzige Passwort. Bitte ein anderes wählen.",
  "wrong-code": "Der Code stimmt nicht. Bitte den eingeben, den die App gerade anzeigt.",
  "used-code":
    "Dieser Code ist schon benutzt. Bitte auf den nächsten warten oder einen anderen Wiederherstellungscode nehmen.",
  "step-expired": "Diese Anmeldung hat zu lange gedauert oder ist anderswo beendet worden. Bitte von vorn beginnen.",
  "reset-required":
    "Eine Anmeldung bei diesem Konto wurde als fremd gemeldet. Wählen Sie ein neues Passwort über „Passwort vergessen?“, oder melden Sie sich in einem Browser an, den Sie schon benutzt haben.",
  "step-used": "Diese Anmeldung ist schon beendet. Bitte von vorn beginnen, wenn Sie das nicht waren.",
  "factor-needed":
    "Ihr Konto braucht einen zweiten Faktor, und das ist der letzte. Bitte zuerst einen anderen hinzufügen.",
  "factor-exists": "Es gibt schon eine Authenticator-App. Bitte zuerst entfernen.",
  "no-factor": "Es gibt keinen zweiten Faktor. Bitte zuerst einen hinzufügen.",
  "setup-expired": "Das Geheimnis wurde nicht rechtzeitig bestätigt. Bitte von vorn beginnen und das neue scannen.",
  "passkey-refused": "Dieser Passkey wurde nicht angenommen. Bitte noch einmal versuchen oder sich anders anmelden.",
  "passkey-expired": "Das hat zu lange gedauert, oder diese Seite ist zweimal offen. Bitte noch einmal versuchen.",
  "passkey-unknown":
    "Dieser Passkey ist hier nicht bekannt, oder das Konto ist gesperrt. Bitte anders anmelden oder die Administration fragen.",
  "passkey-unverified":
    "Das Gerät hat nicht geprüft, dass Sie es sind. Bitte mit Fingerabdruck, Gesicht oder Code entsperren, wenn es fragt.",
  "passkey-taken":
    "Dieser Passkey ist schon in Gebrauch. Bitte ein anderes Gerät oder einen anderen Passwortmanager wählen.",
  "passkey-known": "Dieses Gerät oder dieser Passwortmanager hat schon einen Passkey für dieses Konto.",
  "passkey-limit": "Es gibt schon 20 Passkeys. Bitte einen entfernen, der nicht mehr gebraucht wird.",
  "passkey-not-found": "Dieser Passkey ist schon entfernt. Bitte die Seite neu laden.",
  "passkey-cancelled": "Es wurde kein Passkey benutzt. Bitte noch einmal versuchen oder einen anderen Weg wählen.",
  "passkey-device":
    "Der Browser konnte hier keinen Passkey benutzen. Bitte noch einmal versuchen oder einen anderen Weg wählen.",
  "oidc-unreachable":
    "Der Anmeldedienst antwortet nicht. Bitte gleich noch einmal versuchen oder sich anders anmelden.",
  "oidc-declined": "Der Anmeldedienst hat die Anmeldung abgelehnt. Bitte neu beginnen oder sich anders anmelden.",
  "oidc-refused":
    "Die Antwort des Anmeldedienstes wurde nicht angenommen. Bitte neu beginnen; geschieht es wieder, hilft die Administration.",
  "oidc-unverified":
    "Der Anmeldedienst hat Ihre E-Mail-Adresse nicht bestätigt. Bitte dort bestätigen und dann neu beginnen.",
  "oidc-unconfirmed":
    "Zu Ihrer E-Mail-Adresse gibt es ein Konto, aber sie wurde hier nie bestätigt. Bitte mit dem Passwort anmelden und den Dienst unter Einstellungen → Sicherheit verbinden.",
  "oidc-no-account": "Hier gibt es kein Konto für Sie, oder es ist gesperrt. Die Administration kann einladen.",
  "oidc-not-fresh":
    "Der Anmeldedienst hat nicht noch einmal gefragt, wer Sie sind. Bitte dort abmelden und dann neu beginnen.",
  "email-taken":
    "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Bitte damit anmelden oder eine andere Adresse nehmen.",
  "sign-up-closed": "Hier kann niemand selbst ein Konto anlegen. Die Administration kann einladen.",
  "link-unknown":
    "Dieser Link ist hier nicht bekannt. Vielleicht ist er unvollständig, oder ein neuerer hat ihn ersetzt. Bitte ganz öffnen oder einen neuen erbitten.",
  "link-used":
    "Dieser Link ist schon benutzt, und jeder gilt nur einmal. Waren Sie das, melden Sie sich an; sonst sagen Sie es bitte der Administration.",
  "link-expired": "Dieser Link ist abgelaufen. Einen neuen gibt es dort, wo er herkam.",
  "too-many-links":
    "Das wurde innerhalb einer Stunde zu oft angefordert. Bitte nach einer früheren Mail sehen oder es in einer Stunde noch einmal versuchen.",
  "email-same": "Das ist die jetzige Adresse. Bitte eine andere eingeben.",
  "session-not-found": "Dieses Gerät war schon abgemeldet.",

  "person-not-found":
    "Ein solches aktives Konto gibt es nicht. Vielleicht ist es gesperrt oder die Adresse verschrieben.",
  "reset-waiting":
    "Für diese Person gibt es schon eine Anfrage. Jemand anderes aus der Administration entscheidet sie auf der Liste der Personen.",
  "reset-no-approver":
    "Niemand könnte zustimmen: Sie fragen an, und es geht um das einzige andere Konto der Administration. Bitte zuerst jemand Drittem diese Rolle geben, oder wer den Server betreibt, erledigt es: npm run operator -- remove-factors.",
  "reset-not-yours":
    "Wer angefragt hat oder wessen Faktoren es sind, kann das nicht entscheiden. Jemand anderes aus der Administration muss es tun.",
  "reset-over":
    "Diese Anfrage ist erledigt: entschieden, älter als 24 Stunden, oder von jemandem, der nicht mehr anfragen darf.",
  "invitation-not-found":
    "Diese Einladung ist nicht mehr offen: benutzt, zurückgezogen oder abgelaufen. Bitte die Seite neu laden.",
  "not-yourself": "Das geht nicht mit dem eigenen Konto. Jemand anderes aus der Administration kann es tun.",
  "last-administrator":
    "Das ist das letzte aktive Konto der Administration. Bitte zuerst jemand anderem diese Rolle geben; sonst könnte niemand mehr diese Instanz verwalten.",
  "role-too-high": "Niemand kann eine Rolle über der eigenen vergeben.",
  "same-role": "Diese Person hat die Rolle schon. Bitte die Seite neu laden.",
  "not-yours-to-lend": "Diese Berechtigung lässt sich nicht verleihen, oder Ihre Rolle enthält sie nicht.",
  "already-held": "Diese Person hat die Berechtigung schon.",
  "delegation-not-found": "Diese Berechtigung ist nicht mehr verliehen.",
  "glass-broken-already": "Sie dürfen diese Gespräche schon lesen. Bitte die Seite neu laden.",
  "glass-not-found": "Der Notzugriff ist schon beendet.",
  "list-not-utf8": "Die Datei ist nicht als UTF-8 gespeichert. Bitte als „CSV UTF-8“ speichern und neu auswählen.",
  "list-unreadable":
    "Die Datei ist nicht als CSV zu lesen. Vielleicht fehlt ein schließendes Anführungszeichen, oder eine Zeile ist sehr lang.",
  "list-columns": "Die erste Zeile muss die Spalten nennen; email und role werden gebraucht.",
  "list-empty": "Unter der ersten Zeile steht in der Liste nichts.",
  "list-too-long": "Die Liste hat mehr als 2.000 Zeilen. Bitte auf mehrere aufteilen.",
  "list-changed": "Seit dem Ansehen hat sich etwas geändert. Bitte noch einmal ansehen; nichts wurde getan.",

  "scope-beyond-role": "Ein Token kann nicht erlauben, was Ihre Rolle nicht erlaubt. Bitte weniger wählen.",
  "too-many-tokens":
    "Zwanzig Token sind gültig, mehr gehen nicht. Bitte eines beenden, das nicht gebraucht wird, und es dann wiederholen.",
  "token-not-found": "Dieses Token ist schon beendet. Bitte die Seite neu laden.",
  "out-of-scope": "Das Token erlaubt das nicht.",

  "network-malformed":
    "Das ist weder eine Adresse noch ein CIDR-Block. Bitte so schreiben: 192.0.2.7 oder 2001:db8::/32.",
  "address-rule-exists": "Für dieses Netz gibt es so eine Regel schon. Zum Ändern bitte erst entfernen.",
  "address-rule-locks-you-out":
    "Damit würde Ihre eigene Adresse abgewiesen, jetzt oder wenn eine andere Regel abläuft. Bitte zuerst das eigene Netz zulassen, für ebenso lange.",
  "address-rule-not-found": "Diese Regel gibt es nicht mehr. Bitte die Seite neu laden.",
  "too-many-rules":
    "Es gibt 10.000 Regeln, mehr gehen nicht. Bitte einige entfernen oder zu größeren Netzen zusammenfassen.",

  "conversation-not-found": "Dieses Gespräch gibt es nicht, oder es gehört jemand anderem.",
  "message-not-found": "Diese Nachricht gibt es nicht mehr. Bitte die Seite neu laden.",
  "model-not-found":
    "Dieses Modell gibt es nicht. Vielleicht wurde es entfernt, oder sein Server kennt den Namen nicht.",
  "model-not-trusted":
    "Diese Unterhaltung oder ihre Dokumente sind für das Modell zu streng eingestuft; es wurde nichts dorthin gesendet. Bitte ein Modell wählen, das hier läuft.",

  "document-not-found": "Dieses Dokument gibt es nicht mehr, oder es gehört jemand anderem. Bitte die Seite neu laden.",
  "document-not-scanned":
    "Diese Datei lässt sich gerade nicht herunterladen: Sie wird noch geprüft, oder es wurde etwas Schädliches gefunden. Welches von beidem, steht in der Bibliothek.",
  "name-unusable": "Von diesem Namen bliebe auf einer Seite nichts übrig. Bitte einen anderen wählen.",

  file: {
    empty: "Die Datei ist leer. Bitte eine wählen, in der etwas steht.",
    "too-large": "Die Datei ist größer als 10 MiB. Bitte teilen oder mit kleineren Bildern speichern.",
    "broken-off": "Das Hochladen brach vor dem Ende ab. Bitte noch einmal versuchen.",
    "disk-full":
      "Der Server hat keinen Platz mehr. Bitte später noch einmal versuchen oder der Person Bescheid geben, die diese Instanz betreibt.",
    "name-unusable":
      "Vom Namen der Datei bliebe auf einer Seite nichts übrig. Bitte umbenennen und noch einmal versuchen.",
    "unknown-type":
      "Dateien dieser Art werden nicht angenommen. Es gehen PDF, Word (docx), einfacher Text (txt) und Markdown (md).",
    "name-disagrees": "Der Name nennt eine andere Art, als die Datei ist. Bitte in der richtigen Art neu speichern.",
    "not-text": "Das ist kein einfacher Text. Bitte als UTF-8 speichern und noch einmal versuchen.",
    encrypted: "Die Datei verlangt ein Passwort. Bitte ohne speichern und noch einmal versuchen.",
    broken:
      "Die Datei ist beschädigt. Bitte im Programm öffnen, aus dem sie stammt, neu speichern und noch einmal versuchen.",
    "too-many-entries":
      "Die Datei besteht innen aus mehr als 1.000 Teilen. Bitte neu als einfaches Dokument speichern.",
    "too-large-unpacked": "Die Datei wird beim Entpacken größer als 100 MiB. Bitte mit kleineren Bildern speichern.",
    ratio:
      "Die Datei ist so dicht gepackt, dass sie wie ein Angriff aussieht. Bitte in dem Programm neu speichern, aus dem sie stammt.",
    "nested-archive": "In der Datei steckt ein weiteres Archiv. Bitte herausnehmen und noch einmal versuchen.",
    "path-outside": "Ein Teil der Datei zeigt aus ihr hinaus. Bitte in dem Programm neu speichern, aus dem sie stammt.",
    symlink:
      "In der Datei steckt ein Verweis auf andere Dateien. Bitte in dem Programm neu speichern, aus dem sie stammt.",
    "too-slow": "Die Prüfung der Datei dauerte zu lange. Bitte in kleinere teilen.",
    "too-much-memory": "Die Prüfung der Datei brauchte zu viel Speicher. Bitte in kleinere teilen.",
    "too-many-requests":
      "Mehr Dateien lassen sich im Moment nicht hochladen. {minutes, plural, =0 {Bitte später noch einmal versuchen.} one {Bitte in etwa einer Minute noch einmal versuchen.} other {Bitte in etwa # Minuten noch einmal versuchen.}}",
  },

  field: {
    email: "Die E-Mail-Adresse ist unvollständig. Sie sieht so aus: name@example.org.",
    name: "Der Name braucht 1 bis 80 Zeichen, ohne Steuerzeichen.",
    password: "Bitte ein Passwort eingeben; es darf bis zu 128 Zeichen haben.",
    current: "Bitte das aktuelle Passwort eingeben.",
    code: "Der Code ist unvollständig. Bitte ganz eingeben; Leerzeichen und Bindestriche sind egal.",
    role: "Bitte eine Rolle wählen.",
    scopes: "Bitte mindestens eines wählen, was das Token erlaubt.",
    days: "Ein Token gilt 1 bis 365 Tage.",
    network: "Bitte eine Adresse oder einen CIDR-Block eingeben, etwa 192.0.2.7 oder 2001:db8::/32.",
    note: "Eine Notiz hat bis zu 200 Zeichen.",
    hours: "Bitte wählen, wie lange die Regel gilt.",
    token: "Das ist nicht der Code eines Links. Bitte den Link noch einmal ganz kopieren.",
    reason: "Der Grund braucht 20 bis 2.000 Zeichen.",
    minutes: "Bitte wählen, für wie lange.",
    modelId: "Bitte den Namen des Modells so eingeben, wie der Anbieter ihn schreibt, höchstens 200 Zeichen.",
    contextTokens: "Der Kontext ist eine ganze Zahl von Tokens, von 1 bis 10.000.000.",
    maxOutputTokens: "Die längste Antwort ist eine ganze Zahl von Tokens, von 1 bis 10.000.000, oder bleibt leer.",
    inputPrice: "Ein Preis ist eine Zahl in Dollar von 0 bis 100.000, oder bleibt leer.",
    outputPrice: "Ein Preis ist eine Zahl in Dollar von 0 bis 100.000, oder bleibt leer.",
  },
  signInAgain: "Neu anmelden",
};
