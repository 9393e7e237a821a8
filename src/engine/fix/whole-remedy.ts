import type { FileEdit, Fix } from '../../checks/configuration.ts';
import type { ConfigFinding } from '../judge-configuration.ts';
import { isSameEdit } from './changed-configuration.ts';
import type { Image } from './image.ts';

/**
 * Findings with what mends them on all their paths. One line may be at fault for several locations, each
 * of which has to be mended by itself; the finding carries what the first of them needs.
 */
export function withWholeRemedies(image: Image): ConfigFinding[] {
  return image.judged.findings.map((finding) => {
    const { remedy, check, at } = finding;
    if (remedy === undefined) return finding;
    const fixes = image
      .complaintsAt(at.directive)
      .flatMap(({ check: other, problem: { fix } }) => (fix && other === check ? [fix] : []));
    return { ...finding, remedy: fixes.reduce(joined, remedy) };
  });
}

/** What both want is done once. */
function joined(one: Fix, other: Fix): Fix {
  const isKnown = ({ file, edit }: FileEdit): boolean =>
    one.edits.some((known) => known.file === file && isSameEdit(known.edit, edit));
  const fresh = other.edits.filter((edit) => !isKnown(edit));
  if (fresh.length === 0) return one;
  return { ...one, safe: one.safe && other.safe, edits: [...one.edits, ...fresh] };
}
