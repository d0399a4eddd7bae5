/** Stripe's frames can't see this page: what they should look like is told them. */
import type { Appearance, CustomFontSource } from "@stripe/stripe-js";
import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url";

/** As the fields of `style/forms.css`. */
const COLORS = {
  action: "var(--action)", ink: "var(--ink)", soft: "var(--ink-soft)", line: "var(--line-strong)", bad: "var(--bad)",
  field: "light-dark(#fff, #12152e)", focus: "light-dark(#4653d6, #ffd257)",
};

/** What is written with `var()` and `light-dark()` only an element can work out. */
function workedOut(): typeof COLORS {
  const probe = document.body.appendChild(document.createElement("span"));
  const colorOf = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  const worked = Object.fromEntries(Object.entries(COLORS).map(([name, color]) => [name, colorOf(color)]));
  probe.remove();
  return worked as typeof COLORS;
}

/** As the page looks just now, light or dark. */
export function pageAppearance(): Appearance {
  const { action, ink, soft, line, bad, field, focus } = workedOut();
  const fontFamily = getComputedStyle(document.body).fontFamily;
  return {
    theme: window.matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "stripe",
    variables: {
      fontFamily, fontSizeBase: "16px", borderRadius: "8px", gridRowSpacing: "16px", gridColumnSpacing: "12px",
      colorPrimary: action, colorBackground: field, colorText: ink, colorTextSecondary: soft, colorTextPlaceholder: soft, colorDanger: bad,
    },
    rules: {
      ".Label": { color: ink, fontSize: "15px", fontWeight: "600" },
      ".Input": { border: `1px solid ${line}`, boxShadow: "none", padding: "10px 13px" },
      ".Input:focus": { border: `1px solid ${line}`, boxShadow: "none", outline: `3px solid ${focus}`, outlineOffset: "1px" },
      ".Input--invalid": { border: `1px solid ${bad}`, boxShadow: `inset 0 0 0 1px ${bad}`, color: ink },
      ".Error": { color: bad, fontSize: "14px", fontWeight: "600" },
    },
  };
}

/** The page's own letters, one file for every weight. Stripe fetches them over https alone, and browsers nothing from this machine. */
export function pageFonts(): CustomFontSource[] {
  const { href, protocol } = new URL(figtree, window.location.href);
  if (protocol !== "https:") return [];
  return ["400", "600"].map((weight) => ({ family: "Figtree Variable", src: `url(${href})`, weight }));
}
