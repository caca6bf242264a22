/** Writes the built files, which are committed: the same bytes from the same sources. `node build.mjs [FOLDER]` */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = process.argv[2] ?? fileURLToPath(new URL("../explorer/web/built", import.meta.url));

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [
    { in: "src/explorer.ts", out: "explorer" },
    { in: "src/served.ts", out: "served" },
    { in: "src/style.css", out: "explorer" },
  ],
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
