// Makes static/build/ from static/: one stylesheet, one script, one font, the icons. Run after `npm ci`.
// File names carry a hash of the contents, so browsers may keep them for ever; manifest.json tells the names.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundleAsync } from "lightningcss";

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, "static/build");
const packages = createRequire(import.meta.url);
const FONT =
  "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2";
const BROWSERS = Object.fromEntries(
  Object.entries({ chrome: 111, edge: 111, firefox: 115, safari: 16, ios_saf: 16 }).map(([name, version]) => [
    name,
    version << 16,
  ]),
);
const manifest = {};
const made = new Set();

/** Write a file under a name with the hash of its contents, and remember it in the manifest. */
function keep(name, content, { compress }) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const [stem, extension] = name.split(/\.(?=[^.]+$)/);
  const hashed = `${stem}.${hash}.${extension}`;
  write(hashed, bytes);
  manifest[name] = hashed;
  if (!compress) return report(hashed, bytes.length);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  write(`${hashed}.br`, brotli);
  write(`${hashed}.gz`, gzip);
  return report(hashed, bytes.length, brotli.length, gzip.length);
}

function write(name, bytes) {
  writeFileSync(join(out, name), bytes);
  made.add(name);
}

function report(name, ...sizes) {
  const [plain, brotli, gzip] = sizes.map((size) => `${(size / 1024).toFixed(1)} KB`.padStart(9));
  console.log(name.padEnd(30) + plain + (brotli ? `${brotli} br${gzip} gz` : ""));
}

/** The stylesheet with everything it imports; names of packages are looked up in node_modules. */
async function stylesheet() {
  const { code } = await bundleAsync({
    filename: join(root, "static/css/app.css"),
    minify: true,
    targets: BROWSERS,
    resolver: {
      resolve: (name, from) =>
        name.startsWith(".") ? resolve(dirname(from), name) : packages.resolve(name),
    },
  });
  return code.toString().replaceAll("atkinson.woff2", manifest["atkinson.woff2"]);
}

async function script() {
  const result = await build({
    entryPoints: [join(root, "static/js/app.js")],
    bundle: true,
    format: "esm",
    minify: true,
    target: ["es2020"],
    write: false,
  });
  return result.outputFiles[0].text;
}

/** The icons named in used.json, each as finished SVG that a screen reader passes over. */
function icons() {
  const all = JSON.parse(readFileSync(packages.resolve("@iconify-json/lucide/icons.json"), "utf8"));
  const names = JSON.parse(readFileSync(join(root, "static/icons/used.json"), "utf8"));
  const strokes = / (fill="none"|stroke="currentColor"|stroke-linecap="round"|stroke-linejoin="round"|stroke-width="2")/g;
  const frame =
    '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"' +
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">';
  return Object.fromEntries(
    names.map((name) => {
      const alias = all.aliases?.[name]?.parent ?? name;
      if (!all.icons[alias]) throw new Error(`no icon named ${name}`);
      return [name, `${frame}${all.icons[alias].body.replace(strokes, "").replace("<g>", "").replace("</g>", "")}</svg>`];
    }),
  );
}

mkdirSync(out, { recursive: true });
keep("atkinson.woff2", readFileSync(packages.resolve(FONT)), { compress: false });
keep("app.css", await stylesheet(), { compress: true });
keep("app.js", await script(), { compress: true });
write("icons.json", JSON.stringify(icons(), null, 1) + "\n");
write("manifest.json", JSON.stringify(manifest, null, 1) + "\n");
for (const name of readdirSync(out)) if (!made.has(name)) rmSync(join(out, name));
