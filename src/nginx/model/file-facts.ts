/** What stands at a path on nginx's machine. */
export type FileKind = 'file' | 'folder' | 'missing' | 'unknown';

/**
 * Tells what stands at a path, as nginx opens it: a relative one starts at the folder that nginx was
 * started in. The only thing that a trace asks of a disk.
 */
export type FileFacts = (path: string) => FileKind;

/** For configurations whose machine is not at hand. */
export const noFileFacts: FileFacts = () => 'unknown';
