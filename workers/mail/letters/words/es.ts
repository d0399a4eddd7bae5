import type { Words } from "./words.ts";

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const nights = (count: number) => counted(count, "noche", "noches");
const returned = (refund: string) => (refund === "all" ? "se te devuelve todo" : refund === "nothing" ? "no se te devuelve nada" : `se te devuelven ${refund}`);
const DAYS = "Tu banco puede tardar unos días en mostrarlo.";
const NOT_YOU = "Si no fuiste tú, puedes ignorar este mensaje";
const RESERVED = "No se ha cobrado nada en tu tarjeta, y el importe reservado quedará libre pronto.";

export const es: Words = {
  locale: "es-ES",
  greeting: (name) => (name ? `Hola, ${name}:` : "Hola:"),
  colon: ": ",
  labels: {
    checkIn: "Llegada", checkOut: "Salida", dates: "Fechas", guests: "Huéspedes", guest: "Huésped", host: "Anfitrión", property: "Alojamiento", times: "Horas", address: "Dirección",
    before: "Antes", asked: "Se pide", now: "Ahora", booking: "Reserva",
    price: "Precio", payment: "Pago", total: "Total", paid: "Pagado", toPay: "Por pagar ahora", returned: "Devuelto", returning: "Devolución en camino", kept: "Retenido por cambios anteriores", earnings: "Ganas",
  },
  price: {
    nights: (count, price) => `${nights(count)} × ${price}`,
    weekly: (percent) => `Descuento semanal, ${percent}`,
    monthly: (percent) => `Descuento mensual, ${percent}`,
    extraGuests: (guests, count, price) => `${counted(guests, "huésped adicional", "huéspedes adicionales")} × ${nights(count)} × ${price}`,
    cleaning: "Limpieza",
    service: "Gastos de servicio",
    tax: (name, percent) => `${name}, ${percent}`,
    taxPerGuest: (name, price) => `${name}, ${price} por persona y noche`,
  },
  guests: (count) => counted(count, "huésped", "huéspedes"),
  from: (time) => `desde las ${time}`,
  until: (time) => `hasta las ${time}`,
  localTime: (city, zone) => `Hora local de ${city} (${zone})`,
  notes: (host) => `De ${host}`,
  terms: {
    title: "Si cambian tus planes",
    until: (deadline, refund) => `Si cancelas antes del ${deadline}, ${returned(refund)}.`,
    later: (refund) => `Si cancelas más tarde, ${returned(refund)}.`,
    now: (refund) => `Si cancelas, ${returned(refund)}.`,
  },
  calendarFile: "El archivo adjunto pone tu calendario al día.",
  why: {
    account: "Este mensaje es sobre tu cuenta de Vacancy.",
    stay: "Este mensaje es sobre tu reserva en Vacancy.",
    reminders: "Vacancy te recuerda tus estancias.",
    alerts: "Vacancy te informa de lo que ocurre en tus alojamientos.",
    wishes: "Pediste a Vacancy que te avisara cuando se liberasen noches.",
  },
  unsubscribe: "No recibir más mensajes como este",
  letters: {
    verification: () => ({
      subject: "Confirma tu dirección", heading: "Confirma tu dirección",
      lines: ["Alguien se ha registrado en Vacancy con esta dirección. Si fuiste tú, confírmala en las próximas 24 horas."],
      action: "Confirmar mi dirección", after: [`${NOT_YOU}.`],
    }),
    reset: () => ({
      subject: "Elige una contraseña nueva", heading: "Elige una contraseña nueva",
      lines: ["Has pedido elegir una contraseña nueva. El enlace vale una hora. Cuando la cambies, se cerrará la sesión en todos tus dispositivos."],
      action: "Elegir una contraseña", after: [`${NOT_YOU}: tu contraseña no cambia.`],
    }),
    new_email: () => ({
      subject: "Confirma tu nueva dirección", heading: "Confirma tu nueva dirección",
      lines: ["Has pedido usar esta dirección en Vacancy. Confírmala en las próximas 24 horas; hasta entonces sigue valiendo la anterior."],
      action: "Usar esta dirección", after: [`${NOT_YOU}.`],
    }),
    password_changed: () => ({
      subject: "Tu contraseña ha cambiado", heading: "Tu contraseña ha cambiado",
      lines: ["Tu cuenta tiene una contraseña nueva, y se ha cerrado la sesión en tus otros dispositivos.", "Si no fuiste tú, pide ahora mismo una contraseña nueva."],
      action: "Pedir una contraseña nueva",
    }),
    email_changed: () => ({
      subject: "Tu dirección ha cambiado", heading: "Tu dirección ha cambiado",
      lines: ["Tu cuenta de Vacancy tiene ahora otra dirección, y se ha cerrado la sesión en todos tus dispositivos. Entra con la nueva.", "Si no fuiste tú, responde cuanto antes a este mensaje."],
    }),
    confirmation: ({ title, city, day, host }) => ({
      subject: `Confirmado: ${title}, ${day}`, heading: "Tu estancia está confirmada",
      lines: [`${title}, en ${city}, te espera. ${host} tiene muchas ganas de recibirte.`],
      action: "Ver tu estancia",
    }),
    requested: ({ title, city, day, host, deadline, total }) => ({
      subject: `Solicitado: ${title}, ${day}`, heading: `${host} tiene tu solicitud`,
      lines: [`Has pedido alojarte en ${title}, en ${city}. ${host} puede responder hasta el ${deadline}, y hasta entonces te guardamos las noches.`, `${total} quedan reservados en tu tarjeta. Solo se cobran si ${host} acepta.`],
      action: "Ver tu solicitud",
    }),
    accepted: ({ title, city, day, host }) => ({
      subject: `Aceptado: ${title}, ${day}`, heading: `${host} ha dicho que sí`,
      lines: [`Tu estancia en ${title}, en ${city}, está confirmada.`],
      action: "Ver tu estancia",
    }),
    declined: ({ title, city, day, host }) => ({
      subject: `Rechazado: ${title}, ${day}`, heading: `${host} no puede recibirte esta vez`,
      lines: [`Tu solicitud para ${title}, en ${city}, ha sido rechazada. ${RESERVED}`],
      action: "Ver tu solicitud",
    }),
    request_expired: ({ title, city, day, host }) => ({
      subject: `Sin respuesta: ${title}, ${day}`, heading: "Tu solicitud ha caducado",
      lines: [`${host} no ha respondido a tiempo a tu solicitud para ${title}, en ${city}. ${RESERVED}`],
      action: "Ver tu solicitud",
    }),
    not_captured: ({ title, city, day, host }) => ({
      subject: `Sin pagar: ${title}, ${day}`, heading: "No se ha podido cobrar en tu tarjeta",
      lines: [`${host} aceptó tu solicitud para ${title}, en ${city}, pero el pago no se pudo realizar, así que la solicitud ha terminado. ${RESERVED}`, "Si las noches siguen libres, puedes volver a pedirlas."],
      action: "Ver tu solicitud",
    }),
    hold_ending: ({ title, city, deadline, asksHost }) => ({
      subject: `Pronto dejaremos de guardarte las noches: ${title}`, heading: "Pronto dejaremos de guardarte las noches",
      lines: [`Te guardamos ${title}, en ${city}, hasta el ${deadline}. Si pagas antes, ${asksHost ? "le enviamos tu solicitud a tu anfitrión" : "la estancia es tuya"}; después, otras personas podrán reservar esas noches.`],
      action: "Pagar ahora",
    }),
    check_in_reminder: ({ title, city, day, host, from, days }) => ({
      subject: `${days <= 1 ? (days === 1 ? "Mañana" : "Hoy") : `Dentro de ${days} días`}: ${title}, ${day}`,
      heading: days <= 1 ? `Tu estancia empieza ${days === 1 ? "mañana" : "hoy"}` : `Tu estancia empieza dentro de ${days} días`,
      lines: [`${host} te espera en ${title}, en ${city}. Puedes llegar a partir de las ${from}.`],
      action: "Ver tu estancia",
    }),
    check_out_reminder: ({ title, city, checkOut, until, host }) => ({
      subject: `Salida: ${title}, ${checkOut}`, heading: "Tu estancia llega a su fin",
      lines: [`Tu estancia en ${title} termina el ${checkOut}. Deja el alojamiento antes de las ${until}, por favor, para que ${host} pueda preparar la siguiente llegada.`, `Esperamos que hayas disfrutado de ${city}. ¡Buen viaje!`],
      action: "Ver tu estancia",
    }),
    changed: ({ title, city, day, more, back }) => ({
      subject: `Cambiado: ${title}, ${day}`, heading: "Tu estancia ha cambiado",
      lines: [`Así queda tu estancia en ${title}, en ${city}.`, ...(more ? [`Has pagado ${more} más por ella.`] : []), ...(back ? [`La devolución de ${back} va de camino a tu tarjeta. ${DAYS}`] : [])],
      action: "Ver tu estancia",
    }),
    change_declined: ({ title, city, host }) => ({
      subject: `Sin cambios: ${title}`, heading: "Tu estancia sigue como estaba",
      lines: [`${host} no puede ofrecerte el cambio que pediste. Tu estancia en ${title}, en ${city}, sigue como la reservaste.`],
      action: "Ver tu estancia",
    }),
    change_to_pay: ({ title, city, host, more, deadline }) => ({
      subject: `Por pagar: un cambio en ${title}`, heading: `${host} ha aceptado tu cambio`,
      lines: [`El cambio de tu estancia en ${title}, en ${city}, cuesta ${more} más. Paga antes del ${deadline}, y tu estancia queda cambiada; después sigue como estaba.`],
      action: "Pagar ahora",
    }),
    cancelled: ({ title, city, day, by, refund, wasPaid }) => ({
      subject: `Cancelado: ${title}, ${day}`,
      heading: by === "guest" ? "Has cancelado tu estancia" : by === "host" ? "Tu anfitrión ha cancelado tu estancia" : "Nuestro equipo ha cancelado tu estancia",
      lines: [`Tu estancia en ${title}, en ${city}, no tendrá lugar.${by === "guest" ? "" : " Lo sentimos."}`, ...(refund ? [`La devolución de ${refund} va de camino a tu tarjeta. ${DAYS}`] : wasPaid ? ["Según las condiciones de cancelación no se devuelve nada."] : [])],
      action: "Ver tu reserva",
    }),
    receipt: ({ title, city, day, isOver }) => ({
      subject: `Recibo: ${title}, ${day}`, heading: "Tu recibo",
      lines: [isOver ? `Gracias por alojarte en ${title}, en ${city}. Esto es lo que ha costado.` : `Esto es lo que queda pagado de tu reserva en ${title}, en ${city}.`],
      action: "Ver o imprimir el recibo",
    }),
    refunded: ({ title, city, refund }) => ({
      subject: `Devolución de ${refund} en camino: ${title}`, heading: `La devolución de ${refund} va de camino`,
      lines: [`Va a la tarjeta con la que pagaste ${title}, en ${city}. ${DAYS}`],
      action: "Ver tu reserva",
    }),
    host_booked: ({ title, day, guest }) => ({
      subject: `Reservado: ${title}, ${day}`, heading: `${guest} ha reservado`,
      lines: [`Se ha reservado y pagado una estancia en ${title}. No tienes que hacer nada.`],
      action: "Ver tus reservas",
    }),
    host_requested: ({ title, day, guest, deadline }) => ({
      subject: `Por responder: ${title}, ${day}`, heading: `${guest} pide alojarse`,
      lines: [`${guest} quiere alojarse en ${title}. Acepta o rechaza antes del ${deadline}, por favor; después la solicitud caduca.`],
      action: "Responder a la solicitud",
    }),
    host_not_captured: ({ title, day, guest }) => ({
      subject: `Sin pagar: ${title}, ${day}`, heading: "No se ha podido cobrar en la tarjeta",
      lines: [`Aceptaste la solicitud de ${guest} para ${title}, pero el pago no se pudo realizar, así que la solicitud ha terminado. Las noches vuelven a estar libres.`, "No tienes que hacer nada. Hemos avisado a tu huésped, que puede volver a pedirlas."],
      action: "Ver tus reservas",
    }),
    host_cancelled: ({ title, day, guest, by }) => ({
      subject: `Cancelado: ${title}, ${day}`,
      heading: by === "guest" ? `${guest} ha cancelado` : by === "host" ? "Has cancelado una estancia" : "Nuestro equipo ha cancelado una estancia",
      lines: [`La estancia de ${guest} en ${title} no tendrá lugar. Sus noches vuelven a estar libres.`],
      action: "Ver tus reservas",
    }),
    host_change_requested: ({ title, day, guest, deadline }) => ({
      subject: `Por responder: un cambio en ${title}, ${day}`, heading: `${guest} pide un cambio`,
      lines: [`${guest} quiere cambiar una estancia en ${title}. Acepta o rechaza antes del ${deadline}, por favor; después queda como está.`],
      action: "Responder a la solicitud",
    }),
    host_changed: ({ title, day, guest }) => ({
      subject: `Cambiado: ${title}, ${day}`, heading: "Una estancia ha cambiado",
      lines: [`Así queda la estancia de ${guest} en ${title}. No tienes que hacer nada.`],
      action: "Ver tus reservas",
    }),
    wish_freed: ({ title, city, day, dates }) => ({
      subject: `Libre de nuevo: ${title}, ${day}`, heading: "Las noches que querías están libres",
      lines: [`${title}, en ${city}, ha quedado libre: ${dates}. No te guardamos nada: las noches son de quien las reserve antes.`],
      action: "Ver las noches",
    }),
  },
};
