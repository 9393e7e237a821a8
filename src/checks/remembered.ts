/** The same function, which answers for the same object without asking again: several checks ask. */
export function remembered<Key extends object, Value>(
  read: (key: Key) => Value,
): (key: Key) => Value {
  const answers = new WeakMap<Key, Value>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Value;
    const value = read(key);
    answers.set(key, value);
    return value;
  };
}
