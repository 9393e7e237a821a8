import type { FilePort } from './file-port.ts';
import { baseName, folderOf, isWithin, joinPath } from './paths.ts';

export interface LinkLook {
  /** Where the file really is, if its path is a symbolic link. */
  readonly realPath: string | undefined;
  /** Where it really is, if that is outside although its path is inside. */
  readonly outside: string | undefined;
}

/** Tells where symbolic links lead, asking once per folder: nearly all files are in few folders. */
export class LinkWatch {
  private readonly folder: string;
  private readonly port: FilePort;
  private readonly realFolders = new Map<string, string | undefined>();

  constructor(folder: string, port: FilePort) {
    this.folder = folder;
    this.port = port;
  }

  look(path: string, isLink: boolean): LinkLook {
    const realPath = isLink ? this.port.realPath?.(path) : undefined;
    const root = this.realFolder(this.folder);
    const folder = this.realFolder(folderOf(path));
    if (folder === root && !isLink) return { realPath, outside: undefined };
    if (root === undefined || folder === undefined || !isWithin(this.folder, path)) {
      return { realPath, outside: undefined };
    }
    const really = realPath ?? joinPath(folder, baseName(path));
    return { realPath, outside: isWithin(root, really) ? undefined : really };
  }

  private realFolder(folder: string): string | undefined {
    if (!this.realFolders.has(folder)) {
      this.realFolders.set(folder, this.port.realPath?.(folder));
    }
    return this.realFolders.get(folder);
  }
}
