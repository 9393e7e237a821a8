/** Puts the authorities that the user wrote where our own addresses arrived. */
export type ToMeant = (text: string) => string;

/** `meantByPort`: the authority that the backend on this port of 127.0.0.1 stands for. */
export function meantAddresses(meantByPort: ReadonlyMap<number, string>): ToMeant {
  return (text) =>
    // All digits of the port, so that port 3000 is not found in 30001.
    text.replace(/(?<![\d.])127\.0\.0\.1:(\d{1,5})(?!\d)/g, (address, port) => {
      return meantByPort.get(Number(port)) ?? address;
    });
}
