/** The fields in Stripe's frame: drawn as the page asks for, and what is typed into them goes to `api.stripe.com` alone. */
(() => {
  const number = document.querySelector("#number");
  const problem = document.querySelector("#problem");
  const digits = () => number.value.replaceAll(/\D/g, "");
  const tell = (message) => parent.postMessage(message, "*");
  const property = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const rule = (selector, style) => `${selector} { ${Object.entries(style).map(([name, value]) => `${property(name)}: ${value}`).join("; ")} }`;
  const SELECTORS = { ".Input": ".Input", ".Input:focus": ".Input:focus", ".Input--invalid": ".Input[aria-invalid]", ".Label": "label", ".Error": "#problem" };

  function draw({ appearance: { theme, variables, rules }, fonts }) {
    const faces = fonts.map(({ family, src, weight }) => `@font-face { font-family: "${family}"; src: ${src}; font-weight: ${weight} }`);
    const { fontFamily, fontSizeBase, borderRadius, gridRowSpacing, gridColumnSpacing, colorBackground, colorText, colorTextPlaceholder } = variables;
    document.querySelector("#drawn").textContent = [
      ...faces,
      rule(":root", { colorScheme: theme === "night" ? "dark" : "light" }),
      rule("body", { fontFamily, fontSize: fontSizeBase, color: colorText }),
      rule("main", { rowGap: gridRowSpacing, columnGap: gridColumnSpacing }),
      rule(".Input", { font: "inherit", color: colorText, backgroundColor: colorBackground, borderRadius }),
      rule(".Input::placeholder", { color: colorTextPlaceholder }),
      ...Object.entries(rules).map(([name, style]) => rule(SELECTORS[name], style)),
    ].join("\n");
  }

  function check() {
    const isWrong = digits().length !== 16;
    problem.textContent = isWrong ? "Your card number is incomplete." : "";
    number.toggleAttribute("aria-invalid", isWrong);
    return isWrong ? { error: { type: "validation_error", code: "incomplete_number", message: problem.textContent } } : { selectedPaymentMethod: "card" };
  }

  function confirm(clientSecret, { return_url: returnUrl }) {
    const body = new URLSearchParams({ client_secret: clientSecret, return_url: returnUrl, "payment_method_data[type]": "card", "payment_method_data[card][number]": digits() });
    const url = `https://api.stripe.com/v1/payment_intents/${clientSecret.split("_secret")[0]}/confirm`;
    return fetch(url, { method: "POST", body }).then((response) => response.json(), () => ({ error: { type: "api_connection_error", message: "Stripe can't be reached" } }));
  }

  async function answerTo({ clientSecret, ...asked }) {
    if (asked.draw) return draw(asked.draw);
    return asked.check ? check() : confirm(clientSecret, asked.confirm);
  }

  addEventListener("message", async ({ data }) => {
    if ("readOnly" in data) for (const field of document.querySelectorAll(".Input")) field.readOnly = data.readOnly;
    if (data.focus) number.select();
    if (data.nth) tell({ nth: data.nth, answer: await answerTo(data) });
  });
  new ResizeObserver(() => tell({ height: document.documentElement.offsetHeight })).observe(document.documentElement);
  tell({ loaded: true });
})();
