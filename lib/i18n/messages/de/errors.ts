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
  "email-taken":
    "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Bitte damit anmelden oder eine andere Adresse nehmen.",
  "sign-up-closed": "Hier kann niemand selbst ein Konto anlegen. Die Administration kann einladen.",
  "link-unknown":
    "Dieser Link ist hier nicht bekannt. Vielleicht ist er unvollständig, oder ein neuerer hat ihn ersetzt. Bitte ganz öffnen oder einen neuen erbitten.",
  "link-used":
    "Dieser Link ist schon benutzt, und jeder gilt nur einmal. Waren Sie das, melden Sie sich an; sonst sagen Sie es bitte der Administration.",
  "link-expired": "Dieser Link ist abgelaufen. Die Administration kann einen neuen ausstellen.",
  "session-not-found": "Dieses Gerät war schon abgemeldet.",

  "conversation-not-found": "Dieses Gespräch gibt es nicht, oder es gehört jemand anderem.",
  "message-not-found": "Diese Nachricht gibt es nicht mehr. Bitte die Seite neu laden.",
  "model-not-found":
    "Dieses Modell gibt es nicht. Vielleicht wurde es entfernt, oder sein Server kennt den Namen nicht.",

  field: {
    email: "Die E-Mail-Adresse ist unvollständig. Sie sieht so aus: name@example.org.",
    name: "Der Name braucht 1 bis 80 Zeichen, ohne Steuerzeichen.",
    password: "Bitte ein Passwort eingeben; es darf bis zu 128 Zeichen haben.",
    current: "Bitte das aktuelle Passwort eingeben.",
    role: "Bitte eine Rolle wählen.",
    token: "Das ist nicht der Code eines Links. Bitte den Link noch einmal ganz kopieren.",
    modelId: "Bitte den Namen des Modells so eingeben, wie der Anbieter ihn schreibt, höchstens 200 Zeichen.",
    contextTokens: "Der Kontext ist eine ganze Zahl von Tokens, von 1 bis 10.000.000.",
    maxOutputTokens: "Die längste Antwort ist eine ganze Zahl von Tokens, von 1 bis 10.000.000, oder bleibt leer.",
    inputPrice: "Ein Preis ist eine Zahl in Dollar von 0 bis 100.000, oder bleibt leer.",
    outputPrice: "Ein Preis ist eine Zahl in Dollar von 0 bis 100.000, oder bleibt leer.",
  },
  signInAgain: "Neu anmelden",
};
