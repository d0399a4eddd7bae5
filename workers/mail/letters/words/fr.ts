import type { Words } from "./words.ts";

/** French sets a space that does not break before these, and within these quotes. */
const N = "\u00a0";
const counted = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;
const nights = (count: number) => counted(count, "nuit", "nuits");
const returned = (refund: string) => (refund === "all" ? "la totalité vous est remboursée" : refund === "nothing" ? "rien ne vous est remboursé" : `${refund} vous sont remboursés`);
const DAYS = "Quelques jours peuvent passer avant que votre banque ne l’affiche.";
const NOT_YOU = "Si ce n’était pas vous, vous pouvez ignorer ce message";
const RESERVED = "Votre carte n’a pas été débitée, et la somme réservée sera bientôt libérée.";

export const fr: Words = {
  locale: "fr-FR",
  greeting: (name) => (name ? `Bonjour ${name},` : "Bonjour,"),
  colon: `${N}: `,
  labels: {
    checkIn: "Arrivée", checkOut: "Départ", dates: "Dates", guests: "Voyageurs", guest: "Voyageur", host: "Hôte", property: "Logement", times: "Heures", address: "Adresse",
    before: "Avant", asked: "Demandé", now: "Actuellement", booking: "Réservation",
    price: "Prix", payment: "Paiement", total: "Total", paid: "Payé", toPay: "À payer maintenant", returned: "Remboursé", returning: "Remboursement en cours", kept: "Retenu après des modifications", earnings: "Vous gagnez",
  },
  price: {
    nights: (count, price) => `${nights(count)} × ${price}`,
    weekly: (percent) => `Réduction à la semaine, ${percent}`,
    monthly: (percent) => `Réduction au mois, ${percent}`,
    extraGuests: (guests, count, price) => `${counted(guests, "voyageur supplémentaire", "voyageurs supplémentaires")} × ${nights(count)} × ${price}`,
    cleaning: "Ménage",
    service: "Frais de service",
    tax: (name, percent) => `${name}, ${percent}`,
    taxPerGuest: (name, price) => `${name}, ${price} par personne et par nuit`,
  },
  guests: (count) => counted(count, "voyageur", "voyageurs"),
  from: (time) => `à partir de ${time}`,
  until: (time) => `jusqu’à ${time}`,
  localTime: (city, zone) => `Heure locale, ${city} (${zone})`,
  notes: (host) => `${host} vous écrit`,
  terms: {
    title: "Si vos projets changent",
    until: (deadline, refund) => `Annulez avant le ${deadline}, et ${returned(refund)}.`,
    later: (refund) => `Si vous annulez plus tard, ${returned(refund)}.`,
    now: (refund) => `Si vous annulez, ${returned(refund)}.`,
  },
  calendarFile: "Le fichier joint met votre agenda à jour.",
  why: {
    account: "Ce message concerne votre compte Vacancy.",
    stay: "Ce message concerne votre réservation chez Vacancy.",
    reminders: "Vacancy vous rappelle vos séjours.",
    alerts: "Vacancy vous informe de ce qui se passe dans vos logements.",
    wishes: "Vous avez demandé à Vacancy de vous prévenir quand des nuits se libèrent.",
  },
  unsubscribe: "Ne plus recevoir ce genre de messages",
  letters: {
    verification: () => ({
      subject: "Confirmez votre adresse", heading: "Confirmez votre adresse",
      lines: ["Quelqu’un s’est inscrit chez Vacancy avec cette adresse. Si c’était vous, confirmez-la dans les 24 heures."],
      action: "Confirmer mon adresse", after: [`${NOT_YOU}.`],
    }),
    reset: () => ({
      subject: "Choisissez un nouveau mot de passe", heading: "Choisissez un nouveau mot de passe",
      lines: ["Vous avez demandé à choisir un nouveau mot de passe. Le lien est valable une heure. Une fois le mot de passe changé, tous vos appareils seront déconnectés."],
      action: "Choisir un mot de passe", after: [`${NOT_YOU}${N}: votre mot de passe reste le même.`],
    }),
    new_email: () => ({
      subject: "Confirmez votre nouvelle adresse", heading: "Confirmez votre nouvelle adresse",
      lines: ["Vous avez demandé à utiliser cette adresse chez Vacancy. Confirmez-la dans les 24 heures. En attendant, votre ancienne adresse reste valable."],
      action: "Utiliser cette adresse", after: [`${NOT_YOU}.`],
    }),
    password_changed: () => ({
      subject: "Votre mot de passe a été changé", heading: "Votre mot de passe a été changé",
      lines: ["Votre compte a un nouveau mot de passe, et vos autres appareils ont été déconnectés.", "Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe."],
      action: "Demander un mot de passe",
    }),
    email_changed: () => ({
      subject: "Votre adresse a été changée", heading: "Votre adresse a été changée",
      lines: ["Votre compte Vacancy a désormais une autre adresse, et tous vos appareils ont été déconnectés. Connectez-vous avec la nouvelle adresse.", "Si ce n’était pas vous, répondez sans attendre à ce message."],
    }),
    confirmation: ({ title, city, day, host }) => ({
      subject: `Confirmé${N}: ${title}, ${day}`, heading: "Votre séjour est confirmé",
      lines: [`${title} (${city}) est à vous. ${host} se réjouit de vous accueillir.`],
      action: "Voir votre séjour",
    }),
    requested: ({ title, city, day, host, deadline, total }) => ({
      subject: `Demandé${N}: ${title}, ${day}`, heading: `${host} a reçu votre demande`,
      lines: [`Vous avez demandé un séjour${N}: ${title} (${city}). ${host} peut répondre jusqu’au ${deadline}, et les nuits vous sont gardées jusque-là.`, `La somme de ${total} est réservée sur votre carte. Elle ne sera débitée que si ${host} accepte.`],
      action: "Voir votre demande",
    }),
    accepted: ({ title, city, day, host }) => ({
      subject: `Accepté${N}: ${title}, ${day}`, heading: `${host} a dit oui`,
      lines: [`Votre séjour est confirmé${N}: ${title} (${city}).`],
      action: "Voir votre séjour",
    }),
    declined: ({ title, city, day, host }) => ({
      subject: `Refusé${N}: ${title}, ${day}`, heading: `${host} ne peut pas vous accueillir cette fois`,
      lines: [`Votre demande pour ${title} (${city}) a été refusée. ${RESERVED}`],
      action: "Voir votre demande",
    }),
    request_expired: ({ title, city, day, host }) => ({
      subject: `Sans réponse${N}: ${title}, ${day}`, heading: "Votre demande a expiré",
      lines: [`${host} n’a pas répondu à temps à votre demande pour ${title} (${city}). ${RESERVED}`],
      action: "Voir votre demande",
    }),
    not_captured: ({ title, city, day, host }) => ({
      subject: `Non payé${N}: ${title}, ${day}`, heading: "Votre carte n’a pas pu être débitée",
      lines: [`${host} a accepté votre demande pour ${title} (${city}), mais le paiement n’a pas abouti. La demande a donc pris fin. ${RESERVED}`, "Si les nuits sont encore libres, vous pouvez les demander de nouveau."],
      action: "Voir votre demande",
    }),
    hold_ending: ({ title, city, deadline, asksHost }) => ({
      subject: `Vos nuits ne seront bientôt plus gardées${N}: ${title}`, heading: "Vos nuits ne seront bientôt plus gardées",
      lines: [`Nous vous gardons ${title} (${city}) jusqu’au ${deadline}. Payez avant, et ${asksHost ? "nous transmettons votre demande à votre hôte" : "le séjour est à vous"}. Ensuite, d’autres pourront réserver ces nuits.`],
      action: "Payer maintenant",
    }),
    check_in_reminder: ({ title, city, day, host, from, days }) => ({
      subject: `${days <= 1 ? (days === 1 ? "Demain" : "Aujourd’hui") : `Dans ${days} jours`}${N}: ${title}, ${day}`,
      heading: days <= 1 ? `Votre séjour commence ${days === 1 ? "demain" : "aujourd’hui"}` : `Votre séjour commence dans ${days} jours`,
      lines: [`${host} vous attend${N}: ${title} (${city}). Vous pouvez arriver à partir de ${from}.`],
      action: "Voir votre séjour",
    }),
    check_out_reminder: ({ title, checkOut, until, host }) => ({
      subject: `Départ${N}: ${title}, ${checkOut}`, heading: "Votre séjour se termine",
      lines: [`Votre séjour (${title}) se termine le ${checkOut}. Merci de partir avant ${until}, pour que ${host} puisse préparer l’arrivée suivante.`, `Nous espérons que votre séjour vous a plu. Bon retour${N}!`],
      action: "Voir votre séjour",
    }),
    changed: ({ title, city, day, more, back }) => ({
      subject: `Modifié${N}: ${title}, ${day}`, heading: "Votre séjour a été modifié",
      lines: [`Voici votre séjour tel qu’il est maintenant${N}: ${title} (${city}).`, ...(more ? [`Vous avez payé un supplément de ${more}.`] : []), ...(back ? [`Un remboursement de ${back} est en route vers votre carte. ${DAYS}`] : [])],
      action: "Voir votre séjour",
    }),
    change_declined: ({ title, city, host }) => ({
      subject: `Non modifié${N}: ${title}`, heading: "Votre séjour reste inchangé",
      lines: [`${host} ne peut pas proposer la modification demandée. Votre séjour (${title}, ${city}) reste tel que vous l’avez réservé.`],
      action: "Voir votre séjour",
    }),
    change_to_pay: ({ title, city, host, more, deadline }) => ({
      subject: `À payer${N}: modification, ${title}`, heading: `${host} accepte votre modification`,
      lines: [`La modification de votre séjour (${title}, ${city}) coûte ${more} de plus. Payez avant le ${deadline}, et votre séjour est modifié. Ensuite, il reste tel quel.`],
      action: "Payer maintenant",
    }),
    cancelled: ({ title, city, day, by, refund, wasPaid }) => ({
      subject: `Annulé${N}: ${title}, ${day}`,
      heading: by === "guest" ? "Vous avez annulé votre séjour" : by === "host" ? "Votre hôte a annulé votre séjour" : "Notre assistance a annulé votre séjour",
      lines: [`Votre séjour (${title}, ${city}) n’aura pas lieu.${by === "guest" ? "" : " Nous en sommes désolés."}`, ...(refund ? [`Un remboursement de ${refund} est en route vers votre carte. ${DAYS}`] : wasPaid ? ["Selon les conditions d’annulation, rien n’est remboursé."] : [])],
      action: "Voir votre réservation",
    }),
    receipt: ({ title, city, day, isOver }) => ({
      subject: `Reçu${N}: ${title}, ${day}`, heading: "Votre reçu",
      lines: [isOver ? `Merci de votre séjour${N}: ${title} (${city}). Voici ce que votre séjour a coûté.` : `Voici ce qui reste payé pour votre réservation${N}: ${title} (${city}).`],
      action: "Voir ou imprimer le reçu",
    }),
    refunded: ({ title, city, refund }) => ({
      subject: `Remboursement de ${refund} en route${N}: ${title}`, heading: `Un remboursement de ${refund} est en route`,
      lines: [`Il est destiné à la carte qui a payé ${title} (${city}). ${DAYS}`],
      action: "Voir votre réservation",
    }),
    host_booked: ({ title, day, guest }) => ({
      subject: `Réservé${N}: ${title}, ${day}`, heading: `${guest} a réservé`,
      lines: [`Un séjour a été réservé et payé${N}: ${title}. Vous n’avez rien à faire.`],
      action: "Voir vos réservations",
    }),
    host_requested: ({ title, day, guest, deadline }) => ({
      subject: `À répondre${N}: ${title}, ${day}`, heading: `${guest} demande un séjour`,
      lines: [`${guest} souhaite réserver ${title}. Merci d’accepter ou de refuser avant le ${deadline}. Ensuite, la demande expire.`],
      action: "Répondre à la demande",
    }),
    host_not_captured: ({ title, day }) => ({
      subject: `Non payé${N}: ${title}, ${day}`, heading: "La carte n’a pas pu être débitée",
      lines: [`Vous avez accepté une demande pour ${title}, mais le paiement n’a pas abouti. La demande a donc pris fin, et les nuits sont de nouveau libres.`, "Vous n’avez rien à faire. Votre voyageur en est informé et peut refaire une demande."],
      action: "Voir vos réservations",
    }),
    host_cancelled: ({ title, day, guest, by }) => ({
      subject: `Annulé${N}: ${title}, ${day}`,
      heading: by === "guest" ? `${guest} a annulé` : by === "host" ? "Vous avez annulé un séjour" : "Notre assistance a annulé un séjour",
      lines: [`Un séjour n’aura pas lieu${N}: ${title}. Les nuits sont de nouveau libres.`],
      action: "Voir vos réservations",
    }),
    host_change_requested: ({ title, day, guest, deadline }) => ({
      subject: `À répondre${N}: modification, ${title}, ${day}`, heading: `${guest} demande une modification`,
      lines: [`${guest} souhaite modifier un séjour${N}: ${title}. Merci d’accepter ou de refuser avant le ${deadline}. Ensuite, le séjour reste tel quel.`],
      action: "Répondre à la demande",
    }),
    host_changed: ({ title, day }) => ({
      subject: `Modifié${N}: ${title}, ${day}`, heading: "Un séjour a été modifié",
      lines: [`Voici un séjour tel qu’il est maintenant${N}: ${title}. Vous n’avez rien à faire.`],
      action: "Voir vos réservations",
    }),
    wish_freed: ({ title, city, day, dates }) => ({
      subject: `De nouveau libre${N}: ${title}, ${day}`, heading: "Les nuits que vous souhaitiez sont libres",
      lines: [`${title} (${city}) s’est libéré${N}: ${dates}. Rien ne vous est gardé${N}: les nuits vont à qui les réserve en premier.`],
      action: "Voir les nuits",
    }),
  },
};
