/** Whom a program runs as, by number: neither needs an entry in the passwd file. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}
