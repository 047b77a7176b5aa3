/** The part of an element that has to be there; a page without it is a mistake of ours. */
export function findPart<Wanted extends HTMLElement = HTMLElement>(
  root: ParentNode,
  selector: string,
): Wanted {
  const found = root.querySelector<Wanted>(selector);
  if (found === null) throw new Error(`The page lacks ${selector}.`);
  return found;
}
