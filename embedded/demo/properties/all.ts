import type { DemoProperty } from "../demo-property.ts";
import { americas } from "./americas.ts";
import { asia } from "./asia.ts";
import { europe } from "./europe.ts";
import { south } from "./south.ts";

export const properties: readonly DemoProperty[] = [...europe, ...asia, ...americas, ...south];
