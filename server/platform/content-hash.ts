import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over RFC 8785 JSON, in hex: equal content gives equal hashes, whatever the order of its fields. */
export function contentHash(content: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
}
