/**
 * Stands in for Stripe's script in a browser, as far as our page uses it. Like Stripe's, it keeps the card in a frame of its
 * own address, asks `api.stripe.com`, and shows a bank's question in a frame or goes to its page. It runs in the page.
 */
(() => {
  const API = "https://api.stripe.com/v1/payment_intents";
  const FIELDS = "https://js.stripe.com/fields.html";
  const idOf = (clientSecret) => clientSecret.split("_secret")[0];
  const unreachable = { type: "api_connection_error", message: "Stripe can't be reached" };

  /** Asks a frame, and waits for the answer that names the question. */
  let asked = 0;
  function ask(frame, what) {
    const nth = ++asked;
    return new Promise((resolve) => {
      addEventListener("message", function hear({ data, source }) {
        if (source !== frame.contentWindow || data.nth !== nth) return;
        removeEventListener("message", hear);
        resolve(data.answer);
      });
      frame.contentWindow.postMessage({ nth, ...what }, "*");
    });
  }

  function createElement({ clientSecret, appearance, fonts }) {
    const frame = document.createElement("iframe");
    const handlers = { ready: [], loaderror: [] };
    frame.title = "Secure payment input frame";
    frame.style.cssText = "display: block; width: calc(100% + 8px); margin: -4px; height: 0; border: 0";
    const hear = ({ data, source }) => {
      if (source !== frame.contentWindow) return;
      if (data.height) frame.style.height = `${data.height}px`;
      if (data.loaded) void ask(frame, { draw: { appearance, fonts } }).then(() => handlers.ready.forEach((handler) => handler({ elementType: "payment" })));
    };
    addEventListener("message", hear);
    frame.src = FIELDS;
    return {
      frame,
      on: (type, handler) => handlers[type].push(handler),
      mount: (home) => home.append(frame),
      update: ({ readOnly }) => frame.contentWindow?.postMessage({ readOnly }, "*"),
      focus: () => {
        frame.focus();
        frame.contentWindow?.postMessage({ focus: true }, "*");
      },
      destroy() {
        removeEventListener("message", hear);
        frame.remove();
      },
      ask: (what) => ask(frame, { clientSecret, ...what }),
    };
  }

  /** A bank's question over the page. */
  function showQuestion(url) {
    const frame = document.createElement("iframe");
    frame.title = "3D Secure";
    frame.style.cssText = "position: fixed; inset: 0; z-index: 9; width: 100%; height: 100%; border: 0; background: #0009";
    frame.src = url;
    document.body.append(frame);
    return new Promise((resolve) => {
      addEventListener("message", function hear({ data, source }) {
        if (source !== frame.contentWindow || !data.answered) return;
        removeEventListener("message", hear);
        frame.remove();
        resolve();
      });
    });
  }

  async function retrievePaymentIntent(clientSecret) {
    const answer = await fetch(`${API}/${idOf(clientSecret)}?client_secret=${clientSecret}`).then((response) => response.json(), () => ({ error: unreachable }));
    return answer.error ? { error: answer.error } : { paymentIntent: answer };
  }

  async function afterAction(intent) {
    if (intent.status !== "requires_action") return { paymentIntent: intent };
    const { type, redirect_to_url: redirect } = intent.next_action;
    if (type === "redirect_to_url") {
      location.assign(redirect.url);
      return new Promise(() => {});
    }
    await showQuestion(intent.next_action.use_stripe_sdk.url);
    const { paymentIntent, error } = await retrievePaymentIntent(intent.client_secret);
    const refused = paymentIntent?.last_payment_error;
    return refused ? { error: { ...refused, payment_intent: paymentIntent } } : error ? { error } : { paymentIntent };
  }

  window.Stripe = Object.assign((key) => {
    if (!/^pk_test_/.test(key)) throw new Error(`Not a publishable key: ${key}`);
    return {
      elements(options) {
        let element;
        return {
          create: () => (element = createElement(options)),
          submit: () => element.ask({ check: true }),
          update: async ({ appearance }) => void (await element.ask({ draw: { appearance, fonts: options.fonts } })),
          ask: (what) => element.ask(what),
        };
      },
      async confirmPayment({ elements, confirmParams, redirect }) {
        if (redirect !== "if_required") throw new Error("This stand-in comes back where it need not redirect, and nothing else");
        const answer = await elements.ask({ confirm: confirmParams });
        return answer.error ? { error: answer.error } : afterAction(answer);
      },
      async handleNextAction({ clientSecret }) {
        const { paymentIntent, error } = await retrievePaymentIntent(clientSecret);
        return error ? { error } : afterAction(paymentIntent);
      },
      retrievePaymentIntent,
    };
  }, { version: "endive" });
})();
