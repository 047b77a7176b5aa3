/** A number with what is printed beside it. */
export interface Quantity {
  readonly value: number;
  /** How far the value may be off because numbers are printed with so many digits; a share of the value. */
  readonly leeway: number;
  /** Units in the order in which they stand. */
  readonly units: string;
}

type Token =
  | { readonly type: 'number'; readonly value: number; readonly leeway: number }
  | { readonly type: 'sign'; readonly sign: string }
  | { readonly type: 'unit'; readonly unit: string };

const tokenPattern =
  /(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?<power>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?<sign>[-+−–×·*÷/^()])|(?<unit>%|[A-Za-zµ]+(?:\/[A-Za-z]+)*)|(?<gap>\s+)/uy;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * What a printed calculation such as `2,147 MB ÷ (450 Mbps ÷ 8)` comes to; units stand behind numbers and brackets and are
 * passed over. `undefined` for anything else: letters before a number, comparisons, dates, names.
 */
export function evaluate(text: string): Quantity | undefined {
  const tokens = tokenise(text);
  if (tokens === undefined) return undefined;
  const terms = tokens.filter((token) => token.type !== 'unit');
  const reader = new Reader(terms);
  const value = reader.sum();
  if (value === undefined || !reader.isAtEnd || !Number.isFinite(value)) return undefined;
  const numbers = terms.filter((token) => token.type === 'number');
  const isResult = numbers.length === 1 && terms.length === 1;
  const leeway = numbers.reduce((sum, number) => sum + number.leeway, 0);
  return {
    value,
    // A result without decimals may have been rounded to a whole number; a number within a calculation is exact.
    leeway: isResult && leeway === 0 && value !== 0 ? 0.5 / Math.abs(value) : leeway,
    units: tokens.flatMap((token) => (token.type === 'unit' ? [token.unit] : [])).join(' '),
  };
}

function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const rest = text.trim().replace(/[.,;]$/, '');
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < rest.length) {
    const start = tokenPattern.lastIndex;
    const groups = tokenPattern.exec(rest)?.groups;
    if (groups === undefined) return undefined;
    const { number, power, sign, unit } = groups;
    const last = tokens.at(-1);
    if (number !== undefined) {
      // Two numbers in a row, or a number in a name, are no calculation.
      if (last?.type === 'number' || (start > 0 && /[\w.]/.test(rest[start - 1] ?? ''))) return undefined;
      tokens.push(numberToken(number));
    } else if (power !== undefined) {
      const exponent = [...power].map((character) => superscripts.indexOf(character)).join('');
      tokens.push({ type: 'sign', sign: '^' }, numberToken(exponent));
    } else if (sign !== undefined) {
      tokens.push({ type: 'sign', sign });
    } else if (unit !== undefined) {
      const isBehindValue = last?.type === 'number' || (last?.type === 'sign' && last.sign === ')');
      const isMore = last?.type === 'unit';
      if (!isBehindValue && !isMore) return undefined;
      tokens.push({ type: 'unit', unit });
    }
  }
  return withoutRatioSigns(tokens);
}

function numberToken(text: string): Token {
  const value = Number(text.replaceAll(',', ''));
  const decimals = text.split('.')[1]?.length;
  return {
    type: 'number',
    value,
    leeway: decimals === undefined || value === 0 ? 0 : (0.5 * 10 ** -decimals) / value,
  };
}

/** The × of `2.0×` multiplies nothing: it is the unit of a ratio. */
function withoutRatioSigns(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, index) => {
    if (token.type !== 'sign' || token.sign !== '×') return true;
    const next = tokens[index + 1];
    return next?.type === 'number' || (next?.type === 'sign' && next.sign === '(');
  });
}

/** Reads sums of products of powers. */
class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#tokens.length;
  }

  sum(): number | undefined {
    let value = this.#product();
    for (let sign = this.#take('+-−–'); sign !== undefined; sign = this.#take('+-−–')) {
      const next = this.#product();
      if (value === undefined || next === undefined) return undefined;
      value = sign === '+' ? value + next : value - next;
    }
    return value;
  }

  #product(): number | undefined {
    let value = this.#power();
    for (let sign = this.#take('×·*÷/'); sign !== undefined; sign = this.#take('×·*÷/')) {
      const next = this.#power();
      if (value === undefined || next === undefined) return undefined;
      value = sign === '÷' || sign === '/' ? value / next : value * next;
    }
    return value;
  }

  #power(): number | undefined {
    const base = this.#atom();
    if (this.#take('^') === undefined) return base;
    const exponent = this.#power();
    return base === undefined || exponent === undefined ? undefined : base ** exponent;
  }

  #atom(): number | undefined {
    if (this.#take('-−–') !== undefined) {
      const value = this.#atom();
      return value === undefined ? undefined : -value;
    }
    if (this.#take('(') !== undefined) {
      const value = this.sum();
      return this.#take(')') === undefined ? undefined : value;
    }
    const token = this.#tokens[this.#position];
    if (token?.type !== 'number') return undefined;
    this.#position += 1;
    return token.value;
  }

  #take(signs: string): string | undefined {
    const token = this.#tokens[this.#position];
    if (token?.type !== 'sign' || !signs.includes(token.sign)) return undefined;
    this.#position += 1;
    return token.sign;
  }
}
