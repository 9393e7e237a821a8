/** Context → the text in front of a directive in it. */
export declare const CONTEXTS: Readonly<Record<string, string>>;
