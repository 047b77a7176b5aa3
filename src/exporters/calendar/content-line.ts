/**
 * One content line of iCalendar (RFC 5545, section 3.1), folded so that no line is longer than 75 octets and no
 * character is cut in two, with its line break.
 */
export function contentLine(name: string, value: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** A text as a value (RFC 5545, section 3.3.11). */
export function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`);
}
