import type { SecureConnection } from '../../facts/secure-connection.js';
import { ask, type Step } from './rung.js';

/** Whether secure web sites and update servers can be recognised: by the clock, the list of authorities, and nobody in between. */
export const secureStep: Step = ask('Secure connections', ['secure-connection'], ({ 'secure-connection': secure }) =>
  secure.known ? judge(secure.value) : { fine: '' },
);

function judge({ state, address, issuer, aheadSeconds }: SecureConnection): { fine: string } | { breaks: string; routines?: string[] } {
  switch (state) {
    case 'ok':
      return { fine: `they come about; ${issuer} vouches` };
    case 'time':
      if (aheadSeconds === null)
        return {
          breaks: 'Certificates count as expired, or as not valid yet: look whether date and time of this machine are right.',
          routines: ['any-clock-sync'],
        };
      if (Math.abs(aheadSeconds) < 600)
        return {
          breaks: `The certificate of ${address} is not valid at this time, although the clock is right: something in between answers, or the list of authorities is old.`,
          routines: ['any-trust-store', 'any-proxy-hijack'],
        };
      return {
        breaks: `The clock of this machine is ${span(aheadSeconds)} ${aheadSeconds < 0 ? 'behind' : 'ahead'}: every secure web site and update server is refused.`,
        routines: ['any-clock-sync'],
      };
    case 'list':
      return {
        breaks: `This machine does not know ${issuer}, an authority that is known everywhere: its list of trusted authorities is missing, damaged or old.`,
        routines: ['any-trust-store'],
      };
    case 'issuer':
      return {
        breaks: `Secure connections are opened on the way: ${issuer === '' ? 'somebody without a name' : issuer} vouches for ${address}, and nobody knows that authority. A virus scanner, a company's filter or a login page does this. If none is meant to be there, type no password.`,
        routines: ['any-proxy-hijack', 'any-dns-hijack'],
      };
    case 'name':
      return {
        breaks: `Somebody else answers in the place of ${address}, with a certificate by ${issuer}: a filter or a login page in between.`,
        routines: ['any-proxy-hijack'],
      };
    case 'refused':
      return {
        breaks: 'Connections are made, but secure ones come to nothing: a filter or a proxy in between does not let them through.',
        routines: ['any-proxy-hijack'],
      };
  }
}

/** "3 days", "5 hours" or "12 minutes"; how exact makes no difference here. */
function span(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  if (minutes >= 2880) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 120 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes)} minutes`;
}
