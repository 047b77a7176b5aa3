/** Signatures, so that a receiver knows who sent a notice, and when. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older deliveries are refused, so that one that was overheard cannot be sent again tomorrow. */
const LONGEST_AGE_SECONDS = 300;

// region: signature
/** `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "seconds.body">`. */
export function sign(body: string, secret: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

/** Whether the body is from somebody who has the secret, and fresh. Compare before the body is parsed. */
export function isGenuine(header: string, body: string, secret: string, nowSeconds: number): boolean {
  const seconds = Number(/^t=(\d{1,12}),v1=[0-9a-f]{64}$/.exec(header)?.[1]);
  if (!(Math.abs(nowSeconds - seconds) <= LONGEST_AGE_SECONDS)) return false;
  const [given, right] = [Buffer.from(header), Buffer.from(sign(body, secret, seconds))];
  // In a time that does not depend on how many characters are right.
  return given.length === right.length && timingSafeEqual(given, right);
}
// endregion
