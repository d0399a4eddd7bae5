/** What a source file says that the house has rules about. Read by vite's parser: TypeScript 7 is no library yet. */
import { parseSync } from "vite";

export interface Import {
  /** As written. */
  from: string;
  line: number;
  /** Leaves nothing behind when it runs. */
  typeOnly: boolean;
}

export interface Source {
  imports: Import[];
  /** Lines that read the process's environment. */
  readsEnvironment: number[];
  /** Lines that emit. */
  emits: number[];
  lines: number;
}

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

/** @param file decides by its extension how the text is read. @throws where the text can't be parsed */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} can't be parsed: ${errors[0]!.message}`);
  const source: Source = { imports: [], readsEnvironment: [], emits: [], lines: text.trimEnd().split("\n").length };
  const lineOf = (node: Node) => text.slice(0, node.start).split("\n").length;
  visit(program, (node) => {
    const from = importedFrom(node);
    if (from !== undefined) source.imports.push({ from, line: lineOf(node), typeOnly: isTypeOnly(node) });
    if (readsEnvironment(node, from)) source.readsEnvironment.push(lineOf(node));
    if (node.type === "CallExpression" && EMITS.has(nameOf(node["callee"]) ?? "")) source.emits.push(lineOf(node));
  });
  return source;
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) look(value);
  for (const part of Object.values(value)) visit(part, look);
}

function isNode(value: unknown): value is Node {
  return typeof (value as Partial<Node> | null | undefined)?.type === "string";
}

/** Every way in which one file can name another. */
const IMPORTS = new Set(["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression", "TSImportType", "TSExternalModuleReference"]);

/** `undefined` where it is no import. What is computed can't be followed, and is named so that no arrow allows it. */
function importedFrom(node: Node): string | undefined {
  const source = node["source"] ?? node["expression"];
  if (!IMPORTS.has(node.type) || !isNode(source)) return undefined;
  return typeof source["value"] === "string" ? source["value"] : COMPUTED;
}

export const COMPUTED = "a computed address";

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const named = node["specifiers"] as Node[] | undefined;
  return named !== undefined && named.length > 0 && named.every((one) => one["importKind"] === "type" || one["exportKind"] === "type");
}

const EMITS = new Set(["emit", "emitWithAck", "serverSideEmit", "serverSideEmitWithAck"]);

/** Of `a.name` and `a["name"]`, also within `?.` and brackets. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== "MemberExpression") return undefined;
  const property = node["property"] as Node;
  return (node["computed"] ? property["value"] : property["name"]) as string | undefined;
}

function isProcess(node: unknown): boolean {
  return isNode(node) && ((node.type === "Identifier" && node["name"] === "process") || nameOf(node) === "process");
}

/** `process.env`, `const { env } = process`, and the module of that name. */
function readsEnvironment(node: Node, from: string | undefined): boolean {
  if (from === "process" || from === "node:process") return true;
  if (node.type === "VariableDeclarator") return isProcess(node["init"]) && (node["id"] as Node).type === "ObjectPattern";
  return nameOf(node) === "env" && isProcess(node["object"]);
}
