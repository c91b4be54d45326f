import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { hashToken, Limits } from '../../platform/index.js';
import { addressKey } from '../email-address.js';

const HOUR_S = 3600;

/** How often strangers may make this install write to an address: by place, by address, and in all. */
@Injectable()
export class MailLimits {
  constructor(private readonly limits: Limits) {}

  /**
   * @param what is asked for, e.g. `reset`
   * @param ip of who asks, as the trusted proxies report it
   * @throws TooMany, in the same way whether the address is known or not
   */
  async take(what: string, ip: string, address: string): Promise<void> {
    await this.limits.take(`${what} ip ${placeOf(ip)}`, 20, HOUR_S);
    await this.limits.take(`${what} address ${addressName(address)}`, 5, HOUR_S);
    await this.limits.take(`${what} all`, 3000, HOUR_S);
  }
}

/** An address under a name that tells nobody what it is. */
export function addressName(address: string): string {
  return hashToken(addressKey(address)).toString('base64url');
}

/** Where somebody asks from: an IPv4 address, or the 64 bits of an IPv6 one that its holder cannot choose. */
export function placeOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups = tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right];
  if (/\./.test(ip)) return ip.slice(ip.lastIndexOf(':') + 1);
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
