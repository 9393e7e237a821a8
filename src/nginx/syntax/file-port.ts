import type { SourceText } from '../../text/source-text.ts';

/**
 * Where the files of a configuration come from: a disk, an `nginx -T` dump, an object. All paths use
 * `/`, and are what nginx would open: absolute, or relative to where the main file's path is.
 */
export interface FilePort {
  /** The file, or why it cannot be had. Never waits for anything but a disk. */
  read(path: string, maxBytes: number): FileContent | FileFault;
  /** The paths that match, in nginx's order; see `expandGlob`. */
  glob(pattern: string): readonly string[];
  /** The path without symbolic links; undefined where that cannot be told. */
  realPath?(path: string): string | undefined;
}

export interface FileContent {
  readonly text: SourceText;
  /** Whether the path is a symbolic link. */
  readonly isLink?: boolean;
  /** What the path is where it is no ordinary file; nginx then reads it as empty. */
  readonly isDevice?: boolean;
}

export interface FileFault {
  readonly fault: 'missing' | 'folder' | 'pipe' | 'unreadable' | 'too-big';
  /** What stands in the way, as the second half of a sentence about the path. */
  readonly why: string;
}
