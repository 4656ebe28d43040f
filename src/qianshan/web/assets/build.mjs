// Builds every asset from the lock file: JavaScript, styles, and the sprite of the icons we name.
//
// Folders are the registry: each file of ts/entries becomes a script, each file of ts/behaviours
// binds `data-behaviour="<file name>"`, each file of scss/pages joins its layer, each line of
// icons*.txt names a Tabler icon. Nothing has to be listed twice, an unknown name stops the build.
import { build } from "esbuild";
import { compileString, NodePackageImporter } from "sass";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../../..");
const target = resolve(here, "../static/built");
const making = `${target}.making`;

function names(folder, ending) {
  const path = join(here, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(ending)).sort() : [];
}

const behaviours = {
  name: "behaviours",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^qs:behaviours$/ }, (found) => ({ path: found.path, namespace: "qs" }));
    esbuild.onLoad({ filter: /.*/, namespace: "qs" }, () => {
      const files = names("ts/behaviours", ".ts");
      const lines = files.map((file, n) => `import { bind as b${n} } from "./behaviours/${file}";`);
      const table = files.map((file, n) => `${JSON.stringify(basename(file, ".ts"))}: b${n}`);
      return {
        contents: `${lines.join("\n")}\nexport const behaviours = { ${table.join(", ")} };\n`,
        resolveDir: join(here, "ts"),
        loader: "ts",
      };
    });
  },
};

async function scripts() {
  const entries = names("ts/entries", ".ts").map((file) => join(here, "ts/entries", file));
  await build({
    entryPoints: entries,
    outdir: making,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020", "chrome90", "safari15"],
    legalComments: "linked",
    plugins: [behaviours],
    logLevel: "warning",
  });
}

function styles() {
  for (const file of names("scss", ".scss").filter((name) => !name.startsWith("_"))) {
    const source = readFileSync(join(here, "scss", file), "utf8").replace(
      /^\/\/ @each-file (\S+)$/gm,
      (_line, folder) =>
        names(`scss/${folder}`, ".scss")
          .map((name) => `@include meta.load-css("${folder}/${basename(name, ".scss")}");`)
          .join("\n"),
    );
    const made = compileString(source, {
      url: new URL(`file://${join(here, "scss", file)}`),
      loadPaths: [join(here, "scss"), join(root, "node_modules")],
      importers: [new NodePackageImporter(root)],
      style: "compressed",
      quietDeps: true,
      silenceDeprecations: ["import"],
    });
    writeFileSync(join(making, file.replace(".scss", ".css")), made.css);
  }
}

function sprite() {
  const set = createRequire(join(root, "package.json"))("@iconify-json/tabler/icons.json");
  const wanted = new Map();
  for (const file of names(".", ".txt").filter((name) => name.startsWith("icons"))) {
    readFileSync(join(here, file), "utf8").split("\n").forEach((line, n) => {
      const name = line.split("#")[0].trim();
      if (name) wanted.set(name, `${file}:${n + 1}`);
    });
  }
  const symbols = [...wanted].map(([name, place]) => {
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
    if (!icon) throw new Error(`${place}: Tabler has no icon “${name}”. See https://tabler.io/icons for the names.`);
    const size = `0 0 ${icon.width ?? set.width ?? 24} ${icon.height ?? set.height ?? 24}`;
    return `<symbol id="${name}" viewBox="${size}">${icon.body.replaceAll('stroke-width="2"', 'stroke-width="1.7"')}</symbol>`;
  });
  writeFileSync(join(making, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  writeFileSync(join(making, "icons.json"), JSON.stringify([...wanted.keys()].sort()));
  return symbols.length;
}

rmSync(making, { recursive: true, force: true });
mkdirSync(making, { recursive: true });
await scripts();
styles();
const icons = sprite();
rmSync(target, { recursive: true, force: true });
renameSync(making, target);
console.log(`built ${readdirSync(target).length} files, ${icons} icons, in ${target}`);
