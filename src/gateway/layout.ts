/** Where the files around a configuration are, as nginx is to read them: absolute, or from its prefix. */
export interface Layout {
  readonly pid: string;
  /** Folder of the logs. */
  readonly logs: string;
  /** One more error log, which whoever supervises nginx reads; undefined where that of `logs` will do. */
  readonly supervisedErrorLog: string | undefined;
  /** Folder for bodies and answers too big for memory; undefined leaves nginx's own. */
  readonly temp: string | undefined;
  /**
   * Absolute path of the unix socket of `stub_status`, in a folder that only its owner may enter;
   * undefined leaves the counters out.
   */
  readonly statusSocket: string | undefined;
  /** PEM files of the listener; undefined without TLS. */
  readonly certificate: { readonly certificate: string; readonly key: string } | undefined;
  /** Whom the workers run as; undefined where nginx is not started as root. */
  readonly user: string | undefined;
}

/** File names in the folder of logs. */
export const LOG_FILES = { access: 'access.log', error: 'error.log', info: 'info.log' } as const;
