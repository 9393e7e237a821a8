/** One entry of what `apt-cache show` prints. */
export interface PackageEntry {
  readonly name: string;
  /** Debian's version, such as `1.22.1-9+deb12u3`. */
  readonly version: string;
  readonly section: string;
  /** Names that it depends on; of alternatives the first. */
  readonly dependsOn: readonly string[];
}

/** Where an nginx may be, depending on the release: the others then only bring modules to it. */
export const NGINX_PACKAGES: readonly string[] = ['nginx', 'nginx-light', 'nginx-core'];

/** Modules of nginx's own that a fetch brings along where the suite has them as packages. */
export const MODULE_PACKAGES: readonly string[] = ['libnginx-mod-stream'];

/** Reads the entries that `apt-cache show` prints. */
export function parsePackages(text: string): PackageEntry[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const name = field(paragraph, 'Package');
    if (!name) return [];
    const depends = [field(paragraph, 'Pre-Depends'), field(paragraph, 'Depends')];
    return [
      {
        name,
        version: field(paragraph, 'Version'),
        section: field(paragraph, 'Section'),
        dependsOn: depends.flatMap(parseDepends),
      },
    ];
  });
}

/** Of the packages named like nginx the one that holds the program: only that needs a C library. */
export function holderOfNginx(entries: readonly PackageEntry[]): PackageEntry | undefined {
  return NGINX_PACKAGES.map((name) => entries.find((entry) => entry.name === name)).find((entry) =>
    entry?.dependsOn.includes('libc6'),
  );
}

/** The packages of modules that were built together with this nginx. */
export function modulesOf(holder: PackageEntry, entries: readonly PackageEntry[]): PackageEntry[] {
  return entries.filter(
    ({ name, version }) => MODULE_PACKAGES.includes(name) && version === holder.version,
  );
}

/** nginx's own version of a package: `1.22.1` of `1.22.1-9+deb12u3`. */
export function upstreamVersion(packageVersion: string): string | undefined {
  return /^(?:\d+:)?(\d+\.\d+\.\d+)(?![\d.])/.exec(packageVersion)?.[1];
}

/**
 * The shared libraries that packages need, theirs included, by name. What else they depend on
 * (scripts, an init system) is for installing them, not for running them.
 */
export async function librariesOf(
  entries: readonly PackageEntry[],
  show: (names: readonly string[]) => Promise<string>,
): Promise<string[]> {
  const libraries = new Set<string>();
  const asked = new Set<string>();
  let next = [...new Set(entries.flatMap(({ dependsOn }) => dependsOn))];
  while (next.length > 0) {
    for (const name of next) asked.add(name);
    const found = parsePackages(await show(next)).filter(isLibrary);
    for (const { name } of found) libraries.add(name);
    next = [...new Set(found.flatMap(({ dependsOn }) => dependsOn))].filter(
      (name) => !asked.has(name),
    );
  }
  return [...libraries].sort();
}

function isLibrary({ section }: PackageEntry): boolean {
  // Ubuntu writes the component before the section of what is not in main.
  return section.split('/').pop() === 'libs';
}

function parseDepends(text: string): string[] {
  return text
    .split(',')
    .flatMap((alternatives) => /[a-z0-9][a-z0-9+.-]*/.exec(alternatives)?.[0] ?? []);
}

function field(paragraph: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
}
