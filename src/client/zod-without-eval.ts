import { config } from 'zod/v4/core';

/**
 * The content security policy forbids making functions from text, which Zod otherwise does for speed. Schemas look at this
 * when they are made, so an entry script imports this module before any other.
 */
config({ jitless: true });
