/** The colours of letters, light and dark. Programs that know no dark keep what stands at each element. */
import type { CSSProperties } from "react";

const FONT = "Figtree, 'Avenir Next', 'Segoe UI', system-ui, -apple-system, Roboto, Helvetica, Arial, sans-serif";

const light = { ground: "#f5f6fb", raised: "#ffffff", ink: "#1b1f42", soft: "#515674", line: "#d9dcea", action: "#2f3799", onAction: "#ffffff", link: "#2f3799", lamp: "#ffd257" };
const dark: typeof light = { ground: "#10132b", raised: "#191d3d", ink: "#eceefa", soft: "#b3b8d6", line: "#31365d", action: "#ffd257", onAction: "#1b1f42", link: "#b9c1ff", lamp: "#ffd257" };

export const css = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .card { padding: 24px 20px !important; }
  .ground > table > tbody > tr > td { padding: 16px 8px 24px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground, .ground > table > tbody > tr > td { background-color: ${dark.ground} !important; }
  .card { background-color: ${dark.raised} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .soft { color: ${dark.soft} !important; }
  .link { color: ${dark.link} !important; }
  .line { border-color: ${dark.line} !important; }
  .button { background-color: ${dark.action} !important; color: ${dark.onAction} !important; }
}`;

const text: CSSProperties = { fontFamily: FONT, fontSize: "16px", lineHeight: "24px", margin: 0, color: light.ink, overflowWrap: "anywhere" };
const small: CSSProperties = { ...text, fontSize: "14px", lineHeight: "21px", color: light.soft };

export const style = {
  ground: { backgroundColor: light.ground, margin: 0, padding: "24px 12px 32px" },
  container: { maxWidth: "560px" },
  brand: { ...text, fontWeight: 700, fontSize: "18px", padding: "0 4px 14px" },
  lamp: { display: "inline-block", width: "12px", height: "12px", borderRadius: "3px", backgroundColor: light.lamp, marginRight: "8px" },
  card: { backgroundColor: light.raised, border: `1px solid ${light.line}`, borderRadius: "14px", padding: "32px" },
  heading: { ...text, fontSize: "26px", lineHeight: "32px", fontWeight: 700, letterSpacing: "-0.01em", paddingBottom: "16px" },
  text: { ...text, paddingBottom: "12px" },
  facts: { margin: "8px 0 12px", borderTop: `1px solid ${light.line}` },
  fact: { borderBottom: `1px solid ${light.line}` },
  label: { ...small, padding: "10px 12px 10px 0", verticalAlign: "top", width: "32%" },
  value: { ...text, padding: "9px 0", verticalAlign: "top" },
  more: { ...small },
  button: { ...text, lineHeight: "20px", fontWeight: 700, backgroundColor: light.action, color: light.onAction, borderRadius: "10px", padding: "13px 22px" },
  action: { padding: "12px 0 8px" },
  title: { ...text, fontSize: "17px", fontWeight: 700, padding: "20px 0 6px" },
  passage: { ...text, paddingBottom: "6px", whiteSpace: "pre-line" },
  priceLabel: { ...text, padding: "4px 12px 4px 0", verticalAlign: "top" },
  amount: { ...text, padding: "4px 0", textAlign: "right", whiteSpace: "nowrap", verticalAlign: "top", fontVariantNumeric: "tabular-nums" },
  sum: { borderTop: `1px solid ${light.line}` },
  after: { ...small, paddingTop: "16px" },
  foot: { ...small, padding: "0 4px 2px" },
  feet: { paddingTop: "18px" },
  link: { color: light.link, textDecoration: "underline" },
} satisfies Record<string, CSSProperties>;
