// Bundles src/ into the pages' static/dist: modules named by content, manifest.json, and the licences of what is inside.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "../src/kg/face/web/static/dist");
const ISLANDS = ["enhance", "picture", "sparql"];
const COMMON = { absWorkingDir: HERE, bundle: true, format: "esm", target: "es2022", charset: "utf8" };

async function bundle() {
  const made = await build({
    ...COMMON,
    entryPoints: ISLANDS.map((name) => `src/${name}.ts`),
    outdir: DIST,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    splitting: true,
    minify: true,
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const manifest = {};
  for (const [path, output] of Object.entries(made.metafile.outputs)) {
    if (output.entryPoint) {
      manifest[basename(output.entryPoint, ".ts")] = { file: basename(path), imports: chunks(output) };
    }
  }
  const files = new Map(made.outputFiles.map((file) => [basename(file.path), file.contents]));
  files.set("THIRD_PARTY.txt", licences(Object.keys(made.metafile.inputs)));
  // The manifest comes last, so that it never names a file that is not there yet; what it no longer names goes then.
  files.set("manifest.json", `${JSON.stringify(manifest, null, 1)}\n`);
  mkdirSync(DIST, { recursive: true });
  for (const [name, contents] of files) writeFileSync(join(DIST, name), contents);
  for (const name of readdirSync(DIST)) if (!files.has(name)) rmSync(join(DIST, name), { recursive: true });
}

function chunks(output) {
  return output.imports.filter((one) => one.kind === "import-statement").map((one) => basename(one.path));
}

/** Name, version and licence text of every package that a bundle holds; a package without a licence is an error. */
function licences(inputs) {
  const folders = new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []));
  const told = [...folders].sort().map((folder) => {
    const said = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
    const file = readdirSync(join(HERE, folder)).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${said.name} has no licence text`);
    return `${said.name} ${said.version} (${said.license})\n\n${readFileSync(join(HERE, folder, file), "utf8").trim()}\n`;
  });
  return `The scripts of the pages hold parts of these packages.\n\n${told.join(`\n${"-".repeat(72)}\n\n`)}`;
}

/** Runs test/ in Node, which need not know TypeScript; returns the exit status. */
async function test() {
  const out = join(HERE, "node_modules/.test");
  rmSync(out, { recursive: true, force: true });
  const files = readdirSync(join(HERE, "test")).map((name) => `test/${name}`);
  await build({ ...COMMON, entryPoints: files, outdir: out, platform: "node", outExtension: { ".js": ".mjs" } });
  const made = readdirSync(out).map((name) => join(out, name));
  return spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit" }).status ?? 1;
}

if (process.argv[2] === "test") process.exitCode = await test();
else await bundle();
