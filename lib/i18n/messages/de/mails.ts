export const mails = {
  footer:
    "Diese Mail betrifft ein Konto bei {site}. Antworten darauf liest niemand; weiter hilft, wer diese Seite betreibt.",
  device: "{browser} auf {system}",
  unknownDevice: "unbekanntes Gerät",
  unknownPlace: "unbekannte Adresse",
  role: { user: "Standard", premium: "Premium", moderator: "Moderation", admin: "Administration" },
  factor: {
    totp: "eine Authenticator-App",
    passkey: "ein Passkey",
    "recovery-codes": "Wiederherstellungscodes",
    oidc: "ein Anmeldedienst",
  },
  kind: {
    "verify-email": {
      subject: "E-Mail-Adresse bestätigen",
      text: "Guten Tag,\n\nbitte bestätigen Sie, dass diese Adresse Ihnen gehört. Der Link gilt einmal und 24 Stunden lang:\n\n{link}\n\nSie haben dort kein Konto? Dann hat jemand anderes Ihre Adresse eingegeben, und Sie müssen nichts tun.",
    },
    "reset-password": {
      subject: "Neues Passwort wählen",
      text: "Guten Tag,\n\nfür Ihr Konto wurde ein neues Passwort angefordert. Der Link gilt einmal und 60 Minuten lang:\n\n{link}\n\nDas waren nicht Sie? Dann müssen Sie nichts tun: Ohne den Link kann niemand etwas ändern.",
    },
    "sign-in": {
      subject: "Ihr Link zur Anmeldung",
      text: "Guten Tag,\n\nhier ist der angeforderte Link zur Anmeldung. Er gilt einmal und 15 Minuten lang:\n\n{link}\n\nDas waren nicht Sie? Dann müssen Sie nichts tun; geben Sie den Link niemandem weiter.",
    },
    "no-password": {
      subject: "Anmeldung über Ihre Organisation",
      text: "Guten Tag,\n\nes wurde ein Link angefordert, zur Anmeldung oder für ein neues Passwort. Ihr Konto hat hier kein Passwort: Sie melden sich über den Dienst Ihrer Organisation an, und dort gibt es auch Hilfe.\n\n{link}\n\nDas waren nicht Sie? Dann müssen Sie nichts tun.",
    },
    "change-email": {
      subject: "Neue E-Mail-Adresse bestätigen",
      text: "Guten Tag,\n\ndiese Adresse soll die Adresse eines Kontos werden. Das wird sie, sobald der Link geöffnet und bestätigt ist; er gilt einmal und 24 Stunden lang:\n\n{link}\n\nDas haben Sie nicht angefordert? Dann müssen Sie nichts tun, und alles bleibt, wie es ist.",
    },
    "email-change-asked": {
      subject: "Eine andere E-Mail-Adresse wurde angefordert",
      text: "Guten Tag,\n\njemand, der in Ihrem Konto angemeldet ist, hat eine andere E-Mail-Adresse dafür angefordert. Sie gilt, sobald die neue Adresse bestätigt ist.\n\n{device}\n{where}\n{time}\n\nDas waren nicht Sie? Öffnen Sie die folgende Seite, wählen Sie neben der unbekannten Anmeldung „Das war ich nicht“ und danach ein neues Passwort:\n\n{link}",
    },
    "email-changed": {
      subject: "Die E-Mail-Adresse wurde geändert",
      text: "Guten Tag,\n\ndie E-Mail-Adresse Ihres Kontos wurde geändert ({time}). Ab jetzt melden Sie sich mit der neuen an, und Mails gehen dorthin.\n\nDas waren nicht Sie? Sagen Sie es sofort denen, die die Seite betreiben.\n\n{link}",
    },
    "file-quarantined": {
      subject: "Eine Ihrer Dateien ist in Quarantäne",
      text: "Guten Tag,\n\neine Datei, die Sie hochgeladen haben, wurde für schädlich befunden und kam in Quarantäne. Niemand kann sie öffnen, und nichts wird daraus gelesen. Die Moderation entscheidet, ob sie freigegeben oder vernichtet wird; was gefunden wurde, steht in Ihrer Bibliothek.\n\n{time}\n\n{link}",
    },
    "file-released": {
      subject: "Eine Ihrer Dateien wurde freigegeben",
      text: "Guten Tag,\n\ndie Moderation hat über Ihre Datei in Quarantäne entschieden und sie freigegeben. Sie wird nun gelesen; warum, steht in Ihrer Bibliothek.\n\n{time}\n\n{link}",
    },
    "file-destroyed": {
      subject: "Eine Ihrer Dateien wurde vernichtet",
      text: "Guten Tag,\n\ndie Moderation hat über Ihre Datei in Quarantäne entschieden und sie vernichtet; warum, steht in Ihrer Bibliothek.\n\n{time}\n\n{link}",
    },
    "new-device": {
      subject: "Neue Anmeldung in Ihrem Konto",
      text: "Guten Tag,\n\nin Ihrem Konto hat sich ein Browser angemeldet, der dafür neu ist.\n\n{device}\n{where}\n{time}\n\nDas waren Sie? Dann müssen Sie nichts tun. Wenn nicht, öffnen Sie die folgende Seite, wählen Sie neben dieser Anmeldung „Das war ich nicht“ und danach ein neues Passwort:\n\n{link}",
    },
    "new-factor": {
      subject: "Eine Art der Anmeldung ist hinzugekommen",
      text: "Guten Tag,\n\nin Ihrem Konto ist etwas hinzugekommen, womit man sich anmelden kann: {factor}.\n\n{device}\n{where}\n{time}\n\nDas waren nicht Sie? Entfernen Sie es und wählen Sie ein neues Passwort:\n\n{link}",
    },
    "removed-factor": {
      subject: "Eine Art der Anmeldung wurde entfernt",
      text: "Guten Tag,\n\nzur Anmeldung in Ihrem Konto gilt nicht mehr: {factor}. Entfernt wurde das hier: {time}.\n\nDas waren nicht Sie, und niemand hat es Ihnen gesagt? Sehen Sie nach, was Ihr Konto schützt:\n\n{link}",
    },
    "factors-reset": {
      subject: "Ihre zweiten Faktoren wurden entfernt",
      text: "Guten Tag,\n\ndie Administration hat die Authenticator-App, die Passkeys und die Wiederherstellungscodes Ihres Kontos entfernt, weil sie als verloren gemeldet waren. Alle Ihre Sitzungen sind beendet; Ihr Passwort bleibt, wie es ist.\n\n{time}\n\nMelden Sie sich an und richten Sie einen neuen zweiten Faktor ein. Wenn Sie das nicht wollten, sagen Sie es sofort denen, die die Seite betreiben.\n\n{link}",
    },
    "password-changed": {
      subject: "Ihr Passwort wurde geändert",
      text: "Guten Tag,\n\ndas Passwort Ihres Kontos wurde geändert ({time}).\n\nDas waren nicht Sie? Wählen Sie sofort ein neues; den Link dazu bekommen Sie an diese Adresse:\n\n{link}",
    },
    "role-changed": {
      subject: "Ihre Rolle wurde geändert",
      text: "Guten Tag,\n\nIhre Rolle ist jetzt: {role}. Sie wurde geändert ({time}), und Ihre Sitzungen sind beendet. Nach einer neuen Anmeldung geht es weiter.\n\n{link}",
    },
    "sessions-ended": {
      subject: "Sie wurden an anderer Stelle abgemeldet",
      text: "Guten Tag,\n\nSie waren öfter gleichzeitig angemeldet, als erlaubt ist. Deshalb {count, plural, one {ist die Sitzung beendet, die am längsten nicht benutzt wurde} other {sind die # Sitzungen beendet, die am längsten nicht benutzt wurden}}. Die neue Anmeldung:\n\n{device}\n{where}\n{time}\n\nDas waren nicht Sie? Öffnen Sie die folgende Seite, wählen Sie neben dieser Anmeldung „Das war ich nicht“ und danach ein neues Passwort:\n\n{link}",
    },
    "glass-broken": {
      subject: "Die Administration darf Ihre Gespräche eine Zeit lang lesen",
      text: "Guten Tag,\n\njemand aus der Administration darf seit {time} Ihre Gespräche lesen, mit schriftlicher Begründung und {minutes, plural, one {eine Minute} other {# Minuten}} lang. Was gelesen wird, wird festgehalten. Sie sehen es unter Einstellungen → Sicherheit:\n\n{link}\n\nWenn Sie den Grund wissen möchten, fragen Sie die, die die Seite betreiben.",
    },
    "session-reported": {
      subject: "Alle Ihre Sitzungen sind beendet",
      text: "Guten Tag,\n\nSie haben gesagt, dass eine Anmeldung in Ihrem Konto nicht von Ihnen war. Alle Sitzungen sind beendet ({time}), und die nächste Anmeldung verlangt ein neues Passwort.\n\nVielleicht kennt jemand das jetzige. Warten Sie deshalb nicht: Wählen Sie jetzt ein neues, über einen Link, der an diese Adresse geht:\n\n{link}",
    },
  },
};
