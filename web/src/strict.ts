/** Before any schema is made: without this zod tries `new Function`, which the page's policy refuses and reports. */
import { config } from "zod";

config({ jitless: true });
